"""A read in plain SQL, the same text on both databases: for what every page or a slow one asks, where the ORM's making of many small
statements costs more than all else (bench/pages).

One statement may read many things, put together with UNION ALL; then each row begins with a word for what it is. A union has no
types of its own, so days and moments come as text (`CAST(… AS text)`) and are read here.
"""

import json as jsons
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.transaction import TransactionManagementError

Rows = list[tuple[Any, ...]]


def rows(statement: str, **values: Any) -> Rows:
    """The rows of a statement. `%(name)s` stands for a value; where that is a collection, for all of it: `IN %(name)s`."""
    with connection.cursor() as cursor:
        cursor.execute(*_given(statement, values))
        return cursor.fetchall()


def do(statement: str, **values: Any) -> int:
    """Carries out a statement that gives no rows back, in the deed's own transaction; says how many rows it made or changed.

    What a JSON column is to hold comes as text.
    """
    with connection.cursor() as cursor:
        cursor.execute(*_given(statement, values))
        return int(cursor.rowcount)


def lock(table: str, row: int) -> bool:
    """Locks a row, all but its key, until the deed's transaction ends; says whether there is one."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("A row is locked for the length of a transaction.")
    kept = " FOR NO KEY UPDATE" if connection.features.has_select_for_no_key_update else ""
    return bool(rows(f"SELECT id FROM {table} WHERE id = %(row)s{kept}", row=row))


def _given(statement: str, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    given: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Collection) and not isinstance(value, str):
            each = {f"{name}_{place}": one for place, one in enumerate(value)}
            statement = statement.replace(f"%({name})s", f"({', '.join(f'%({one})s' for one in each) or 'NULL'})")
            given |= each
        else:
            given[name] = connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
    return statement, given


def by_word(statement: str, **values: Any) -> dict[str, Rows]:
    """The rows of many reads put together, by the word that each begins with, which is taken off. In no order."""
    found: dict[str, Rows] = defaultdict(list)
    for what, *row in rows(statement, **values):
        found[what].append(tuple(row))
    return found


def placed(statement: str, **values: Any) -> dict[str, Rows]:
    """As `by_word`, of rows that tell their place after the word: in that order, and without it."""
    found = by_word(f"{statement} ORDER BY 2", **values)
    return defaultdict(list, {what: [row[1:] for row in several] for what, several in found.items()})


def page(statement: str, number: int, size: int, **values: Any) -> "Page[Any]":
    """A page of a statement's rows, the last column of which is how many there are in all: `COUNT(*) OVER ()`. It is taken off.

    One query. A number out of range is the nearest page: that is known when there are no rows, and asked for then.
    """

    def rows_of(number: int) -> Rows:
        return rows(f"{statement} LIMIT {size} OFFSET {(number - 1) * size}", **values)

    asked = max(1, number)
    found = rows_of(asked)
    first = found or (rows_of(1) if asked > 1 else [])
    shown: Page[Any] = Paginator(range(first[0][-1] if first else 0), size).get_page(number)
    if shown.number != asked:
        found = rows_of(shown.number)
    shown.object_list = [row[:-1] for row in found]
    return shown


def day(text: str | None) -> date | None:
    """A day that came as text."""
    return date.fromisoformat(text) if text else None


def moment(text: str | None) -> datetime | None:
    """A moment that came as text. SQLite keeps moments without their zone, which is UTC."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def json(value: Any) -> dict[str, Any]:
    """What a JSON column holds, however the database hands it over."""
    found = jsons.loads(value) if isinstance(value, str) else value
    return found if isinstance(found, dict) else {}


def members(value: Any) -> list[Any]:
    """The list that a JSON column holds, however the database hands it over."""
    found = jsons.loads(value) if isinstance(value, str) else value
    return found if isinstance(found, list) else []


def days(later: str, earlier: str) -> str:
    """Whole days from one date to another, each a column or a value written as text."""
    if connection.vendor == "postgresql":
        return f"(CAST({later} AS date) - CAST({earlier} AS date))"
    return f"CAST(julianday({later}) - julianday({earlier}) AS integer)"


def each(column: str, key: str, name: str) -> str:
    """What to read FROM to have each member of a list, which a JSON column holds under a key, as `name.value`. Its parts: `->>`."""
    if connection.vendor == "postgresql":
        return f"jsonb_array_elements({column} -> '{key}') AS {name}(value)"
    return f"json_each({column}, '$.{key}') AS {name}"


def moment_in(text: str) -> str:
    """A moment that JSON keeps, to be compared with the columns' own moments."""
    return f"CAST({text} AS timestamptz)" if connection.vendor == "postgresql" else f"datetime({text})"
