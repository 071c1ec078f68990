"""Idea meetings for tests, played by the deeds themselves."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from samlar.foundation import clock
from samlar.ideas.actions import areas, ballots, entries, rounds
from samlar.ideas.models import Area
from samlar.ideas.rules.rounds import RoundText
from samlar.people.models import Employment, Organisation, Person, Role
from samlar.people.queries import actor
from samlar.people.rules import Actor
from tests.cast import FIRST_DAY, Cast
from tests.ideas.rows import written

CALLED = datetime(2026, 11, 20, 9, tzinfo=UTC)
PROPOSALS_UNTIL, OPENS, CLOSES = CALLED + timedelta(days=10), CALLED + timedelta(days=20), CALLED + timedelta(days=30)
GATHERING, VOTING, AFTER = CALLED + timedelta(days=11), CALLED + timedelta(days=21), CLOSES + timedelta(minutes=1)


def text(**changed: Any) -> RoundText:
    """A round as it is called, with the days above."""
    given = {
        "title": "Idémötet våren 2027",
        "budget": 60,
        "proposals_until": PROPOSALS_UNTIL,
        "ballots_from": OPENS,
        "ballots_until": CLOSES,
    }
    return RoundText(**{**given, **changed})


def called(keeper: Actor, **changed: Any) -> int:
    """A round that is open for proposals."""
    made = rounds.call_round(keeper, text(**changed))
    rounds.announce_round(keeper, made)
    return made


def with_areas(cast: Cast, costs: Sequence[int], *, proposer: str = "stina", **changed: Any) -> tuple[int, list[int]]:
    """A round whose areas, one proposal in each, are fixed: (round, areas)."""
    made = called(cast.klara, **changed)
    proposals = [written(getattr(cast, proposer), title=f"Förslag {number}") for number in range(len(costs))]
    entries.enter(getattr(cast, proposer), made, proposals)
    with clock.at(GATHERING):
        found = [
            areas.make_area(cast.klara, made, name=f"Område {number}", cost=cost, proposals=[proposal])
            for number, (cost, proposal) in enumerate(zip(costs, proposals, strict=True))
        ]
        rounds.fix_areas(cast.klara, made)
    return made, found


def representatives(names: Sequence[str]) -> dict[str, int]:
    """A new representative at each organisation: {organisation: person}."""
    found = {}
    for name in names:
        organisation = Organisation.objects.get(name=name)
        person = Person.objects.create(email=f"rost@{organisation.slug}.test", name=f"Rösta {name}", added=clock.now(), password="!")
        Employment.objects.create(person=person, organisation=organisation, start=FIRST_DAY)
        Role.objects.create(person=person, organisation=organisation, kind="member_representative", start=FIRST_DAY)
        found[name] = person.pk
    return found


def voted(made: int, ticks: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """Each organisation casts its ballot while ballots are open: {organisation: receipt}."""
    people = representatives(list(ticks))
    with clock.at(VOTING):
        return {name: ballots.cast(actor(people[name]), made, areas, blank=not areas) for name, areas in ticks.items()}


def places(made: int) -> list[int]:
    """The areas in the order of the lot."""
    return list(Area.objects.filter(round=made, removed=None).order_by("place").values_list("id", flat=True))
