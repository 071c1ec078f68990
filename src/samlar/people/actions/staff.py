"""An organisation looks after its own people: adding, changing, letting go, roles (A2, A3, L1)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from samlar.foundation import clock
from samlar.people.actions.account import LANGUAGES, keep_address, must_be_free, must_be_the_persons_own_deed, written_address
from samlar.people.actions.guard import holds_mandates, lock_organisations, lock_person, noted, tell
from samlar.people.models import Employment, Organisation, Person, Role, Seat
from samlar.people.queries import contacts, from_now_on, mandate_holders, on, organisation_names, person_contact
from samlar.people.rules import (
    Actor,
    Function,
    MandateKind,
    NotVisible,
    RoleKind,
    Span,
    looks_after,
    must_act_for_an_organisation,
)
from samlar.people.rules.periods import ended, opens_a_gap
from samlar.people.rules.staff import (
    Work,
    appointed,
    begun,
    left,
    must_keep_a_representative,
    must_look_after,
    must_may_appoint,
    must_share_domain,
)
from samlar.people.rules.words import NAME, ROLES, one_line


@dataclass(frozen=True, slots=True)
class Details:
    """What an organisation says about somebody's work there."""

    title: str = ""
    function: Function | None = None
    profession: str = ""
    roles: frozenset[RoleKind] = field(default=frozenset())


@transaction.atomic
def add_person(
    actor: Actor,
    organisation: int,
    *,
    name: str,
    email: str,
    start: date,
    end: date | None = None,
    language: str = "sv",
    details: Details = Details(),
) -> int:
    """Adds somebody to an organisation; returns the person's id. An address that is known already keeps its person and name.

    Writes the employment and the roles, records both, and tells the person by letter. Raises NotAllowed; WorksElsewhere when the
    person belongs to another organisation then (`ask_to_move` is the way on); NotPossible.
    """
    must_look_after(actor, organisation)
    address, called = written_address(email), one_line(name, field="name", most=120, what=NAME)
    made, _ = Person.objects.get_or_create(
        email=address,
        defaults={"name": called, "language": language if language in LANGUAGES else "sv", "added": clock.now(), "password": "!"},
    )
    person = lock_person(made.pk)
    here = lock_organisations(organisation)[organisation]
    new = Work(organisation, Span(start, end))
    works = works_of(person.pk)
    begun(works, new, elsewhere=_name_of_other(works, new))
    begin_work(actor, actor, person, new, details)
    values = {"organisation": here.name, "start": start.isoformat(), "who": actor.name, "path": "/logga-in/"}
    tell(actor, [person_contact(person.pk, organisation)], "person_added", values)
    return person.pk


@transaction.atomic
def add_colleague(actor: Actor, *, name: str, email: str) -> int:
    """Somebody at work adds a colleague who is to be registered; returns the person's id. An address known here is that person.

    An address on another domain than the colleagues' is the representative's to add: anybody may otherwise let anybody in. Writes the
    employment, records, and tells the colleague and the representatives. Raises NotAllowed, WorksElsewhere, NotPossible.
    """
    organisation = must_act_for_an_organisation(actor)
    address, called, today = written_address(email), one_line(name, field="name", most=120, what=NAME), clock.today()
    here = Employment.objects.filter(on(today), organisation=organisation, person__is_active=True)
    known = here.filter(person__email=address).values_list("person", flat=True).first()
    if known is not None:
        return known
    if not looks_after(actor, organisation):
        must_share_domain(address, list(here.values_list("person__email", flat=True)))
    made, _ = Person.objects.get_or_create(
        email=address, defaults={"name": called, "language": "sv", "added": clock.now(), "password": "!"}
    )
    person = lock_person(made.pk)
    place = lock_organisations(organisation)[organisation]
    new = Work(organisation, Span(today))
    works = works_of(person.pk)
    begun(works, new, elsewhere=_name_of_other(works, new))
    begin_work(actor, actor, person, new, Details())
    values = {"organisation": place.name, "start": today.isoformat(), "who": actor.name, "path": "/logga-in/"}
    tell(actor, [person_contact(person.pk, organisation)], "person_added", values)
    path = f"/organisationer/{place.slug}/personer/{person.pk}/"
    tell(actor, contacts([organisation]), "colleague_added", {"name": person.name, "who": actor.name, "path": path})
    return person.pk


@transaction.atomic
def change_person(
    actor: Actor,
    organisation: int,
    person: int,
    *,
    name: str,
    email: str,
    title: str = "",
    function: Function | None = None,
    profession: str = "",
) -> None:
    """Changes what an organisation says about one of its people.

    The address is the key to signing in: others than the person may correct it only until the person has signed in for the first
    time. Raises NotAllowed, NotVisible when the person does not work there, NotPossible.
    """
    must_look_after(actor, organisation)
    row = lock_person(person)
    work = _present_work(person, organisation)
    called = one_line(name, field="name", most=120, what=NAME)
    changed = [key for key, before, after in (("name", row.name, called),) if before != after]
    address = written_address(email)
    if address != row.email:
        must_be_the_persons_own_deed(row)
        must_be_free(address)
        keep_address(row, address)
        changed.append("email")
    row.name = called
    row.save(update_fields=["name"])
    before = (work.function, work.profession)
    work.title, work.function, work.profession = line_of(title, "title"), _function(function), line_of(profession, "profession")
    work.save(update_fields=["title", "function", "profession"])
    if before != (work.function, work.profession):
        changed.append("work")
    noted(actor, "person.changed", "person", person, fields=([], changed))


@transaction.atomic
def let_go(actor: Actor, organisation: int, person: int, *, last: date | None) -> None:
    """Gives somebody's employment its last day (None: the person stays after all); roles and seats end with it (A3).

    A seat in a body stays the organisation's, without a person. Raises NotAllowed, NotVisible, NotPossible (back in time; the last
    representative of the organisation).
    """
    must_look_after(actor, organisation)
    row = lock_person(person)
    lock_organisations(organisation)
    end_work(actor, row, _present_work(person, organisation), last, forced=False)


@transaction.atomic
def appoint(actor: Actor, organisation: int, person: int, *, kind: RoleKind, start: date, end: date | None = None) -> int:
    """Gives somebody a role at the organisation for a period, at most as long as the employment; returns the role's id.

    Tells the person by letter. Raises NotAllowed, NotVisible, NotPossible.
    """
    must_may_appoint(actor, organisation, kind)
    row = lock_person(person)
    lock_organisations(organisation)
    work = _present_work(person, organisation)
    role = _appoint(actor, row, Work(organisation, Span(work.start, work.end)), kind, Span(start, end))
    words = {"role_sv": ROLES[kind].sv, "role_en": ROLES[kind].en, "who": actor.name, "start": role.start.isoformat()}
    tell(actor, [person_contact(person, organisation)], "role_given", {**words, "path": "/var-organisation/"})
    return role.pk


@transaction.atomic
def end_role(actor: Actor, role: int, *, last: date) -> None:
    """Gives a role its last day; one that began today or later and is ended before is taken back.

    Raises NotAllowed, NotVisible, NotPossible (back in time; the last representative of the organisation).
    """
    found = Role.objects.filter(id=role).values("person", "organisation").first()
    if found is None:
        raise NotVisible
    organisation = found["organisation"]
    must_look_after(actor, organisation)
    lock_person(found["person"])
    name = lock_organisations(organisation)[organisation].name
    held = Role.objects.get(id=role)
    must_may_appoint(actor, organisation, RoleKind(held.kind))
    before = _representatives(organisation)
    span = ended(Span(held.start, held.end), last, clock.today())
    _write_span(held, span)
    noted(actor, "role.ended", "person", held.person_id, role=(held.kind, held.kind), end=(None, last))
    _mind_the_representatives(actor, organisation, name, before, forced=False)


def line_of(text: str, field: str) -> str:
    return one_line(text, field=field, most={"title": 120, "profession": 80}[field], what=NAME) if text.strip() else ""


def _function(function: Function | None) -> str:
    return function.value if function else ""


def works_of(person: int) -> tuple[Work, ...]:
    rows = Employment.objects.filter(person=person).order_by("start").values_list("organisation", "start", "end")
    return tuple(Work(organisation, Span(start, end)) for organisation, start, end in rows)


def _name_of_other(works: Iterable[Work], new: Work) -> str:
    at = next((work.organisation for work in works if work.organisation != new.organisation and work.span.overlaps(new.span)), None)
    return "" if at is None else organisation_names([at])[at]


def _present_work(person: int, organisation: int) -> Employment:
    """The employment that goes on or begins later, the earliest first. Raises NotVisible when there is none."""
    work = Employment.objects.filter(from_now_on(clock.today()), person=person, organisation=organisation).order_by("start").first()
    if work is None:
        raise NotVisible
    return work


def begin_work(actor: Actor, by: Actor, person: Person, new: Work, details: Details) -> None:
    """Writes an employment with its roles, as deeds of `actor`; `by` is who answers for the roles. The person is locked."""
    Employment.objects.create(
        person=person,
        organisation_id=new.organisation,
        start=new.span.start,
        end=new.span.end,
        title=line_of(details.title, "title"),
        function=_function(details.function),
        profession=line_of(details.profession, "profession"),
    )
    noted(actor, "employment.begun", "person", person.pk, organisation=(None, new.organisation), start=(None, new.span.start))
    for kind in sorted(details.roles):
        must_may_appoint(by, new.organisation, kind)
        _appoint(actor, person, new, kind, new.span)


def _appoint(actor: Actor, person: Person, work: Work, kind: RoleKind, span: Span) -> Role:
    rows = Role.objects.filter(person=person, organisation=work.organisation, kind=kind).values_list("start", "end")
    span = appointed([Span(*row) for row in rows], span, work.span, clock.today())
    role = Role.objects.create(person=person, organisation_id=work.organisation, kind=kind, start=span.start, end=span.end)
    noted(actor, "role.given", "person", person.pk, role=(None, kind.value), start=(None, span.start), end=(None, span.end))
    return role


def end_work(actor: Actor, person: Person, work: Employment, last: date | None, *, forced: bool) -> None:
    """Ends an employment with everything that hangs on it. The organisation and the person are locked."""
    organisation, before = work.organisation_id, _representatives(work.organisation_id)
    leaving = Work(organisation, Span(work.start, work.end))
    after = left(works_of(person.pk), leaving, last, clock.today())
    span = next((one.span for one in after if one.organisation == organisation and one.span.start == work.start), None)
    was = work.end
    _write_span(work, span)
    noted(actor, "employment.ended", "person", person.pk, organisation=(organisation, organisation), end=(was, last))
    if last is not None:
        _end_roles_and_seats(person.pk, organisation, last)
    _mind_the_representatives(actor, organisation, work.organisation.name, before, forced=forced)


def _end_roles_and_seats(person: int, organisation: int, last: date) -> None:
    beyond = from_now_on(last + timedelta(days=1))
    for role in Role.objects.filter(beyond, person=person, organisation=organisation):
        _write_span(role, Span(role.start, role.end).clipped(last))
    for seat in Seat.objects.filter(beyond, person=person, organisation=organisation):
        vacant = Span(max(seat.start, last + timedelta(days=1)), seat.end)
        _write_span(seat, Span(seat.start, seat.end).clipped(last))
        Seat.objects.create(body_id=seat.body_id, organisation_id=organisation, duty=seat.duty, start=vacant.start, end=vacant.end)


def _write_span(row: Employment | Role | Seat, span: Span | None) -> None:
    """Writes a row's new period; a row whose period never came to begin is taken away."""
    if span is None:
        row.delete()
    else:
        row.start, row.end = span.start, span.end
        row.save(update_fields=["start", "end"])


def _representatives(organisation: int) -> list[Span]:
    rows = Role.objects.filter(organisation=organisation, kind=RoleKind.MEMBER_REPRESENTATIVE, person__is_active=True)
    return [Span(start, end) for start, end in rows.values_list("start", "end")]


def _mind_the_representatives(actor: Actor, organisation: int, name: str, before: list[Span], *, forced: bool) -> None:
    """An organisation's own people never leave it without a representative, and nobody does where it holds a mandate.

    Otherwise whoever holds the register is told, and adds a new one (A2, L1).
    """
    today, after = clock.today(), _representatives(organisation)
    day = opens_a_gap(before, after, today)
    if day is None:
        return
    from_outside = forced or (actor.holds(MandateKind.REGISTER) and actor.organisation != organisation)
    if not from_outside or holds_mandates(organisation, today):
        must_keep_a_representative(before, after, today, name)
    slug = Organisation.objects.values_list("slug", flat=True).get(id=organisation)
    values = {"organisation": name, "day": day.isoformat(), "path": f"/organisationer/{slug}/"}
    tell(actor, mandate_holders(MandateKind.REGISTER), "representative_missing", values)
