"""Writing, publishing and withdrawing proposals (B1, B3)."""

from typing import Any

from django.db import transaction
from django.db.models import F

from samlar.formats.definition import Definition
from samlar.foundation import audit, clock
from samlar.ideas.actions import letters
from samlar.ideas.actions.locks import definition, locked, rounds_of
from samlar.ideas.actions.rounds import record as record_in_round
from samlar.ideas.models import Entry, Interest, Proposal
from samlar.ideas.rules import deeds, fit
from samlar.ideas.rules.rounds import Fate
from samlar.ideas.rules.rows import OwnInterest, State
from samlar.people.rules import MEMBERS, Actor, organisation_token
from samlar.talk.actions import open_thread
from samlar.talk.rules import writer

WRITTEN = ("title", "summary", "text", "format")


@transaction.atomic
def write_proposal(
    actor: Actor,
    *,
    title: str,
    summary: str = "",
    text: str = "",
    format: str = "",
    own_interest: str = OwnInterest.NONE,
    publish: bool = False,
) -> int:
    """Writes a proposal for the actor's organisation and says its id: a draft that the organisation sees, or published at once (B1).

    `format` is the form it is meant for, empty for any. `own_interest` (lead, join, none) is what the organisation says of itself:
    to propose is not yet to promise. A draft may lack its summary. The right to propose is judged already for the draft, so that
    nobody writes in vain. Raises NotAllowed, UnknownFormat, TextRefused.
    """
    author, organisation = writer(actor)
    meant_for = definition(format)
    fit.must_propose(actor, meant_for)
    written = _written(title, summary, text, format, publish=publish)
    own = _own(actor, meant_for, own_interest)
    proposal = Proposal.objects.create(
        **written, organisation_id=organisation, author_id=author, state=State.DRAFT, audience=organisation_token(organisation),
        thread_id=open_thread(), created=clock.now(),
    )  # fmt: skip
    _state_own(actor, proposal, own)
    _record(actor, "proposal.drafted", proposal.pk)
    if publish:
        _publish(actor, proposal)
    return proposal.pk


@transaction.atomic
def edit_proposal(
    actor: Actor, proposal_id: int, *, revision: int, title: str, summary: str = "", text: str = "", format: str = "",
    own_interest: str | None = None, publish: bool = False,
) -> None:  # fmt: skip
    """Changes a draft or an open proposal; `revision` is the one that was read. Nothing changed: nothing is recorded.

    A draft may change its format and what the organisation says of itself, and be published in the same act. After publication
    the format stays, the change is marked and kept in the trail, and the own interest is changed like everybody's. Raises
    NotVisible, NotAllowed, ProposalRefused, Changed, UnknownFormat, TextRefused.
    """
    proposal = locked(actor, proposal_id)
    deeds.must_act_for(actor, proposal.organisation_id, proposal.organisation.name)
    deeds.must_be_live(proposal.state)
    deeds.must_be_as_read(proposal.revision, revision)
    published = proposal.state == State.PUBLISHED
    if published:
        deeds.must_keep_format(proposal.format, format)
    meant_for = definition(format)
    fit.must_propose(actor, meant_for)
    written = _written(title, summary, text, format, publish=publish or published)
    if not published and own_interest is not None:
        _state_own(actor, proposal, _own(actor, meant_for, own_interest))
    parts = [name for name in WRITTEN if getattr(proposal, name) != written[name]]
    if parts:
        for name in parts:
            setattr(proposal, name, written[name])
        proposal.revision += 1
        proposal.changed = clock.now() if published else None
        proposal.save(update_fields=[*parts, "revision", "changed"])
        _record(actor, "proposal.edited", proposal.pk, changes={"parts": [None, parts]})
    if publish and not published:
        _publish(actor, proposal)


@transaction.atomic
def publish_proposal(actor: Actor, proposal_id: int, *, revision: int | None = None, own_interest: str | None = None) -> None:
    """Publishes a draft to all members and partners, with what its own organisation says of itself (B1).

    With `revision`, only what was read is published. Raises NotVisible, NotAllowed, ProposalRefused, Changed, TextRefused.
    """
    proposal = locked(actor, proposal_id)
    deeds.must_act_for(actor, proposal.organisation_id, proposal.organisation.name)
    deeds.must_be_a_draft(proposal.state)
    deeds.must_be_as_read(proposal.revision, proposal.revision if revision is None else revision)
    meant_for = definition(proposal.format)
    fit.must_propose(actor, meant_for)
    deeds.summary_of(proposal.summary, demanded=True)
    if own_interest is not None:
        _state_own(actor, proposal, _own(actor, meant_for, own_interest))
    _publish(actor, proposal)


@transaction.atomic
def withdraw_proposal(actor: Actor, proposal_id: int, *, reason: str) -> None:
    """Takes a draft or an open proposal back. It stays where it was seen, with the reason; nothing is deleted (B3).

    Those interested are told. Raises NotVisible, NotAllowed, ProposalRefused, TextRefused.
    """
    gathering = rounds_of(proposal_id)
    proposal = locked(actor, proposal_id)
    deeds.must_act_for(actor, proposal.organisation_id, proposal.organisation.name)
    deeds.must_be_live(proposal.state)
    why = deeds.reason_of(reason)
    before = proposal.state
    proposal.state, proposal.withdrawn, proposal.why_withdrawn = State.WITHDRAWN, clock.now(), why
    proposal.revision += 1
    proposal.save(update_fields=["state", "withdrawn", "why_withdrawn", "revision"])
    _record(actor, "proposal.withdrawn", proposal.pk, changes={"state": [before, State.WITHDRAWN]}, reason=why)
    # Of a meeting that is still gathering it is taken back too; where the areas are fixed it stays in its area, as withdrawn.
    Entry.objects.filter(proposal=proposal, round__in=gathering).update(
        fate=Fate.TAKEN_BACK, area=None, sent_to=None, sent_to_body=None, reason="", revision=F("revision") + 1
    )
    for round_id in gathering:
        record_in_round(actor, "round.taken_back", round_id, {"proposal": [None, proposal.pk]})
    letters.withdrawn(actor, proposal, why)


@transaction.atomic
def mark_taken(actor: Actor, proposal_id: int) -> None:
    """An activity grows from the proposal: of two who start at once the second is refused. For lifecycle, which has judged who may.

    Raises NotVisible, ProposalRefused.
    """
    proposal = locked(actor, proposal_id)
    deeds.must_be_open(proposal.state)
    Proposal.objects.filter(id=proposal.pk).update(state=State.TAKEN, revision=proposal.revision + 1)
    _record(actor, "proposal.taken", proposal.pk, changes={"state": [State.PUBLISHED, State.TAKEN]})


def _written(title: str, summary: str, text: str, format: str, *, publish: bool) -> dict[str, str]:
    return {
        "title": deeds.title_of(title),
        "summary": deeds.summary_of(summary, demanded=publish),
        "text": deeds.body_of(text),
        "format": format,
    }


def _own(actor: Actor, meant_for: Definition | None, word: str) -> OwnInterest:
    """What the organisation says of itself, when it may. Raises Refusal, NotAllowed (said about the form's own field)."""
    own = deeds.own_interest_of(word)
    if own is not OwnInterest.NONE:
        fit.must_show_interest(actor, meant_for, would_lead=own is OwnInterest.LEAD, field="own_interest")
    return own


def _state_own(actor: Actor, draft: Proposal, own: OwnInterest) -> None:
    """Keeps the answer with the draft, where nobody else sees it."""
    kept = Interest.objects.filter(proposal=draft, organisation=draft.organisation_id, withdrawn=None)
    if own is OwnInterest.NONE:
        kept.delete()
        return
    answer: dict[str, Any] = {"would_lead": own is OwnInterest.LEAD, "person_id": actor.person}
    if not kept.update(**answer):
        Interest.objects.create(proposal=draft, organisation_id=draft.organisation_id, shown=clock.now(), **answer)


def _publish(actor: Actor, draft: Proposal) -> None:
    now = clock.now()
    draft.state, draft.audience, draft.published = State.PUBLISHED, MEMBERS, now
    draft.revision += 1
    draft.save(update_fields=["state", "audience", "published", "revision"])
    _record(actor, "proposal.published", draft.pk, changes={"state": [State.DRAFT, State.PUBLISHED]})
    own = Interest.objects.filter(proposal=draft, organisation=draft.organisation_id, withdrawn=None)
    for would_lead in own.values_list("would_lead", flat=True):
        _record(actor, "interest.shown_to_lead" if would_lead else "interest.shown", draft.pk)
    own.update(shown=now)


def _record(actor: Actor, verb: str, proposal_id: int, *, changes: dict[str, list[Any]] | None = None, reason: str = "") -> None:
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb=verb,
        kind="proposal",
        subject=proposal_id,
        changes=changes,
        reason=reason,
    )
