"""Proposals become areas: a board to move between by drag, by keyboard and by plain form, with suggestions that say why (B3)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Refusal
from samlar.foundation.swedish import sort_key
from samlar.ideas.actions import areas as actions
from samlar.ideas.actions import entries
from samlar.ideas.queries import likeness, receivers
from samlar.ideas.queries import rounds as queries
from samlar.ideas.queries.round_trail import changed_last, moved_last
from samlar.ideas.queries.rounds import AreaRow, EntryRow, Outside, RoundPage
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Fate, Phase
from samlar.people.queries import bodies, organisation_choices
from samlar.people.rules import NotAllowed, NotVisible
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal, words_of
from samlar.web.ideas.round_forms import AreaForm, ReasonForm, SendOnForm, area_in, differing
from samlar.web.ideas.views.rounds import cost, last_day, trail
from samlar.web.templatetags.samlar import number, say

WAITING = "0"  # the column of those that wait
FEW = 4  # suggestions: with fewer it is said that there are no more


def areas(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The board: what waits, and the areas side by side. Whoever leads the meeting moves; everybody in the circle reads."""
    found = queries.round_(viewer(request), meeting_id)
    return _move_ticked(request, found) if request.method == "POST" else _board(request, found)


def _board(request: HttpRequest, found: RoundPage, *, overtaken: dict[str, Any] | None = None) -> HttpResponse:
    actor = viewer(request)
    moves = rules.keeps(actor) and found.phase in entries.GATHERING
    lacks = _lacks(found) if moves else []
    suggestions = likeness.suggested(found) if moves else []
    alone = len(found.with_fate(Fate.WAITING)) - len({entry.proposal for one in suggestions for entry in one.entries})
    choices = [(WAITING, _("Utan område")), *((str(one.id), one.name) for one in found.areas)]
    columns = [
        {"id": WAITING, "name": _("Utan område"), "cards": found.with_fate(Fate.WAITING), "area": None, "cost": ""},
        *({"id": str(one.id), "name": one.name, "cards": one.entries, "area": one, "cost": cost(found, one.cost)} for one in found.areas),
    ]
    total = sum(one.cost or 0 for one in found.areas)
    context = {
        "round": found, "moves": moves, "columns": columns, "choices": choices, "elsewhere": found.with_fate(Fate.SENT_ON, Fate.ASIDE),
        "suggestions": suggestions, "few": moves and alone > 1 and len(suggestions) < FEW,
        "total": cost(found, total), "budget": cost(found, found.budget),
        "may_fix": moves and not lacks, "lacks": lacks, "letters": receivers.told_at_fix(actor, found) if moves else 0,
        "trail": trail(found), "overtaken": overtaken,
    }  # fmt: skip
    return render(request, "ideas/round_areas.html", context, status=409 if overtaken else 200)


def _lacks(found: RoundPage) -> list[str]:
    """All that is left to do before the areas can be fixed."""
    said = []
    if found.phase is Phase.PROPOSING:
        said.append(_("Sista dagen för förslag är %(day)s.") % {"day": last_day(found.proposals_until)})
    parts = [rules.ToFix(one.id, one.name, one.cost, len(one.entries)) for one in found.areas]
    waiting = len(found.with_fate(Fate.WAITING))
    return [*said, *(words_of(refusal) for refusal in rules.lacking(parts, waiting, found.budget, found.unit))]


def gather(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The open proposals that are not in the round, for whoever leads it to take in."""
    actor = viewer(request)
    found = queries.round_(actor, meeting_id)
    rules.must_keep(actor)
    rules.must_be_in(found.phase, entries.GATHERING)
    rows = [{"row": one, "said": _why_unticked(one)} for one in queries.outside(actor, meeting_id)]
    return render(request, "ideas/round_gather.html", {"round": found, "rows": rows, "trail": trail(found)})


def _why_unticked(one: Outside) -> str:
    """Why an open proposal is not taken in unless somebody ticks it; empty for those that are."""
    if one.busy:
        title, phase = one.busy
        return _("är med på %(title)s (%(phase)s)") % {"title": title, "phase": say(phase.sentence)}
    return _("%(who)s vill leda det") % {"who": one.leads} if one.leads else ""


@require_POST
def move(request: HttpRequest, meeting_id: int, entered_id: int) -> HttpResponse:
    """Moves one proposal. Of two who move it at once the second sees where it is now and who put it there, beside the own choice."""
    actor = viewer(request)
    to = request.POST.get("to", "")
    target = whole(to, -1)
    if target < 0:
        raise NotVisible
    found = queries.round_(actor, meeting_id)
    try:
        entries.place(actor, meeting_id, entered_id, target or None, revision=whole(request.POST.get("revision"), 0))
    except NotAllowed:
        raise
    except rules.RoundChanged as refusal:
        found, entry = _entry(request, meeting_id, entered_id)
        area = found.area(target)
        typed = area.name if area else _("Utan område") if target == 0 else ""
        return _board(request, found, overtaken={**_overtaken(found, entry, refusal), "typed": typed, "to": target})
    except Refusal as refusal:
        messages.error(request, words_of(refusal))
        return redirect(f"{reverse('round_areas', args=[meeting_id])}#forslag-{entered_id}")
    after = queries.round_(actor, meeting_id)
    _say_moved(request, after, target or None)
    return _to_next(after, _entry_in(found, entered_id), [entered_id])


def _move_ticked(request: HttpRequest, found: RoundPage) -> HttpResponse:
    """Moves the ticked cards of what waits, all at once; one that somebody else was first with stays where it is."""
    actor, to = viewer(request), whole(request.POST.get("to"), -1)
    rules.must_keep(actor)
    rules.must_be_in(found.phase, entries.GATHERING)
    pairs = [one.partition(":") for one in request.POST.getlist("forslag")[:500]]
    ticked = {whole(id, 0): whole(revision, 0) for id, _sign, revision in pairs}
    moved, late = [], 0
    if to < 0:
        raise NotVisible
    for id, revision in ticked.items():
        try:
            entries.place(actor, found.id, id, to or None, revision=revision)
        except rules.RoundChanged:
            late += 1
        else:
            moved.append(id)
    if late:
        many = ngettext("%(n)s förslag hann någon annan flytta.", "%(n)s förslag hann någon annan flytta.", late)
        messages.error(request, many % {"n": number(late)})
    after = queries.round_(actor, found.id)
    if moved:
        _say_moved(request, after, to or None)
    elif not ticked:
        messages.error(request, _("Kryssa de förslag som ska flyttas."))
    return _to_next(after, _entry_in(found, moved[-1]) if moved else None, moved)


def _say_moved(request: HttpRequest, found: RoundPage, to: int | None) -> None:
    area, left = found.area(to or 0), len(found.with_fate(Fate.WAITING))
    words = {"name": area.name if area else _("Utan område"), "n": number(left)}
    messages.success(request, ngettext("Flyttat till %(name)s. %(n)s kvar.", "Flyttat till %(name)s. %(n)s kvar.", left) % words)


def _to_next(found: RoundPage, before: EntryRow | None, moved: list[int]) -> HttpResponse:
    """Back to the pile that the card was in, at the next card there: its "Flytta" has the focus, with a script and without."""
    order = [one for one in found.entries if before and (one.area, one.fate) == (before.area, before.fate) and one.proposal not in moved]
    after = [one for one in order if before and sort_key(one.title) >= sort_key(before.title)] or order
    there = f"flytta-{after[0].proposal}" if after else f"omrade-{before.area if before else WAITING}"
    return redirect(f"{reverse('round_areas', args=[found.id])}#{there}")


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
    form, theirs = _form(found, request.POST or None, initial=area_in(area)), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_area(actor, area_id, **form.said, revision=form.cleaned_data["revision"] or 0)
        except NotAllowed:
            raise
        except rules.RoundChanged as refusal:
            found, area = _area(request, meeting_id, area_id)
            form = _form(found, _as_read(request, area.revision))
            form.is_valid()
            take_refusal(form, refusal)
            theirs = {"deed": changed_last(meeting_id, ("round.area_changed",), area=area_id), "rows": differing(form, area_in(area))}
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Sparat."))
            return redirect("round_areas", meeting_id)
    context = {"round": found, "area": area, "form": form, "theirs": theirs, "trail": _trail(found)}
    return render(request, "ideas/round_area.html", context, status=409 if theirs else 422 if form.errors else 200)


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
    named = [*(("body", one.id, say(one.name)) for one in bodies(actor)), *(("organisation", *one) for one in organisation_choices(actor))]
    many = receivers.many_at(
        actor, [id for sort, id, _name in named if sort == "organisation"], [id for sort, id, _name in named if sort == "body"]
    )
    networks, others = (
        [(f"{sort}:{id}", _with_readers(name, many.get((sort, id), 0))) for sort, id, name in named if sort == which]
        for which in ("body", "organisation")
    )
    groups = [(_("Nätverk och grupper"), networks), (_("Organisationer"), others)]
    form, overtaken = SendOnForm(request.POST or None, receivers=groups, revision=entry.revision), None
    if request.method == "POST" and form.is_valid():
        try:
            read = form.cleaned_data["revision"]
            entries.send_on(actor, meeting_id, entered_id, reason=form.cleaned_data["reason"], revision=read, **form.receiver())
        except NotAllowed:
            raise
        except rules.RoundChanged as refusal:
            found, entry = _entry(request, meeting_id, entered_id)
            overtaken = _overtaken(found, entry, refusal)
            form = SendOnForm(_as_read(request, entry.revision), receivers=groups, revision=entry.revision)
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Föreslås skickas vidare. De som lade det och mottagaren får brev när områdena låses."))
            return redirect("round_areas", meeting_id)
    context = {"round": found, "entry": entry, "form": form, "overtaken": overtaken, "trail": _trail(found)}
    return render(request, "ideas/round_send_on.html", context, status=409 if overtaken else 422 if form.errors else 200)


def set_aside(request: HttpRequest, meeting_id: int, entered_id: int) -> HttpResponse:
    """Sets one proposal aside, with a reason."""
    actor = viewer(request)
    found, entry = _entry(request, meeting_id, entered_id)
    rules.must_keep(actor)
    hint = _("Läses av medlemmarna när områdena låses, och publiceras med resultatet.")
    form, overtaken = ReasonForm(request.POST or None, hint=hint, revision=entry.revision), None
    if request.method == "POST" and form.is_valid():
        try:
            entries.set_aside(actor, meeting_id, entered_id, reason=form.cleaned_data["reason"], revision=form.cleaned_data["revision"])
        except NotAllowed:
            raise
        except rules.RoundChanged as refusal:
            found, entry = _entry(request, meeting_id, entered_id)
            overtaken = _overtaken(found, entry, refusal)
            form = ReasonForm(_as_read(request, entry.revision), hint=hint, revision=entry.revision)
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Föreslås ställas åt sidan. Medlemmarna ser det när områdena låses."))
            return redirect("round_areas", meeting_id)
    context = {"round": found, "entry": entry, "form": form, "overtaken": overtaken, "trail": _trail(found)}
    return render(request, "ideas/round_aside.html", context, status=409 if overtaken else 422 if form.errors else 200)


def _with_readers(name: str, many: int) -> str:
    """A receiver with how many persons there get a letter."""
    said = ngettext("%(name)s (%(n)s person får brev)", "%(name)s (%(n)s personer får brev)", many)
    return said % {"name": name, "n": number(many)}


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


def _entry_in(found: RoundPage, proposal: int) -> EntryRow | None:
    return next((one for one in found.entries if one.proposal == proposal), None)


def _as_read(request: HttpRequest, revision: int) -> QueryDict:
    """What was sent, with the revision that holds now: sent again it is meant."""
    data = request.POST.copy()
    data["revision"] = str(revision)
    return data


def _overtaken(found: RoundPage, entry: EntryRow, refusal: rules.RoundChanged) -> dict[str, Any]:
    """What holds now of a proposal that somebody else was first with: where it is, who put it there and when."""
    area = found.area(entry.area)
    words = {"area": area.name if area else "", "who": say(entry.receiver)}
    now = {
        Fate.AREA: _("i området ”%(area)s”"),
        Fate.WAITING: _("utan område"),
        Fate.SENT_ON: _("föreslås skickas vidare till %(who)s"),
        Fate.ASIDE: _("föreslås ställas åt sidan"),
        Fate.TAKEN_BACK: _("tillbakadraget av dem som lade det"),
    }[entry.fate] % words
    back = entry.fate is Fate.TAKEN_BACK
    return {"entry": entry, "now": now, "deed": moved_last(found.id, entry.proposal), "back": back, "refusal": words_of(refusal)}


def _trail(found: RoundPage) -> list[tuple[str, str]]:
    return [*trail(found), (_("Områden"), reverse("round_areas", args=[found.id]))]
