"""The result: read by everybody, written by the lead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samlar.activities import queries
from samlar.activities.actions.report import save_report
from samlar.activities.queries.report import report, years
from samlar.activities.rules.access import may_lead, must_lead
from samlar.activities.rules.report import KINDS, OUTCOMES, ReportRow, may_read, must_be_written_now
from samlar.formats.sentence import Sentence
from samlar.registration.queries.marks import own_marks
from samlar.web.activities.changes import shown
from samlar.web.activities.forms.afterwards import ReportForm
from samlar.web.activities.frame import frame
from samlar.web.activities.lesson_links import catch_address
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer

CHIPS = {"yes": "done", "partly": "", "no": "closed"}


def result(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What came of it: the told result; until then its draft for those who write it, and to others that it is not told yet."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    told = report(actor, found) if may_read(actor, found) else None
    return render(
        request,
        "activities/result.html",
        frame(request, found, "result")
        | {
            "report": told,
            "groups": groups(told) if told else [],
            "summed": summed(told) if told else None,
            "may_write": found.stage_kind == "running" and (may_lead(actor, found) or found.acts_for_owner),
            "change": shown(actor, found),
            "years": years(found),
            "catch": catch_address(activity=found.id) if found.inside and actor.at_work else "",
            "may_mark": own_marks(actor, found),
        },
    )


def groups(told: ReportRow) -> list[dict[str, object]]:
    """Criteria and indicators, each with its answer as it is shown."""
    return [
        {"name": name, "measures": [(one, OUTCOMES.get(one.outcome), CHIPS.get(one.outcome, "draft")) for one in told.of_kind(kind)]}
        for kind, name in KINDS.items()
        if told.of_kind(kind)
    ]


def summed(told: ReportRow) -> Sentence | None:
    """How many of the criteria and indicators were met, in words; nothing where the plan has none or a draft is unanswered."""
    if not told.measures or told.unanswered:
        return None
    partly = sum(one.outcome == "partly" for one in told.measures)
    met = Sentence(
        "{met} av {all} kriterier och tecken blev som vi tänkt{partly}.",
        "{met} of {all} criteria and indicators turned out as intended{partly}.",
    )
    some = Sentence(f", {partly} delvis", f", {partly} in part") if partly else ""
    return met.fill(met=told.met, all=len(told.measures), partly=some)


def write(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The form in which the result is written, as far as it has come."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    must_lead(actor, found)
    must_be_written_now(found)
    form = ReportForm(request.POST or None, report(actor, found))
    status = 200
    if request.method == "POST":

        def deed() -> None:
            save_report(actor, activity_id, sections=form.sections(), answers=form.answers(), revision=form.cleaned_data["revision"])

        if carried_out(request, form, deed, done=_("Resultatet är sparat.")):
            return redirect("activity_result", activity_id)
        status = 422
    return render(request, "activities/result_write.html", frame(request, found, "result") | {"form": form}, status=status)
