"""The proposal, locked: every deed upon it begins here."""

from samlar.catalogue.queries import latest
from samlar.formats.definition import Definition
from samlar.foundation.keys import is_key
from samlar.ideas.models import Entry, PrioritisationRound, Proposal
from samlar.ideas.rules.fit import UnknownFormat
from samlar.ideas.rules.rounds import RoundState
from samlar.people.rules import Actor, NotVisible


def locked(actor: Actor, proposal_id: int) -> Proposal:
    """The proposal, locked until the transaction ends. Raises NotVisible for those who may not see it."""
    if not is_key(proposal_id):
        raise NotVisible
    found = Proposal.objects.select_for_update().filter(id=proposal_id, audience__in=actor.tokens).first()
    if found is None:
        raise NotVisible
    return found


def rounds_of(proposal_id: int) -> list[int]:
    """The rounds that still gather and that the proposal is in, locked until the transaction ends. Rounds are locked before proposals."""
    if not is_key(proposal_id):
        return []
    inside = Entry.objects.filter(proposal=proposal_id).values("round")
    gathering = PrioritisationRound.objects.select_for_update().filter(id__in=inside, state__in=(RoundState.DRAFT, RoundState.OPEN))
    return list(gathering.order_by("id").values_list("id", flat=True))


def definition(format_id: str) -> Definition | None:
    """The newest version of the chosen format; None for any format. Raises UnknownFormat."""
    if not format_id:
        return None
    if not format_id.isprintable():  # PostgreSQL cannot even look for a NUL
        raise UnknownFormat
    try:
        return latest(format_id).definition
    except NotVisible:
        raise UnknownFormat from None
