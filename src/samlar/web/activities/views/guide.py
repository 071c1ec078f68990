"""The leaders' guide beside the activity: what to do when, and what is done already (C2)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlar.activities import queries
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.guide import PHASES, Guide, Item
from samlar.activities.rules.rows import ActivityRow
from samlar.reports.queries.guide import guide_of
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer

SHOWN = 2  # of what comes next, on the overview


def guide(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The whole guide."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    must_lead(actor, found)
    whole = guide_of(actor, found)
    values = frame(request, found, "guide") | {
        "first": next(iter(rows(found, whole.next)), None),
        "then": rows(found, whole.next)[1:],
        "phases": [
            (name, [row(found, one.item) | {"state": one.state} for one in several])
            for phase, name in PHASES.items()
            if (several := whole.of(phase))
        ],
        "advice": whole.advice,
        "done": whole.done,
        "all": len(whole.items),
    }
    return render(request, "activities/guide.html", values)


def coming(found: ActivityRow, whole: Guide) -> list[dict[str, Any]]:
    """What comes next, for the overview."""
    return rows(found, whole.next[:SHOWN])


def rows(found: ActivityRow, items: tuple[Item, ...]) -> list[dict[str, Any]]:
    return [row(found, one) for one in items]


def row(found: ActivityRow, item: Item) -> dict[str, Any]:
    """An item as the page tells it, with where it is done."""
    return {"title": item.title, "text": item.text, "action": item.action, "href": reverse(item.page, args=[found.id])}
