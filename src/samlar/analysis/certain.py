"""Equal shares with many voters: what is bought at all endowments of an interval, told for certain in floats.

With the same projects bought in the same order, a larger endowment leaves nobody with less and makes nothing dearer. So one count from
below at the smallest endowment, and one from above at the largest, hold everything between: if no project is as cheap from above as the one
that is bought is from below, that one is bought at every endowment of the interval. Both begin a billionth apart from the endowment, and
give it up bit by bit for what floats lose; when half of it is gone they say nothing. Where they say nothing, whole numbers decide.

Voters with equal ballots are one group. Between equals that all can pay alike, or that have the same supporters and cost, the order decides
as in the count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import fsum, inf
from operator import itemgetter

from .table import Table, places

APART = 1e-9  # of an endowment: from which floats are taken
FEWER = 3  # times fewer groups than voters, before groups are weighed
LOST = 1e-15  # more than what a float loses in a step of reckoning, of what is reckoned with

Money = list[float]  # by group, in unitths


@dataclass(frozen=True, slots=True)
class Below:
    """A count from below: what is bought in order; for each a ρ that is not too low, and whether all its supporters pay alike."""

    bought: list[int]
    highest: list[float]
    alike: list[bool]


class Certain:
    """An election's voters by ballot, and its projects in floats."""

    def __init__(self, table: Table, worth: Sequence[int]) -> None:
        self.table, self.worth = table, worth
        ballots = [0] * table.voters
        for number, one in enumerate(table.open):
            for voter in places(table.supporters[one]):
                ballots[voter] |= 1 << number
        groups: dict[int, int] = {}
        for ballot in ballots:
            if ballot:
                groups[ballot] = groups.get(ballot, 0) + 1
        self.groups = len(groups)
        members: dict[int, list[int]] = {one: [] for one in table.open}
        for group, ballot in enumerate(groups):
            for number in places(ballot):
                members[table.open[number]].append(group)
        weights = list(groups.values())
        self.members = members
        self.weights: dict[int, list[int] | None] = {}
        self.take: dict[int, Callable[[Money], Sequence[float]]] = {}
        for one, of in members.items():
            each = table.votes[one] < FEWER * len(of)  # to take one by one is quicker than to weigh
            self.weights[one] = None if each else [weights[group] for group in of]
            self.take[one] = _taker([group for group in of for _voter in range(weights[group])] if each else of)
        self.cost = {one: float(table.cost[one]) for one in table.open}
        self.least = {one: table.cost[one] / (table.votes[one] * worth[one]) for one in table.open}
        ranked = sorted(table.open, key=lambda one: (Fraction(table.cost[one], table.votes[one] * worth[one]), table.order[one]))
        self.rank = {one: place for place, one in enumerate(ranked)}
        first: dict[tuple[int, int], int] = {}
        self.twin = {one: first.setdefault((table.supporters[one], table.cost[one]), one) for one in ranked}

    def _endowment(self, step: int) -> float:
        return float(self.table.share + step * self.table.step)

    def below(self, step: int) -> Below | None:
        """What is bought at an endowment, so far as floats can see; None when they cannot."""
        endowment = self._endowment(step)
        money, slack = [endowment * (1 - APART)] * self.groups, endowment * APART
        waiting = [(low, self.rank[one], one) for one, low in self.least.items()]
        heapify(waiting)
        found = Below([], [], [])
        while waiting:
            seen: list[tuple[float, int, int]] = []
            best, chosen, paid = (inf, 0), -1, (0.0, 0, False)
            while waiting and waiting[0][0] <= best[0]:
                low, rank, one = heappop(waiting)
                level = self._level(one, money, low * self.worth[one])
                if level is None:
                    continue
                rho = self.least[one] if level[2] else level[0] / self.worth[one]
                seen.append((rho, rank, one))
                if (rho, rank) < best:
                    best, chosen, paid = (rho, rank), one, level
            if chosen < 0:
                break
            pay, left, alike = paid
            lost = self._lost(chosen, left, endowment)
            slack -= lost
            if slack < endowment * APART / 2:
                return None
            found.bought.append(chosen)
            found.highest.append((pay + lost) / self.worth[chosen] * (1 + LOST))
            found.alike.append(alike)
            self._pay(chosen, money, pay)
            for each in seen:
                if each[2] != chosen:
                    heappush(waiting, each)
        return found

    def holds(self, step: int, found: Below) -> bool:
        """Whether the same is bought at every endowment up to this one, which is not smaller than the one it was found at."""
        endowment = self._endowment(step)
        money, slack = [endowment * (1 + APART)] * self.groups, endowment * APART
        waiting = [(low * (1 - LOST), one) for one, low in self.least.items()]
        heapify(waiting)
        bought = set[int]()
        for chosen, limit, alike in zip(found.bought, found.highest, found.alike, strict=True):
            kept: list[tuple[float, int]] = []
            bought.add(chosen)
            while waiting and waiting[0][0] <= limit:
                low, one = heappop(waiting)
                if one in bought:
                    continue
                if self.rank[one] > self.rank[chosen] and (alike or self.twin[one] == self.twin[chosen]):
                    kept.append((low, one))
                    continue
                level = self._level(one, money, low * self.worth[one])
                if level is None:
                    if self._certainly_poor(one, money):
                        continue
                    return False
                pay, left, _alike = level
                rho = (pay - self._lost(one, left, endowment)) / self.worth[one] * (1 - LOST)
                if rho <= limit:
                    return False
                kept.append((rho, one))
            for each in kept:
                heappush(waiting, each)
            level = self._level(chosen, money, self.least[chosen] * self.worth[chosen] * (1 - LOST))
            if level is None:
                return False
            slack -= self._lost(chosen, level[1], endowment)
            if slack < endowment * APART / 2:
                return False
            self._pay(chosen, money, level[0])
        return all(one in bought or self._certainly_poor(one, money) for _low, one in waiting)

    def _lost(self, one: int, left: int, endowment: float) -> float:
        """More than what floats lose of a payment that so many share."""
        return LOST * (self.cost[one] / left + endowment)

    def _certainly_poor(self, one: int, money: Money) -> bool:
        return self._together(one, self.take[one](money)) < self.cost[one] * (1 - 1e-12)

    def _together(self, one: int, has: Sequence[float]) -> float:
        weights = self.weights[one]
        return fsum(has) if weights is None else fsum([each * many for each, many in zip(has, weights, strict=True)])

    def _level(self, one: int, money: Money, pay: float) -> tuple[float, int, bool] | None:
        """(the full payment, how many pay it, whether all do); None when they do not have it together. `pay` is not too much.

        Newton's method from below: what is paid in all is concave in the payment, so that each step is short, and the poor are ever more.
        """
        cost, votes = self.cost[one], self.table.votes[one]
        if min(has := self.take[one](money)) >= cost / votes:
            return cost / votes, votes, True
        if self._together(one, has) < cost:
            return None
        weights, before = self.weights[one], -1
        while True:
            if weights is None:
                poor = [each for each in has if each < pay]
                left = votes - len(poor)
                rest = cost - fsum(poor)
            else:
                several = [(each, many) for each, many in zip(has, weights, strict=True) if each < pay]
                left = votes - sum([many for _each, many in several])
                rest = cost - fsum([each * many for each, many in several])
            if not left:
                return None
            if left == before:
                return pay, left, False
            pay, before = rest / left, left

    def _pay(self, one: int, money: Money, pay: float) -> None:
        for group in self.members[one]:
            has = money[group]
            money[group] = has - pay if has > pay else 0.0


def _taker(groups: list[int]) -> Callable[[Money], Sequence[float]]:
    """What these groups have; an itemgetter of one gives it bare."""
    if len(groups) == 1:
        return itemgetter(slice(groups[0], groups[0] + 1))
    return itemgetter(*groups)
