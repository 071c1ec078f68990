"""What a file is by what is in it, never by what it is called (G1).

Only a piece of the file's beginning, its end and, for a zip, one small member are read here. A file that can be read as two things, or
that unpacks to more than is read, is believed to be none: it is kept as it is and only ever served for download.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from samlar.foundation.extraction import letters, zips
from samlar.foundation.extraction.limits import Limits, configured
from samlar.foundation.extraction.told import Reason, Unreadable
from samlar.foundation.extraction.words import Words

HEAD = 64 * 1024
WORD_OF_TYPES = 1024 * 1024  # the most that is read of the list of parts' types in an office file


class Shown(StrEnum):
    """Whether a visitor's browser may be handed the file to show."""

    NEVER = "never"  # only for download: it might hold script, or the browser might guess at it
    AS_IS = "as is"  # by the browser's own viewer or player, never inside a page of ours; with nosniff
    ANEW = "anew"  # only as a picture that we have made of it: it may carry place, owner and hangers-on


class Kind(StrEnum):
    """The kinds that are told apart. Everything else is OTHER."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    ODT = "odt"
    ODP = "odp"
    ODS = "ods"
    HTML = "html"
    TXT = "txt"
    VTT = "vtt"
    SRT = "srt"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    MP4 = "mp4"
    WEBM = "webm"
    M4A = "m4a"
    MP3 = "mp3"
    LOCKED = "locked"  # an office file under a password: which of them cannot be told
    OLD_OFFICE = "old office"  # doc, xls, ppt
    ZIP = "zip"  # a package of files: called so, or called a kind that it is not
    OTHER = "other"

    @property
    def about(self) -> "AboutKind":
        return _ABOUT[self]


@dataclass(frozen=True, slots=True)
class AboutKind:
    """`media_type` is what the file is served with; `endings` are those that fit, the usual one first (none: any that does no harm)."""

    name: Words
    media_type: str
    endings: tuple[str, ...]
    shown: Shown = Shown.NEVER


class Doubt(StrEnum):
    """What is told of a file whose content and name do not agree, or that is not believed."""

    EMPTY = "empty"
    NAME = "name"
    TWO_THINGS = "two things"
    BOMB = "bomb"


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is. `words` says the doubt to people, and is None where there is none."""

    kind: Kind
    doubt: Doubt | None = None
    words: Words | None = None


def found(path: Path, name: str = "", *, limits: Limits | None = None) -> Found:
    """What the file at `path` is, and whether that is something else than `name` says. Raises OSError where there is no such file."""
    limits = limits or configured()
    with path.open("rb") as opened:
        head = opened.read(HEAD)
    if not head:
        return Found(Kind.OTHER, Doubt.EMPTY, Reason.EMPTY.words)
    begins_as = _by_beginning(head, whole=len(head) < HEAD)
    is_zip = head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))
    if is_zip:
        try:
            begins_as = _by_members(path, limits)
        except Unreadable as no:
            if no.reason == Reason.BOMB:
                return Found(Kind.OTHER, Doubt.BOMB, no.reason.words)
    elif zips.end_of_zip(path) is not None:
        return Found(Kind.OTHER, Doubt.TWO_THINGS, _TWO_THINGS)
    return _against_name(begins_as, name)


def may_be_locked(path: Path, kind: Kind) -> bool:
    """Whether it may take a password to read the file. Of a PDF its own words at the beginning and the end say that it is enciphered;
    whether its password is the empty one, as where only printing is forbidden, is not tried here. Raises OSError."""
    if kind != Kind.PDF:
        return kind == Kind.LOCKED
    with path.open("rb") as opened:
        head = opened.read(HEAD)
        opened.seek(max(0, path.stat().st_size - HEAD))
        return b"/Encrypt" in head + opened.read(HEAD)


def named_otherwise(name: str, kind: Kind) -> Words | None:
    """What a name that was made safe still says of a zip that was called another kind: rapport.pdf.zip."""
    said = re.search(r"\.([a-z0-9]+)\.zip$", name.lower())
    return _called(said[1]) if kind == Kind.ZIP and said and _BY_ENDING.get(said[1], Kind.ZIP) != Kind.ZIP else None


def _called(ending: str) -> Words:
    return Words(f"Namnet säger .{ending}, men filen är en zip-fil.", f"The name says .{ending}, but the file is a zip file.")


def _against_name(kind: Kind, name: str) -> Found:
    ending = name.rpartition(".")[2].strip().lower() if "." in name else ""
    promised = _BY_ENDING.get(ending)
    if kind == Kind.ZIP and ending and (promised is None or ending in _OFFICE_ENDINGS):
        kind = Kind.OTHER  # many programs' own files are zips: what is called as theirs stays so
    if promised is None or promised == kind or (ending in _OFFICE_ENDINGS and kind == Kind.LOCKED):
        return Found(kind)
    if kind == Kind.ZIP:
        words = _called(ending)
    elif kind == Kind.OTHER:
        words = Words(
            f"Namnet slutar på .{ending}, men innehållet är något annat.", f"The name ends in .{ending}, but the content is something else."
        )
    else:
        words = Words(
            f"Namnet slutar på .{ending}, men innehållet är av slaget {_within(kind.about.name.sv)}.",
            f"The name ends in .{ending}, but the content is of the kind {_within(kind.about.name.en)}.",
        )
    return Found(kind, Doubt.NAME, words)


def _within(name: str) -> str:
    """A name in the middle of a sentence: a capital stays where it belongs to the word (PDF, Word)."""
    return name if name.split()[0].split("-")[0] in ("PDF", "Word", "PowerPoint", "Excel", "OpenDocument") else name[0].lower() + name[1:]


def _by_beginning(head: bytes, *, whole: bool) -> Kind:
    if head[:64].lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF-"):  # some scanners begin with an empty line
        return Kind.PDF
    for signature, kind in _SIGNATURES:
        if signature.match(head):
            return kind
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return Kind.WEBM if re.search(rb"\x42\x82[\x84\x88]webm", head[:128]) else Kind.OTHER
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], Kind.OTHER)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(head)
    if _is_mp3(head):
        return Kind.MP3
    return _by_text(head, whole=whole)


def _old_office(head: bytes) -> Kind:
    """The container of doc, xls and ppt, which also wraps whatever has a password: one of its streams says so.

    Their list stands near the beginning as Office writes it; where it stands elsewhere the file passes for an old one, which is not read
    either.
    """
    if "EncryptedPackage".encode("utf-16-le") in head:
        return Kind.LOCKED
    return Kind.OLD_OFFICE


def _is_mp3(head: bytes) -> bool:
    if head.startswith(b"ID3") and len(head) > 10 and head[3] in (2, 3, 4) and head[4] < 0x20 and max(head[6:10]) < 0x80:
        return True
    first = _mp3_frame(head, 0)
    return first > 0 and _mp3_frame(head, first) > 0


def _mp3_frame(data: bytes, at: int) -> int:
    """How long the sound frame that begins at `at` is, in bytes; 0 where none does. Two in a row are no accident."""
    if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return 0
    version, rate, sampling = (data[at + 1] >> 3) & 3, data[at + 2] >> 4, (data[at + 2] >> 2) & 3
    if version == 1 or rate in (0, 15) or sampling == 3:
        return 0
    padding = (data[at + 2] >> 1) & 1
    if version == 3:
        return 144_000 * _MP3_RATES[rate] // _MP3_SAMPLINGS[sampling] + padding
    return 72_000 * _MP3_LOW_RATES[rate] // (_MP3_SAMPLINGS[sampling] // (2 if version == 2 else 4)) + padding


def _by_members(path: Path, limits: Limits) -> Kind:
    """A zip is what its own words about its parts say, and only if they say one thing."""
    with path.open("rb") as file, zips.opened(file, path, limits) as unzipped:
        members = {member.filename: member for member in unzipped.infolist()}
        first = unzipped.infolist()[0].filename if members else ""
        try:
            if first == "mimetype":
                with unzipped.open("mimetype") as said:
                    return _OPEN_DOCUMENTS.get(said.read(100).strip(), Kind.OTHER)
            if "[Content_Types].xml" in members:
                with unzipped.open("[Content_Types].xml") as types:
                    return _by_types(types.read(WORD_OF_TYPES))
        except Exception:  # zipfile and zlib fail in many ways on what somebody made up
            return Kind.OTHER
    return Kind.ZIP if members else Kind.OTHER


def _by_types(types: bytes) -> Kind:
    kinds = {kind for said, kind in _MAIN_PARTS if said in types}
    return kinds.pop() if len(kinds) == 1 else Kind.OTHER


def _by_text(head: bytes, *, whole: bool) -> Kind:
    text = letters.of_beginning(head, whole=whole)
    if text is None:
        return Kind.OTHER
    start = text[:4096].lstrip("\ufeff \t\r\n\f")
    if re.match(r"WEBVTT(?:[ \t\r\n]|$)", start):
        return Kind.VTT
    if re.match(r"\d{1,9}[ \t]*\r?\n[ \t]*\d{1,4}:\d{1,2}:\d{1,2}[,.]\d{1,3}[ \t]*-->", start):
        return Kind.SRT
    if _HTML.search(start[:1024]) and start.startswith("<"):
        return Kind.HTML
    if start.startswith(("<?xml", "<svg", "<!DOCTYPE svg", "{\\rtf", "%!PS", "#!", "%PDF")):
        return Kind.OTHER
    if _HTML_ANYWHERE.search(text):
        return Kind.HTML  # a browser that guesses would show it as a page: it must never be served as plain text
    return Kind.TXT


_HTML = re.compile(r"<!doctype[ \t\r\n]+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_HTML_ANYWHERE = re.compile(r"<(?:!doctype html|html[\s>]|body[\s>]|script[\s>]|iframe[\s>])", re.IGNORECASE)
_SIGNATURES = [
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind.PNG),
    (re.compile(rb"\xff\xd8\xff[\xc0-\xfe]"), Kind.JPEG),
    (re.compile(rb"RIFF.{4}WEBPVP8[ LX]", re.DOTALL), Kind.WEBP),
]
_BRANDS = {
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV", b"mmp4"), Kind.MP4),
    **dict.fromkeys((b"M4A ", b"M4B "), Kind.M4A),
}
_MP3_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MP3_LOW_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # speech: MPEG-2 and 2.5
_MP3_SAMPLINGS = (44_100, 48_000, 32_000)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.presentation": Kind.ODP,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
}
_MAIN_PARTS = [
    (b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", Kind.DOCX),
    (b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", Kind.PPTX),
    (b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", Kind.XLSX),
    (b"macroEnabled", Kind.OTHER),  # what can run is kept, and read by nobody here
]
_TWO_THINGS = Words(
    "Filen är två saker på en gång: en zip hänger efter innehållet. Den kan laddas ner men visas inte.",
    "The file is two things at once: a zip hangs behind its content. It can be downloaded but is not shown.",
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_ANY = "application/octet-stream"
_ABOUT = {
    Kind.PDF: AboutKind(Words("PDF", "PDF"), "application/pdf", ("pdf",), Shown.AS_IS),
    Kind.DOCX: AboutKind(Words("Word-dokument", "Word document"), _OFFICE + "wordprocessingml.document", ("docx",)),
    Kind.PPTX: AboutKind(Words("PowerPoint-presentation", "PowerPoint presentation"), _OFFICE + "presentationml.presentation", ("pptx",)),
    Kind.XLSX: AboutKind(Words("Excel-arbetsbok", "Excel workbook"), _OFFICE + "spreadsheetml.sheet", ("xlsx",)),
    Kind.ODT: AboutKind(Words("OpenDocument-text", "OpenDocument text"), _OPEN + "text", ("odt",)),
    Kind.ODP: AboutKind(Words("OpenDocument-presentation", "OpenDocument presentation"), _OPEN + "presentation", ("odp",)),
    Kind.ODS: AboutKind(Words("OpenDocument-kalkylblad", "OpenDocument spreadsheet"), _OPEN + "spreadsheet", ("ods",)),
    Kind.HTML: AboutKind(Words("Webbsida", "Web page"), _ANY, ("html", "htm")),
    Kind.TXT: AboutKind(Words("Text", "Text"), "text/plain; charset=utf-8", ("txt", "md", "csv", "tsv", "log", "json", "ics")),
    Kind.VTT: AboutKind(Words("Undertexter (WebVTT)", "Subtitles (WebVTT)"), "text/vtt; charset=utf-8", ("vtt",)),
    Kind.SRT: AboutKind(Words("Undertexter (SRT)", "Subtitles (SRT)"), "application/x-subrip", ("srt",)),
    Kind.PNG: AboutKind(Words("Bild (PNG)", "Picture (PNG)"), "image/png", ("png",), Shown.ANEW),
    Kind.JPEG: AboutKind(Words("Bild (JPEG)", "Picture (JPEG)"), "image/jpeg", ("jpg", "jpeg", "jpe"), Shown.ANEW),
    Kind.WEBP: AboutKind(Words("Bild (WebP)", "Picture (WebP)"), "image/webp", ("webp",), Shown.ANEW),
    Kind.MP4: AboutKind(Words("Film (MP4)", "Video (MP4)"), "video/mp4", ("mp4", "m4v"), Shown.AS_IS),
    Kind.WEBM: AboutKind(Words("Film (WebM)", "Video (WebM)"), "video/webm", ("webm",), Shown.AS_IS),
    Kind.M4A: AboutKind(Words("Ljud (M4A)", "Audio (M4A)"), "audio/mp4", ("m4a", "m4b"), Shown.AS_IS),
    Kind.MP3: AboutKind(Words("Ljud (MP3)", "Audio (MP3)"), "audio/mpeg", ("mp3",), Shown.AS_IS),
    Kind.LOCKED: AboutKind(Words("Office-fil med lösenord", "Office file with password"), _ANY, ("docx", "xlsx", "pptx")),
    Kind.OLD_OFFICE: AboutKind(Words("Äldre Office-fil", "Older Office file"), _ANY, ("doc", "xls", "ppt", "dot", "pps", "msg", "vsd")),
    Kind.ZIP: AboutKind(Words("Zip-fil", "Zip file"), _ANY, ("zip",)),
    Kind.OTHER: AboutKind(Words("Annan fil", "Other file"), _ANY, ()),
}
_BY_ENDING = {ending: kind for kind, about in _ABOUT.items() if kind not in (Kind.LOCKED, Kind.OTHER) for ending in about.endings}
_OFFICE_ENDINGS = {"docx", "xlsx", "pptx"}
