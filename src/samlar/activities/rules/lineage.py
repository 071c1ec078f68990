"""A family of activities: what grew of what, in which order it is told, and each one's time (C3, H1)."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samlar.formats.definition import Definition
from samlar.formats.sentence import Sentence

MOST = 40  # of a family, the nearest: what is further away is found from the page of one of these


@dataclass(frozen=True, slots=True, kw_only=True)
class KinRow:
    """One activity of a family. `of`: the one that it grew from, None where the viewer sees none; `last`: None while it goes on."""

    id: int
    title: str
    format: Sentence
    stage: Sentence
    stage_kind: str
    first: date
    last: date | None
    of: int | None

    @property
    def years(self) -> str:
        """2017, 2015–2016, or 2018– of what goes on."""
        if self.last is None:
            return f"{self.first.year}–"
        return str(self.first.year) if self.first.year == self.last.year else f"{self.first.year}–{self.last.year}"

    @property
    def when(self) -> str:
        """past, now or coming."""
        if self.stage_kind in ("planning", "review"):
            return "coming"
        return "now" if self.stage_kind == "running" else "past"


@dataclass(frozen=True, slots=True)
class Family:
    """Everything that hangs together with an activity, as far as the viewer sees; each after the one that it grew from.

    `more`: how many are left out, being furthest away.
    """

    kin: tuple[KinRow, ...]
    more: int

    def place(self, id: int | None) -> int | None:
        """Where in the order an activity stands."""
        return next((place for place, one in enumerate(self.kin) if one.id == id), None)


def lasting(definition: Definition) -> bool:
    """Whether an activity of the format goes on from year to year, as a network does: a step leads on from the result, without a reason.

    What is sent back is sent with one.
    """
    kinds = {stage.id: stage.kind for stage in definition.stages}
    return any(
        kinds[step.to] == "running" and "reason" not in step.needs and any(kinds[one] == "reported" for one in step.from_)
        for step in definition.steps
    )


def nearest(here: int, of: Mapping[int, int | None], *, most: int = MOST) -> set[int]:
    """The ids that are fewest links away from `here`, so many at most. `of`: what each grew from. Links in a ring are walked once."""
    beside: dict[int, set[int]] = defaultdict(set)
    for child, parent in of.items():
        if parent is not None and parent in of:
            beside[child].add(parent)
            beside[parent].add(child)
    found, waiting = {here}, deque([here])
    while waiting and len(found) < most:
        for one in sorted(beside[waiting.popleft()] - found):
            if len(found) < most:
                found.add(one)
                waiting.append(one)
    return found


def in_order(rows: Iterable[KinRow]) -> tuple[KinRow, ...]:
    """Each after the one that it grew from, and what grew from it before anything else; else by the first day."""
    kin = sorted(rows, key=lambda one: (one.first, one.id))
    known = {one.id for one in kin}
    children: dict[int | None, list[KinRow]] = defaultdict(list)
    for one in kin:
        children[one.of if one.of in known else None].append(one)
    told: dict[int, KinRow] = {}
    waiting = children[None][::-1]
    while waiting or len(told) < len(kin):
        # A ring has no beginning: then the earliest that is not told yet.
        one = waiting.pop() if waiting else next(row for row in kin if row.id not in told)
        if one.id not in told:
            told[one.id] = one
            waiting += children[one.id][::-1]
    return tuple(told.values())
