"""How far an activity has come with what its steps ask for."""

from collections.abc import Mapping

from django.db.models import Q

from samlar.activities.models import Duty, FormatEvaluation, Measure, Override, QualityCheck, Report
from samlar.activities.rules.progress import Progress
from samlar.activities.rules.rows import ActivityRow


def progress(activity: ActivityRow, plan_revision: int) -> Progress:
    """The state of plan, readings, result, duties and evaluations, for those who judge a step. Six queries.

    `plan_revision` is the kept plan's, which the caller has read.
    """
    report = Report.objects.filter(activity=activity.id).values("sections", "revision").first()
    sections: Mapping[str, str] = report["sections"] if report else {}
    measures = Measure.objects.filter(Q(outcome="") | Q(answer=""), plan__activity=activity.id)
    newest = _newest_readings(activity.id)
    return Progress(
        overridden=frozenset(Override.objects.filter(activity=activity.id).values_list("rule", flat=True)),
        plan_approved=newest.get("plan") == (True, plan_revision),
        result_approved=report is not None and newest.get("result") == (True, report["revision"]),
        told=frozenset(name for name, text in sections.items() if isinstance(text, str) and text.strip()),
        unanswered=measures.count(),
        undone=frozenset(Duty.objects.filter(activity=activity.id, done=None).values_list("duty", flat=True)),
        evaluations=FormatEvaluation.objects.filter(activity=activity.id).count(),
    )


def _newest_readings(activity_id: int) -> dict[str, tuple[bool, int]]:
    """{plan or result: whether its newest reading is a yes, and of which revision}: whatever changed afterwards is read again."""
    rows = QualityCheck.objects.filter(activity=activity_id).order_by("made", "id")
    return {of: (approved, revision) for of, approved, revision in rows.values_list("of", "approved", "plan_revision")}
