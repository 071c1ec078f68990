"""Counting: 21 organisations and 41 areas with both methods, ties and 1 000 runs of stability; and 10 000 voters with 100 projects.

    python -m bench.prioritise [--seed 6] [--large]

The meeting: costs of 4 to 40 days, three to nine ticks each, some areas more popular than others; the budget is such that four or five
areas fit. CPU seconds of this one process, parts and sum. The large election: a step of one unit of currency, as for a file; the last has costs
in öre, so to say, and 25 000 such steps in a voter's share.
"""

import argparse
import random
import time
from fractions import Fraction

from samlar.analysis.counting import count
from samlar.analysis.election import Ballot, Election, Project, Rule, Utility
from samlar.analysis.stability import stability


def election(pick: random.Random, voters: int, costs: list[int], budget: int, fewest: int, most: int) -> Election:
    """Ballots over projects of which some are more popular than others."""
    popular = [pick.random() ** 2 + 0.05 for _ in costs]
    projects = tuple(Project(str(number), Fraction(cost)) for number, cost in enumerate(costs))
    ballots = []
    for voter in range(voters):
        wanted, ticks = pick.randint(fewest, most), set[int]()
        while len(ticks) < wanted:
            ticks.update(pick.choices(range(len(costs)), popular))
        ballots.append(Ballot(str(voter), frozenset(map(str, ticks))))
    return Election(projects, tuple(ballots), Fraction(budget))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--large", action="store_true", help="the large election as well")
    told = parser.parse_args()
    pick = random.Random(told.seed)
    for number in range(3):
        meeting = election(pick, 21, [pick.choice([4, 5, 8, 10, 12, 15, 20, 25, 30, 40]) for _ in range(41)], 45, 3, 9)
        marks = [time.process_time()]
        outcomes = [count(meeting), count(meeting, utility=Utility.CARDINALITY), count(meeting, Rule.PHRAGMEN), count(meeting, Rule.APPROVAL)]
        marks.append(time.process_time())
        stability(meeting)
        marks.append(time.process_time())
        chosen = ", ".join(f"{len(one.winners)} chosen and {len(one.ties)} ties" for one in outcomes)
        print(f"meeting {number + 1}: counts {marks[1] - marks[0]:.3f} s, 1 000 runs {marks[2] - marks[1]:.3f} s, together {marks[2] - marks[0]:.3f} s ({chosen})")
    if told.large:
        for budget in (2_000_000, 5_000_000, 250_000_000):
            times = max(1, budget // 5_000_000)
            large = election(pick, 10_000, [pick.randint(5_000 * times, 500_000 * times) for _ in range(100)], budget, 1, 10)
            for rule, utility in ((Rule.EQUAL_SHARES, Utility.COST), (Rule.EQUAL_SHARES, Utility.CARDINALITY), (Rule.PHRAGMEN, Utility.COST)):
                began = time.process_time()
                outcome = count(large, rule, utility, step=Fraction(1))
                print(f"10 000 × 100, budget {budget}, {rule} {utility}: {time.process_time() - began:.1f} s, {len(outcome.winners)} chosen", flush=True)


if __name__ == "__main__":
    main()
