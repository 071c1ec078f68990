"""Who looks after an organisation's people, and how employments and roles may change (A2, A3, L1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samlar.formats.sentence import Sentence
from samlar.people.rules.actor import Actor, MandateKind, NotAllowed, RoleKind
from samlar.people.rules.periods import (
    DAY,
    NotPossible,
    Span,
    ended,
    must_be_a_period,
    must_begin_now_or_later,
    must_not_overlap,
    opens_a_gap,
)


@dataclass(frozen=True, slots=True)
class Work:
    """One employment: where, and from when to when."""

    organisation: int
    span: Span


class WorksElsewhere(NotPossible):
    """The address belongs to somebody who works at another organisation then: what is wanted may be a move (A3)."""

    def __init__(self, sentence: Sentence, *, organisation: int, mend: Sentence) -> None:
        super().__init__(sentence, field="email", mend=mend, source="A3")
        self.organisation = organisation


def looks_after(actor: Actor, organisation: int) -> bool:
    """Whether the actor looks after this organisation's people: its own representative, or who holds the register (L1)."""
    return actor.holds(MandateKind.REGISTER) or (actor.is_representative and actor.organisation == organisation)


def must_look_after(actor: Actor, organisation: int) -> None:
    """Raises NotAllowed for anybody who does not look after the organisation's people."""
    if not looks_after(actor, organisation):
        raise NotAllowed(
            Sentence(
                "Organisationens medlemsansvariga tar hand om dess personer.",
                "The organisation's member representatives look after its people.",
            ),
            source="L1",
            mend=Sentence("Be en av dem göra ändringen.", "Ask one of them to make the change."),
        )


def must_hold_register(actor: Actor) -> None:
    """Raises NotAllowed for anybody who does not carry out the register mandate."""
    if not actor.holds(MandateKind.REGISTER):
        raise NotAllowed(
            Sentence("Det här gör den som har mandatet för registret.", "This is done by whoever holds the mandate for the register."),
            source="L1",
            mend=Sentence("Sidan Mandat visar vem det är.", "The page Mandates shows who that is."),
        )


def may_appoint(actor: Actor, organisation: int, kind: RoleKind) -> bool:
    """A seat on the board is decided by all members together, so the register writes it down; the other roles are the organisation's."""
    return actor.holds(MandateKind.REGISTER) or (kind != RoleKind.BOARD_MEMBER and looks_after(actor, organisation))


def must_may_appoint(actor: Actor, organisation: int, kind: RoleKind) -> None:
    """Raises NotAllowed where the actor may not appoint to the role."""
    must_look_after(actor, organisation)
    if not may_appoint(actor, organisation, kind):
        raise NotAllowed(
            Sentence(
                "Ledamöter i styrelsen skrivs in av den som har mandatet för registret.",
                "Board members are entered by whoever holds the mandate for the register.",
            ),
            source="A4",
        )


def begun(works: Sequence[Work], new: Work, *, elsewhere: str = "") -> tuple[Work, ...]:
    """The employments with one more. `elsewhere` is the name of the organisation where the person works then, if any.

    Raises WorksElsewhere, or NotPossible when the person is already at this organisation.
    """
    must_be_a_period(new.span)
    for work in works:
        if not work.span.overlaps(new.span):
            continue
        if work.organisation == new.organisation:
            raise NotPossible(
                Sentence("Personen finns redan hos er.", "The person is already with you."),
                field="email",
                mend=Sentence("Ändra uppgifterna på personens sida i stället.", "Change the details on the person's page instead."),
            )
        raise WorksElsewhere(
            Sentence("Adressen hör till någon som är knuten till {name}.", "The address belongs to somebody at {name}.").fill(
                name=elsewhere
            ),
            organisation=work.organisation,
            mend=Sentence(
                "Har personen bytt arbetsgivare? Fråga om personen vill flytta hit.",
                "Has the person changed employer? Ask whether the person wants to move here.",
            ),
        )
    return (*works, new)


def moved(works: Sequence[Work], to: int, start: date, today: date) -> tuple[Work, ...]:
    """The employments after a move: the old one ends the day before `start`, the new one has no end (A3).

    What was done before stays with the old organisation, so a move is never dated back. Raises NotPossible.
    """
    must_begin_now_or_later(start, today)
    after = []
    for work in works:
        if work.span.start >= start:
            raise NotPossible(
                Sentence(
                    "Personen börjar på ett annat ställe samma dag eller senare.", "The person starts somewhere else on that day or later."
                ),
                field="start",
                mend=Sentence("Välj en senare dag.", "Choose a later day."),
            )
        if work.organisation == to and work.span.holds(start):
            raise NotPossible(Sentence("Personen finns redan hos er.", "The person is already with you."), field="email")
        span = work.span.clipped(start - DAY)
        after.append(replace(work, span=span or work.span))
    return (*after, Work(to, must_be_a_period(Span(start))))


def link_is_old() -> NotPossible:
    """The refusal for a link that is too old, another's or used already."""
    return NotPossible(
        Sentence("Länken gäller inte längre.", "The link is no longer valid."),
        mend=Sentence("Be den som skickade brevet att fråga igen.", "Ask whoever sent the letter to ask again."),
        source="A3",
    )


def left(works: Sequence[Work], leaving: Work, last: date | None, today: date) -> tuple[Work, ...]:
    """The employments after one got its last day (None: the person stays). One that never began is gone. Raises NotPossible."""
    span = ended(leaving.span, last, today)
    others = tuple(work for work in works if work != leaving)
    if span is None:
        return others
    must_not_overlap(
        span,
        (work.span for work in others),
        Sentence("Personen är knuten till en annan organisation de dagarna.", "The person belongs to another organisation on those days."),
        field="end",
    )
    return (*others, replace(leaving, span=span))


def appointed(held: Sequence[Span], new: Span, work: Span, today: date) -> Span:
    """The period of a new role, no longer than the employment. `held`: the person's periods in the same role there. Raises NotPossible."""
    if new.start != work.start:
        must_begin_now_or_later(new.start, today)
    new = must_be_a_period(new)
    if not work.holds(new.start):
        raise NotPossible(
            Sentence(
                "Personen är inte knuten till organisationen den dagen.", "The person does not belong to the organisation on that day."
            ),
            field="start",
        )
    must_not_overlap(new, held, Sentence("Personen har redan den rollen då.", "The person already has that role then."), field="kind")
    return new.clipped(work.end) or new


def must_keep_a_representative(before: Sequence[Span], after: Sequence[Span], today: date, name: str) -> None:
    """Raises NotPossible where the organisation called `name` would come to stand without a member representative (A2)."""
    day = opens_a_gap(before, after, today)
    if day is not None:
        raise NotPossible(
            Sentence("{name} skulle sakna medlemsansvarig från {day}.", "{name} would have no member representative from {day}.").fill(
                name=name, day=day
            ),
            source="A2",
            mend=Sentence(
                "Först behöver någon annan där bli medlemsansvarig.", "Somebody else there needs to become member representative first."
            ),
        )


def must_share_domain(address: str, known: Iterable[str]) -> None:
    """Raises NotPossible where the address ends otherwise than every address that the organisation has now."""
    domains = {one.rpartition("@")[2] for one in known}
    if address.rpartition("@")[2] not in domains:
        raise NotPossible(
            Sentence("Adressen slutar inte som era andra: {domains}.", "The address does not end like your others: {domains}.").fill(
                domains=", ".join(f"@{one}" for one in sorted(domains))
            ),
            field="email",
            source="A2",
            mend=Sentence("Be er medlemsansvariga lägga till personen.", "Ask your member representative to add the person."),
        )
