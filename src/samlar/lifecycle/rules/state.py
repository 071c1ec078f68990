"""The one sentence that says how an activity stands, and the one next step for whoever looks (look: page anatomy)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from samlar.activities.rules.access import may_lead, may_write_plan, takes_part
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.review import may_read
from samlar.activities.rules.rows import ASKED, ActivityRow
from samlar.formats.counted import number
from samlar.formats.evaluate import Judged
from samlar.formats.sentence import Sentence
from samlar.lifecycle.rules.steps import Standing, StepState
from samlar.people.rules import Actor, MandateKind

MOST_OF_A_YEAR = 300  # days
SOON_OVER = 14  # days before the last one: then the result waits to be written

Place = Literal["participants", "plan", "review", "result", "dissemination", "evaluation", "step"]


@dataclass(frozen=True, slots=True)
class NextStep:
    """The button: where it leads, its words, and the step's id where it leads to a step."""

    place: Place
    words: Sentence
    step: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """An activity at a glance, for one viewer."""

    standing: Standing
    steps: tuple[StepState, ...]
    state: Sentence
    next: NextStep | None


def state_of(activity: ActivityRow, steps: tuple[StepState, ...], standing: Standing, ended: date | None, today: date) -> Sentence:
    """How it stands, in a sentence for everybody. `ended`: the day on which it was closed or cancelled."""
    first = standing.progress.first_session
    if activity.stage_kind == "running" and first and today < first and not lasting(activity.definition):
        return Sentence("Börjar {day}.", "Begins {day}.").fill(day=first)
    return {
        "planning": _planning,
        "review": _review,
        "running": _running,
        "reported": _reported,
    }.get(activity.stage_kind, _over)(activity, steps, standing, ended)


def _planning(activity: ActivityRow, steps: tuple[StepState, ...], standing: Standing, ended: date | None) -> Sentence:
    left = [rule for one in steps[0].missing for rule in one.rules or (one,)] if steps else []
    if not left:
        return Sentence(
            "Allt som krävs finns på plats. Nästa steg tar {who}.", "All that is required is in place. The next step is taken by {who}."
        ).fill(who=steps[0].doers[0] if steps else activity.definition.definite)
    if len(left) == 1:
        return left[0].message or left[0].sentence if isinstance(left[0], Judged) else left[0].sentence
    return Sentence(
        "Planen skrivs. Något återstår innan nästa steg kan tas.",
        "The plan is being written. Something remains before the next step can be taken.",
    )


def _review(activity: ActivityRow, steps: tuple[StepState, ...], standing: Standing, ended: date | None) -> Sentence:
    if any(one.need == "quality_check" for step in steps for one in step.missing):
        return Sentence("Planen är inskickad och väntar på kvalitetssäkring.", "The plan has been sent in and waits for quality assurance.")
    return Sentence("Planen är inskickad och väntar på klartecken.", "The plan has been sent in and waits for clearance.")


def _running(activity: ActivityRow, steps: tuple[StepState, ...], standing: Standing, ended: date | None) -> Sentence:
    if standing.last_day is None or lasting(activity.definition):
        return activity.stage_now.hint
    return Sentence("Pågår till {day}. Sedan rapporteras resultatet.", "Runs until {day}. Then the result is reported.").fill(
        day=standing.last_day
    )


def _reported(activity: ActivityRow, steps: tuple[StepState, ...], standing: Standing, ended: date | None) -> Sentence:
    left = len(standing.progress.undone)
    if not left:
        return Sentence("Resultatet är rapporterat och spritt.", "The result has been reported and spread.")
    return Sentence(
        "Resultatet är rapporterat. Det återstår att sprida det i {count}.",
        "The result has been reported. It remains to spread it in {count}.",
    ).fill(
        count=Sentence("en kanal", "one channel")
        if left == 1
        else Sentence(f"{number(left, 'sv')} kanaler", f"{number(left, 'en')} channels")
    )


def _over(activity: ActivityRow, steps: tuple[StepState, ...], standing: Standing, ended: date | None) -> Sentence:
    if ended is None:
        return activity.stage_now.hint
    if activity.stage_kind == "cancelled" and not activity.why_cancelled:
        return Sentence("Inställt {day}.", "Cancelled {day}.").fill(day=ended)
    if activity.stage_kind == "cancelled":
        return Sentence("Inställt {day}: {why}", "Cancelled {day}: {why}").fill(day=ended, why=activity.why_cancelled)
    return Sentence("Avslutat {day}.", "Closed {day}.").fill(day=ended)


def next_step(
    actor: Actor, activity: ActivityRow, steps: tuple[StepState, ...], standing: Standing, evaluated: bool, today: date | None = None
) -> NextStep | None:
    """What this viewer should do next, if anything waits for this viewer. `evaluated`: the viewer's organisation has evaluated."""
    own = activity.participation_of(actor.organisation) if actor.at_work else None
    if own and own.state == ASKED:
        return NextStep("participants", Sentence("Svara på frågan om att delta", "Answer whether you take part"))
    if may_read(actor, activity, "plan") and not standing.progress.plan_approved:
        return NextStep("review", Sentence("Granska planen", "Review the plan"))
    forward = next((one for one in steps if one.ready and not one.wants_reason), None)
    if forward:
        return NextStep("step", forward.step.label, forward.step.id)
    return _writing(actor, activity, steps, standing, evaluated, today)


def is_to_be_told(activity: ActivityRow, standing: Standing, today: date | None) -> bool:
    """Whether the result waits to be written: it is begun, or the last day is near; of what lasts, most of a year has passed (H1)."""
    since, first = activity.reported or activity.started, standing.progress.first_session
    if today is None or since is None or standing.progress.told:
        return True
    if first and today < first and not lasting(activity.definition):
        return False
    if lasting(activity.definition):
        return (today - since.date()).days >= MOST_OF_A_YEAR
    return standing.last_day is None or (standing.last_day - today).days <= SOON_OVER


def _writing(
    actor: Actor, activity: ActivityRow, steps: tuple[StepState, ...], standing: Standing, evaluated: bool, today: date | None
) -> NextStep | None:
    if may_write_plan(actor, activity):
        places = [one.where for one in steps[0].missing] if steps else []
        if places and all(place == "participants" for place in places):
            return NextStep("participants", Sentence("Fråga en organisation om att delta", "Ask an organisation to take part"))
        return NextStep("plan", Sentence("Skriv planen", "Write the plan"))
    if activity.stage_kind == "running" and may_lead(actor, activity) and is_to_be_told(activity, standing, today):
        return NextStep("result", Sentence("Skriv resultatet", "Write the result"))
    if activity.stage_kind == "reported":
        if may_read(actor, activity, "result") and not standing.progress.result_approved:
            return NextStep("review", Sentence("Granska resultatet", "Review the result"))
        if actor.holds(MandateKind.DISSEMINATION) and standing.progress.undone:
            return NextStep("dissemination", Sentence("Notera vad som är spritt", "Note what has been spread"))
    if activity.stage_kind in ("reported", "closed") and takes_part(actor, activity) and not evaluated and activity.definition.evaluation:
        return NextStep("evaluation", Sentence("Utvärdera formatet", "Evaluate the format"))
    return None
