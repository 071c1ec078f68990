"""The plan: what is written in it, the reasons for what is left unmet, and the mandate's readings of it."""

from dataclasses import dataclass
from datetime import datetime

from samlar.activities.models import BudgetLine, Measure, Override, Plan, QualityCheck
from samlar.activities.rules.access import may_see_plan
from samlar.activities.rules.plan import MEASURES, Line, PlanText
from samlar.activities.rules.rows import ActivityRow
from samlar.people.rules import Actor, NotVisible


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The kept plan. `changed_by` is empty for those who do not see inside."""

    text: PlanText
    revision: int
    changed: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """A should that somebody answers for leaving unmet, and why (requirements: "should")."""

    rule: str
    reason: str
    person: str
    organisation: str
    written: datetime


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One reading by the mandate for quality. `of` is plan or result; `plan_revision` the plan that was read."""

    of: str
    plan_revision: int
    approved: bool
    note: str
    person: str
    organisation: str
    made: datetime


def plan(actor: Actor, activity: ActivityRow) -> PlanRow:
    """The plan of an activity that the actor sees. Three queries. Raises NotVisible for those who see only what is public."""
    if not may_see_plan(actor, activity):
        raise NotVisible
    return kept_plan(activity)


def kept_plan(activity: ActivityRow) -> PlanRow:
    """The plan for those who judge it; asks for no viewer. Three queries."""
    row = Plan.objects.values("id", "sections", "start", "end", "grant", "revision", "changed", "changed_by__name").get(
        activity=activity.id
    )
    sections: dict[str, str | tuple[str, ...]] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row["sections"].items()
    }
    measures = Measure.objects.filter(plan=row["id"]).values_list("kind", "text")
    words = {kind: section for section, kind in MEASURES.items()}
    for section in MEASURES:
        sections[section] = tuple(text for kind, text in measures if words[kind] == section)
    lines = BudgetLine.objects.filter(plan=row["id"]).values("cost", "text", "amount", "paid_by")
    text = PlanText(sections=sections, start=row["start"], end=row["end"], grant=row["grant"], lines=tuple(Line(**line) for line in lines))
    return PlanRow(text, row["revision"], row["changed"], (row["changed_by__name"] or "") if activity.inside else "")


def overrides(activity: ActivityRow) -> dict[str, OverrideRow]:
    """The reasons by rule. Shown to everyone who sees the plan: a reason stays visible. One query."""
    rows = Override.objects.filter(activity=activity.id).order_by("written", "id")
    found = rows.values_list("rule", "reason", "person__name", "organisation__name", "written")
    return {row[0]: OverrideRow(row[0], row[1], row[2] if activity.inside else "", row[3], row[4]) for row in found}


def quality_checks(activity: ActivityRow) -> list[CheckRow]:
    """The readings, newest first; only for those inside. One query."""
    if not activity.inside:
        return []
    rows = QualityCheck.objects.filter(activity=activity.id)
    return [
        CheckRow(*row) for row in rows.values_list("of", "plan_revision", "approved", "note", "person__name", "organisation__name", "made")
    ]
