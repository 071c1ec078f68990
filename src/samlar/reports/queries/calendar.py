"""A person's own calendar: every session of what the person has asked to take part in, is the contact for, or leads (E4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from samlar.activities.models import Activity, Participation, ProgrammeRelease
from samlar.activities.queries.releases import programme_of
from samlar.activities.rules.programme import SessionEntry
from samlar.activities.rules.rows import TAKING_PART, activity_token
from samlar.foundation import clock, sql
from samlar.people.queries import actor
from samlar.people.rules import Actor
from samlar.registration.models import Registration
from samlar.registration.rules.machine import OVER, State

KEPT_DAYS = 365  # so long a session stays in the calendar when it is over


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRow:
    """One released session for one person. `inside`: may have the digital link; `sure`: has a place, or is there for the organisation.

    `gone`: when the whole activity was cancelled, else None.
    """

    activity: int
    title: str
    entry: SessionEntry
    inside: bool
    sure: bool
    gone: datetime | None


@dataclass(frozen=True, slots=True)
class PersonalCalendar:
    """Whose it is, as known today, and the sessions by time."""

    owner: Actor
    rows: tuple[CalendarRow, ...]


MINE = f"""
WITH mine AS (
    SELECT r.activity_id AS id, CASE WHEN r.state = '{State.CONFIRMED.value}' THEN 1 ELSE 0 END AS sure
        FROM {Registration._meta.db_table} r WHERE r.person_id = %(person)s AND r.state NOT IN %(over)s
    UNION ALL SELECT p.activity_id, 1 FROM {Participation._meta.db_table} p
        WHERE p.contact_id = %(person)s AND p.organisation_id = %(organisation)s AND p.state = '{TAKING_PART}'
    UNION ALL SELECT a.id, 1 FROM {Activity._meta.db_table} a WHERE a.leader_id = %(person)s AND EXISTS (
        SELECT 1 FROM {Participation._meta.db_table} p
        WHERE p.activity_id = a.id AND p.organisation_id = %(organisation)s AND p.state = '{TAKING_PART}'))
SELECT a.id, a.title, a.stage_kind, CAST(a.ended AS text), MAX(mine.sure), CAST(r.programme AS text)
FROM mine JOIN {Activity._meta.db_table} a ON a.id = mine.id
JOIN {ProgrammeRelease._meta.db_table} r ON r.activity_id = a.id
WHERE a.audience IN %(tokens)s AND NOT EXISTS (
    SELECT 1 FROM {ProgrammeRelease._meta.db_table} later WHERE later.activity_id = a.id AND later.number > r.number)
GROUP BY a.id, a.title, a.stage_kind, a.ended, CAST(r.programme AS text)
"""


def personal_calendar(person: int) -> PersonalCalendar:
    """A person's calendar, for whoever has its private address. Two queries.

    What the person may see is judged anew at each reading: whoever has left an organisation no longer sees inside for it.
    """
    owner = actor(person)
    if not owner.signed_in:
        return PersonalCalendar(owner, ())
    found = sql.rows(MINE, person=person, organisation=owner.organisation or 0, tokens=owner.tokens, over=OVER)
    rows = [row for one in found for row in _rows(owner, one)]
    return PersonalCalendar(owner, tuple(sorted(rows, key=lambda one: (one.entry.row.starts, one.entry.row.id))))


def _rows(owner: Actor, found: tuple[Any, ...]) -> list[CalendarRow]:
    id, title, stage_kind, ended, sure, text = found
    inside = activity_token(id) in owner.tokens
    since = clock.now() - timedelta(days=KEPT_DAYS)
    gone = sql.moment(ended) if stage_kind == "cancelled" else None
    return [
        CalendarRow(activity=id, title=title, entry=entry, inside=inside, sure=bool(sure), gone=gone)
        for entry in programme_of(text, id).sessions
        if entry.row.ends > since
    ]
