"""What search finds of documents and recordings (G2, G3): the text of the newest version by page, and of the subtitles by moment."""

from collections.abc import Collection, Iterator

from samlar.foundation import clock
from samlar.foundation.search.entries import Entry, Piece, key, numbers
from samlar.library.models import Document, DocumentTheme, Section
from samlar.people.rules import organisation_token

DOCUMENT, THEME = "document", "theme"
AT_ONCE = 20  # a document may hold a thousand pages
FIELDS = ("id", "kind", "title", "summary", "authors", "language", "audience", "organisation", "day", "added", "version", "record_number")


def search_entries(about: Collection[str] | None = None) -> Iterator[Entry]:
    """The documents as they are now; only those about which something has changed, where that is said. Five queries for every 20.

    What lies in the wastebasket, or has been disposed of, is not found.
    """
    found = Document.objects.filter(binned=None, disposed=None).order_by("id")
    if about is not None:
        found = found.filter(id__in=numbers(about, DOCUMENT))
    ids = list(found.values_list("id", flat=True))
    for first in range(0, len(ids), AT_ONCE):
        yield from _entries(ids[first : first + AT_ONCE])


def _entries(ids: list[int]) -> Iterator[Entry]:
    rows = list(Document.objects.filter(id__in=ids).order_by("id").values(*FIELDS))
    newest = {(row["id"], row["version"]) for row in rows}
    texts: dict[int, list[Piece]] = {}
    of_versions = Section.objects.filter(version__document__in=ids).order_by("version", "number")
    fields = ("text", "place", "at", "heading")
    for document, number, text, place, at, heading in of_versions.values_list("version__document", "version__number", *fields):
        if (document, number) in newest:
            texts.setdefault(document, []).append(Piece(text, place, at, heading))
    of_tracks = Section.objects.filter(track__document__in=ids).order_by("track", "number")
    for document, text, place, at, heading in of_tracks.values_list("track__document", *fields):
        texts.setdefault(document, []).append(Piece(text, place, at, heading))
    themes: dict[int, list[int]] = {}
    for document, theme in DocumentTheme.objects.filter(document__in=ids).order_by("theme").values_list("document", "theme"):
        themes.setdefault(document, []).append(theme)
    for row in rows:
        # How a thing begins is shown where nothing is looked for: who wrote it and its record number, which its page tells too, come last.
        said = (Piece(row["summary"]), *texts.get(row["id"], ()), Piece(row["authors"]), Piece(row["record_number"]))
        yield Entry(
            subject=DOCUMENT, kind=row["kind"], id=row["id"], title=row["title"],
            audiences=frozenset({row["audience"], organisation_token(row["organisation"])}),
            pieces=tuple(one for one in said if one.text), language=row["language"],
            day=row["day"] or clock.day_of(row["added"]), organisation=row["organisation"], themes=tuple(themes.get(row["id"], ())),
            about=tuple(key(THEME, theme) for theme in themes.get(row["id"], ())),
        )  # fmt: skip
