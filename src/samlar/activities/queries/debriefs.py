"""The answers to the four questions after a session (F1): read by those inside, the writer's tick by the writer and the leaders."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from samlar.activities.models import Debrief
from samlar.activities.queries.homework import sets_homework
from samlar.activities.queries.released import RELEASED
from samlar.activities.queries.sessions import session
from samlar.activities.rules.debriefs import QUESTIONS, DebriefRow
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow
from samlar.foundation import sql
from samlar.people.models import Organisation, Person
from samlar.people.rules import Actor, NotVisible

DEBRIEFS = f"""
SELECT d.id, d.person_id, p.name, o.name, d.expected, d.happened, d.why, d.next, d.could_be_lesson, CAST(d.written AS text),
    CAST(d.changed AS text)
FROM {Debrief._meta.db_table} d
JOIN {Person._meta.db_table} p ON p.id = d.person_id
JOIN {Organisation._meta.db_table} o ON o.id = d.organisation_id
WHERE d.session_id = %(session)s AND {{which}}
ORDER BY d.written, d.id
"""
OF_ACTIVITIES = f"SELECT s.activity_id, s.id FROM ({RELEASED} AND r.activity_id IN %(activities)s) s"
ANSWERED = f"""
SELECT COUNT(*), SUM(CASE WHEN d.person_id = %(person)s THEN 1 ELSE 0 END) FROM {Debrief._meta.db_table} d WHERE d.session_id = %(session)s
"""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """A session of an activity that the viewer is inside, and whether the viewer leads the learning there."""

    activity: ActivityRow
    session: SessionRow
    leads: bool


def afterwards(actor: Actor, activity_id: int, session_id: int) -> Afterwards:
    """The session whose four questions are asked. Raises NotVisible, also for those outside the activity."""
    activity, found = session(actor, activity_id, session_id)
    if not activity.inside:
        raise NotVisible
    return Afterwards(activity, found, sets_homework(actor, activity))


def debriefs(actor: Actor, found: Afterwards) -> list[DebriefRow]:
    """Everybody's answers, oldest first. One query."""
    return [_row(actor, found, row) for row in sql.rows(DEBRIEFS.format(which="1 = 1"), session=found.session.id)]


def own(actor: Actor, found: Afterwards) -> DebriefRow | None:
    """The viewer's own answers. One query."""
    rows = sql.rows(DEBRIEFS.format(which="d.person_id = %(person)s"), session=found.session.id, person=actor.person)
    return _row(actor, found, rows[0]) if rows else None


def released(activities: Iterable[int]) -> dict[int, set[int]]:
    """{activity: its sessions that the newest release has and has not cancelled}. One query. For jobs and for what waits."""
    wanted, found = set(activities), defaultdict[int, set[int]](set)
    for activity, session_id in sql.rows(OF_ACTIVITIES, activities=wanted) if wanted else ():
        found[activity].add(session_id)
    return dict(found)


def answered(actor: Actor, session_id: int) -> tuple[int, bool]:
    """How many have answered, and whether the viewer has. One query. The caller has seen the session."""
    ((many, mine),) = sql.rows(ANSWERED, session=session_id, person=actor.person or 0)
    return many, bool(mine)


def _row(actor: Actor, found: Afterwards, row: tuple[Any, ...]) -> DebriefRow:
    id, person_id, person, organisation, *answers, could_be_lesson, written, changed = row
    mine = person_id == actor.person
    moment = sql.moment(written)
    assert moment is not None  # an answer always has its moment
    return DebriefRow(
        id=id,
        person_id=person_id,
        person=person,
        organisation=organisation,
        answers=dict(zip(QUESTIONS, answers, strict=True)),
        could_be_lesson=bool(could_be_lesson) and (found.leads or mine),
        written=moment,
        changed=sql.moment(changed),
        mine=mine,
    )
