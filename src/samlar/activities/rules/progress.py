"""How far an activity has come with what its steps ask for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is done.

    `overridden`: rules with a written reason. `plan_approved`, `result_approved`: the newest reading is a yes to this very revision.
    `told`: the report's headings that have text. `unanswered`: criteria and indicators without outcome or words. `undone`: duties owed.
    `evaluated_by`: the organisations that have evaluated the format.
    """

    overridden: frozenset[str] = frozenset()
    plan_approved: bool = False
    result_approved: bool = False
    told: frozenset[str] = frozenset()
    unanswered: int = 0
    undone: frozenset[str] = frozenset()
    evaluated_by: frozenset[int] = frozenset()
