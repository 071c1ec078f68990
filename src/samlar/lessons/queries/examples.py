"""Good examples: their parts, pictures and links, and the open list of those that are published (F1, F4)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from samlar.foundation import files, sql
from samlar.foundation.keys import is_key
from samlar.foundation.swedish import sort_key
from samlar.lessons.models import Example, ExampleLink, ExamplePicture, Lesson, LessonTheme, Uptake
from samlar.lessons.queries.lessons import lesson, seen_by
from samlar.lessons.queries.matrix import SHOWN
from samlar.lessons.rules.examples import LinkText
from samlar.lessons.rules.words import EXITS, Kind, Standing, State
from samlar.people.models import Organisation
from samlar.people.rules import Actor, NotVisible

if TYPE_CHECKING:
    from django.core.paginator import Page

PER_PAGE = 24
NAMED = 3  # organisations that a card names
LESSON, UPTAKE = Lesson._meta.db_table, Uptake._meta.db_table
WHOLE = "l.kind = 'example' AND l.state = 'published' AND l.audience IN %(tokens)s"
NARROWED = {
    "theme": f"EXISTS (SELECT 1 FROM {LessonTheme._meta.db_table} t WHERE t.lesson_id = l.id AND t.theme_id = %(theme)s)",
    "organisation": f"""(l.organisation_id = %(whose)s OR EXISTS (SELECT 1 FROM {UPTAKE} u WHERE u.lesson_id = l.id
        AND u.organisation_id = %(whose)s AND u.standing NOT IN %(exits)s
        AND (u.organisation_id = %(organisation)s OR u.audience IN %(tokens)s)))""",
    "year": "l.day >= %(first)s AND l.day < %(after)s",
}
PAGE = f"""
SELECT l.id, l.sentence, l.failed, CASE WHEN l.validated IS NOT NULL THEN 1 ELSE 0 END, CAST(l.day AS text), o.name, e.place, e.result,
    (SELECT COUNT(*) FROM {LESSON} l WHERE {WHOLE} {{narrowed}})
FROM {LESSON} l JOIN {Organisation._meta.db_table} o ON o.id = l.organisation_id
JOIN {Example._meta.db_table} e ON e.lesson_id = l.id
WHERE {WHOLE} {{narrowed}} ORDER BY l.written DESC, l.id DESC
"""
HOMES = f"""
SELECT u.lesson_id, o.name, u.standing FROM {LESSON} l JOIN {UPTAKE} u ON u.lesson_id = l.id
JOIN {Organisation._meta.db_table} o ON o.id = u.organisation_id
WHERE l.id IN %(ids)s AND u.standing NOT IN %(exits)s AND u.organisation_id <> l.organisation_id AND {SHOWN}
ORDER BY u.lesson_id, o.name
"""
# Of each organisation it is enough to find one example; a CROSS JOIN is walked as it is written, from what the organisation has.
CHOICES = f"""
SELECT o.id, o.name, '' FROM {Organisation._meta.db_table} o
WHERE EXISTS (SELECT 1 FROM {LESSON} l WHERE l.organisation_id = o.id AND {WHOLE})
    OR EXISTS (SELECT 1 FROM {UPTAKE} u CROSS JOIN {LESSON} l WHERE l.id = u.lesson_id AND u.organisation_id = o.id
        AND u.standing NOT IN %(exits)s AND {SHOWN} AND {WHOLE})
UNION ALL SELECT 0, '', d.year FROM (SELECT DISTINCT SUBSTR(CAST(l.day AS text), 1, 4) AS year FROM {LESSON} l WHERE {WHOLE}) d
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list is narrowed to; empty is everything. `organisation`: where it was done, or taken home."""

    theme: int = 0
    organisation: int = 0
    year: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One example as the list shows it. `homes`: who has taken it home, as far as the viewer sees, those who use it first."""

    id: int
    name: str
    place: str
    result: str
    failed: bool
    validated: bool
    day: date
    organisation_name: str
    homes: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        return self.homes[:NAMED]

    @property
    def others(self) -> int:
        return max(0, len(self.homes) - NAMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow:
    id: int
    shows: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleParts:
    """What makes a lesson an example. Whoever asks has been let in to the lesson."""

    place: str
    problem: str
    done: str
    result: str
    cost: str
    time: str
    hard: str
    adapt: str
    links: tuple[LinkText, ...]
    pictures: tuple[PictureRow, ...]


def examples(actor: Actor, wanted: Wanted, page: int = 1) -> "Page[Card]":
    """A page of the published examples, newest first. Two queries. A number out of range is the nearest page."""
    conditions = [part for word, part in NARROWED.items() if getattr(wanted, word)]
    values: dict[str, Any] = {"theme": wanted.theme, "whose": wanted.organisation, **_years(wanted.year), **_viewer(actor)}
    narrowed = "".join(f" AND {one}" for one in conditions)
    shown = sql.page(PAGE.format(narrowed=narrowed), page, PER_PAGE, **values)
    rows = list(shown.object_list)
    homes = homes_of(actor, [row[0] for row in rows])
    shown.object_list = [_card(row, homes[row[0]]) for row in rows]
    return shown


def homes_of(actor: Actor, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Who has taken each home, by name, as far as the viewer sees; those who have come furthest first. One query."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    if ids:
        for id, name, standing in sql.rows(HOMES, ids=ids, **_viewer(actor)):
            found[id].append((-Standing(standing).rank, name))
    return defaultdict(tuple, {id: tuple(name for _, name in sorted(rows, key=lambda one: one[0])) for id, rows in found.items()})


def choices(actor: Actor) -> tuple[list[tuple[int, str]], list[int]]:
    """What the list can be narrowed to: organisations by name, and years, newest first. One query."""
    organisations, years = {}, set()
    for id, name, year in sql.rows(CHOICES, **_viewer(actor)):
        if id:
            organisations[id] = name
        else:
            years.add(int(year))
    return sorted(organisations.items(), key=lambda one: sort_key(one[1])), sorted(years, reverse=True)


def parts(lesson_id: int) -> ExampleParts | None:
    """An example's parts, links and pictures; None for what is no example. Three queries. The caller has fetched the lesson."""
    row = Example.objects.filter(lesson=lesson_id).values("place", "problem", "done", "result", "cost", "time", "hard", "adapt").first()
    if row is None:
        return None
    links = ExampleLink.objects.filter(lesson=lesson_id).values_list("link", "name", "kind")
    return ExampleParts(**row, links=tuple(LinkText(*one) for one in links), pictures=pictures(lesson_id))


def pictures(lesson_id: int) -> tuple[PictureRow, ...]:
    """An example's pictures in their order. One query."""
    rows = ExamplePicture.objects.filter(lesson=lesson_id).values("id", "shows", "width", "height")
    return tuple(PictureRow(**row) for row in rows)


def picture(actor: Actor, lesson_id: int, picture_id: int) -> tuple[str, bytes]:
    """One picture's checksum and bytes, for those who see the lesson. Raises NotVisible."""
    row = lesson(actor, lesson_id)
    there = ExamplePicture.objects.filter(id=picture_id, lesson=row.id).values_list("file", flat=True)
    found = there.first() if is_key(picture_id) else None
    if found is None:
        raise NotVisible
    try:
        return found, files.read(found)
    except FileNotFoundError:
        raise NotVisible from None


def published_by_theme() -> dict[int, tuple[int, int]]:
    """Per theme how many lessons and how many examples are published, which everybody sees. One query."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    published = LessonTheme.objects.filter(lesson__state=State.PUBLISHED)
    for theme, kind, many in published.values_list("theme", "lesson__kind").annotate(many=Count("id")):
        found[theme][kind == Kind.EXAMPLE] += many
    return {theme: (lessons, examples) for theme, (lessons, examples) in found.items()}


def used_files() -> set[str]:
    """The checksums of all pictures that some example has."""
    return set(ExamplePicture.objects.values_list("file", flat=True))


def _viewer(actor: Actor) -> dict[str, Any]:
    return {**seen_by(actor), "exits": EXITS}


def _years(year: int) -> dict[str, date]:
    known = min(max(year, 1900), 2200)
    return {"first": date(known, 1, 1), "after": date(known + 1, 1, 1)}


def _card(row: tuple[Any, ...], homes: tuple[str, ...]) -> Card:
    id, name, failed, validated, day, organisation, place, result = row[:8]
    learned = sql.day(day)
    assert learned is not None  # a lesson always has its day
    return Card(
        id=id, name=name, place=place, result=result, failed=bool(failed), validated=bool(validated), day=learned,
        organisation_name=organisation, homes=homes,
    )  # fmt: skip
