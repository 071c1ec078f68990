"""What became of assignments: whom the clock asks, what a manager's link shows, and how the answers stand (E3, F3)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from samlar.activities.models import Activity
from samlar.activities.queries.released import RELEASED
from samlar.activities.rules.follow_up import HELD, Followed, Question, QuestionClosed, must_be_open, round_day
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.rows import ActivityRow
from samlar.catalogue import queries as catalogue
from samlar.foundation import clock, sql
from samlar.people.models import Employment, Link, Person
from samlar.people.queries import TODAY
from samlar.people.queries.links import opened
from samlar.people.rules import NotVisible
from samlar.people.rules.links import LinkRow, holds
from samlar.registration.models import Assignment, AssignmentFollowUp, Registration
from samlar.registration.queries.managers import unattended
from samlar.registration.rules import assignment_follow_ups as rules
from samlar.registration.rules import assignments as assignment_rules
from samlar.registration.rules.assignment_follow_ups import Answer, FollowUpRow, Round
from samlar.registration.rules.assignments import Written
from samlar.registration.rules.machine import State

PURPOSE = "assignment_follow"
AT_LEAST, AT_MOST = timedelta(days=27), timedelta(days=37 * 31)  # from the last session: the first and the last round that there can be
STAGES = ("running", "reported", "closed")
REGISTRATION, ASSIGNMENT = Registration._meta.db_table, Assignment._meta.db_table
OVER = f"""
SELECT a.id, a.version_id, CAST(f.ends AS text), CAST(a.ended AS text)
FROM {Activity._meta.db_table} a
JOIN (SELECT s.activity_id, MAX(s.ends) AS ends FROM ({RELEASED}) s GROUP BY s.activity_id) f ON f.activity_id = a.id
WHERE a.stage_kind IN %(stages)s AND f.ends <= %(latest)s AND f.ends >= %(earliest)s
    AND EXISTS (SELECT 1 FROM {REGISTRATION} g JOIN {ASSIGNMENT} m ON m.registration_id = g.id
        WHERE g.activity_id = a.id AND m.state = 'confirmed')
"""
# A manager of the organisation's own who has left it is not asked; one known by address alone is.
AT_HOME = f"""(p.is_active AND NOT (EXISTS (SELECT 1 FROM {Employment._meta.db_table} e WHERE e.person_id = p.id
    AND e.organisation_id = g.organisation_id) AND NOT EXISTS (SELECT 1 FROM {Employment._meta.db_table} e WHERE e.person_id = p.id
    AND e.organisation_id = g.organisation_id AND {TODAY.format("e")})))"""
ASKED_ABOUT = f"""
SELECT m.id, m.registration_id, g.activity_id, m.manager_id, CAST(m.confirmed AS text)
FROM {ASSIGNMENT} m JOIN {REGISTRATION} g ON g.id = m.registration_id JOIN {Person._meta.db_table} p ON p.id = m.manager_id
WHERE g.activity_id IN %(activities)s AND m.state = 'confirmed' AND g.state = '{State.CONFIRMED}' AND {AT_HOME}
    AND NOT EXISTS (SELECT 1 FROM {AssignmentFollowUp._meta.db_table} f WHERE f.assignment_id = m.id AND f.answer = 'reached')
ORDER BY m.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One confirmed assignment that is followed up. `open`: the question that waits, and whom it was put to."""

    assignment: int
    registration: int
    activity: int
    manager: int
    followed: Followed
    open: tuple[int, int] | None


def cases(registration: int | None = None) -> list[Case]:
    """The confirmed assignments of activities whose last session was long enough ago, or one of them. Four queries."""
    over = _over()
    if not over:
        return []
    one = "AND m.registration_id = %(registration)s ORDER BY" if registration is not None else "ORDER BY"
    chosen: dict[str, int] = {"registration": registration} if registration is not None else {}
    rows = sql.rows(ASKED_ABOUT.replace("ORDER BY", one), activities=list(over), today=clock.today(), **chosen)
    questions: dict[int, list[AssignmentFollowUp]] = defaultdict(list)
    for asked in AssignmentFollowUp.objects.filter(assignment__in=[row[0] for row in rows]).order_by("due", "id"):
        questions[asked.assignment_id].append(asked)
    return [_case(row, *over[row[2]], questions[row[0]]) for row in rows]


def _over() -> dict[int, tuple[date, tuple[int, ...]]]:
    """{activity: (its last day, months)}: those that a round of is near. What goes on from year to year has a last day when it ends."""
    now, today = clock.now(), clock.today()
    rows = sql.rows(OVER, stages=STAGES, latest=now - AT_LEAST, earliest=now - AT_MOST)
    versions = catalogue.versions(version for _, version, _, _ in rows)
    found = {}
    for activity, version, last, ended in rows:
        definition = versions[version].definition
        if lasting(definition) and ended is None:
            continue
        begun = min(day for day in (clock.day_of(sql.moment(last)), clock.day_of(sql.moment(ended))) if day is not None)
        rounds = [day for months in definition.follow_up if (day := round_day(begun, months)) is not None]
        if rounds[0] <= today <= rounds[-1] + HELD:
            found[activity] = (begun, definition.follow_up)
    return found


def _case(row: tuple[int, int, int, int, str], begun: date, months: tuple[int, ...], asked: list[AssignmentFollowUp]) -> Case:
    assignment, registration, activity, manager, confirmed = row
    waits = [one for one in asked if one.answered is None]
    followed = Followed(
        begun=begun, entered=clock.day_of(sql.moment(confirmed)) or begun, months=months, questions=[_question(one) for one in asked],
        escalates=False,
    )  # fmt: skip
    return Case(
        assignment=assignment, registration=registration, activity=activity, manager=manager, followed=followed,
        open=(waits[-1].pk, waits[-1].manager_id) if waits else None,
    )  # fmt: skip


def _question(one: AssignmentFollowUp) -> Question:
    asked = clock.day_of(one.asked)
    assert asked is not None
    return Question(
        months=one.months, due=one.due, asked=asked, reminded=clock.day_of(one.reminded), answered=clock.day_of(one.answered),
        answer=one.answer,
    )  # fmt: skip


# Whether it is still this manager's confirmed assignment, of somebody with a place, and the manager not one who has left.
STANDS = f"""(m.state = '{assignment_rules.State.CONFIRMED}' AND m.manager_id = f.manager_id AND g.state = '{State.CONFIRMED}'
    AND {AT_HOME})"""
QUESTION = f"""
FROM {AssignmentFollowUp._meta.db_table} f JOIN {ASSIGNMENT} m ON m.id = f.assignment_id JOIN {REGISTRATION} g ON g.id = m.registration_id
JOIN {Person._meta.db_table} p ON p.id = f.manager_id JOIN {Link._meta.db_table} k ON k.id = f.link_id
"""


def to_close(follow_up: int | None = None) -> list[int]:
    """The open questions that are no longer asked, or that one of them: the link has run out, the assignment is open again or another's,
    the manager has left. One query."""
    one = "" if follow_up is None else "AND f.id = %(follow_up)s"
    rows = sql.rows(
        f"SELECT f.id {QUESTION} WHERE f.answered IS NULL {one} AND NOT ({STANDS} AND k.expires > %(now)s) ORDER BY f.id",
        now=clock.now(), today=clock.today(), **({} if follow_up is None else {"follow_up": follow_up}),
    )  # fmt: skip
    return [id for (id,) in rows]


def _stands(follow_up: int) -> bool:
    return bool(sql.rows(f"SELECT f.id {QUESTION} WHERE f.id = %(follow_up)s AND {STANDS}", follow_up=follow_up, today=clock.today()))


# — by the link alone —


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one manager is asked, or was. `closed`: why no answer is taken; the texts are empty then, unless this manager answered."""

    id: int
    link: LinkRow
    language: str
    registration: int
    activity: ActivityRow
    name: str
    organisation: str
    written: Written
    months: int
    closed: QuestionClosed | None
    answer: Answer | None
    word: str


def asked(token: str) -> Asked:
    """What a manager's link leads to, whether or not it still asks. A constant number of queries. Raises NotVisible."""
    link = opened(token, PURPOSE)
    row = (
        AssignmentFollowUp.objects.select_related("assignment__registration__person", "assignment__registration__organisation")
        .filter(link=link.id)
        .first()
    )
    if row is None:
        raise NotVisible
    kept, place = row.assignment, row.assignment.registration
    closed = None
    stands = _stands(row.pk)
    try:
        must_be_open(row.answer, asks=stands and holds(link, clock.now()))
    except QuestionClosed as why:
        closed = why
    written = Written(challenge=kept.challenge, wanted=kept.wanted, use=kept.use, at_home=kept.at_home)
    answer = rules.answer_of(row.answer)
    shown = closed is None or (answer is not None and stands)
    return Asked(
        id=row.pk, link=link, language=Person.objects.values_list("language", flat=True).get(id=link.person), registration=place.pk,
        activity=unattended(place.activity_id), name=place.person.name, organisation=place.organisation.name,
        written=written if shown else Written(), months=row.months, closed=closed, answer=answer, word=row.word if shown else "",
    )  # fmt: skip


def still_linked(token: str) -> int:
    """The registration that a link's question is about: the row to lock. Raises NotVisible."""
    link = opened(token, PURPOSE)
    found = AssignmentFollowUp.objects.filter(link=link.id).values_list("assignment__registration", flat=True).first()
    if found is None:
        raise NotVisible
    return found


# — the answers —


def of_registration(registration: int) -> tuple[FollowUpRow, ...]:
    """The questions and answers about one assignment, oldest first; for those whose right to read it the caller has asked. One query."""
    rows = AssignmentFollowUp.objects.filter(assignment__registration=registration).order_by("due", "id")
    fields = ("months", "due", "manager__name", "answer", "word", "answered")
    return tuple(
        FollowUpRow(
            months=months, due=due, manager_name=manager, answer=rules.answer_of(answer), word=word,
            answered=answered if rules.answer_of(answer) else None, lapsed=answered is not None and rules.answer_of(answer) is None,
        )
        for months, due, manager, answer, word, answered in rows.values_list(*fields)
    )  # fmt: skip


def rounds_of(activity_id: int) -> tuple[Round, ...]:
    """How an activity's managers have answered, round by round: numbers alone. One query. For those who may gather the assignments."""
    rows = AssignmentFollowUp.objects.filter(assignment__registration__activity=activity_id).values_list("months", "answer")
    return tuple(_rounds(rows))


def _rounds(rows: Iterable[tuple[int, str]]) -> Iterable[Round]:
    by_months: dict[int, list[str]] = defaultdict(list)
    for months, answer in rows:
        by_months[months].append(answer)
    for months, answers in sorted(by_months.items()):
        yield Round(
            months=months, asked=len(answers), reached=answers.count(Answer.REACHED), partly=answers.count(Answer.PARTLY),
            not_reached=answers.count(Answer.NOT),
        )  # fmt: skip
