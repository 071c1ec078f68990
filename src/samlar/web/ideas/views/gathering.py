"""Proposals become areas: a board to move between by drag, by keyboard and by plain form, with suggestions that say why (B3)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Refusal
from samlar.ideas.actions import areas as actions
from samlar.ideas.actions import entries
from samlar.ideas.queries import likeness
from samlar.ideas.queries import rounds as queries
from samlar.ideas.queries.rounds import AreaRow, EntryRow, RoundPage
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Fate, Phase
from samlar.people.queries import bodies, organisation_choices
from samlar.people.rules import NotAllowed, NotVisible
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal
from samlar.web.ideas.round_forms import AreaForm, ReasonForm, SendOnForm, area_in
from samlar.web.ideas.views.rounds import cost, trail
from samlar.web.templatetags.samlar import say

WAITING = "0"  # the column of those that wait


def areas(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The board: what waits, and the areas side by side. Whoever leads the meeting moves; everybody in the circle reads."""
    actor = viewer(request)
    found = queries.round_(actor, meeting_id)
    moves = rules.keeps(actor) and found.phase in entries.GATHERING
    choices = [(WAITING, _("Utan område")), *((str(one.id), one.name) for one in found.areas)]
    columns = [
        {"id": WAITING, "name": _("Utan område"), "cards": found.with_fate(Fate.WAITING), "area": None, "cost": ""},
        *({"id": str(one.id), "name": one.name, "cards": one.entries, "area": one, "cost": cost(found, one.cost)} for one in found.areas),
    ]
    total = sum(one.cost or 0 for one in found.areas)
    context = {
        "round": found, "moves": moves, "columns": columns, "choices": choices, "elsewhere": found.with_fate(Fate.SENT_ON, Fate.ASIDE),
        "suggestions": likeness.suggested(found) if moves else [], "total": cost(found, total), "budget": cost(found, found.budget),
        "may_fix": moves and found.phase is Phase.CLUSTERING, "trail": trail(found),
    }  # fmt: skip
    return render(request, "ideas/round_areas.html", context)


def gather(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The open proposals that are not in the round, for whoever leads it to take in."""
    actor = viewer(request)
    found = queries.round_(actor, meeting_id)
    rules.must_keep(actor)
    rules.must_be_in(found.phase, entries.GATHERING)
    return render(request, "ideas/round_gather.html", {"round": found, "rows": queries.outside(actor, meeting_id), "trail": trail(found)})


@require_POST
def move(request: HttpRequest, meeting_id: int, entered_id: int) -> HttpResponse:
    """Moves one proposal. Of two who move it at once the second is told, and nothing is lost."""
    to = request.POST.get("to", "")
    number = whole(to, -1)
    if number < 0:
        raise NotVisible
    try:
        entries.place(viewer(request), meeting_id, entered_id, number or None, revision=whole(request.POST.get("revision"), 0))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, " ".join(say(part) for part in (refusal.sentence, refusal.mend) if part))
    return redirect(f"{reverse('round_areas', args=[meeting_id])}#forslag-{entered_id}")


def new(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """A new area, perhaps from a suggestion with its proposals."""
    actor = viewer(request)
    found = queries.round_(actor, meeting_id)
    rules.must_keep(actor)
    chosen = [one for one in (whole(text, 0) for text in (request.POST or request.GET).getlist("forslag")[:200]) if one]
    begun = {"name": request.GET.get("namn", "")[: rules.LONGEST_NAME], "revision": 0}
    form = _form(found, request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_area(actor, meeting_id, **form.said, proposals=chosen)
        except NotAllowed:
            raise
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Området finns nu på tavlan."))
            return redirect("round_areas", meeting_id)
    taken = [one for one in found.with_fate(Fate.WAITING) if one.proposal in chosen]
    context = {"round": found, "form": form, "taken": taken, "trail": _trail(found)}
    return render(request, "ideas/round_area.html", context, status=422 if form.errors else 200)


def edit(request: HttpRequest, meeting_id: int, area_id: int) -> HttpResponse:
    """An area's words, rough cost and thinkable format."""
    actor = viewer(request)
    found, area = _area(request, meeting_id, area_id)
    rules.must_keep(actor)
    form = _form(found, request.POST or None, initial=area_in(area))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_area(actor, area_id, **form.said, revision=form.cleaned_data["revision"] or 0)
        except NotAllowed:
            raise
        except rules.RoundChanged as refusal:
            data = request.POST.copy()
            data["revision"] = str(area.revision)
            form = _form(found, data)
            form.is_valid()
            take_refusal(form, refusal)
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Sparat."))
            return redirect("round_areas", meeting_id)
    context = {"round": found, "area": area, "form": form, "trail": _trail(found)}
    return render(request, "ideas/round_area.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, meeting_id: int, area_id: int) -> HttpResponse:
    _area(request, meeting_id, area_id)
    actions.remove_area(viewer(request), area_id)
    messages.success(request, _("Området är borta. Dess förslag väntar utan område igen."))
    return redirect("round_areas", meeting_id)


def send_on(request: HttpRequest, meeting_id: int, entered_id: int) -> HttpResponse:
    """Sends one proposal on, to an organisation or a network."""
    actor = viewer(request)
    found, entry = _entry(request, meeting_id, entered_id)
    rules.must_keep(actor)
    networks = [(f"body:{one.id}", say(one.name)) for one in bodies(actor)]
    others = [(f"organisation:{id}", name) for id, name in organisation_choices(actor)]
    form = SendOnForm(request.POST or None, receivers=[(_("Nätverk och grupper"), networks), (_("Organisationer"), others)])
    if request.method == "POST" and form.is_valid():
        try:
            entries.send_on(actor, meeting_id, entered_id, reason=form.cleaned_data["reason"], **form.receiver())
        except NotAllowed:
            raise
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Förslaget är skickat vidare. De som lade det och mottagaren får ett brev."))
            return redirect("round_areas", meeting_id)
    context = {"round": found, "entry": entry, "form": form, "trail": _trail(found)}
    return render(request, "ideas/round_send_on.html", context, status=422 if form.errors else 200)


def set_aside(request: HttpRequest, meeting_id: int, entered_id: int) -> HttpResponse:
    """Sets one proposal aside, with a reason."""
    actor = viewer(request)
    found, entry = _entry(request, meeting_id, entered_id)
    rules.must_keep(actor)
    form = ReasonForm(request.POST or None, hint=_("Läses av den som lade förslaget, och publiceras med resultatet."))
    if request.method == "POST" and form.is_valid():
        try:
            entries.set_aside(actor, meeting_id, entered_id, reason=form.cleaned_data["reason"])
        except NotAllowed:
            raise
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Förslaget är ställt åt sidan. Det står kvar i listan med skälet."))
            return redirect("round_areas", meeting_id)
    context = {"round": found, "entry": entry, "form": form, "trail": _trail(found)}
    return render(request, "ideas/round_aside.html", context, status=422 if form.errors else 200)


def _form(found: RoundPage, data: Any, initial: Any = None) -> AreaForm:
    formats = [("", _("Inte bestämt")), *((one, say(name)) for one, name in catalogue.format_choices())]
    return AreaForm(data, formats=formats, unit=found.unit, budget=cost(found, found.budget), initial=initial)


def _area(request: HttpRequest, meeting_id: int, area_id: int) -> tuple[RoundPage, AreaRow]:
    found = queries.round_(viewer(request), meeting_id)
    area = found.area(area_id)
    if area is None:
        raise NotVisible
    return found, area


def _entry(request: HttpRequest, meeting_id: int, entered_id: int) -> tuple[RoundPage, EntryRow]:
    found = queries.round_(viewer(request), meeting_id)
    for one in found.entries:
        if one.proposal == entered_id:
            return found, one
    raise NotVisible


def _trail(found: RoundPage) -> list[tuple[str, str]]:
    return [*trail(found), (_("Områden"), reverse("round_areas", args=[found.id]))]
