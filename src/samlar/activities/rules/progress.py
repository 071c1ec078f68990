"""How far an activity has come with what its steps ask for."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is done.

    `overridden`: rules with a written reason. `plan_approved`, `result_approved`: the newest reading is a yes to this very revision.
    `told`: the report's headings that have text. `unanswered`: criteria and indicators without outcome or words. `undone`: duties owed.
    `evaluated_by`: the organisations that have evaluated the format.
    `first_session`, `last_session`: the days on which the released programme begins and ends; None where nothing is released.
    """

    overridden: frozenset[str] = frozenset()
    plan_approved: bool = False
    result_approved: bool = False
    told: frozenset[str] = frozenset()
    unanswered: int = 0
    undone: frozenset[str] = frozenset()
    evaluated_by: frozenset[int] = frozenset()
    first_session: date | None = None
    last_session: date | None = None
