"""The manager answers by the link in the letter: no account, one page, in the manager's language (E2, L)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_cache_control

from samlar.activities.queries.staff import kept_staff
from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import clock
from samlar.people.rules.links import LinkClosed, must_hold
from samlar.registration.actions import managers as actions
from samlar.registration.queries.managers import Asked, asked
from samlar.registration.queries.welcome import language_of
from samlar.registration.rules.machine import WORDS, NotNow, may
from samlar.web.asked import viewer
from samlar.web.registration.deed import carried_out
from samlar.web.registration.forms.registering import AskFirstForm, NoForm
from samlar.web.registration.page import cost, mix_finding, sessions
from samlar.web.templatetags.samlar import say

ASSIGNMENT = {
    "challenge": Sentence("Den egna utmaningen", "The own challenge"),
    "wanted": Sentence("Det organisationen vill få ut", "What the organisation wants from it"),
    "use": Sentence("Där det ska användas", "Where it shall be used"),
    "at_home": Sentence("De hemma som är med", "Who at home takes part"),
}


def manager_page(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and the answer. GET never does anything: a letter's scanner opens links too."""
    found = asked(token)
    language = _language(request, found)
    with translation.override(language):
        response = _answered(request, token, found) if request.method == "POST" else None
        response = response or _page(request, found)
    response.headers["Content-Language"] = language
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # The address is a secret. Nothing stricter will do: without its own origin a browser's form is refused as foreign.
    response.headers["Referrer-Policy"] = "same-origin"
    patch_cache_control(response, no_store=True, private=True)
    return response


def _language(request: HttpRequest, found: Asked) -> str:
    """What the reader has chosen here (the switch at the top leads back to the link), else the manager's own."""
    actor = viewer(request)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    language = chosen or (actor.language if actor.signed_in else language_of(found.link.person))
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _answered(request: HttpRequest, token: str, found: Asked) -> HttpResponse | None:
    """The deed, then the page that tells what happened; None where nothing known was asked."""
    deed = request.POST.get("answer", "")
    forms: dict[str, Any] = {"no": NoForm(prefix="no"), "ask": AskFirstForm(prefix="ask")}
    try:
        if deed == "yes":
            actions.answer(token, yes=True)
            return redirect("manager_page", token)
        if deed not in forms:
            return None
        form = forms[deed] = type(forms[deed])(request.POST, prefix=deed)

        def act() -> object:
            word = form.cleaned_data["word"]
            return actions.answer(token, yes=False, word=word) if deed == "no" else actions.ask_back(token, word=word)

        if carried_out(request, form, act, done=""):
            return redirect("manager_page", token)
    except (LinkClosed, NotNow):
        return _page(request, asked(token), status=409)
    return _page(request, found, forms=forms, status=422)


def _page(request: HttpRequest, found: Asked, *, forms: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    actor, definition = viewer(request), found.activity.definition
    role = next((one for one in definition.roles if one.id == "manager"), None)
    values = {
        "asked": found,
        "closed": _closed(found),
        "said": found.answered if found.answered in ("approved", "declined") else "",
        "forms": forms or {"no": NoForm(prefix="no"), "ask": AskFirstForm(prefix="ask")},
        "refused": next((form for form in (forms or {}).values() if form.errors), None),
        "another": actor.signed_in and actor.person != found.link.person,
        "cost": cost(found.activity, found.terms),
        "sessions": sessions(found.activity),
        "expected": [one.text for one in definition.advice],
        "of_the_manager": role.tasks if role else None,
        "assignment": [(say(label), found.assignment[key]) for key, label in ASSIGNMENT.items() if key in found.assignment],
        "mix": mix_finding(found.activity, found.mix),
        "contacts": [one for one in kept_staff(found.activity) if one.takes("practical") and one.email],
    }
    return render(request, "registration/manager.html", values, status=status)


def _closed(found: Asked) -> Refusal | None:
    """Why no answer is taken any more; None while one is."""
    if not may("approve", found.state):
        return NotNow(
            Sentence(
                "Frågan är inte aktuell längre: anmälan är {state}.", "The question is no longer open: the registration is {state}."
            ).fill(state=WORDS[found.state]),
            mend=Sentence("Du behöver inte göra något.", "There is nothing for you to do."),
        )
    try:
        must_hold(found.link, clock.now())
    except LinkClosed as said:
        return said
    return None
