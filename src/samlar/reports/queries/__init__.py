"""Every read that spans rooms: my page, the front page, the secretariat's desks. The rooms' own guarded reads, side by side."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page

from samlar.activities.queries.listing import ListedRow, newest_of, taking_part
from samlar.activities.queries.of_organisation import TakenPartIn, taken_part_in
from samlar.activities.queries.owned import owned_by as activities_owned_by
from samlar.activities.queries.waiting import waiting_for as activities_waiting_for
from samlar.catalogue import queries as catalogue
from samlar.economy import queries as economy
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.ideas.queries.lists import how_many_open, of_organisation
from samlar.ideas.queries.owned import owned_by as ideas_owned_by
from samlar.ideas.queries.waiting import waiting_for as ideas_waiting_for
from samlar.ideas.rules.rows import NamedProposal
from samlar.lessons.queries.capacity import waiting_for as capacity_waiting_for
from samlar.lessons.queries.changes import changes
from samlar.lessons.queries.follow_ups import waiting_for as follow_ups_waiting_for
from samlar.lessons.queries.handoffs import waiting_for as handoffs_waiting_for
from samlar.lessons.queries.owned import owned_by as lessons_owned_by
from samlar.lessons.queries.uptakes_waiting import waiting_for as uptakes_waiting_for
from samlar.lessons.queries.visits import waiting_for as visits_waiting_for
from samlar.lessons.queries.waiting import waiting_for as lessons_waiting_for
from samlar.lessons.rules.changes import Change, Wanted
from samlar.library.queries.waiting import waiting_for as library_waiting_for
from samlar.people import queries as people
from samlar.people.rules import Actor, Owned, Waiting, looks_after
from samlar.registration.queries.assignment_lists import waiting_for as assignments_waiting_for
from samlar.registration.queries.coming import ComingSession, coming_sessions
from samlar.registration.queries.homework import waiting_for as homework_waiting_for
from samlar.registration.queries.marks import waiting_for as marks_waiting_for
from samlar.registration.queries.owned import owned_by as registrations_owned_by
from samlar.registration.queries.waiting import waiting_for as registrations_waiting_for
from samlar.reports import rules
from samlar.reports.queries.bringing_home import waiting_for as bring_home_waiting_for

ROOMS_THAT_WAIT = (
    activities_waiting_for, ideas_waiting_for, catalogue.waiting_for, economy.waiting_for, people.waiting_for, marks_waiting_for,
    homework_waiting_for, assignments_waiting_for, registrations_waiting_for, uptakes_waiting_for,
    visits_waiting_for, lessons_waiting_for, bring_home_waiting_for,
    handoffs_waiting_for, follow_ups_waiting_for, capacity_waiting_for, library_waiting_for,
)  # fmt: skip
ON_THE_FRONT = 5
OURS = 20
SESSIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OurActivities:
    """What the viewer's organisation takes part in. `sessions`: the viewer's next ones; `coming`: the other activities with a day from
    today on, soonest first; `current`: those not over."""

    sessions: tuple[ComingSession, ...] = ()
    coming: tuple[ListedRow, ...] = ()
    current: tuple[ListedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What goes on, as far as the viewer sees it."""

    running: tuple[ListedRow, ...]
    results: tuple[ListedRow, ...]
    changes: list[Change]
    open_proposals: int
    formats: int


def waiting(actor: Actor) -> list[Waiting]:
    """All that waits for the viewer, as every room tells it, most urgent first. A constant number of queries."""
    waits = [wait for room in ROOMS_THAT_WAIT for wait in room(actor)]
    return rules.most_urgent_first([*waits, *_left_behind(actor)], clock.today())


def our_activities(actor: Actor) -> OurActivities:
    """What the viewer's organisation takes part in, at most the twenty first; nothing for whoever works nowhere. Four queries."""
    if not actor.at_work:
        return OurActivities()
    sessions = coming_sessions(actor, most=SESSIONS)
    told = {one.activity for one in sessions}
    current = taking_part(actor, most=OURS)
    today = clock.today()
    coming = [row for row in current if row.next_day and row.next_day >= today and row.id not in told]
    coming.sort(key=lambda row: row.next_day or date.max)
    return OurActivities(sessions=sessions, coming=tuple(coming), current=current)


def front(actor: Actor) -> Front:
    """What the start page tells: what runs, the newest results, how much is open. A constant number of queries."""
    return Front(
        running=newest_of(actor, "running", most=ON_THE_FRONT),
        results=newest_of(actor, "reported", "closed", most=ON_THE_FRONT),
        changes=list(changes(actor, Wanted(), size=ON_THE_FRONT).object_list),
        open_proposals=how_many_open(actor),
        formats=len(catalogue.names()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """What somebody who leaves the organisation, or has left it, still has in hand. `successors`: who may take it over."""

    person: int
    name: str
    last: date
    things: tuple[Owned, ...]
    successors: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What an organisation takes part in, proposes and is interested in, as far as the viewer sees it."""

    activities: "Page[TakenPartIn]"
    proposals: list[NamedProposal]
    interested_in: list[NamedProposal]


def needs_new_owner(actor: Actor) -> list[LeftBehind]:
    """What the own organisation's people leave behind, who leaves first coming first (A3). Ten queries.

    Nothing for whoever does not look after the organisation's people.
    """
    at = actor.organisation
    if at is None or not looks_after(actor, at):
        return []
    leavers = people.leavers(at)
    rooms = (ideas_owned_by, activities_owned_by, registrations_owned_by, lessons_owned_by)
    things = [thing for room in rooms for thing in room(leavers, at)] if leavers else []
    if not things:
        return []
    others = tuple(one for one in people.colleagues(at) if one[0] not in leavers)
    found = []
    for person, (name, last) in sorted(leavers.items(), key=lambda leaver: leaver[1][1]):
        own = tuple(thing for thing in things if thing.person == person)
        if own:
            found.append(LeftBehind(person=person, name=name, last=last, things=own, successors=others))
    return found


def work_of(actor: Actor, organisation: int, page: int = 1) -> Work:
    """What an organisation takes part in (a page of it), proposes and is interested in, as far as the viewer sees it. A constant number
    of queries."""
    ideas = of_organisation(actor, organisation)
    return Work(activities=taken_part_in(actor, organisation, page), proposals=ideas.proposals, interested_in=ideas.interested_in)


def _left_behind(actor: Actor) -> list[Waiting]:
    """One line for each who leaves, with the last day as the day it hurries to."""
    leaves = Sentence("{count} saker behöver ny ägare när {name} slutar.", "{count} things need a new owner when {name} leaves.")
    has_left = Sentence("{count} saker efter {name} behöver ny ägare.", "{count} things that {name} left need a new owner.")
    single = Sentence("{title} behöver ny ägare.", "{title} needs a new owner.")
    return [
        Waiting(
            deed="people.new_owner",
            subject="",
            title=one.name,
            sentence=(single if len(one.things) == 1 else has_left if one.last < clock.today() else leaves).fill(
                count=len(one.things), name=one.name, title=one.things[0].title
            ),
            button=Sentence("Lämna över", "Hand over"),
            due=one.last,
        )
        for one in needs_new_owner(actor)
    ]
