"""Interest per organisation, with or without "we would lead", and comments (B1)."""

from typing import Any

from django.db import transaction

from samlar.foundation import audit, clock
from samlar.ideas.actions import letters
from samlar.ideas.actions.locks import definition, locked
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.queries import proposal as seen
from samlar.ideas.rules import deeds, fit
from samlar.people.rules import Actor
from samlar.talk import actions as talk
from samlar.talk.rules import writer


@transaction.atomic
def show_interest(actor: Actor, proposal_id: int, *, would_lead: bool, note: str = "") -> None:
    """The actor's organisation would take part, and says in the same act whether it would lead (B1); also changes what it said.

    One interest per organisation: the proposal is locked, and the database holds it too. The proposing side is told of the first
    interest and of everybody who would lead. Raises NotVisible, NotAllowed, ProposalRefused, TextRefused.
    """
    person, organisation = writer(actor)
    proposal = locked(actor, proposal_id)
    deeds.must_be_open(proposal.state)
    fit.must_show_interest(actor, definition(proposal.format), would_lead=would_lead)
    said = {"would_lead": would_lead, "note": deeds.note_of(note)}
    kept = Interest.objects.filter(proposal=proposal, organisation=organisation, withdrawn=None)
    before = kept.values("would_lead", "note").first()
    if before == said:
        return
    if before is None:
        first = not Interest.objects.filter(proposal=proposal).exclude(organisation=proposal.organisation_id).exists()
        Interest.objects.create(proposal=proposal, organisation_id=organisation, person_id=person, shown=clock.now(), **said)
        _record(actor, "interest.shown_to_lead" if would_lead else "interest.shown", proposal.pk)
    else:
        first = False
        kept.update(person_id=person, **said)
        _record(actor, "interest.changed", proposal.pk, {"would_lead": [before["would_lead"], would_lead]})
    _tell(actor, proposal, first=first, newly_leads=would_lead and not (before and before["would_lead"]))


@transaction.atomic
def withdraw_interest(actor: Actor, proposal_id: int) -> None:
    """The actor's organisation is no longer interested; that it was stays in the trail. Without an interest nothing happens.

    Raises NotVisible, NotAllowed, ProposalRefused.
    """
    _, organisation = writer(actor)
    proposal = locked(actor, proposal_id)
    deeds.must_be_open(proposal.state)
    if Interest.objects.filter(proposal=proposal, organisation=organisation, withdrawn=None).update(withdrawn=clock.now()):
        _record(actor, "interest.withdrawn", proposal.pk)


@transaction.atomic
def comment_proposal(actor: Actor, proposal_id: int, text: str) -> int:
    """Comments on a proposal that the actor sees, whatever its state; says the comment's id. Raises NotVisible, NotAllowed, TextRefused."""
    return talk.comment(actor, seen(actor, proposal_id).thread, text)


@transaction.atomic
def remove_comment(actor: Actor, proposal_id: int, comment_id: int) -> None:
    """Takes a comment on a proposal away. Raises NotVisible, NotAllowed."""
    talk.remove_comment(actor, seen(actor, proposal_id).thread, comment_id)


def _tell(actor: Actor, proposal: Proposal, *, first: bool, newly_leads: bool) -> None:
    """One letter at most: that somebody would lead says all that the first interest would."""
    if actor.organisation == proposal.organisation_id:
        return
    if newly_leads:
        letters.would_lead(actor, proposal)
    elif first:
        letters.first_interest(actor, proposal)


def _record(actor: Actor, verb: str, proposal_id: int, changes: dict[str, list[Any]] | None = None) -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="proposal", subject=proposal_id, changes=changes)
