"""Reads of published versions. They are public: formats are nobody's secret (C1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from samlar.catalogue.models import FormatVersion
from samlar.formats.definition import Definition
from samlar.formats.format_file import read_format
from samlar.formats.sentence import Sentence
from samlar.foundation import sql
from samlar.foundation.keys import is_key
from samlar.people.rules import Actor, NotVisible


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A published version with its text read. `number` counts from 1 within the format."""

    version_id: int
    format: str
    number: int
    definition: Definition


@lru_cache(maxsize=256)
def _read(text: str) -> Definition:
    """The text as a definition. Kept by the text itself: a published text never changes, so it is read once per process."""
    return read_format(text)


# Lists of many activities and proposals ask these, so they are plain SQL (foundation/sql).
TABLE = FormatVersion._meta.db_table
SOME = f"SELECT id, format, number, text FROM {TABLE} WHERE state = 'published' AND id IN %(ids)s"
NEWEST = f"""
SELECT newest.id, newest.format, newest.number, newest.text
FROM (SELECT format, MIN(number) AS first, MAX(number) AS last FROM {TABLE} WHERE state = 'published' GROUP BY format) numbers
JOIN {TABLE} newest ON newest.format = numbers.format AND newest.number = numbers.last
JOIN {TABLE} oldest ON oldest.format = numbers.format AND oldest.number = numbers.first
ORDER BY oldest.number, oldest.id
"""
NAMES = f"SELECT format, name_sv, name_en FROM {TABLE} WHERE state = 'published' ORDER BY number, id"


def _published(**chosen: object) -> QuerySet[FormatVersion]:
    return FormatVersion.objects.filter(state="published", **chosen)


def _rows(found: QuerySet[FormatVersion]) -> list[FormatRow]:
    return _read_rows(found.values_list("id", "format", "number", "text"))


def _read_rows(found: Iterable[tuple[Any, ...]]) -> list[FormatRow]:
    return [FormatRow(version_id, format_id, number, _read(text)) for version_id, format_id, number, text in found]


def version(version_id: int) -> FormatRow:
    """One published version. One query. Raises NotVisible when there is none."""
    return _only(list(versions([version_id]).values()))


def versions(version_ids: Iterable[int]) -> dict[int, FormatRow]:
    """The published versions among some ids, by id, in one query: for lists whose rows run under different versions."""
    ids = {one for one in version_ids if is_key(one)}
    return {row.version_id: row for row in _read_rows(sql.rows(SOME, ids=ids))} if ids else {}


def latest(format_id: str) -> FormatRow:
    """The newest published version of a format. Raises NotVisible when nothing of that name is published."""
    return _only(_rows(_published(format=format_id).order_by("-number")[:1]))


def newest() -> list[FormatRow]:
    """The newest published version of every format, in the order the formats came to the catalogue. One query."""
    return _read_rows(sql.rows(NEWEST))


def numbered(format_id: str, number: int) -> FormatRow:
    """A published version by its number. Raises NotVisible when there is none."""
    return _only(_rows(_published(format=format_id, number=number)))


def names() -> dict[str, Sentence]:
    """What each published format is called in its newest version, by format; oldest format first. One query."""
    return {format_id: Sentence(sv, en) for format_id, sv, en in sql.rows(NAMES)}


def format_choices() -> list[tuple[str, Sentence]]:
    """(format, name) of every published format, for choosing; in the order they came to the catalogue."""
    return list(names().items())


def _only(rows: list[FormatRow]) -> FormatRow:
    if not rows:
        raise NotVisible
    return rows[0]


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A published version in the list of a format's versions: when it came, by whom and why."""

    version_id: int
    number: int
    published: datetime | None
    why: str
    publisher: str
    organisation: str


def history(viewer: Actor, format_id: str) -> list[PublishedRow]:
    """A format's published versions, newest first. Who published is told to those who are signed in. One query."""
    found = _published(format=format_id).order_by("-number")
    rows = found.values_list("id", "number", "published", "why", "publisher__name", "organisation__name")
    return [
        PublishedRow(version_id, number or 0, published, why, (publisher or "") if viewer.signed_in else "", organisation or "")
        for version_id, number, published, why, publisher, organisation in rows
    ]
