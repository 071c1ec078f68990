"""What an organisation can take home from an activity, who has answered, and whom to ask (F2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from samlar.activities import queries as activities
from samlar.activities.models import Activity, Participation, Session
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.catalogue import queries as catalogue
from samlar.foundation import clock, sql
from samlar.lessons.models import Lesson, TakingHome, Uptake
from samlar.lessons.queries.handoffs import leaders_of
from samlar.lessons.queries.lessons import SEEN, seen_by
from samlar.lessons.queries.matrix import OPEN, SHOWN
from samlar.lessons.rules import bringing_home as rules
from samlar.lessons.rules.bringing_home import Answered, Offered
from samlar.lessons.rules.handoffs import leads
from samlar.lessons.rules.words import LIVE_LESSONS, State
from samlar.people.models import Employment, Organisation, Person
from samlar.people.queries import TODAY, colleagues
from samlar.people.rules import Actor

ACTIVITY, LESSON, PART, SESSION, TAKING, UPTAKE = (
    model._meta.db_table for model in (Activity, Lesson, Participation, Session, TakingHome, Uptake)
)
OFFERED = f"""
SELECT l.id, l.kind, l.sentence, l.context, l.takes, o.name, u.id, u.standing, p.name,
    CASE WHEN u.owner_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {Employment._meta.db_table} e
        WHERE e.person_id = u.owner_id AND e.organisation_id = u.organisation_id AND {TODAY.format("e")}) THEN 1 ELSE 0 END,
    u.next_step, CAST(u.next_day AS text)
FROM {LESSON} l JOIN {Organisation._meta.db_table} o ON o.id = l.organisation_id
LEFT JOIN {UPTAKE} u ON u.lesson_id = l.id AND u.organisation_id = %(organisation)s
LEFT JOIN {Person._meta.db_table} p ON p.id = u.owner_id
WHERE l.activity_id = %(activity)s AND (u.id IS NOT NULL OR l.state IN %(live)s) AND {SEEN}
    AND (l.state <> 'draft' OR l.organisation_id = %(organisation)s)
ORDER BY CASE WHEN u.id IS NULL THEN 0 ELSE 1 END, CASE l.kind WHEN 'lesson' THEN 0 ELSE 1 END, l.day DESC, l.id DESC
LIMIT {rules.MOST}
"""
# What each organisation that takes part has answered; what it shows of its uptakes is counted, no more.
ANSWERS = f"""
SELECT o.id, o.name, o.slug, CAST(t.answered AS text), COALESCE(t.why_none, ''), COALESCE(home.many, 0)
FROM {PART} part JOIN {Organisation._meta.db_table} o ON o.id = part.organisation_id
LEFT JOIN (SELECT u.organisation_id AS at, COUNT(*) AS many FROM {LESSON} l JOIN {UPTAKE} u ON u.lesson_id = l.id AND {SHOWN}
    WHERE l.activity_id = %(activity)s GROUP BY u.organisation_id) home ON home.at = o.id
LEFT JOIN {TAKING} t ON t.activity_id = part.activity_id AND t.organisation_id = o.id
WHERE part.activity_id = %(activity)s AND part.state = '{TAKING_PART}' ORDER BY o.name
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BringingHome:
    """An activity's lessons as the viewer's organisation chooses among them, and who has answered.

    `seal`: what the page was opened with. `own`: the own organisation's answer, None where there is none or it does not take part.
    `answers`: for those inside; `silent`: those who have not answered, for those who lead. `leads`: the viewer leads the activity.
    """

    activity: ActivityRow
    ended: bool
    may_answer: bool
    leads: bool
    offered: tuple[Offered, ...]
    people: tuple[tuple[int, str], ...]
    seal: str
    own: Answered | None
    answers: tuple[Answered, ...]
    silent: tuple[Answered, ...]

    @property
    def to_choose(self) -> tuple[Offered, ...]:
        return tuple(one for one in self.offered if one.uptake is None)

    @property
    def taken(self) -> tuple[Offered, ...]:
        return tuple(one for one in self.offered if one.uptake is not None)


def bringing_home(actor: Actor, activity_id: int) -> BringingHome:
    """The page's whole. A constant number of queries. Raises NotVisible."""
    activity = activities.activity(actor, activity_id)
    may = rules.may_answer(actor, activity)
    everyone = _answers(actor, activity_id) if activity.inside or may else ()
    leading = leads(actor, activity, leaders_of(activity_id))
    over = _is_over(activity_id)
    offered = _offered(actor, activity_id)
    asked = bool(offered) or over
    return BringingHome(
        activity=activity, ended=over, may_answer=may, leads=leading,
        offered=offered, people=tuple(colleagues(actor.organisation)) if may and actor.organisation else (),
        seal=seal_of(activity_id, actor.organisation) if may and actor.organisation else "",
        own=next((one for one in everyone if may and one.organisation == actor.organisation and one.answered), None),
        answers=tuple(one for one in everyone if one.answered) if activity.inside else (),
        silent=tuple(one for one in everyone if not one.answered) if leading and asked else (),
    )  # fmt: skip


def has_something_to_take_home(activity: ActivityRow) -> bool:
    """Whether there is something to take home: a lesson that is shared, or the activity has ended. Three queries at most."""
    return Lesson.objects.filter(activity=activity.id, state__in=(State.SHARED, State.PUBLISHED)).exists() or _is_over(activity.id)


def _is_over(activity_id: int) -> bool:
    """Whether it has ended for those who take something home. Two queries."""
    ended, _ = moments([activity_id]).get(activity_id, (None, None))
    return ended is not None and ended <= clock.now()


def _offered(actor: Actor, activity_id: int) -> tuple[Offered, ...]:
    found = sql.rows(OFFERED, activity=activity_id, live=LIVE_LESSONS, today=clock.today(), **seen_by(actor))
    return tuple(
        Offered(
            id=id, kind=kind, sentence=sentence, context=context, takes=takes, organisation_name=name, uptake=uptake,
            standing=standing or "", owner_name=owner or "", owner_left=bool(left), next_step=step or "", next_day=sql.day(day),
        )
        for id, kind, sentence, context, takes, name, uptake, standing, owner, left, step, day in found
    )  # fmt: skip


def _answers(actor: Actor, activity_id: int) -> tuple[Answered, ...]:
    found = sql.rows(ANSWERS, activity=activity_id, tokens=sorted(actor.tokens), organisation=actor.organisation or 0)
    return tuple(
        Answered(
            organisation=id, name=name, slug=slug, answered=sql.moment(answered), none=bool(why) and not taken, why_none=why, taken=taken
        )
        for id, name, slug, answered, why, taken in found
    )  # fmt: skip


def seal_of(activity_id: int, organisation: int) -> str:
    """What an organisation has answered and taken home so far, as a word that changes with it. Two queries."""
    answered = TakingHome.objects.filter(activity=activity_id, organisation=organisation).values_list("answered", flat=True).first()
    taken = Uptake.objects.filter(lesson__activity=activity_id, organisation=organisation).count()
    return f"{answered.timestamp() if answered else 0:.6f}-{taken}"


# — when it is asked, and whom —

LASTS = f"""
SELECT a.id, a.version_id, a.stage_kind, CAST(a.reported AS text), CAST(a.ended AS text),
    (SELECT CAST(MAX(s.ends) AS text) FROM {SESSION} s WHERE s.activity_id = a.id AND s.cancelled IS NULL),
    (SELECT CAST(MIN(l.shared) AS text) FROM {LESSON} l WHERE l.activity_id = a.id AND {OPEN})
FROM {ACTIVITY} a WHERE a.id IN %(activities)s
"""
MAY_BE_ASKED = f"""
SELECT a.id FROM {ACTIVITY} a
WHERE a.stage_kind IN %(open_in)s AND EXISTS (SELECT 1 FROM {LESSON} l WHERE l.activity_id = a.id AND {OPEN})
    AND (a.reported >= %(since)s OR a.ended >= %(since)s
        OR EXISTS (SELECT 1 FROM {LESSON} l WHERE l.activity_id = a.id AND l.shared >= %(since)s)
        OR EXISTS (SELECT 1 FROM {SESSION} s WHERE s.activity_id = a.id AND s.cancelled IS NULL AND s.ends >= %(since)s))
"""


def moments(ids: list[int]) -> dict[int, tuple[datetime | None, datetime | None]]:
    """{activity: (when it ended for those who take something home, from when its organisations are asked)}. Two queries."""
    now = clock.now()
    found = sql.rows(LASTS, activities=ids) if ids else []
    versions = catalogue.versions(version for _, version, *_ in found)
    told = {}
    for id, version, kind, reported, ended, last, first_lesson in found:
        last_session = sql.moment(last)
        over = rules.asked_from(
            kind, lasts=lasting(versions[version].definition), last_session=last_session if last_session and last_session <= now else None,
            moments={"reported": sql.moment(reported), "ended": sql.moment(ended)},
        )  # fmt: skip
        told[id] = (over, rules.due_from(over, sql.moment(first_lesson)))
    return told


def to_ask(*, days: int) -> dict[int, datetime]:
    """{activity: from when} of those whose organisations are asked now: it ended, or got its first lesson, within so many days. Three
    queries. For the clock, so it asks for no viewer."""
    now = clock.now()
    since = now - timedelta(days=days)
    ids = [id for (id,) in sql.rows(MAY_BE_ASKED, open_in=rules.OPEN_IN, since=since)]
    return {id: due for id, (_, due) in moments(ids).items() if due is not None and rules.is_asked(due, now, days=days)}


def silent(ids: list[int]) -> list[tuple[int, int]]:
    """(activity, organisation) of those who take part and have not answered. One query."""
    statement = f"""SELECT part.activity_id, part.organisation_id FROM {PART} part
WHERE part.activity_id IN %(activities)s AND part.state = '{TAKING_PART}' AND NOT EXISTS (SELECT 1 FROM {TAKING} t
    WHERE t.activity_id = part.activity_id AND t.organisation_id = part.organisation_id)
ORDER BY part.activity_id, part.organisation_id"""
    rows: list[tuple[Any, ...]] = sql.rows(statement, activities=ids) if ids else []
    return [(activity, organisation) for activity, organisation in rows]


def how_many_lessons(ids: list[int]) -> dict[int, int]:
    """{activity: lessons that its organisations can take home}. One query."""
    statement = f"""SELECT l.activity_id, COUNT(*) FROM {LESSON} l
WHERE l.activity_id IN %(activities)s AND {OPEN} GROUP BY l.activity_id"""
    return {activity: int(many) for activity, many in (sql.rows(statement, activities=ids) if ids else [])}
