"""What those who lead an activity look after: what registration asks, and everybody who is registered (E2)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samlar.activities import queries
from samlar.activities.rules.deeds import Overtaken
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Refusal
from samlar.registration.actions import registering as actions
from samlar.registration.actions.terms import set_terms
from samlar.registration.queries.registrations import registration
from samlar.registration.queries.terms import terms
from samlar.registration.rules import registering as rules
from samlar.registration.rules.machine import must_lead
from samlar.registration.rules.rows import TermsRow
from samlar.registration.rules.terms import MOST_QUESTIONS, must_be_editable
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer
from samlar.web.registration.all_page import all_values, sheet
from samlar.web.registration.deed import carried_out
from samlar.web.registration.forms.registering import TurnDownForm
from samlar.web.registration.forms.terms import TermsForm, rows_of
from samlar.web.registration.terms_said import summed_up
from samlar.web.registration.workbook import attached


def terms_page(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The terms, as they are and to be changed. A button gives one more question, and nothing that was typed is lost."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    rules.must_manage(actor, found)
    must_be_editable(found)
    asked = terms(found)
    fixed = next((rule for rule in found.definition.rules if rule.fact == "registration.manager_approval"), None)
    if request.method != "POST":
        form = TermsForm(None, activity=found, terms=asked, rows=len(asked.questions), fixed=fixed is not None)
        return _terms(request, found, asked, form)
    rows = min(rows_of(list(request.POST)), MOST_QUESTIONS)
    if "add" in request.POST:
        form = TermsForm(_one_more(request.POST, rows), activity=found, terms=asked, rows=rows + 1, fixed=fixed is not None)
        return _terms(request, found, asked, form, fresh=True)
    form = TermsForm(request.POST, activity=found, terms=asked, rows=rows, fixed=fixed is not None)

    def deed() -> None:
        several = form.written_questions()
        try:
            set_terms(
                actor, activity_id, written=form.written(), questions=[one for _place, one in several],
                revision=form.cleaned_data["revision"],
            )  # fmt: skip
        except Overtaken as overtaken:
            form.data = _as_now(request.POST, overtaken.now)
            raise
        except Refusal as refusal:
            refusal.field = _in_the_form(refusal.field, [place for place, _one in several])
            raise

    if carried_out(request, form, deed, done=_("Villkoren är sparade.")):
        return redirect("activity_terms", activity_id)
    return _terms(request, found, asked, form, status=422)


def _one_more(data: Any, rows: int) -> Any:
    """What was typed, with what a new question begins with."""
    more = data.copy()
    more.setdefault(f"q{rows}_kind", "text")
    more.setdefault(f"q{rows}_kept_days", "30")
    return more


def _as_now(data: Any, revision: int) -> Any:
    """What was typed, upon what stands now: the page tells both, and the next try is meant."""
    kept = data.copy()
    kept["revision"] = str(revision)
    return kept


def _in_the_form(field: str | None, places: list[int]) -> str | None:
    """The form's name of a question's field: the deed counts the questions that are asked, the form also those left empty."""
    number, line, part = (field or "").partition("_")
    if number.startswith("q") and number[1:].isdecimal() and line and int(number[1:]) < len(places):
        return f"q{places[int(number[1:])]}_{part}"
    return field


def _terms(
    request: HttpRequest, found: ActivityRow, asked: TermsRow, form: TermsForm, *, fresh: bool = False, status: int = 200
) -> HttpResponse:
    fixed = next((rule for rule in found.definition.rules if rule.fact == "registration.manager_approval"), None)
    shown = frame(request, found, "registration") | {
        "terms": asked,
        "form": form,
        "fresh": fresh,
        "fixed": fixed,
        "sentence": summed_up(asked) if asked.set_up else "",
        "room": form.rows < MOST_QUESTIONS,
    }
    return render(request, "registration/terms.html", shown, status=status)


def all_registrations(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Everybody who is registered, by organisation, and the waiting list."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    rules.must_manage(actor, found)
    return render(request, "registration/all.html", frame(request, found, "registration") | all_values(actor, found))


def all_as_file(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The same as a workbook, with addresses and answers: for the kitchen, the name badges, the letter to all."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    rules.must_manage(actor, found)
    return attached([sheet(actor, found)], _("%(title)s anmälningar") % {"title": found.title})


def turn_down(request: HttpRequest, activity_id: int, registration_id: int) -> HttpResponse:
    """The lead's no, with the word that the person gets."""
    actor = viewer(request)
    found, row = registration(actor, activity_id, registration_id)
    rules.must_manage(actor, found)
    must_lead("turn_down", row.state)
    form, status = TurnDownForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if carried_out(
            request,
            form,
            lambda: actions.turn_down(actor, activity_id, registration_id, why=form.cleaned_data["why"]),
            done=_("Anmälan är avslagen. Personen får ett brev."),
        ):
            return redirect("activity_registrations", activity_id)
        status = 422
    return render(request, "registration/turn_down.html", frame(request, found, "registration") | {"row": row, "form": form}, status=status)
