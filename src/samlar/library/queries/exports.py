"""A WordPress export is read: a stream of items, however large it is, with nothing in it believed (G4).

No entities but XML's own, nothing fetched, one item in memory at a time. Raises ExportRefused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from lxml import etree

from samlar.formats.sentence import Sentence
from samlar.library.rules.intake import IntakeRefused
from samlar.library.rules.told import line
from samlar.library.rules.wordpress import Item

LARGEST = 2 * 1024**3  # bytes
MOST_ITEMS = 50_000
MOST_IN_ITEM = 100_000  # parts of one item: a page with thousands of comments has fewer
LARGEST_ITEM = 64 * 1024**2  # bytes
MANY_PARTS = Sentence("En sida i exporten har fler delar än vad som läses.", "A page in the export has more parts than are read.")
MOST_CATEGORIES = 40
FORBIDDEN = bytes(number for number in range(32) if number not in (9, 10, 13))
BLANKS = bytes.maketrans(FORBIDDEN, b" " * len(FORBIDDEN))


@dataclass(slots=True)
class Export:
    """What an export says of itself, filled as it is read: who wrote, by the name they signed in with, and the language."""

    language: str = "sv"
    authors: dict[str, str] = field(default_factory=dict)


class _Clean:
    """A file without the control signs that XML forbids and old pages are full of. `since`: bytes read since an item was let go."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size).translate(BLANKS)
        self.since += len(piece)
        return piece


def is_export(path: Path) -> bool:
    """Whether a file begins as an export does."""
    with path.open("rb") as opened:
        head = opened.read(8192)
    return b"<rss" in head and b"wordpress.org/export/" in head


def items(path: Path, export: Export) -> Iterator[Item]:
    """The items in the order of the export; `export` is filled on the way (authors stand before items). Raises IntakeRefused."""
    if path.stat().st_size > LARGEST:
        raise refused(Sentence("Exporten är större än 2 GB.", "The export is larger than 2 GB."))
    many = parts = 0
    with path.open("rb") as opened:
        clean = _Clean(opened)
        read = etree.iterparse(
            clean, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            for event, element in read:
                if event == "start":
                    parts += 1
                    if parts > MOST_IN_ITEM or clean.since > LARGEST_ITEM:
                        raise refused(MANY_PARTS)
                    if element.getparent() is None:
                        _must_be_plain(element)
                    continue
                name = _name(element)
                if name == "item":
                    many += 1
                    if many > MOST_ITEMS:
                        many_pages = Sentence("Exporten har fler än {most} sidor.", "The export has more than {most} pages.")
                        raise refused(many_pages.fill(most=MOST_ITEMS))
                    yield _item(element, many)
                elif name == "author":
                    export.authors[_text(element, "author_login")] = line(_text(element, "author_display_name"))
                elif name == "language" and element.text:
                    export.language = line(element.text, 10)
                parent = element.getparent()
                if parent is not None and _name(parent) == "channel":
                    _let_go(element)
                    parts = clean.since = 0
        except etree.XMLSyntaxError as broken:
            where = Sentence("Rad {line}.", "Line {line}.").fill(line=str(broken.lineno or 0))
            raise refused(
                Sentence("Exporten är inte hel, eller skadad. {where}", "The export is not whole, or damaged. {where}").fill(where=where)
            ) from None


def refused(sentence: Sentence) -> IntakeRefused:
    again = Sentence("Exportera igen från WordPress: Verktyg, Exportera.", "Export again from WordPress: Tools, Export.")
    return IntakeRefused(sentence, field="file", mend=again)


def _must_be_plain(root: Any) -> None:
    """Raises IntakeRefused for a document type: no export declares one, and entities are made nowhere else."""
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.externalDTD is not None or info.doctype:
        raise refused(
            Sentence(
                "Exporten innehåller deklarationer (DTD) som inte hör hemma där.",
                "The export contains declarations (a DTD) that do not belong there.",
            )
        )


def _item(element: Any, number: int) -> Item:
    meta = {_text(one, "meta_key"): _text(one, "meta_value") for one in element if _name(one) == "postmeta"}
    categories = [line(one.text or "", 80) for one in element if _name(one) == "category" and one.get("domain") in ("category", "post_tag")]
    texts = {one.tag: one.text or "" for one in element if _name(one) == "encoded"}
    id = _text(element, "post_id")
    return Item(
        id=id if id.isascii() and id.isdecimal() and len(id) < 13 else f"n{number}", kind=line(_text(element, "post_type"), 20) or "post",
        title=_text(element, "title"), link=_text(element, "link"), guid=_text(element, "guid"), status=_text(element, "status"),
        date=_text(element, "post_date") or _text(element, "post_date_gmt"), creator=_text(element, "creator"),
        content="".join(text for tag, text in texts.items() if "excerpt" not in tag),
        excerpt="".join(text for tag, text in texts.items() if "excerpt" in tag),
        attachment=_text(element, "attachment_url"), attached=meta.get("_wp_attached_file", ""),
        categories=tuple(dict.fromkeys(name for name in categories if name))[:MOST_CATEGORIES],
    )  # fmt: skip


def _name(element: Any) -> str:
    """An element's name without the version of its namespace, or without one: exports of all ages are read."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _text(element: Any, name: str) -> str:
    """The text of the first child of that name."""
    return next(((one.text or "").strip() for one in element if _name(one) == name), "")


def _let_go(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
