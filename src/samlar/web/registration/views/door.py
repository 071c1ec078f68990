"""The code at a session's door: shown big by those who hold the session, opened on each one's own phone (E4)."""

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samlar.activities import queries as activities
from samlar.foundation import clock
from samlar.registration.actions import attendance as actions
from samlar.registration.queries import door as queries
from samlar.registration.rules.attendance import door_says
from samlar.web.asked import viewer


class AddressForm(forms.Form):
    """The address that somebody registered with. That it is anybody's is not judged here."""

    email = forms.CharField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["email"].label = _("E-postadressen som du anmälde dig med")
        self.fields["email"].error_messages["required"] = _("Skriv adressen som du anmälde dig med.")


def code(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    """The code, to be put on a screen or printed."""
    actor = viewer(request)
    found = activities.activity(actor, activity_id)
    meeting, token = queries.door_token(actor, found, session_id)
    address = settings.SITE_ADDRESS + reverse("door", args=[token])
    values = {
        "activity": found,
        "meeting": meeting,
        "code": drawn(address),
        "address": address,
        "closed": door_says(meeting, clock.now()),
        "trail": [
            (_("Aktiviteter"), reverse("activities")),
            (found.title, reverse("activity", args=[activity_id])),
            (meeting.title, reverse("session_attendance", args=[activity_id, session_id])),
        ],
    }
    return render(request, "registration/door_code.html", values)


@require_POST
def new_code(request: HttpRequest, activity_id: int, session_id: int) -> HttpResponse:
    actions.new_code(viewer(request), activity_id, session_id)
    messages.success(request, _("Koden är bytt. Den gamla fungerar inte längre."))
    return redirect("session_door", activity_id, session_id)


@never_cache
def door(request: HttpRequest, token: str) -> HttpResponse:
    """What whoever opens the code sees: one button for those signed in, one field for others."""
    actor = viewer(request)
    found = queries.door(actor, token)
    form = AddressForm(request.POST or None) if not actor.signed_in else None
    values = {"door": found, "form": form, "thanked": False}
    if request.method != "POST" or found.closed:
        return render(request, "registration/door.html", values, status=409 if request.method == "POST" else 200)
    if queries.too_many_at(found.meeting.id):
        return render(request, "registration/door.html", {**values, "slow": True}, status=429)
    if form is None:
        actions.arrive(actor, token)
        return redirect("door", token)
    if not form.is_valid():
        return render(request, "registration/door.html", values, status=422)
    actions.arrive_by_address(token, form.cleaned_data["email"])
    return render(request, "registration/door.html", {**values, "thanked": True})


def drawn(address: str) -> SafeString:
    """The address as a QR code, an inline drawing: black on white in dark mode too, as cameras want it."""
    drawing = segno.make(address, error="m", micro=False)
    svg = drawing.svg_inline(omitsize=True, border=4, dark="#000", light="#fff", svgclass="door-code", lineclass=None)
    return mark_safe(svg)  # made of squares alone: nothing that anybody typed
