"""The released programme as calendar files: the whole, or one session. The digital link goes only to those inside."""

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from samlar.activities import queries
from samlar.activities.queries.releases import newest
from samlar.activities.rules.programme import SessionEntry
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation.calendar import TYPE
from samlar.people.rules import NotVisible
from samlar.web.activities.events import as_calendar, event
from samlar.web.asked import viewer


def programme(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Every session of the newest release."""
    activity, sessions = _released(request, activity_id)
    return _file(activity, activity.title, sessions)


def one_session(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """One session of the newest release."""
    activity, sessions = _released(request, activity_id)
    found = [one for one in sessions if one.row.id == session_id]
    if not found:
        raise NotVisible
    return _file(activity, found[0].row.title, found)


def _released(request: HttpRequest, activity_id: int) -> tuple[ActivityRow, list[SessionEntry]]:
    activity = queries.activity(viewer(request), activity_id)
    found = newest(activity)
    if found is None:
        raise NotVisible
    return activity, list(found.programme.sessions)


def _file(activity: ActivityRow, name: str, sessions: list[SessionEntry]) -> HttpResponse:
    gone = activity.ended if activity.stage_kind == "cancelled" else None
    events = [event(activity.id, activity.title, one, inside=activity.inside, gone=gone) for one in sessions]
    answer = HttpResponse(as_calendar(name, events), content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name) or "program"}.ics"'
    return answer
