"""An organisation's own documents (G1, G3, Z3): all of them, what waits for something, and the wastebasket."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from samlar.foundation import clock, sql
from samlar.library.models import Document, Recording, Version
from samlar.library.queries.documents import LIVE
from samlar.library.rules.documents import TOLD_BEFORE, empties_on
from samlar.library.rules.words import FAILED, Kind, Reading, State
from samlar.people.models import Person

if TYPE_CHECKING:
    from django.core.paginator import Page

PER_PAGE = 50
SOON = timedelta(days=90)  # a disposal within these is shown as soon
OWED = "r.due IS NOT NULL AND r.captions <> 'done'"
GOES = "d.dispose_on <= %(told)s"  # the organisation is told of it, and may stop it
# What waits for the organisation: what has a day, and what failed. A draft without a licence waits for nobody.
WAITS = f"{LIVE} AND ({OWED} OR {GOES} OR v.reading IN %(failed)s)"
# What the list can be narrowed to, by the word in the address.
PARTS = {
    "alla": LIVE,
    "arbetsmaterial": f"{LIVE} AND d.state = 'working'",
    "licens": f"{LIVE} AND d.licence = ''",
    "lasning": f"{LIVE} AND v.reading IN %(failed)s",
    "textas": f"{LIVE} AND {OWED}",
    "gallras": f"{LIVE} AND d.dispose_on <= %(soon)s",
    "papperskorg": "d.binned IS NOT NULL AND d.disposed IS NULL",
    "gallrade": "d.disposed IS NOT NULL",
}
FROM = f"""
{Document._meta.db_table} d LEFT JOIN {Version._meta.db_table} v ON v.document_id = d.id AND v.number = d.version
LEFT JOIN {Recording._meta.db_table} r ON r.document_id = d.id
"""
COUNTS = f"""
SELECT {", ".join(f"COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)" for condition in (*PARTS.values(), WAITS))} FROM {FROM}
WHERE d.organisation_id = %(organisation)s
"""
PAGE = f"""
SELECT d.id, d.kind, d.title, d.state, d.licence, CAST(d.day AS text), CAST(d.added AS text), CAST(d.dispose_on AS text),
    CAST(d.binned AS text), CAST(d.disposed AS text), COALESCE(v.reading, ''), p.name,
    CASE WHEN {OWED} THEN CAST(r.due AS text) END, d.revision,
    COUNT(*) OVER ()
FROM {FROM} JOIN {Person._meta.db_table} p ON p.id = d.person_id
WHERE d.organisation_id = %(organisation)s AND {{part}} ORDER BY {{order}}
"""
ORDERS = {
    # What waits stands first, by its day; what failed has none.
    "alla": f"""CASE WHEN {OWED} THEN 0 WHEN {GOES} THEN 1 WHEN v.reading IN %(failed)s THEN 2 ELSE 3 END,
        CASE WHEN {OWED} THEN r.due WHEN {GOES} THEN d.dispose_on END, d.added DESC, d.id DESC""",
    "textas": "r.due, d.id", "gallras": "d.dispose_on, d.id", "papperskorg": "d.binned DESC, d.id DESC",
    "gallrade": "d.disposed DESC, d.id DESC",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OurRow:
    """One document of the organisation's. `empties`: from when the wastebasket lets go of it."""

    id: int
    kind: Kind
    title: str
    state: State
    no_licence: bool
    day: date | None
    added: datetime
    dispose_on: date | None
    binned: datetime | None
    empties: datetime | None
    disposed: datetime | None
    reading: Reading | None
    person_name: str
    captions_due: date | None  # none: no captions are owed
    captions_overdue: bool
    revision: int

    @property
    def failed(self) -> bool:
        return self.reading in FAILED


def counts(organisation: int) -> dict[str, int]:
    """How many documents each part of the list holds, and how many wait ("vantar"). One query. Whoever asks works there."""
    return dict(zip((*PARTS, "vantar"), sql.rows(COUNTS, organisation=organisation, **_values())[0], strict=True))


def ours(organisation: int, part: str, page: int = 1) -> "Page[OurRow]":
    """A page of a part of the list, newest first; what has a day by it. One query. Whoever asks works there."""
    statement = PAGE.format(part=PARTS[part], order=ORDERS.get(part, "d.added DESC, d.id DESC"))
    shown = sql.page(statement, page, PER_PAGE, organisation=organisation, **_values())
    shown.object_list = [_row(row) for row in shown.object_list]
    return shown


def _values() -> dict[str, Any]:
    return {"failed": [str(one) for one in FAILED], "soon": clock.today() + SOON, "told": clock.today() + TOLD_BEFORE}


def _row(row: tuple[Any, ...]) -> OurRow:
    id, kind, title, state, licence, day, added, dispose_on, binned, disposed, reading, person, owed, revision = row
    thrown, due = sql.moment(binned), sql.day(owed)
    return OurRow(
        id=id, kind=Kind(kind), title=title, state=State(state), no_licence=not licence, day=sql.day(day), added=_moment(added),
        dispose_on=sql.day(dispose_on), binned=thrown, empties=empties_on(thrown, settings.SAMLAR_WASTEBASKET_DAYS) if thrown else None,
        disposed=sql.moment(disposed), reading=Reading(reading) if reading else None, person_name=person, captions_due=due,
        captions_overdue=due is not None and clock.today() > due, revision=revision,
    )  # fmt: skip


def _moment(text: str) -> Any:
    return sql.moment(text)
