"""OpenDocument: text by headings, presentations by slides with notes, spreadsheets by sheets."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from samlar.foundation.extraction import safe_xml
from samlar.foundation.extraction.gathering import Gathering, Headed
from samlar.foundation.extraction.told import Place, Reason, Unreadable
from samlar.foundation.extraction.zips import checked

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "meta": "meta", "presentation": "presentation"}
NAMES = {"dc": "http://purl.org/dc/elements/1.1/"} | {short: f"{OASIS}{name}:1.0" for short, name in SPACES.items()}
LARGEST_LIST = 1024 * 1024  # bytes of the file's list of parts


def _name(short: str) -> str:
    space, _, local = short.partition(":")
    return f"{{{NAMES[space]}}}{local}"


PARAGRAPH, HEADING, LINE_END, SPACE, TAB = (_name(f"text:{one}") for one in ("p", "h", "line-break", "s", "tab"))
LEFT_OUT = {
    _name("office:annotation"),
    _name("text:tracked-changes"),
    _name("text:note-citation"),
    _name("office:forms"),
    _name("office:scripts"),
}


def read_text(path: Path, into: Gathering) -> None:
    tree = _content(path, into)
    headed = Headed(into)
    for paragraph in _paragraphs(tree):
        if paragraph.tag == HEADING:
            headed.heading(_words(paragraph))
        else:
            headed.paragraph(_words(paragraph))
    headed.done()


def read_slides(path: Path, into: Gathering) -> None:
    slides = list(_content(path, into).iter(_name("draw:page")))
    into.pages = len(slides)
    for number, slide in enumerate(slides, 1):
        into.at(number)
        lines: list[str] = []
        notes: list[str] = []
        heading = ""
        for paragraph in _paragraphs(slide):
            above = {one.tag: one for one in paragraph.iterancestors()}
            frame = above.get(_name("draw:frame"))
            if _name("presentation:notes") in above:
                notes.append(_words(paragraph))
            elif frame is not None and frame.get(_name("presentation:class")) == "title":
                heading = f"{heading} {_words(paragraph)}"
            else:
                lines.append(_words(paragraph))
        into.section(Place.SLIDE, "\n".join(lines), number=number, heading=heading)
        if any(note.strip() for note in notes):
            into.section(Place.NOTES, "\n".join(notes), number=number, heading=heading)


def read_sheets(path: Path, into: Gathering) -> None:
    """A cell or row that says it stands there a million times is read once."""
    sheets = list(_content(path, into).iterfind(".//office:spreadsheet/table:table", NAMES))
    into.pages = len(sheets)
    cells = 0
    for number, sheet in enumerate(sheets, 1):
        into.at(number)
        lines: list[str] = []
        for row in sheet.iter(_name("table:table-row")):
            cells += len(row)
            if cells > into.limits.cells:
                into.section(Place.SHEET, "\n".join(lines), number=number, heading=sheet.get(_name("table:name"), ""))
                raise Unreadable(Reason.MUCH_TEXT)
            said = [_cell(cell) for cell in row.iter(_name("table:table-cell"))]
            lines.append(" | ".join(words for words in said if words))
        into.section(Place.SHEET, "\n".join(one for one in lines if one), number=number, heading=sheet.get(_name("table:name"), ""))


def _cell(cell: etree._Element) -> str:
    """The words in a cell; nothing for figures and dates."""
    if cell.get(_name("office:value-type"), "string") != "string":
        return ""
    return " ".join(" ".join(_words(one) for one in _paragraphs(cell)).split())


def _content(path: Path, into: Gathering) -> etree._Element:
    with path.open("rb") as file, checked(file, path, into.limits) as unzipped:
        if _ciphered(unzipped):
            raise Unreadable(Reason.PASSWORD)
        about = _part(unzipped, "meta.xml")
        if about is not None:
            said = safe_xml.root(about)
            creator = safe_xml.text(said, ".//meta:initial-creator", NAMES) or safe_xml.text(said, ".//dc:creator", NAMES)
            into.about(safe_xml.text(said, ".//dc:title", NAMES), creator)
        content = _part(unzipped, "content.xml")
    if content is None:
        raise Unreadable(Reason.DAMAGED)
    body = safe_xml.root(content).find("office:body", NAMES)
    if body is None:
        raise Unreadable(Reason.DAMAGED)
    return body


def _ciphered(unzipped: ZipFile) -> bool:
    listed = _part(unzipped, "META-INF/manifest.xml", LARGEST_LIST)
    return listed is not None and b"encryption-data" in listed


def _part(unzipped: ZipFile, name: str, most: int = -1) -> bytes | None:
    try:
        with unzipped.open(name) as part:
            return part.read(most)
    except KeyError:
        return None
    except (BadZipFile, OSError, EOFError):
        raise Unreadable(Reason.DAMAGED) from None


def _paragraphs(tree: etree._Element) -> Iterator[etree._Element]:
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if element.tag in LEFT_OUT:
            walk.skip_subtree()
        elif element.tag in (PARAGRAPH, HEADING):
            yield element


def _words(paragraph: etree._Element) -> str:
    """The text of one paragraph, not of those that hang inside it (a footnote, a box)."""
    pieces = []
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        inner = element is not paragraph and (
            element.tag in (PARAGRAPH, HEADING) or element.tag in LEFT_OUT or not isinstance(element.tag, str)
        )
        if event == "start":
            if inner:
                walk.skip_subtree()
                continue
            pieces.append({SPACE: " ", TAB: "\t", LINE_END: "\n"}.get(element.tag, ""))
            pieces.append(element.text or "")
        elif element is not paragraph:
            pieces.append(element.tail or "")
    return "".join(pieces)
