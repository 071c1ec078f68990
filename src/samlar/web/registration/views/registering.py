"""One activity's registration: the way to a place, and where one's own stands (E2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samlar.activities import queries
from samlar.foundation import clock
from samlar.registration.queries.terms import terms
from samlar.registration.rules.registering import closes
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer


def registration_page(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What registration asks, and when it closes."""
    found = queries.activity(viewer(request), activity_id)
    asked = terms(found)
    values = frame(request, found, "registration") | {"terms": asked, "closes": closes(asked, clock.today())}
    return render(request, "registration/page.html", values)
