"""Who takes part: asked, answered, left, taken out, and who leads."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries
from samlar.activities.actions import participation as actions
from samlar.activities.queries.participation import candidates
from samlar.activities.rules.access import may_lead, must_lead, takes_part
from samlar.activities.rules.participation import may_ask, may_hand_over, may_remove, may_share, must_be_removable, participant
from samlar.activities.rules.rows import ASKED, ActivityRow
from samlar.lifecycle.actions.leaving import leave as leave_activity
from samlar.people.queries import colleagues
from samlar.people.rules import Actor
from samlar.registration.queries.participants import people_with_a_place
from samlar.web.activities.forms.deeds import AnswerForm, AskForm, ContactForm, HandOverForm, WhyForm
from samlar.web.activities.frame import frame
from samlar.web.activities.taking_part import map_of
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer

SUBJECTS = ("participants", "proposer")


def participants(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The page with all that the viewer may do here."""
    found = queries.activity(viewer(request), activity_id)
    return _page(request, found, {})


def _page(request: HttpRequest, found: ActivityRow, tried: dict[str, forms.Form], *, status: int = 200) -> HttpResponse:
    actor = viewer(request)
    people = people_with_a_place(actor, found)
    values = frame(request, found, "participants", judged=True)
    values |= _forms(actor, found) | tried
    values |= {
        "rows": [
            {"one": one, "may_remove": may_remove(actor, found, one), "people": people.get(one.organisation, ())}
            for one in found.participants
        ],
        "own": found.participation_of(actor.organisation) if actor.at_work else None,
        "leads": may_lead(actor, found),
        "map": map_of(found),
        "rules": [one for one in values["glance"].standing.judged.verdict.rules if one.subject in SUBJECTS] if found.inside else [],
        "refused": next(iter(tried.values()), None),
    }
    return render(request, "activities/participants.html", values, status=status)


def _forms(actor: Actor, found: ActivityRow) -> dict[str, forms.Form | None]:
    """The forms of the deeds that are open to the viewer; None where one is not."""
    own = found.participation_of(actor.organisation) if actor.at_work else None
    heirs = [(one.id, one.name) for one in found.taking_part if not one.is_lead and one.membership in found.definition.participation.lead]
    return {
        "ask": AskForm(None, candidates(found)) if may_ask(actor, found) else None,
        "answer": AnswerForm() if own and own.state == ASKED and found.stage_kind in ("planning", "review") else None,
        "contact": ContactForm(None, colleagues(own.organisation), own.contact) if own and takes_part(actor, found) else None,
        "hand_over": HandOverForm(None, heirs) if heirs and may_hand_over(actor, found) else None,
        "share": _sharing(None, heirs) if heirs and may_share(actor, found) else None,
        "leaving": WhyForm(prefix="leave") if own and takes_part(actor, found) and not own.is_lead and found.ended is None else None,
    }


def _sharing(data: Any, choices: list[tuple[int, str]]) -> HandOverForm:
    """Who leads beside those that lead already."""
    form = HandOverForm(data, choices)
    form.fields["participation"].label = _("Vem leder tillsammans med er?")
    return form


def _done(
    request: HttpRequest,
    activity_id: int,
    name: str,
    form: forms.Form,
    deed: Callable[[], object],
    *,
    done: str,
    to: str = "activity_participants",
) -> HttpResponse:
    """The deed, then its page; or the page again with the form as it was typed."""
    found = queries.activity(viewer(request), activity_id)
    if carried_out(request, form, deed, done=done):
        return redirect(to, *([activity_id] if to != "activities" else []))
    return _page(request, found, {name: form}, status=422)


@require_POST
def ask(request: HttpRequest, activity_id: int) -> HttpResponse:
    actor = viewer(request)
    form = AskForm(request.POST, candidates(queries.activity(actor, activity_id)))
    return _done(
        request, activity_id, "ask", form, lambda: actions.ask(actor, activity_id, **form.cleaned_data), done=_("Frågan är skickad.")
    )


@require_POST
def answer(request: HttpRequest, activity_id: int) -> HttpResponse:
    actor = viewer(request)
    form = AnswerForm(request.POST)
    yes = request.POST.get("answer") == "yes"
    return _done(
        request, activity_id, "answer", form,
        lambda: actions.answer(actor, activity_id, yes=yes, word=form.cleaned_data["word"]),
        done=_("Ni deltar.") if yes else _("Ert nej är skickat."),
        to="activity_participants" if yes else "activities",
    )  # fmt: skip


@require_POST
def leave(request: HttpRequest, activity_id: int) -> HttpResponse:
    actor = viewer(request)
    form = WhyForm(request.POST, prefix="leave")
    return _done(
        request, activity_id, "leaving", form,
        lambda: leave_activity(actor, activity_id, why=form.cleaned_data["why"]),
        done=_("Ni deltar inte längre."), to="activities",
    )  # fmt: skip


@require_POST
def hand_over(request: HttpRequest, activity_id: int) -> HttpResponse:
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    form = HandOverForm(request.POST, [(one.id, one.name) for one in found.taking_part])
    return _done(
        request, activity_id, "hand_over", form,
        lambda: actions.hand_over(actor, activity_id, form.cleaned_data["participation"]),
        done=_("Ledarskapet är överlämnat."),
    )  # fmt: skip


@require_POST
def share(request: HttpRequest, activity_id: int) -> HttpResponse:
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    form = _sharing(request.POST, [(one.id, one.name) for one in found.taking_part])
    return _done(
        request, activity_id, "share", form,
        lambda: actions.share_lead(actor, activity_id, form.cleaned_data["participation"]),
        done=_("Ni leder tillsammans."),
    )  # fmt: skip


@require_POST
def contact(request: HttpRequest, activity_id: int) -> HttpResponse:
    actor = viewer(request)
    form = ContactForm(request.POST, colleagues(actor.organisation or 0), None)
    return _done(
        request, activity_id, "contact", form,
        lambda: actions.set_contact(actor, activity_id, person=form.cleaned_data["person"]),
        done=_("Kontaktpersonen är sparad."),
    )  # fmt: skip


def remove(request: HttpRequest, activity_id: int, participation_id: int) -> HttpResponse:
    """Taking an organisation out asks for a reason, on a page of its own."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    one = participant(found, participation_id)
    must_lead(actor, found)
    must_be_removable(found, participation_id)
    form, status = WhyForm(request.POST or None), 200
    if request.method == "POST":
        if carried_out(
            request,
            form,
            lambda: actions.remove(actor, activity_id, participation_id, why=form.cleaned_data["why"]),
            done=_("Organisationen är borttagen."),
        ):
            return redirect("activity_participants", activity_id)
        status = 422
    values: dict[str, Any] = frame(request, found, "participants") | {"one": one, "form": form}
    return render(request, "activities/remove.html", values, status=status)
