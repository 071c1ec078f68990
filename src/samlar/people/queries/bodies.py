"""Groups that meet or decide: which there are is public, who sits in them is for members and partners (A4)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.people.models import Body, Seat
from samlar.people.queries.period import on
from samlar.people.rules import MEMBERS, Actor, NotVisible, Span, looks_after
from samlar.people.rules.words import BODIES, SEATS

OTHER = "other"


@dataclass(frozen=True, slots=True)
class BodyRow:
    id: int
    slug: str
    name: Sentence
    kind: Sentence
    seats: int


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat; `person` is empty where nobody holds it, or the viewer may not see who."""

    id: int
    organisation: str
    slug: str
    person: str
    empty: bool
    duty: Sentence
    span: Span


@dataclass(frozen=True, slots=True)
class BodyPage:
    id: int
    slug: str
    name: Sentence
    kind: Sentence
    about: Sentence
    now: tuple[SeatRow, ...]
    coming: tuple[SeatRow, ...]
    past: tuple[SeatRow, ...]


def bodies(actor: Actor) -> list[BodyRow]:
    """All groups, with how many sit in each today. Two queries."""
    seats = Counter(Seat.objects.filter(on(clock.today())).values_list("body", flat=True))
    return [
        BodyRow(row.pk, row.slug, Sentence(row.name_sv, row.name_en), BODIES.get(row.kind, BODIES[OTHER]), seats[row.pk])
        for row in Body.objects.all()
    ]


def body(actor: Actor, slug: str) -> BodyPage:
    """One group with its seats, now, to come and past. Two queries. Raises NotVisible where there is none."""
    row = Body.objects.filter(slug=slug).first()
    if row is None:
        raise NotVisible
    today, names = clock.today(), MEMBERS in actor.tokens or bool(actor.mandates)
    seats = Seat.objects.filter(body=row).select_related("organisation", "person").order_by("organisation__name", "start", "id")
    rows = [
        SeatRow(
            id=seat.pk,
            organisation=seat.organisation.name,
            slug=seat.organisation.slug,
            person=seat.person.name if seat.person and names else "",
            empty=seat.person is None,
            duty=SEATS.get(seat.duty, SEATS["member"]),
            span=Span(seat.start, seat.end),
        )
        for seat in seats
    ]
    order = [str(duty.sv) for duty in SEATS.values()]
    rows.sort(key=lambda seat: order.index(seat.duty.sv))
    return BodyPage(
        id=row.pk,
        slug=row.slug,
        name=Sentence(row.name_sv, row.name_en),
        kind=BODIES.get(row.kind, BODIES[OTHER]),
        about=Sentence(row.about_sv, row.about_en or row.about_sv),
        now=tuple(seat for seat in rows if seat.span.holds(today)),
        coming=tuple(seat for seat in rows if seat.span.start > today),
        past=tuple(sorted((seat for seat in rows if seat.span.over(today)), key=lambda seat: seat.span.end or date.max, reverse=True)),
    )


def sits_in(actor: Actor, body: int) -> bool:
    """Whether the actor may act for a group: holds a seat in it today, or works where an empty seat is. Two queries."""
    seats = Seat.objects.filter(on(clock.today()), body=body, organisation=actor.organisation)
    return seats.filter(person=None).exists() or seats.filter(person=actor.person).exists()


def seat(actor: Actor, seat: int) -> tuple[SeatRow, int, BodyRow]:
    """A seat, its organisation's id and its group, for whoever looks after it. Raises NotVisible for others and where there is none."""
    row = Seat.objects.select_related("organisation", "person", "body").filter(id=seat).first()
    if row is None or not looks_after(actor, row.organisation_id):
        raise NotVisible
    found = SeatRow(
        row.pk,
        row.organisation.name,
        row.organisation.slug,
        row.person.name if row.person else "",
        row.person is None,
        SEATS.get(row.duty, SEATS["member"]),
        Span(row.start, row.end),
    )
    about = BodyRow(row.body_id, row.body.slug, Sentence(row.body.name_sv, row.body.name_en), BODIES.get(row.body.kind, BODIES[OTHER]), 0)
    return found, row.organisation_id, about
