"""When somebody is asked what became of something: asked, reminded, escalated, left in peace (F3). Pure: days in, a deed out.

Rounds come so many months after the day it began (the format's `follow_up`). Both the lessons taken home and the managers' assignments
are asked about by these rules:

- Never more than one letter about the same thing in thirty days, whoever it goes to.
- At most one question at a time, that of the latest round: what was entered long afterwards, or a clock that stood still, makes no burst.
- A round within thirty days after an answer is answered by it. Whoever has promised a day is not asked before it; after the last round
  the promised day is a round of its own (months 0).
- A question is reminded of once, and after sixty days of silence somebody else is told, once: not again until somebody has answered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samlar.formats.facts import months_later
from samlar.formats.sentence import Refusal, Sentence

APART = timedelta(days=30)  # between two letters about the same thing
SILENT = timedelta(days=60)  # before somebody else is told
HELD = timedelta(days=120)  # a question's link, at most
LETTERS_A_DAY = 3  # to one person; the rest follow on the days after
LAPSED = "lapsed"  # the answer of a question that is no longer asked
WORKING = "working"  # the answer that promises a day
USUAL = (3, 6, 12)  # months, where something came through no activity
# All letters of the clock's questions: they share the day's three.
LETTERS = (
    "follow_up_asked", "follow_up_reminded", "follow_up_silent", "follow_up_ownerless", "follow_up_handoff",
    "follow_up_handoff_silent",
    "assignment_follow_up", "assignment_follow_up_reminded",
)  # fmt: skip


NOTHING_TO_DO = Sentence("Du behöver inte göra något.", "You need not do anything.")


class QuestionClosed(Refusal):
    """The question was right once and is not asked any more; the sentence says why."""


def must_be_open(answer: str, *, asks: bool, another: Sentence | None = None) -> None:
    """Raises QuestionClosed for what somebody has answered, what is another's now (`another` says so), and what is asked no more.

    `asks`: the link still holds, and what it is about is followed up still.
    """
    if answer and answer != LAPSED:
        raise QuestionClosed(Sentence("Tack, frågan är redan besvarad.", "Thank you, the question has been answered already."), source="F3")
    if another is not None:
        raise QuestionClosed(another, mend=NOTHING_TO_DO, source="F3")
    if answer == LAPSED or not asks:
        raise QuestionClosed(
            Sentence("Frågan ställs inte längre.", "The question is no longer asked."),
            mend=Sentence(
                "Du behöver inte göra något. Blir det aktuellt igen får du ett nytt brev.",
                "You need not do anything. If it matters again you get a new letter.",
            ),
            source="F3",
        )


class Deed(StrEnum):
    ASK = "ask"
    REMIND = "remind"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question that has been asked, with its days. `to_owner`: not only told to the representatives, as what nobody owns is."""

    months: int
    due: date
    asked: date
    reminded: date | None = None
    escalated: date | None = None
    answered: date | None = None
    answer: str = ""
    new_day: date | None = None
    to_owner: bool = True

    @property
    def open(self) -> bool:
        return self.answered is None

    @property
    def told(self) -> bool:
        """Whether somebody has answered it, rather than time."""
        return self.answered is not None and self.answer != LAPSED

    @property
    def letters(self) -> tuple[date, ...]:
        return tuple(day for day in (self.asked, self.reminded, self.escalated) if day is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What is followed up. `begun`: the day the months count from; `entered`: when we came to know. `owned`: somebody is there to ask.

    `escalates`: somebody else is told of silence.
    """

    begun: date
    entered: date
    months: tuple[int, ...] = USUAL
    questions: Sequence[Question] = ()
    owned: bool = True
    escalates: bool = True


@dataclass(frozen=True, slots=True)
class Due:
    """What the clock does today, about which round: its months (0: a promised day) and its day."""

    deed: Deed
    months: int
    due: date


def round_day(begun: date, months: int) -> date | None:
    """The same day so many months later, at the month's end where it has none; None beyond the calendar."""
    year, month, day = months_later((begun.year, begun.month, begun.day), months)
    return date(year, month, day) if year <= date.max.year else None


def due_now(case: Followed, today: date) -> Due | None:
    """What is to be done about it today; None is nothing. Once it is done and kept, the same day gives None."""
    questions = sorted(case.questions, key=lambda one: one.due)
    if today < quiet_until(case, questions):
        return None
    rounds = _rounds_left(case, questions)
    reached = [one for one in rounds if one[1] <= today]
    if reached:
        return Due(Deed.ASK, *reached[-1])
    if not questions or not questions[-1].open:
        return None
    last = questions[-1]
    deed = _of_silence(case, questions, today, rounds[0][1] if rounds else None)
    return Due(deed, last.months, last.due) if deed else None


def quiet_until(case: Followed, questions: Iterable[Question]) -> date:
    """The first day on which a letter may go: thirty days after it was entered, and after the latest letter and answer."""
    days = [case.entered, *(day for one in questions for day in (*one.letters, *([one.answered] if one.answered and one.told else [])))]
    return max(days) + APART


def _rounds_left(case: Followed, questions: Sequence[Question]) -> list[tuple[int, date]]:
    """The rounds that no question and no answer has covered, in order, as (months, day): reached or to come."""
    covered = [one.due for one in questions] + [one.answered + APART for one in questions if one.told and one.answered]
    passed = max(covered, default=date.min)
    days = [(months, round_day(case.begun, months)) for months in sorted(case.months)]
    left = [(months, day) for months, day in days if day is not None and day > passed]
    promised = _promised(questions)
    if promised is None or (left and promised <= left[0][1]):
        return left
    return [(0, promised), *((months, day) for months, day in left if day >= promised)]


def _promised(questions: Sequence[Question]) -> date | None:
    """The day that the latest answer promises, while it has not been asked about."""
    last = questions[-1] if questions else None
    return last.new_day if last is not None and last.answer == WORKING else None


def _of_silence(case: Followed, questions: Sequence[Question], today: date, coming: date | None) -> Deed | None:
    """What is done about an open question: told to somebody else, reminded of, or nothing more until the next round (`coming`)."""
    last, silent = questions[-1], _silent(questions)
    if not case.owned:
        return Deed.REMIND if last.to_owner and last.reminded is None else None
    if case.escalates and not any(one.escalated for one in silent):
        letters = sum(len(one.letters) for one in silent if one.to_owner)
        if letters >= 2 and today - silent[0].asked >= SILENT:
            return Deed.ESCALATE
    if last.reminded is None and last.escalated is None and (coming is None or coming - today >= APART):
        return Deed.REMIND
    return None


def _silent(questions: Sequence[Question]) -> list[Question]:
    """The questions since somebody last answered, oldest first."""
    found: list[Question] = []
    for one in reversed(questions):
        if one.told:
            break
        found.append(one)
    return found[::-1]


def expires(case: Followed, due: date, today: date) -> date:
    """The last day of a question's link: the day before the next question can come, at most 120 days ahead."""
    coming = [day for months in case.months if (day := round_day(case.begun, months)) is not None and day > max(due, today)]
    return min([today + HELD, *(max(day, today + APART) - timedelta(days=1) for day in coming)])


def latest_begun(months: int, today: date) -> date | None:
    """The latest day that something can have begun for its round after so many months to be today or earlier; None: none has."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    if year < 1:
        return None
    found = date(year, month + 1, 1) + timedelta(days=31)
    while (day := round_day(found, months)) is None or day > today:
        found -= timedelta(days=1)
    return found
