"""The year's joint money: what is granted, what is left, and the decision behind it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.economy import actions, queries, rules
from samlar.economy.queries import EnvelopeRow
from samlar.formats.sentence import Refusal
from samlar.foundation import charts
from samlar.people.rules import NotAllowed
from samlar.web.asked import viewer
from samlar.web.economy.forms import EnvelopeForm
from samlar.web.forms import take_refusal
from samlar.web.templatetags.samlar import kr, say


def envelope(request: HttpRequest, format_id: str, year: int) -> HttpResponse:
    found = queries.envelope(viewer(request), format_id, year)
    return render(
        request,
        "economy/envelope.html",
        {
            "envelope": found,
            "chart": drawn(found),
            "years": [
                {"label": str(one), "href": reverse("envelope", args=[format_id, one]), "current": one == year, "count": None}
                for one in found.years
            ],
            "trail": _trail(found),
        },
    )


def decide(request: HttpRequest, format_id: str, year: int) -> HttpResponse:
    found = queries.envelope(viewer(request), format_id, year)
    rules.must_decide(viewer(request))
    form = EnvelopeForm(request.POST or None, found)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.decide_envelope(viewer(request), format_id, year, **form.cleaned_data)
            except NotAllowed:
                raise
            except Refusal as refusal:
                take_refusal(form, refusal)
            else:
                messages.success(request, _("Ramen är beslutad."))
                return redirect("envelope", format_id, year)
    here = (str(year), reverse("envelope", args=[format_id, year]))
    return render(request, "economy/decide.html", {"envelope": found, "form": form, "trail": [*_trail(found), here]}, status=status)


def drawn(found: EnvelopeRow) -> charts.Chart:
    """What is granted and what is left, as one bar; the message is its title."""
    granted = charts.Value(_("Beviljat"), found.granted, kr(found.granted))
    title = _("%(granted)s av %(amount)s är beviljat") % {"granted": kr(found.granted), "amount": kr(found.amount)}
    return charts.stacked(
        "ram", title, [granted], rest=charts.Value(_("Kvar att söka"), found.left, kr(found.left)), head=(_("Pengar"), _("Belopp"))
    )


def _trail(found: EnvelopeRow) -> list[tuple[Any, str]]:
    return [(_("Format"), reverse("formats")), (say(found.format_name), reverse("format", args=[found.format]))]
