"""What somebody who leaves had in hand among proposals (A3)."""

from collections.abc import Iterable

from samlar.formats.sentence import Sentence
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.rules.rows import State
from samlar.people.rules import Item, Owned

PROPOSAL = "proposal"
INTEREST = "interest"
LIVE = (State.DRAFT, State.PUBLISHED)


def owned_by(persons: Iterable[int], organisation: int) -> list[Owned]:
    """The live proposals that some people answer for and the live interests they are the contact of, for one organisation. Two queries.

    The caller has made sure that the viewer looks after the organisation's people.
    """
    theirs = set(persons)
    proposals = Proposal.objects.filter(author__in=theirs, organisation=organisation, state__in=LIVE).order_by("title", "id")
    interests = Interest.objects.filter(person__in=theirs, organisation=organisation, withdrawn=None, proposal__state__in=LIVE)
    written = Sentence("Svarar för förslaget", "Answers for the proposal")
    contact = Sentence("Kontakt för ert intresse", "Contact of your interest")
    return [
        *(
            Owned(Item(PROPOSAL, id), person, organisation, title, written)
            for id, person, title in proposals.values_list("id", "author", "title")
        ),
        *(
            Owned(Item(INTEREST, id), person, organisation, title, contact)
            for id, person, title in interests.order_by("proposal__title", "id").values_list("id", "person", "proposal__title")
        ),
    ]
