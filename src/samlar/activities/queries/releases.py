"""Released programmes, each read whole from one row (E4)."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from samlar.activities.models import ProgrammeRelease
from samlar.activities.rules.programme import Change, Programme, change_of, from_json
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import sql
from samlar.foundation.keys import is_key
from samlar.people.models import Organisation, Person
from samlar.people.rules import Actor, NotVisible

RELEASES = f"""
SELECT r.number, CAST(r.programme AS text), CAST(r.changes AS text), r.note, CAST(r.released AS text), p.name, o.name
FROM {ProgrammeRelease._meta.db_table} r
JOIN {Person._meta.db_table} p ON p.id = r.person_id JOIN {Organisation._meta.db_table} o ON o.id = r.organisation_id
WHERE r.activity_id = %(activity)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """A released version. `text` is the programme as it was kept, `person` who released it: empty for those outside."""

    activity: int
    number: int
    text: str
    changes: tuple[Change, ...]
    note: str
    released: datetime
    person: str
    organisation: str

    @property
    def programme(self) -> Programme:
        return programme_of(self.text, self.activity)


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A version in the list of them: its number and when it was released."""

    number: int
    released: datetime


@lru_cache(maxsize=64)
def programme_of(text: str, activity: int) -> Programme:
    """A kept programme, read. What is released never changes, so the newest readings are remembered by their very text."""
    return from_json(json.loads(text), activity)


def newest(activity: ActivityRow) -> ReleaseRow | None:
    """The version that all read; None before the first. One query. The caller has seen the activity."""
    found = sql.rows(f"{RELEASES} ORDER BY r.number DESC LIMIT 1", activity=activity.id)
    return _row(activity, found[0]) if found else None


def release(actor: Actor, activity: ActivityRow, number: int) -> ReleaseRow:
    """One version, by its number. One query. Raises NotVisible."""
    found = sql.rows(f"{RELEASES} AND r.number = %(number)s", activity=activity.id, number=number) if is_key(number) else []
    if not found:
        raise NotVisible
    return _row(activity, found[0])


def versions(activity: ActivityRow) -> list[ReleaseLine]:
    """Every version, newest first. One query."""
    rows = ProgrammeRelease.objects.filter(activity=activity.id).order_by("-number").values_list("number", "released")
    return [ReleaseLine(*row) for row in rows]


def _row(activity: ActivityRow, row: tuple[Any, ...]) -> ReleaseRow:
    number, text, changes, note, released, person, organisation = row
    when = sql.moment(released)
    assert when is not None  # the column holds no nothing
    return ReleaseRow(
        activity=activity.id,
        number=number,
        text=text,
        changes=tuple(change_of(one) for one in json.loads(changes)),
        note=note,
        released=when,
        person=person if activity.inside else "",
        organisation=organisation,
    )
