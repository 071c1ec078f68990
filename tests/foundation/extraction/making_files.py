"""Small real files of every kind with given text. Each function gives the bytes; nothing here is of the tests."""

import struct
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import docx
import pptx
import pypdfium2
import xlsxwriter
from PIL import Image

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{short}="{OFFICE}{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "presentation": "presentation",
        "meta": "meta",
    }.items()
)


def pdf(
    pages: Sequence[str],
    *,
    title: str = "",
    author: str = "",
    pictures: Sequence[int] = (),
    bookmarks: Sequence[tuple[str, int]] = (),
    encrypted: bool = False,
) -> bytes:
    """A page for each text, a line for each line.

    `pictures` are the pages (from 0) that are a picture of their text instead, `bookmarks` a title and the page (from 0) it leads to.
    """
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    kids = []
    for number, text in enumerate(pages):
        if number in pictures:
            content, resources = _picture_page(text, objects)
        else:
            content, resources = _text_page(text), b"/Font<</F1 3 0 R>>"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<<%s>>>>" % (len(objects), resources))
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % _bookmarks(bookmarks, kids, objects)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    objects.append(b"<</Title %s/Author %s>>" % (_pdf_text(title), _pdf_text(author)))
    more = b"/Info %d 0 R" % len(objects)
    if encrypted:  # keys that no password of ours opens
        objects.append(b"<</Filter/Standard/V 1/R 2/P -44/O<%s>/U<%s>>>" % (b"1f" * 32, b"2e" * 32))
        more += b"/Encrypt %d 0 R/ID[<00><00>]" % len(objects)
    return _pdf_file(objects, more)


def _bookmarks(bookmarks: Sequence[tuple[str, int]], kids: Sequence[bytes], objects: list[bytes]) -> bytes:
    """What the catalogue says of the bookmarks, which are added to the objects."""
    if not bookmarks:
        return b""
    root, first = len(objects) + 1, len(objects) + 2
    objects.append(b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, root + len(bookmarks), len(bookmarks)))
    for at, (said, page) in enumerate(bookmarks):
        after = b"/Next %d 0 R" % (first + at + 1) if at + 1 < len(bookmarks) else b""
        objects.append(b"<</Title %s/Parent %d 0 R/Dest[%s/Fit]%s>>" % (_pdf_text(said), root, kids[page], after))
    return b"/Outlines %d 0 R" % root


def pdf_of_many_pages(number: int) -> bytes:
    """A file that says it has `number` pages, and shows one and the same for each."""
    content = _text_page("samma sida")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (number, b" ".join(b"%d 0 R" % (5 + at) for at in range(number))),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>"] * number,
    ]
    return _pdf_file(objects, b"")


def _text_page(text: str) -> bytes:
    lines = b"".join(b"%s Tj T*\n" % _literal(line) for line in text.split("\n"))
    return b"BT /F1 12 Tf 14 TL 50 790 Td\n" + lines + b"ET"


def _picture_page(text: str, objects: list[bytes]) -> tuple[bytes, bytes]:
    drawn = page_picture(text)
    written = BytesIO()
    drawn.save(written, "JPEG", quality=90)
    data = written.getvalue()
    objects.append(
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream"
        % (*drawn.size, len(data), data)
    )
    return b"q 595 0 0 842 0 0 cm /I1 Do Q", b"/XObject<</I1 %d 0 R>>" % len(objects)


def page_picture(text: str) -> Image.Image:
    """The text as a scanned page: drawn, with nothing of its letters left."""
    with pypdfium2.PdfDocument(pdf([text])) as drawn:
        return drawn[0].render(scale=200 / 72, grayscale=True).to_pil()


def _literal(text: str) -> bytes:
    signs = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(" + signs + b")"


def _pdf_text(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"


def _pdf_file(objects: Sequence[bytes], more: bytes) -> bytes:
    written = BytesIO()
    written.write(b"%PDF-1.4\n%\xe5\xe4\xf6\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    at = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places))
    written.write(b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, more, at))
    return written.getvalue()


def word(sections: Sequence[tuple[str, Sequence[str]]], *, title: str = "", author: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    """A heading and its paragraphs for each section (no heading where it is empty), and at last a table."""
    written = docx.Document()
    written.core_properties.title, written.core_properties.author = title, author
    for heading, paragraphs in sections:
        if heading:
            written.add_heading(heading, 1)
        for paragraph in paragraphs:
            written.add_paragraph(paragraph)
    if table:
        made = written.add_table(len(table), len(table[0]))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                made.cell(row, column).text = text
    return _saved(written)


def slides(shown: Sequence[tuple[str, str, str]], *, title: str = "", author: str = "") -> bytes:
    """Title, text and notes of each slide."""
    made = pptx.Presentation()
    made.core_properties.title, made.core_properties.author = title, author
    for heading, text, notes in shown:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = heading
        slide.placeholders[1].text = text
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    return _saved(made)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], *, hidden: Sequence[str] = ()) -> bytes:
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name in hidden:
                sheet.hide()
    return written.getvalue()


def open_text(sections: Sequence[tuple[str, Sequence[str]]], *, title: str = "", author: str = "", ciphered: bool = False) -> bytes:
    body = "".join(
        (f'<text:h text:outline-level="1">{escape(heading)}</text:h>' if heading else "")
        + "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs)
        for heading, paragraphs in sections
    )
    return _open_document("text", f"<office:text>{body}</office:text>", title, author, ciphered)


def open_slides(shown: Sequence[tuple[str, str, str]], *, title: str = "", author: str = "") -> bytes:
    body = "".join(
        f'<draw:page draw:name="Sida"><draw:frame presentation:class="title"><draw:text-box><text:p>{escape(heading)}</text:p></draw:text-box>'
        f"</draw:frame><draw:frame><draw:text-box><text:p>{escape(text)}</text:p></draw:text-box></draw:frame>"
        f"<presentation:notes><draw:frame><draw:text-box><text:p>{escape(notes)}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
        for heading, text, notes in shown
    )
    return _open_document("presentation", f"<office:presentation>{body}</office:presentation>", title, author)


def open_sheets(sheets: Mapping[str, Sequence[Sequence[object]]], *, title: str = "", author: str = "") -> bytes:
    body = ""
    for name, rows in sheets.items():
        lines = "".join("<table:table-row>" + "".join(_open_cell(value) for value in row) + "</table:table-row>" for row in rows)
        body += f'<table:table table:name="{escape(name)}">{lines}</table:table>'
    return _open_document("spreadsheet", f"<office:spreadsheet>{body}</office:spreadsheet>", title, author)


def _open_cell(value: object) -> str:
    sort = "float" if isinstance(value, int | float) else "string"
    return f'<table:table-cell office:value-type="{sort}"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def _open_document(kind: str, body: str, title: str, author: str, ciphered: bool = False) -> bytes:
    cipher = "<manifest:encryption-data/>" if ciphered else ""
    meta = f"<dc:title>{escape(title)}</dc:title><meta:initial-creator>{escape(author)}</meta:initial-creator>"
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}><office:body>{body}</office:body></office:document-content>',
            "meta.xml": f'<office:document-meta {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}</office:meta></office:document-meta>',
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{OFFICE}manifest:1.0">{cipher}</manifest:manifest>',
        }
    )


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files; one called "mimetype" is stored as it is, as OpenDocument wants it."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(ZipInfo(name), content, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
    return written.getvalue()


def changed(office_file: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The same zip with some of its files put in another's place, or added."""
    with ZipFile(BytesIO(office_file)) as made:
        members = {name: made.read(name) for name in made.namelist()}
    return zipped(members | changes)


def web_page(sections: Sequence[tuple[str, Sequence[str]]], *, title: str = "", author: str = "") -> bytes:
    body = "".join(
        (f"<h2>{escape(heading)}</h2>" if heading else "") + "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
        for heading, paragraphs in sections
    )
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><meta name="author" content="{escape(author)}">'
    return f"<!doctype html><html lang=sv><head>{head}</head><body>{body}</body></html>".encode()


def vtt(cues: Sequence[tuple[int, int, str]]) -> bytes:
    """Subtitles; the times are milliseconds."""
    return ("WEBVTT\n\n" + "".join(f"{_clock(starts, '.')} --> {_clock(ends, '.')}\n{text}\n\n" for starts, ends, text in cues)).encode()


def srt(cues: Sequence[tuple[int, int, str]]) -> bytes:
    return "".join(
        f"{at}\n{_clock(starts, ',')} --> {_clock(ends, ',')}\n{text}\n\n" for at, (starts, ends, text) in enumerate(cues, 1)
    ).encode()


def _clock(moment: int, point: str) -> str:
    seconds, thousandths = divmod(moment, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{thousandths:03}"


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 700), **how: object) -> bytes:
    """Left half red, right half blue."""
    drawn = Image.new("RGB", size, (200, 20, 20))
    drawn.paste((20, 20, 200), (size[0] // 2, 0, *size))
    written = BytesIO()
    drawn.save(written, kind, **how)
    return written.getvalue()


def film(brand: bytes = b"isom") -> bytes:
    """The outermost boxes of an MP4 (or, with the brand `M4A `, of sound alone), without anything to play."""
    return struct.pack(">I4s4sI4s", 20, b"ftyp", brand, 512, brand) + struct.pack(">I4s", 8, b"mdat") + struct.pack(">I4s", 8, b"moov")


def webm(document: bytes = b"webm") -> bytes:
    return (
        b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82"
        + bytes([0x80 + len(document)])
        + document
        + b"\x42\x87\x81\x04\x42\x85\x81\x02"
    )


def mp3() -> bytes:
    """Three frames of silence: 128 kbit/s, 44.1 kHz."""
    return (b"\xff\xfb\x90\x00" + b"\x00" * 413) * 3


def office_with_password() -> bytes:
    """The container that Office wraps a file with a password in, as far as it is looked at."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + b"\x3e\x00\x03\x00\xfe\xff\x09\x00"
    streams = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    return head.ljust(512, b"\x00") + streams.ljust(4096, b"\x01")


def old_office() -> bytes:
    return office_with_password().replace("EncryptedPackage".encode("utf-16-le"), "PowerPoint Docum".encode("utf-16-le"))


def _saved(made: "docx.document.Document | pptx.presentation.Presentation") -> bytes:
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def of_kind(kind: str, text: str) -> bytes:
    """A small real file of the kind (named as `Kind` names it) that says `text`, where the kind says anything."""
    sections, shown = [("Rubrik", [text])], [("Rubrik", text, "Anteckning")]
    makers = {
        "pdf": lambda: pdf([text]), "docx": lambda: word(sections), "pptx": lambda: slides(shown), "xlsx": lambda: workbook({"Blad": [[text]]}),
        "odt": lambda: open_text(sections), "odp": lambda: open_slides(shown), "ods": lambda: open_sheets({"Blad": [[text]]}),
        "html": lambda: web_page(sections), "txt": lambda: text.encode(), "vtt": lambda: vtt([(1000, 4000, text)]), "srt": lambda: srt([(1000, 4000, text)]),
        "png": lambda: picture("PNG"), "jpeg": lambda: picture("JPEG"), "webp": lambda: picture("WEBP"), "mp4": film, "webm": webm,
        "m4a": lambda: film(b"M4A "), "mp3": mp3, "locked": office_with_password, "old office": old_office, "zip": lambda: zipped({"a.txt": text}),
        "other": lambda: b"\x00\x01\x02" + text.encode(),
    }  # fmt: skip
    return makers[kind]()
