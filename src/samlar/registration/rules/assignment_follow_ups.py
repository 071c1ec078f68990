"""What became of the assignment, as the manager who confirmed it says, months after the last session (E3, F3). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samlar.formats.sentence import Sentence
from samlar.registration.rules.assignments import AssignmentRefused


class Answer(StrEnum):
    REACHED = "reached"
    PARTLY = "partly"
    NOT = "not"


WORDS: Mapping[Answer, Sentence] = {
    Answer.REACHED: Sentence("Ja, det blev som vi kom överens om", "Yes, it became what we agreed"),
    Answer.PARTLY: Sentence("Delvis", "Partly"),
    Answer.NOT: Sentence("Nej, det blev inte så", "No, it did not"),
}
SHORT: Mapping[Answer, Sentence] = {
    Answer.REACHED: Sentence("ja", "yes"),
    Answer.PARTLY: Sentence("delvis", "partly"),
    Answer.NOT: Sentence("nej", "no"),
}
IN_LINKS = {Answer.REACHED: "ja", Answer.PARTLY: "delvis", Answer.NOT: "nej"}  # as they stand in the letters' links
BY_WORD = {word: answer for answer, word in IN_LINKS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    """One question and its answer, as those who read the assignment see it. `answer` None: not answered, or no longer asked."""

    months: int
    due: date
    manager_name: str
    answer: Answer | None
    word: str
    answered: datetime | None
    lapsed: bool


def answer_of(word: str) -> Answer | None:
    return Answer(word) if word in tuple(Answer) else None


def must_choose(word: str) -> Answer:
    """Raises AssignmentRefused at `answer` for none of the three."""
    found = answer_of(word)
    if found is None:
        raise AssignmentRefused(Sentence("Välj ett av svaren.", "Choose one of the answers."), field="answer", source="F3")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """How the managers have answered after so many months: `asked` of them, and of those each answer."""

    months: int
    asked: int
    reached: int = 0
    partly: int = 0
    not_reached: int = 0

    @property
    def answered(self) -> int:
        return self.reached + self.partly + self.not_reached
