"""A round's ballots counted: what is kept of it, in plain values, and what it says to people (B4). The methods are `analysis`'.

Ballots are known by their receipts: in a secret round nothing that is kept of the count says whose they are.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from csv import writer
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from typing import Any, Protocol

from samlar.analysis.counting import count
from samlar.analysis.election import Ballot, Election, Outcome, Project, Rule
from samlar.analysis.equal_shares import THOUSANDTHS
from samlar.analysis.stability import stability

METHODS = {Rule.EQUAL_SHARES: "equal_shares", Rule.PHRAGMEN: "phragmen", Rule.APPROVAL: "approval"}


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
    approved = {one.id: [ballot.receipt for ballot in ballots if one.id in ballot.areas] for one in areas}
    left = _left(election, shares)
    steady = stability(election, seed=int(seed, 16))
    return {
        **told,
        "share": str(election.share),
        "left": {receipt: str(money) for receipt, money in left.items()},
        "approvals": {str(area): len(several) for area, several in approved.items()},
        "near": {str(one.id): _near(one, approved[one.id], left) for one in areas if str(one.id) not in shares.winners},
        "nothing": {name: _with_nothing(ballots, outcome.winners) for name, outcome in found.items()},
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


def _left(election: Election, outcome: Outcome) -> dict[str, Fraction]:
    """What each ballot had left of its share when no more could be bought."""
    endowment = outcome.completion.endowment if outcome.completion else election.share
    left = {one.voter: endowment for one in election.ballots}
    for each in outcome.rounds:
        for payment in each.payments:
            for voter in payment.voters:
                left[voter] -= payment.amount
    return left


def _near(area: CountedArea, supporters: Collection[str], left: Mapping[str, Fraction]) -> dict[str, str]:
    """How near an area that was not chosen came: what its supporters had left together, and what it lacked."""
    together = sum((left[one] for one in supporters), Fraction(0))
    return {"had": str(together), "lacked": str(max(area.cost - together, Fraction(0)))}


def _with_nothing(ballots: Sequence[CountedBallot], winners: Collection[str]) -> list[str]:
    """The ballots none of whose areas were chosen; one that wants none is not among them."""
    return [one.receipt for one in ballots if one.areas and not {str(area) for area in one.areas} & set(winners)]


def _ids(areas: Collection[str]) -> list[int]:
    return sorted(int(one) for one in areas)
