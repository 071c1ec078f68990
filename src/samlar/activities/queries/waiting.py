"""What waits for somebody among activities, each thing with its one button."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from samlar.activities.models import Activity, Participation, QualityCheck
from samlar.activities.queries import duties, evaluation
from samlar.activities.rules.review import CHECKS
from samlar.activities.rules.rows import ASKED
from samlar.catalogue import queries as catalogue
from samlar.formats.evaluate import next_steps
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.people.rules import Actor, MandateKind, Waiting

REMINDED_DAYS = 14  # before the plan's last day
MOST = 20  # of each sort: nobody begins with the twenty-first


def waiting_for(actor: Actor) -> list[Waiting]:
    """Questions to answer, plans and results to write, what the mandates are to read and clear, what is to be spread and evaluated.

    A constant number of queries, fewer for those who lead nothing and hold no mandate; none for those who work nowhere. Of each
    sort of the own organisation's at most twenty; what lies with the mandates is told in full.
    """
    if not actor.at_work:
        return []
    return [*_asked(actor), *_led(actor), *_handed_in(actor), *duties.waiting_for(actor), *evaluation.waiting_for(actor)]


def _asked(actor: Actor) -> list[Waiting]:
    asked = Participation.objects.filter(organisation=actor.organisation, state=ASKED, activity__stage_kind__in=("planning", "review"))
    rows = asked.order_by("asked", "id").values_list("activity", "activity__title")[:MOST]
    leading = Participation.objects.filter(is_lead=True, activity__in=[activity for activity, _ in rows])
    leads = dict(leading.values_list("activity", "organisation__name"))
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
        for activity, title in rows
    ]


def _led(actor: Actor) -> list[Waiting]:
    """The plans that the person leads and has not sent in, and the results that are soon due."""
    soon = clock.today() + timedelta(days=REMINDED_DAYS)
    due = Q(stage_kind="planning") | Q(stage_kind="running", plan__end__lte=soon)
    rows = Activity.objects.filter(due, leader=actor.person).order_by("plan__start", "id")
    found = rows.filter(participations__organisation=actor.organisation, participations__is_lead=True)
    return [
        _to_write(id, title, start) if kind == "planning" else _to_report(id, title, end)
        for id, title, kind, start, end in found.values_list("id", "title", "stage_kind", "plan__start", "plan__end")[:MOST]
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
