"""A round's ballots counted: what is kept of it, in plain values, and what it says to people (B4). The methods are `analysis`'.

Ballots are known by their receipts: in a secret round nothing that is kept of the count says whose they are.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from csv import writer
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from io import StringIO
from typing import Any, Protocol

from samlar.analysis.counting import count
from samlar.analysis.election import Ballot, Election, Outcome, Project, Rule
from samlar.analysis.equal_shares import THOUSANDTHS
from samlar.analysis.explanation import Missed, empty_handed, enough_budget, explain, further_approvals
from samlar.analysis.stability import stability

METHODS = {Rule.EQUAL_SHARES: "equal_shares", Rule.PHRAGMEN: "phragmen", Rule.APPROVAL: "approval"}

COUNTED_ANEW = 10  # areas that were not chosen, the nearest: each is counted anew some hundred times


@dataclass(frozen=True, slots=True)
class CountedArea:
    """An area as it is counted; `place`: where the lot put it."""

    id: int
    name: str
    cost: int
    place: int


@dataclass(frozen=True, slots=True)
class CountedBallot:
    """A ballot as it is counted; `organisation` is its name, empty in a secret round."""

    receipt: str
    organisation: str
    areas: tuple[int, ...]


def counted(areas: Sequence[CountedArea], ballots: Sequence[CountedBallot], budget: int, *, seed: str) -> dict[str, Any]:
    """The result of a round by all three methods, with what the explanation needs. Fractions as "p/q"; JSON can hold all of it.

    `seed`: the round's public word (hexadecimal); how steady the outcome is, is drawn with it, so that anybody can draw the same.
    """
    election = election_of(areas, ballots, budget)
    found = {name: count(election, rule) for rule, name in METHODS.items()}
    told = {name: _told(outcome) for name, outcome in found.items()}
    shares = found["equal_shares"]
    approved = Counter(area for ballot in ballots for area in ballot.areas)
    why = explain(election, shares)
    steady = stability(election, seed=int(seed, 16))
    return {
        **told,
        "share": str(election.share),
        "left": {receipt: str(money) for receipt, money in why.left.items()},
        "approvals": {str(one.id): approved[one.id] for one in areas},
        "near": {one.project: _near(election, one, counted_anew=place < COUNTED_ANEW) for place, one in enumerate(why.missed)},
        "nothing": {name: list(empty_handed(election, outcome.winners)[0]) for name, outcome in found.items()},
        "without": [
            {"receipt": ballot, "in": _ids(set(winners) - set(shares.winners)), "out": _ids(set(shares.winners) - set(winners))}
            for ballot, winners in steady.changing(shares.winners).items()
        ],
        "steady": {area: str(part) for area, part in steady.share.items()},
        "runs": steady.runs,
    }


def election_of(areas: Sequence[CountedArea], ballots: Sequence[CountedBallot], budget: int) -> Election:
    """The round as `analysis` counts it."""
    return Election(
        projects=tuple(Project(str(one.id), Fraction(one.cost), one.name) for one in areas),
        ballots=tuple(Ballot(one.receipt, frozenset(str(area) for area in one.areas)) for one in ballots),
        budget=Fraction(budget),
        lot=tuple(str(one.id) for one in sorted(areas, key=lambda one: one.place)),
    )


class Short(StrEnum):
    """Why an area was not chosen, as people ask: was there not enough left?"""

    UNWANTED = "unwanted"  # nobody ticked it
    BUDGET = "budget"  # what was left of the budget does not reach
    SHARES = "shares"  # it would have, but those who wanted it had not so much left together


def left_of_budget(budget: int, spent: str) -> int:
    """What was left of the budget when the chosen had got theirs. `spent`: what these cost, as `counted` tells it."""
    return int(budget - Fraction(spent))


def short_of(cost: int, *, left: int, wanted: int) -> Short:
    """Why an area that was not chosen was not. `left`: of the budget, when the chosen had got theirs. `wanted`: how many ticked it."""
    if not wanted:
        return Short.UNWANTED
    return Short.BUDGET if cost > left else Short.SHARES


class _Priced(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def cost(self) -> int | None: ...
    @property
    def place(self) -> int | None: ...


def as_pabulib(title: str, budget: int, areas: Iterable[_Priced], ballots: Sequence[Mapping[str, Any]]) -> str:
    """A counted round as a Pabulib `.pb` file: areas in the order of the lot, voters by their receipts. No name of a voter is in it."""
    step = Fraction(budget, len(ballots) * THOUSANDTHS) if ballots else Fraction(1)
    rows = sorted(areas, key=lambda one: one.place or 0)
    many = Counter(area for ballot in ballots for area in ballot["areas"])
    file = StringIO()
    write = writer(file, delimiter=";", lineterminator="\n").writerow
    write(["META"])
    write(["key", "value"])
    told = {
        "description": title, "country": "Sweden", "num_projects": len(rows), "num_votes": len(ballots), "budget": budget,
        "vote_type": "approval", "rule": "equalshares",
        "comment": f"samlar prioritise --step {step}",
    }  # fmt: skip
    for key, value in told.items():
        write([key, value])
    write(["PROJECTS"])
    write(["project_id", "cost", "votes", "name"])
    for one in rows:
        write([one.id, one.cost, many[one.id], one.name])
    write(["VOTES"])
    write(["voter_id", "vote"])
    for ballot in ballots:
        write([ballot["receipt"], ",".join(str(one) for one in ballot["areas"])])
    return file.getvalue()


def _told(outcome: Outcome) -> dict[str, Any]:
    return {
        "winners": [int(one) for one in outcome.winners],
        "cost": str(outcome.cost),
        "endowment": str(outcome.completion.endowment) if outcome.completion else None,
        "ties": [[int(one) for one in other] for other in outcome.ties],
        "ties_complete": outcome.ties_complete,
        "rounds": [
            {
                "area": int(one.project),
                "payments": [{"amount": str(payment.amount), "ballots": list(payment.voters)} for payment in one.payments],
            }
            for one in outcome.rounds
        ],
    }


def _near(election: Election, missed: Missed, *, counted_anew: bool) -> dict[str, Any]:
    """How near an area that was not chosen came: what its supporters had left together and what it lacked, and what would have been
    enough: how many more ballots for it (of those with the most left), or which budget; None where no such was found or looked for."""
    looks = counted_anew and bool(election.ballots)
    budget = enough_budget(election, missed.project) if looks else None
    return {
        "had": str(missed.reach), "lacked": str(missed.lacks), "more": further_approvals(election, missed.project) if looks else None,
        "budget": None if budget is None else str(budget),
    }  # fmt: skip


def _ids(areas: Collection[str]) -> list[int]:
    return sorted(int(one) for one in areas)
