"""The plan: written by the format's template, with what the format says beside each part as it is written (D1, D2)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.activities import queries
from samlar.activities.actions import plan as actions
from samlar.activities.queries.lineage import could_continue
from samlar.activities.queries.plan import PlanRow, overrides, plan
from samlar.activities.rules.access import may_write_plan
from samlar.activities.rules.deeds import Overtaken
from samlar.activities.rules.grant import grant_room
from samlar.activities.rules.plan import About, PlanRefused
from samlar.activities.rules.rows import ActivityRow
from samlar.economy import queries as economy
from samlar.economy.queries import EnvelopeRow
from samlar.formats.sentence import Refusal
from samlar.foundation import clock
from samlar.lifecycle import facts
from samlar.lifecycle.rules.steps import Judgement
from samlar.people.rules import Actor, NotAllowed, NotVisible
from samlar.web.activities.forms.plan import PlanForm, section_field
from samlar.web.activities.frame import frame
from samlar.web.activities.notes import notes
from samlar.web.activities.reading import to_read
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal
from samlar.web.related import beside_form, written


def plan_page(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The plan to write for those who lead, to read for the others who see it."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    kept = plan(actor, found)
    if request.method == "POST":
        return _save(request, actor, found, kept)
    if not may_write_plan(actor, found):
        return render(request, "activities/plan_read.html", frame(request, found, "plan") | to_read(found, kept))
    return _write(request, found, kept, _form(None, found, kept))


@require_POST
def check(request: HttpRequest, activity_id: int) -> HttpResponse:
    """What the format says of the plan as it stands on the page, without keeping it: what remains, and the notes of each part."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    kept = plan(actor, found)
    if not may_write_plan(actor, found):
        return HttpResponse(status=204)
    form = _form(request.POST, found, kept)
    return render(
        request,
        "activities/plan.html#live",
        _beside(request, found, facts.judgement(found, form.text())) | {"activity": found, "kept": kept, "oob": True},
    )


def _form(data: Any, found: ActivityRow, kept: PlanRow, *, typed: Any = None) -> PlanForm:
    about, earlier = About(found.title, found.summary, found.use, found.continues), could_continue(found)
    return PlanForm(data, found.definition, about=about, plan=kept.text, revision=kept.revision, earlier=earlier, typed=typed)


def _save(request: HttpRequest, actor: Actor, found: ActivityRow, kept: PlanRow) -> HttpResponse:
    if "more" in request.POST or request.POST.get("deed") == "related":
        return _write(request, found, kept, _form(None, found, kept, typed=request.POST.dict()), focus="more" in request.POST)
    form = _form(request.POST, found, kept)
    if form.is_valid():
        try:
            actions.save(actor, found.id, about=form.about(), plan=form.written(), revision=form.cleaned_data["revision"])
        except NotAllowed:
            raise
        except PlanRefused as refused:
            form.take(refused)
        except Overtaken as overtaken:
            take_refusal(form, overtaken)
            form.data = {**request.POST.dict(), "revision": str(kept.revision)}
            return _write(request, found, kept, form, theirs=kept, status=409)
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Planen är sparad."))
            return redirect(_next(request, found))
    return _write(request, found, kept, form, status=422)


def _next(request: HttpRequest, found: ActivityRow) -> str:
    """Back to the plan, or on to those who take part, or to the reason for a should that the writer wants to set aside."""
    if request.POST.get("then") == "participants":
        return reverse("activity_participants", args=[found.id])
    rule = request.POST.get("set_aside", "")
    if any(one.id == rule for one in found.definition.rules):
        return reverse("activity_override", args=[found.id, rule])
    return reverse("activity_plan", args=[found.id])


def _write(
    request: HttpRequest,
    found: ActivityRow,
    kept: PlanRow,
    form: PlanForm,
    *,
    theirs: PlanRow | None = None,
    focus: bool = False,
    status: int = 200,
) -> HttpResponse:
    values = frame(request, found, "plan", judged=True)
    judged = facts.judgement(found, form.text()) if form.is_bound else values["glance"].standing.judged
    values |= _beside(request, found, judged)
    beside = dict(values["places"])
    parts = [
        {"id": one.id, "field": form[section_field(one.id)], "theirs": _theirs(theirs, one.id, form), "notes": beside[one.id]}
        for one in found.definition.plan.sections
    ]
    values |= {"form": form, "parts": parts, "kept": kept, "theirs": theirs, "advice": found.definition.advice, "focus_lines": focus}
    values |= beside_form(viewer(request), written(request.POST) if request.method == "POST" else _words(found, kept), but=found.id)
    return render(request, "activities/plan.html", values, status=status)


def _words(found: ActivityRow, kept: PlanRow) -> str:
    """What the plan says: what related things are looked up by."""
    sections = (value if isinstance(value, str) else "\n".join(value) for value in kept.text.sections.values())
    return "\n".join((found.title, found.summary, *sections))


def _theirs(theirs: PlanRow | None, section: str, form: PlanForm) -> str:
    """The other window's text, where it differs from what was typed here."""
    if theirs is None:
        return ""
    value = theirs.text.sections.get(section, "")
    text = value if isinstance(value, str) else "\n".join(value)
    return text if text.strip() != str(form.data.get(section_field(section), "")).replace("\r\n", "\n").strip() else ""


def _beside(request: HttpRequest, found: ActivityRow, judged: Judgement) -> dict[str, Any]:
    """What stands beside the plan: notes, how much can be asked for, and the year's money."""
    actor = viewer(request)
    text = judged.plan
    year = judged.year or clock.today().year
    beside = notes(found, judged.verdict, overrides(found))
    places = ["participants", "period", "budget", "grant", *(section.id for section in found.definition.plan.sections)]
    return {
        "notes": beside,
        "places": [(place, beside.by_place.get(place, [])) for place in places],
        "total": text.total,
        "shares": [(payer, text.paid_by(payer)) for payer in ("joint", "participants", "other") if text.paid_by(payer)],
        "room": _room(found, judged) if found.definition.plan.funding else None,
        "envelope": _envelope(actor, found, year),
    }


def _room(found: ActivityRow, judged: Judgement) -> Any:
    granted = judged.counts.granted if judged.counts else None
    return grant_room(found.definition, judged.plan, granted=granted, envelope=judged.envelope)


def _envelope(actor: Actor, found: ActivityRow, year: int) -> EnvelopeRow | None:
    """The year's money, where the format has any and the viewer may see it."""
    try:
        return economy.envelope(actor, found.format, year)
    except NotVisible:
        return None
