"""Everybody's own name, language, address and change of employer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samlar.people import actions, queries
from samlar.people.rules.words import ROLES
from samlar.web.asked import viewer
from samlar.web.people.forms import AccountForm, AddressForm, done


def my_account(request: HttpRequest) -> HttpResponse:
    actor = viewer(request)
    form = AccountForm(request.POST or None, initial={"name": actor.name, "language": actor.language})
    if request.method == "POST" and done(form, lambda values: actions.change_account(actor, **values)):
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Dina uppgifter är sparade."))
        return redirect("my_account")
    shown = {"form": form, "roles": [ROLES[role] for role in ROLES if role in actor.roles]}
    return render(request, "people/my_account.html", shown, status=422 if form.errors else 200)


def change_address(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST or None)
    if request.method == "POST" and done(form, lambda values: actions.ask_for_address(viewer(request), **values)):
        messages.success(request, _("Vi har skickat en länk till den nya adressen. Öppna den inom två timmar."))
        return redirect("my_account")
    back = reverse("my_account")
    shown = {
        "title": _("Byt e-postadress"),
        "form": form,
        "action": _("Skicka länken"),
        "back": back,
        "trail": [(_("Mitt konto"), back)],
        "state": _("Du loggar in med %(email)s.") % {"email": viewer(request).email},
    }
    return render(request, "people/form.html", shown, status=422 if form.errors else 200)


def take_address(request: HttpRequest, token: str) -> HttpResponse:
    """The page that the link leads to: opening it changes nothing yet, since scanners open links too."""
    if request.method == "POST":
        email = actions.take_address(viewer(request), token=token)
        messages.success(request, _("Du loggar nu in med %(email)s.") % {"email": email})
        return redirect("my_account")
    return render(request, "people/take_address.html", {"trail": [(_("Mitt konto"), reverse("my_account"))]})


def confirm_move(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter asks: to come over to another organisation. Opening it changes nothing yet."""
    if request.method == "POST":
        name = actions.confirm_move(viewer(request), token=token)
        messages.success(request, _("Klart. Du hör nu till %(name)s, från den dag som står i brevet.") % {"name": name})
        return redirect("my_page")
    move = queries.asked_move(viewer(request), token)
    return render(request, "people/confirm_move.html", {"move": move, "trail": [(_("Mitt konto"), reverse("my_account"))]})
