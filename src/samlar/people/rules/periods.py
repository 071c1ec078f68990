"""Periods of whole days, and what may be done to them: what has been is never changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from samlar.formats.sentence import Refusal, Sentence

DAY = timedelta(days=1)
EARLIEST = date(1990, 1, 1)
LATEST = date(2099, 12, 31)


class NotPossible(Refusal):
    """The deed would break a rule of the register; the sentence says which, `field` where in the form."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a day through a day, both included; without an end it goes on."""

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: "Span") -> bool:
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)

    def within(self, other: "Span") -> bool:
        return other.start <= self.start and (other.end is None or (self.end is not None and self.end <= other.end))

    def over(self, today: date) -> bool:
        return self.end is not None and self.end < today

    def clipped(self, last: date | None) -> "Span | None":
        """The span with nothing after `last`; None where nothing is left of it."""
        if last is None or (self.end is not None and self.end <= last):
            return self
        return replace(self, end=last) if last >= self.start else None


def first_gap(spans: Iterable[Span], since: date) -> date | None:
    """The first day from `since` on that no span holds; None: every day to come is held."""
    day = since
    for span in sorted(spans, key=lambda span: span.start):
        if span.start > day:
            return day
        if span.end is None:
            return None
        day = max(day, span.end + DAY)
    return day


def opens_a_gap(before: Iterable[Span], after: Iterable[Span], since: date) -> date | None:
    """The first day that nobody would hold and that somebody holds now, or would have held until then."""
    was, would = first_gap(before, since), first_gap(after, since)
    return would if would is not None and (was is None or would < was) else None


def must_be_a_period(span: Span) -> Span:
    """The span itself. Raises NotPossible where it ends before it starts or lies in another age."""
    if not EARLIEST <= span.start <= LATEST:
        raise NotPossible(
            Sentence("Kontrollera årtalet.", "Check the year."),
            field="start",
            mend=Sentence("Skriv ett datum mellan 1990 och 2099.", "Write a date between 1990 and 2099."),
        )
    if span.end is not None and not span.start <= span.end <= LATEST:
        raise NotPossible(
            Sentence("Sista dagen kommer före första dagen.", "The last day comes before the first.")
            if span.end < span.start
            else Sentence("Kontrollera årtalet.", "Check the year."),
            field="end",
            mend=Sentence("Välj en senare dag, eller lämna tomt.", "Choose a later day, or leave it empty."),
        )
    return span


def ended(span: Span, last: date | None, today: date) -> Span | None:
    """The span with `last` as its last day (None: it goes on), or None where it never came to begin.

    Yesterday is the earliest last day: what was done up to then stays as it was (A3). Raises NotPossible.
    """
    if span.end is not None and span.end < today - DAY:
        raise NotPossible(Sentence("Den perioden är redan över.", "That period is already over."), field="end")
    if last is not None and last < today - DAY:
        raise NotPossible(
            Sentence(
                "Sista dagen kan tidigast vara i går, så att det som redan har gjorts står kvar.",
                "The last day can be yesterday at the earliest, so that what has been done stays.",
            ),
            field="end",
            mend=Sentence("Välj i går eller en senare dag.", "Choose yesterday or a later day."),
        )
    if last is not None and last < span.start:
        if span.start >= today:
            return None
        raise NotPossible(Sentence("Sista dagen kommer före första dagen.", "The last day comes before the first."), field="end")
    return must_be_a_period(replace(span, end=last))


def must_begin_now_or_later(start: date, today: date) -> None:
    """Raises NotPossible for a day that has passed: a new period never reaches back over what has been."""
    if start < today:
        raise NotPossible(
            Sentence("Första dagen har redan varit.", "The first day has already passed."),
            field="start",
            mend=Sentence("Välj i dag eller en senare dag.", "Choose today or a later day."),
        )


def must_not_overlap(new: Span, others: Iterable[Span], sentence: Sentence, *, field: str = "start") -> None:
    """Raises NotPossible with the sentence where the new span shares a day with another."""
    if any(new.overlaps(other) for other in others):
        raise NotPossible(sentence, field=field)
