"""Where participants stand on each expected result: what one has marked, what they say together, who has it left to do (F6)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samlar.activities.models import Activity, ExpectedResult
from samlar.activities.queries.released import OF_ACTIVITY
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.people.models import Employment, Person
from samlar.people.queries import TODAY
from samlar.people.rules import Actor, Waiting
from samlar.registration.models import Mark, Registration
from samlar.registration.rules import marks as rules
from samlar.registration.rules.machine import State
from samlar.registration.rules.marks import Moment, ResultChange, Sessions, Window

ACTIVITY, REGISTRATION = Activity._meta.db_table, Registration._meta.db_table
RESULT, MARK, EMPLOYMENT = ExpectedResult._meta.db_table, Mark._meta.db_table, Employment._meta.db_table
HELD = f"FROM {OF_ACTIVITY} ORDER BY"
# Of the activity a: the first released session's and the last one's ends, as text; of those that begin together, the one that ends last.
ENDS = f"""
CAST((SELECT s.starts {HELD} s.starts LIMIT 1) AS text), CAST((SELECT s.ends {HELD} s.starts, s.ends DESC LIMIT 1) AS text),
CAST((SELECT s.starts {HELD} s.starts DESC LIMIT 1) AS text), CAST((SELECT s.ends {HELD} s.starts DESC, s.ends DESC LIMIT 1) AS text)
"""
HAS_RESULTS = f"EXISTS (SELECT 1 FROM {RESULT} r WHERE r.activity_id = a.id)"
WORKS_THERE = f"""EXISTS (SELECT 1 FROM {EMPLOYMENT} e WHERE e.person_id = g.person_id AND e.organisation_id = g.organisation_id
    AND {TODAY.format("e")})"""


def _marked(moment: str) -> str:
    """SQL: whether the person of the registration g has marked anything of its activity at a moment."""
    return f"""EXISTS (SELECT 1 FROM {MARK} m JOIN {RESULT} r ON r.id = m.result_id
        WHERE r.activity_id = g.activity_id AND m.person_id = g.person_id AND m.moment = '{moment}')"""


BOTH = f"CASE WHEN {_marked('before')} THEN 1 ELSE 0 END, CASE WHEN {_marked('after')} THEN 1 ELSE 0 END"


def _sessions(ends: tuple[Any, ...]) -> Sessions | None:
    moments = [sql.moment(text) for text in ends]
    return Sessions(*moments) if all(moments) else None  # type: ignore[arg-type]


def windows(activity: ActivityRow) -> dict[Moment, Window]:
    """When the activity's results may be marked, as of now. One query."""
    ((*ends,),) = sql.rows(f"SELECT {ENDS} FROM {ACTIVITY} a WHERE a.id = %(activity)s", activity=activity.id)
    return rules.windows(_sessions(tuple(ends)), stage_kind=activity.stage_kind, now=clock.now())


@dataclass(frozen=True, slots=True)
class MarkedResult:
    """An expected result and what the viewer has marked of it: {moment: (own, home)}."""

    id: int
    text: str
    marks: dict[str, tuple[int | None, int | None]]

    def of(self, moment: str) -> tuple[int | None, int | None]:
        return self.marks.get(moment, (None, None))


@dataclass(frozen=True, slots=True)
class ToMark:
    """What a participant marks: the results in order, when, and for which organisation."""

    windows: dict[Moment, Window]
    results: tuple[MarkedResult, ...]
    organisation_name: str

    def marked(self, moment: str) -> bool:
        return any(moment in one.marks for one in self.results)


def to_mark(actor: Actor, activity: ActivityRow) -> ToMark:
    """What the viewer has marked, and when more can be. Four queries. Raises NotAllowed for those without a confirmed place,
    MarkRefused where nothing is expected."""
    place = Registration.objects.filter(activity=activity.id, person=actor.person or 0, state=State.CONFIRMED)
    organisation = place.values_list("organisation__name", flat=True).first()
    rules.must_have_a_place(organisation is not None)
    texts = list(ExpectedResult.objects.filter(activity=activity.id).values_list("id", "text"))
    rules.must_expect_something([id for id, _ in texts])
    kept: dict[int, dict[str, tuple[int | None, int | None]]] = defaultdict(dict)
    rows = Mark.objects.filter(result__activity=activity.id, person=actor.person)
    for result, moment, own, home in rows.values_list("result", "moment", "own", "home"):
        kept[result][moment] = (own, home)
    results = tuple(MarkedResult(id, text, kept[id]) for id, text in texts)
    return ToMark(windows(activity), results, organisation or "")


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """Of one activity: which may be marked right now, and whether the viewer has marked anything of it yet."""

    moment: Moment
    done: bool


def own_marks(actor: Actor, activity: ActivityRow) -> OwnMarks | None:
    """What the viewer may mark in an activity right now, what is not done first; None where there is nothing. One query."""
    if not (actor.signed_in and activity.stage_kind in rules.BEGUN):
        return None
    rows = sql.rows(f"{MINE} AND a.id = %(activity)s", person=actor.person, activity=activity.id, **_people())
    for *_, stage_kind, before, after, first, second, third, last in rows:
        found = rules.windows(_sessions((first, second, third, last)), stage_kind=stage_kind, now=clock.now())
        done: dict[Moment, bool] = {"before": bool(before), "after": bool(after)}
        may = [moment for moment in rules.MOMENTS if found[moment].state == "open"]
        for moment in sorted(may, key=lambda one: done[one]):
            return OwnMarks(moment, done[moment])
    return None


MINE = f"""
SELECT a.id, a.title, a.stage_kind, {BOTH}, {ENDS}
FROM {REGISTRATION} g JOIN {ACTIVITY} a ON a.id = g.activity_id
WHERE g.person_id = %(person)s AND g.state = %(confirmed)s AND a.stage_kind IN %(begun)s AND {HAS_RESULTS}
"""


def _people() -> dict[str, Any]:
    return {"confirmed": State.CONFIRMED.value, "begun": rules.BEGUN}


def waiting_for(actor: Actor) -> list[Waiting]:
    """What the viewer has to mark now and has not. One query; none for those who work nowhere."""
    if not actor.at_work:
        return []
    found = []
    now = clock.now()
    for id, title, stage_kind, before, after, *ends in sql.rows(f"{MINE} ORDER BY a.id", person=actor.person, **_people()):
        sessions = _sessions(tuple(ends))
        for window in rules.windows(sessions, stage_kind=stage_kind, now=now).values():
            done = before if window.moment == "before" else after
            if not done and rules.waits(sessions, window, now):
                found.append(_wait(id, title, window))
    return found


def _wait(activity: int, title: str, window: Window) -> Waiting:
    said = {
        "before": Sentence("Markera var du står innan ”{title}” börjar.", "Mark where you stand before “{title}” begins."),
        "after": Sentence("Markera var du står efter ”{title}”.", "Mark where you stand after “{title}”."),
    }[window.moment]
    return Waiting(
        deed="marks.make",
        subject=activity,
        title=title,
        sentence=said.fill(title=title),
        button=Sentence("Markera", "Mark"),
        due=window.last_day,
    )


# — what they say together —

TOGETHER = f"""
SELECT 'result', r.id, r.position, 0, 0, r.text, '' FROM {RESULT} r WHERE r.activity_id = %(activity)s
UNION ALL SELECT 'mark', m.result_id, m.person_id, m.organisation_id, COALESCE(m.own, 0), m.moment, CAST(COALESCE(m.home, 0) AS text)
    FROM {MARK} m JOIN {RESULT} r ON r.id = m.result_id
    WHERE r.activity_id = %(activity)s AND EXISTS (
        SELECT 1 FROM {REGISTRATION} g WHERE g.activity_id = r.activity_id AND g.person_id = m.person_id AND g.state = %(confirmed)s)
UNION ALL SELECT 'places', COUNT(*), 0, 0, 0, '', '' FROM {REGISTRATION} g
    WHERE g.activity_id = %(activity)s AND g.state = %(confirmed)s
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """The change per expected result, in order, as far as this viewer may see it. Counts are persons; 0 for those outside.

    `fewest`: how many must stand behind a figure for this viewer; None where none is shown.
    """

    rows: tuple[ResultChange, ...]
    fewest: int | None
    places: int = 0
    before: int = 0
    after: int = 0

    @property
    def shown(self) -> tuple[ResultChange, ...]:
        return tuple(one for one in self.rows if one.shown)

    @property
    def ours(self) -> tuple[ResultChange, ...]:
        return tuple(one for one in self.rows if one.ours)


def changes(actor: Actor, activity: ActivityRow) -> Changes:
    """What the participants say together, before and after. One query; none where the viewer is shown nothing."""
    fewest = rules.fewest_for(activity)
    if fewest is None or activity.stage_kind not in rules.BEGUN:
        return Changes((), None)
    found = sql.by_word(TOGETHER, activity=activity.id, confirmed=State.CONFIRMED.value)
    marks = [
        rules.Mark(result, person, organisation, moment, own or None, int(home) or None)
        for result, person, organisation, own, moment, home in found["mark"]
    ]
    texts = sorted((position, id, text) for id, position, _, _, text, _ in found["result"])
    rows = tuple(_change(actor, activity, id, text, [one for one in marks if one.result == id], fewest) for _, id, text in texts)
    if not activity.inside:
        return Changes(rows, fewest)
    persons = {moment: len({one.person for one in marks if one.moment == moment}) for moment in rules.MOMENTS}
    return Changes(rows, fewest, places=found["places"][0][0], before=persons["before"], after=persons["after"])


def _change(actor: Actor, activity: ActivityRow, id: int, text: str, marks: list[rules.Mark], fewest: int) -> ResultChange:
    own, home = rules.own_pairs(marks), rules.home_pairs(marks)
    ours = actor.organisation if activity.inside else None
    return ResultChange(
        id,
        text,
        own=rules.change(own, fewest=fewest),
        home=rules.change(home, fewest=fewest),
        our_own=rules.change_of(own, ours) if ours else None,
        our_home=rules.change_of(home, ours) if ours else None,
    )


# — letters —


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Somebody with a place who has not marked, and until when it can be done."""

    activity: int
    title: str
    moment: Moment
    closes: datetime
    person: int
    name: str
    email: str
    language: str


RUNNING = f"SELECT a.id, a.title, {ENDS} FROM {ACTIVITY} a WHERE a.stage_kind IN %(begun)s AND {HAS_RESULTS} ORDER BY a.id"
UNMARKED = f"""
SELECT g.activity_id, p.id, p.name, p.email, p.language, {BOTH}
FROM {REGISTRATION} g JOIN {Person._meta.db_table} p ON p.id = g.person_id
WHERE g.activity_id IN %(activities)s AND g.state = %(confirmed)s AND p.is_active AND {WORKS_THERE} ORDER BY g.activity_id, p.id
"""


def unmarked() -> list[Unmarked]:
    """Whom the clock asks now: with a confirmed place, still working there, nothing marked. For letters. Two queries."""
    now = clock.now()
    due: dict[int, tuple[str, Moment, datetime]] = {}
    for id, title, *ends in sql.rows(RUNNING, begun=rules.BEGUN):
        sessions = _sessions(tuple(ends))
        if sessions and rules.asked_before(sessions, now):
            due[id] = (title, "before", sessions.first_ends)
        elif sessions and rules.asked_after(sessions, now):
            closes = rules.windows(sessions, stage_kind="running", now=now)["after"].closes
            due[id] = (title, "after", closes or now)
    if not due:
        return []
    people = sql.rows(UNMARKED, activities=list(due), confirmed=State.CONFIRMED.value, today=clock.today())
    return [
        Unmarked(activity, *due[activity], person, name, email, language)
        for activity, person, name, email, language, before, after in people
        if not (before if due[activity][1] == "before" else after)
    ]
