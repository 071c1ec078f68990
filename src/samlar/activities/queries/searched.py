"""What search finds of activities and their sessions (G2): what whoever sees an activity reads of it.

A plan is the planners' own, and a result that has not been handed in its writers'; neither is here. Of the sessions only what has been
released (docs/decisions/0008), and nothing of a cancelled one or of the link by which one takes part.
"""

from collections.abc import Collection, Iterator
from json import loads
from typing import Any

from samlar.activities.models import Activity, ProgrammeRelease, Report, Session, YearReview
from samlar.activities.rules.programme import SessionEntry, from_json
from samlar.activities.rules.report import TOLD
from samlar.foundation import clock, sql
from samlar.foundation.search.entries import Entry, Piece, key, numbers, pieces

ACTIVITY, SESSION = "activity", "session"
FIELDS = ("id", "title", "summary", "audience", "format", "owner_organisation", "stage_kind", "started", "created")
NEWEST = f"""
SELECT r.activity_id, CAST(r.programme AS text) FROM {ProgrammeRelease._meta.db_table} r WHERE r.activity_id IN %(activities)s
    AND r.number = (SELECT MAX(n.number) FROM {ProgrammeRelease._meta.db_table} n WHERE n.activity_id = r.activity_id)
"""
AT_ONCE = 200


def search_entries(about: Collection[str] | None = None) -> Iterator[Entry]:
    """The activities and their sessions as they are now; only those about which something has changed, where that is said.

    Five queries for every 200 activities.
    """
    found = Activity.objects.order_by("id")
    if about is not None:
        of_sessions = Session.objects.filter(id__in=numbers(about, SESSION)).values_list("activity", flat=True)
        found = found.filter(id__in={*numbers(about, ACTIVITY), *of_sessions})
    ids = list(found.values_list("id", flat=True))
    for first in range(0, len(ids), AT_ONCE):
        yield from _entries(ids[first : first + AT_ONCE])


def _entries(ids: list[int]) -> Iterator[Entry]:
    results = dict(Report.objects.filter(activity__in=ids, activity__stage_kind__in=TOLD).values_list("activity", "sections"))
    years: dict[int, list[dict[str, Any]]] = {}
    for activity, told in YearReview.objects.filter(activity__in=ids).values_list("activity", "told"):
        years.setdefault(activity, []).append(told.get("sections", {}))
    programmes: dict[int, str] = {row[0]: row[1] for row in sql.rows(NEWEST, activities=ids)}
    for row in Activity.objects.filter(id__in=ids).order_by("id").values(*FIELDS):
        told = [results.get(row["id"], {}), *years.get(row["id"], [])]
        yield Entry(
            kind=ACTIVITY, id=row["id"], title=row["title"], audiences=frozenset({row["audience"]}),
            pieces=pieces(row["summary"], *(text for sections in told for text in sections.values() if isinstance(text, str))),
            day=clock.day_of(row["started"] or row["created"]), format=row["format"], organisation=row["owner_organisation"],
        )  # fmt: skip
        if row["id"] in programmes:
            yield from _sessions(row, from_json(loads(programmes[row["id"]]), row["id"]).sessions)


def _sessions(activity: dict[str, Any], sessions: tuple[SessionEntry, ...]) -> Iterator[Entry]:
    for one in sessions:
        if one.row.cancelled is None:
            yield Entry(
                kind=SESSION, id=one.row.id, title=one.row.title, audiences=frozenset({activity["audience"]}), pieces=_told(one),
                day=clock.day_of(one.row.starts), format=activity["format"], organisation=activity["owner_organisation"],
                about=(key(ACTIVITY, activity["id"]),),
            )  # fmt: skip


def _told(one: SessionEntry) -> tuple[Piece, ...]:
    items = ((item.title, "\n".join([item.text, *(speaker.name for speaker in item.speakers)])) for item in one.items)
    return pieces(one.row.theme, one.row.text, one.row.place, *(f"{title}\n{text}" for title, text in items))
