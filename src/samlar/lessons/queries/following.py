"""What the clock follows up: which uptakes and handoffs may be due, and all that the rules want to know of them (F3). For the clock."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from samlar.activities.models import Activity
from samlar.activities.rules.follow_up import APART, HELD, USUAL, Followed, Question, latest_begun
from samlar.catalogue import queries as catalogue
from samlar.foundation import clock, sql
from samlar.lessons.models import FollowUp, Handoff, Lesson, Uptake
from samlar.lessons.queries.receiving import still_answers
from samlar.lessons.rules import handoffs as handoff_rules
from samlar.lessons.rules.words import Standing
from samlar.people.models import Employment, Link, Person
from samlar.people.queries import TODAY

Kind = Literal["uptake", "handoff"]
ON_THE_WAY = (Standing.TAKEN, Standing.SHARED, Standing.TRIED, Standing.ANCHORED)  # what there is still something to ask about
AT_ONCE = 500  # cases in one question
UPTAKE, LESSON, FOLLOW_UP, HANDOFF = (one._meta.db_table for one in (Uptake, Lesson, FollowUp, Handoff))
ACTIVITY, PERSON, LINK = Activity._meta.db_table, Person._meta.db_table, Link._meta.db_table


def works(person: str, organisation: str) -> str:
    """Whether the person of one column is known still and works today at the organisation of another."""
    return f"""EXISTS (SELECT 1 FROM {Employment._meta.db_table} w JOIN {PERSON} wp ON wp.id = w.person_id AND wp.is_active
        WHERE w.person_id = {person} AND w.organisation_id = {organisation} AND {TODAY.format("w")})"""


# Of each kind: whose it is today (NULL: nobody's), whether it is asked about still, from which day the months count, when it was entered.
OWNER = {
    "uptake": f"CASE WHEN {works('x.owner_id', 'x.organisation_id')} THEN x.owner_id END",
    "handoff": f"CASE WHEN {still_answers('x', 'x.asked_id')} THEN x.asked_id END",
}
RUNS = {
    "uptake": "(x.standing IN %(standings)s AND l.state NOT IN ('obsolete', 'merged'))",
    "handoff": "(x.state = 'accepted' AND x.outcome NOT IN %(finished)s)",
}
FROM = {
    "uptake": f"FROM {UPTAKE} x JOIN {LESSON} l ON l.id = x.lesson_id LEFT JOIN {ACTIVITY} a ON a.id = x.activity_id",
    "handoff": f"FROM {HANDOFF} x JOIN {ACTIVITY} a ON a.id = x.activity_id",
}
TOLD = {
    "uptake": "x.organisation_id, CAST(x.taken AS text), CAST(x.made AS text)",
    "handoff": "x.to_organisation_id, CAST(x.answered AS text), CAST(x.answered AS text)",
}
BEGUN = {"uptake": ("x.taken", "x.made"), "handoff": ("x.answered", "x.answered")}
WORDS = {"standings": [one.value for one in ON_THE_WAY], "finished": [one.value for one in handoff_rules.FINISHED]}


QUESTIONS = f"""
SELECT f.{{kind}}_id, f.id, f.months, CAST(f.due AS text), f.person_id, f.link_id, f.answer, CAST(f.new_day AS text),
    CAST(f.asked AS text), CAST(f.reminded AS text), CAST(f.escalated AS text), CAST(f.answered AS text)
FROM {FOLLOW_UP} f WHERE f.{{kind}}_id IN %(ids)s ORDER BY f.due, f.id
"""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """The question that waits for an answer: whom it was put to, and by which link."""

    id: int
    due: date
    asked: date
    person: int | None
    link: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One thing that is followed up. `owner`: who is asked today, None where nobody is. `runs`: it is asked about still."""

    kind: Kind
    id: int
    organisation: int | None
    owner: int | None
    runs: bool
    followed: Followed
    open: OpenQuestion | None


# — which —


def may_be_due(kind: Kind) -> list[int]:
    """The ids of what the clock should look at today: never fewer than what is due. One query for each set of months, and one more."""
    today, now = clock.today(), clock.now()
    found: list[int] = []
    for months, versions in _by_months(kind).items():
        reached, values = _round_reached(kind, months, today)
        of = "a.version_id IN %(versions)s" + (" OR a.id IS NULL" if months == USUAL else "")
        found += [
            id
            for (id,) in sql.rows(
                f"SELECT x.id {FROM[kind]} WHERE ({of}) AND {_may(kind, reached)}",
                versions=versions, today=today, quiet=now - APART + timedelta(days=1), **values, **_words(kind),
            )
        ]  # fmt: skip
    return sorted(found)


def _by_months(kind: Kind) -> dict[tuple[int, ...], list[int]]:
    """{months: format versions} of the activities that something came through; the usual months always."""
    rows = sql.rows(f"SELECT DISTINCT a.version_id {FROM[kind]} WHERE a.id IS NOT NULL")
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list, {USUAL: []})
    for version, row in catalogue.versions(id for (id,) in rows).items():
        groups[row.definition.follow_up].append(version)
    return groups


def _round_reached(kind: Kind, months: tuple[int, ...], today: date) -> tuple[str, dict[str, Any]]:
    """The months of the latest round that something has reached, as an expression, and its values."""
    begun, values, cases = BEGUN[kind][0], {}, ""
    for many in sorted(months, reverse=True):
        latest = latest_begun(many, today)
        if latest is not None:
            values[f"begun_{many}"] = latest if kind == "uptake" else clock.start_of(latest + timedelta(days=1))
            cases += f" WHEN {begun} {'<=' if kind == 'uptake' else '<'} %(begun_{many})s THEN {many}"
    return (f"CASE{cases} ELSE 0 END" if cases else "0"), values


def _may(kind: Kind, reached: str) -> str:
    """No letter for a month; and something open, promised, or a round that has not been asked about."""
    of = f"FROM {FOLLOW_UP} f WHERE f.{kind}_id = x.id"
    return f"""{RUNS[kind]} AND {BEGUN[kind][1]} < %(quiet)s
AND NOT EXISTS (SELECT 1 {of} AND (f.asked > %(quiet)s OR f.reminded > %(quiet)s OR f.escalated > %(quiet)s))
AND (EXISTS (SELECT 1 {of} AND f.answered IS NULL)
    OR EXISTS (SELECT 1 {of} AND f.answer = 'working' AND f.new_day <= %(today)s
        AND NOT EXISTS (SELECT 1 FROM {FOLLOW_UP} g WHERE g.{kind}_id = x.id AND g.due >= f.new_day))
    OR {reached} > COALESCE((SELECT MAX(f.months) {of}), 0))"""


def to_close(kind: Kind) -> list[int]:
    """What has an open question that is to be closed or put to somebody else: it is not asked about any more, the link has run out, or
    it is somebody else's now. One query."""
    now = clock.now()
    rows = sql.rows(
        f"""SELECT DISTINCT x.id {FROM[kind]} JOIN {FOLLOW_UP} f ON f.{kind}_id = x.id LEFT JOIN {LINK} k ON k.id = f.link_id
        WHERE f.answered IS NULL AND (NOT {RUNS[kind]} OR k.expires <= %(now)s OR f.asked <= %(old)s
            OR COALESCE(f.person_id, 0) <> COALESCE({OWNER[kind]}, 0))""",
        now=now, old=now - HELD, today=clock.today(), **_words(kind),
    )  # fmt: skip
    return sorted(id for (id,) in rows)


# — all of it —


def cases(kind: Kind, ids: Iterable[int]) -> list[Case]:
    """What the rules want to know of some uptakes or handoffs, in the order of the ids. Three queries for each 500."""
    asked = list(ids)
    found: list[Case] = []
    for at in range(0, len(asked), AT_ONCE):
        found += _cases(kind, asked[at : at + AT_ONCE])
    return found


def case(kind: Kind, id: int) -> Case:
    """One of them. Three queries."""
    return cases(kind, [id])[0]


def _cases(kind: Kind, ids: Collection[int]) -> list[Case]:
    rows = sql.rows(
        f"""SELECT x.id, {TOLD[kind]}, {OWNER[kind]}, CASE WHEN {RUNS[kind]} THEN 1 ELSE 0 END, a.version_id {FROM[kind]}
        WHERE x.id IN %(ids)s ORDER BY x.id""",
        ids=ids, today=clock.today(), **_words(kind),
    )  # fmt: skip
    months = {id: row.definition.follow_up for id, row in catalogue.versions(row[6] for row in rows if row[6]).items()}
    questions: dict[int, list[_Asked]] = defaultdict(list)
    for about, *one in sql.rows(QUESTIONS.format(kind=kind), ids=ids):
        questions[about].append(_Asked(*one))
    return [_case(kind, row, months.get(row[6], USUAL), questions[row[0]]) for row in rows]


def _case(kind: Kind, row: tuple[Any, ...], months: tuple[int, ...], asked: "list[_Asked]") -> Case:
    id, organisation, begun, entered, owner, runs, _ = row
    open_ones = [one for one in asked if one.answered is None]
    followed = Followed(
        begun=_day(begun), entered=_day(entered), months=months, questions=[_question(one) for one in asked], owned=owner is not None,
        escalates=organisation is not None,
    )  # fmt: skip
    return Case(
        kind=kind, id=id, organisation=organisation, owner=owner, runs=bool(runs), followed=followed,
        open=_open(open_ones[-1]) if open_ones else None,
    )  # fmt: skip


def _question(one: "_Asked") -> Question:
    return Question(
        months=one.months, due=date.fromisoformat(one.due), asked=_day(one.asked), reminded=_day_of(one.reminded),
        escalated=_day_of(one.escalated), answered=_day_of(one.answered), answer=one.answer, new_day=sql.day(one.new_day),
        to_owner=one.link is not None,
    )  # fmt: skip


def _open(one: "_Asked") -> OpenQuestion:
    return OpenQuestion(one.id, date.fromisoformat(one.due), _day(one.asked), one.person, one.link)


class _Asked(NamedTuple):
    """A question as `QUESTIONS` tells it: days and moments are text."""

    id: int
    months: int
    due: str
    person: int | None
    link: int | None
    answer: str
    new_day: str | None
    asked: str
    reminded: str | None
    escalated: str | None
    answered: str | None


def _day_of(text: str | None) -> date | None:
    return _day(text) if text else None


def _day(text: str) -> date:
    """A day, or the day in Stockholm of a moment, that came as text."""
    if len(text) <= len("2026-11-20"):
        return date.fromisoformat(text)
    found = clock.day_of(sql.moment(text))
    assert found is not None
    return found


def _words(kind: Kind) -> dict[str, Any]:
    return {"standings": WORDS["standings"]} if kind == "uptake" else {"finished": WORDS["finished"]}
