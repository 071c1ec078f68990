"""PDF, page by page. A page that is only a picture is read by tesseract where it is installed."""

import subprocess
from io import BytesIO
from itertools import islice
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from samlar.foundation.extraction.gathering import Gathering
from samlar.foundation.extraction.told import Place, Reason, Unreadable

DOTS = 300  # to an inch: what tesseract is trained on
LONGEST_SIDE = 5000  # points of the picture, however large the page says it is
MOST_BOOKMARKS = 2_000
MOST_OBJECTS = 20_000  # on a page looked through for a picture


def read(path: Path, into: Gathering, tesseract: str | None) -> None:
    """Raises Unreadable for a file that is broken or protected, and when enough is read. A broken page in a file is passed over."""
    paper = opened(path)
    into.pages = len(paper)
    said = paper.get_metadata_dict(skip_empty=True)
    into.about(said.get("Title"), said.get("Author"))
    headings = _headings(paper)
    heading, whole_pages = "", 0
    for index in range(len(paper)):
        into.at(index + 1)
        heading = headings.get(index, heading)
        try:
            page = paper[index]
            text = _text(page)
        except (pypdfium2.PdfiumError, ValueError):
            continue
        whole_pages += 1
        if not text.strip() and _has_picture(page):
            text = _recognised(page, into, tesseract)
        if text.strip():
            into.section(Place.PAGE, text, number=index + 1, heading=heading)
        page.close()
    if not whole_pages:
        raise Unreadable(Reason.DAMAGED)


def opened(path: Path) -> pypdfium2.PdfDocument:
    """The file, without its password: raises Unreadable where it needs one, or is broken."""
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        protected = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unreadable(Reason.PASSWORD if protected else Reason.DAMAGED) from None


def _headings(paper: pypdfium2.PdfDocument) -> dict[int, str]:
    """The first of the file's own bookmarks on each page: what it calls the part that begins there."""
    headings: dict[int, str] = {}
    try:
        for bookmark in islice(paper.get_toc(max_depth=4), MOST_BOOKMARKS):
            leads_to = bookmark.get_dest()
            page = None if leads_to is None else leads_to.get_index()
            if page is not None:
                headings.setdefault(page, bookmark.get_title()[:1000])
    except (pypdfium2.PdfiumError, ValueError):
        return headings
    return headings


def _text(page: pypdfium2.PdfPage) -> str:
    words = page.get_textpage()
    try:
        return str(words.get_text_bounded())
    finally:
        words.close()


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    for number, _one in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        return number < MOST_OBJECTS
    return False


def _recognised(page: pypdfium2.PdfPage, into: Gathering, tesseract: str | None) -> str:
    if tesseract is None or into.recognised >= into.limits.recognised_pages:
        into.unread += 1
        return ""
    text = _by_tesseract(_drawn(page), tesseract, into.limits.recognise_seconds)
    into.recognised += bool(text.strip())
    into.unread += not text.strip()
    return text


def _drawn(page: pypdfium2.PdfPage) -> bytes:
    """The page as a grey picture, sent to tesseract without touching the disk."""
    longest = max(page.get_size())
    if not longest > 0:
        return b""
    drawn = page.render(scale=min(DOTS / 72, LONGEST_SIDE / longest), grayscale=True).to_pil()
    written = BytesIO()
    drawn.save(written, "PNG", compress_level=1, dpi=(DOTS, DOTS))
    return written.getvalue()


def _by_tesseract(picture: bytes, tesseract: str, seconds: int) -> str:
    """What it reads in the picture; nothing where it fails or is not done in time. It stands under the limits of this process."""
    command = [tesseract, "stdin", "stdout", "-l", "swe", "--psm", "3"]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=seconds, check=True)
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout.decode("utf-8", "ignore")
