"""Sequential Phragmén over projects with costs, counted exactly.

Sources: L. E. Phragmén 1894–1899, as told by M. Brill, R. Freeman, S. Janson, M. Lackner, *Phragmén's Voting Methods and Justified
Representation*; with costs and a budget: M. Los, Z. Christoff, D. Grossi, *Proportional Budget Allocations: Towards a Systematization*
(IJCAI 2022).

Every voter receives money at the same pace. As soon as a project's supporters have its cost together they buy it and have nothing left. It
ends with the first project that would overspend the budget.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from heapq import heappop, heappush
from math import gcd, inf

from .election import Election, Outcome, Round, Rule, outcome
from .table import Table, payments
from .ties import Bought, Found, knot, named, parted, search

Emptied = tuple[tuple[int, int], ...]  # voters alike: when they had nothing last, who (bits)
State = tuple[Bought, int, tuple[int, ...], Emptied, int]  # bought, for how much, what may still be, times, how fine a unitth is cut


def count(election: Election, *, ties: bool = True) -> Outcome:
    """Counts by sequential Phragmén. Without `ties` none are looked for."""
    table = Table.of(election)
    rounds = [Round(election.projects[one].id, Fraction(0)) for one in table.free]
    bought, equals, over = buy(table)
    for one, time, scale, emptied in bought:
        now = table.amount(time, scale)
        paid = [(now - table.amount(since, scale), who & table.supporters[one]) for since, who in emptied]
        rounds.append(Round(election.projects[one].id, now, payments(election, paid)))
    found = _every(table) if ties and equals else Found()
    received = table.amount(*over[1:]) if over else rounds[-1].rho if rounds else None
    return outcome(
        election, Rule.PHRAGMEN, rounds, None, named(election, table, found), not found.enough, received=received or Fraction(0),
        overspends=[*(one.project for one in rounds), election.projects[over[0]].id] if over else (),
    )  # fmt: skip


def buy(table: Table) -> tuple[list[tuple[int, int, int, Emptied]], bool, tuple[int, int, int] | None]:
    """What is bought, in order: project, when, in how many parts of a unitth, and when its and all voters had nothing last. Whether
    there were equals to choose between. And what would have been bought next if it had not overspent: project, when, in how many parts."""
    cost, votes, order, supporters = table.cost, table.votes, table.order, table.supporters
    heap = sorted((cost[one] / votes[one], one) for one in table.open)
    times = [(0, (1 << table.voters) - 1)]
    scale, spent, equals = 1, 0, False
    bought: list[tuple[int, int, int, Emptied]] = []
    while heap:
        found: list[tuple[float, int, int]] = []
        best = inf
        while heap and heap[0][0] <= best:
            one = heappop(heap)[1]
            mine, due = supporters[one], cost[one] * scale
            for since, who in times:
                if since:
                    due += since * (mine & who).bit_count()
            when = due / (votes[one] * scale)
            found.append((when, one, due))
            best = min(best, when)
        first = None
        for each in found:
            if each[0] == best:
                if first is None:
                    first = each
                    continue
                less = each[2] * votes[first[1]] - first[2] * votes[each[1]]
                equals = equals or not less
                if less < 0 or (not less and order[each[1]] < order[first[1]]):
                    first = each
        assert first is not None
        for each in found:
            if each is not first:
                heappush(heap, each[:2])
        _when, one, due = first
        spent += cost[one]
        if spent > table.budget:
            return bought, equals, (one, due, votes[one] * scale)
        finer = votes[one] // gcd(due, votes[one])
        scale *= finer
        time = due * finer // votes[one]
        times = [(since * finer, who) for since, who in times]
        bought.append((one, time, scale, tuple(times)))
        times = _emptied(times, supporters[one], time)
    return bought, equals, None


def _emptied(times: Iterable[tuple[int, int]], payers: int, now: int) -> list[tuple[int, int]]:
    return [*((since, others) for since, who in times if (others := who & ~payers)), (now, payers)]


def _every(table: Table) -> Found:
    """All outcomes that some choice between equals gives."""

    def follow(state: State, found: Found) -> Iterable[State]:
        bought, spent, pool, times, scale = state
        found.work += len(pool) * len(times)
        due = {
            one: table.cost[one] * scale + sum(since * (table.supporters[one] & who).bit_count() for since, who in times) for one in pool
        }
        if not pool:
            found.outcomes.add(bought)
            return []
        first = min(pool, key=lambda one: Fraction(due[one], table.votes[one]))
        equals = [one for one in pool if due[one] * table.votes[first] == due[first] * table.votes[one]]
        if sum(table.cost[one] for one in equals) <= table.budget - spent:  # else the order decides which of them fit
            now = Fraction(due[first], table.votes[first])
            equals = knot(equals, (one for since, who in times if since < now for _voters, one in parted(table, equals, who)))
        following = []
        for one in equals:
            if spent + table.cost[one] > table.budget:
                found.outcomes.add(bought)
                continue
            many = table.votes[one]
            finer = [(since * many, who) for since, who in times]
            others = tuple(each for each in pool if each != one)
            after = _coarse(table, _emptied(finer, table.supporters[one], due[one]), scale * many, others)
            following.append((bought | 1 << one, spent + table.cost[one], others, *after))
        return following

    start: State = (0, 0, tuple(table.open), ((0, (1 << table.voters) - 1),), 1)
    return search(start, follow)


def _coarse(table: Table, times: Iterable[tuple[int, int]], scale: int, others: Iterable[int]) -> tuple[Emptied, int]:
    """The times of those who may buy others, in the coarsest whole numbers, so that equal states are one."""
    needed = 0
    for one in others:
        needed |= table.supporters[one]
    alike: dict[int, int] = {}
    for since, who in times:
        if who & needed:
            alike[since] = alike.get(since, 0) | (who & needed)
    coarse = gcd(scale, *alike)
    return tuple(sorted((since // coarse, who) for since, who in alike.items())), scale // coarse
