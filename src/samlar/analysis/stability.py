"""How steady an outcome is: what happens if one voter had not voted, and how often each project wins when the voters are drawn anew.

A resampled run draws as many ballots as there are, with replacement, from those that were cast (the bootstrap: B. Efron 1979). The draw
follows from the seed alone, so that anybody can count it again.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from . import approval, equal_shares, phragmen
from .election import Election, Rule, Utility
from .table import Table, approvals

RUNS = 1_000  # leave-one-out and resampled together


@dataclass(frozen=True, slots=True)
class Stability:
    """`without` are the winners (in the order of the projects) if a voter had not voted, by voter, also when nothing changes. `share` is
    in how large a share of the resampled runs a project wins, by id; `runs` is how many they are."""

    without: dict[str, tuple[str, ...]]
    share: dict[str, Fraction]
    runs: int

    def changing(self, winners: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """The voters without whom others than these would have won, and who would."""
        return {voter: won for voter, won in self.without.items() if set(won) != set(winners)}


def stability(
    election: Election, rule: Rule = Rule.EQUAL_SHARES, utility: Utility = Utility.COST, *, runs: int = RUNS, seed: int = 0
) -> Stability:
    """Counts without each voter in turn and then resampled, `runs` times in all (but at least once without each voter).

    Under equal shares the step is a thousandth of the starting share in each run. The lot, or the order of the projects, decides between
    equals as in the count itself.
    """
    winners = _winners(rule, utility)
    cast, ids = approvals(election), [one.id for one in election.projects]
    voters = len(cast)
    pick = random.Random(seed)
    money = [one.cost for one in election.projects]

    def table(number: int) -> Table:
        share = election.budget / number if number else Fraction(0)
        return Table.made(money, election.turns, [[]] * number, election.budget, share / equal_shares.THOUSANDTHS)

    without: dict[str, tuple[str, ...]] = {}
    if voters:
        fewer = table(voters - 1)
        for place, ballot in enumerate(election.ballots):
            won = winners(fewer.with_ballots(cast[:place] + cast[place + 1 :]))
            without[ballot.voter] = tuple(ids[one] for one in sorted(won))
    drawn = max(0, runs - voters) if voters else 0
    same, wins = table(voters), Counter[int]()
    for _run in range(drawn):
        wins.update(winners(same.with_ballots(pick.choices(cast, k=voters))))
    return Stability(without, {key: Fraction(wins[one], drawn or 1) for one, key in enumerate(ids)}, drawn)


def _winners(rule: Rule, utility: Utility) -> Callable[[Table], list[int]]:
    if rule is Rule.PHRAGMEN:
        return lambda table: table.free + [one[0] for one in phragmen.buy(table)[0]]
    if rule is Rule.APPROVAL:
        return lambda table: table.free + approval.take(table)
    return lambda table: table.free + equal_shares.complete(table, utility)[0]
