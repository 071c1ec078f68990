"""The organisation's own documents: all of them, what waits for something, and the wastebasket."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.library.queries import ours as queries
from samlar.library.queries.ours import OurRow
from samlar.library.rules.intake import may_take_in
from samlar.library.rules.words import KINDS, READING, STATES
from samlar.people.rules import must_act_for_an_organisation
from samlar.web.asked import viewer, whole
from samlar.web.kept import CHIPS
from samlar.web.templatetags.samlar import say


def ours(request: HttpRequest) -> HttpResponse:
    """A part of the list, by what it waits for."""
    actor = viewer(request)
    organisation = must_act_for_an_organisation(actor)
    part = request.GET.get("visa", "")
    part = part if part in queries.PARTS else "alla"
    counts = queries.counts(organisation)
    page = queries.ours(organisation, part, whole(request.GET.get("page"), 1))
    labels = {
        "alla": _("Alla"), "arbetsmaterial": _("Arbetsmaterial"), "licens": _("Saknar licens"), "lasning": _("Gick inte att läsa"),
        "textas": _("Väntar på text"), "gallras": _("Gallras snart"), "papperskorg": _("Papperskorgen"), "gallrade": _("Gallrade"),
    }  # fmt: skip
    here = reverse("our_documents")
    tabs = [
        {"label": label, "href": f"{here}?visa={word}" if word != "alla" else here, "current": word == part, "count": counts[word]}
        for word, label in labels.items()
        if counts[word] or word in ("alla", part)
    ]
    rows = [_told(one) for one in page]
    query = f"visa={part}" if part != "alla" else ""
    values = {
        "page": page, "rows": rows, "tabs": tabs, "part": part, "label": labels[part], "waits": counts["vantar"], "query": query,
        "all": counts["alla"],
        "takes_in": may_take_in(actor),
    }  # fmt: skip
    return render(request, "library/ours.html", values)


def _told(row: OurRow) -> dict[str, Any]:
    """A row as the page shows it."""
    reading = say(READING[row.reading]) if row.reading is not None and row.failed else ""
    state = say(STATES[row.state]).lower()
    return {"row": row, "kind": say(KINDS[row.kind]), "state": state, "chip": CHIPS[row.state], "reading": reading}
