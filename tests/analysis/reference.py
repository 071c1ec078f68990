"""The three rules once more, written from the papers and nothing else: plain fractions, every endowment, every choice between equals.

Slow on purpose, and independent: it shares no line with `samlar.analysis` but the values of an election.
"""

from collections.abc import Callable
from fractions import Fraction

from samlar.analysis.election import Election

Chosen = tuple[str, ...]
Choose = Callable[[list[str]], list[str]]  # of equals, those to go on with: one, or all


class Setting:
    """An election as dictionaries."""

    def __init__(self, election: Election) -> None:
        self.cost = {one.id: one.cost for one in election.projects}
        self.voters = [one.voter for one in election.ballots]
        self.supporters = {key: [one.voter for one in election.ballots if key in one.approved] for key in self.cost}
        self.budget = election.budget
        self.turn = list(election.lot) or [one.id for one in election.projects]
        self.able = [key for key in self.cost if self.supporters[key] and self.cost[key] <= self.budget]
        self.free = sorted((key for key in self.able if self.cost[key] == 0), key=lambda key: (-len(self.supporters[key]), self.turn.index(key)))
        self.open = [key for key in self.able if self.cost[key] > 0]

    def first(self, equals: list[str]) -> list[str]:
        return [min(equals, key=lambda key: (self.cost[key], -len(self.supporters[key]), self.turn.index(key)))]

    def spent(self, chosen: Chosen) -> Fraction:
        return sum((self.cost[key] for key in chosen), Fraction(0))


def per_unit(cost: Fraction, worth: Fraction, money: list[Fraction]) -> Fraction | None:
    """The least ρ with Σ min(money, ρ · worth) = cost; None when they do not have it together."""
    if sum(money) < cost:
        return None
    for payers in range(len(money), 0, -1):  # the richest `payers` pay alike, the others all they have
        ordered = sorted(money)
        poorer, richer = ordered[: len(money) - payers], ordered[len(money) - payers :]
        each = (cost - sum(poorer)) / payers
        if each <= richer[0] and all(one <= each for one in poorer):
            return each / worth
    raise AssertionError("they have it together")


def equal_shares_at(of: Setting, endowment: Fraction, cost_utility: bool, choose: Choose) -> set[Chosen]:
    """The outcomes at one endowment, as they are bought."""
    ends = set()

    def go(chosen: Chosen, money: dict[str, Fraction]) -> None:
        rho = {}
        for key in of.open:
            if key not in chosen:
                worth = of.cost[key] if cost_utility else Fraction(1)
                found = per_unit(of.cost[key], worth, [money[voter] for voter in of.supporters[key]])
                if found is not None:
                    rho[key] = found
        if not rho:
            ends.add(chosen)
            return
        least = min(rho.values())
        for key in choose([one for one in rho if rho[one] == least]):
            worth = of.cost[key] if cost_utility else Fraction(1)
            left = {voter: money[voter] - min(money[voter], least * worth) for voter in of.supporters[key]}
            go((*chosen, key), money | left)

    go(tuple(of.free), dict.fromkeys(of.voters, endowment))
    return ends


def equal_shares(election: Election, cost_utility: bool, step: Fraction) -> tuple[Chosen, Fraction, set[frozenset[str]]]:
    """(winners, the final endowment, all outcomes at it)."""
    of = Setting(election)
    endowment = of.budget / len(of.voters) if of.voters else Fraction(0)
    winners: Chosen = ()
    raised = endowment
    while True:
        (outcome,) = equal_shares_at(of, raised, cost_utility, of.first)
        if of.spent(outcome) > of.budget:
            break
        winners, endowment = outcome, raised
        if set(winners) == set(of.able) or not step:
            break
        raised += step
    every = equal_shares_at(of, endowment, cost_utility, list)
    return winners, endowment, {frozenset(one) for one in every}


def phragmen(election: Election) -> tuple[Chosen, set[frozenset[str]]]:
    """(winners, all outcomes)."""
    of = Setting(election)

    def run(choose: Choose) -> set[Chosen]:
        ends = set()

        def go(chosen: Chosen, emptied: dict[str, Fraction]) -> None:
            waiting = [key for key in of.open if key not in chosen]
            if not waiting:
                ends.add(chosen)
                return
            when = {key: (of.cost[key] + sum(emptied[voter] for voter in of.supporters[key])) / len(of.supporters[key]) for key in waiting}
            least = min(when.values())
            for key in choose([one for one in waiting if when[one] == least]):
                if of.spent(chosen) + of.cost[key] > of.budget:
                    ends.add(chosen)
                else:
                    go((*chosen, key), emptied | dict.fromkeys(of.supporters[key], least))

        go(tuple(of.free), dict.fromkeys(of.voters, Fraction(0)))
        return ends

    (winners,) = run(of.first)
    return winners, {frozenset(one) for one in run(list)}


def approval(election: Election) -> tuple[Chosen, set[frozenset[str]]]:
    """(winners, all outcomes)."""
    of = Setting(election)

    def run(choose: Choose) -> set[Chosen]:
        ends = set()

        def go(chosen: Chosen, waiting: list[str]) -> None:
            if not waiting:
                ends.add(chosen)
                return
            most = max(len(of.supporters[key]) for key in waiting)
            for key in choose([one for one in waiting if len(of.supporters[one]) == most]):
                fits = of.spent(chosen) + of.cost[key] <= of.budget
                go((*chosen, key) if fits else chosen, [one for one in waiting if one != key])

        go(tuple(of.free), of.open)
        return ends

    (winners,) = run(of.first)
    return winners, {frozenset(one) for one in run(list)}
