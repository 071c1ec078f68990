"""What a question of the clock may be answered with, and what closes it (F3). Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from samlar.formats.sentence import Sentence
from samlar.lessons.rules.deeds import LessonRefused

SOONEST = timedelta(days=7)  # for a new day
LATEST_MONTHS = 12


class Answer(StrEnum):
    """`moved`, `working`, `declined` about what was taken home; `done`, `working`, `nothing` about what was sent on."""

    MOVED = "moved"
    WORKING = "working"
    DECLINED = "declined"
    DONE = "done"
    NOTHING = "nothing"


ANSWER_WORDS: Mapping[Answer, Sentence] = {
    Answer.MOVED: Sentence("Vi har kommit vidare", "We have moved on"),
    Answer.WORKING: Sentence("Vi arbetar med det", "We are still working on it"),
    Answer.DECLINED: Sentence("Vi avstår", "We have chosen not to"),
    Answer.DONE: Sentence("Det är gjort", "It is done"),
    Answer.NOTHING: Sentence("Det blev inget", "It came to nothing"),
}
OF_UPTAKE = (Answer.MOVED, Answer.WORKING, Answer.DECLINED)
OF_HANDOFF = (Answer.DONE, Answer.WORKING, Answer.NOTHING)
# As they stand in the letters' links.
IN_LINKS = {
    Answer.MOVED: "vidare", Answer.WORKING: "arbetar", Answer.DECLINED: "avstar", Answer.DONE: "klart", Answer.NOTHING: "inget",
}  # fmt: skip


def is_anothers(organisation: str) -> Sentence:
    """Said to whoever was asked, when somebody else looks after it now."""
    if not organisation:
        return Sentence("Någon annan har hand om det här nu.", "Somebody else looks after this now.")
    said = Sentence("En annan på {name} har hand om det här nu.", "Somebody else at {name} looks after this now.")
    return said.fill(name=organisation)


def latest_day(today: date) -> date:
    """Twelve months ahead."""
    year = today.year + LATEST_MONTHS // 12
    return date(year, today.month, 28 if (today.month, today.day) == (2, 29) else today.day)


def must_be_a_new_day(day: date | None, today: date) -> date:
    """The day on which it is asked again: from a week to twelve months ahead. Raises LessonRefused at `new_day`."""
    if day is None:
        raise LessonRefused(Sentence("Välj en dag då vi frågar igen.", "Choose a day when we ask again."), field="new_day", source="F3")
    soonest, latest = today + SOONEST, latest_day(today)
    if not soonest <= day <= latest:
        raise LessonRefused(
            Sentence("Välj en dag från {first} till {last}.", "Choose a day from {first} to {last}.").fill(first=soonest, last=latest),
            field="new_day",
            source="F3",
        )
    return day


def must_answer(some: bool) -> None:
    """Raises LessonRefused where somebody has moved on and says of no step how."""
    if not some:
        raise LessonRefused(
            Sentence("Fyll i minst ett steg.", "Fill in at least one step."),
            field="steps",
            source="F3",
            mend=Sentence(
                "Har ni inte kommit ett steg vidare? Välj ”Vi arbetar med det”.", "Not a step further? Choose “We are still working on it”."
            ),
        )
