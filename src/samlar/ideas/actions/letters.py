"""Letters about proposals: few, and only to those who can do something with them. In the deed's own transaction."""

from collections.abc import Iterable

from samlar.foundation import outbox
from samlar.ideas.models import Interest, Proposal
from samlar.people.queries import Contact, answering
from samlar.people.rules import Actor


def first_interest(actor: Actor, proposal: Proposal) -> None:
    """To the proposing side, once per proposal: somebody else is interested."""
    _put(
        actor,
        "proposal_first_interest",
        answering(proposal.author_id, proposal.organisation_id),
        proposal,
        key=f"first-interest:{proposal.pk}",
    )


def would_lead(actor: Actor, proposal: Proposal) -> None:
    """To the proposing side, once per proposal and organisation: somebody else would lead."""
    key = f"would-lead:{proposal.pk}:{actor.organisation}"
    _put(actor, "proposal_would_lead", answering(proposal.author_id, proposal.organisation_id), proposal, key=key)


def withdrawn(actor: Actor, proposal: Proposal, reason: str) -> None:
    """To the contacts of the other organisations that were interested."""
    _put(actor, "proposal_withdrawn", _interested(proposal), proposal, reason=reason)


def carried_on(actor: Actor, origin: Proposal, new: Proposal, format_sv: str, format_en: str) -> None:
    """To the proposing side of the original and to those whose interest came along."""
    _put(
        actor, "proposal_carried_on", [*answering(origin.author_id, origin.organisation_id), *_interested(new)], new,
        format_sv=format_sv, format_en=format_en,
    )  # fmt: skip


def _interested(proposal: Proposal) -> list[Contact]:
    rows = Interest.objects.filter(proposal=proposal, withdrawn=None).order_by("shown", "id").values_list("person", "organisation")
    return [contact for person, organisation in rows for contact in answering(person, organisation)]


def _put(actor: Actor, name: str, to: Iterable[Contact], proposal: Proposal, *, key: str | None = None, **more: str) -> None:
    values = {
        "title": proposal.title,
        "who": actor.name,
        "organisation": actor.organisation_name,
        "path": f"/ideer/{proposal.pk}/",
        **more,
    }
    told = {actor.person}
    for one in to:
        if one.person not in told:
            told.add(one.person)
            own = f"{key}:{one.person}" if key else None
            outbox.put(to=one.email, language=one.language, name=name, values={**values, "to": one.name}, key=own)
