"""A proposal's own page: where it stands, the one next step, who is interested, what is said of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samlar.activities.queries.grown import grown_from
from samlar.catalogue import queries as catalogue
from samlar.ideas import queries
from samlar.ideas.rules.deeds import acts_for
from samlar.ideas.rules.fit import may_lead, why_not_propose
from samlar.ideas.rules.rows import ProposalRow, State
from samlar.ideas.rules.standing import Step, next_step, standing
from samlar.people.rules import Actor, NotVisible
from samlar.talk import queries as talk
from samlar.web.asked import viewer
from samlar.web.ideas.forms import CommentForm
from samlar.web.ideas.views.listing import CHIPS
from samlar.web.templatetags.samlar import day, say

WAY_IN = "provrum"  # the source's own way in for narrow needs (B4)


def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return page_of(request, queries.proposal(viewer(request), proposal_id), CommentForm())


def page_of(request: HttpRequest, found: ProposalRow, comment: CommentForm, *, status: int = 200) -> HttpResponse:
    """The page, also with a comment that was refused: what was typed is still in its form."""
    actor = viewer(request)
    step = next_step(actor, found)
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
            "way_in": way_in(actor, found),
            "organisations": organisations(found),
            "facts": facts(found),
            "comments": talk.thread(actor, found.thread),
            "form": comment,
            "history": queries.trail(found),
        },
        status=status,
    )


def way_in(actor: Actor, found: ProposalRow) -> Any:
    """The test room's definition, where the viewer may carry the proposal on as one and nobody has (B4)."""
    known = [found.format, *(one.format for one in found.carried_on)]
    if found.state != State.PUBLISHED or WAY_IN in known or not actor.at_work:
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
