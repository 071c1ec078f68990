"""How a deed that was asked for on a page is answered: done and on to the next page, or the form again with what is wrong."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from samlar.activities.rules.plan import PlanRefused
from samlar.formats.sentence import Refusal
from samlar.people.rules import NotAllowed
from samlar.web.forms import take_refusal


def carried_out(request: HttpRequest, form: forms.Form, deed: Callable[[], object], *, done: str) -> bool:
    """Whether the form held and the deed was done; then `done` is said on the next page. What was refused stands in the form.

    NotAllowed and NotVisible are for the whole page and go on.
    """
    if not form.is_valid():
        return False
    try:
        deed()
    except (NotAllowed, PlanRefused):
        raise
    except Refusal as refusal:
        take_refusal(form, refusal)
        return False
    messages.success(request, done)
    return True
