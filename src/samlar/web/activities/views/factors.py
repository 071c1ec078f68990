"""Success factors and expected results: shown to all who see the activity, kept by the lead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from samlar.activities import queries
from samlar.activities.actions.factors import show_factors, state_results
from samlar.activities.queries.evidence import known
from samlar.activities.queries.factors import expected_results
from samlar.activities.queries.factors import factors as shown_factors
from samlar.activities.rules.access import may_lead, may_write_plan, must_lead
from samlar.activities.rules.factors import must_not_be_cancelled
from samlar.activities.rules.review import must_be_planned
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock
from samlar.people.rules import Actor
from samlar.registration.queries.assignments import tally
from samlar.registration.rules.assignments import evidence
from samlar.web.activities.forms.afterwards import FactorsForm, ResultsForm
from samlar.web.activities.frame import frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer
from samlar.web.templatetags.samlar import say


def factors(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What it is to give, and which of the ten success factors it has."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    values = frame(request, found, "factors") | {
        "factors": shown_factors(actor, found),
        "expected": expected_results(actor, found),
        "may_write": found.stage_kind != "cancelled" and (may_lead(actor, found) or found.acts_for_owner),
        "may_state": may_write_plan(actor, found),
    }
    return render(request, "activities/factors.html", values)


def write(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The lead says what shows each factor."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    must_lead(actor, found)
    must_not_be_cancelled(found)
    form = FactorsForm(request.POST or None, shown_factors(actor, found), known=_known(actor, found), beside=_beside(found))
    status = 200
    if request.method == "POST":

        def deed() -> None:
            show_factors(actor, activity_id, evidence=form.evidence(), seal=form.cleaned_data["seal"])

        if carried_out(request, form, deed, done=_("Framgångsfaktorerna är sparade.")):
            return redirect("activity_factors", activity_id)
        status = 422
    return render(request, "activities/factors_write.html", frame(request, found, "factors") | {"form": form}, status=status)


def _known(actor: Actor, found: ActivityRow) -> dict[str, str]:
    """What Samlär itself knows that shows a factor: how many have an assignment that the manager has confirmed."""
    counted = tally(actor, found)
    assignments = evidence(counted, clock.today()) if counted else None
    return {"manager_assignment": say(assignments)} if assignments else {}


def _beside(found: ActivityRow) -> dict[str, str]:
    """What Samlär knows of who takes part and of what has been done, for the lead to write from."""
    return {factor: say(sentence) for factor, sentence in known(found).items()}


def state(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The lead states the expected results while the activity is planned."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    must_lead(actor, found)
    must_be_planned(found)
    form = ResultsForm(request.POST or None, expected_results(actor, found), found.definition)
    status = 200
    if request.method == "POST":

        def deed() -> None:
            state_results(actor, activity_id, texts=form.texts(), seal=form.cleaned_data["seal"])

        if carried_out(request, form, deed, done=_("De förväntade resultaten är sparade.")):
            return redirect("activity_factors", activity_id)
        status = 422
    return render(request, "activities/results_state.html", frame(request, found, "factors") | {"form": form}, status=status)
