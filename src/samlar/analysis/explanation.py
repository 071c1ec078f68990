"""Why an outcome became what it is, as values that a page puts in words: who paid, who got nothing, how near the others came.

Near is measured in the method's own money: what a project's supporters had left together when the count ended, against its cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from . import equal_shares
from .counting import count
from .election import Ballot, Election, Outcome, Rule, Utility
from .table import Table

OUTCOMES_TRIED = 200  # endowments that are looked at for a budget that would have been enough
BUDGETS_TRIED = 5  # of them, how many are counted again


class Reason(StrEnum):
    """Why a project was not chosen."""

    UNWANTED = "unwanted"  # nobody approved of it
    ABOVE_BUDGET = "above-budget"  # it costs more than there is
    OVERSPENDS = "overspends"  # it would have been in the next outcome, which costs more than there is
    SUPPORTERS_LACKED = "supporters-lacked"  # those who approve of it did not have its cost together when the count ended
    NO_ROOM = "no-room"  # under approval: its turn came, and it no longer fitted in the budget


@dataclass(frozen=True, slots=True)
class Missed:
    """A project that was not chosen: `reach` is what its supporters had left together in the end (under approval: what was left of the
    budget in the end), `lacks` is what that falls short of its cost, nothing if it does not."""

    project: str
    reason: Reason
    approvals: int
    cost: Fraction
    reach: Fraction
    lacks: Fraction


@dataclass(frozen=True, slots=True)
class Explanation:
    """`paid` and `left` are by voter, of what it had to pay with: the endowment under equal shares, the money received when it ended under
    Phragmén, nothing under approval. `nothing` are voters who approved of something and got nothing of it, `blank` who approved of nothing.
    `missed` stand nearest first: by what they lack, then by approvals; who would be in the next outcome before all others."""

    paid: dict[str, Fraction]
    left: dict[str, Fraction]
    nothing: tuple[str, ...]
    blank: tuple[str, ...]
    missed: tuple[Missed, ...]


def explain(election: Election, outcome: Outcome) -> Explanation:
    """Explains an outcome of this election."""
    paid = {one.voter: Fraction(0) for one in election.ballots}
    for one in outcome.rounds:
        for payment in one.payments:
            for voter in payment.voters:
                paid[voter] += payment.amount
    left = {voter: outcome.received - spent for voter, spent in paid.items()}
    nothing, blank = empty_handed(election, outcome.winners)
    missed = [
        _missed(election, outcome, one.id, [ballot.voter for ballot in election.ballots if one.id in ballot.approved], left)
        for one in election.projects
        if one.id not in outcome.winners
    ]
    missed.sort(key=lambda one: (one.reason is not Reason.OVERSPENDS, one.lacks, -one.approvals))
    return Explanation(paid, left, nothing, blank, tuple(missed))


def empty_handed(election: Election, winners: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(who approved of something and of no winner, who approved of nothing)."""
    won = frozenset(winners)
    return (
        tuple(one.voter for one in election.ballots if one.approved and not one.approved & won),
        tuple(one.voter for one in election.ballots if not one.approved),
    )


def further_approvals(
    election: Election, project: str, utility: Utility = Utility.COST, *, step: Fraction | None = None, most: int = 5
) -> int | None:
    """How many more approvals would have made equal shares choose the project, if those who have the most left had given them: counted
    again for one more, two more … None when `most` are not enough."""
    outcome = count(election, utility=utility, step=step, ties=False)
    left = explain(election, outcome).left
    ballots = list(election.ballots)
    order = [place for place, one in enumerate(ballots) if project not in one.approved]
    order.sort(key=lambda place: -left[ballots[place].voter])
    for number, place in enumerate(order[:most], 1):
        ballots[place] = Ballot(ballots[place].voter, ballots[place].approved | {project})
        if project in count(replace(election, ballots=tuple(ballots)), utility=utility, step=step, ties=False).winners:
            return number
    return None


def enough_budget(election: Election, project: str, utility: Utility = Utility.COST, *, step: Fraction | None = None) -> Fraction | None:
    """A budget with which equal shares would have chosen the project: what the first outcomes with it cost as endowments are raised
    further, counted again with that budget. Enough, but not always the least. None when none is found, or the project is chosen."""
    step = election.share / equal_shares.THOUSANDTHS if step is None else step
    table = Table.of(replace(election, budget=max(election.budget, election.cost[project])), step)
    course, place, tried = equal_shares.Course(table, utility), election.place[project], set[Fraction]()
    raised = 0
    for _endowment in range(OUTCOMES_TRIED):
        bought = course.at(raised)
        cost = table.amount(sum(table.cost[one] for one in bought))
        if place in bought and cost > election.budget and cost not in tried:
            tried.add(cost)
            if project in count(replace(election, budget=cost), utility=utility, ties=False).winners:
                return cost
        following = course.next()
        if following is None or len(tried) == BUDGETS_TRIED:
            return None
        raised = following
    return None


def _missed(election: Election, outcome: Outcome, project: str, supporters: list[str], left: dict[str, Fraction]) -> Missed:
    cost = election.cost[project]
    reach = election.budget - outcome.cost if outcome.rule is Rule.APPROVAL else sum((left[voter] for voter in supporters), Fraction(0))
    lacks = max(cost - reach, Fraction(0))
    if not supporters:
        reason = Reason.UNWANTED
    elif cost > election.budget:
        reason = Reason.ABOVE_BUDGET
    elif outcome.rule is Rule.APPROVAL:
        reason = Reason.NO_ROOM
    elif project in outcome.overspends:
        reason = Reason.OVERSPENDS
    else:
        reason = Reason.SUPPORTERS_LACKED
    return Missed(project, reason, len(supporters), cost, reach, lacks)
