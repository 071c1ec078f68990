"""Homework of an activity, as those inside see it (E5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from samlar.activities import queries
from samlar.activities.models import Handin, Homework, ProgrammeItem, Session, Staff
from samlar.activities.queries.sessions import live_sessions, sessions
from samlar.activities.rules import homework as rules
from samlar.activities.rules.homework import TEACHERS, HomeworkRow
from samlar.activities.rules.items import PLANNED
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow
from samlar.foundation import sql
from samlar.foundation.keys import is_key
from samlar.people.rules import Actor, NotVisible

OWN = f"""
    SELECT MIN(m.id) FROM {Handin._meta.db_table} m
    WHERE m.homework_id = h.id AND ((h.by = 'person' AND m.person_id = %(person)s)
        OR (h.by = 'organisation' AND m.organisation_id = %(organisation)s))"""
HOMEWORK = f"""
SELECT h.id, h.activity_id, h.title, h.text, CAST(h.due AS text), h.by, h.seen_by, CAST(h.given AS text), CAST(h.changed AS text),
    h.revision, h.after_id, h.taken_up_at_id, CASE WHEN s.cancelled IS NULL THEN CAST(s.ends AS text) END,
    (SELECT COUNT(*) FROM {Handin._meta.db_table} i WHERE i.homework_id = h.id), ({OWN})
FROM {Homework._meta.db_table} h LEFT JOIN {Session._meta.db_table} s ON s.id = h.taken_up_at_id
WHERE h.activity_id = %(activity)s AND {{which}}
ORDER BY h.due, h.id
"""
STAFFS = (
    f"SELECT 1 FROM {Staff._meta.db_table} WHERE activity_id = %(activity)s AND person_id = %(person)s AND role IN %(teachers)s LIMIT 1"
)
ANY = f"SELECT COUNT(*), COUNT(given) FROM {Homework._meta.db_table} WHERE activity_id = %(activity)s"
TAKEN_UP = f"""
SELECT id, session_id FROM {ProgrammeItem._meta.db_table} WHERE homework_id = %(homework)s AND state = '{PLANNED}'
ORDER BY starts, id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class ActivityHomework:
    """An activity's homework, by its last day, and whether the viewer leads the learning: then drafts are among it."""

    activity: ActivityRow
    rows: tuple[HomeworkRow, ...]
    sessions: tuple[SessionRow, ...]
    sets: bool

    def one(self, homework_id: int) -> HomeworkRow:
        """Raises NotVisible."""
        row = next((one for one in self.rows if one.id == homework_id), None)
        if row is None:
            raise NotVisible
        return row


def sets_homework(actor: Actor, activity: ActivityRow) -> bool:
    """Whether the viewer writes homework here: leads, owns, or is the activity's content or process leader. At most one query."""
    if rules.may_set(actor, activity, staffs=False):
        return True
    if actor.person is None or not activity.inside:
        return False
    staffs = sql.rows(STAFFS, activity=activity.id, person=actor.person, teachers=TEACHERS)
    return rules.may_set(actor, activity, staffs=bool(staffs))


def homework_of(actor: Actor, activity: ActivityRow) -> ActivityHomework:
    """All of an activity's homework that the viewer may read. At most three queries.

    Raises NotVisible for those outside the activity.
    """
    if not activity.inside:
        raise NotVisible
    sets = sets_homework(actor, activity)
    seen = live_sessions(activity.id) if sets else sessions(actor, activity)
    found = sql.rows(
        HOMEWORK.format(which="1 = 1" if sets else "h.given IS NOT NULL"),
        activity=activity.id, person=actor.person, organisation=actor.organisation,
    )  # fmt: skip
    by_id = {one.id: one for one in seen}
    return ActivityHomework(activity, tuple(_row(row, by_id) for row in found), seen, sets)


def homework(actor: Actor, activity_id: int, homework_id: int) -> tuple[ActivityHomework, HomeworkRow]:
    """One piece of homework, with all of the activity's around it. Raises NotVisible."""
    if not is_key(homework_id):
        raise NotVisible
    found = homework_of(actor, queries.activity(actor, activity_id))
    return found, found.one(homework_id)


def has_homework(actor: Actor, activity: ActivityRow) -> bool:
    """Whether the page is worth a tab: there is something to read, or to write as the format has it. At most two queries."""
    if not activity.inside:
        return False
    ((many, given),) = sql.rows(ANY, activity=activity.id)
    if given:
        return True
    wanted = many or (activity.stage_kind in rules.WRITTEN_IN and any(one.homework for one in activity.definition.sessions))
    return bool(wanted) and sets_homework(actor, activity)


def without_homework(found: ActivityHomework) -> list[SessionRow]:
    """The sessions that the format has homework follow, and that none follows yet."""
    followed = {row.after.id for row in found.rows if row.after}
    templates = {one.id for one in found.activity.definition.sessions if one.homework}
    return [one for one in found.sessions if one.template in templates and one.id not in followed and not one.cancelled]


@dataclass(frozen=True, slots=True)
class AtSession:
    """Homework that was given and belongs to a session: it follows on it, or is taken up there."""

    id: int
    title: str
    taken_up: bool


def homework_at(activity: ActivityRow, session_id: int) -> list[AtSession]:
    """The given homework of a session, what is taken up there first; nothing for those outside. At most one query."""
    if not activity.inside:
        return []
    rows = Homework.objects.filter(Q(after=session_id) | Q(taken_up_at=session_id), activity=activity.id, given__isnull=False)
    found = [
        AtSession(id, title, up == session_id) for id, title, up in rows.order_by("due", "id").values_list("id", "title", "taken_up_at")
    ]
    return sorted(found, key=lambda one: not one.taken_up)


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The programme item that takes homework up."""

    item: int
    session: int


def agenda_item(homework_id: int) -> TakenUp | None:
    """Where homework stands on a session's programme, if it does. One query. The caller has seen the homework."""
    found = sql.rows(TAKEN_UP, homework=homework_id)
    return TakenUp(*found[0]) if found else None


def _row(row: tuple[Any, ...], seen: dict[int, SessionRow]) -> HomeworkRow:
    id, activity, title, text, due, by, seen_by, given, changed, revision, after, taken_up, closes, handed_in, mine = row
    return HomeworkRow(
        id=id, activity=activity, title=title, text=text, due=date.fromisoformat(due), by=by, seen_by=seen_by, given=sql.moment(given),
        changed=_moment(changed), revision=revision, after=seen.get(after), taken_up=seen.get(taken_up), closes=sql.moment(closes),
        handed_in=handed_in, mine=mine,
    )  # fmt: skip


def _moment(text: str) -> datetime:
    found = sql.moment(text)
    assert found is not None  # the column holds no nothing
    return found
