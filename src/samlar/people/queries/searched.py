"""What search finds of organisations (G2): everybody's to read."""

from collections.abc import Collection, Iterator

from samlar.foundation.search.entries import Entry, numbers, pieces
from samlar.people.models import Organisation
from samlar.people.rules import PUBLIC

KIND = "organisation"


def search_entries(about: Collection[str] | None = None) -> Iterator[Entry]:
    """The organisations as they are now; only those about which something has changed, where that is said. One query."""
    found = Organisation.objects.all() if about is None else Organisation.objects.filter(id__in=numbers(about, KIND))
    for id, name, county, text in found.order_by("id").values_list("id", "name", "county", "about"):
        yield Entry(kind=KIND, id=id, title=name, audiences=frozenset({PUBLIC}), pieces=pieces(county, text), organisation=id)
