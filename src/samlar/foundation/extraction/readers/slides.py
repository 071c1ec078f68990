"""PowerPoint: a section for each slide, and one for its notes. What a drawing made of boxes (SmartArt) says belongs to its slide."""

from pathlib import Path

import pptx
from lxml import etree
from pptx.slide import Slide

from samlar.foundation.extraction import safe_xml
from samlar.foundation.extraction.gathering import Gathering
from samlar.foundation.extraction.readers import office_text
from samlar.foundation.extraction.readers.office_text import DRAWN
from samlar.foundation.extraction.told import Place
from samlar.foundation.extraction.zips import checked

DIAGRAM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
SHOWN = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
FILLED_IN = ("sldNum", "dt", "ftr", "hdr")  # the number, date and foot that stand on every slide


def read(path: Path, into: Gathering) -> None:
    with path.open("rb") as file:
        checked(file, path, into.limits)
        file.seek(0)
        shown = pptx.Presentation(file)
        into.about(shown.core_properties.title, shown.core_properties.author)
        slides = shown.slides
        into.pages = len(slides)
        for number, slide in enumerate(slides, 1):
            into.at(number)
            title = _title(slide)
            heading = "" if title is None else " ".join(_lines(title))
            into.section(Place.SLIDE, "\n".join(_lines(slide.element, but=title) + _diagrams(slide)), number=number, heading=heading)
            if slide.has_notes_slide:
                into.section(Place.NOTES, "\n".join(_lines(slide.notes_slide.element)), number=number, heading=heading)


def _title(slide: Slide) -> etree._Element | None:
    for kind in slide.element.iter(SHOWN + "ph"):
        if kind.get("type") in ("title", "ctrTitle"):
            return next(kind.iterancestors(SHOWN + "sp"), None)
    return None


def _lines(tree: etree._Element, but: etree._Element | None = None) -> list[str]:
    lines = []
    for paragraph in office_text.paragraphs(tree, DRAWN):
        box = next(paragraph.iterancestors(SHOWN + "sp"), None)
        kind = None if box is None else next(box.iter(SHOWN + "ph"), None)
        if (but is not None and box is but) or (kind is not None and kind.get("type") in FILLED_IN):
            continue
        lines.append(office_text.words_of(paragraph, DRAWN))
    return [one for one in lines if one.strip()]


def _diagrams(slide: Slide) -> list[str]:
    lines = []
    for relation in slide.part.rels.values():
        if relation.reltype == DIAGRAM and not relation.is_external:
            lines += _lines(safe_xml.root(relation.target_part.blob))
    return lines
