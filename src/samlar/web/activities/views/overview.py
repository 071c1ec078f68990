"""An activity's own page, its thread and its history."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries
from samlar.activities.actions import comments
from samlar.activities.queries.contacts import contacts_of
from samlar.activities.queries.factors import expected_results, factors
from samlar.activities.queries.grown import area_of
from samlar.activities.queries.invitation import is_out
from samlar.activities.queries.lineage import lineage
from samlar.activities.queries.sessions import sessions
from samlar.activities.queries.staff import staff
from samlar.activities.queries.trail import trail
from samlar.activities.rules.access import may_lead
from samlar.activities.rules.contacts import may_ask
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.series import series
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.lifecycle.rules.carrying_on import may_carry_on
from samlar.lifecycle.rules.state import Glance, is_to_be_told
from samlar.lifecycle.rules.steps import StepState, kind_of
from samlar.registration.queries.assignments import tally
from samlar.registration.queries.contact_list import has_contact_list
from samlar.registration.queries.marks import own_marks
from samlar.reports.queries.bringing_home import is_open_for
from samlar.reports.queries.guide import guide_of
from samlar.talk import queries as talk
from samlar.web.activities.forms.deeds import CommentForm
from samlar.web.activities.frame import PLACES, frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.activities.views.guide import coming
from samlar.web.asked import viewer
from samlar.web.kept import beside_activity
from samlar.web.stable import citing, described

BRING_HOME = Sentence("Välj vad ni tar hem", "Choose what you take home")


def activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What it is, what comes next and who may do it."""
    found = queries.activity(viewer(request), activity_id)
    return _page(request, found, CommentForm() if found.inside else None)


def _page(request: HttpRequest, found: ActivityRow, form: CommentForm | None, *, status: int = 200) -> HttpResponse:
    actor = viewer(request)
    meetings = sessions(actor, found) if lasting(found.definition) else ()
    values = frame(request, found, "overview", sessions=meetings or None)
    steps = values["glance"].steps if found.inside else ()
    values |= {
        "steps": [
            step_row(found, one) for one in steps if not one.wants_reason and (one.ready or not _is_later(found, one, values["glance"]))
        ],
        "ways_out": [step_row(found, one) for one in steps if one.wants_reason and one.may],
        "coming": coming(found, guide_of(actor, found)) if may_lead(actor, found) or found.acts_for_owner else [],
        "invitation_href": _invitation(found),
        "use": next((use.label for use in found.definition.uses if use.id == found.use), None),
        "series": series(meetings, clock.now()),
        "group": [one for one in staff(actor, found) if one.role == "planning_group"] if found.inside and lasting(found.definition) else [],
        "lineage": lineage(actor, found),
        "grew_from": None if found.proposal else area_of(actor, found.id),
        "assignments": tally(actor, found),
        "may_carry_on": may_carry_on(actor, found),
        "contact_list": has_contact_list(actor, found),
        "factors": factors(actor, found),
        "expected": expected_results(actor, found),
        "may_mark": own_marks(actor, found) if found.inside else None,
        "contacts": [one for one in contacts_of(actor, found) if one.closed is None],
        "may_ask": may_ask(found) and (may_lead(actor, found) or found.acts_for_owner),
        "leads": found.stage_kind not in ("closed", "cancelled") and (may_lead(actor, found) or found.acts_for_owner),
        "comments": talk.thread(actor, found.thread) if found.inside else [],
        "form": form,
        "citation": citing.of_activity(found),
        "thing": described.activity(found),
        **beside_activity(actor, found),
    }
    if values["coming"] and (values["glance"].next is None or found.stage_kind == "running"):
        values |= {"next_href": values["coming"][0]["href"], "next_words": values["coming"][0]["action"]}
    elif is_open_for(actor, found):
        values |= {"next_href": reverse("activity_bring_home", args=[found.id]), "next_words": BRING_HOME}
    return render(request, "activities/overview.html", values, status=status)


def _is_later(found: ActivityRow, state: StepState, glance: Glance) -> bool:
    """Whether the step reports a result that does not wait to be written yet."""
    return kind_of(found, state.step) == "reported" and not is_to_be_told(found, glance.standing, clock.today())


def _invitation(found: ActivityRow) -> str:
    """Where those outside read on: the invitation, while there is something to join. One query at most."""
    if found.inside or found.stage_kind != "running" or not is_out(found):
        return ""
    return reverse("activity_invitation", args=[found.id])


def step_row(activity: ActivityRow, state: StepState) -> dict[str, Any]:
    """A step as the page tells it: its button, who may, and each thing missing with the page on which it is mended."""
    return {
        "step": state.step,
        "may": state.may,
        "ready": state.ready,
        "doers": state.doers,
        "href": reverse("activity_step", args=[activity.id, state.step.id]),
        "missing": [{"one": one, "href": reverse(PLACES[one.where], args=[activity.id])} for one in state.missing],
    }


@require_POST
def comment(request: HttpRequest, activity_id: int) -> HttpResponse:
    actor = viewer(request)
    form = CommentForm(request.POST)
    found = queries.activity(actor, activity_id)
    if carried_out(
        request, form, lambda: comments.comment(actor, activity_id, text=form.cleaned_data["text"]), done=_("Kommentaren är publicerad.")
    ):
        return redirect(reverse("activity", args=[activity_id]) + "#samtal")
    return _page(request, found, form, status=422)


@require_POST
def remove_comment(request: HttpRequest, activity_id: int, comment_id: int) -> HttpResponse:
    comments.remove_comment(viewer(request), activity_id, comment_id)
    return redirect(reverse("activity", args=[activity_id]) + "#samtal")


def history(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What has happened, newest first."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    return render(request, "activities/history.html", frame(request, found, "history") | {"entries": trail(actor, found)})
