"""The manager answers by the link in the letter: no account, one page, in the manager's language (E2, L)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samlar.activities.queries.staff import kept_staff
from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import clock
from samlar.people.rules.links import LinkClosed, must_hold
from samlar.registration.actions import managers as actions
from samlar.registration.actions.assignments import offer_after_approval
from samlar.registration.queries.assignments import offered
from samlar.registration.queries.managers import Asked, asked
from samlar.registration.queries.welcome import language_of
from samlar.registration.rules.machine import NotNow
from samlar.registration.rules.registering import must_need_an_answer
from samlar.web.asked import viewer
from samlar.web.registration.by_link import private_page
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
ANSWERS = {"yes": "approved", "no": "declined"}
FORMS = {"no": NoForm, "ask": AskFirstForm}


def manager_page(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and the answer. GET never does anything: a letter's scanner opens links too."""
    found = asked(token)
    return private_page(request, language_of(found.link.person), lambda: _page(request, found), lambda: _answered(request, token, found))


def _answered(request: HttpRequest, token: str, found: Asked) -> HttpResponse:
    """The deed, then the page that tells what happened; else the page with what was refused."""
    deed = request.POST.get("answer", "")
    if deed == "yes":
        try:
            actions.answer(token, yes=True)
        except (LinkClosed, NotNow) as refusal:
            return _page(request, asked(token), deed=deed, refusal=refusal, status=409)
        offer_after_approval(found.registration)
        return redirect("manager_page", token)
    if deed not in FORMS:
        return _page(request, found)
    form = FORMS[deed](request.POST, prefix=deed)
    if carried_out(request, form, lambda: _act(token, deed, form.cleaned_data["word"])):
        return redirect("manager_page", token)
    return _page(request, asked(token), deed=deed, tried={deed: form}, status=422)


def _act(token: str, deed: str, word: str) -> object:
    return actions.answer(token, yes=False, word=word) if deed == "no" else actions.ask_back(token, word=word)


def _page(
    request: HttpRequest,
    found: Asked,
    *,
    deed: str = "",
    tried: dict[str, Any] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """`deed`: the answer that was not taken; `tried`: the form as it was typed, by its deed; `refusal`: why the answer was not taken."""
    actor, definition = viewer(request), found.activity.definition
    role = next((one for one in definition.roles if one.id == "manager"), None)
    tried, closed = tried or {}, _closed(found)
    said = found.answered if found.answered in ("approved", "declined") else ""
    values = {
        "asked": found,
        "closed": closed,
        "refusal": refusal if closed is None else None,
        "said": said,
        "late": deed if said and ANSWERS.get(deed) != said else "",
        "forms": {name: tried.get(name) or form(prefix=name) for name, form in FORMS.items()},
        "refused": next(iter(tried.values()), None),
        "another": actor.signed_in and actor.person != found.link.person,
        "cost": cost(found.activity, found.terms),
        "sessions": sessions(found.activity),
        "expected": [one.text for one in definition.advice],
        "of_the_manager": role.tasks if role else None,
        "assignment": [(say(label), found.assignment[key]) for key, label in ASSIGNMENT.items() if key in found.assignment],
        "mix": mix_finding(found.activity, found.mix),
        "offered": offered(found.registration, found.link.person) if found.answered == "approved" and not found.taken_over else None,
        "contacts": [one for one in kept_staff(found.activity) if one.takes("practical") and one.email],
    }
    return render(request, "registration/manager.html", values, status=status)


def _closed(found: Asked) -> Refusal | None:
    """Why no answer is taken any more; None while one is."""
    try:
        if found.link.used is None:
            must_need_an_answer(found.activity, found.state)
        must_hold(found.link, clock.now())
    except (LinkClosed, NotNow) as said:
        return said
    return None
