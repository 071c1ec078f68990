"""The format's steps: what a step means and what is missing, and the step itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.activities import queries
from samlar.formats.definition import Step
from samlar.lifecycle import actions
from samlar.lifecycle.rules.steps import StepState, kind_of, must_do, must_leave, step_of
from samlar.web.activities.forms.deeds import StepForm
from samlar.web.activities.frame import frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.activities.views.overview import step_row
from samlar.web.asked import viewer


def step(request: HttpRequest, activity_id: int, step_id: str) -> HttpResponse:
    """One step on a page of its own: what happens, what is missing, the reason where one is asked for, and the button."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    asked = step_of(found, step_id)
    values = frame(request, found, "step")
    state: StepState | None = next((one for one in values["glance"].steps if one.step.id == step_id), None)
    hint = asked.hint.in_language(get_language() or "sv")
    form = StepForm(request.POST or None, revision=found.revision, wants_reason="reason" in asked.needs, hint=hint)
    status = 200
    if request.method == "POST":
        if carried_out(request, form, lambda: _move(request, activity_id, step_id, form), done=_said(asked)):
            return redirect("activity", activity_id)
        status = 422
    elif state is None:
        must_leave(found, asked)
    else:
        must_do(actor, found, asked)
    values |= {"row": step_row(found, state) if state else None, "asked": asked, "kind": kind_of(found, asked), "form": form}
    return render(request, "activities/step.html", values, status=status)


def _move(request: HttpRequest, activity_id: int, step_id: str, form: StepForm) -> None:
    actor = viewer(request)
    actions.move(actor, activity_id, step_id, revision=form.cleaned_data["revision"], reason=form.cleaned_data.get("reason", ""))


def _said(asked: Step) -> str:
    return _("Klart: %(step)s.") % {"step": asked.label.in_language(get_language() or "sv")}
