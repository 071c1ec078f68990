"""What the leaders' guide is ticked by: facts of one activity from every room below, in one statement (C2)."""

from samlar.activities.models import (
    Debrief,
    Duty,
    ExpectedResult,
    Homework,
    Invitation,
    Participation,
    ProgrammeRelease,
    Report,
    Session,
    Staff,
)
from samlar.activities.rules.guide import Facts, Guide, guide
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.activities.rules.staff import LEADERS
from samlar.foundation import clock, sql
from samlar.lessons.models import Lesson, TakingHome
from samlar.people.rules import Actor
from samlar.registration.models import Assignment, Attendance, Mark, Registration, Terms
from samlar.registration.rules.assignments import State as AssignmentState
from samlar.registration.rules.machine import OVER, State

SESSIONS = f"FROM {Session._meta.db_table} WHERE activity_id = %(activity)s AND cancelled IS NULL"
OF_SESSIONS = "s ON s.id = x.session_id WHERE s.activity_id = %(activity)s AND s.cancelled IS NULL"
REGISTRATIONS = f"FROM {Registration._meta.db_table} WHERE activity_id = %(activity)s"
MARKS = (
    f"SELECT COUNT(DISTINCT m.person_id) FROM {Mark._meta.db_table} m "
    f"JOIN {ExpectedResult._meta.db_table} r ON r.id = m.result_id WHERE r.activity_id = %(activity)s"
)
STAFF = f"SELECT COUNT(*) FROM {Staff._meta.db_table} WHERE activity_id = %(activity)s"


def _all_of(table: str) -> str:
    return f"SELECT COUNT(*) FROM {table} WHERE activity_id = %(activity)s"


COUNTED = {
    "goals": _all_of(ExpectedResult._meta.db_table),
    "leaders": f"{STAFF} AND role IN %(leading)s",
    "practical": f"{STAFF} AND answers IN ('practical', 'both')",
    "content": f"{STAFF} AND answers IN ('content', 'both')",
    "sessions": f"SELECT COUNT(*) {SESSIONS}",
    "held": f"SELECT COUNT(*) {SESSIONS} AND starts <= %(now)s",
    "over": f"SELECT COUNT(*) {SESSIONS} AND ends <= %(now)s",
    "released": _all_of(ProgrammeRelease._meta.db_table),
    "terms": f"{_all_of(Terms._meta.db_table)} AND last_day IS NOT NULL",
    "invitation_out": f"{_all_of(Invitation._meta.db_table)} AND state = 'published'",
    "registered": f"SELECT COUNT(*) {REGISTRATIONS} AND state NOT IN %(ended)s",
    "confirmed": f"SELECT COUNT(*) {REGISTRATIONS} AND state = '{State.CONFIRMED}'",
    "assignments": f"""SELECT COUNT(*) FROM {Assignment._meta.db_table} x JOIN {Registration._meta.db_table} g ON g.id = x.registration_id
        WHERE g.activity_id = %(activity)s AND g.state = '{State.CONFIRMED}' AND x.state = '{AssignmentState.CONFIRMED}'""",
    "homework": _all_of(Homework._meta.db_table),
    "given": f"{_all_of(Homework._meta.db_table)} AND given IS NOT NULL",
    "attended": f"SELECT COUNT(DISTINCT x.session_id) FROM {Attendance._meta.db_table} x JOIN {Session._meta.db_table} {OF_SESSIONS}",
    "debriefed": f"SELECT COUNT(DISTINCT x.session_id) FROM {Debrief._meta.db_table} x JOIN {Session._meta.db_table} {OF_SESSIONS}",
    "marked_before": f"{MARKS} AND m.moment = 'before'",
    "marked_after": f"{MARKS} AND m.moment = 'after'",
    "report_begun": _all_of(Report._meta.db_table),
    "duties": _all_of(Duty._meta.db_table),
    "lessons": f"{_all_of(Lesson._meta.db_table)} AND state IN ('shared', 'published')",
    "organisations": f"{_all_of(Participation._meta.db_table)} AND state = '{TAKING_PART}'",
    "brought": f"""SELECT COUNT(*) FROM {TakingHome._meta.db_table} t JOIN {Participation._meta.db_table} p
        ON p.activity_id = t.activity_id AND p.organisation_id = t.organisation_id AND p.state = '{TAKING_PART}'
        WHERE t.activity_id = %(activity)s""",
    "spread": f"{_all_of(Duty._meta.db_table)} AND done IS NOT NULL",
}
FACTS = "SELECT " + ", ".join(f"({statement})" for statement in COUNTED.values())
YES_OR_NO = ("terms", "invitation_out", "report_begun")


def guide_of(actor: Actor, activity: ActivityRow) -> Guide:
    """The guide of an activity that the viewer leads. One query. The caller has asked who may."""
    return guide(activity.definition, activity.stage, facts_of(activity))


def facts_of(activity: ActivityRow) -> Facts:
    """What the system knows of it. One query."""
    row = sql.rows(FACTS, activity=activity.id, leading=LEADERS, ended=OVER, now=clock.now())[0]
    found = {name: bool(count) if name in YES_OR_NO else int(count) for name, count in zip(COUNTED, row, strict=True)}
    return Facts(stage_kind=activity.stage_kind, registers=activity.definition.participation.register is not None, **found)  # type: ignore[arg-type]
