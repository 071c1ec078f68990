"""What waits for somebody among activities, each thing with its one button."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from samlar.activities.models import Activity, Duty, FormatEvaluation, Participation, Plan, ProgrammeItem, QualityCheck, Session
from samlar.activities.rules import duties
from samlar.activities.rules.access import MANDATES
from samlar.activities.rules.evaluation import ASKED_DAYS
from samlar.activities.rules.items import PROPOSED
from samlar.activities.rules.review import CHECKS
from samlar.activities.rules.rows import ASKED, TAKING_PART
from samlar.catalogue import queries as catalogue
from samlar.catalogue.queries import FormatRow
from samlar.formats.evaluate import next_steps
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.foundation.sql import Rows
from samlar.people.models import Organisation
from samlar.people.rules import Actor, MandateKind, Waiting

REMINDED_DAYS = 14  # before the plan's last day
MOST = 20  # of each sort: nobody begins with the twenty-first
MOST_DUTIES = 50  # looked at, the first due: some may be others' to note

ACTIVITY, PARTICIPATION = Activity._meta.db_table, Participation._meta.db_table
LEADS = f"SELECT 1 FROM {PARTICIPATION} l WHERE l.activity_id = a.id AND l.organisation_id = %(organisation)s AND l.is_lead"
WAITING = f"""
WITH asked AS (
    SELECT a.id, a.title, p.asked, p.id AS number
    FROM {PARTICIPATION} p JOIN {ACTIVITY} a ON a.id = p.activity_id
    WHERE p.organisation_id = %(organisation)s AND p.state = '{ASKED}' AND a.stage_kind IN ('planning', 'review', 'running')
    ORDER BY p.asked, p.id LIMIT {MOST}),
led AS (
    SELECT a.id, a.title, a.stage_kind, plan.start, plan."end"
    FROM {ACTIVITY} a LEFT JOIN {Plan._meta.db_table} plan ON plan.activity_id = a.id
    WHERE a.leader_id = %(person)s AND EXISTS ({LEADS})
      AND (a.stage_kind = 'planning' OR (a.stage_kind = 'running' AND plan."end" <= %(soon)s))
    ORDER BY plan.start, a.id LIMIT {MOST}),
owed AS (
    SELECT a.id, a.title, a.version_id, a.owner_organisation_id, d.id AS number, d.duty, d.due
    FROM {Duty._meta.db_table} d JOIN {ACTIVITY} a ON a.id = d.activity_id
    WHERE d.done IS NULL AND a.stage_kind = 'reported' AND a.audience IN %(tokens)s
      AND (%(disseminates)s OR a.owner_organisation_id = %(organisation)s OR EXISTS ({LEADS}))
    ORDER BY d.due, d.id LIMIT {MOST_DUTIES}),
unsaid AS (
    SELECT a.id, a.title, a.version_id, a.ended
    FROM {PARTICIPATION} p JOIN {ACTIVITY} a ON a.id = p.activity_id
    WHERE p.organisation_id = %(organisation)s AND p.state = '{TAKING_PART}' AND a.stage_kind = 'closed' AND a.ended >= %(closed_since)s
      AND NOT EXISTS (SELECT 1 FROM {FormatEvaluation._meta.db_table} e
                      WHERE e.activity_id = a.id AND e.organisation_id = %(organisation)s)
    ORDER BY a.ended, a.id LIMIT {MOST}),
proposed AS (
    SELECT a.id, a.title, s.id AS number, s.title AS session, COUNT(*) AS many
    FROM {ProgrammeItem._meta.db_table} i
    JOIN {Session._meta.db_table} s ON s.id = i.session_id JOIN {ACTIVITY} a ON a.id = s.activity_id
    WHERE i.state = '{PROPOSED}' AND s.cancelled IS NULL AND a.leader_id = %(person)s AND EXISTS ({LEADS})
      AND a.stage_kind IN ('planning', 'review', 'running')
    GROUP BY a.id, a.title, s.id, s.title ORDER BY s.id LIMIT {MOST})
SELECT 'asked', ROW_NUMBER() OVER (ORDER BY asked, number), id, title, '', 0, 0, 0, '', '' FROM asked
UNION ALL SELECT 'asks', p.id, p.activity_id, o.name, '', 0, 0, 0, '', ''
    FROM {PARTICIPATION} p JOIN {Organisation._meta.db_table} o ON o.id = p.organisation_id
    WHERE p.is_lead AND p.activity_id IN (SELECT id FROM asked)
UNION ALL SELECT 'led', ROW_NUMBER() OVER (ORDER BY start, id), id, title, stage_kind, 0, 0, 0,
        CAST(start AS text), CAST("end" AS text) FROM led
UNION ALL SELECT 'owed', ROW_NUMBER() OVER (ORDER BY due, number), id, title, duty, number, version_id, owner_organisation_id,
        CAST(due AS text), '' FROM owed
UNION ALL SELECT 'leads', 0, p.activity_id, '', '', 0, 0, p.organisation_id, '', '' FROM {PARTICIPATION} p
    WHERE p.is_lead AND p.state = '{TAKING_PART}' AND p.activity_id IN (SELECT id FROM owed)
UNION ALL SELECT 'unsaid', ROW_NUMBER() OVER (ORDER BY ended, id), id, title, '', 0, version_id, 0, '', '' FROM unsaid
UNION ALL SELECT 'proposed', ROW_NUMBER() OVER (ORDER BY number), id, title, session, number, many, 0, '', '' FROM proposed
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """Questions to answer, plans and results to write, what the mandates are to read and clear, what is to be spread and evaluated.

    Two queries and three more for the mandates that read and clear; none for those who work nowhere. Of each sort of the own
    organisation's at most twenty; what lies with the mandates is told in full.
    """
    if not actor.at_work:
        return []
    found = sql.placed(
        WAITING,
        organisation=actor.organisation,
        person=actor.person,
        tokens=actor.tokens,
        disseminates=actor.holds(MandateKind.DISSEMINATION),
        soon=clock.today() + timedelta(days=REMINDED_DAYS),
        closed_since=clock.now() - timedelta(days=ASKED_DAYS),
    )
    versions = catalogue.versions(version for _, _, _, _, version, *_ in (*found["owed"], *found["unsaid"]))
    return [
        *_asked(found["asked"], {activity: name for activity, name, *_ in found["asks"]}),
        *_led(found["led"]),
        *_proposed(found["proposed"]),
        *_handed_in(actor),
        *_owed(actor, found["owed"], {(activity, organisation) for activity, _, _, _, _, organisation, *_ in found["leads"]}, versions),
        *_unsaid(found["unsaid"], versions),
    ]


def _asked(rows: Rows, leads: Mapping[int, str]) -> list[Waiting]:
    return [
        Waiting(
            deed="activity.answer",
            subject=activity,
            title=title,
            sentence=Sentence("{lead} frågar om ni vill delta i ”{title}”.", "{lead} asks whether you take part in “{title}”.").fill(
                lead=leads.get(activity, ""), title=title
            ),
            button=Sentence("Svara", "Answer"),
        )
        for activity, title, *_ in rows
    ]


def _led(rows: Rows) -> list[Waiting]:
    """The plans that the person leads and has not sent in, and the results that are soon due."""
    return [
        _to_write(id, title, sql.day(start)) if kind == "planning" else _to_report(id, title, sql.day(end))
        for id, title, kind, _, _, _, start, end in rows
    ]


def _to_write(activity: int, title: str, start: date | None) -> Waiting:
    return Waiting(
        deed="plan.write",
        subject=activity,
        title=title,
        sentence=Sentence("Planen för ”{title}” är inte inskickad än.", "The plan of “{title}” has not been sent in yet.").fill(
            title=title
        ),
        button=Sentence("Skriv planen", "Write the plan"),
        due=start,
    )


def _to_report(activity: int, title: str, end: date | None) -> Waiting:
    return Waiting(
        deed="result.write",
        subject=activity,
        title=title,
        sentence=Sentence("Resultatet av ”{title}” ska rapporteras.", "The result of “{title}” is to be reported.").fill(title=title),
        button=Sentence("Skriv resultatet", "Write the result"),
        due=end,
    )


def _proposed(rows: Rows) -> list[Waiting]:
    """The sessions of what the person leads for which items are proposed, each with how many (E4)."""
    single = Sentence("Ett förslag till programmet för ”{session}” väntar på svar.", "A proposal for “{session}” waits for an answer.")
    several = Sentence(
        "{many} förslag till programmet för ”{session}” väntar på svar.", "{many} proposals for “{session}” wait for an answer."
    )
    return [
        Waiting(
            deed="item.answer",
            subject=f"{activity}/{number}",
            title=title,
            sentence=(single if many == 1 else several).fill(many=many, session=session),
            button=Sentence("Svara", "Answer"),
        )
        for activity, title, session, number, many, *_ in rows
    ]


def _owed(actor: Actor, rows: Rows, leads: Collection[tuple[int, int]], versions: Mapping[int, FormatRow]) -> Iterator[Waiting]:
    """The duties that the viewer owes and that are late or near. `leads`: which organisation leads which activity."""
    for activity, title, duty, number, version, owner, text, _ in rows:
        said = duties.declared(versions[version].definition, duty)
        due = date.fromisoformat(text)
        ours = actor.organisation == owner or (activity, actor.organisation) in leads
        if duties.is_reminded(due, clock.today()) and (actor.holds(MANDATES[said.by]) if said.by in MANDATES else ours):
            yield Waiting(
                deed="duty.note",
                subject=f"{activity}/{number}",
                title=title,
                sentence=Sentence("{label}: ”{title}”.", "{label}: “{title}”.").fill(label=said.label, title=title),
                button=Sentence("Notera som gjort", "Note as done"),
                due=due,
            )


def _unsaid(rows: Rows, versions: Mapping[int, FormatRow]) -> Iterator[Waiting]:
    """The formats that the viewer's organisation has not evaluated, after activities that closed in the last year."""
    for activity, title, _, _, version, *_ in rows:
        definition = versions[version].definition
        if definition.evaluation:
            yield Waiting(
                deed="evaluation.give",
                subject=activity,
                title=title,
                sentence=Sentence("Hur var {format}? Utvärdera ”{title}”.", "How was {format}? Evaluate “{title}”.").fill(
                    format=definition.definite, title=title
                ),
                button=Sentence("Utvärdera", "Evaluate"),
            )


@dataclass(frozen=True, slots=True)
class _HandedIn:
    """Something that lies with the mandates: what is to be read, and whether it has been approved as it stands."""

    activity: int
    title: str
    of: str
    approved: bool
    clears: bool


def _handed_in(actor: Actor) -> list[Waiting]:
    """What the mandates for quality and clearance are to do. Four queries; none for those who hold neither."""
    if not (actor.holds(MandateKind.QUALITY) or actor.holds(MandateKind.CLEARANCE)):
        return []
    found = []
    for one in _lying(actor):
        if not one.approved and actor.holds(MandateKind.QUALITY):
            found.append(_to_read(one))
        elif one.approved and one.clears and actor.holds(MandateKind.CLEARANCE):
            found.append(_to_clear(one))
    return found


def _lying(actor: Actor) -> Iterable[_HandedIn]:
    rows = list(
        Activity.objects.filter(stage_kind__in=("review", "reported"), audience__in=actor.tokens)
        .order_by("id")
        .values("id", "title", "stage", "version", "plan__revision", "report__revision")
    )
    versions = catalogue.versions(row["version"] for row in rows)
    read = _newest_readings(row["id"] for row in rows)
    for row in rows:
        definition = versions[row["version"]].definition
        for of, revision in (("plan", row["plan__revision"]), ("result", row["report__revision"])):
            steps = [step for step in next_steps(definition, row["stage"]) if CHECKS[of] in step.needs]
            if steps:
                approved = read.get((row["id"], of)) == (True, revision)
                yield _HandedIn(row["id"], row["title"], of, approved, any("mandate.clearance" in step.by for step in steps))


def _newest_readings(activities: Iterable[int]) -> dict[tuple[int, str], tuple[bool, int]]:
    rows = QualityCheck.objects.filter(activity__in=list(activities)).order_by("made", "id")
    return {
        (id, of): (approved, revision) for id, of, approved, revision in rows.values_list("activity", "of", "approved", "plan_revision")
    }


def _to_read(one: _HandedIn) -> Waiting:
    plan = one.of == "plan"
    return Waiting(
        deed=f"{one.of}.review",
        subject=one.activity,
        title=one.title,
        sentence=Sentence("Planen för ”{title}” väntar på granskning.", "The plan of “{title}” waits for review.").fill(title=one.title)
        if plan
        else Sentence("Resultatet av ”{title}” väntar på granskning.", "The result of “{title}” waits for review.").fill(title=one.title),
        button=Sentence("Granska planen", "Review the plan") if plan else Sentence("Granska resultatet", "Review the result"),
    )


def _to_clear(one: _HandedIn) -> Waiting:
    return Waiting(
        deed="activity.clear",
        subject=one.activity,
        title=one.title,
        sentence=Sentence("”{title}” är granskad och väntar på klartecken.", "“{title}” has been reviewed and waits for clearance.").fill(
            title=one.title
        ),
        button=Sentence("Ge klartecken", "Give clearance"),
    )
