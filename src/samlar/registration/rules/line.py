"""Who gets the place: limits in all and per organisation, and the line of those who wait (E2). Pure: rows in, verdicts out.

A place is *held* by whoever is confirmed, and by whoever has been offered one until the offer is answered. Those who wait stand in the
order in which their registrations came in. A free place goes to the first in line whose organisation has room; whoever still waits
for a manager's yes is not in line yet, so no limit that is raised ever passes a manager by. When the yes comes, the person stands
where the registration came in.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from samlar.formats.sentence import Sentence
from samlar.registration.rules.machine import ASKING, HOLDING, State


@dataclass(frozen=True, slots=True)
class Limits:
    """How many places there are, in all and per organisation. None: no limit."""

    places: int | None = None
    per_organisation: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One live registration as the line sees it."""

    id: int
    organisation: int
    state: State
    received: datetime


def in_line(claims: Iterable[Claim]) -> list[Claim]:
    """Those on the waiting list, the first first."""
    return sorted((one for one in claims if one.state == State.WAITLISTED), key=lambda one: (one.received, one.id))


def held(claims: Iterable[Claim]) -> Counter[int]:
    """{organisation: how many places it holds}."""
    return Counter(one.organisation for one in claims if one.state in HOLDING)


def has_room(claims: Iterable[Claim], organisation: int, limits: Limits) -> bool:
    """Whether one more of an organisation's people can hold a place."""
    holding = held(claims)
    free = limits.places is None or holding.total() < limits.places
    return free and organisation_has_room(holding, organisation, limits)


def organisation_has_room(holding: Counter[int], organisation: int, limits: Limits) -> bool:
    return limits.per_organisation is None or holding[organisation] < limits.per_organisation


def placed(claims: Iterable[Claim], organisation: int, limits: Limits) -> State:
    """Where a registration goes that nobody's yes is needed for any more. The caller has offered what was free before."""
    return State.CONFIRMED if has_room(claims, organisation, limits) else State.WAITLISTED


def to_offer(claims: Iterable[Claim], limits: Limits) -> list[int]:
    """The registrations that are to be offered a place now, in order: afterwards nobody waits while a place they may have is free."""
    claims = list(claims)
    holding, offered = held(claims), []
    for one in in_line(claims):
        if limits.places is not None and holding.total() >= limits.places:
            break
        if organisation_has_room(holding, one.organisation, limits):
            holding[one.organisation] += 1
            offered.append(one.id)
    return offered


def claimed(claims: Iterable[Claim], organisation: int) -> int:
    """How many of an organisation's places are held or being asked for: a manager is never asked for more than there can be."""
    return sum(one.organisation == organisation and one.state in (*HOLDING, *ASKING) for one in claims)


def place_in_line(claims: Iterable[Claim], id: int) -> int | None:
    """1 for the first in line; None for whoever is not in it."""
    return next((place for place, one in enumerate(in_line(claims), 1) if one.id == id), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands on the waiting list: `place` from 1, of `of`. `own_full`: the own organisation has all that one may have,
    so that those behind from other organisations may be offered a place before."""

    place: int
    of: int
    own_full: bool


def standing(claims: Iterable[Claim], id: int, limits: Limits) -> Standing | None:
    """Where a registration stands on the waiting list; None for whoever is not on it."""
    claims = list(claims)
    waits = in_line(claims)
    place = next((place for place, one in enumerate(waits, 1) if one.id == id), None)
    if place is None:
        return None
    return Standing(place, len(waits), not organisation_has_room(held(claims), waits[place - 1].organisation, limits))


def line_if_yes(claims: Iterable[Claim], id: int, limits: Limits) -> int | None:
    """The place on the waiting list that a yes from the manager would give now; None where it would give a place, or none is asked for."""
    claims = list(claims)
    mine = next((one for one in claims if one.id == id and one.state in ASKING), None)
    if mine is None or has_room(claims, mine.organisation, limits):
        return None
    return 1 + sum((one.received, one.id) < (mine.received, mine.id) for one in in_line(claims))


@dataclass(frozen=True, slots=True)
class Fullness:
    """How full an activity is, as everybody may know it: places held in all and by the viewer's organisation, and how many wait."""

    limits: Limits
    held: int
    held_at_home: int
    waiting: int

    @property
    def full(self) -> bool:
        return self.limits.places is not None and self.held >= self.limits.places

    @property
    def to_the_list(self) -> bool:
        """Whether one more from the viewer's organisation would come onto the waiting list."""
        most = self.limits.per_organisation
        return self.full or (most is not None and self.held_at_home >= most)

    @property
    def said(self) -> Sentence | None:
        """“Fullt: 12 av 12 platser, 3 väntar.” None while a place is free."""
        if not self.full:
            return None
        waits = Sentence(f", {self.waiting} väntar", f", {self.waiting} waiting") if self.waiting else Sentence("", "")
        return Sentence("Fullt: {held} av {places} platser{waits}.", "Full: {held} of {places} places{waits}.").fill(
            held=self.held, places=self.limits.places or 0, waits=waits
        )


def fullness(claims: Iterable[Claim], organisation: int | None, limits: Limits) -> Fullness:
    claims = list(claims)
    holding = held(claims)
    return Fullness(limits, holding.total(), holding[organisation or 0], len(in_line(claims)))


def too_many(claims: Iterable[Claim], limits: Limits) -> tuple[int, dict[int, int]]:
    """What new limits would break: how many places are held in all where that is too many (else 0), and the organisations above theirs."""
    holding = held(claims)
    over = holding.total() if limits.places is not None and holding.total() > limits.places else 0
    most = limits.per_organisation
    return over, {one: count for one, count in holding.items() if most is not None and count > most}
