"""Whoever is asked by mail to check that something is in use reads and answers here, by the link alone (F2)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samlar.formats.sentence import Refusal
from samlar.lessons.actions import checks as actions
from samlar.lessons.queries import checks as queries
from samlar.lessons.queries.checks import Asked
from samlar.people.rules import NotAllowed
from samlar.people.rules.links import LinkClosed
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal
from samlar.web.lessons.forms.uptakes import AnswerForm
from samlar.web.registration.by_link import private_page


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and the answer. GET never does anything: a letter's scanner opens links too."""
    found = queries.asked(viewer(request), token)
    return private_page(request, found.language, lambda: _page(request, found), lambda: _answered(request, token, found))


def _answered(request: HttpRequest, token: str, found: Asked) -> HttpResponse:
    form = AnswerForm(request.POST)
    if found.closed is not None:
        return _page(request, found, form, status=409)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    said = form.cleaned_data
    try:
        actions.answer(viewer(request), token, holds=said["answer"] == "ja", note=said["note"])
    except NotAllowed:
        raise
    except LinkClosed:
        return _page(request, queries.asked(viewer(request), token), status=409)
    except Refusal as refusal:
        take_refusal(form, refusal)
        return _page(request, queries.asked(viewer(request), token), form, status=422)
    return redirect("check_by_link", token)


def _page(request: HttpRequest, found: Asked, form: AnswerForm | None = None, *, status: int = 200) -> HttpResponse:
    actor = viewer(request)
    is_open = found.closed is None
    values: dict[str, Any] = {
        "asked": found,
        "form": (form or AnswerForm(None, chosen=request.GET.get("svar", ""))) if is_open else None,
        "another": is_open and actor.signed_in and actor.person != found.link.person,
    }
    return render(request, "lessons/check_by_link.html", values, status=status)
