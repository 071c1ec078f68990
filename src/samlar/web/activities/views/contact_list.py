"""The participants' own contact list, and the network that can be started from it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries
from samlar.activities.rules.deeds import MESSAGE_LENGTH
from samlar.activities.rules.plan import SUMMARY_LENGTH, TITLE_LENGTH
from samlar.lifecycle import actions, facts
from samlar.lifecycle.facts import NetworkRow
from samlar.lifecycle.rules.carrying_on import may_start_network
from samlar.registration.actions.contact_list import share_contact, stop_sharing_contact
from samlar.registration.queries.contact_list import contact_list
from samlar.registration.rules.contact_list import must_open
from samlar.web.activities.forms.deeds import words
from samlar.web.activities.frame import frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer


def list_page(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The list for those on it and those who lead; to others with a place, what it is and the way onto it."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    listed = contact_list(actor, found)
    must_open(listed)
    others = any(one.organisation != actor.organisation for one in listed.rows)
    values = frame(request, found, "contact_list") | {
        "listed": listed,
        "may_start": others and may_start_network(found, on_the_list=listed.on_it, leads=listed.leads),
    }
    return render(request, "activities/contact_list.html", values)


@require_POST
def share(request: HttpRequest, activity_id: int) -> HttpResponse:
    share_contact(viewer(request), activity_id)
    messages.success(request, _("Du står på kontaktlistan."))
    return redirect("activity_contact_list", activity_id)


@require_POST
def stop(request: HttpRequest, activity_id: int) -> HttpResponse:
    stop_sharing_contact(viewer(request), activity_id)
    messages.success(request, _("Du står inte längre på kontaktlistan."))
    return redirect("activity_contact_list", activity_id)


class NetworkForm(forms.Form):
    """What the network is called, and whose organisations are asked."""

    def __init__(self, data: Any, row: NetworkRow) -> None:
        title = row.activity.title
        super().__init__(
            data,
            initial={
                "title": (_("Nätverk efter %(title)s") % {"title": title})[:TITLE_LENGTH],
                "message": (_("Vi möttes i ”%(title)s” och vill fortsätta träffas.") % {"title": title})[:MESSAGE_LENGTH],
                "organisations": [one.organisation for one in row.organisations],
            },
        )
        self.fields["title"] = forms.CharField(
            label=_("Vad ska nätverket heta?"), max_length=TITLE_LENGTH, error_messages={"required": _("Skriv vad nätverket ska heta.")}
        )
        self.fields["summary"] = words(SUMMARY_LENGTH, label=_("Sammanfattning"), required=False, rows=3)
        self.fields["organisations"] = forms.TypedMultipleChoiceField(
            label=_("Vilka organisationer frågar ni?"),
            help_text=_("Organisationernas medlemsansvariga får ett brev. Det säger inte vilka som står på listan."),
            coerce=int,
            choices=[(one.organisation, one.name) for one in row.organisations],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Välj minst en organisation att fråga.")},
        )
        self.fields["message"] = words(MESSAGE_LENGTH, label=_("Ord på vägen"), required=False, rows=3)


def network(request: HttpRequest, activity_id: int) -> HttpResponse:
    """A network is begun by the viewer's organisation, and the others' organisations are asked."""
    actor = viewer(request)
    row = facts.to_start_network(actor, activity_id)
    form, status = NetworkForm(request.POST if request.method == "POST" else None, row), 200
    if request.method == "POST":
        made: list[int] = []

        def deed() -> None:
            made.append(actions.start_network(actor, activity_id, **form.cleaned_data))

        if carried_out(request, form, deed, done=_("Nätverket planeras. De andra organisationerna är tillfrågade.")):
            return redirect("activity", made[0])
        status = 422
    values = frame(request, row.activity, "contact_list") | {"form": form}
    return render(request, "activities/contact_list_network.html", values, status=status)
