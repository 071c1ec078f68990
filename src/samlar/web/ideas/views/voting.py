"""At home before the ballot, and the ballot: one per organisation (B2, A1)."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samlar.formats.sentence import Refusal
from samlar.ideas.actions import ballots, home
from samlar.ideas.queries import rounds as queries
from samlar.ideas.queries.asked import others_at_home, why_not_ask
from samlar.ideas.queries.rounds import AtHome, OwnBallot, RoundPage
from samlar.ideas.queries.voters import voter
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import MANY_AREAS, RECOMMENDED_TICKS, Phase, RoundChanged, Unit
from samlar.people.queries.names import organisation_addresses
from samlar.people.rules import NotAllowed, must_act_for_an_organisation
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal, words_of
from samlar.web.ideas.round_forms import AskForm, MarkForm
from samlar.web.ideas.views.rounds import cost, trail
from samlar.web.templatetags.samlar import number

ANYTHING, URGENT, UNSAID = "", "angelagna", "kvar"  # what the address calls them


def at_home(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What we think at home: every proposal, with what colleagues have marked and said; or those that are urgent, that wait for one's
    own word, or that are in one of the areas."""
    actor = viewer(request)
    must_act_for_an_organisation(actor)
    return _home_page(request, queries.round_(actor, meeting_id))


@require_POST
def mark(request: HttpRequest, meeting_id: int, entered_id: int) -> HttpResponse:
    """One person's mark on one proposal: that it is urgent (or no longer), a note, or both; what is not sent is left as it was.

    A note that was refused is still in its field, with why beside it.
    """
    actor = viewer(request)
    form = MarkForm(request.POST, proposal=entered_id)
    writes = "note" in request.POST
    if form.is_valid():
        urgent = request.POST["urgent"] == "on" if "urgent" in request.POST else None
        try:
            home.mark(actor, meeting_id, entered_id, urgent=urgent, note=form.cleaned_data["note"] if writes else None)
        except NotAllowed:
            raise
        except Refusal as refusal:
            if not writes:
                raise
            take_refusal(form, refusal)
        else:
            return redirect(f"{_home(meeting_id, *_asked(request), saved=entered_id)}#forslag-{entered_id}")
    must_act_for_an_organisation(actor)
    return _home_page(request, queries.round_(actor, meeting_id), typed=(entered_id, form))


def ask_at_home(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """A letter to the colleagues: say what is urgent. It is said how many get it, or why none can go today."""
    actor = viewer(request)
    found = queries.round_(actor, meeting_id)
    organisation = rules.must_ask_at_home(actor, voter(actor.organisation))
    rules.must_be_in(found.phase, home.AT_HOME)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            told = home.ask(actor, meeting_id, note=form.cleaned_data["note"])
        except NotAllowed:
            raise
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            said = ngettext("Brevet är på väg till %(n)s kollega.", "Brevet är på väg till %(n)s kollegor.", told)
            messages.success(request, said % {"n": number(told)})
            return redirect("round_home", meeting_id)
    others = others_at_home(actor, organisation)
    no = None if form.is_bound else why_not_ask(meeting_id, organisation, others)
    context = {
        "round": found, "form": form, "no": words_of(no) if no else "", "others": len(others),
        "trail": [*trail(found), (_("Hemma hos oss"), reverse("round_home", args=[meeting_id]))],
        "people": "" if others else reverse("organisation", args=[organisation_addresses([organisation])[organisation][0]]),
    }  # fmt: skip
    return render(request, "ideas/round_ask_at_home.html", context, status=422 if form.errors else 200)


def _asks(request: HttpRequest) -> bool:
    """Whether the viewer may ask the colleagues. One query, for representatives alone."""
    actor = viewer(request)
    return actor.is_representative and voter(actor.organisation).votes


def _home_page(request: HttpRequest, found: RoundPage, *, typed: tuple[int, MarkForm] | None = None) -> HttpResponse:
    every = queries.at_home(viewer(request), found)
    show, area = _asked(request)
    shown = {ANYTHING: every, URGENT: [row for row in every if row.urgent], UNSAID: [row for row in every if row.own is None]}
    saved = whole(request.GET.get("sparat"), 0)  # its row stays where it is shown, though it no longer is what was asked for
    names = {one.id: one.name for one in found.areas}
    refused, form = typed or (0, None)
    is_open = found.phase in home.AT_HOME
    rows = [
        (row, names.get(row.entry.area, ""), _to_write(row, form if row.entry.proposal == refused else None, is_open))
        for row in (sorted(every, key=lambda row: -row.urgent) if show == URGENT else every)
        if row.entry.proposal == refused or ((row in shown[show] or row.entry.proposal == saved) and area in (0, row.entry.area))
    ]
    choices = ((ANYTHING, _("Alla")), (URGENT, _("Angelägna hos oss")), (UNSAID, _("Jag har inte tyckt till")))
    inside = Counter(row.entry.area for row in shown[show])
    context = {
        "round": found, "rows": rows, "every": len(every), "area": area, "open": is_open, "form": form, "refused": refused, "saved": saved,
        "counted": found.phase in (Phase.COUNTED, Phase.DECIDED), "asks": bool(is_open and every) and _asks(request),
        "urgent": len(shown[URGENT]), "here": _home(found.id, show, area).partition("?")[2], "trail": trail(found),
        "filters": [_filter(words, _home(found.id, one, area), one == show, len(shown[one])) for one, words in choices],
        "areas": [
            _filter(name, _home(found.id, show, one), one == area, inside[one] if one else len(shown[show]))
            for one, name in ((0, _("Alla områden")), *names.items())
        ] if names else [],
    }  # fmt: skip
    return render(request, "ideas/round_home.html", context, status=422 if form else 200)


def _to_write(row: AtHome, typed: MarkForm | None, is_open: bool) -> MarkForm | None:
    """The field for the own note: with what was refused, else with what is kept; None where nothing more is said."""
    if typed or not is_open:
        return typed
    return MarkForm(None, proposal=row.entry.proposal, note=row.own.note if row.own else "")


def _filter(label: str, href: str, current: bool, count: int) -> dict[str, Any]:
    return {"label": label, "href": href, "current": current, "count": count}


def _asked(request: HttpRequest) -> tuple[str, int]:
    """Which of the proposals the address asks for: (what is said of them, in which area); what cannot be understood is left out."""
    show = request.GET.get("visa", "")
    return show if show in (URGENT, UNSAID) else ANYTHING, whole(request.GET.get("omrade"), 0)


def _home(meeting_id: int, show: str, area: int, *, saved: int = 0) -> str:
    asked = urlencode({name: value for name, value in (("visa", show), ("omrade", area), ("sparat", saved)) if value})
    return reverse("round_home", args=[meeting_id]) + (f"?{asked}" if asked else "")


def ballot(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The organisation's ballot. Who may not vote is told why, and who does."""
    actor = viewer(request)
    found = queries.round_(actor, meeting_id)
    rules.must_vote(actor, voter(actor.organisation))
    own = queries.own_ballot(actor, meeting_id)
    if found.phase is not Phase.VOTING:
        return _not_open(request, found, own)
    ticked = own.areas if own else frozenset()
    refused, overtaken = "", False
    if request.method == "POST":
        ticked = frozenset(one for one in (whole(text, 0) for text in request.POST.getlist("area")[:200]) if one)
        try:
            ballots.cast(
                actor, meeting_id, ticked, blank="blank" in request.POST, revision=whole(request.POST.get("revision"), 0)
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refusal as refusal:
            refused, overtaken = words_of(refusal), isinstance(refusal, RoundChanged)
            own, found = queries.own_ballot(actor, meeting_id), queries.round_(actor, meeting_id)
            if found.phase is not Phase.VOTING:  # it closed while they ticked
                return _not_open(request, found, own)
        else:
            messages.success(request, _said(found, ticked))
            return redirect("round_ballot", meeting_id)
    ours = {row.entry.proposal: row for row in queries.at_home(actor, found)}
    rows = [
        (
            one,
            cost(found, one.cost),
            one.id in ticked,
            [(entry, ours.get(entry.proposal)) for entry in one.entries],
            _at_home_said([ours[entry.proposal] for entry in one.entries if entry.proposal in ours]),
        )
        for one in sorted(found.areas, key=lambda one: one.place or 0)
    ]
    context = {
        "round": found, "rows": rows, "own": own, "revision": own.revision if own else 0, "refused": refused,
        "overtaken": overtaken and own, "kept": [one.name for one, *_rest in rows if own and one.id in own.areas],
        "recommended": RECOMMENDED_TICKS if len(rows) >= MANY_AREAS else 0, "budget": cost(found, found.budget),
        "in_kronor": found.unit == Unit.KRONOR, "trail": trail(found),
    }  # fmt: skip
    return render(request, "ideas/round_ballot.html", context, status=409 if overtaken else 422 if refused else 200)


def _not_open(request: HttpRequest, found: RoundPage, own: OwnBallot | None) -> HttpResponse:
    """Ballots have not opened, or have closed: when, what holds, and where it goes on from here."""
    names = [one.name for one in sorted(found.areas, key=lambda one: one.place or 0) if own and one.id in own.areas]
    context = {
        "round": found, "own": own, "kept": names, "trail": trail(found), "posted": request.method == "POST",
        "counted": found.phase in (Phase.COUNTED, Phase.DECIDED), "late": found.phase in (Phase.CLOSED, Phase.COUNTED, Phase.DECIDED),
    }  # fmt: skip
    return render(request, "ideas/round_ballot_closed.html", context, status=409)


def _said(found: RoundPage, ticked: frozenset[int]) -> str:
    """What the ballot says, to whoever has cast it."""
    names = [one.name for one in sorted(found.areas, key=lambda one: one.place or 0) if one.id in ticked]
    return " ".join((
        _("Er röst är lagd: %(names)s.") % {"names": ", ".join(names)} if names else _("Er röst är lagd. Den är blank."),
        _("Ni kan ändra den tills röstningen stänger."),
    ))  # fmt: skip


def _at_home_said(rows: list[AtHome]) -> str:
    """How much colleagues have marked and written of an area's proposals; empty where nobody has."""
    marks, notes = sum(row.urgent for row in rows), sum(len(row.notes) for row in rows)
    parts = [ngettext("%(n)s markering", "%(n)s markeringar", marks) % {"n": marks}] if marks else []
    parts += [ngettext("%(n)s har skrivit", "%(n)s har skrivit", notes) % {"n": notes}] if notes else []
    return _("Hos er: %(said)s") % {"said": ", ".join(parts)} if parts else ""
