"""Groups that meet or decide, and who sits in them (A4)."""

from datetime import date

from django.db import transaction

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.people.actions.guard import lock_organisations, noted, queue_for_names
from samlar.people.actions.register import slug_of
from samlar.people.models import Body, Employment, Seat
from samlar.people.queries import on
from samlar.people.rules import Actor, NotPossible, NotVisible, Span, looks_after, must_hold_register
from samlar.people.rules.periods import ended, must_be_a_period, must_not_overlap
from samlar.people.rules.words import BODIES, NAME, SEATS, one_line


@transaction.atomic
def add_body(actor: Actor, *, name_sv: str, name_en: str, kind: str, about_sv: str = "", about_en: str = "") -> int:
    """Adds a group; returns its id. Raises NotAllowed, NotPossible."""
    must_hold_register(actor)
    queue_for_names()
    names = {
        "name_sv": one_line(name_sv, field="name_sv", most=120, what=NAME),
        "name_en": one_line(name_en, field="name_en", most=120, what=NAME),
    }
    if kind not in BODIES:
        raise NotPossible(Sentence("Välj en av sorterna.", "Choose one of the kinds."), field="kind")
    slug = slug_of(names["name_sv"])[:80] or "grupp"
    if Body.objects.filter(slug=slug).exists():
        raise NotPossible(Sentence("Det finns redan en grupp med det namnet.", "There is already a group with that name."), field="name_sv")
    body = Body.objects.create(slug=slug, kind=kind, about_sv=about_sv.strip(), about_en=about_en.strip(), **names)
    noted(actor, "body.added", "body", body.pk, kind=(None, kind))
    return body.pk


@transaction.atomic
def seat(
    actor: Actor, body: int, *, organisation: int, person: int | None = None, duty: str = "member", start: date, end: date | None = None
) -> int:
    """Gives an organisation a seat in a group for a period, held by one of its people or, until it says who, by nobody.

    Returns the seat's id. Raises NotAllowed, NotVisible, NotPossible.
    """
    must_hold_register(actor)
    row = Body.objects.select_for_update().filter(id=body).first()
    if row is None:
        raise NotVisible
    lock_organisations(organisation)
    span = must_be_a_period(Span(start, end))
    if duty not in SEATS:
        raise NotPossible(Sentence("Välj en av uppgifterna.", "Choose one of the duties."), field="duty")
    if person is not None:
        _must_work_there(person, organisation, max(start, clock.today()))
        taken = Seat.objects.filter(body=body, person=person).values_list("start", "end")
        already = Sentence("Personen sitter redan i gruppen då.", "The person already sits in the group then.")
        must_not_overlap(span, [Span(*period) for period in taken], already, field="person")
    made = Seat.objects.create(body=row, organisation_id=organisation, person_id=person, duty=duty, start=start, end=end)
    noted(actor, "seat.given", "body", body, organisation=(None, organisation), person=(None, person), start=(None, start), end=(None, end))
    return made.pk


@transaction.atomic
def end_seat(actor: Actor, seat: int, *, last: date) -> None:
    """Gives a seat its last day. Raises NotAllowed, NotVisible, NotPossible."""
    must_hold_register(actor)
    row = Seat.objects.select_for_update().filter(id=seat).first()
    if row is None:
        raise NotVisible
    span = ended(Span(row.start, row.end), last, clock.today())
    noted(actor, "seat.ended", "body", row.body_id, organisation=(row.organisation_id, row.organisation_id), end=(row.end, last))
    if span is None:
        row.delete()
    else:
        row.end = span.end
        row.save(update_fields=["end"])


@transaction.atomic
def fill_seat(actor: Actor, seat: int, *, person: int) -> None:
    """Says who of an organisation's people holds its empty seat. For its representative or the register.

    Raises NotVisible, NotPossible.
    """
    row = Seat.objects.select_for_update().filter(id=seat).first()
    if row is None or row.person_id is not None or not looks_after(actor, row.organisation_id):
        raise NotVisible
    _must_work_there(person, row.organisation_id, max(row.start, clock.today()))
    taken = Seat.objects.filter(body=row.body_id, person=person).values_list("start", "end")
    already = Sentence("Personen sitter redan i gruppen då.", "The person already sits in the group then.")
    must_not_overlap(Span(row.start, row.end), [Span(*period) for period in taken], already, field="person")
    row.person_id = person
    row.save(update_fields=["person"])
    noted(actor, "seat.filled", "body", row.body_id, organisation=(row.organisation_id, row.organisation_id), person=(None, person))


def _must_work_there(person: int, organisation: int, day: date) -> None:
    if not Employment.objects.filter(on(day), person=person, organisation=organisation).exists():
        raise NotPossible(
            Sentence("Personen är inte knuten till organisationen då.", "The person does not belong to the organisation then."),
            field="person",
        )
