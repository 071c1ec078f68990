"""The result: what is told under the format's headings, and the answer to each criterion and indicator (C3)."""

from datetime import date, datetime
from typing import Any

from samlar.activities.models import Measure, Report, YearReview
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.report import MeasureRow, ReportRow, ToldSection, YearRow, is_told, must_be_readable
from samlar.activities.rules.rows import ActivityRow
from samlar.people.rules import Actor


def report(actor: Actor, activity: ActivityRow) -> ReportRow:
    """The result of an activity that the actor sees; its draft only for those who write it. Two queries. Raises NotVisible."""
    must_be_readable(actor, activity)
    return kept_report(activity)


def kept_report(activity: ActivityRow) -> ReportRow:
    """The report for those who write or judge it; asks for no viewer. Two queries."""
    row = Report.objects.filter(activity=activity.id).values("sections", "revision", "changed", "changed_by__name").first()
    told = row["sections"] if row else {}
    measures = Measure.objects.filter(plan__activity=activity.id).values("id", "kind", "text", "outcome", "answer")
    return ReportRow(
        sections=tuple(
            ToldSection(id=one.id, label=one.label, help=one.help, most=one.most, text=told.get(one.id, ""))
            for one in activity.definition.report
        ),
        measures=tuple(MeasureRow(**measure) for measure in measures),
        revision=row["revision"] if row else 0,
        changed=row["changed"] if row else None,
        changed_by=(row["changed_by__name"] or "") if row and activity.inside else "",
        draft=not is_told(activity),
    )


def years(activity: ActivityRow) -> tuple[YearRow, ...]:
    """What a lasting activity told at its earlier yearly reviews, the newest first: read by whoever sees it. One query, else none."""
    if not lasting(activity.definition):
        return ()
    found = YearReview.objects.filter(activity=activity.id).values_list("told", "reported")
    return tuple(_year(activity, told, reported) for told, reported in found)


def _year(activity: ActivityRow, told: dict[str, Any], reported: datetime) -> YearRow:
    sections = told.get("sections", {})
    duties = {duty.id: duty.label for duty in activity.definition.duties}
    return YearRow(
        reported=reported,
        sections=tuple((one.label, sections[one.id]) for one in activity.definition.report if sections.get(one.id)),
        spread=tuple(
            (duties[duty], date.fromisoformat(done), link, note)
            for duty, done, link, note in told.get("spread", [])
            if done and duty in duties
        ),
    )
