"""My page: what waits for me, what happens next, what we take part in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samlar.foundation import clock
from samlar.lessons.queries.board import summary
from samlar.people.rules import Waiting
from samlar.reports import queries, rules
from samlar.web.asked import viewer
from samlar.web.lessons.views.board import figures
from samlar.web.site.deeds import address

SHOWN = 10


def my_page(request: HttpRequest) -> HttpResponse:
    actor = viewer(request)
    if not actor.at_work:
        return render(request, "site/no_employer.html")
    waits = as_rows(queries.waiting(actor))
    ours = queries.our_activities(actor)
    shown = {"waits": waits[:SHOWN], "more_waits": waits[SHOWN:], "count": len(waits)}
    shown |= {"sessions": ours.sessions, "coming": ours.coming[:SHOWN], "current": ours.current}
    shown["home"] = figures(summary(actor))
    return render(request, "site/my_page.html", shown)


def as_rows(waits: list[Waiting]) -> list[dict[str, Any]]:
    """What waits, as the component `waiting` wants it. What it concerns is said beside it where the sentence does not say it."""
    today = clock.today()
    return [
        {
            "what": wait.sentence,
            "about": "" if wait.title in wait.sentence.sv else wait.title,
            "when": rules.hurry(wait.due, today),
            "href": address(wait),
            "action": wait.button,
        }
        for wait in waits
    ]
