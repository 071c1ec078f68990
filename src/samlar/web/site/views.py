"""The front page, the secretariat's desks and the style page."""


from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlar.formats.sentence import Sentence
from samlar.people.rules import FUNCTIONS, TASKS, MandateKind, NotVisible
from samlar.reports import queries
from samlar.web.asked import viewer
from samlar.web.site import look as style_page
from samlar.web.site.deeds import DEEDS
from samlar.web.site.my_page import as_rows

# Where each function of the secretariat does its work, beside what waits: (name of the address, what the link says).
WORKPLACES = {
    MandateKind.CLEARANCE: ("activities", Sentence("Alla aktiviteter", "All activities")),
    MandateKind.QUALITY: ("activities", Sentence("Alla aktiviteter", "All activities")),
    MandateKind.FORMATS: ("formats", Sentence("Alla format", "All formats")),
    MandateKind.DISSEMINATION: ("activities", Sentence("Alla aktiviteter", "All activities")),
    MandateKind.PRIORITISATION: ("rounds", Sentence("Alla idémöten", "All idea meetings")),
    MandateKind.REGISTER: ("organisations", Sentence("Alla organisationer", "All organisations")),
}


def start(request: HttpRequest) -> HttpResponse:
    actor = viewer(request)
    return render(request, "site/start.html", {"front": queries.front(actor)})


def secretariat(request: HttpRequest) -> HttpResponse:
    """What waits at each function that the viewer carries out (L1). There is nothing here for others."""
    actor = viewer(request)
    if not actor.mandates:
        raise NotVisible
    waits = queries.waiting(actor)
    desks = []
    count = 0
    for mandate in (kind for kind in MandateKind if actor.holds(kind)):
        page, action = WORKPLACES[mandate]
        here = [wait for wait in waits if DEEDS[wait.deed].mandate == mandate]
        count += len(here)
        desks.append(
            {
                "mandate": mandate.value, "name": FUNCTIONS[mandate], "about": TASKS[mandate], "waits": as_rows(here),
                "href": reverse(page), "action": action,
            }
        )  # fmt: skip
    desks.sort(key=lambda desk: not desk["waits"])  # what waits comes first
    return render(request, "site/secretariat.html", {"desks": desks, "count": count})


def look(request: HttpRequest) -> HttpResponse:
    return render(request, "look.html", style_page.examples())
