"""Those who lead, to one another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities.actions import exchange as actions
from samlar.activities.queries.exchange import exchange, leads_now
from samlar.web.activities.forms.deeds import ExchangeForm
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer


def leads(request: HttpRequest) -> HttpResponse:
    """Who leads what, and what they have to say to one another."""
    actor = viewer(request)
    said = exchange(actor)
    form = ExchangeForm(request.POST or None)
    if request.method == "POST" and carried_out(
        request, form, lambda: actions.say(actor, text=form.cleaned_data["text"]), done=_("Kommentaren är publicerad.")
    ):
        return redirect("leads")
    shown = {"comments": said, "leads": leads_now(actor), "form": form, "trail": [(_("Aktiviteter"), reverse("activities"))]}
    return render(request, "activities/leads.html", shown, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, comment_id: int) -> HttpResponse:
    actions.take_back(viewer(request), comment_id)
    return redirect("leads")
