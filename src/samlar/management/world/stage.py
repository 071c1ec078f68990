"""The stage on which the sample world is played: deeds on their days, in order of time, and who is there to do them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush

from samlar.foundation import clock
from samlar.management.world.cast import CAST
from samlar.management.world.days import Days, working_day
from samlar.management.world.names import number
from samlar.people import queries as people
from samlar.people.rules import Actor, MandateKind

Deed = Callable[[], object]
FIRST_HOUR, HOURS = 8, 6


@dataclass(slots=True)
class Worker:
    """Somebody at an organisation, as the play knows it."""

    person: int
    start: date
    end: date | None = None
    key: str = ""
    leads_people: bool = False
    represents: bool = False

    def there(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass
class Stage:
    """Deeds wait here for their moment. Those of the future are not played: the world ends today."""

    now: datetime
    organisations: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)  # the cast by key, and who else is known by one
    staff: dict[str, list[Worker]] = field(default_factory=lambda: defaultdict(list))
    members: dict[tuple[str, int], Actor] = field(default_factory=dict)  # somebody may come back elsewhere
    holders: dict[tuple[MandateKind, bool], int] = field(default_factory=dict)
    chosen: dict[tuple[str, str], Worker] = field(default_factory=dict)
    representatives: dict[str, Actor] = field(default_factory=dict)
    waiting: list[tuple[datetime, int, Deed]] = field(default_factory=list)  # a heap
    put: int = 0
    days: Days = field(init=False)

    def __post_init__(self) -> None:
        self.days = Days(self.now.astimezone(clock.STOCKHOLM).date())

    def on(self, day: date, deed: Callable[..., object], *given: object, about: str = "", later: int = 0) -> None:
        """A deed, with what it is given, on a working day. The hour follows from what it is about; `later` minutes part deeds about the same thing."""
        moment = datetime.combine(working_day(day), time(FIRST_HOUR + number(about, HOURS), number(about[::-1], 60)), clock.STOCKHOLM)
        self.put += 1
        wait: tuple[datetime, int, Deed] = (moment + timedelta(minutes=later), self.put, partial(deed, *given))
        heappush(self.waiting, wait)

    def play(self, tell_year: Callable[[int], object]) -> int:
        """Plays everything up to now, in order of time, and tells each year as it begins. Says how many deeds there were.

        A deed may put others on their days, as a registration does with the manager's answer; what it puts on an hour that has been
        (a Saturday is played on the Friday) is done at once: time never goes back.
        """
        year = played = 0
        moment = datetime.min.replace(tzinfo=UTC)
        while self.waiting and self.waiting[0][0] <= self.now:
            wanted, _, deed = heappop(self.waiting)
            moment = max(moment, wanted)
            if moment.year != year:
                year = moment.year
                tell_year(year)
            with clock.at(moment):
                deed()
            played += 1
        return played

    def known(self, key: str) -> Actor:
        """One of the cast, or somebody else who was given a key, as of the moment that is played."""
        return people.actor(self.people[key])

    def somebody(self, organisation: str, about: str = "") -> Actor:
        """Somebody of an organisation: often its part of the cast, else a colleague; the same for the same matter while there."""
        return people.actor(self._chosen(organisation, about).person)

    def member(self, organisation: str, about: str = "") -> Actor:
        """As `somebody`, for what is done among all members: what such a person sees beyond that is not asked anew each time."""
        return self.colleague(organisation, self._chosen(organisation, about).person)

    def colleague(self, organisation: str, person: int) -> Actor:
        """Somebody who works there at the moment that is played, asked for once."""
        if (organisation, person) not in self.members:
            self.members[organisation, person] = people.actor(person)
        return self.members[organisation, person]

    def _chosen(self, organisation: str, about: str) -> Worker:
        today = clock.today()
        kept = self.chosen.get((organisation, about))
        if kept is None or not kept.there(today):
            there = [worker for worker in self.staff[organisation] if worker.there(today)]
            cast = [worker for worker in there if worker.key]
            colleagues = [worker for worker in there if not worker.leads_people] or there
            kept = cast[0] if cast and number(about, 3) else colleagues[number(about + organisation, len(colleagues))]
            self.chosen[organisation, about] = kept
        return kept

    def representative(self, organisation: str) -> Actor:
        """Who looks after an organisation's people: the same person all through, so asked for once."""
        if organisation not in self.representatives:
            contact = people.contacts([self.organisations[organisation]])[0]
            self.representatives[organisation] = people.actor(contact.person)
        return self.representatives[organisation]

    def holder(self, kind: MandateKind) -> Actor:
        """Who carries out a function of the secretariat at the moment that is played: one of the cast where one does."""
        rotated = clock.today() >= self.days.rotation
        if (kind, rotated) not in self.holders:
            parts = {self.people[part.key]: place for place, part in enumerate(CAST) if part.key in self.people}
            chosen = min(people.mandate_holders(kind), key=lambda one: (parts.get(one.person, len(parts)), one.person))
            self.holders[kind, rotated] = chosen.person
        return people.actor(self.holders[kind, rotated])
