"""Addresses of the old archive lead on to what they held (G4): asked only when nothing else answers, and only ever within this site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from samlar.library.queries.old_addresses import moved_to
from samlar.people.rules import VISITOR, NotVisible
from samlar.web.templatetags.samlar import kept_address


def moved(request: HttpRequest) -> HttpResponse | None:
    """The way on, for good; None where nothing of the old archive lay there, or nothing that the viewer may see."""
    if request.method not in ("GET", "HEAD"):
        return None
    try:
        found = moved_to(getattr(request, "actor", VISITOR), request.get_full_path())
    except NotVisible:
        return None
    answer = redirect(kept_address("document", found), permanent=True)
    answer["Cache-Control"] = "no-store"  # for good, but not for all: nobody's memory leads on whoever may not see it
    return answer
