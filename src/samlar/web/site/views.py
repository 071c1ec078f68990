"""The front page, the search, the secretariat's desks and the style page."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.formats.sentence import Sentence
from samlar.people.rules import FUNCTIONS, TASKS, MandateKind, NotVisible
from samlar.reports import queries
from samlar.web.asked import viewer
from samlar.web.site import look as style_page
from samlar.web.site.deeds import DEEDS
from samlar.web.site.my_page import as_rows

LONGEST_SEARCH = 200
# Where each function of the secretariat does its work, beside what waits: (name of the address, what the link says).
WORKPLACES = {
    MandateKind.CLEARANCE: ("activities", Sentence("Alla aktiviteter", "All activities")),
    MandateKind.QUALITY: ("activities", Sentence("Alla aktiviteter", "All activities")),
    MandateKind.FORMATS: ("formats", Sentence("Alla format", "All formats")),
    MandateKind.DISSEMINATION: ("activities", Sentence("Alla aktiviteter", "All activities")),
    MandateKind.REGISTER: ("organisations", Sentence("Alla organisationer", "All organisations")),
}


def start(request: HttpRequest) -> HttpResponse:
    actor = viewer(request)
    return render(request, "site/start.html", {"front": queries.front(actor)})


def search(request: HttpRequest) -> HttpResponse:
    """What has the words in its name: an address that can be shared."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_SEARCH]
    if not words:
        return render(request, "site/search.html", {"query": "", "groups": [], "total": 0})
    found = queries.found(viewer(request), words)
    groups = [group for group in _groups(found, words) if group["hits"]]
    return render(request, "site/search.html", {"query": words, "groups": groups, "total": found.total})


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


def _groups(found: queries.Found, words: str) -> list[dict[str, Any]]:
    """The hits by kind, each kind with the way to all of them when there are more than shown."""
    activities = [{"name": row.title, "note": row.format, "href": reverse("activity", args=[row.id])} for row in found.activities]
    ideas = [{"name": row.title, "note": row.organisation, "href": reverse("proposal", args=[row.id])} for row in found.proposals]
    formats = [{"name": row.definition.name, "href": reverse("format", args=[row.format])} for row in found.formats]
    organisations = [{"name": row.name, "href": reverse("organisation", args=[row.slug])} for row in found.organisations]
    return [
        _group(_("Aktiviteter"), activities, found.all_activities, "activities", q=words),
        _group(_("Förslag"), ideas, found.all_proposals, "proposals", q=words, lage="alla"),
        _group(_("Format"), formats, len(formats), "formats"),
        _group(_("Organisationer"), organisations, found.all_organisations, "organisations", q=words),
    ]


def _group(label: str, hits: list[dict[str, Any]], total: int, page: str, **query: str) -> dict[str, Any]:
    more = f"{reverse(page)}?{urlencode(query)}" if total > len(hits) else ""
    return {"label": label, "hits": hits, "total": total, "more": more}
