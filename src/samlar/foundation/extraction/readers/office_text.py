"""Text out of the paragraphs of Word and PowerPoint: both are runs of text in XML under one another."""

from collections.abc import Iterator

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
OTHER_WAY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same text once more, for older programs


def words_of(paragraph: etree._Element, own: str) -> str:
    """The text of one paragraph, not of those that hang inside it (a text box in a line). `own` is WORD or DRAWN."""
    pieces: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        tag = element.tag
        if (element is not paragraph and tag in (own + "p", OTHER_WAY)) or (tag == own + "r" and _hidden(element, own)):
            walk.skip_subtree()
        elif tag == own + "t":
            pieces.append(element.text or "")
        elif tag in (own + "br", own + "cr"):
            pieces.append("\n")
        elif tag == own + "tab" and element.getparent().tag == own + "r":
            pieces.append("\t")
        elif tag == own + "noBreakHyphen":
            pieces.append("-")
        elif tag == own + "softHyphen":
            pieces.append("\u00ad")
    return "".join(pieces)


def paragraphs(tree: etree._Element, own: str) -> Iterator[etree._Element]:
    """Every paragraph in the order of the file, also in tables, boxes and fields to fill in; each once."""
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if element.tag == OTHER_WAY:
            walk.skip_subtree()
        elif element.tag == own + "p":
            yield element


def _hidden(run: etree._Element, own: str) -> bool:
    hidden = run.find(f"{own}rPr/{own}vanish")
    return hidden is not None and hidden.get(own + "val", "true") not in ("0", "false", "off")
