"""What the pages of a lesson and of an uptake show of who learns from whom: who stole it, and who has come further (F4, F7).

A page puts `beside(…)` in its context and includes `lessons/_borrowed.html` and `lessons/_further.html`.
"""

from dataclasses import dataclass
from typing import Any

from samlar.formats.sentence import Sentence
from samlar.lessons.queries import borrowings
from samlar.lessons.queries.visits import Match, further
from samlar.lessons.rules.borrowing import BorrowingRow, told
from samlar.lessons.rules.words import Kind
from samlar.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Beside:
    """`uptake`: whose page it is, else 0 on the lesson's own."""

    lesson: int
    uptake: int
    borrowings: tuple[BorrowingRow, ...]
    further: Match | None

    @property
    def own(self) -> int:
        """What the viewer's organisation has written already, the first of it; 0 where it has not."""
        return next((one.id for one in self.borrowings if one.ours), 0)

    @property
    def stolen(self) -> Sentence:
        """ "Fem organisationer har stulit exemplet"."""
        kind = self.borrowings[0].kind if self.borrowings else Kind.LESSON
        return told(len({one.by for one in self.borrowings}), kind)


def beside_lesson(actor: Actor, lesson_id: int, *, live: bool = True) -> dict[str, Any]:
    """For the page of a lesson or an example; `live`: it can be stolen still. Two queries."""
    found = Beside(lesson_id, 0, borrowings.of_lesson(actor, lesson_id), further(actor, lesson_id))
    return {"beside": found, "may_borrow": actor.at_work and live}


def beside_uptake(actor: Actor, uptake_id: int, lesson_id: int, *, ours: bool) -> dict[str, Any]:
    """For the page of an uptake; who has come further is for those who work at it. Two queries at most."""
    found = Beside(lesson_id, uptake_id, borrowings.of_uptake(actor, uptake_id), further(actor, lesson_id) if ours else None)
    return {"beside": found, "may_borrow": ours}
