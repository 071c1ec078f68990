"""The items of the programme as those who lead have them now, and the whole draft (E4)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from samlar.activities.models import ProgrammeItem, Speaker
from samlar.activities.queries.sessions import live_sessions
from samlar.activities.rules.items import PLANNED, ItemRow, Placed, SpeakerText
from samlar.activities.rules.programme import ItemEntry, Programme, SessionEntry, SpeakerEntry
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
    ]


def _all_speakers(activity_id: int) -> dict[int, list[SpeakerText]]:
    found: dict[int, list[SpeakerText]] = defaultdict(list)
    rows = Speaker.objects.filter(item__session__activity=activity_id, item__state=PLANNED).order_by("position", "id")
    for item_id, name, of, gender in rows.values_list("item", "name", "of", "gender"):
        found[item_id].append(SpeakerText(name, of, gender))
    return found


ENTRY = ("id", "kind", "title", "text", "starts", "ends", "room", "homework")


def draft(activity_id: int) -> Programme:
    """The programme as those who lead have it now. Three queries. For those who may read it."""
    speakers = _all_speakers(activity_id)
    items: dict[int, list[ItemEntry]] = defaultdict(list)
    for session, *row in _planned(session__activity=activity_id).values_list("session", *ENTRY):
        items[session].append(_entry(row, speakers))
    return Programme(tuple(SessionEntry(row=row, items=tuple(items[row.id])) for row in live_sessions(activity_id)))


def entries_of(session_id: int) -> tuple[ItemEntry, ...]:
    """A session's planned items as the programme has them. Two queries. For those who may read the draft."""
    rows = list(_planned(session=session_id).values_list(*ENTRY))
    speakers = _speakers([row[0] for row in rows])
    return tuple(_entry(row, speakers) for row in rows)


def _planned(**where: Any) -> QuerySet[ProgrammeItem]:
    return ProgrammeItem.objects.filter(**where, state=PLANNED).exclude(starts=None).order_by("starts", "room", "id")


def _entry(row: Sequence[Any], speakers: dict[int, list[SpeakerText]]) -> ItemEntry:
    given = dict(zip(ENTRY, row, strict=True))
    return ItemEntry(**given, speakers=tuple(SpeakerEntry(one.name, one.of) for one in speakers.get(given["id"], ())))
