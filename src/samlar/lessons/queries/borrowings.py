"""Who has stolen what from whom (F4), as far as the viewer sees it.

A borrowing is seen by its own organisation, and by those who see its uptake; but where it was learned from an organisation that does
not show the viewer that it has taken the lesson home, it is not told (nor counted) that it has.
"""

from typing import Any

from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.lessons.models import Borrowing, Lesson, Uptake
from samlar.lessons.queries.lessons import lesson, seen_by
from samlar.lessons.rules.borrowing import BorrowingRow
from samlar.lessons.rules.words import LADDER, Kind
from samlar.people.models import Organisation, Person
from samlar.people.rules import Actor, NotVisible

UPTAKE = Uptake._meta.db_table
# A viewer's borrowings, `b`, with their uptake `u` and lesson `l`.
SEEN_BORROWING = f"""
(u.organisation_id = %(organisation)s OR (u.audience IN %(tokens)s AND (b.organisation_id IN (l.organisation_id, %(organisation)s)
    OR EXISTS (SELECT 1 FROM {UPTAKE} su WHERE su.lesson_id = u.lesson_id AND su.organisation_id = b.organisation_id
        AND su.audience IN %(tokens)s))))
"""
FROM = f"""
FROM {Borrowing._meta.db_table} b JOIN {UPTAKE} u ON u.id = b.uptake_id JOIN {Lesson._meta.db_table} l ON l.id = u.lesson_id
JOIN {Organisation._meta.db_table} taker ON taker.id = u.organisation_id
JOIN {Organisation._meta.db_table} giver ON giver.id = b.organisation_id
JOIN {Person._meta.db_table} p ON p.id = b.person_id
WHERE {SEEN_BORROWING}
"""
ROW = f"""
SELECT b.id, u.id, l.id, l.kind, l.sentence, taker.id, taker.name, taker.slug, giver.id, giver.name, giver.slug, b.adapted,
    CAST(b.day AS text), p.name {FROM}
"""
ORDER = "ORDER BY b.day DESC, b.id DESC"
MOST = 200


def of_lesson(actor: Actor, lesson_id: int) -> tuple[BorrowingRow, ...]:
    """Who has stolen one lesson or example, newest first, two hundred at most. One query."""
    return rows_of(actor, f"{ROW} AND u.lesson_id = %(lesson)s {ORDER} LIMIT {MOST}", lesson=lesson_id)


def of_uptake(actor: Actor, uptake_id: int) -> tuple[BorrowingRow, ...]:
    """From whom one uptake was learned, newest first. One query."""
    return rows_of(actor, f"{ROW} AND u.id = %(uptake)s {ORDER} LIMIT {MOST}", uptake=uptake_id)


def borrowing(actor: Actor, borrowing_id: int) -> BorrowingRow:
    """One borrowing. One query. Raises NotVisible."""
    found = rows_of(actor, f"{ROW} AND b.id = %(borrowing)s", borrowing=borrowing_id) if is_key(borrowing_id) else ()
    if not found:
        raise NotVisible
    return found[0]


# Its own organisation, then those who show that they have it on the ladder.
SOURCES = f"""
SELECT o.id, o.name, 0 AS place FROM {Lesson._meta.db_table} l JOIN {Organisation._meta.db_table} o ON o.id = l.organisation_id
WHERE l.id = %(lesson)s AND o.id <> %(organisation)s
UNION
SELECT o.id, o.name, 1 FROM {UPTAKE} u JOIN {Organisation._meta.db_table} o ON o.id = u.organisation_id
    JOIN {Lesson._meta.db_table} l ON l.id = u.lesson_id
WHERE u.lesson_id = %(lesson)s AND u.audience IN %(tokens)s AND u.standing IN %(ladder)s
    AND o.id NOT IN (l.organisation_id, %(organisation)s)
ORDER BY 3, 2
"""


def sources(actor: Actor, lesson_id: int) -> list[tuple[int, str]]:
    """(id, name) of those it can have been learned from: whose it is first, then who has taken it home, as the viewer sees it.

    Three queries. Raises NotVisible for a lesson that the viewer does not see.
    """
    lesson(actor, lesson_id)
    return [(id, name) for id, name, _ in sql.rows(SOURCES, lesson=lesson_id, ladder=[one.value for one in LADDER], **seen_by(actor))]


def rows_of(actor: Actor, statement: str, **values: Any) -> tuple[BorrowingRow, ...]:
    """The borrowings of a statement that begins with `ROW`. One query."""
    return tuple(_row(actor, row) for row in sql.rows(statement, **seen_by(actor), **values))


def _row(actor: Actor, row: tuple[Any, ...]) -> BorrowingRow:
    id, uptake, lesson_id, kind, sentence, by, by_name, by_slug, of, of_name, of_slug, adapted, day, person = row
    ours = actor.at_work and actor.organisation == by
    return BorrowingRow(
        id=id, uptake=uptake, lesson=lesson_id, kind=Kind(kind), sentence=sentence, by=by, by_name=by_name, by_slug=by_slug, of=of,
        of_name=of_name, of_slug=of_slug, adapted=adapted, day=sql.day(day) or clock.today(), person_name=person if ours else "", ours=ours,
    )  # fmt: skip
