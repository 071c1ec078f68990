"""The list of activities: prepared rows, filters with counts, a constant number of queries."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from samlar.activities.models import Activity, Duty, Participation, Plan
from samlar.activities.queries.order import BY_STAGE, ORDER, by_stage
from samlar.activities.queries.released import RELEASED
from samlar.activities.rules.rows import TAKING_PART
from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Sentence
from samlar.formats.words import STAGE_KINDS
from samlar.foundation import clock, sql
from samlar.foundation.swedish import sort_key
from samlar.people.models import Organisation
from samlar.people.rules import MEMBERS, Actor

PER_PAGE = 15
SEARCH_LENGTH = 100
UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the list is narrowed to; empty or None is everything. `ours`: only what the viewer's organisation takes part in."""

    format: str = ""
    stage_kind: str = ""
    year: int | None = None
    ours: bool = False
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """One activity as the list shows it. `next_day` is what comes next (`next_sentence` says what), or when it ended."""

    id: int
    title: str
    format: Sentence
    stage: Sentence
    stage_kind: str
    lead: str
    others: int
    next_sentence: Sentence | None
    next_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many there are by each value of a filter, the other filters as chosen."""

    formats: dict[str, int]
    stage_kinds: dict[str, int]
    years: dict[int, int]
    all_formats: int
    all_stage_kinds: int
    all_years: int
    ours: int
    everybody: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list. `total` counts what fits the choice, `exist` says whether the viewer sees any activity at all."""

    rows: tuple[ListedRow, ...]
    total: int
    page: int
    counts: Counts
    format_names: dict[str, Sentence]
    exist: bool


def listing(actor: Actor, choice: Choice, *, page: int = 1) -> Listing:
    """The activities that the viewer sees, those that run first, a page at a time. Seven queries however many there are.

    A page beyond the last is the last one.
    """
    visible = Activity.objects.filter(audience__in=actor.tokens)
    searched = _searched(visible, choice.search)
    ours = searched.filter(_taken_part_by(actor.organisation))
    everybody, own = _cross_table(searched), _cross_table(ours) if actor.at_work else Counter()
    names = catalogue.names()
    counts = _counts(own if choice.ours else everybody, choice, names, ours=_sum(own, choice), everybody=_sum(everybody, choice))
    total = counts.ours if choice.ours else counts.everybody
    last = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), last)
    found = _narrowed(ours if choice.ours else searched, choice)
    return Listing(
        rows=_rows(actor, found, (page - 1) * PER_PAGE, PER_PAGE),
        total=total,
        page=page,
        counts=counts,
        format_names=names,
        exist=bool(everybody) or visible.exists(),
    )


def taking_part(actor: Actor, *, most: int) -> tuple[ListedRow, ...]:
    """What the viewer's organisation takes part in and is not over, those that run first, so many at most. Three queries."""
    found = []
    for *row, start, end, started, reported, ended in sql.rows(OURS, organisation=actor.organisation, tokens=actor.tokens, most=most):
        days = sql.day(start), sql.day(end), *map(sql.moment, (started, reported, ended))
        found.append(dict(zip(FIELDS, (*row, *days), strict=True)))
    return _as_rows(actor, found)


# In _rows' order.
OURS = f"""
SELECT a.id, a.title, a.version_id, a.stage, a.stage_kind, CAST(plan.start AS text), CAST(plan."end" AS text),
    CAST(a.started AS text), CAST(a.reported AS text), CAST(a.ended AS text)
FROM {Activity._meta.db_table} a
JOIN {Participation._meta.db_table} p ON p.activity_id = a.id
LEFT JOIN {Plan._meta.db_table} plan ON plan.activity_id = a.id
WHERE p.organisation_id = %(organisation)s AND p.state = '{TAKING_PART}'
  AND a.audience IN %(tokens)s AND a.stage_kind NOT IN ('closed', 'cancelled')
ORDER BY {BY_STAGE}, a.ended IS NOT NULL, a.ended DESC, a.year DESC, a.created DESC, a.id DESC LIMIT %(most)s
"""
AROUND = f"""
SELECT 'taking_part', p.id, p.activity_id, CASE WHEN p.is_lead THEN 1 ELSE 0 END, o.name
    FROM {Participation._meta.db_table} p JOIN {Organisation._meta.db_table} o ON o.id = p.organisation_id
    WHERE p.activity_id IN %(ids)s AND p.state = '{TAKING_PART}'
UNION ALL SELECT 'owed', 0, d.activity_id, 0, CAST(MIN(d.due) AS text)
    FROM {Duty._meta.db_table} d JOIN {Activity._meta.db_table} a ON a.id = d.activity_id
    WHERE d.activity_id IN %(ids)s AND d.done IS NULL AND a.stage_kind = 'reported' GROUP BY d.activity_id
UNION ALL SELECT 'session', 0, s.activity_id, 0, CAST(MIN(s.starts) AS text)
    FROM ({RELEASED} AND r.activity_id IN %(running)s) s WHERE s.ends > %(now)s GROUP BY s.activity_id
"""


def newest_of(actor: Actor, *stage_kinds: str, most: int) -> tuple[ListedRow, ...]:
    """The activities in some stages that the viewer sees, in the list's order, so many at most. Three queries."""
    return _rows(actor, Activity.objects.filter(audience__in=actor.tokens, stage_kind__in=stage_kinds), 0, most)


def _searched(activities: QuerySet[Activity], words: str) -> QuerySet[Activity]:
    """Those whose title holds the words. A pattern, not LIKE: SQLite's LIKE tells å from Å."""
    wanted = UNSAFE.sub(" ", words).strip()[:SEARCH_LENGTH]
    return activities.filter(title__iregex=re.escape(wanted)) if wanted else activities


def _taken_part_by(organisation: int | None) -> Q:
    return Q(participations__organisation=organisation, participations__state=TAKING_PART)


def _narrowed(activities: QuerySet[Activity], choice: Choice) -> QuerySet[Activity]:
    chosen: dict[str, Any] = {"format": choice.format, "stage_kind": choice.stage_kind, "year": choice.year}
    return activities.filter(**{name: value for name, value in chosen.items() if value})


Table = Counter[tuple[str, str, int | None]]


def _cross_table(activities: QuerySet[Activity]) -> Table:
    """How many there are of each format, stage and year. One query, from which every filter's counts are taken."""
    rows = activities.order_by().values("format", "stage_kind", "year").annotate(n=Count("id"))
    return Counter({(row["format"], row["stage_kind"], row["year"]): row["n"] for row in rows})


def _sum(table: Table, choice: Choice, *, but: int | None = None) -> int:
    return sum(n for key, n in table.items() if _fits(key, choice, but=but))


def _fits(key: tuple[str, str, int | None], choice: Choice, *, but: int | None = None) -> bool:
    wanted = (choice.format, choice.stage_kind, choice.year)
    return all(place == but or not want or want == key[place] for place, want in enumerate(wanted))


def _counts(table: Table, choice: Choice, order: Iterable[str], *, ours: int, everybody: int) -> Counts:
    by: list[dict[Any, int]] = [defaultdict(int), defaultdict(int), defaultdict(int)]
    for key, n in table.items():
        for place in range(3):
            if _fits(key, choice, but=place):
                by[place][key[place]] += n
    return Counts(
        formats={one: by[0][one] for one in dict.fromkeys((*order, *by[0])) if one in by[0]},
        stage_kinds={kind: by[1][kind] for kind in ORDER if kind in by[1]},
        years={year: by[2][year] for year in sorted((year for year in by[2] if year), reverse=True)},
        all_formats=_sum(table, choice, but=0),
        all_stage_kinds=_sum(table, choice, but=1),
        all_years=_sum(table, choice, but=2),
        ours=ours,
        everybody=everybody,
    )


FIELDS = ("id", "title", "version", "stage", "stage_kind", "plan__start", "plan__end", "started", "reported", "ended")


def _rows(actor: Actor, activities: QuerySet[Activity], first: int, most: int) -> tuple[ListedRow, ...]:
    """So many rows from the first on. Three queries at most."""
    ordered = activities.order_by(by_stage(), F("ended").desc(nulls_first=True), "-year", "-created", "-id")
    return _as_rows(actor, ordered.values(*FIELDS)[first : first + most])


def _as_rows(actor: Actor, activities: Iterable[dict[str, Any]]) -> tuple[ListedRow, ...]:
    """Activities' FIELDS as rows, with who takes part and what is owed first. Two queries."""
    found = list(activities)
    versions = catalogue.versions(row["version"] for row in found)
    running = [row["id"] for row in found if row["stage_kind"] == "running"]
    around = sql.placed(AROUND, ids=[row["id"] for row in found], running=running, now=clock.now()) if found else {}
    leads, many = defaultdict[int, list[str]](list), Counter[int]()
    for activity, is_lead, name in around.get("taking_part", ()):
        many[activity] += 1
        if is_lead:
            leads[activity].append(name)
    due = {activity: sql.day(day) for activity, _, day in around.get("owed", ())}
    meets = {activity: clock.day_of(sql.moment(text)) for activity, _, text in around.get("session", ())}
    rows = []
    for row in found:
        definition = versions[row["version"]].definition
        stage = next((stage.name for stage in definition.stages if stage.id == row["stage"]), STAGE_KINDS[row["stage_kind"]])
        leading = leads[row["id"]]
        sentence, day = _next(row, due.get(row["id"]), meets.get(row["id"]), sees_plan=MEMBERS in actor.tokens)
        rows.append(
            ListedRow(
                id=row["id"], title=row["title"], format=definition.name, stage=stage, stage_kind=row["stage_kind"],
                lead=min(leading, key=sort_key, default=""), others=many[row["id"]] - bool(leading), next_sentence=sentence, next_day=day,
            )
        )  # fmt: skip
    return tuple(rows)


NOTHING: tuple[Sentence | None, date | None] = (None, None)


def _next(row: Mapping[str, Any], due: date | None, meets: date | None, *, sees_plan: bool) -> tuple[Sentence | None, date | None]:
    """What comes next and when: the next released session, else what the plan says; for what is over, when it ended. Days of the plan
    only for those who may see plans."""
    if meets:
        return Sentence("nästa träff", "next session"), meets
    planned = {"planning": row["plan__start"], "review": row["plan__start"], "running": row["plan__end"]}.get(row["stage_kind"])
    if planned and sees_plan:
        if row["stage_kind"] == "running":
            return (Sentence("slutar", "ends") if planned >= clock.today() else Sentence("skulle sluta", "was to end")), planned
        return Sentence("tänkt start", "planned start"), planned
    if row["stage_kind"] == "reported":
        if due and sees_plan:
            return (
                Sentence("sprids senast", "to be spread by") if due >= clock.today() else Sentence("skulle ha spritts", "was to be spread")
            ), due
        return Sentence("rapporterades", "reported"), clock.day_of(row["reported"])
    if row["stage_kind"] == "running":
        return Sentence("sedan", "since"), clock.day_of(row["started"])
    if row["ended"]:
        over = Sentence("ställdes in", "cancelled") if row["stage_kind"] == "cancelled" else Sentence("avslutades", "closed")
        return over, clock.day_of(row["ended"])
    return NOTHING
