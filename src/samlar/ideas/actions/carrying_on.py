"""A narrow or unprioritised proposal gets a way in: it goes on as a test-room proposal, its interest kept (B4)."""

from django.db import transaction

from samlar.formats.definition import Definition
from samlar.foundation import audit, clock
from samlar.ideas.actions import letters
from samlar.ideas.actions.locks import definition, locked
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.queries.one import interested
from samlar.ideas.rules import deeds, fit
from samlar.ideas.rules.rows import State
from samlar.people.rules import MEMBERS, Actor
from samlar.talk.actions import open_thread
from samlar.talk.rules import writer


@transaction.atomic
def carry_on_as(actor: Actor, proposal_id: int, *, format: str = "provrum") -> int:
    """The actor's organisation makes an open proposal into a published one for another format; says the new id (B4).

    Texts and every live interest come along, with their dates and contacts, the own organisation's too. Where the new format lets
    a membership take part but not lead, that interest comes along without the lead. The original stays as it is and shows where
    it went. Once per format, as long as the new one is not withdrawn: of two who do it at once the second is refused.

    Raises NotVisible, NotAllowed (the format's own rule about who proposes), UnknownFormat, ProposalRefused.
    """
    author, organisation = writer(actor)
    origin = locked(actor, proposal_id)
    deeds.must_be_open(origin.state)
    deeds.must_not_be_the_same(origin.format, format)
    meant_for = definition(format)
    if meant_for is None:
        raise fit.UnknownFormat
    fit.must_propose(actor, meant_for)
    if Proposal.objects.filter(origin=origin, format=format).exclude(state=State.WITHDRAWN).exists():
        raise deeds.carried_on_already()
    now = clock.now()
    new = Proposal.objects.create(
        title=origin.title, summary=origin.summary, text=origin.text, format=format, organisation_id=organisation, author_id=author,
        state=State.PUBLISHED, audience=MEMBERS, origin=origin, thread_id=open_thread(), created=now, published=now,
    )  # fmt: skip
    _bring_interest(origin, new, meant_for)
    audit.record(
        person=author, organisation=organisation, verb="proposal.carried_on", kind="proposal", subject=origin.pk,
        changes={"format": [origin.format, format], "became": [None, new.pk]},
    )  # fmt: skip
    audit.record(
        person=author, organisation=organisation, verb="proposal.came_from", kind="proposal", subject=new.pk,
        changes={"origin": [None, origin.pk]},
    )  # fmt: skip
    letters.carried_on(actor, origin, new, meant_for.name.sv, meant_for.name.en)
    return new.pk


def _bring_interest(origin: Proposal, new: Proposal, meant_for: Definition) -> None:
    Interest.objects.bulk_create(
        Interest(
            proposal=new,
            organisation_id=one.organisation,
            person_id=one.person,
            would_lead=one.would_lead and fit.may_lead(one.membership, meant_for),
            note=one.note,
            shown=one.shown,
        )
        for one in interested(origin.pk)
    )
