"""Small real files of the sample world's archive: each says what it is given, and is made by the library of its kind."""

from collections.abc import Sequence
from html import escape
from io import BytesIO

from docx import Document
from openpyxl import Workbook
from pptx import Presentation

Part = tuple[str, Sequence[str]]  # a heading, and what stands beneath it
FRAME = b"\xff\xfb\x10\xc4" + bytes(100)  # of sound at 32 kbit/s, with nothing in it
FRAMES = 38  # a second
LINES = 44  # on a page
LINE = 88  # signs


def web_page(title: str, parts: Sequence[Part]) -> bytes:
    body = "".join(f"<h2>{escape(heading)}</h2>" + "".join(f"<p>{escape(one)}</p>" for one in said) for heading, said in parts)
    return f'<!doctype html>\n<html lang="sv"><head><meta charset="utf-8"><title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>{body}</body></html>\n'.encode()


def plain(title: str, parts: Sequence[Part]) -> bytes:
    told = "\n\n".join(f"{heading}\n{' '.join(said)}" for heading, said in parts)
    return f"{title}\n\n{told}\n".encode()


def word(title: str, parts: Sequence[Part]) -> bytes:
    made = Document()
    made.core_properties.title = title
    made.add_heading(title, 0)
    for heading, said in parts:
        made.add_heading(heading, 1)
        for one in said:
            made.add_paragraph(one)
    return _saved(made)


def slides(title: str, parts: Sequence[Part]) -> bytes:
    made = Presentation()
    made.core_properties.title = title
    for heading, said in [(title, ()), *parts]:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = heading
        slide.placeholders[1].text = "\n".join(said)
        if said:
            slide.notes_slide.notes_text_frame.text = f"Säg gärna mer om {heading.lower()}."
    return _saved(made)


def sheet(title: str, parts: Sequence[Part]) -> bytes:
    made = Workbook()
    page = made.active
    page.title = "Översikt"
    page.append([title])
    for heading, said in parts:
        for one in said:
            page.append([heading, one])
    return _saved(made)


def sound(seconds: int = 60) -> bytes:
    """Silence, as MP3."""
    return FRAME * (FRAMES * seconds)


def subtitles(said: Sequence[str], moments: Sequence[int]) -> bytes:
    """WebVTT: each sentence at its moment (seconds)."""
    told = "\n\n".join(f"{_clock(at)} --> {_clock(at + 6)}\n{one}" for at, one in zip(moments, said, strict=False))
    return f"WEBVTT\n\n{told}\n".encode()


def paper(title: str, parts: Sequence[Part]) -> bytes:
    """A PDF in a plain typeface, as many pages as it takes."""
    lines = [title, ""]
    for heading, said in parts:
        lines += [heading, *(row for one in said for row in _rows(one)), ""]
    pages = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    first = 4  # after catalogue, list of pages and typeface
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (sv) >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]  # fmt: skip
    for number, page in enumerate(pages):
        text = b"BT /F1 11 Tf 15 TL 56 780 Td " + b" ".join(b"(" + _literal(row) + b") Tj T*" for row in page) + b" ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (first + 2 * number + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(text) + text + b"\nendstream")
    return _pdf(objects)


def _pdf(objects: Sequence[bytes]) -> bytes:
    made, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _literal(text: str) -> bytes:
    return text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _rows(text: str) -> list[str]:
    rows = [""]
    for one in text.split():
        if rows[-1] and len(rows[-1]) + len(one) >= LINE:
            rows.append("")
        rows[-1] = f"{rows[-1]} {one}".strip()
    return rows


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def _saved(made: object) -> bytes:
    written = BytesIO()
    made.save(written)  # type: ignore[attr-defined]
    return written.getvalue()
