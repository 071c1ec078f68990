"""What activities ask the network for, and the answers."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries
from samlar.activities.actions import contacts as actions
from samlar.activities.queries.contacts import PER_PAGE, contact, contacts, contacts_of, open_requests
from samlar.activities.rules.access import may_lead, must_lead
from samlar.activities.rules.contacts import may_ask, must_be_askable
from samlar.web.activities.forms.afterwards import AskNetworkForm, ContactAnswerForm
from samlar.web.activities.frame import frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer, whole


def all_contacts(request: HttpRequest) -> HttpResponse:
    """What all activities ask the network for."""
    actor = viewer(request)
    found = contacts(actor, state=request.GET.get("visa", ""), page=whole(request.GET.get("page"), 1))
    several = [("open", _("Söker nu"), found.open), ("closed", _("Avslutade"), found.closed)]
    return render(
        request,
        "activities/all_contacts.html",
        {
            "contacts": found,
            "page": Paginator(range(found.open if found.state == "open" else found.closed), PER_PAGE).get_page(found.page),
            "filters": [
                {"label": label, "href": reverse("contacts") + f"?visa={state}", "current": state == found.state, "count": count}
                for state, label, count in several
            ],
            "trail": [(_("Aktiviteter"), reverse("activities"))],
        },
    )


def one_contact(request: HttpRequest, request_id: int) -> HttpResponse:
    """One request with its answers."""
    actor = viewer(request)
    found = contact(actor, request_id)
    form = ContactAnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if carried_out(request, form, lambda: actions.answer(actor, request_id, **form.cleaned_data), done=_("Svaret är publicerat.")):
            return redirect("contact", request_id)
        found, status = contact(actor, request_id), 422
    return render(
        request,
        "activities/contact.html",
        {
            "thread": found,
            "asked": found.request,
            "form": form if found.may_answer else None,
            "trail": [(_("Aktiviteter"), reverse("activities")), (_("Kontakter som söks"), reverse("contacts"))],
        },
        status=status,
    )


@require_POST
def remove_answer(request: HttpRequest, request_id: int, comment_id: int) -> HttpResponse:
    actions.take_back_answer(viewer(request), request_id, comment_id)
    return redirect("contact", request_id)


@require_POST
def close(request: HttpRequest, request_id: int) -> HttpResponse:
    actions.close(viewer(request), request_id)
    return redirect("contact", request_id)


def contacts_page(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What one activity asks for, and the way to ask."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    values = frame(request, found, "contacts") | {
        "rows": contacts_of(actor, found),
        "may_ask": may_ask(found) and (may_lead(actor, found) or found.acts_for_owner),
    }
    return render(request, "activities/contacts.html", values)


def ask(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The lead asks the network."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    must_lead(actor, found)
    form = AskNetworkForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if carried_out(
            request, form, lambda: actions.ask(actor, activity_id, **form.cleaned_data), done=_("Frågan är ställd till nätverket.")
        ):
            return redirect("activity_contacts", activity_id)
        status = 422
    else:
        must_be_askable(found, open_requests(activity_id))
    return render(request, "activities/contacts_ask.html", frame(request, found, "contacts") | {"form": form}, status=status)
