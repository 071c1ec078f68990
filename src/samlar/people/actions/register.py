"""The register of organisations: who is in it, as what and when, and who represents whom (A1)."""

import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.people.actions.guard import lock_organisations, noted, queue_for_names
from samlar.people.models import Membership, Organisation, OrganisationKind
from samlar.people.queries import organisation_names
from samlar.people.rules import Actor, MembershipKind, NotPossible, NotVisible, Span, must_hold_register, must_look_after
from samlar.people.rules.periods import ended
from samlar.people.rules.register import MembershipPeriod, circle_of, joined, must_be_one_ballot, must_not_go_in_a_circle
from samlar.people.rules.words import NAME, one_line

COUNTED = ("region", "municipal_association", "municipality", "county_board", "agency", "university", "skr", "other")
LONGEST_ABOUT = 3000


@transaction.atomic
def add_kind(actor: Actor, *, name_sv: str, name_en: str, plural_sv: str, plural_en: str, counts_as: str) -> str:
    """Adds a kind of organisation; `counts_as` is the word that formats' rules know it by. Returns its code.

    Raises NotAllowed, NotPossible.
    """
    must_hold_register(actor)
    queue_for_names()
    names = {
        key: one_line(text, field=key, most=80, what=NAME)
        for key, text in {"name_sv": name_sv, "name_en": name_en, "plural_sv": plural_sv, "plural_en": plural_en}.items()
    }
    if counts_as not in COUNTED:
        raise NotPossible(Sentence("Välj en av sorterna.", "Choose one of the kinds."), field="counts_as")
    code = slug_of(names["name_en"])[:40].replace("-", "_")
    if any(code == kind.code or names["name_sv"].casefold() == kind.name_sv.casefold() for kind in OrganisationKind.objects.all()):
        raise NotPossible(Sentence("Den sorten finns redan.", "That kind exists already."), field="name_sv")
    OrganisationKind.objects.create(code=code, counts_as=counts_as, position=OrganisationKind.objects.count(), **names)
    noted(actor, "kind.added", "organisation_kind", code, counts_as=(None, counts_as))
    return code


@transaction.atomic
def add_organisation(actor: Actor, *, name: str, kind: str, county: str = "", about: str = "", website: str = "") -> int:
    """Adds an organisation, as yet without membership; returns its id. Raises NotAllowed, NotPossible."""
    must_hold_register(actor)
    queue_for_names()
    called, sort = _free_name(name), _kind(kind)
    slug = stem = slug_of(called)[:110] or "organisation"
    number = 1
    while Organisation.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    texts = dict(zip(("county", "about", "website"), _texts(county, about, website), strict=True))
    row = Organisation.objects.create(name=called, slug=slug, kind=sort, **texts)
    noted(actor, "organisation.added", "organisation", row.pk, kind=(None, kind))
    return row.pk


@transaction.atomic
def change_organisation(
    actor: Actor, organisation: int, *, name: str, kind: str, county: str = "", about: str = "", website: str = ""
) -> None:
    """Changes what the register says about an organisation; its address stays, so that links go on leading there.

    Raises NotAllowed, NotPossible.
    """
    must_hold_register(actor)
    queue_for_names()
    row = lock_organisations(organisation)[organisation]
    before = {"name": row.name, "kind": row.kind_id, "county": row.county}
    row.name, row.kind = _free_name(name, row), _kind(kind)
    row.county, row.about, row.website = _texts(county, about, website)
    row.save()
    after = {"name": row.name, "kind": row.kind_id, "county": row.county}
    noted(
        actor,
        "organisation.changed",
        "organisation",
        organisation,
        **{key: (before[key], after[key]) for key in after if before[key] != after[key]},
    )


@transaction.atomic
def describe_organisation(actor: Actor, organisation: int, *, county: str, about: str, website: str) -> None:
    """An organisation's own words about itself, by its representative or the register. Raises NotAllowed, NotPossible."""
    must_look_after(actor, organisation)
    row = lock_organisations(organisation)[organisation]
    row.county, row.about, row.website = _texts(county, about, website)
    row.save(update_fields=["county", "about", "website"])
    noted(actor, "organisation.changed", "organisation", organisation, fields=([], ["county", "about", "website"]))


@transaction.atomic
def begin_membership(
    actor: Actor,
    organisation: int,
    *,
    kind: MembershipKind,
    start: date,
    end: date | None = None,
    pays_fee: bool = False,
    votes: bool = False,
) -> int:
    """A membership period begins; a running one without end gives way the day before. Returns the period's id.

    Raises NotAllowed, NotPossible: periods overlap, only members vote, never two ballots (A1).
    """
    must_hold_register(actor)
    links = _links()
    names = lock_organisations(*circle_of(organisation, links))
    periods = _periods(organisation)
    new = MembershipPeriod(0, kind, Span(start, end), pays_fee, votes)
    after = joined(periods, new, clock.today())
    _must_be_one_ballot(organisation, after, names, field="votes")
    for period in set(after) - set(periods) - {new}:
        Membership.objects.filter(id=period.id).update(end=period.span.end)
        noted(actor, "membership.ended", "organisation", organisation, end=(None, period.span.end))
    row = Membership.objects.create(organisation_id=organisation, kind=kind, start=start, end=end, pays_fee=pays_fee, votes=votes)
    flags = {"pays_fee": (None, pays_fee), "votes": (None, votes)}
    noted(actor, "membership.begun", "organisation", organisation, kind=(None, kind.value), start=(None, start), end=(None, end), **flags)
    return row.pk


@transaction.atomic
def end_membership(actor: Actor, membership: int, *, last: date | None) -> None:
    """Gives a membership period its last day (None: it goes on). One that never came to begin is taken away.

    Raises NotAllowed, NotVisible, NotPossible.
    """
    must_hold_register(actor)
    organisation = Membership.objects.filter(id=membership).values_list("organisation", flat=True).first()
    if organisation is None:
        raise NotVisible
    names = lock_organisations(*circle_of(organisation, _links()))
    row = Membership.objects.get(id=membership)
    span = ended(Span(row.start, row.end), last, clock.today())
    noted(actor, "membership.ended", "organisation", organisation, end=(row.end, last))
    if span is None:
        row.delete()
        return
    row.end = span.end
    others = tuple(period for period in _periods(organisation) if period.id != membership)
    after = joined(others, MembershipPeriod(membership, MembershipKind(row.kind), span, row.pays_fee, row.votes), span.start)
    _must_be_one_ballot(organisation, after, names, field="end")
    row.save(update_fields=["end"])


@transaction.atomic
def represent(actor: Actor, organisation: int, *, represents: int | None) -> None:
    """Says whom an organisation represents (None: nobody). Raises NotAllowed, NotPossible: no circles, never two ballots (A1)."""
    must_hold_register(actor)
    links = _links()
    near = circle_of(organisation, links) | (circle_of(represents, links) if represents is not None else frozenset())
    names = lock_organisations(*near)
    row, links = names[organisation], _links()
    if represents is not None:
        must_not_go_in_a_circle(organisation, represents, links)
    before, row.represents_id = row.represents_id, represents
    row.save(update_fields=["represents"])
    _must_be_one_ballot(organisation, _periods(organisation), names, field="represents")
    noted(actor, "organisation.represents", "organisation", organisation, represents=(before, represents))


def slug_of(name: str) -> str:
    """An address of small letters, digits and hyphens: å and ä become a, ö becomes o."""
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def _free_name(name: str, row: Organisation | None = None) -> str:
    called = one_line(name, field="name", most=120, what=NAME)
    others = Organisation.objects.exclude(id=row.pk if row else 0).values_list("name", flat=True)
    if called.casefold() in {name.casefold() for name in others}:  # in Python: SQLite knows no small å
        raise NotPossible(
            Sentence("Det finns redan en organisation med det namnet.", "There is already an organisation with that name."), field="name"
        )
    return called


def _kind(code: str) -> OrganisationKind:
    kind = OrganisationKind.objects.filter(code=code).first()
    if kind is None:
        raise NotPossible(Sentence("Välj en av sorterna.", "Choose one of the kinds."), field="kind")
    return kind


def _texts(county: str, about: str, website: str) -> tuple[str, str, str]:
    if len(about) > LONGEST_ABOUT:
        raise NotPossible(
            Sentence("Texten är för lång: högst {most} tecken.", "The text is too long: at most {most} characters.").fill(
                most=LONGEST_ABOUT
            ),
            field="about",
        )
    if website:
        try:
            URLValidator(schemes=["http", "https"])(website)
        except ValidationError as failure:
            raise NotPossible(Sentence("Det där är ingen webbadress.", "That is not a web address."), field="website") from failure
    return (one_line(county, field="county", most=80, what=NAME) if county.strip() else "", about.strip(), website)


def _links() -> dict[int, int]:
    return {here: there for here, there in Organisation.objects.values_list("id", "represents") if there is not None}


def _periods(organisation: int) -> tuple[MembershipPeriod, ...]:
    rows = Membership.objects.filter(organisation=organisation).order_by("start")
    return tuple(MembershipPeriod(row.pk, MembershipKind(row.kind), Span(row.start, row.end), row.pays_fee, row.votes) for row in rows)


def _must_be_one_ballot(organisation: int, own: tuple[MembershipPeriod, ...], locked: dict[int, Organisation], *, field: str) -> None:
    """The whole circle is read anew: whoever came in between has been waited for."""
    circle = circle_of(organisation, _links())
    ballots = {other: [period.span for period in _periods(other) if period.votes] for other in circle - {organisation}}
    ballots[organisation] = [period.span for period in own if period.votes]
    names = {other: row.name for other, row in locked.items()} | organisation_names(circle - set(locked))
    must_be_one_ballot(ballots, names, clock.today(), field=field)
