"""What search finds of proposals (G2): a draft is found by its own organisation alone."""

from collections.abc import Collection, Iterator

from samlar.foundation import clock
from samlar.foundation.search.entries import Entry, numbers, pieces
from samlar.ideas.models import Proposal

KIND = "proposal"
FIELDS = ("id", "title", "summary", "text", "audience", "format", "organisation", "published", "created")


def search_entries(about: Collection[str] | None = None) -> Iterator[Entry]:
    """The proposals as they are now; only those about which something has changed, where that is said. One query."""
    found = Proposal.objects.all() if about is None else Proposal.objects.filter(id__in=numbers(about, KIND))
    for id, title, summary, text, audience, format, organisation, published, created in found.order_by("id").values_list(*FIELDS):
        yield Entry(
            kind=KIND, id=id, title=title, audiences=frozenset({audience}), pieces=pieces(summary, text),
            day=clock.day_of(published or created), format=format, organisation=organisation,
        )  # fmt: skip
