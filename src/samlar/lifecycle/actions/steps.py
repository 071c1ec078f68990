"""An activity goes from one stage to another: the one door for every format (C1, C3, D2, Z4)."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from samlar.activities import queries as activities
from samlar.activities.actions import audience, letters
from samlar.activities.actions.report import keep_year
from samlar.activities.models import Activity, Duty, FormatYear, Participation
from samlar.activities.queries.trail import latest
from samlar.activities.rules.deeds import REASON_LENGTH, Overtaken, must_say, overtaken
from samlar.activities.rules.rows import ASKED, LAPSED, ActivityRow, activity_token
from samlar.formats.definition import Step
from samlar.formats.evaluate import duties_for
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.lifecycle import facts
from samlar.lifecycle.rules import steps as rules
from samlar.people.rules import PUBLIC, Actor, MandateKind
from samlar.registration.queries.invitation import registered_people


@transaction.atomic
def move(actor: Actor, activity_id: int, step_id: str, *, revision: int, reason: str = "") -> None:
    """Takes one of the format's steps. A refusal changes nothing.

    In order: locks the format's year where the step is a start, then the activity; asks whether the page was of today (`revision`),
    whether this actor may, whether the step leaves this stage, and whether all that it needs is done; writes the stage, who may see,
    and at a start the year and the grant; makes the duties owed when a result is reported; records; writes the letters.

    Raises NotVisible (no such activity or step), Overtaken, NotAllowed, StepRefused (`missing` lists all that is missing),
    ActivityRefused (the stage, or no reason).
    """
    seen = activities.activity(actor, activity_id)
    step = rules.step_of(seen, step_id)
    _lock(seen, step)
    activity = activities.activity(actor, activity_id)
    if activity.revision != revision:
        raise _overtaken(activity)
    rules.must_do(actor, activity, step)
    rules.must_leave(activity, step)
    standing = facts.standing(activity)
    missing = rules.missing_for(activity, step, standing)
    if missing:
        raise rules.StepRefused(missing)
    asked_for = Sentence("Skriv varför.", "Write why.") if "reason" in step.needs else None
    said = must_say(reason, field="reason", most=REASON_LENGTH, missing=asked_for)
    changes = _write(activity, step, standing, said)
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=rules.verb_for(activity, step), kind="activity", subject=activity_id,
        changes=changes, reason=said,
    )  # fmt: skip
    _tell(actor, activity, step, said)


def _lock(seen: ActivityRow, step: Step) -> None:
    """First the year, then the activity, always in that order: two starts of the same year queue here, so the second sees the first.

    A plan without a first day starts in the year that it is now.
    """
    starts = rules.clears(seen, step)
    first_day = facts.year_of(seen) if starts else None
    if starts:
        year = first_day or clock.today().year
        FormatYear.objects.get_or_create(format=seen.format, year=year)
        FormatYear.objects.select_for_update().get(format=seen.format, year=year)
    Activity.objects.select_for_update().get(id=seen.id)
    if starts and facts.year_of(seen) != first_day:
        raise Overtaken(Sentence("Planens första dag har just ändrats.", "The first day of the plan has just changed."), now=seen.revision)


def _overtaken(activity: ActivityRow) -> Overtaken:
    newest = latest(activity)
    if newest is None:
        return Overtaken(
            Sentence("Aktiviteten har ändrats sedan du öppnade sidan.", "The activity has changed since you opened the page."),
            now=activity.revision,
        )
    return overtaken(
        what=newest.what, who=newest.who, when=newest.when.astimezone(clock.STOCKHOLM), reason=newest.reason, now=activity.revision
    )


def _write(activity: ActivityRow, step: Step, standing: rules.Standing, reason: str) -> dict[str, list[Any]]:
    """The new stage and what follows from it. Says what changed, for the audit trail."""
    kind, now = rules.kind_of(activity, step), clock.now()
    new: dict[str, Any] = {"stage": step.to, "stage_kind": kind, "revision": activity.revision + 1}
    new["audience"] = PUBLIC if kind in rules.STARTED or activity.started else activity_token(activity.id)
    changes: dict[str, list[Any]] = {"stage": [activity.stage, step.to], "step": [None, step.id]}
    if rules.clears(activity, step):
        grant = standing.judged.plan.grant or 0
        new |= {"started": now, "year": standing.judged.year or clock.today().year, "granted": grant}
        changes |= {"year": [activity.year, new["year"]], "granted": [activity.granted, grant]}
    if kind == "reported":
        new["reported"] = now
        _owe(activity, clock.today())
    if kind in ("closed", "cancelled"):
        new["ended"] = now
    if kind == "cancelled":
        new["why_cancelled"] = reason
    if rules.no_longer_asks(activity, step):
        _no_longer_asked(activity)
    if rules.goes_on(activity, step):
        keep_year(activity)
    Activity.objects.filter(id=activity.id).update(**new)
    return changes


def _owe(activity: ActivityRow, today: date) -> None:
    """The duties of the format, due so many days from now; those that are there from an earlier report stay as they are (J1)."""
    for duty, _severity in duties_for(activity.definition, activity.member_led):
        Duty.objects.get_or_create(
            activity_id=activity.id, duty=duty.id, defaults={"channel": duty.channel, "due": today + timedelta(days=duty.due_days)}
        )


def _no_longer_asked(activity: ActivityRow) -> None:
    """Whoever has not answered when it starts or ends is no longer asked."""
    waiting = [one.organisation for one in activity.participants if one.state == ASKED]
    if waiting:
        Participation.objects.filter(activity=activity.id, state=ASKED).update(state=LAPSED, answered=clock.now())
        audience.let_out(activity.id, waiting)


LETTERS = {
    "review": "activity_submitted",
    "running": "activity_cleared",
    "reported": "activity_reported",
    "closed": "activity_closed",
    "cancelled": "activity_cancelled",
}


def _tell(actor: Actor, activity: ActivityRow, step: Step, reason: str) -> None:
    """Those who take part learn what happened; those whose turn it is learn what waits for them."""
    kind = rules.kind_of(activity, step)
    stage = next(stage for stage in activity.definition.stages if stage.id == step.to)
    values = letters.about(
        actor, activity, reason=reason, stage_sv=stage.name.sv, stage_en=stage.name.en, hint_sv=stage.hint.sv, hint_en=stage.hint.en
    )
    if kind == "review":
        letters.to_mandate(actor, "activity_to_review", [MandateKind.QUALITY, MandateKind.CLEARANCE], values)
    if kind == "reported":
        checked, spread = rules.checks_result(activity, step), bool(duties_for(activity.definition, activity.member_led))
        if checked:
            letters.to_mandate(actor, "activity_result_to_review", [MandateKind.QUALITY], values)
        if spread:
            letters.to_mandate(actor, "activity_to_spread", [MandateKind.DISSEMINATION], {**values, "checked": checked})
    if rules.goes_on(activity, step):
        letters.to_participants(actor, "activity_continued", activity, values)
        return
    returned = kind == "planning" or (kind == "running" and activity.stage_kind == "reported")
    uncleared = kind == "running" and activity.stage_kind == "planning"  # the lead starts it, as a network is started
    name = "activity_returned" if returned else "activity_started" if uncleared else LETTERS[kind]
    registered = registered_people(activity.id) if kind == "cancelled" else []  # whoever counts on a place is told (E1)
    letters.to_participants(actor, name, activity, values, also=registered)
