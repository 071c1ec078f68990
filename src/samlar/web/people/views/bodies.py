"""Groups that meet or decide, and who sits in them (A4)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.foundation import clock
from samlar.people import actions, queries
from samlar.people.rules import MEMBERS, MandateKind, must_hold_register
from samlar.web.asked import viewer
from samlar.web.people.forms import BodyForm, LastDayForm, SeatForm, done, today_first
from samlar.web.people.page import lasting
from samlar.web.templatetags.samlar import say


def bodies(request: HttpRequest) -> HttpResponse:
    shown = {"bodies": queries.bodies(viewer(request)), "registers": viewer(request).holds(MandateKind.REGISTER)}
    return render(request, "people/bodies.html", shown)


def body(request: HttpRequest, slug: str) -> HttpResponse:
    found, today = queries.body(viewer(request), slug), clock.today()
    parts = [(heading, [(seat, lasting(seat.span, today)) for seat in seats], seats is found.past) for heading, seats in (
        (_("Sitter nu"), found.now), (_("Tillträder"), found.coming), (_("Har suttit"), found.past)
    )]  # fmt: skip
    shown = {
        "body": found,
        "parts": parts,
        "registers": viewer(request).holds(MandateKind.REGISTER),
        "sees_people": MEMBERS in viewer(request).tokens or viewer(request).mandates,
        "trail": [(_("Grupper"), reverse("bodies"))],
        "today": today,
    }
    return render(request, "people/body.html", shown)


def add_body(request: HttpRequest) -> HttpResponse:
    must_hold_register(viewer(request))
    form = BodyForm(request.POST or None)
    if request.method == "POST" and done(form, lambda values: actions.add_body(viewer(request), **values)):
        messages.success(request, _("Gruppen finns. Skriv in vilka som sitter i den."))
        return redirect("bodies")
    return _page(
        request, form, title=_("Ny grupp"), action=_("Lägg till gruppen"), back=reverse("bodies"), trail=[(_("Grupper"), reverse("bodies"))]
    )


def add_seat(request: HttpRequest, slug: str) -> HttpResponse:
    must_hold_register(viewer(request))
    found = queries.body(viewer(request), slug)
    form = SeatForm(request.POST or None, organisations=queries.organisation_choices(viewer(request)), initial=today_first(clock.today()))
    made: list[int] = []

    def deed(values: dict[str, Any]) -> None:
        made.append(
            actions.seat(
                viewer(request), found.id, organisation=values["to"], duty=values["duty"], start=values["start"], end=values["end"]
            )
        )

    if request.method == "POST" and done(form, deed):
        messages.success(request, _("Organisationen har en plats. Säg vem som har den."))
        return redirect("fill_seat", made[0])
    here = reverse("body", args=[slug])
    steps = [(_("Grupper"), reverse("bodies")), (say(found.name), here)]
    return _page(request, form, title=_("Ny plats"), action=_("Ge organisationen platsen"), back=here, trail=steps)


def end_seat(request: HttpRequest, seat_id: int) -> HttpResponse:
    must_hold_register(viewer(request))
    _seat, _organisation, about = queries.seat(viewer(request), seat_id)
    form = LastDayForm(request.POST or None, initial={"end": clock.today()})
    if request.method == "POST" and done(form, lambda values: actions.end_seat(viewer(request), seat_id, last=values["end"])):
        messages.success(request, _("Platsen har fått en sista dag."))
        return redirect("body", about.slug)
    here = reverse("body", args=[about.slug])
    steps = [(_("Grupper"), reverse("bodies")), (say(about.name), here)]
    title = _("%(name)s lämnar platsen") % {"name": _seat.person or _seat.organisation}
    return _page(request, form, title=title, action=_("Avsluta platsen"), back=here, trail=steps)


def _page(request: HttpRequest, form: Any, **shown: Any) -> HttpResponse:
    return render(request, "people/form.html", {"form": form, **shown}, status=422 if form.errors else 200)
