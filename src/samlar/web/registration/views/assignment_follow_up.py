"""The manager says what became of the assignment, by the link alone (E3, F3)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samlar.activities.rules.follow_up import QuestionClosed
from samlar.formats.sentence import Refusal
from samlar.people.rules import NotAllowed
from samlar.registration.actions import assignment_follow_ups as actions
from samlar.registration.queries import assignment_follow_ups as queries
from samlar.registration.queries.assignment_follow_ups import Asked
from samlar.registration.rules.assignment_follow_ups import WORDS
from samlar.web.asked import viewer
from samlar.web.assigned import texts
from samlar.web.forms import take_refusal
from samlar.web.registration.by_link import private_page
from samlar.web.registration.forms.assignments import BecameForm
from samlar.web.templatetags.samlar import say


def follow_up(request: HttpRequest, token: str) -> HttpResponse:
    """What was agreed, and what became of it. GET never does anything: a letter's scanner opens links too."""
    found = queries.asked(token)
    return private_page(request, found.language, lambda: _page(request, found), lambda: _answered(request, token, found))


def _answered(request: HttpRequest, token: str, found: Asked) -> HttpResponse:
    form = BecameForm(request.POST)
    if found.closed is not None:
        return _page(request, found, status=409)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        actions.answer(viewer(request), token, answer=form.cleaned_data["answer"], word=form.cleaned_data["word"])
    except NotAllowed:
        raise
    except QuestionClosed:
        return _page(request, queries.asked(token), status=409)
    except Refusal as refusal:
        take_refusal(form, refusal)
        return _page(request, found, form, status=422)
    return redirect("assignment_follow_up", token)


def _page(request: HttpRequest, found: Asked, form: BecameForm | None = None, *, status: int = 200) -> HttpResponse:
    actor, is_open = viewer(request), found.closed is None
    values = {
        "asked": found,
        "form": (form or BecameForm(None, chosen=request.GET.get("svar", ""))) if is_open else None,
        "texts": texts(found.written) if found.written.begun else [],
        "said": say(WORDS[found.answer]) if found.answer else "",
        "another": is_open and actor.signed_in and actor.person != found.link.person,
    }
    return render(request, "registration/assignment_follow_up.html", values, status=status)
