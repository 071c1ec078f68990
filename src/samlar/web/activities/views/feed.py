"""Everybody's own calendar: the private address, how to subscribe to it, and what it answers."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.foundation import clock
from samlar.foundation.calendar import TYPE
from samlar.lifecycle.actions import calendar as actions
from samlar.people.queries.links import links_of, opened, token_of
from samlar.people.rules.links import LinkClosed, must_hold
from samlar.reports.queries.calendar import personal_calendar
from samlar.web.activities.events import as_calendar, event
from samlar.web.asked import viewer


def my_calendar(request: HttpRequest) -> HttpResponse:
    """The private address and how to add it; a first or a new one on request."""
    actor = viewer(request)
    if request.method == "POST":
        actions.new_calendar_address(actor)
        messages.success(request, _("Din kalenderadress är klar. En äldre adress slutar fungera."))
        return redirect("my_calendar")
    found = links_of(actor.person, actions.PURPOSE) if actor.person else []
    address = settings.SITE_ADDRESS + reverse("calendar_feed", args=[token_of(found[0])]) if found else ""
    shown = {
        "address": address,
        "web_address": "webcal" + address.removeprefix("https").removeprefix("http") if address else "",
        "trail": [(_("Mitt konto"), reverse("my_account"))],
    }
    return render(request, "activities/my_calendar.html", shown)


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    actions.close_calendar(viewer(request))
    messages.success(request, _("Kalenderadressen fungerar inte längre."))
    return redirect("my_calendar")


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for whoever has the address; in its owner's language."""
    found = opened(token, actions.PURPOSE)
    try:
        must_hold(found, clock.now())
    except LinkClosed as closed:
        return HttpResponse(closed.sentence.sv, status=410, content_type="text/plain; charset=utf-8")
    calendar = personal_calendar(found.person)
    with translation.override(calendar.owner.language):
        events = [event(one.activity, one.title, one.entry, inside=one.inside, sure=one.sure, gone=one.gone) for one in calendar.rows]
        answer = HttpResponse(as_calendar(_("Samlär: mina träffar"), events), content_type=TYPE)
    answer["Cache-Control"] = "private, max-age=900"
    answer["X-Robots-Tag"] = "noindex"
    return answer
