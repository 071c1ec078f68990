"""An election as whole numbers and bits, which is what counting many times over takes.

Every amount is a whole number of `unit`ths of the currency. A voter is a bit: a project's supporters are one number, and voters with
equal money are counted in one instruction however many they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from .election import Election, Payment


@dataclass(slots=True)
class Table:
    """`cost`, `budget`, `share` and `step` in unitths; by project: `supporters` (bits), `votes` (their number), `order` (the lower wins
    between equals), and `open`: those that can be chosen for money, cheapest per supporter first. `free` cost nothing."""

    unit: int
    voters: int
    budget: int
    share: int
    step: int
    cost: tuple[int, ...]
    turns: tuple[int, ...]
    supporters: list[int]
    votes: list[int]
    order: list[tuple[int, int, int]]
    open: list[int]
    free: list[int]

    @classmethod
    def of(cls, election: Election, step: Fraction = Fraction(0)) -> Table:
        """The election, with a step for the endowments."""
        money = [one.cost for one in election.projects]
        return cls.made(money, election.turns, approvals(election), election.budget, step)

    @classmethod
    def made(
        cls, money: Sequence[Fraction], turns: tuple[int, ...], approved: Sequence[Sequence[int]], budget: Fraction, step: Fraction
    ) -> Table:
        """From what each voter approves of, as places of projects."""
        voters = len(approved)
        share = budget / voters if voters else Fraction(0)
        unit = lcm(budget.denominator, share.denominator, step.denominator, *(one.denominator for one in money))
        cost = tuple(int(one * unit) for one in money)
        table = cls(unit, voters, int(budget * unit), int(share * unit), int(step * unit), cost, turns, [], [], [], [], [])
        return table.fill(approved)

    def with_ballots(self, approved: Sequence[Sequence[int]]) -> Table:
        """The same election with other ballots, as many as before."""
        return Table(
            self.unit, self.voters, self.budget, self.share, self.step, self.cost, self.turns, [], [], [], [], []
        ).fill(approved)  # fmt: skip

    def fill(self, approved: Sequence[Sequence[int]]) -> Table:
        """Sets all that follows from the ballots."""
        self.supporters = _bits(approved, len(self.cost))
        self.votes = [one.bit_count() for one in self.supporters]
        cost, votes, budget = self.cost, self.votes, self.budget
        self.order = [(cost[one], -votes[one], turn) for one, turn in enumerate(self.turns)]
        able = [one for one, number in enumerate(votes) if number and cost[one] <= budget]
        self.free = sorted((one for one in able if not cost[one]), key=self.order.__getitem__)
        self.open = [one for one in able if cost[one]]
        return self

    def amount(self, number: int, scale: int = 1) -> Fraction:
        """A number of unitths, or of parts of a unitth, as money."""
        return Fraction(number, self.unit * scale)


def approvals(election: Election) -> list[list[int]]:
    """What each voter approves of, as places of projects, in the order of the ballots."""
    return [sorted(election.place[key] for key in one.approved) for one in election.ballots]


def _bits(approved: Sequence[Sequence[int]], projects: int) -> list[int]:
    """For each project its supporters. Many voters are set in bytes: a number is copied whole for each bit that is set in it."""
    if len(approved) <= 64:
        found, bit = [0] * projects, 1
        for one in approved:
            for project in one:
                found[project] |= bit
            bit <<= 1
        return found
    rows = [bytearray(len(approved) // 8 + 1) for _ in range(projects)]
    for voter, one in enumerate(approved):
        for project in one:
            rows[project][voter >> 3] |= 1 << (voter & 7)
    return [int.from_bytes(row, "little") for row in rows]


def places(mask: int) -> Iterable[int]:
    """The places of the bits that are set, rising."""
    text = bin(mask)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)


def payments(election: Election, paid: Iterable[tuple[Fraction, int]]) -> tuple[Payment, ...]:
    """Amounts and who paid each (bits) as payments, the largest first; who paid nothing is left out."""
    together: dict[Fraction, int] = {}
    for amount, who in paid:
        if amount and who:
            together[amount] = together.get(amount, 0) | who
    return tuple(
        Payment(amount, tuple(election.ballots[place].voter for place in places(who)))
        for amount, who in sorted(together.items(), reverse=True)
    )
