"""What search finds of formats (G2): the newest published version of each, everybody's to read."""

from collections.abc import Collection, Iterator

from samlar.catalogue.models import FormatVersion
from samlar.catalogue.queries.published import newest
from samlar.foundation import clock
from samlar.foundation.search.entries import Entry, key, numbers, pieces
from samlar.people.rules import PUBLIC

KIND, VERSION = "format", "format_version"


def search_entries(about: Collection[str] | None = None) -> Iterator[Entry]:
    """The formats as they are now; only those about which something has changed, where that is said. Three queries."""
    rows = newest()
    published = dict(FormatVersion.objects.filter(id__in=[row.version_id for row in rows]).values_list("id", "published"))
    if about is not None:
        touched = set(FormatVersion.objects.filter(id__in=numbers(about, VERSION)).values_list("format", flat=True))
        rows = [row for row in rows if row.format in touched or key(KIND, row.format) in about]
    for row in rows:
        told = row.definition
        yield Entry(
            kind=KIND, id=row.format, title=told.name.sv, audiences=frozenset({PUBLIC}),
            pieces=pieces(
                told.summary.sv, told.purpose.sv, *(one.tasks.sv for one in told.roles), *(one.text.sv for one in told.advice)
            ),
            day=clock.day_of(published[row.version_id]), format=row.format,
        )  # fmt: skip
