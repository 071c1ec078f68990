"""Sessions: live for those who make the programme, as they were released for everybody else (E4)."""

from collections.abc import Iterable
from typing import Any

from samlar.activities.models import Session
from samlar.activities.queries import activity as the_activity
from samlar.activities.queries.releases import newest
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow, plans
from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.people.rules import Actor, NotVisible

OWN = (
    "id", "activity_id", "title", "theme", "kind", "mode", "starts", "ends", "lunch_to_lunch", "place", "link", "text", "examples",
    "cancelled", "why_cancelled", "template", "revision",
)  # fmt: skip


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
    rows = Session.objects.filter(activity=activity_id).order_by("starts", "id").values(*OWN, "host", "host__name", "host_text")
    return tuple(_row(row) for row in rows)


def live_session(activity_id: int, session_id: int) -> SessionRow:
    """One of them. One query. Raises NotVisible."""
    rows = Session.objects.filter(activity=activity_id, id=session_id) if is_key(session_id) else Session.objects.none()
    row = rows.values(*OWN, "host", "host__name", "host_text").first()
    if row is None:
        raise NotVisible
    return _row(row)


def thread_of(session_id: int) -> int:
    """The thread of a session that the caller has seen. One query."""
    return Session.objects.values_list("thread", flat=True).get(id=session_id)


def written_host(session_id: int) -> str:
    """The host of a study visit where it is none of the organisations. One query. For those who may read the draft."""
    return Session.objects.values_list("host_text", flat=True).get(id=session_id)


def templates_made(activity_id: int) -> list[str]:
    """The format's session that each session was made from. One query."""
    return list(Session.objects.filter(activity=activity_id).exclude(template="").values_list("template", flat=True))


def _row(row: dict[str, Any]) -> SessionRow:
    own = {name: row[name] for name in OWN if name != "activity_id"}
    return SessionRow(**own, activity=row["activity_id"], host=row["host"], host_name=row["host__name"] or row["host_text"])
