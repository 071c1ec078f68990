"""The count explained, for someone who has never heard of the method; on paper, on a phone and on a projector (B4). And the decision."""

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.formats.sentence import Refusal
from samlar.foundation import clock
from samlar.foundation.swedish import sort_key
from samlar.ideas.actions import rounds as actions
from samlar.ideas.queries import receivers
from samlar.ideas.queries import rounds as queries
from samlar.ideas.queries.round_trail import drawings
from samlar.ideas.queries.rounds import Counted, EntryRow, RoundPage
from samlar.ideas.rules import counting as rules_of_counting
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Fate, Phase
from samlar.people.queries import bodies
from samlar.people.rules import MEMBERS, NotAllowed, NotVisible
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal
from samlar.web.ideas.round_forms import DecisionForm
from samlar.web.ideas.views.reading import WAY_IN, way_in_for
from samlar.web.ideas.views.rounds import trail
from samlar.web.ideas.views.told import Told, cost, measure
from samlar.web.templatetags.samlar import number, say

IN_LARGE = 7  # areas that a projector has room for
NEAREST = 3  # of those that were not chosen


def result(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The count of one round: what was chosen, who carried it, what came near, and how it would have gone otherwise."""
    found, counted = _counted(request, meeting_id)
    told = Told(found, counted)
    own = queries.own_ballot(viewer(request), meeting_id)
    context = {
        "round": found, "keeps": rules.keeps(viewer(request)), "headline": told.headline(), "story": told.story(),
        "silent": told.silent(), "decision": told.decision(), "measure": measure(found), "left": told.left_of(),
        "chosen": told.chosen(), "near": told.near(),
        "share": told.amount(Fraction(counted.result["share"])), "chart": told.chart(), "methods": told.methods(),
        "otherwise": told.otherwise(), "nothing": told.nothing(), "without": told.without(),
        "changing": len(counted.result["without"]), "spent": told.spent(), "steady": told.steady(),
        "raised": told.raised(), "nearness": told.nearness(), "empty_handed": told.empty_handed(),
        "runs": counted.result["runs"], "ties": told.ties(), "ballots": told.ballots(),
        "left_out": sorted(counted.counted["left_out"], key=sort_key), "cast": len(counted.counted["ballots"]),
        "voters": counted.counted["voters"],
        "own": own.receipt if own else "", "own_counts": own is not None and own.receipt in told.names, "budget": cost(found, found.budget),
        "drawings": drawings(found.id, found.seed), "not_chosen": _not_chosen(request, found),
        "may_decide": rules.keeps(viewer(request)) and found.phase is Phase.COUNTED, "trail": trail(found),
    }  # fmt: skip
    return render(request, "ideas/round_result.html", context)


def projected(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The same for a projector: few words, large."""
    found, counted = _counted(request, meeting_id)
    told = Told(found, counted)
    context = {
        "round": found, "headline": told.headline(), "story": told.story(), "decision": told.decision(), "near": told.near()[:NEAREST],
        "chart": told.chart(IN_LARGE), "otherwise": told.otherwise(),
    }  # fmt: skip
    return render(request, "ideas/round_projected.html", context)


def file(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The counted ballots in the field's own format, so that anybody can count them again (`samlar prioritise`)."""
    found, counted = _counted(request, meeting_id)
    answer = HttpResponse(
        rules_of_counting.as_pabulib(found.title, found.budget, found.areas, counted.counted["ballots"]), "text/plain; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="idemote-{found.id}.pb"'
    return answer


def decide(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What a body decided: the count, or something else with its reason. It is read through before it is published, which is final."""
    actor = viewer(request)
    found, counted = _counted(request, meeting_id)
    rules.must_keep(actor)
    if found.phase is Phase.DECIDED:  # in another tab, or by somebody else
        messages.info(request, _("Beslutet är redan publicerat. Här är det."))
        return redirect(f"{reverse('round', args=[found.id])}#beslutet")
    rules.must_be_in(found.phase, (Phase.COUNTED,))
    told, winners = Told(found, counted), counted.result["equal_shares"]["winners"]
    costs = {one.id: one.cost or 0 for one in found.areas}
    groups, budget = [(one.id, say(one.name)) for one in bodies(actor)], cost(found, found.budget)
    initial = {"chosen": winners, "day": clock.today()}
    form = DecisionForm(request.POST or None, areas=_ticked(told), bodies=groups, costs=costs, budget=budget, initial=initial)
    chosen = set(winners)
    if request.method == "POST":
        form.is_valid()
        said = form.cleaned_data
        chosen = set(said.get("chosen") or ())
        for lack in _decision_lacks(found, told, said):
            take_refusal(form, lack)
        if not form.errors and "publish" in request.POST:
            try:
                actions.decide(actor, meeting_id, **said)
            except NotAllowed:
                raise
            except Refusal as refusal:
                take_refusal(form, refusal)
            else:
                messages.success(request, _("Beslutet är publicerat. De som lade förslag får veta vad det blev av dem."))
                return redirect("round", meeting_id)
    context = {
        "round": found,
        "form": form,
        "counted": told.names_of(winners) or _("inget område"),
        "budget": budget, "sum": number(rules.spent(chosen, costs)),
        "trail": [*trail(found), (_("Resultat"), reverse("round_result", args=[found.id]))],
    }  # fmt: skip
    if request.method == "POST" and not form.errors and "change" not in request.POST:
        more = {
            "said": said, "names": told.names_of([one.id for one in found.areas if one.id in chosen]) or _("inget område"),
            "departs": told.departs(chosen), "body": dict(groups)[said["body"]], "day": said["day"] or clock.today(),
            "letters": receivers.told_of_decision(actor, found),
        }  # fmt: skip
        return render(request, "ideas/round_decide_look.html", {**context, **more})
    return render(request, "ideas/round_decide.html", context, status=422 if form.errors else 200)


def _ticked(told: Told) -> list[tuple[int, str]]:
    """(area, what whoever writes the decision in needs to see of it)."""
    rows = []
    for one in told.found.areas:
        words = {"name": one.name, "cost": cost(told.found, one.cost), "n": number(told.result["approvals"][str(one.id)])}
        won = one.id in told.winners
        line = _("%(name)s · %(cost)s · %(n)s ville ha det") % words
        rows.append((one.id, _("%(line)s · fick plats i räkningen") % {"line": line} if won else line))
    return rows


def _decision_lacks(found: RoundPage, told: Told, said: dict[str, Any]) -> list[Refusal]:
    """All that what was written lacks, told at once."""
    today, counted_on = clock.today(), clock.day_of(found.counted)
    assert counted_on is not None  # it has been counted
    given = rules.Decision(
        chosen=frozenset(said.get("chosen") or ()), why=said.get("why") or "", beyond=said.get("beyond") or "", day=said.get("day") or today
    )
    costs = {one.id: one.cost for one in found.areas}
    lacks = rules.decision_lacks(
        given, costs=costs, counted=told.winners, budget=found.budget, unit=found.unit, counted_on=counted_on, today=today
    )
    return list(lacks)


def _not_chosen(request: HttpRequest, found: RoundPage) -> list[tuple[str, list[EntryRow]]]:
    """After the decision: (area, its proposals that may go on as test rooms) for those areas that were not chosen, and what was in
    none. Nothing for who may not carry them on."""
    actor = viewer(request)
    if found.phase is not Phase.DECIDED or MEMBERS not in actor.tokens or way_in_for(actor) is None:
        return []
    may = queries.still_open(actor, found, WAY_IN)
    groups = [(one.name, one.entries) for one in found.areas if not one.chosen]
    groups.append((_("Inte prioriterade den här gången"), found.with_fate(Fate.ASIDE)))
    told = [(name, [one for one in entries if one.proposal in may]) for name, entries in groups]
    return [(name, entries) for name, entries in told if entries]


def _counted(request: HttpRequest, meeting_id: int) -> tuple[RoundPage, Counted]:
    found = queries.round_(viewer(request), meeting_id)
    counted = queries.outcome(found)
    if counted is None:
        raise NotVisible
    return found, counted
