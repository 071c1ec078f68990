"""Somebody is registered, and what becomes of the registration: answered, asked about, withdrawn (E2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries
from samlar.registration.actions import managers as asking
from samlar.registration.actions import registering as actions
from samlar.registration.queries import welcome
from samlar.registration.queries.registrations import claims, registration, registrations
from samlar.registration.queries.terms import terms
from samlar.registration.rules import registering as rules
from samlar.registration.rules.machine import must_lead
from samlar.registration.rules.rows import RegistrationRow
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer
from samlar.web.registration.deed import carried_out
from samlar.web.registration.forms.registering import ManagerForm, WhyNotForm
from samlar.web.registration.page import empty_form, tell, values


def registration_page(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The way to a place while one has none; else where one's own registration stands. And the organisation's others."""
    found = queries.activity(viewer(request), activity_id)
    return render(request, "registration/page.html", values(request, found))


def register(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The form by itself, for a colleague; and where it is sent."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    if request.method != "POST":
        return render(request, "registration/page.html", values(request, found, colleague=True))
    ours = [row for row in registrations(actor, found, only_ours=True) if row.ours]
    form = empty_form(actor, terms(found), ours, registered=any(row.mine for row in ours), data=request.POST)
    made: list[int] = []
    if carried_out(request, form, lambda: made.append(actions.register(actor, activity_id, form.entry()))):
        row = registration(actor, activity_id, made[0])[1]
        messages.success(request, done_words(row))
        here = reverse("activity_registration", args=[activity_id])
        return redirect(here if row.mine else f"{here}?anmald={row.id}")
    return render(request, "registration/page.html", values(request, found, form=form, colleague=True), status=422)


def done_words(row: RegistrationRow) -> str:
    """“Kim Kollega är anmäld. Petra Provkvist har fått frågan.”"""
    said = _("Du är anmäld.") if row.mine else _("%(name)s är anmäld.") % {"name": row.name}
    if row.approval is None:
        return said
    asked = _("%(manager)s har fått frågan.") % {"manager": row.approval.manager_name}
    return f"{said} {asked}"


def one_registration(request: HttpRequest, activity_id: int, registration_id: int) -> HttpResponse:
    """One registration: where it stands, and the deeds of whoever may act for it or leads."""
    actor = viewer(request)
    found, row = registration(actor, activity_id, registration_id)
    shown = frame(request, found, "registration") | {
        "mine": tell(actor, found, terms(found), row, claims(found.id)),
        "manages": rules.may_manage(actor, found),
    }
    return render(request, "registration/one.html", shown)


@require_POST
def accept(request: HttpRequest, activity_id: int, registration_id: int) -> HttpResponse:
    """Yes to an offered place."""
    actor = viewer(request)
    actions.accept(actor, activity_id, registration_id)
    return _back(request, activity_id, registration_id)


def decline(request: HttpRequest, activity_id: int, registration_id: int) -> HttpResponse:
    """No to an offered place, after having read what it means."""
    return _ending(request, activity_id, registration_id, "decline")


def withdraw(request: HttpRequest, activity_id: int, registration_id: int) -> HttpResponse:
    """The registration is taken back, after having read what it means."""
    return _ending(request, activity_id, registration_id, "withdraw")


def _ending(request: HttpRequest, activity_id: int, registration_id: int, deed: str) -> HttpResponse:
    actor = viewer(request)
    found, row = registration(actor, activity_id, registration_id)
    rules.must_act_for(actor, row)
    must_lead(deed, row.state)
    form = WhyNotForm(request.POST or None if request.method == "POST" else None)
    act, done = {"decline": (actions.decline, _("Du har tackat nej. Platsen går till nästa på väntelistan.")),
                 "withdraw": (actions.withdraw, _("Anmälan är återkallad."))}[deed]  # fmt: skip
    status = 200
    if request.method == "POST":
        form = WhyNotForm(request.POST)
        if carried_out(request, form, lambda: act(actor, activity_id, registration_id, why=form.cleaned_data["why"]), done=done):
            return redirect("activity_registration", activity_id)
        status = 422
    shown = frame(request, found, "registration") | {"row": row, "form": form, "deed": deed}
    return render(request, "registration/ending.html", shown, status=status)


def manager(request: HttpRequest, activity_id: int, registration_id: int) -> HttpResponse:
    """Whom to ask for the yes: the same manager again, or another; or the answer to what the manager asked back."""
    actor = viewer(request)
    found, row = registration(actor, activity_id, registration_id)
    rules.must_act_for(actor, row)
    must_lead("ask_manager", row.state)
    known = welcome.managers(actor, person=row.person)
    approval, asked_back = row.approval, bool(row.approval and row.approval.state == "question")
    data = request.POST if request.method == "POST" else None
    form = ManagerForm(data, managers=known, current=approval.manager if approval else None, asked_back=asked_back)
    status = 200
    if request.method == "POST":

        def deed() -> object:
            name, email = form.asked()
            return asking.ask_again(actor, activity_id, registration_id, name=name, email=email, reply=form.cleaned_data.get("reply", ""))

        if carried_out(request, form, deed, done=_("Frågan är skickad till chefen.")):
            return _back(request, activity_id, registration_id)
        status = 422
    shown = frame(request, found, "registration") | {
        "row": row, "form": form, "approval": approval, "asked_back": asked_back,
        "open_manager": not known or any(form[name].errors or form[name].value() for name in ("manager_name", "manager_email")),
    }  # fmt: skip
    return render(request, "registration/manager_asked.html", shown, status=status)


def _back(request: HttpRequest, activity_id: int, registration_id: int) -> HttpResponse:
    """To one's own page, or to the registration that was acted for."""
    row = registration(viewer(request), activity_id, registration_id)[1]
    if row.mine:
        return redirect("activity_registration", activity_id)
    return redirect("registration", activity_id, registration_id)
