"""The items of the programme as those who lead have them now, and the whole draft (E4)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from samlar.activities.models import ProgrammeItem, Session, Speaker
from samlar.activities.queries.sessions import live_sessions
from samlar.activities.rules.items import PLANNED, ItemRow, Placed, SpeakerText
from samlar.activities.rules.programme import ItemEntry, Programme, SessionEntry, SpeakerEntry
from samlar.foundation import sql
from samlar.foundation.keys import is_key
from samlar.people.rules import NotVisible

OWN = ("id", "session", "kind", "title", "text", "starts", "ends", "room", "state", "proposed_by", "answer", "homework", "revision")


def items_of(session_id: int, *states: str) -> tuple[ItemRow, ...]:
    """A session's items in some states, by time and room. Two queries. The caller may read them."""
    rows = ProgrammeItem.objects.filter(session=session_id, state__in=states).order_by("starts", "room", "id")
    return _rows(rows.values(*OWN, "proposed_by__name", "organisation__name"))


def item(activity_id: int, item_id: int) -> ItemRow:
    """One item of an activity. Two queries. Raises NotVisible."""
    found = ProgrammeItem.objects.filter(session__activity=activity_id, id=item_id) if is_key(item_id) else ProgrammeItem.objects.none()
    rows = _rows(found.values(*OWN, "proposed_by__name", "organisation__name"))
    if not rows:
        raise NotVisible
    return rows[0]


def _rows(found: Iterable[Any]) -> tuple[ItemRow, ...]:
    rows = list(found)
    speakers = _speakers([row["id"] for row in rows])
    return tuple(
        ItemRow(
            **{name: row[name] for name in OWN},
            proposer=row["proposed_by__name"] or "",
            organisation=row["organisation__name"] or "",
            speakers=tuple(speakers[row["id"]]),
        )
        for row in rows
    )


def _speakers(items: list[int]) -> dict[int, list[SpeakerText]]:
    found: dict[int, list[SpeakerText]] = defaultdict(list)
    if not items:
        return found
    rows = Speaker.objects.filter(item__in=items).order_by("position", "id")
    for item_id, name, of, gender in rows.values_list("item", "name", "of", "gender"):
        found[item_id].append(SpeakerText(name, of, gender))
    return found


def placed(activity_id: int) -> list[Placed]:
    """Every planned item of the activity in sessions that are to be held, for those who judge collisions. Two queries."""
    rows = list(
        ProgrammeItem.objects.filter(session__activity=activity_id, session__cancelled=None, state=PLANNED)
        .exclude(starts=None)
        .values_list("id", "session", "title", "starts", "ends", "room")
    )
    speakers = _all_speakers(activity_id)
    return [
        Placed(id=id, session=session, title=title, starts=starts, ends=ends, room=room, speakers=tuple(one.name for one in speakers[id]))
        for id, session, title, starts, ends, room in rows
        if starts is not None and ends is not None
    ]


def _all_speakers(activity_id: int) -> dict[int, list[SpeakerText]]:
    found: dict[int, list[SpeakerText]] = defaultdict(list)
    rows = Speaker.objects.filter(item__session__activity=activity_id, item__state=PLANNED).order_by("position", "id")
    for item_id, name, of, gender in rows.values_list("item", "name", "of", "gender"):
        found[item_id].append(SpeakerText(name, of, gender))
    return found


ENTRIES = f"""
SELECT i.session_id, i.id, i.kind, i.title, i.text, i.room, i.homework_id, CAST(i.starts AS text), CAST(i.ends AS text)
FROM {ProgrammeItem._meta.db_table} i JOIN {Session._meta.db_table} s ON s.id = i.session_id
WHERE s.activity_id = %(activity)s AND i.state = '{PLANNED}' AND i.starts IS NOT NULL ORDER BY i.starts, i.room, i.id
"""
SPEAKERS = f"""
SELECT w.item_id, w.name, w.of FROM {Speaker._meta.db_table} w
JOIN {ProgrammeItem._meta.db_table} i ON i.id = w.item_id JOIN {Session._meta.db_table} s ON s.id = i.session_id
WHERE s.activity_id = %(activity)s AND i.state = '{PLANNED}' ORDER BY w.position, w.id
"""


def draft(activity_id: int) -> Programme:
    """The programme as those who lead have it now. Three queries. For those who may read it."""
    entries = _entries(activity_id)
    return Programme(tuple(SessionEntry(row=row, items=tuple(entries[row.id])) for row in live_sessions(activity_id)))


def _entries(activity_id: int) -> dict[int, list[ItemEntry]]:
    """Every planned item by session, by time and room. Two queries."""
    speakers: dict[int, list[SpeakerEntry]] = defaultdict(list)
    for item_id, name, of in sql.rows(SPEAKERS, activity=activity_id):
        speakers[item_id].append(SpeakerEntry(name, of))
    found: dict[int, list[ItemEntry]] = defaultdict(list)
    for session, *own, starts, ends in sql.rows(ENTRIES, activity=activity_id):
        item_id, kind, title, text, room, homework = own
        entry = ItemEntry(
            id=item_id, kind=kind, title=title, text=text, room=room, homework=homework, starts=_moment(starts), ends=_moment(ends),
            speakers=tuple(speakers.get(item_id, ())),
        )  # fmt: skip
        found[session].append(entry)
    return found


@lru_cache(maxsize=4096)
def _moment(text: str) -> datetime:
    """A moment that came as text. Kept: many items begin together, and the draft is read whole."""
    found = sql.moment(text)
    assert found is not None  # an item without a time is left out
    return found.astimezone(UTC)
