"""Sessions: live for those who make the programme, as they were released for everybody else (E4)."""

from collections.abc import Iterable
from typing import Any

from samlar.activities.models import Session
from samlar.activities.queries import activity as the_activity
from samlar.activities.queries.releases import newest
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow, plans
from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.people.models import Organisation
from samlar.people.rules import Actor, NotVisible

# Every page of those who lead asks this, so it is plain SQL (foundation/sql).
LIVE = f"""
SELECT s.id, s.activity_id, s.title, s.theme, s.kind, s.mode, CAST(s.starts AS text), CAST(s.ends AS text), s.lunch_to_lunch, s.place,
    s.link, s.text, s.examples, CAST(s.cancelled AS text), s.why_cancelled, s.template, s.revision, s.host_id, COALESCE(o.name, s.host_text)
FROM {Session._meta.db_table} s LEFT JOIN {Organisation._meta.db_table} o ON o.id = s.host_id
WHERE s.activity_id = %(activity)s{{one}} ORDER BY s.starts, s.id
"""


def sessions(actor: Actor, activity: ActivityRow) -> tuple[SessionRow, ...]:
    """The activity's sessions by time: as they are now for those who lead, as released for others. One query.

    The caller has fetched the activity through `queries.activity`.
    """
    if plans(actor, activity):
        return live_sessions(activity.id)
    found = newest(activity)
    rows = tuple(one.row for one in found.programme.sessions) if found else ()
    return rows if activity.inside else tuple(row.for_outside() for row in rows)


def session(actor: Actor, activity_id: int, session_id: int) -> tuple[ActivityRow, SessionRow]:
    """An activity and one of its sessions, as `sessions` shows them. Raises NotVisible for one that is not there or not released."""
    activity = the_activity(actor, activity_id)
    found = next((row for row in sessions(actor, activity) if row.id == session_id), None)
    if found is None:
        raise NotVisible
    return activity, found


def session_at(actor: Actor, session_id: int) -> tuple[int, int]:
    """(activity, session) of a session that the viewer may read of. Raises NotVisible."""
    at = Session.objects.filter(id=session_id).values_list("activity", flat=True).first() if is_key(session_id) else None
    if at is None:
        raise NotVisible
    activity, found = session(actor, at, session_id)
    return activity.id, found.id


def coming(actor: Actor, activity: ActivityRow) -> tuple[bool, SessionRow | None]:
    """Whether the viewer has a programme to open, and the next session that is not over. One query."""
    rows = sessions(actor, activity)
    return bool(rows) or plans(actor, activity), next_of(activity, rows)


def next_of(activity: ActivityRow, rows: Iterable[SessionRow]) -> SessionRow | None:
    """The first session, by time, that is not over; none of an activity that is."""
    if activity.stage_kind in ("closed", "cancelled"):
        return None
    now = clock.now()
    return next((row for row in rows if row.cancelled is None and row.ends > now), None)


def live_sessions(activity_id: int) -> tuple[SessionRow, ...]:
    """The sessions as those who lead have them now, by time. One query. For those who may read the draft."""
    return tuple(_row(row) for row in sql.rows(LIVE.format(one=""), activity=activity_id))


def live_session(activity_id: int, session_id: int) -> SessionRow:
    """One of them. One query. Raises NotVisible."""
    both = is_key(activity_id) and is_key(session_id)
    rows = sql.rows(LIVE.format(one=" AND s.id = %(session)s"), activity=activity_id, session=session_id) if both else []
    if not rows:
        raise NotVisible
    return _row(rows[0])


def thread_of(session_id: int) -> int:
    """The thread of a session that the caller has seen. One query."""
    return Session.objects.values_list("thread", flat=True).get(id=session_id)


def written_host(session_id: int) -> str:
    """The host of a study visit where it is none of the organisations. One query. For those who may read the draft."""
    return Session.objects.values_list("host_text", flat=True).get(id=session_id)


def templates_made(activity_id: int) -> list[str]:
    """The format's session that each session was made from. One query."""
    return list(Session.objects.filter(activity=activity_id).exclude(template="").values_list("template", flat=True))


def _row(row: tuple[Any, ...]) -> SessionRow:
    (
        id, activity, title, theme, kind, mode, starts, ends, lunch, place, link, text, examples, cancelled, why_cancelled, template,
        revision, host, host_name,
    ) = row  # fmt: skip
    begins, over = sql.moment(starts), sql.moment(ends)
    assert begins is not None  # a session has its time
    assert over is not None
    return SessionRow(
        id=id, activity=activity, title=title, theme=theme, kind=kind, mode=mode, starts=begins, ends=over, lunch_to_lunch=bool(lunch),
        place=place, link=link, text=text, examples=examples, cancelled=sql.moment(cancelled), why_cancelled=why_cancelled,
        template=template, revision=revision, host=host, host_name=host_name,
    )  # fmt: skip
