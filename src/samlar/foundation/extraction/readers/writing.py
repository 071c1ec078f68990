"""Word: sections by the headings, tables row by row, footnotes last."""

import re
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from samlar.foundation.extraction import safe_xml
from samlar.foundation.extraction.gathering import Gathering, Headed
from samlar.foundation.extraction.limits import Limits
from samlar.foundation.extraction.readers import office_text
from samlar.foundation.extraction.readers.office_text import WORD
from samlar.foundation.extraction.zips import checked

HEADING = re.compile(r"^(?:heading|rubrik) ?\d$|^(?:title|rubrik)$", re.IGNORECASE)
NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
NO_NOTE = ("separator", "continuationSeparator", "continuationNotice")


def read(path: Path, into: Gathering) -> None:
    limits: Limits = into.limits
    with path.open("rb") as file:
        checked(file, path, limits)
        file.seek(0)
        written = docx.Document(file)
        into.about(written.core_properties.title, written.core_properties.author)
        headings = _heading_styles(written)
        headed = Headed(into)
        rows: dict[etree._Element, None] = {}
        for paragraph in office_text.paragraphs(written.element.body, WORD):
            row = next(paragraph.iterancestors(WORD + "tr", WORD + "txbxContent"), None)
            if row is not None and row.tag == WORD + "tr":
                if row not in rows:
                    rows[row] = None
                    headed.paragraph(_row(row))
            elif _is_heading(paragraph, headings):
                headed.heading(office_text.words_of(paragraph, WORD))
            else:
                headed.paragraph(office_text.words_of(paragraph, WORD))
        headed.heading("")
        for note in _notes(written):
            headed.paragraph(note)
        headed.done()


def _row(row: etree._Element) -> str:
    """A table's row on a line of its own."""
    cells = []
    for cell in row.iter(WORD + "tc"):
        if next(cell.iterancestors(WORD + "tr")) is row:
            held = [office_text.words_of(one, WORD) for one in office_text.paragraphs(cell, WORD)]
            cells.append(" ".join(" ".join(held).split()))
    return " | ".join(cell for cell in cells if cell)


def _heading_styles(written: Document) -> set[str]:
    """The styles that make a paragraph a heading: Word's own, those with an outline level, and those built on one of them."""
    styles = {style.get(WORD + "styleId"): style for style in written.styles.element.iter(WORD + "style")}
    found = {key for key, style in styles.items() if key and _names_heading(style)}
    for _ in range(8):  # a style on a style on a style
        more = {key for key, style in styles.items() if key and key not in found and _value(style, "basedOn") in found}
        if not more:
            break
        found |= more
    return found


def _names_heading(style: etree._Element) -> bool:
    level = style.find(f"{WORD}pPr/{WORD}outlineLvl")
    if level is not None and level.get(WORD + "val") in tuple("012345678"):
        return True
    return bool(HEADING.match(_value(style, "name")))


def _is_heading(paragraph: etree._Element, headings: set[str]) -> bool:
    level = paragraph.find(f"{WORD}pPr/{WORD}outlineLvl")
    if level is not None:
        return level.get(WORD + "val") in tuple("012345678")
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return style is not None and style.get(WORD + "val") in headings


def _value(element: etree._Element, name: str) -> str:
    found = element.find(WORD + name)
    return "" if found is None else found.get(WORD + "val", "")


def _notes(written: Document) -> list[str]:
    found = []
    for relation in written.part.rels.values():
        if relation.reltype in NOTES and not relation.is_external:
            tree = safe_xml.root(relation.target_part.blob)
            for note in tree.iter(WORD + "footnote", WORD + "endnote"):
                if note.get(WORD + "type") not in NO_NOTE:
                    found.append(" ".join(office_text.words_of(one, WORD) for one in office_text.paragraphs(note, WORD)).strip())
    return found
