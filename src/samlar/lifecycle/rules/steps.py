"""What a step asks for and what is missing, as pure verdicts (C3, D2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from samlar.activities.rules.access import does
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.plan import PlanText
from samlar.activities.rules.progress import Progress
from samlar.activities.rules.rows import ActivityRow
from samlar.economy.rules import EnvelopeRefused, must_fit
from samlar.formats import words as w
from samlar.formats.case import Budget, BudgetLine, Case, Participant, Period, Plan, Proposer
from samlar.formats.definition import Step
from samlar.formats.evaluate import Judged, Verdict, duties_for, next_steps
from samlar.formats.sentence import Sentence, Severity
from samlar.people.rules import Actor, NotAllowed, NotVisible

BEFORE_START = ("planning", "review")
STARTED = ("running", "reported", "closed")
# What nobody can know before people register (next to come): rules about it are judged where people register, not at the start.
LATER_SUBJECTS = ("registration", "persons")

Where = Literal["plan", "participants", "review", "result", "dissemination", "evaluation", "step"]


# — the year —


def start_year(first_day: date | None, today: date) -> int | None:
    """The calendar year in which a start counts: that of the plan's first day, but never a year that is over (decision 1).

    None while the plan has no first day.
    """
    return None if first_day is None else max(first_day, today).year


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """Another activity of the format that was cleared: the year it counts in, the last year it ran, and its grant in kr."""

    year: int
    last_year: int
    granted: int


@dataclass(frozen=True, slots=True)
class YearCounts:
    """The format's year, this activity left out: how many count against it, and the basic funding in kr."""

    started: int
    granted: int


def counts_in(year: int, others: Iterable[Started], *, counted_by: str) -> YearCounts:
    """What counts in a year. `counted_by` is the format's setting: starts in the year, or all that ran during any part of it (C3).

    What was cancelled after its start still counts: its place and its money were promised.
    """
    others = list(others)
    counted = [one for one in others if one.year == year or (counted_by == "running" and one.year < year <= one.last_year)]
    return YearCounts(len(counted), sum(one.granted for one in others if one.year == year))


# — the case —


def case_for(activity: ActivityRow, plan: PlanText, *, proposer: Proposer | None, counts: YearCounts | None) -> Case:
    """The facts that the format judges. What is not known (the year before there is a first day) is left unsaid (C3)."""
    template = activity.definition.plan
    lines = tuple(BudgetLine(cost=line.cost, amount=line.amount, paid_by=line.paid_by) for line in plan.lines)
    return Case(
        format=activity.format,
        proposer=proposer,
        participants=tuple(
            Participant(organisation=one.name, kind=one.kind, membership=one.membership, lead=one.is_lead) for one in activity.taking_part
        ),
        period=Period(start=plan.start, end=plan.end),
        started_same_year=counts.started if counts else None,
        granted_same_year=counts.granted if counts else None,
        plan=Plan(plan.sections),
        budget=Budget(grant=plan.grant or 0, lines=lines) if template.budget else None,
        member_led=activity.member_led,
    )


# — what is missing —


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the format says of a plan, and the year that a start would count in."""

    plan: PlanText
    verdict: Verdict
    year: int | None
    counts: YearCounts | None
    envelope: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An activity as its steps see it: its days, how far it has come, and the judgement of its plan where that was asked for."""

    first_day: date | None
    last_day: date | None
    plan_revision: int
    progress: Progress
    judgement: Judgement | None

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first day and the last: of the released programme, else of the plan."""
        done = self.progress
        return (done.first_session, done.last_session) if done.first_session else (self.first_day, self.last_day)

    @property
    def judged(self) -> Judgement:
        """The judgement, for those who have asked for it (`asks_format`)."""
        assert self.judgement is not None
        return self.judgement


def asks_format(activity: ActivityRow) -> bool:
    """Whether a step from here asks what the format says of the plan. Later the plan stands as it was cleared."""
    needs = {need for step in next_steps(activity.definition, activity.stage) for need in step.needs}
    return activity.stage_kind in BEFORE_START or bool(needs & {"musts", "shoulds"})


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a step waits for. `rules` are those that cause it; `where` is the page on which it is mended."""

    need: str
    sentence: Sentence
    where: Where
    rules: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class StepState:
    """A step from here: whether this viewer may take it, who else may, and what is missing before anybody can."""

    step: Step
    may: bool
    doers: tuple[Sentence, ...]
    missing: tuple[Missing, ...]
    wants_reason: bool

    @property
    def ready(self) -> bool:
        return self.may and not self.missing


class StepRefused(ActivityRefused):
    """A step cannot be taken now; `missing` lists everything that it waits for. Nothing was changed."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        first = missing[0]
        rule = first.rules[0] if first.rules else None
        super().__init__(
            said_of(rule) if rule else first.sentence,
            rule=rule.rule_id if rule else first.need,
            source=rule.source if rule else None,
            mend=rule.mend if rule else None,
        )
        self.missing = missing


def said_of(rule: Judged) -> Sentence:
    """What is wrong with a rule; of one that cannot be judged yet, what must hold."""
    return rule.message or rule.sentence


def blocking(verdict: Verdict) -> tuple[Judged, ...]:
    """The musts that are broken, and those that cannot be judged though everything they read is asked for already."""
    return tuple(
        one
        for one in verdict.rules
        if one.severity is Severity.MUST and (one.state == "failed" or (one.state == "not_judged" and one.subject not in LATER_SUBJECTS))
    )


def unanswered_shoulds(verdict: Verdict, overridden: Iterable[str]) -> tuple[Judged, ...]:
    """The shoulds that are broken and have no written reason."""
    reasons = set(overridden)
    return tuple(one for one in verdict.rules if one.severity is Severity.SHOULD and one.state == "failed" and one.rule_id not in reasons)


def clears(activity: ActivityRow, step: Step) -> bool:
    """Whether the step is the start: out of planning or review into what counts in the year."""
    return activity.stage_kind in BEFORE_START and kind_of(activity, step) in STARTED


def kind_of(activity: ActivityRow, step: Step) -> str:
    """The kind of the stage that a step goes to."""
    return next(stage.kind for stage in activity.definition.stages if stage.id == step.to)


def missing_for(activity: ActivityRow, step: Step, standing: Standing) -> tuple[Missing, ...]:
    """Everything that the step waits for, apart from a reason, which is written in the step itself."""
    found = [one for need in step.needs if need != "reason" and (one := _missing(need, activity, standing))]
    if clears(activity, step) and (money := _no_room(standing.judged)):
        found.append(money)
    return tuple(found)


def _missing(need: str, activity: ActivityRow, standing: Standing) -> Missing | None:
    done, said = standing.progress, w.NEEDS[need]
    if need == "musts":
        rules = blocking(standing.judged.verdict)
        return Missing(need, said, _place(rules), rules) if rules else None
    if need == "shoulds":
        rules = unanswered_shoulds(standing.judged.verdict, done.overridden)
        return Missing(need, said, "plan", rules) if rules else None
    duties = {duty.id for duty, severity in duties_for(activity.definition, activity.member_led) if severity is Severity.MUST}
    met, where = {
        "quality_check": (done.plan_approved, "review"),
        "result_check": (done.result_approved, "review"),
        "result_report": (all(section.id in done.told for section in activity.definition.report), "result"),
        "criteria_answered": (done.unanswered == 0, "result"),
        "duties_done": (not duties & done.undone, "dissemination"),
        "evaluation": (bool(done.evaluated_by), "evaluation"),
    }[need]
    return None if met else Missing(need, said, where)  # type: ignore[arg-type]


def _place(rules: tuple[Judged, ...]) -> Where:
    """Where the first of the broken rules is mended."""
    return "participants" if rules[0].subject in ("participants", "proposer") else "plan"


def _no_room(judged: Judgement) -> Missing | None:
    granted = judged.counts.granted if judged.counts else 0
    try:
        must_fit(grant=judged.plan.grant or 0, granted=granted, envelope=judged.envelope)
    except EnvelopeRefused as refusal:
        return Missing("envelope", refusal.sentence, "plan")
    return None


def doers(activity: ActivityRow, step: Step) -> tuple[Sentence, ...]:
    """Who may take a step, in words; the leading organisation by its name."""
    lead = activity.lead
    return tuple(Sentence(lead.name, lead.name) if doer == "lead" and lead else w.DOERS[doer] for doer in step.by)


def step_state(actor: Actor, activity: ActivityRow, step: Step, standing: Standing) -> StepState:
    """How one step stands for one viewer."""
    return StepState(
        step,
        any(does(actor, doer, activity) for doer in step.by),
        doers(activity, step),
        missing_for(activity, step, standing),
        "reason" in step.needs,
    )


def step_states(actor: Actor, activity: ActivityRow, standing: Standing) -> tuple[StepState, ...]:
    """Every step from here, in the format's order."""
    return tuple(step_state(actor, activity, step, standing) for step in next_steps(activity.definition, activity.stage))


def must_do(actor: Actor, activity: ActivityRow, step: Step) -> None:
    """Raises NotAllowed, with who may, for those that the step does not name."""
    if not any(does(actor, doer, activity) for doer in step.by):
        who = doers(activity, step)
        raise NotAllowed(
            Sentence("Det här steget tar {who}.", "This step is taken by {who}.").fill(
                who=Sentence(" eller ".join(one.sv for one in who), " or ".join(one.en for one in who))
            ),
            rule=step.id,
            source=activity.definition.source,
        )


def must_leave(activity: ActivityRow, step: Step) -> None:
    """The step goes from the stage that the activity is in. Raises ActivityRefused."""
    if activity.stage not in step.from_:
        raise ActivityRefused(
            Sentence(
                "”{step}” går inte härifrån. Nu är skedet: {stage}.", "“{step}” does not leave from here. The stage now is: {stage}."
            ).fill(step=step.label, stage=activity.stage_now.name),
            rule=step.id,
            source=activity.definition.source,
        )


VERBS = {"review": "submitted", "reported": "reported", "closed": "closed", "cancelled": "cancelled"}


def goes_on(activity: ActivityRow, step: Step) -> bool:
    """Whether the step goes from a result on with the same activity, as a network goes on for another year (H1).

    What is sent back is sent with a reason; going on needs none.
    """
    return kind_of(activity, step) == "running" and activity.stage_kind == "reported" and "reason" not in step.needs


def no_longer_asks(activity: ActivityRow, step: Step) -> bool:
    """Whether whoever has not answered is no longer asked from the step on: from the start; where there is no end, from its close (H1)."""
    kind = kind_of(activity, step)
    return kind in ("closed", "cancelled") if lasting(activity.definition) else kind not in BEFORE_START


def checks_result(activity: ActivityRow, step: Step) -> bool:
    """Whether what is reported by the step waits for somebody to assure its quality before the next step."""
    return any("result_check" in after.needs for after in activity.definition.steps if step.to in after.from_)


def verb_for(activity: ActivityRow, step: Step) -> str:
    """What the audit trail calls the step: noun.deed in the past tense (Z4)."""
    kind = kind_of(activity, step)
    if clears(activity, step):
        return "activity.cleared"
    if goes_on(activity, step):
        return "activity.continued"
    if kind == "planning" or (kind == "running" and activity.stage_kind == "reported"):
        return "activity.returned"
    return f"activity.{VERBS.get(kind, 'moved')}"


def step_of(activity: ActivityRow, step_id: str) -> Step:
    """A step of the activity's format, wherever it leaves from. Raises NotVisible for an unknown one."""
    found = next((step for step in activity.definition.steps if step.id == step_id), None)
    if found is None:
        raise NotVisible
    return found


def way_back(actor: Actor, activity: ActivityRow) -> Step | None:
    """The step with which the actor sends back what was handed in: to an earlier stage, with a reason; None where there is none."""
    order = [stage.id for stage in activity.definition.stages]
    for step in next_steps(activity.definition, activity.stage):
        earlier = kind_of(activity, step) not in ("closed", "cancelled") and order.index(step.to) < order.index(activity.stage)
        if earlier and "reason" in step.needs and any(does(actor, doer, activity) for doer in step.by):
            return step
    return None
