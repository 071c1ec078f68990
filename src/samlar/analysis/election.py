"""What is counted and what a count says: an election with exact costs, and an outcome with its rounds, payments and ties.

Amounts are Fractions of the election's own currency (kr, days). Nothing here is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

MOST_TIES = 1_000  # other outcomes that are listed


class Rule(StrEnum):
    """How ballots become a choice."""

    EQUAL_SHARES = "equal-shares"
    PHRAGMEN = "phragmen"
    APPROVAL = "approval"


class Utility(StrEnum):
    """What a chosen project is worth to each who approved of it, under equal shares: what it costs, or one."""

    COST = "cost"
    CARDINALITY = "cardinality"


@dataclass(frozen=True, slots=True)
class Project:
    """Something to choose: a `.pb` file's project, a round's area. `cost` is exact and not negative."""

    id: str
    cost: Fraction
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one voter approves of, by project id. An empty ballot has a share of the budget all the same."""

    voter: str
    approved: frozenset[str]


@dataclass(frozen=True, slots=True)
class Election:
    """Projects, ballots and a budget. `lot` is the order that decides between equals in the end: every project's id, first wins.

    Without a lot the order of `projects` decides. Raises ValueError for a negative amount, an id or a voter that stands twice, a vote
    for a project that is not there, and a lot that is not an order of the projects.
    """

    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    budget: Fraction
    lot: tuple[str, ...] = ()
    place: dict[str, int] = field(init=False, repr=False, compare=False)  # id → its place among the projects

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", {one.id: number for number, one in enumerate(self.projects)})
        if self.budget < 0 or any(one.cost < 0 for one in self.projects):
            raise ValueError("an amount is negative")
        if len(self.place) != len(self.projects):
            raise ValueError("two projects have the same id")
        if len({one.voter for one in self.ballots}) != len(self.ballots):
            raise ValueError("a voter has two ballots")
        if any(not one.approved <= self.place.keys() for one in self.ballots):
            raise ValueError("a ballot approves of a project that is not there")
        if self.lot and (len(self.lot) != len(self.projects) or set(self.lot) != self.place.keys()):
            raise ValueError("the lot is no order of the projects")

    @property
    def share(self) -> Fraction:
        """A voter's share of the budget; nothing when nobody votes."""
        return self.budget / len(self.ballots) if self.ballots else Fraction(0)

    @property
    def turns(self) -> tuple[int, ...]:
        """For each project its turn between equals: its place in the lot, or among the projects."""
        drawn = {key: turn for turn, key in enumerate(self.lot)}
        return tuple(drawn.get(one.id, number) for number, one in enumerate(self.projects))

    @property
    def cost(self) -> dict[str, Fraction]:
        """What each project costs, by id."""
        return {one.id: one.cost for one in self.projects}


@dataclass(frozen=True, slots=True)
class Payment:
    """Each of these voters paid this amount."""

    amount: Fraction
    voters: tuple[str, ...]

    @property
    def total(self) -> Fraction:
        """What they paid together."""
        return self.amount * len(self.voters)


@dataclass(frozen=True, slots=True)
class Round:
    """A project that was chosen, and what it took.

    `rho` is, under equal shares, what a unit of utility costs those who pay the most for it; under Phragmén the money that each voter has
    received when the project is bought; approval has none. `payments` sum to the cost, largest first; approval and a project that costs
    nothing have none.
    """

    project: str
    rho: Fraction | None
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """The endowment at which equal shares ended, and the step it was raised by. Both per voter."""

    step: Fraction
    endowment: Fraction


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a count says. `winners` stand in the order in which they were chosen.

    `ties` are the other sets of winners (ids sorted) that some choice between equals gives, at the final endowment under equal shares,
    where such a set may cost more than the budget. At most 1 000; `ties_complete` says whether they are all.

    `received` is what each voter had to pay with in all: the final endowment, or under Phragmén the money received when it ended.
    `overspends` are the winners of the next outcome, the first to cost more than the budget; none when there is no such.
    """

    rule: Rule
    winners: tuple[str, ...]
    cost: Fraction
    budget: Fraction
    completion: Completion | None
    rounds: tuple[Round, ...]
    ties: tuple[tuple[str, ...], ...] = ()
    ties_complete: bool = True
    received: Fraction = Fraction(0)
    overspends: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The form used in JSON. Every amount is a text "p/q", a whole number "p"."""
        return {
            "winners": list(self.winners), "cost": str(self.cost), "budget": str(self.budget), "rule": str(self.rule),
            "completion": self.completion and {"step": str(self.completion.step), "endowment": str(self.completion.endowment)},
            "ties": [list(one) for one in self.ties], "ties_complete": self.ties_complete,
            "rounds": [
                {
                    "project": one.project, "rho": None if one.rho is None else str(one.rho),
                    "payments": [{"amount": str(paid.amount), "voters": list(paid.voters)} for paid in one.payments],
                }
                for one in self.rounds
            ],
        }  # fmt: skip


def outcome(
    election: Election, rule: Rule, rounds: Sequence[Round], completion: Completion | None, tied: Iterable[frozenset[str]], whole: bool,
    *, received: Fraction = Fraction(0), overspends: Sequence[str] = (),
) -> Outcome:  # fmt: skip
    """The outcome of these rounds; `tied` are all outcomes that were found, this one among them."""
    winners, cost = tuple(one.project for one in rounds), election.cost
    others = sorted(tuple(sorted(one)) for one in tied if one != frozenset(winners))
    return Outcome(
        rule, winners, sum((cost[key] for key in winners), Fraction(0)), election.budget, completion, tuple(rounds),
        tuple(others[:MOST_TIES]), whole and len(others) <= MOST_TIES, received, tuple(overspends),
    )  # fmt: skip
