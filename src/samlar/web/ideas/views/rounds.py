"""Idea meetings: the list, one meeting whole, and the deeds of whoever leads it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samlar.activities.queries.grown import grown_from_areas, grown_from_proposals
from samlar.formats.sentence import Refusal
from samlar.foundation import clock
from samlar.ideas.actions import counting, entries
from samlar.ideas.actions import rounds as actions
from samlar.ideas.queries import rounds as queries
from samlar.ideas.queries.round_trail import changed_last, drawings
from samlar.ideas.queries.rounds import AreaRow, EntryRow, RoundPage, RoundRow
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Fate, Phase, Unit
from samlar.people.rules import MEMBERS, Actor, MembershipKind, NotAllowed
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal, words_of
from samlar.web.ideas.round_forms import FIELDS, ReasonForm, RoundForm, differing, kept_in
from samlar.web.ideas.views.told import Told, measure
from samlar.web.ideas.views.told import cost as cost
from samlar.web.templatetags.samlar import day, moment, number, say, until

CHIPS = {Phase.DRAFT: "draft", Phase.VOTING: "active", Phase.PROPOSING: "active", Phase.DECIDED: "done", Phase.CALLED_OFF: "closed"}
REVISED = ("round.changed", "round.announced", "round.fixed", "round.reopened")  # the deeds that give the round a new revision
REOPENED = (Phase.FIXED, Phase.VOTING)  # while nobody has voted
RAIL = [Phase.PROPOSING, Phase.CLUSTERING, Phase.VOTING, Phase.COUNTED, Phase.DECIDED]


def rounds(request: HttpRequest) -> HttpResponse:
    """All idea meetings that the viewer sees, the latest first."""
    actor = viewer(request)
    found = queries.rounds(actor)
    rows = [(row, row.phase.sentence, CHIPS.get(row.phase, ""), _told(row)) for row in found]
    return render(request, "ideas/rounds.html", {"rows": rows, "keeps": rules.keeps(actor), "trail": [(_("Idéer"), reverse("proposals"))]})


def _told(row: RoundRow) -> str:
    """What decides of a round in a list."""
    many = ngettext("%(n)s förslag", "%(n)s förslag", row.proposals) % {"n": number(row.proposals)}
    if row.phase is Phase.DECIDED:
        return _("%(many)s blev %(n)s områden, beslutat %(day)s") % {"many": many, "n": number(row.chosen), "day": day(row.decided)}
    if row.phase is Phase.PROPOSING:
        return _("%(many)s hittills, öppet till och med %(day)s") % {"many": many, "day": last_day(row.proposals_until)}
    if row.phase is Phase.VOTING:
        return _("%(many)s i %(n)s områden, röstningen stänger %(when)s") % {
            "many": many, "n": number(row.areas), "when": until(row.ballots_until),
        }  # fmt: skip
    return many


def last_day(until: Any) -> str:
    """The last day of something that ends at a moment: a midnight ends the day before."""
    return day(clock.day_of(until - timedelta(seconds=1)))


def one(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One idea meeting: where it is, what is open to the viewer, its areas and all its proposals."""
    actor = viewer(request)
    found = queries.round_(actor, meeting_id)
    return render(request, "ideas/round.html", frame(request, found))


def frame(request: HttpRequest, found: RoundPage) -> dict[str, Any]:
    """What the round's own page shows."""
    actor = viewer(request)
    grown = grown_from_areas(actor, found.id) if found.phase is Phase.DECIDED else {}
    found = _with_what_grew(actor, found) if found.phase is Phase.DECIDED else found
    ballot = queries.own_ballot(actor, found.id) if found.phase is Phase.VOTING else None
    counted = queries.outcome(found) if found.phase is Phase.DECIDED else None
    told = Told(found, counted) if counted else None
    return {
        "round": found,
        "linked": MEMBERS in actor.tokens,
        "may_start": found.phase is Phase.DECIDED and actor.membership in (MembershipKind.MEMBER, MembershipKind.PARTNER),
        "chip": CHIPS.get(found.phase, ""),
        "state": state(found),
        "keeps": rules.keeps(actor),
        "ballot": ballot,
        "votes": found.phase is Phase.VOTING and actor.is_member and actor.is_representative,
        "rail": rail(found),
        "areas": found.areas,
        "area_groups": [
            (part, [(one, cost(found, one.cost), grown.get(one.id, []), told.note(one.id) if told else "") for one in several])
            for part, several in _parts(found)
        ],
        "decision": told.decision() if told else None,
        "measure": measure(found),
        "may_edit": len(rules.held(found.phase)) < len(actions.WRITTEN),
        "waiting": found.with_fate(Fate.WAITING),
        "nothing_waits": _nothing_waits(found),
        "sent": found.with_fate(Fate.SENT_ON),
        "aside": found.with_fate(Fate.ASIDE),
        "back": found.with_fate(Fate.TAKEN_BACK),
        "facts": facts(found),
        "drawings": drawings(found.id, found.seed) if found.fixed and found.phase in (*REOPENED, Phase.CLOSED) else [],
        "reopening": _reopening() if rules.keeps(actor) and found.phase in REOPENED and not found.cast else None,
        "trail": trail(),
    }


def _parts(found: RoundPage) -> list[tuple[str, list[AreaRow]]]:
    """The areas: those that were decided on first, and the others."""
    if found.phase is not Phase.DECIDED:
        return [("", list(found.areas))]
    parts = ((_("Valda"), [one for one in found.areas if one.chosen]), (_("Inte valda"), [one for one in found.areas if not one.chosen]))
    return [(name, several) for name, several in parts if several]


def _nothing_waits(found: RoundPage) -> str:
    """What an empty list of proposals without an area says."""
    if any(one.entries for one in found.areas):
        return _("Alla förslag har ett område") if not found.with_fate(Fate.SENT_ON, Fate.ASIDE) else _("Alla förslag har gått någonstans")
    return _("Alla förslag har gått någonstans") if found.with_fate(Fate.SENT_ON, Fate.ASIDE) else _("Inga förslag än")


def _with_what_grew(actor: Actor, found: RoundPage) -> RoundPage:
    """The round where each proposal says what it became (B3)."""
    by = grown_from_proposals(actor, [one.proposal for one in found.entries])

    def grew(several: tuple[EntryRow, ...]) -> tuple[EntryRow, ...]:
        return tuple(replace(one, grown=tuple(by.get(one.proposal, ()))) for one in several)

    areas = tuple(replace(one, entries=grew(one.entries)) for one in found.areas)
    return replace(found, entries=grew(found.entries), areas=areas)


def trail(found: RoundPage | None = None) -> list[tuple[str, str]]:
    """The way here."""
    above = [(_("Idéer"), reverse("proposals")), (_("Idémöten"), reverse("rounds"))]
    return [*above, (found.title, reverse("round", args=[found.id]))] if found else above


def state(found: RoundPage) -> str:
    """Where the round is and what comes next, in a sentence or two."""
    live = len(found.entries) - len(found.with_fate(Fate.TAKEN_BACK))
    many = ngettext("%(n)s förslag", "%(n)s förslag", live) % {"n": number(live)}
    areas = ngettext("%(n)s område", "%(n)s områden", len(found.areas)) % {"n": number(len(found.areas))}
    opens, closes = moment(found.ballots_from), until(found.ballots_until)
    chosen = [one.name for one in found.areas if one.chosen]
    if found.phase is Phase.DRAFT:
        return _("Bara er organisation ser det, tills ni öppnar för förslag.")
    if found.phase is Phase.PROPOSING:
        return _("Lägg förslag till och med %(day)s. %(many)s hittills.") % {"day": last_day(found.proposals_until), "many": many}
    if found.phase is Phase.CLUSTERING:
        return _("%(many)s samlas i områden. Röstningen öppnar %(when)s.") % {"many": many, "when": opens}
    if found.phase is Phase.FIXED:
        return _("%(many)s har blivit %(areas)s. Röstningen öppnar %(when)s.") % {"many": many, "areas": areas, "when": opens}
    if found.phase is Phase.VOTING:
        return _("%(cast)s av %(voters)s medlemmar har röstat. Röstningen stänger %(when)s.") % {
            "cast": number(found.cast), "voters": number(found.voters), "when": closes,
        }  # fmt: skip
    if found.phase is Phase.CLOSED:
        return _("Röstningen stängde %(when)s. Rösterna räknas.") % {"when": closes}
    if found.phase is Phase.COUNTED:
        return _("Rösterna är räknade. Nu väntar beslutet.")
    if found.phase is Phase.DECIDED:
        picked = ngettext("%(n)s område", "%(n)s områden", len(chosen)) % {"n": number(len(chosen))}
        said = {"many": many, "n": picked, "body": say(found.body), "day": day(found.decided)}
        return _("%(many)s blev %(n)s. %(body)s beslutade %(day)s.") % said
    return found.why


def rail(found: RoundPage) -> list[dict[str, Any]]:
    """The phases from proposals to the decision, with their days."""
    at = {Phase.DRAFT: -1, Phase.FIXED: 1, Phase.CLOSED: 2, Phase.CALLED_OFF: -1}.get(
        found.phase, RAIL.index(found.phase) if found.phase in RAIL else -1
    )
    notes = {
        Phase.PROPOSING: _("till och med %(day)s") % {"day": last_day(found.proposals_until)},
        Phase.VOTING: moment(found.ballots_from),
        Phase.COUNTED: until(found.ballots_until),
        Phase.DECIDED: day(found.decided) if found.decided else "",
    }
    names = {
        Phase.PROPOSING: _("Förslag"), Phase.CLUSTERING: _("Områden"), Phase.VOTING: _("Röstning"), Phase.COUNTED: _("Räkning"),
        Phase.DECIDED: _("Beslut"),
    }  # fmt: skip
    done = found.phase is Phase.DECIDED
    return [
        {"label": names[one], "note": notes.get(one, ""), "state": "done" if place < at or done else "current" if place == at else "todo"}
        for place, one in enumerate(RAIL)
    ]


def facts(found: RoundPage) -> list[tuple[str, str]]:
    """The round in short."""
    return [
        (_("Sista dag för förslag"), last_day(found.proposals_until)),
        (_("Röstningen öppnar"), moment(found.ballots_from)),
        (_("Röstningen stänger"), until(found.ballots_until)),
        (_("Att fördela"), cost(found, found.budget)),
        (_("Röstningen är"), _("hemlig") if found.secret else _("öppen")),
        (_("Så räknas det"), _("lika andelar")),
        (_("Leds av"), found.organisation_name),
    ]


def new(request: HttpRequest) -> HttpResponse:
    """Calls an idea meeting: written as a draft first."""
    actor = viewer(request)
    rules.must_keep(actor)
    form = RoundForm(request.POST or None, initial={"unit": Unit.DAYS.value, "revision": 0})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.call_round(actor, form.given())
        except Refusal as refusal:
            _take(form, refusal)
        else:
            messages.success(request, _("Utkastet är sparat. Läs igenom det och öppna för förslag."))
            return redirect("round", made)
    context = {"form": form, "trail": trail(), "new": True}
    return render(request, "ideas/round_form.html", context, status=422 if form.errors else 200)


def edit(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Changes what is still open to change."""
    actor = viewer(request)
    found = queries.round_(actor, meeting_id)
    rules.must_keep(actor)
    form, theirs = _editing(request.POST or None, found), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_round(actor, meeting_id, _given(form, found), revision=form.cleaned_data["revision"] or 0)
        except rules.RoundChanged as refusal:
            found = queries.round_(actor, meeting_id)
            form = _as_read(request, found)
            _take(form, refusal)
            theirs = {"deed": changed_last(meeting_id, REVISED), "rows": differing(form, kept_in(found))}
        except Refusal as refusal:
            _take(form, refusal)
        else:
            messages.success(request, _("Sparat."))
            return redirect("round", meeting_id)
    fixed = found.phase is Phase.FIXED
    stands = _("Områdena är låsta, så det här står fast.") if fixed else _("Röstningen har börjat, så det här står fast.")
    context = {"form": form, "round": found, "theirs": theirs, "trail": trail(found), "stands": stands}
    return render(request, "ideas/round_form.html", context, status=409 if theirs else 422 if form.errors else 200)


def _as_read(request: HttpRequest, found: RoundPage) -> RoundForm:
    """What was typed, with the revision that holds now: saved again it is meant."""
    data = request.POST.copy()
    data["revision"] = str(found.revision)
    form = _editing(data, found)
    form.is_valid()
    return form


def _editing(data: Any, found: RoundPage) -> RoundForm:
    return RoundForm(data, initial=kept_in(found), held=rules.held(found.phase))


def _given(form: RoundForm, found: RoundPage) -> rules.RoundText:
    """What was written; what can no longer change exactly as it is kept."""
    return replace(form.given(), **{name: getattr(found, name) for name in rules.held(found.phase)})


def _take(form: forms.Form, refusal: Refusal) -> None:
    refusal.field = FIELDS.get(refusal.field or "", refusal.field)
    take_refusal(form, refusal)


@require_POST
def announce(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Opens for proposals; where a day has passed meanwhile, to the form where it is changed."""
    try:
        actions.announce_round(viewer(request), meeting_id)
    except NotAllowed:
        raise
    except Refusal as refusal:
        if refusal.field is None:
            raise
        messages.error(request, words_of(refusal))
        return redirect("round_edit", meeting_id)
    messages.success(request, _("Idémötet är öppet för förslag. Alla medlemsansvariga får ett brev."))
    return redirect("round", meeting_id)


@require_POST
def fix(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Fixes the areas; what lacks is said on the board, where it is mended."""
    try:
        actions.fix_areas(viewer(request), meeting_id)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, " ".join(say(part) for part in (refusal.sentence, refusal.mend) if part))
        return redirect("round_areas", meeting_id)
    messages.success(request, _("Områdena är låsta och lotten är dragen. Nu kan medlemmarna rösta när röstningen öppnar."))
    return redirect("round", meeting_id)


@require_POST
def reopen(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Opens the areas again, with a reason that stands by the drawing that no longer holds."""
    form = _reopening(request.POST)
    if form.is_valid():
        try:
            actions.reopen_areas(viewer(request), meeting_id, reason=form.cleaned_data["reason"])
        except NotAllowed:
            raise
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Områdena kan ändras igen. En ny lott dras när ni låser dem."))
            return redirect("round_areas", meeting_id)
    found = queries.round_(viewer(request), meeting_id)
    rules.must_keep(viewer(request))
    rules.must_be_in(found.phase, REOPENED)
    rules.must_be_untouched(found.cast)
    return render(request, "ideas/round.html", {**frame(request, found), "reopening": form}, status=422)


def _reopening(data: Any = None) -> ReasonForm:
    return ReasonForm(data, hint=_("Alla får läsa det, bredvid lotten som inte längre gäller."))


def call_off(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Calls it off, with a reason."""
    actor = viewer(request)
    found = queries.round_(actor, meeting_id)
    rules.must_keep(actor)
    form = ReasonForm(request.POST or None, hint=_("Medlemmarna får läsa det. Förslagen står kvar som öppna."))
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_off(actor, meeting_id, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Idémötet är inställt."))
            return redirect("round", meeting_id)
    context = {"form": form, "round": found, "trail": trail(found)}
    return render(request, "ideas/round_call_off.html", context, status=422 if form.errors else 200)


@require_POST
def count(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Counts, once the ballots have closed; the clock does it too."""
    counting.count(viewer(request), meeting_id)
    return redirect("round_result", meeting_id)


@require_POST
def enter(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Puts proposals into the round: one's own, or as many as whoever leads it has chosen."""
    chosen = [whole(one, 0) for one in request.POST.getlist("proposal")[:500]]
    new = entries.enter(viewer(request), meeting_id, [one for one in chosen if one])
    if new:
        messages.success(
            request, ngettext("Förslaget är med på idémötet.", "%(n)s förslag är med på idémötet.", new) % {"n": number(new)}
        )
    return redirect("proposal", chosen[0]) if request.POST.get("back") == "proposal" and new else redirect("round", meeting_id)


@require_POST
def take_back(request: HttpRequest, meeting_id: int, entered_id: int) -> HttpResponse:
    entries.take_back(viewer(request), meeting_id, entered_id)
    messages.success(request, _("Förslaget är inte längre med på idémötet."))
    return redirect("proposal", entered_id)
