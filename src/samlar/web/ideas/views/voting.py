"""At home before the ballot, and the ballot: one per organisation (B2, A1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samlar.formats.sentence import Refusal
from samlar.ideas.actions import ballots, home
from samlar.ideas.queries import rounds as queries
from samlar.ideas.queries.voters import voter
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import RECOMMENDED_TICKS, Phase
from samlar.people.rules import NotAllowed, must_act_for_an_organisation
from samlar.web.asked import viewer, whole
from samlar.web.ideas.round_forms import MarkForm
from samlar.web.ideas.views.rounds import cost, state, trail
from samlar.web.templatetags.samlar import say


def at_home(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What we think at home: every proposal, with what colleagues have marked and said."""
    actor = viewer(request)
    must_act_for_an_organisation(actor)
    found = queries.round_(actor, meeting_id)
    rows = queries.at_home(actor, found)
    names = {one.id: one.name for one in found.areas}
    context = {
        "round": found, "rows": [(row, names.get(row.entry.area, "")) for row in rows], "open": found.phase in home.AT_HOME,
        "urgent": sum(bool(row.urgent) for row in rows), "trail": trail(found),
    }  # fmt: skip
    return render(request, "ideas/round_home.html", context)


@require_POST
def mark(request: HttpRequest, meeting_id: int, entered_id: int) -> HttpResponse:
    """One person's mark on one proposal."""
    form = MarkForm(request.POST)
    back = f"{reverse('round_home', args=[meeting_id])}#forslag-{entered_id}"
    if form.is_valid():
        home.mark(viewer(request), meeting_id, entered_id, urgent=form.cleaned_data["urgent"], note=form.cleaned_data["note"])
        messages.success(request, _("Sparat. Bara ni hemma ser det."))
        return redirect(back)
    for errors in form.errors.values():
        messages.error(request, " ".join(str(one) for one in errors))
    return redirect(back)


def ballot(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The organisation's ballot. Who may not vote is told why, and who does."""
    actor = viewer(request)
    found = queries.round_(actor, meeting_id)
    rules.must_vote(actor, voter(actor.organisation))
    rules.must_be_in(found.phase, (Phase.VOTING,))
    own = queries.own_ballot(actor, meeting_id)
    ticked = own.areas if own else frozenset()
    revision, refused = own.revision if own else 0, ""
    if request.method == "POST":
        ticked = frozenset(one for one in (whole(text, 0) for text in request.POST.getlist("area")[:200]) if one)
        try:
            ballots.cast(actor, meeting_id, ticked, revision=whole(request.POST.get("revision"), 0))
        except NotAllowed:
            raise
        except Refusal as refusal:
            refused = " ".join(say(part) for part in (refusal.sentence, refusal.mend) if part)
        else:
            messages.success(request, _("Er röst är lagd. Ni kan ändra den tills röstningen stänger."))
            return redirect("round_ballot", meeting_id)
    ours = {row.entry.proposal: row for row in queries.at_home(actor, found)}
    rows = [
        (
            one,
            cost(found, one.cost),
            one.id in ticked,
            [(entry, ours[entry.proposal].urgent if entry.proposal in ours else 0) for entry in one.entries],
        )
        for one in sorted(found.areas, key=lambda one: one.place or 0)
    ]
    context = {
        "round": found, "rows": rows, "own": own, "revision": revision, "refused": refused, "recommended": RECOMMENDED_TICKS,
        "budget": cost(found, found.budget), "state": state(found), "trail": trail(found),
    }  # fmt: skip
    return render(request, "ideas/round_ballot.html", context, status=422 if refused else 200)
