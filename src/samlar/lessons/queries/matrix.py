"""Lessons by organisations, of one activity or one theme: who is where, as far as the viewer sees it (F2).

What an organisation does not show is neither drawn nor counted; nor is a lesson that the viewer does not see.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from samlar.activities.models import Activity
from samlar.formats.sentence import Sentence
from samlar.foundation import sql
from samlar.foundation.swedish import sort_key
from samlar.lessons.models import Lesson, LessonTheme, Uptake
from samlar.lessons.queries.lessons import SEEN, seen_by
from samlar.lessons.rules.matrix import MatrixColumn, MatrixRow
from samlar.lessons.rules.words import EXITS, LADDER, Kind, Standing, State
from samlar.library.models import Theme
from samlar.people.models import Organisation
from samlar.people.rules import Actor

PER_PAGE = 50
LESSON, UPTAKE, THEMED = Lesson._meta.db_table, Uptake._meta.db_table, LessonTheme._meta.db_table
OPEN = f"l.state IN ('{State.SHARED}', '{State.PUBLISHED}')"
# To the viewer, of uptakes that are sought by their lesson. A plain OR would make SQLite seek them by audience: all there are.
SHOWN = "CASE WHEN u.organisation_id = %(organisation)s OR u.audience IN %(tokens)s THEN 1 ELSE 0 END = 1"
OF_ACTIVITY = "l.activity_id = %(scope)s"
OF_THEME = f"l.id IN (SELECT lt.lesson_id FROM {THEMED} lt WHERE lt.theme_id = %(scope)s)"
# All that is drawn or counted, row by row: a lesson that nobody shows has one row without an organisation.
CELLS = f"""
SELECT l.id, u.organisation_id, u.standing FROM {LESSON} l LEFT JOIN {UPTAKE} u ON u.lesson_id = l.id AND {SHOWN}
WHERE {{scope}} AND {OPEN} AND {SEEN}
"""
LESSONS = f"""
SELECT l.id, l.kind, l.sentence, l.state, l.failed, w.name FROM {LESSON} l JOIN {Organisation._meta.db_table} w ON w.id = l.organisation_id
WHERE l.id IN %(lessons)s
"""
ORGANISATIONS = f"SELECT o.id, o.name, o.slug FROM {Organisation._meta.db_table} o WHERE o.id IN %(organisations)s"
SCOPES = f"""
SELECT 'theme', t.id, t.name_sv, t.name_en FROM {Theme._meta.db_table} t
WHERE EXISTS (SELECT 1 FROM {THEMED} lt JOIN {LESSON} l ON l.id = lt.lesson_id WHERE lt.theme_id = t.id AND {OPEN} AND {SEEN})
UNION ALL
SELECT 'activity', a.id, a.title, a.title FROM {Activity._meta.db_table} a
WHERE a.audience IN %(tokens)s AND EXISTS (SELECT 1 FROM {LESSON} l WHERE l.activity_id = a.id AND {OPEN} AND {SEEN})
"""


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """A page of lessons, most used first, by all organisations that show something or take part, the regions first.

    `lessons`: how many there are in all.
    """

    page: "Page[MatrixRow]"
    columns: tuple[MatrixColumn, ...]

    @property
    def lessons(self) -> int:
        return self.page.paginator.count


@dataclass(frozen=True, slots=True)
class Scope:
    """Something that a matrix can be about: the viewer sees lessons of it."""

    id: int
    name: Sentence


def of_activity(
    actor: Actor, activity: int, page: int = 1, *, taking_part: Collection[tuple[int, str, str]] = (), size: int = PER_PAGE
) -> MatrixPage:
    """An activity's lessons, by those that take part (id, name, slug) and others that have taken one home. Three queries.

    The caller has made sure that the viewer sees the activity.
    """
    return _matrix(actor, OF_ACTIVITY, activity, page, size, taking_part)


def of_theme(actor: Actor, theme: int, page: int = 1) -> MatrixPage:
    """A theme's lessons, by those that have taken one home. Three queries."""
    return _matrix(actor, OF_THEME, theme, page, PER_PAGE, ())


def has_lessons(actor: Actor, activity: int) -> bool:
    """Whether the viewer sees any lesson of an activity. One query."""
    return bool(sql.rows(f"SELECT 1 FROM {LESSON} l WHERE {OF_ACTIVITY} AND {OPEN} AND {SEEN} LIMIT 1", scope=activity, **seen_by(actor)))


def scopes(actor: Actor) -> tuple[tuple[Scope, ...], tuple[Scope, ...]]:
    """The themes, by name, and the activities, the newest first, of which the viewer sees lessons. One query."""
    found = sql.by_word(SCOPES, **seen_by(actor))

    themes = [Scope(id, Sentence(sv, en)) for id, sv, en in found["theme"]]
    activities = [Scope(id, Sentence(sv, en)) for id, sv, en in found["activity"]]
    return tuple(sorted(themes, key=lambda one: sort_key(one.name.sv))), tuple(sorted(activities, key=lambda one: -one.id))


STANDINGS = {one.value: one for one in Standing}
DOWN = [one.value for one in reversed(LADDER)]
EXITED = {one.value for one in EXITS}


def _matrix(actor: Actor, scope: str, id: int, page: int, size: int, taking_part: Collection[tuple[int, str, str]]) -> MatrixPage:
    at: dict[int, dict[int, str]] = {}
    for lesson, organisation, standing in sql.rows(CELLS.format(scope=scope), scope=id, **seen_by(actor)):
        row = at.setdefault(lesson, {})
        if organisation is not None:
            row[organisation] = standing
    counts = {lesson: Counter(row.values()) for lesson, row in at.items()}
    # The most used first, then the most anchored, and so on; the newest of those that are equal.
    ordered = sorted(at, key=lambda lesson: (*[counts[lesson][one] for one in DOWN], lesson), reverse=True)
    shown: Page[Any] = Paginator(ordered, size).get_page(page)
    lessons = {id: row for id, *row in sql.rows(LESSONS, lessons=list(shown))} if ordered else {}
    shown.object_list = [
        MatrixRow(
            id, Kind(kind), sentence, State(state), bool(failed), name, {one: counts[id][one.value] for one in reversed(LADDER)},
            {organisation: STANDINGS[standing] for organisation, standing in at[id].items()},
        )
        for id, (kind, sentence, state, failed, name) in ((id, lessons[id]) for id in shown)
    ]  # fmt: skip
    return MatrixPage(shown, tuple(_columns(at.values(), taking_part)))


def _columns(rows: Iterable[dict[int, str]], taking_part: Collection[tuple[int, str, str]]) -> list[MatrixColumn]:
    """Those who show something, with how many they have and use, and those who take part; the regions first."""
    home, used = Counter[int](), Counter[int]()
    for row in rows:
        for organisation, standing in row.items():
            home[organisation] += standing not in EXITED
            if standing == Standing.USED:
                used[organisation] += 1
    named = sql.rows(ORGANISATIONS, organisations=list(home)) if home else []
    columns = [MatrixColumn(id, name, slug, home[id], used[id]) for id, name, slug in named]
    columns += [MatrixColumn(id, name, slug, 0, 0) for id, name, slug in taking_part if id not in home]
    return sorted(columns, key=lambda one: ("region" not in one.name.casefold(), sort_key(one.short[1])))
