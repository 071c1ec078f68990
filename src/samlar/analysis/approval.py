"""The plain count: most approvals first, what does not fit is skipped, what nobody approves of is not chosen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, groupby

from .election import Election, Outcome, Round, Rule, outcome
from .table import Table
from .ties import Bought, Found, named, search

State = tuple[int, Bought, int]  # how many numbers of approvals are dealt with, bought, what is left


def count(election: Election, *, ties: bool = True) -> Outcome:
    """Counts approvals. Without `ties` none are looked for."""
    table = Table.of(election)
    bought = take(table)
    found = _every(table) if ties else Found()
    ids = [one.id for one in election.projects]
    rounds = [Round(ids[one], None) for one in [*table.free, *bought]]
    return outcome(election, Rule.APPROVAL, rounds, None, named(election, table, found), not found.enough)


def take(table: Table) -> list[int]:
    """What is chosen of what costs something, in order."""
    left, bought = table.budget, []
    for one in sorted(table.open, key=lambda one: (-table.votes[one], table.order[one])):
        if table.cost[one] <= left:
            left -= table.cost[one]
            bought.append(one)
    return bought


def _every(table: Table) -> Found:
    """All outcomes that some order of equals gives: of those with equal approvals any set that fits and leaves room for no other."""
    ranked = sorted(table.open, key=lambda one: (-table.votes[one], -table.cost[one]))
    levels = [list(level) for _votes, level in groupby(ranked, key=table.votes.__getitem__)]

    def follow(state: State, found: Found) -> Iterable[State]:
        level, bought, left = state
        if level == len(levels):
            found.outcomes.add(bought)
            return []
        return [(level + 1, bought | more, rest) for more, rest in _fillings(table, levels[level], left, found)]

    return search((0, 0, table.budget), follow)


def _fillings(table: Table, level: list[int], left: int, found: Found) -> Iterable[tuple[Bought, int]]:
    """Sets of the level (dearest first) that fit in what is left and leave room for none of the others; and what they leave."""
    costs = [table.cost[one] for one in level]
    after = [*accumulate(reversed(costs), initial=0)][::-1]  # what all from a place on cost
    waiting: list[tuple[int, Bought, int, int | None]] = [(0, 0, left, None)]  # place, taken, left, the cheapest left out
    while waiting and not found.enough:
        found.work += 1
        place, taken, rest, out = waiting.pop()
        if out is not None and rest - after[place] >= out:
            continue  # room for it whatever is taken
        if place == len(level):
            yield taken, rest
            continue
        cost = costs[place]
        waiting.append((place + 1, taken, rest, cost if out is None else min(out, cost)))
        if cost <= rest:
            waiting.append((place + 1, taken | 1 << level[place], rest - cost, out))
