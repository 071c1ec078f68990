"""Memberships, and whom an organisation represents: never two ballots (A1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samlar.formats.sentence import Sentence
from samlar.people.rules.actor import MembershipKind
from samlar.people.rules.periods import DAY, NotPossible, Span, must_be_a_period, must_not_overlap


@dataclass(frozen=True, slots=True)
class MembershipPeriod:
    """One membership period; `id` 0: not written yet."""

    id: int
    kind: MembershipKind
    span: Span
    pays_fee: bool = False
    votes: bool = False


def joined(periods: Sequence[MembershipPeriod], new: MembershipPeriod, today: date) -> tuple[MembershipPeriod, ...]:
    """The periods with a new one. A running period with no end gives way: it ends the day before, if that day is not past already.

    Raises NotPossible: only a member votes; periods never overlap.
    """
    must_be_a_period(new.span)
    if new.votes and new.kind != MembershipKind.MEMBER:
        raise NotPossible(Sentence("Bara medlemmar har rösträtt.", "Only members vote."), field="votes", source="A1")
    after = []
    for period in periods:
        gives_way = period.span.end is None and period.span.start < new.span.start and new.span.start >= today
        after.append(replace(period, span=Span(period.span.start, new.span.start - DAY)) if gives_way else period)
    must_not_overlap(
        new.span,
        (period.span for period in after),
        Sentence("Perioden går in i en annan medlemsperiod.", "The period overlaps another membership period."),
    )
    return (*after, new)


def circle_of(organisation: int, represents: Mapping[int, int]) -> frozenset[int]:
    """The organisations that share one ballot with this one: those it represents, those that represent it, and on from there."""
    found, fresh = {organisation}, {organisation}
    while fresh:
        near = {there for here, there in represents.items() if here in fresh} | {
            here for here, there in represents.items() if there in fresh
        }
        fresh = near - found
        found |= fresh
    return frozenset(found)


def must_not_go_in_a_circle(organisation: int, other: int, represents: Mapping[int, int]) -> None:
    """Raises NotPossible where `other`, or somebody it represents, already represents the organisation."""
    step: int | None = other
    while step is not None:
        if step == organisation:
            raise NotPossible(
                Sentence(
                    "Då skulle organisationen till slut representera sig själv.", "The organisation would in the end represent itself."
                ),
                field="represents",
                source="A1",
            )
        step = represents.get(step)


def must_be_one_ballot(ballots: Mapping[int, Iterable[Span]], names: Mapping[int, str], today: date, *, field: str) -> None:
    """Raises NotPossible where two organisations that share a ballot would both vote on a day from today on (A1).

    `ballots`: the periods with a vote, for each organisation of the circle.
    """
    voting = [(organisation, span) for organisation, spans in ballots.items() for span in spans if not span.over(today)]
    for position, (one, span) in enumerate(voting):
        for other, another in voting[position + 1 :]:
            if one != other and span.overlaps(another):
                both = {"one": names[one], "other": names[other]}
                raise NotPossible(
                    Sentence("{one} och {other} har en röst tillsammans.", "{one} and {other} have one vote together.").fill(**both),
                    field=field,
                    source="A1",
                    mend=Sentence("Låt bara den ena ha rösträtt.", "Let only one of them vote."),
                )
