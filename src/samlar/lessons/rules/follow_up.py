"""What a question of the clock may be answered with, and what closes it (F3). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samlar.activities.rules.follow_up import LAPSED
from samlar.formats.sentence import Refusal, Sentence
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


class QuestionClosed(Refusal):
    """The question was right once and is not asked any more; the sentence says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides whether a question can be answered: is it answered, by time or by somebody; is it still its receiver's; does it matter.

    `holds`: the link has neither run out nor been taken back.
    """

    answer: str
    theirs: bool
    runs: bool
    holds: bool


NOTHING_TO_DO = Sentence("Du behöver inte göra något.", "You need not do anything.")


def must_be_open(now: Standing, organisation: str) -> None:
    """Raises QuestionClosed for a question that is answered, somebody else's now, no longer asked, or too old."""
    if now.answer and now.answer != LAPSED:
        raise QuestionClosed(Sentence("Tack, frågan är redan besvarad.", "Thank you, the question has been answered already."), source="F3")
    if not now.theirs:
        raise QuestionClosed(
            Sentence("En annan på {name} har hand om det här nu.", "Somebody else at {name} looks after this now.").fill(name=organisation)
            if organisation
            else Sentence("Någon annan har hand om det här nu.", "Somebody else looks after this now."),
            mend=NOTHING_TO_DO,
            source="F3",
        )
    if not now.runs or now.answer == LAPSED or not now.holds:
        raise QuestionClosed(
            Sentence("Frågan ställs inte längre.", "The question is no longer asked."),
            mend=Sentence(
                "Du behöver inte göra något. Blir det aktuellt igen får du ett nytt brev.",
                "You need not do anything. If it matters again you get a new letter.",
            ),
            source="F3",
        )


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
