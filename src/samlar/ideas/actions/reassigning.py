"""When somebody leaves, what was theirs gets a new person at the same organisation (A3)."""

from django.db import transaction

from samlar.formats.sentence import Sentence
from samlar.foundation import audit
from samlar.foundation.keys import is_key
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.queries.owned import INTEREST, PROPOSAL
from samlar.people.queries import works_at
from samlar.people.rules import Actor, Item, NotPossible, NotVisible, must_look_after


@transaction.atomic
def reassign(actor: Actor, item: Item, *, to: int) -> None:
    """Gives a proposal or an interest to another person at the organisation it belongs to (A3).

    The representative of the organisation and the holder of the register do it. Raises NotVisible (nothing of that id, or of
    another kind), NotAllowed, NotPossible (the person does not work there today).
    """
    row, field = _locked(item)
    must_look_after(actor, row.organisation_id)
    if not works_at(to, row.organisation_id):
        raise NotPossible(
            Sentence("Den personen arbetar inte i organisationen i dag.", "That person does not work at the organisation today."),
            field="to",
        )
    before = getattr(row, field)
    if before == to:
        return
    type(row).objects.filter(id=row.pk).update(**{field: to})
    subject = row.pk if isinstance(row, Proposal) else row.proposal_id
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=f"{item.kind}.reassigned", kind="proposal", subject=subject,
        changes={"person": [before, to]},
    )  # fmt: skip


def _locked(item: Item) -> tuple[Proposal | Interest, str]:
    """The row and the name of its person's key."""
    row: Proposal | Interest | None = None
    if not is_key(item.id):
        raise NotVisible
    if item.kind == PROPOSAL:
        row = Proposal.objects.select_for_update().filter(id=item.id).first()
    elif item.kind == INTEREST:
        row = Interest.objects.select_for_update().filter(id=item.id).first()
    if row is None:
        raise NotVisible
    return row, "author_id" if item.kind == PROPOSAL else "person_id"
