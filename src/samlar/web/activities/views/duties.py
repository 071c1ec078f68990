"""Dissemination: what is owed and what has been done, of one activity and of all."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.activities import queries
from samlar.activities.actions.duties import note_done, take_back
from samlar.activities.queries.duties import PER_PAGE, STATES, duties, duty
from samlar.activities.queries.duties import dissemination as to_disseminate
from samlar.activities.rules.duties import must_be_open_for_change, must_not_be_done, must_owe_row
from samlar.activities.rules.report import is_told
from samlar.foundation import clock
from samlar.web.activities.forms.afterwards import DutyForm, ReasonForm
from samlar.web.activities.frame import frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer, whole


def dissemination(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Where the result has been spread, and what remains."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    rows = duties(actor, found) if is_told(found) else ()
    return render(
        request,
        "activities/dissemination.html",
        frame(request, found, "dissemination") | {"duties": rows, "done": sum(bool(row.done) for row in rows)},
    )


def note(request: HttpRequest, activity_id: int, duty_id: int) -> HttpResponse:
    """One duty is noted as done."""
    actor = viewer(request)
    found, owed = duty(actor, activity_id, duty_id)
    must_owe_row(actor, found, owed)
    if request.method != "POST":
        must_not_be_done(owed.done, owed.organisation)
    form = DutyForm(request.POST or None, channel=owed.channel, today=clock.today())
    status = 200
    if request.method == "POST":
        if carried_out(
            request, form, lambda: note_done(actor, activity_id, duty_id, **form.cleaned_data), done=_("Spridningen är noterad.")
        ):
            return redirect("activity_dissemination", activity_id)
        status = 422
    return render(request, "activities/duty_note.html", frame(request, found, "duty") | {"owed": owed, "form": form}, status=status)


def undo(request: HttpRequest, activity_id: int, duty_id: int) -> HttpResponse:
    """The note is taken back, with a reason."""
    actor = viewer(request)
    found, owed = duty(actor, activity_id, duty_id)
    must_owe_row(actor, found, owed)
    if request.method != "POST":
        must_be_open_for_change(found, owed.done)
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if carried_out(
            request, form, lambda: take_back(actor, activity_id, duty_id, **form.cleaned_data), done=_("Noteringen är borttagen.")
        ):
            return redirect("activity_dissemination", activity_id)
        status = 422
    return render(request, "activities/duty_undo.html", frame(request, found, "duty") | {"owed": owed, "form": form}, status=status)


def all_dissemination(request: HttpRequest) -> HttpResponse:
    """All that is to be spread, over all activities: late first."""
    actor = viewer(request)
    found = to_disseminate(actor, state=request.GET.get("visa", ""), page=whole(request.GET.get("page"), 1))
    labels = {"owed": _("Ska spridas"), "late": _("Försenat"), "done": _("Spritt")}
    return render(
        request,
        "activities/all_dissemination.html",
        {
            "dissemination": found,
            "page": Paginator(range(found.total), PER_PAGE).get_page(found.page),
            "filters": [
                {
                    "label": labels[state],
                    "href": reverse("dissemination") + f"?visa={state}",
                    "current": state == found.state,
                    "count": found.counts[state],
                }
                for state in STATES
            ],
        },
    )
