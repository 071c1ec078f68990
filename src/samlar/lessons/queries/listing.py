"""Lists of lessons and examples: what decides per row, in a constant number of queries of plain SQL (F1)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from samlar.activities.models import Activity, Session
from samlar.foundation import sql
from samlar.lessons.models import Lesson, LessonTheme, Uptake
from samlar.lessons.queries.lessons import seen_by
from samlar.lessons.queries.words import holds
from samlar.lessons.rules.words import EXITS, LADDER, LIVE_LESSONS, Kind, Standing, State
from samlar.people.models import Organisation
from samlar.people.rules import Actor

PER_PAGE = 50
LONGEST_SEARCH = 100
ACTIVITIES = 8  # that the filter offers, those last written in
LESSON, UPTAKE = Lesson._meta.db_table, Uptake._meta.db_table
STATES = ("live", "draft", "shared", "published", "over")

# As `lessons.SEEN`: by audience, which an index tells in order, and the few that are seen only because they are one's own or taken home.
BESIDE = f"""
SELECT v.id FROM {LESSON} v WHERE v.organisation_id = %(organisation)s AND v.audience NOT IN %(tokens)s
UNION SELECT v.id FROM {UPTAKE} u JOIN {LESSON} v ON v.id = u.lesson_id
    WHERE u.organisation_id = %(organisation)s AND v.audience NOT IN %(tokens)s
"""
NARROWED = {
    "kind": "l.kind = %(kind)s",
    "theme": f"l.id IN (SELECT t.lesson_id FROM {LessonTheme._meta.db_table} t WHERE t.theme_id = %(theme)s)",
    "activity": f"l.activity_id = %(activity)s AND EXISTS "
    f"(SELECT 1 FROM {Activity._meta.db_table} a WHERE a.id = %(activity)s AND a.audience IN %(tokens)s)",
    "ours": "l.organisation_id = %(organisation)s",
    "validated": "l.validated IS NOT NULL",
    "failed": "l.failed",
}
VISIBLE = "l.state IN %(states)s AND l.audience IN %(tokens)s"
VISIBLE_AND_BESIDE = "l.state IN %(states)s AND (l.audience IN %(tokens)s OR l.id IN %(beside)s)"
MANY = f"SELECT COUNT(*) FROM {LESSON} l WHERE {{narrowed}}"
PAGE = f"SELECT l.id FROM {LESSON} l WHERE {{narrowed}} ORDER BY l.written DESC, l.id DESC LIMIT %(most)s OFFSET %(first)s"
ROWS = f"""
SELECT l.id, l.kind, l.sentence, l.failed, l.state, CASE WHEN l.validated IS NOT NULL THEN 1 ELSE 0 END, l.organisation_id, o.name,
    a.id, a.title, s.title, CAST(l.written AS text)
FROM {LESSON} l JOIN {Organisation._meta.db_table} o ON o.id = l.organisation_id
LEFT JOIN {Activity._meta.db_table} a ON a.id = l.activity_id AND a.audience IN %(tokens)s
LEFT JOIN {Session._meta.db_table} s ON s.id = l.session_id AND a.id IS NOT NULL
WHERE l.id IN %(ids)s
"""
RANKS = " ".join(f"WHEN '{one}' THEN {one.rank}" for one in LADDER)
HOMES = f"""
SELECT u.lesson_id, COUNT(*), MAX(CASE u.standing {RANKS} ELSE 0 END),
    MAX(CASE WHEN u.organisation_id = %(organisation)s THEN u.id ELSE 0 END) FROM {UPTAKE} u
WHERE u.lesson_id IN %(ids)s AND u.standing NOT IN %(exits)s AND (u.organisation_id = %(organisation)s OR u.audience IN %(tokens)s)
GROUP BY u.lesson_id
"""
WRITTEN_IN = f"""
SELECT a.id, a.title FROM {Activity._meta.db_table} a
WHERE a.audience IN %(tokens)s
    AND EXISTS (SELECT 1 FROM {LESSON} l WHERE l.activity_id = a.id AND l.state IN %(states)s
        AND (l.audience IN %(tokens)s OR l.organisation_id = %(organisation)s))
ORDER BY a.started DESC, a.id DESC LIMIT {ACTIVITIES}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed to; empty is everything. `state`: live (all that holds), or one; over: obsolete and merged."""

    kind: str = ""
    theme: int = 0
    activity: int = 0
    ours: bool = False
    state: str = "live"
    validated: bool = False
    failed: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One lesson as a list shows it. `homes`: organisations that have it, as far as the viewer sees; `furthest`: among them."""

    id: int
    kind: Kind
    sentence: str
    failed: bool
    state: State
    validated: bool
    organisation: int
    organisation_name: str
    activity: int | None
    activity_title: str
    session_title: str
    written: datetime
    homes: int
    furthest: Standing | None
    own_uptake: int | None


def lessons(actor: Actor, wanted: Wanted, page: int = 1) -> "Page[Listed]":
    """A page of the lessons that the viewer sees, newest first. Five queries at most. A number out of range is the nearest page."""
    shown = _page(actor, wanted, page, PER_PAGE)
    shown.object_list = rows_of(actor, [id for (id,) in shown.object_list])
    return shown


def titled(actor: Actor, words: str, *, most: int) -> tuple[list[Listed], int]:
    """The newest that hold the words, and how many there are. Five queries at most."""
    if not words.strip():
        return [], 0
    shown = _page(actor, Wanted(words=words), 1, most)
    return rows_of(actor, [id for (id,) in shown.object_list]), shown.paginator.count


def of_activity(actor: Actor, activity_id: int, *, most: int = 200) -> list[Listed]:
    """The lessons that come from an activity, newest first. Five queries. Nothing for those who do not see the activity."""
    shown = _page(actor, Wanted(activity=activity_id), 1, most)
    return rows_of(actor, [id for (id,) in shown.object_list])


def activities_written_in(actor: Actor) -> list[tuple[int, str]]:
    """(id, title) of the newest activities that the viewer sees lessons from. One query."""
    return [(id, title) for id, title in sql.rows(WRITTEN_IN, states=LIVE_LESSONS, **seen_by(actor))]


def rows_of(actor: Actor, ids: Collection[int]) -> list[Listed]:
    """Lessons as rows, in the order of their ids given. Two queries; none for none. The caller knows that the viewer sees them."""
    if not ids:
        return []
    seen = seen_by(actor)
    homes = {lesson: rest for lesson, *rest in sql.rows(HOMES, ids=ids, exits=EXITS, **seen)}
    found = {row[0]: row for row in sql.rows(ROWS, ids=ids, tokens=seen["tokens"])}
    return [_row(found[id], *homes.get(id, (0, 0, 0))) for id in ids if id in found]


def _page(actor: Actor, wanted: Wanted, number: int, size: int) -> "Page[Any]":
    conditions = [part for word, part in NARROWED.items() if getattr(wanted, word)]
    values: dict[str, Any] = {word: getattr(wanted, word) for word in ("kind", "theme", "activity") if getattr(wanted, word)}
    words = wanted.words[:LONGEST_SEARCH].split()
    if words:
        condition, patterns = holds("l.sentence || ' ' || l.context || ' ' || l.takes", words)
        conditions.append(condition)
        values |= patterns
    seen = seen_by(actor)
    values |= {**seen, "states": _states(wanted.state)}
    beside = [id for (id,) in sql.rows(BESIDE, **seen)] if actor.at_work else []
    if beside:
        values["beside"] = beside
    narrowed = " AND ".join([VISIBLE_AND_BESIDE if beside else VISIBLE, *conditions])
    ((many,),) = sql.rows(MANY.format(narrowed=narrowed), **values)
    shown: Page[Any] = Paginator(range(many), size).get_page(number)
    first = (shown.number - 1) * size
    shown.object_list = sql.rows(PAGE.format(narrowed=narrowed), most=size, first=first, **values) if many else []
    return shown


def _states(word: str) -> tuple[State, ...]:
    if word == "over":
        return (State.OBSOLETE, State.MERGED)
    return (State(word),) if word in STATES[1:] else LIVE_LESSONS


def _row(row: tuple[Any, ...], homes: int, furthest: int, own: int) -> Listed:
    id, kind, sentence, failed, state, validated, organisation, name, activity, title, session, written = row
    moment = sql.moment(written)
    assert moment is not None  # a lesson always has its moment
    return Listed(
        id=id, kind=Kind(kind), sentence=sentence, failed=bool(failed), state=State(state), validated=bool(validated),
        organisation=organisation, organisation_name=name, activity=activity, activity_title=title or "", session_title=session or "",
        written=moment, homes=homes, furthest=LADDER[furthest] if homes else None, own_uptake=own or None,
    )  # fmt: skip
