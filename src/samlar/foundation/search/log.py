"""What has changed and is to be read anew, and what was read: the rows from which every host's index is made.

A deed leaves a change in its own transaction (the audit trail does it: `audit.record`). One worker at a time reads the changed things from
their rooms and writes them as entries, each with a higher sequence than the last; an index copies what is newer than its own. So nothing
is lost when a process is killed, and an index can be thrown away at any time.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max

from samlar.foundation import clock, sql
from samlar.foundation.models import SearchAbout, SearchChange, SearchEntry, SearchPassage
from samlar.foundation.search.entries import LONGEST_TEXT, TITLE, Entry, Piece
from samlar.foundation.search.passages import cut

TOUCH = f"INSERT INTO {SearchChange._meta.db_table} (about, at) VALUES (%(about)s, %(at)s)"
LOCK = 6_017_355  # of PostgreSQL's advisory locks: ours
CHANGES = SearchChange._meta.db_table
ABOUT, ENTRY = SearchAbout._meta.db_table, SearchEntry._meta.db_table
ALL = 10_000_000
JOINED = {"moment": 300, "": LONGEST_TEXT}  # places whose pieces are put together until they hold so many signs


@dataclass(frozen=True, slots=True)
class Change:
    id: int
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry as an index copies it. `gone`: to be forgotten."""

    key: str
    kind: str
    title: str
    language: str
    audiences: tuple[str, ...]
    day: date | None
    format: str
    organisation: int | None
    themes: tuple[int, ...]
    about: tuple[str, ...]
    passages: tuple[tuple[int, str], ...]  # number, text
    sequence: int
    gone: bool


def touch(about: str) -> None:
    """Says that a thing (kind:id) has changed, in the transaction that changes it. One statement."""
    sql.do(TOUCH, about=about[:60], at=clock.now())


def changes(limit: int) -> list[Change]:
    """The oldest changes that wait. One query."""
    rows = sql.rows(f"SELECT id, about FROM {CHANGES} ORDER BY id LIMIT {int(limit)}")
    return [Change(*row) for row in rows]


def one_at_a_time() -> None:
    """Waits until no other transaction writes entries. SQLite has one writer as it is."""
    if connection.vendor == "postgresql":
        sql.rows("SELECT pg_advisory_xact_lock(%(lock)s)", lock=LOCK)


def about_any(abouts: Collection[str]) -> set[str]:
    """The keys of the entries that are made from any of these. One query."""
    if not abouts:
        return set()
    rows = sql.rows(f"SELECT e.key FROM {ABOUT} a JOIN {ENTRY} e ON e.id = a.entry_id WHERE a.about IN %(abouts)s", abouts=list(abouts))
    return {row[0] for row in rows}


def put(entries: Iterable[Entry], *, looked_for: Collection[str] = ()) -> int:
    """Writes entries as they are now; those looked for and not among them are gone. Says how many there are.

    In the caller's transaction, one at a time. An entry that is as it was keeps its sequence: the index has it, and searches find it.
    """
    one_at_a_time()
    sequence = latest()
    written = set()
    for entry in entries:
        sequence += _write(entry, sequence + 1)
        written.add(entry.key)
    lost = SearchEntry.objects.filter(key__in=set(looked_for) - written, gone=False)
    for row in lost:
        sequence += 1
        _forget(row, sequence)
    return len(written)


def _write(entry: Entry, sequence: int) -> bool:
    """Says whether anything of it is new."""
    values: dict[str, Any] = {
        "kind": entry.kind, "title": entry.title[:TITLE], "language": entry.language, "audiences": sorted(entry.audiences),
        "day": entry.day, "format": entry.format, "organisation": entry.organisation, "themes": list(entry.themes),
        "gone": not entry.audiences,
    }  # fmt: skip
    abouts = sorted({entry.key, *entry.about})
    parts = [(one.place, one.at, one.heading[:200], text) for one in _joined(_bounded(entry.pieces)) for text in cut(one.text)]
    before = SearchEntry.objects.filter(key=entry.key).first()
    if before is not None and all(getattr(before, name) == value for name, value in values.items()) and _holds(before, abouts, parts):
        return False
    kept = before is not None and not before.gone and entry.audiences <= set(before.audiences)
    values |= {"sequence": sequence, "opened": before.opened if before is not None and kept else sequence}
    row, _ = SearchEntry.objects.update_or_create(key=entry.key, defaults=values)
    SearchPassage.objects.filter(entry=row).delete()
    SearchAbout.objects.filter(entry=row).delete()
    SearchAbout.objects.bulk_create(SearchAbout(entry=row, about=about) for about in abouts)
    SearchPassage.objects.bulk_create(
        (
            SearchPassage(entry=row, number=number, place=place, at=at, heading=heading, text=text)
            for number, (place, at, heading, text) in enumerate(parts)
        ),
        batch_size=500,
    )
    return True


def _holds(row: SearchEntry, abouts: list[str], parts: list[tuple[str, int, str, str]]) -> bool:
    """Whether an entry is made from these and says just this. Two queries."""
    passages = SearchPassage.objects.filter(entry=row).order_by("number").values_list("place", "at", "heading", "text")
    return sorted(SearchAbout.objects.filter(entry=row).values_list("about", flat=True)) == abouts and list(passages) == parts


def _bounded(pieces: Iterable[Piece]) -> Iterator[Piece]:
    room = LONGEST_TEXT
    for one in pieces:
        if room <= 0:
            return
        yield one if len(one.text) <= room else Piece(one.text[:room], one.place, one.at, one.heading)
        room -= len(one.text)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Lines of subtitles are put together to some sentences, and so are texts that stand nowhere in particular; else each its own."""
    held: Piece | None = None
    for one in pieces:
        joins = held is not None and one.place == held.place and one.place in JOINED and len(held.text) < JOINED[one.place]
        if held is not None and joins:
            held = Piece(f"{held.text}\n{one.text}", held.place, held.at, held.heading)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _forget(row: SearchEntry, sequence: int) -> None:
    SearchPassage.objects.filter(entry=row).delete()
    SearchAbout.objects.filter(entry=row).delete()
    SearchEntry.objects.filter(id=row.pk).update(gone=True, title="", audiences=[], themes=[], sequence=sequence)


def done(changes: Iterable[Change]) -> None:
    """These changes have been read, in the same transaction as what was made of them was written."""
    SearchChange.objects.filter(id__in=[one.id for one in changes]).delete()


def keys() -> set[str]:
    """The keys of all entries that are there. One query."""
    return set(SearchEntry.objects.filter(gone=False).values_list("key", flat=True))


def begun() -> bool:
    """Whether anything has ever been read. One query."""
    return SearchEntry.objects.exists()


def latest() -> int:
    """The highest sequence so far; 0 where nothing has been written. One query."""
    return SearchEntry.objects.aggregate(latest=Max("sequence"))["latest"] or 0


def newer(sequence: int, limit: int) -> list[Kept]:
    """The entries after a sequence, in its order. Three queries."""
    rows = list(SearchEntry.objects.filter(sequence__gt=sequence).order_by("sequence")[:limit])
    texts: dict[int, list[tuple[int, str]]] = {row.pk: [] for row in rows}
    for entry, number, text in SearchPassage.objects.filter(entry__in=texts).order_by("number").values_list("entry", "number", "text"):
        texts[entry].append((number, text))
    abouts: dict[int, list[str]] = {row.pk: [] for row in rows}
    for entry, about in SearchAbout.objects.filter(entry__in=abouts).values_list("entry", "about"):
        abouts[entry].append(about)
    return [_kept(row, tuple(sorted(abouts[row.pk])), tuple(texts[row.pk])) for row in rows]


def _kept(row: SearchEntry, about: tuple[str, ...], texts: tuple[tuple[int, str], ...]) -> Kept:
    return Kept(
        key=row.key, kind=row.kind, title=row.title, language=row.language, audiences=tuple(row.audiences), day=row.day, format=row.format,
        organisation=row.organisation, themes=tuple(row.themes), about=about, passages=texts, sequence=row.sequence, gone=row.gone,
    )  # fmt: skip


def waiting() -> list[str]:
    """What has changed and is not read yet, as kind:id, of all that entries are made from: they must leave no trace in a search.

    All of it, however long the row: what was closed last stands last in it. What nothing is made from yet, such as what is being taken in,
    is nowhere to be left out. One query.
    """
    return [row[0] for row in sql.rows(f"SELECT DISTINCT c.about FROM {CHANGES} c JOIN {ABOUT} a ON a.about = c.about")]


def not_copied(sequence: int) -> list[str]:
    """The keys of all entries that an index at this sequence holds as they no longer are. One query."""
    return list(SearchEntry.objects.filter(sequence__gt=sequence).values_list("key", flat=True))


def how_much() -> dict[str, int]:
    """How many entries there are of each kind, for those who run the system."""
    rows = sql.rows(f"SELECT kind, COUNT(*) FROM {ENTRY} WHERE NOT gone GROUP BY kind ORDER BY kind")
    return dict(rows)
