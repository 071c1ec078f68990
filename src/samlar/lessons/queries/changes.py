"""Every *used*, and the figures of the way there, as far as the viewer sees them (F2): plain SQL, the same on both databases."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from samlar.activities.models import Activity
from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.lessons.models import Borrowing, Evidence, Lesson, LessonTheme, Move, Uptake
from samlar.lessons.queries.borrowings import SEEN_BORROWING
from samlar.lessons.queries.lessons import seen_by
from samlar.lessons.rules.changes import BETWEEN, MONTHS, OWNER_DAYS, Change, Figures, Median, Share, Wanted
from samlar.lessons.rules.words import STEPS, Kind, Standing
from samlar.people.models import Organisation
from samlar.people.rules import Actor

PER_PAGE = 50
UPTAKE, LESSON, EVIDENCE, MOVE = (one._meta.db_table for one in (Uptake, Lesson, Evidence, Move))
# An uptake `u` that the viewer sees.
FROM = f"FROM {UPTAKE} u WHERE u.audience IN %(tokens)s"
SEEN_ACTIVITY = f"SELECT a.id FROM {Activity._meta.db_table} a WHERE a.audience IN %(tokens)s"
NARROWED = {
    "organisation": " AND u.organisation_id = %(organisation)s",
    "activity": f" AND u.activity_id IN ({SEEN_ACTIVITY} AND a.id = %(activity)s)",
    "format": f" AND u.activity_id IN ({SEEN_ACTIVITY} AND a.format = %(format)s)",
    "theme": f" AND EXISTS (SELECT 1 FROM {LessonTheme._meta.db_table} lt WHERE lt.lesson_id = u.lesson_id AND lt.theme_id = %(theme)s)",
}
# The page's own uptakes are found by index, and only these are read.
PAGE = f"SELECT u.id {FROM} AND u.standing = 'used'"
CHANGES = f"""
SELECT u.id, l.id, l.kind, l.sentence, o.name, o.slug, e.said, CAST(u.since AS text), l.organisation_id, w.name, u.organisation_id,
    CASE WHEN a.audience IN %(tokens)s THEN a.id END, CASE WHEN a.audience IN %(tokens)s THEN a.title END
FROM {UPTAKE} u JOIN {LESSON} l ON l.id = u.lesson_id
JOIN {EVIDENCE} e ON e.uptake_id = u.id AND e.step = 'used' AND e.struck IS NULL
JOIN {Organisation._meta.db_table} o ON o.id = u.organisation_id
JOIN {Organisation._meta.db_table} w ON w.id = l.organisation_id
LEFT JOIN {Activity._meta.db_table} a ON a.id = u.activity_id
WHERE u.id IN %(uptakes)s ORDER BY u.since DESC, u.id DESC
"""
# Whom it was learned from, as far as the viewer sees that these have it themselves (queries.borrowings); else no name.
LEARNED_FROM = f"""
SELECT b.uptake_id, CASE WHEN {SEEN_BORROWING} THEN o.name ELSE '' END
FROM {Borrowing._meta.db_table} b JOIN {UPTAKE} u ON u.id = b.uptake_id JOIN {LESSON} l ON l.id = u.lesson_id
JOIN {Organisation._meta.db_table} o ON o.id = b.organisation_id
WHERE b.uptake_id IN %(uptakes)s ORDER BY b.uptake_id, o.name
"""
COUNTED = f"""
SELECT COUNT(*), COUNT(DISTINCT u.organisation_id), COUNT(DISTINCT u.activity_id) {FROM} AND u.standing = 'used'
"""
YEARS = f"""
SELECT CAST(u.since AS text), COUNT(*) {FROM} AND u.standing = 'used' GROUP BY u.since
"""


def narrowed(actor: Actor, wanted: Wanted, day: str) -> tuple[str, dict[str, Any]]:
    """(conditions, their values). `day`: the column that the year is of."""
    given = {"organisation": wanted.organisation, "activity": wanted.activity, "format": wanted.format, "theme": wanted.theme}
    asked = {name: value for name, value in given.items() if value}
    if any(isinstance(value, int) and not is_key(value) for value in asked.values()):
        return " AND 1 = 0", {"tokens": sorted(actor.tokens)}
    values: dict[str, Any] = {"tokens": sorted(actor.tokens), **asked}
    more = "".join(NARROWED[name] for name in asked)
    if wanted.year is not None:
        more += f" AND {day} BETWEEN %(first)s AND %(last)s"
        values |= {"first": f"{wanted.year:04}-01-01", "last": f"{wanted.year:04}-12-31"}
    return more, values


def changes(actor: Actor, wanted: Wanted, page: int = 1, *, size: int = PER_PAGE, total: int | None = None) -> "Page[Change]":
    """What is used, the newest change first. Four queries at most; three where the caller has counted (`total`)."""
    more, values = narrowed(actor, wanted, "u.since")
    if total is None:
        total = counted(actor, wanted)[0]
    found: Page[Any] = Paginator(range(total), size).get_page(page)
    of_page = f"{PAGE}{more} ORDER BY u.since DESC, u.id DESC LIMIT {size} OFFSET {(found.number - 1) * size}"
    uptakes = [row[0] for row in sql.rows(of_page, **values)] if total else []
    rows = sql.rows(CHANGES, uptakes=uptakes, tokens=values["tokens"]) if uptakes else []
    sources = _learned_from(actor, uptakes)
    found.object_list = [_change(row, sources.get(row[0])) for row in rows]
    return found


def _learned_from(actor: Actor, uptakes: list[int]) -> dict[int, tuple[str, ...]]:
    """{uptake: the organisations}, of those that were learned of somebody who was named."""
    names: dict[int, list[str]] = defaultdict(list)
    for uptake, name in sql.rows(LEARNED_FROM, uptakes=uptakes, **seen_by(actor)) if uptakes else []:
        names[uptake] += [name] if name else []
    return {uptake: tuple(several) for uptake, several in names.items()}


def _change(row: tuple[Any, ...], borrowed: tuple[str, ...] | None) -> Change:
    id, lesson, kind, sentence, name, slug, said, since, wrote, writer, own, activity, title = row
    changed = sql.json(said).get("changed", "")
    sources = borrowed if borrowed is not None else (writer,) if wrote != own else ()
    return Change(
        uptake=id, lesson=lesson, kind=Kind(kind), sentence=sentence, organisation=name, slug=slug, changed=changed,
        since=sql.day(since) or clock.today(), activity=activity, activity_title=title or "", learned_from=sources,
    )  # fmt: skip


def counted(actor: Actor, wanted: Wanted) -> tuple[int, int, int]:
    """(changes, organisations, activities they came through). One query."""
    more, values = narrowed(actor, wanted, "u.since")
    return sql.rows(COUNTED + more, **values)[0]  # type: ignore[return-value]


def years(actor: Actor) -> dict[int, int]:
    """{year: changes}, the newest first. One query."""
    found: dict[int, int] = defaultdict(int)
    for day, n in sql.rows(YEARS, tokens=sorted(actor.tokens)):
        found[int(day[:4])] += n
    return dict(sorted(found.items(), reverse=True))


@dataclass(frozen=True, slots=True)
class Part:
    """One of those that a figure is parted by: how many were taken home, and how many of them are used and declined now."""

    id: int | str
    name: str
    slug: str
    taken: int
    used: int
    declined: int


PARTED = {
    "organisation": ("o.id, o.name, o.slug", f"JOIN {Organisation._meta.db_table} o ON o.id = p.part", "u.organisation_id", "o.name"),
    "activity": (
        "a.id, a.title, ''", f"JOIN {Activity._meta.db_table} a ON a.id = p.part AND a.audience IN %(tokens)s", "u.activity_id", "a.title",
    ),
}  # fmt: skip
COUNTS = """
COUNT(*) AS taken, SUM(CASE WHEN u.standing = 'used' THEN 1 ELSE 0 END) AS used,
    SUM(CASE WHEN u.standing = 'declined' THEN 1 ELSE 0 END) AS declined
"""


def parted(actor: Actor, wanted: Wanted, by: str, *, most: int) -> list[Part]:
    """What was taken home, per organisation or activity that the viewer sees, by name: nobody is ranked. One query."""
    more, values = narrowed(actor, wanted, "u.taken")
    columns, join, part, name = PARTED[by]
    found = sql.rows(
        f"""SELECT {columns}, p.taken, p.used, p.declined FROM (
            SELECT {part} AS part, {COUNTS} {FROM}{more} AND {part} IS NOT NULL GROUP BY {part}) p
        {join} ORDER BY {name} LIMIT {most}""",
        **values,
    )
    return [Part(*row) for row in found]


def by_format(actor: Actor, wanted: Wanted) -> list[Part]:
    """What was taken home, per format of the activities that the viewer sees. One query."""
    more, values = narrowed(actor, wanted, "u.taken")
    found = sql.rows(
        f"""SELECT a.format, SUM(p.taken), SUM(p.used), SUM(p.declined) FROM (
            SELECT u.activity_id AS part, {COUNTS} {FROM}{more} AND u.activity_id IS NOT NULL GROUP BY u.activity_id) p
        JOIN {Activity._meta.db_table} a ON a.id = p.part AND a.audience IN %(tokens)s GROUP BY a.format ORDER BY a.format""",
        **values,
    )
    return [Part(format, format, "", int(taken), int(used), int(declined)) for format, taken, used, declined in found]


LEARNED = f"""
SELECT COUNT(*), COUNT(DISTINCT u.organisation_id), COUNT(DISTINCT b.organisation_id)
FROM {Borrowing._meta.db_table} b JOIN {UPTAKE} u ON u.id = b.uptake_id JOIN {LESSON} l ON l.id = u.lesson_id
WHERE {SEEN_BORROWING} AND b.day BETWEEN %(first)s AND %(last)s
"""


def learned_between(actor: Actor, year: int) -> tuple[int, int, int]:
    """(what was learned of another, organisations that did, organisations that it was learned from) in a year. One query."""
    values = {**seen_by(actor), "first": f"{year:04}-01-01", "last": f"{year:04}-12-31"}
    return sql.rows(LEARNED, **values)[0]  # type: ignore[return-value]


# — the figures —


# Every uptake with the first day of each step: of evidence that was not a slip of the pen; of *used*, the day it came all the way.
SEEN = f"""
chosen AS (SELECT u.id, u.lesson_id, u.organisation_id, u.standing, u.taken, u.owned_from {FROM}{{more}}),
shown AS (
    SELECT e.uptake_id, {", ".join(f"MIN(CASE WHEN e.step = '{step.value}' THEN e.day END) AS {step.value}" for step in STEPS[:-1])}
    FROM {EVIDENCE} e WHERE e.uptake_id IN (SELECT id FROM chosen) AND (e.struck IS NULL OR e.why_struck <> '') GROUP BY e.uptake_id),
came AS (
    SELECT m.uptake_id, MIN(m.day) AS used FROM {MOVE} m
    WHERE m.uptake_id IN (SELECT id FROM chosen) AND m.after = 'used' GROUP BY m.uptake_id),
seen AS {{kept}}(
    SELECT c.*, l.organisation_id AS wrote, {", ".join(f"s.{step.value}" for step in STEPS[:-1])}, came.used
    FROM chosen c JOIN {LESSON} l ON l.id = c.lesson_id LEFT JOIN shown s ON s.uptake_id = c.id LEFT JOIN came ON came.uptake_id = c.id)
"""


def _parts() -> dict[str, str]:
    """{figure: what is summed up for it}: how many, and of how many."""
    parts = {}

    def add(name: str, n: str, of: str) -> None:
        parts[name] = f"SUM(CASE WHEN {of} AND {n} THEN 1 ELSE 0 END)"
        parts[f"{name}:of"] = f"SUM(CASE WHEN {of} THEN 1 ELSE 0 END)"

    age = sql.days("%(today)s", "taken")
    add("owned", f"{sql.days('owned_from', 'taken')} <= {OWNER_DAYS}", f"{age} >= {OWNER_DAYS}")
    for step in STEPS:
        for months, days in MONTHS.items():
            add(f"{step.value}:{months}", f"{sql.days(step.value, 'taken')} <= {days}", f"{age} >= {days}")
    add("from_others", "wrote <> organisation_id", "1 = 1")
    add("declined", "standing = 'declined'", "1 = 1")
    parts |= {f"now:{one.value}": f"SUM(CASE WHEN standing = '{one.value}' THEN 1 ELSE 0 END)" for one in Standing}
    return parts | {"taken": "COUNT(*)", "organisations": "COUNT(DISTINCT organisation_id)", "lessons": "COUNT(DISTINCT lesson_id)"}


SEVERAL = "SELECT 'several', COUNT(*), 0 FROM (SELECT 1 AS one FROM seen GROUP BY lesson_id HAVING COUNT(*) > 1) lessons"


def _middle(first: str, later: str) -> str:
    gap = sql.days(later, first)
    return f"""
SELECT '{first}:{later}', MAX(gap), MAX(n) FROM (
    SELECT gap, n, ROW_NUMBER() OVER (ORDER BY gap) AS place FROM (
        SELECT CASE WHEN {gap} < 0 THEN 0 ELSE {gap} END AS gap, COUNT(*) OVER () AS n FROM seen
        WHERE {first} IS NOT NULL AND {later} IS NOT NULL) gaps) placed
WHERE place = (n + 1) / 2"""


def figures(actor: Actor, wanted: Wanted) -> Figures:
    """The way home of what was taken home. Two queries, however much there is."""
    more, values = narrowed(actor, wanted, "u.taken")
    seen, parts = f"WITH {SEEN.format(more=more, kept='MATERIALIZED ')}", _parts()
    sums = sql.rows(f"{seen} SELECT {', '.join(parts.values())} FROM seen", today=clock.today().isoformat(), **values)[0]
    n = {name: int(count or 0) for name, count in zip(parts, sums, strict=True)}
    middles = " UNION ALL ".join([SEVERAL, *(_middle(str(first), str(later)) for first, later in BETWEEN)])
    placed = {name: (days, int(of or 0)) for name, days, of in sql.rows(f"{seen} {middles}", **values)}
    return Figures(
        taken=n["taken"], organisations=n["organisations"], owned=_share(n, "owned"),
        reached={(step, months): _share(n, f"{step.value}:{months}") for step in STEPS for months in MONTHS},
        between={(str(first), later): Median(*placed[f"{first}:{later}"]) for first, later in BETWEEN},
        shared_lessons=Share(int(placed["several"][0]), n["lessons"]), from_others=_share(n, "from_others"), declined=_share(n, "declined"),
        now={one.value: n[f"now:{one.value}"] for one in Standing},
    )  # fmt: skip


def _share(n: dict[str, int], name: str) -> Share:
    return Share(n[name], n[f"{name}:of"])
