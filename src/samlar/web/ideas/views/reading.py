"""A proposal's own page: where it stands, the one next step, who is interested, what is said of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.activities.queries.grown import grown_from
from samlar.catalogue import queries as catalogue
from samlar.formats.definition import Definition
from samlar.ideas import queries
from samlar.ideas.queries import rounds as meetings
from samlar.ideas.queries.rounds import InRound, NotChosen
from samlar.ideas.rules.counting import Short
from samlar.ideas.rules.deeds import acts_for
from samlar.ideas.rules.fit import may_lead, why_not_propose
from samlar.ideas.rules.rounds import Fate, Phase, opening
from samlar.ideas.rules.rows import ProposalRow, State
from samlar.ideas.rules.standing import Step, next_step, standing
from samlar.lessons.queries.became import became
from samlar.people.rules import Actor, NotVisible
from samlar.talk import queries as talk
from samlar.web.asked import viewer
from samlar.web.ideas.forms import CommentForm
from samlar.web.ideas.views.listing import CHIPS
from samlar.web.ideas.views.told import cost
from samlar.web.templatetags.samlar import day, number, say

WAY_IN = "provrum"  # the source's own way in for narrow needs (B4)


def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return page_of(request, queries.proposal(viewer(request), proposal_id), CommentForm())


def page_of(request: HttpRequest, found: ProposalRow, comment: CommentForm, *, status: int = 200) -> HttpResponse:
    """The page, also with a comment that was refused: what was typed is still in its form."""
    actor = viewer(request)
    step = next_step(actor, found)
    met = meetings.rounds_of(actor, found.id)
    return render(
        request,
        "ideas/proposal.html",
        {
            "proposal": found,
            "trail": [(_("Idéer"), reverse("proposals"))],
            "chip": CHIPS[found.state],
            "standing": standing(found),
            "step": step.value,
            "own": found.interest_of(actor.organisation),
            "ours": acts_for(actor, found.organisation),
            "live": found.state in (State.DRAFT, State.PUBLISHED),
            "may_lead": may_lead(actor.membership, found.definition),
            "activity": grown_from(actor, found.id) if step is Step.FOLLOW else None,
            "became": became(actor, found.id) if found.state == State.TAKEN else None,
            "way_in": way_in(actor, found),
            "rounds": in_rounds(found, actor, met),
            "enters": enters(found, actor, met),
            "organisations": organisations(found),
            "facts": facts(found),
            "comments": talk.thread(actor, found.thread),
            "form": comment,
            "history": queries.trail(found),
        },
        status=status,
    )


def in_rounds(found: ProposalRow, actor: Actor, met: list[InRound]) -> list[dict[str, Any]]:
    """The idea meetings that the proposal is or was in, and where it went, in words (B3)."""
    rows = []
    for one in met:
        words = {"area": one.area, "who": say(one.receiver), "phase": say(one.phase.sentence)}
        told = {
            Fate.AREA: _("Området ”%(area)s” valdes.") if one.area_chosen else _("I området ”%(area)s”."),
            Fate.SENT_ON: _("Skickat vidare till %(who)s."),
            Fate.ASIDE: _("Inte prioriterat den gången."),
            Fate.TAKEN_BACK: _("Tillbakadraget från idémötet."),
            Fate.WAITING: _("Med på idémötet: %(phase)s."),
        }[one.fate] % words
        if not one.told and one.fate in (Fate.SENT_ON, Fate.ASIDE):
            meant = {Fate.SENT_ON: _("Föreslås skickas vidare till %(who)s."), Fate.ASIDE: _("Föreslås ställas åt sidan.")}
            told = meant[one.fate] % words
        if one.fate is Fate.AREA and one.area_chosen is False:
            told = _("I området ”%(area)s”, som inte valdes.") % words
        gathering = one.phase in (Phase.PROPOSING, Phase.CLUSTERING) and one.fate is not Fate.TAKEN_BACK
        may_leave = gathering and acts_for(actor, found.organisation)
        row = {"id": one.round, "title": one.title, "told": told, "reason": one.reason, "may_leave": may_leave}
        rows.append(row | (_why_not(one.round, one.not_chosen) if one.not_chosen else {}))
    return rows


def _why_not(meeting: int, why: NotChosen) -> dict[str, Any]:
    """Why an area was not chosen, in a sentence, and where that is told whole."""
    words = {"n": number(why.wanted), "cost": cost(why, why.cost), "left": number(why.left), "body": say(why.body)}
    counted = {"href": reverse("round_result", args=[meeting]), "action": _("Se hur det räknades")}
    if why.won:
        said = _("Det fick plats i räkningen, men %(body)s beslutade annorlunda.") % words
        decision = {"href": f"{reverse('round', args=[meeting])}#beslutet", "action": _("Se beslutet")}
        return {"why": said, "reason": opening(why.why), **decision}
    if why.short is Short.UNWANTED:
        return {"why": _("Ingen kryssade det."), **counted}
    wanted = _("%(n)s ville ha det.") % words
    if why.short is Short.BUDGET:
        return {"why": _("%(wanted)s Det kostar %(cost)s, och %(left)s fanns kvar.") % {**words, "wanted": wanted}, **counted}
    return {"why": _("%(wanted)s De hade inte råd med det tillsammans.") % {"wanted": wanted}, **counted}


def enters(found: ProposalRow, actor: Actor, met: list[InRound]) -> list[Any]:
    """The idea meetings that take proposals now, where this one may be put forward by those who proposed it and is not yet."""
    if found.state != State.PUBLISHED or not acts_for(actor, found.organisation):
        return []
    inside = {one.round for one in met if one.fate is not Fate.TAKEN_BACK}
    return [one for one in meetings.open_rounds(actor) if one.id not in inside]


def way_in(actor: Actor, found: ProposalRow) -> Any:
    """The test room's definition, where the viewer may carry the proposal on as one and nobody has (B4)."""
    known = [found.format, *(one.format for one in found.carried_on)]
    return None if found.state != State.PUBLISHED or WAY_IN in known else way_in_for(actor)


def way_in_for(actor: Actor) -> Definition | None:
    """The test room's definition, where the viewer's organisation may propose for it."""
    if not actor.at_work:
        return None
    try:
        meant_for = catalogue.latest(WAY_IN).definition
    except NotVisible:
        return None
    return meant_for if why_not_propose(actor, meant_for) is None else None


def organisations(found: ProposalRow) -> list[dict[str, Any]]:
    """The interested, those who would lead first."""
    rows = sorted(found.interested, key=lambda one: not one.would_lead)
    return [
        {
            "name": one.name,
            "href": reverse("organisation", args=[one.slug]),
            "person": one.person_name,
            "would_lead": one.would_lead,
            "note": one.note,
            "shown": one.shown,
        }
        for one in rows
    ]


def facts(found: ProposalRow) -> list[tuple[str, str]]:
    """Who, when and for what, beside the text."""
    rows = [(_("Föreslaget av"), f"{found.author_name}, {found.organisation_name}")]
    rows.append((_("Format"), say(found.definition.name) if found.definition else _("Öppet: den som leder väljer")))
    if found.published:
        rows.append((_("Publicerat"), day(found.published)))
    else:
        rows.append((_("Skrivet"), day(found.created)))
    if found.changed:
        rows.append((_("Ändrat"), day(found.changed)))
    if found.withdrawn:
        rows.append((_("Tillbakadraget"), day(found.withdrawn)))
    return rows
