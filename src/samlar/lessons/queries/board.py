"""An organisation's own board, its figures in short, and what it shows to others of what it has taken home (F2)."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from samlar.activities.models import Activity
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.lessons.models import Evidence, Lesson, LessonTheme, Uptake
from samlar.lessons.rules.board import ENDED_SHOWN, ON_A_COLUMN, STOPPED_AFTER, CardRow, Light, Narrow, by_care, months_ago
from samlar.lessons.rules.words import EXITS, LADDER, Kind, Standing
from samlar.library.queries.themes import themes
from samlar.people.models import Employment, Person
from samlar.people.queries import TODAY
from samlar.people.rules import Actor, must_act_for_an_organisation

PER_PAGE = 50
UPTAKE, LESSON, EVIDENCE = Uptake._meta.db_table, Lesson._meta.db_table, Evidence._meta.db_table
ON_THE_WAY = ", ".join(f"'{one.value}'" for one in LADDER if one != Standing.USED)
ENDED = ", ".join(f"'{one.value}'" for one in EXITS)
NEWEST = f"(SELECT MAX(v.day) FROM {EVIDENCE} v WHERE v.uptake_id = u.id AND v.struck IS NULL)"
# What a card of the own organisation waits for; each is 0 or 1. `h`: the owner's employment there today.
ALONE = f"CASE WHEN h.person_id IS NULL AND u.standing NOT IN ({ENDED}) THEN 1 ELSE 0 END"
LATE = f"CASE WHEN u.next_day < %(today)s AND u.standing NOT IN ('used', {ENDED}) THEN 1 ELSE 0 END"
STOPPED = f"""CASE WHEN u.standing IN ({ON_THE_WAY}) AND u.since < %(long_ago)s AND COALESCE({NEWEST}, u.since) < %(long_ago)s
    THEN 1 ELSE 0 END"""
OURS = f"""
FROM {UPTAKE} u
LEFT JOIN (SELECT DISTINCT e.person_id FROM {Employment._meta.db_table} e
    WHERE e.organisation_id = %(organisation)s AND {TODAY.format("e")}) h ON h.person_id = u.owner_id
"""
LIGHT = f"""
SELECT u.id, u.lesson_id, u.activity_id, u.standing, CASE WHEN u.owner_id = %(person)s THEN 1 ELSE 0 END, {ALONE}, {LATE}, {STOPPED},
    CAST(u.next_day AS text), CAST(u.since AS text)
{OURS} WHERE u.organisation_id = %(organisation)s
"""
CARDS = f"""
SELECT u.id, l.kind, l.sentence, p.name, u.next_step, CAST(u.next_day AS text), CAST(u.since AS text), CAST({NEWEST} AS text), u.revision
FROM {UPTAKE} u JOIN {LESSON} l ON l.id = u.lesson_id LEFT JOIN {Person._meta.db_table} p ON p.id = u.owner_id
WHERE u.organisation_id = %(organisation)s AND u.id IN %(shown)s
"""
DOWN = " ".join(["CASE u.standing", *(f"WHEN '{one.value}' THEN {-one.rank}" for one in LADDER), "END"])  # used first
THEMES = f"""
SELECT lt.lesson_id, lt.theme_id FROM {UPTAKE} u JOIN {LessonTheme._meta.db_table} lt ON lt.lesson_id = u.lesson_id
WHERE u.organisation_id = %(organisation)s
"""
SUMMARY = f"""
SELECT COUNT(*), COALESCE(SUM(CASE WHEN q.standing = 'used' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN q.alone + q.late + q.stopped > 0 THEN 1 ELSE 0 END), 0)
FROM (SELECT u.standing, {ALONE} AS alone, {LATE} AS late, {STOPPED} AS stopped {OURS}
    WHERE u.organisation_id = %(organisation)s AND u.standing NOT IN ({ENDED})) q
"""
SHOWN = f"""
SELECT q.id, l.kind, l.sentence, q.standing, CAST(q.since AS text), q.many, q.used
FROM (SELECT u.id, u.lesson_id, u.standing, u.since, COUNT(*) OVER () AS many,
        SUM(CASE WHEN u.standing = 'used' THEN 1 ELSE 0 END) OVER () AS used
    FROM {UPTAKE} u
    WHERE u.organisation_id = %(organisation)s AND CASE WHEN u.audience IN %(tokens)s AND u.standing NOT IN ({ENDED}) THEN 1 ELSE 0 END = 1
    ORDER BY {DOWN}, u.since DESC, u.id LIMIT %(most)s) q
JOIN {LESSON} l ON l.id = q.lesson_id ORDER BY {DOWN.replace("u.", "q.")}, q.since DESC, q.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the board is narrowed to; None is everything."""

    narrow: Narrow | None = None
    theme: int | None = None
    activity: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter, and how many cards it would show, the other filters as chosen."""

    value: str
    label: Sentence
    count: int


@dataclass(frozen=True, slots=True)
class Column:
    """A step with how many stand there as narrowed, and the first of them."""

    standing: Standing
    count: int
    cards: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """`columns`: the five from taken home to used; `ended`: the exits. `counts`: of all that the organisation has, by standing.

    `listed`: a page of one standing's cards, where that was asked for. `alone`, `late` and `stopped` count all.
    """

    columns: tuple[Column, ...]
    ended: tuple[Column, ...]
    counts: dict[Standing, int]
    alone: int
    late: int
    stopped: int
    narrows: dict[Narrow, int]
    themes: tuple[Option, ...]
    activities: tuple[Option, ...]
    all_narrows: int
    all_themes: int
    all_activities: int
    listed: "Page[CardRow] | None" = None

    @property
    def total(self) -> int:
        """All on the ladder, however the board is narrowed."""
        return sum(self.counts[one] for one in LADDER)

    @property
    def fitting(self) -> int:
        """How many fit what is chosen, the exits too."""
        return sum(one.count for one in (*self.columns, *self.ended))


@dataclass(frozen=True, slots=True)
class Summary:
    """An organisation's board in three figures: on the ladder, used, and what needs care (no owner, late or stopped)."""

    home: int
    used: int
    care: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """What an organisation shows of one uptake in a list."""

    id: int
    kind: Kind
    sentence: str
    standing: Standing
    since: date


def board(actor: Actor, choice: Choice, *, standing: Standing | None = None, page: int = 1) -> Board:
    """The own organisation's board, narrowed; with a `standing`, also a page of its cards. Five queries.

    Raises NotAllowed for whoever acts for no organisation.
    """
    at = must_act_for_an_organisation(actor)
    lights = _lights(actor, at)
    themed: dict[int, list[int]] = {}
    for lesson, theme in sql.rows(THEMES, organisation=at):
        themed.setdefault(lesson, []).append(theme)
    about_what = {theme for several in themed.values() for theme in several}
    named = [one for one in themes(retired=True) if one.id in about_what] if themed else []
    titles = _titles(actor, {one.activity for one in lights if one.activity})

    narrow = choice.narrow
    fits_narrow = None if narrow is None else {one.id for one in lights if one.waits(narrow)}
    fits_theme = None if choice.theme is None else {one.id for one in lights if choice.theme in themed.get(one.lesson, ())}
    fits_activity = None if choice.activity is None else {one.id for one in lights if one.activity == choice.activity}

    def left(*chosen: set[int] | None) -> list[Light]:
        among = [ids for ids in chosen if ids is not None]
        return [one for one in lights if all(one.id in ids for ids in among)] if among else lights

    # Each filter's counts are of what the other filters leave.
    for_narrow, for_theme, for_activity = left(fits_theme, fits_activity), left(fits_narrow, fits_activity), left(fits_narrow, fits_theme)
    by_narrow = {one: sum(light.waits(one) for light in for_narrow) for one in Narrow}
    by_theme = Counter(theme for light in for_theme for theme in themed.get(light.lesson, ()))
    by_activity = Counter(light.activity for light in for_activity if light.activity)
    every = Counter(light.standing for light in lights)
    chosen: dict[Standing, list[Light]] = {one: [] for one in Standing}
    for light in left(fits_narrow, fits_theme, fits_activity):
        chosen[light.standing].append(light)
    ordered = {one: by_care(several) for one, several in chosen.items()}
    listed: Page[Any] | None = Paginator(ordered[standing], PER_PAGE).get_page(page) if standing is not None else None
    first = {one: several[: ENDED_SHOWN if one in EXITS else ON_A_COLUMN] for one, several in ordered.items()} if standing is None else {}
    lightly: list[Light] = [*(light for several in first.values() for light in several), *(listed or ())]
    cards = _cards(at, lightly)
    columns = {one: Column(one, len(several), tuple(cards[light.id] for light in first.get(one, ()))) for one, several in ordered.items()}
    if listed is not None:
        listed.object_list = [cards[light.id] for light in listed]
    return Board(
        columns=tuple(columns[one] for one in LADDER),
        ended=tuple(columns[one] for one in EXITS),
        counts={one: every[one] for one in Standing},
        alone=sum(one.alone for one in lights),
        late=sum(one.late for one in lights),
        stopped=sum(one.stopped for one in lights),
        narrows=by_narrow,
        themes=tuple(Option(str(one.id), one.name, by_theme[one.id]) for one in named),
        activities=tuple(Option(str(id), Sentence(title, title), by_activity[id]) for id, title in titles.items()),
        all_narrows=len(for_narrow),
        all_themes=len(for_theme),
        all_activities=len(for_activity),
        listed=listed,
    )


def summary(actor: Actor) -> Summary:
    """The own organisation's board in short. One query; nothing for whoever works nowhere."""
    if actor.organisation is None:
        return Summary(0, 0, 0)
    ((home, used, care),) = sql.rows(SUMMARY, **_now(actor.organisation))
    return Summary(home, used, care)


def shown_by(actor: Actor, organisation: int, *, most: int) -> tuple[tuple[ShownRow, ...], int, int]:
    """What the viewer sees of an organisation's uptakes, used first; how many there are, and how many of them are used. One query."""
    found = sql.rows(SHOWN, organisation=organisation, tokens=sorted(actor.tokens), most=most)
    rows = tuple(ShownRow(id, Kind(kind), sentence, Standing(standing), _day(since)) for id, kind, sentence, standing, since, *_ in found)
    return rows, found[0][-2] if found else 0, found[0][-1] if found else 0


def _now(organisation: int) -> dict[str, Any]:
    today = clock.today()
    return {"organisation": organisation, "today": today, "long_ago": months_ago(today, STOPPED_AFTER)}


STANDINGS = {one.value: one for one in Standing}


def _lights(actor: Actor, at: int) -> list[Light]:
    return [
        Light(id, lesson, activity, STANDINGS[standing], mine == 1, alone == 1, late == 1, stopped == 1, next_day or "", since)
        for id, lesson, activity, standing, mine, alone, late, stopped, next_day, since in sql.rows(LIGHT, person=actor.person, **_now(at))
    ]


def _titles(actor: Actor, ids: Collection[int]) -> dict[int, str]:
    """{id: title} of those of the activities that the viewer sees, by title."""
    rows = Activity.objects.filter(id__in=ids, audience__in=actor.tokens).order_by("title", "id")
    return dict(rows.values_list("id", "title"))


def _cards(at: int, lights: Iterable[Light]) -> dict[int, CardRow]:
    shown = {one.id: one for one in lights}
    found = sql.rows(CARDS, organisation=at, shown=list(shown)) if shown else []
    return {
        id: CardRow(
            id=id, lesson=shown[id].lesson, kind=Kind(kind), sentence=sentence, owner_name=owner or "", mine=shown[id].mine,
            alone=shown[id].alone, standing=shown[id].standing, since=_day(since), next_step=next_step, next_day=sql.day(next_day),
            late=shown[id].late, stopped=shown[id].stopped, evidence=sql.day(evidence), revision=revision,
        )
        for id, kind, sentence, owner, next_step, next_day, since, evidence, revision in found
    }  # fmt: skip


def _day(text: str) -> Any:
    return sql.day(text)
