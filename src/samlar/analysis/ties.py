"""Every outcome that some choice between equals gives.

Going through all orders of all equals would take for ever where it changes nothing: ten projects that are equal and stay so have 3.6
million orders and one outcome. What cannot disturb another is therefore taken at once, and of what does only one knot of projects is tried
in all orders at a time: the others' turn comes after, with the same choices (a persistent set: P. Godefroid, *Partial-Order Methods for the
Verification of Concurrent Systems*, 1996).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from math import gcd
from typing import TypeVar

from .election import MOST_TIES, Election
from .table import Table

WORK = 2_000_000  # looks at voters alike, after which a search gives up and says so

State = TypeVar("State", bound=Hashable)
Bought = int  # projects, as bits
Held = tuple[tuple[int, int], ...]  # voters alike: what each has left, who (bits)
Shares = tuple[Bought, tuple[int, ...], Held, int]  # bought, what may still be, money, and how fine a unitth is cut


class Found:
    """Outcomes found so far, and the work it took."""

    def __init__(self) -> None:
        self.outcomes: set[Bought] = set()
        self.work = 0

    @property
    def enough(self) -> bool:
        """More than can be listed, or more work than it is worth."""
        return len(self.outcomes) > MOST_TIES + 1 or self.work > WORK


def search(start: State, follow: Callable[[State, Found], Iterable[State]]) -> Found:
    """Goes from `start` to all that `follow` gives; it adds to the outcomes when nothing follows. Equal states are gone to once."""
    found, seen, waiting = Found(), {start}, [start]
    while waiting and not found.enough:
        for one in follow(waiting.pop(), found):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return found


def named(election: Election, table: Table, found: Found) -> list[frozenset[str]]:
    """The outcomes as ids, with what costs nothing in each."""
    ids = [one.id for one in election.projects]
    free = [ids[one] for one in table.free]
    return [frozenset([*free, *(ids[one] for one in table.open if each >> one & 1)]) for each in found.outcomes]


def equal_shares(table: Table, worth: Sequence[int], endowment: int) -> Found:
    """All outcomes of equal shares at this endowment, which is in unitths."""

    def follow(state: Shares, found: Found) -> Iterable[Shares]:
        bought, pool, held, scale = state
        able: list[tuple[int, int, int]] = []  # project, ρ as rest / parts
        equals: list[tuple[int, int, int]] = []
        for one in pool:
            found.work += len(held)
            rest, left = _level(table, one, held, scale)
            if not left:
                continue
            able.append((one, rest, left * worth[one]))
            if equals:
                less = rest * equals[0][2] - equals[0][1] * able[-1][2]
                if less < 0:
                    equals = []
                elif less:
                    continue
            equals.append(able[-1])
        if not able:
            found.outcomes.add(bought)
            return []
        paid = {one: (rest, parts // worth[one]) for one, rest, parts in equals}
        following = []
        remaining = [one for one, _rest, _parts in able]
        for one in knot(list(paid), _overdrawn(table, paid, held)):
            rest, left = paid[one]
            others = tuple(each for each in remaining if each != one)
            following.append((bought | 1 << one, others, *_paid(table, one, rest, left, held, scale, others)))
        return following

    everyone = (1 << table.voters) - 1
    start: Shares = (0, tuple(table.open), ((endowment, everyone),), 1)
    return search(start, follow)


def knot(equals: list[int], clashes: Iterable[Sequence[int]]) -> list[int]:
    """Of equals, those to try now: one that clashes with none, or else a set whose members clash with no other."""
    if len(equals) == 1:
        return equals
    belongs: dict[int, set[int]] = {one: {one} for one in equals}
    for clash in clashes:
        joined: set[int] = set().union(*(belongs[one] for one in clash))
        for one in joined:
            belongs[one] = joined
    return min((sorted(one) for one in belongs.values()), key=lambda one: (len(one), one))


def parted(table: Table, equals: Iterable[int], who: int) -> list[tuple[int, list[int]]]:
    """The voters parted by which of the equals they approve of, and those; who approves of one at most is left out."""
    parts: list[tuple[int, list[int]]] = [(who, [])]
    for one in equals:
        supporters = table.supporters[one]
        parts = [
            each for voters, approved in parts
            for each in ((voters & supporters, [*approved, one]), (voters & ~supporters, approved))
            if each[0]
        ]  # fmt: skip
    return [each for each in parts if len(each[1]) > 1]


def _level(table: Table, one: int, held: Held, scale: int) -> tuple[int, int]:
    """(rest, how many share it), the others pay all they have; none share it: it cannot be bought."""
    supporters = table.supporters[one]
    rest, left = table.cost[one] * scale, 0
    for _money, who in held:
        left += (supporters & who).bit_count()
    for money, who in held:
        if many := (supporters & who).bit_count():
            if money * left >= rest:
                return rest, left
            rest -= money * many
            left -= many
    return rest, 0


def _overdrawn(table: Table, paid: dict[int, tuple[int, int]], held: Held) -> Iterable[list[int]]:
    """Equals that some voter cannot pay as much for one after the other as for each alone: one disturbs another."""
    if len(paid) == 1:
        return
    for money, who in held:
        for _voters, approved in parted(table, paid, who):
            finer = 1
            for one in approved:
                finer *= paid[one][1]
            if sum(min(money * finer, paid[one][0] * finer // paid[one][1]) for one in approved) > money * finer:
                yield approved


def _paid(table: Table, one: int, rest: int, left: int, held: Held, scale: int, others: Sequence[int]) -> tuple[Held, int]:
    """What is left when a project is paid, of those who may pay for others; in the coarsest whole numbers, so that equal states are one."""
    pay, scale = rest, scale * left
    needed = 0
    for other in others:
        needed |= table.supporters[other]
    alike: dict[int, int] = {}
    for money, who in held:
        payers = who & table.supporters[one]
        for kept, voters in ((money * left, who ^ payers), (money * left - pay, payers)):
            if kept > 0 and (voters := voters & needed):
                alike[kept] = alike.get(kept, 0) | voters
    coarse = gcd(scale, *alike)
    return tuple(sorted((money // coarse, who) for money, who in alike.items())), scale // coarse
