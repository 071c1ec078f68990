"""The mandate's reading of the plan or the result, and the reasons for what is set aside."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries
from samlar.activities.actions import plan as plans
from samlar.activities.queries.plan import overrides, plan, quality_checks
from samlar.activities.queries.report import kept_report
from samlar.activities.rules.access import must_be_inside, must_lead
from samlar.activities.rules.review import is_to_be_read, may_read, must_be_a_should
from samlar.lifecycle import actions as lifecycle
from samlar.lifecycle.rules.steps import LATER_SUBJECTS
from samlar.web.activities.forms.deeds import OverrideForm, ReadingForm
from samlar.web.activities.frame import frame
from samlar.web.activities.reading import to_read
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer


def review(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What was said of the plan and the result, and the form for whoever reads now."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    must_be_inside(actor, found)
    values = frame(request, found, "review", judged=True)
    of = next((of for of in ("plan", "result") if is_to_be_read(found, of)), "")
    form, status = None, 200
    if of and may_read(actor, found, of):
        revision = values["glance"].standing.plan_revision if of == "plan" else kept_report(found).revision
        form = ReadingForm(request.POST or None, initial={"revision": revision})
        if request.method == "POST":

            def deed() -> None:
                said = form.cleaned_data
                lifecycle.review(actor, activity_id, of=of, approved=said["verdict"] == "yes", note=said["note"], revision=said["revision"])

            if carried_out(request, form, deed, done=_("Granskningen är sparad.")):
                return redirect("activity", activity_id)
            status = 422
    values |= {"checks": quality_checks(found), "reading": of, "form": form, **to_read(found, plan(actor, found))}
    values["rules"] = [one for one in values["glance"].standing.judged.verdict.rules if one.subject not in LATER_SUBJECTS]
    values["written"] = overrides(found)
    return render(request, "activities/review.html", values, status=status)


def override(request: HttpRequest, activity_id: int, rule_id: str) -> HttpResponse:
    """The reason for leaving a should unmet: written, changed or taken back."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    must_be_a_should(found, rule_id)
    must_lead(actor, found)
    values = frame(request, found, "override", judged=True)
    written = overrides(found).get(rule_id)
    form = OverrideForm(request.POST or None, initial={"reason": written.reason if written else ""})
    status = 200
    if request.method == "POST":
        if carried_out(
            request,
            form,
            lambda: plans.set_aside(actor, activity_id, rule=rule_id, reason=form.cleaned_data["reason"]),
            done=_("Skälet är sparat."),
        ):
            return redirect(reverse("activity_plan", args=[activity_id]))
        status = 422
    rule = next(one for one in values["glance"].standing.judged.verdict.rules if one.rule_id == rule_id)
    return render(request, "activities/override.html", values | {"form": form, "rule": rule, "written": written}, status=status)


@require_POST
def take_back(request: HttpRequest, activity_id: int, rule_id: str) -> HttpResponse:
    plans.take_back(viewer(request), activity_id, rule=rule_id)
    return redirect("activity_plan", activity_id)
