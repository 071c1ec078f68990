"""What a source says of one thing in it, whatever it says it with: a manifest, names and folders, or an export (G4). Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from samlar.library.rules.documents import LINK, SUMMARY, TITLE, address_of
from samlar.library.rules.words import KINDS, LICENCES, STATES, Kind, State

EARLIEST = 1900
LINE, OLD_PATH = 300, 300  # signs
NAMES_IN_A_CELL = 20
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")
MONTHS_EN = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
KIND_WORDS = {
    Kind.DOCUMENT: ("dokument", "rapport", "text", "document", "report", "pdf", "sida", "page"),
    Kind.PRESENTATION: ("presentation", "bilder", "bildspel", "slides"),
    Kind.RECORDING: ("inspelning", "film", "ljud", "video", "recording", "audio", "podd", "podcast"),
    Kind.LINK: ("länk", "webbsida", "link", "web page"),
}
STATE_WORDS = {
    State.WORKING: ("arbetsmaterial", "utkast", "working", "working material", "draft"),
    State.ESTABLISHED: ("upprättad", "upprättat", "färdig", "established", "final"),
    State.PUBLISHED: ("publicerad", "publicerat", "offentlig", "published", "public"),
}
LANGUAGE_WORDS = {
    "sv": ("sv", "svenska", "swedish", "swe", "sv-se"),
    "en": ("en", "engelska", "english", "eng", "en-gb", "en-us"),
    "nb": ("nb", "no", "nn", "norska", "norwegian", "nb-no"),
    "da": ("da", "danska", "danish", "da-dk"),
    "fi": ("fi", "finska", "finnish", "fi-fi"),
    "xx": ("xx", "annat", "other"),
}
LICENCE_WORDS = {
    "public": ("public", "allmän handling", "ingen upphovsrätt", "9 § upphovsrättslagen", "public record"),
    "read": ("read", "alla rättigheter förbehållna", "får läsas", "all rights reserved", "copyright", "©"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing as its source tells of it; what is not told is empty. Names are kept as they were written, spaces in order.

    `file`: where it lies in the source; `link`: else where it is on the web. `day` is ISO text. `unclear` names what was said but not
    understood, `wrong` what it was, each in its place. `addresses`: where it was found in the old archive. `row`: its place in the
    manifest, 0 where there is none.
    """

    file: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    authors: str = ""
    organisation: str = ""
    day: str = ""
    language: str = ""
    kind: str = ""
    licence: str = ""
    themes: tuple[str, ...] = ()
    state: str = ""
    record_number: str = ""
    activity: str = ""
    addresses: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    row: int = 0
    folders: tuple[str, ...] = field(default=())  # that it lies in, outermost first: they may be themes or an activity

    def as_json(self) -> dict[str, Any]:
        """As it is kept with an item: what is empty is left out."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items() if value}


def from_json(kept: Mapping[str, Any]) -> Told:
    """What `as_json` made, again. What another version kept and this one doesn't know is left out."""
    known: dict[str, Any] = {name: value for name, value in kept.items() if name in Told.__dataclass_fields__}
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return Told(**values)


def line(text: str, most: int = LINE) -> str:
    """Text on one line, in NFC, without signs that no line has; cut where it is too long."""
    clean = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in unicodedata.normalize("NFC", text))
    return " ".join(clean.split())[:most].strip()


def folded(name: str) -> str:
    """What is compared when two names are said to be the same."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def titled(title: str, summary: str) -> tuple[str, str]:
    """A title that fits, and the summary; of a title that is too long all of it stands first in the summary."""
    title = line(title, 10_000)
    if len(title) <= TITLE:
        return title, summary[:SUMMARY]
    cut = title[: TITLE - 1].rsplit(" ", 1)[0] or title[: TITLE - 1]
    return f"{cut}…", f"{title}\n\n{summary}".strip()[:SUMMARY]


def day_of(text: str) -> str:
    """A day as ISO text: 2019-05-03, 20190503, 3 maj 2019, May 2019, 2019; without a day it is the first. Empty: not understood."""
    said = folded(text).replace(",", " ")
    for pattern in (r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[t ].*)?", r"(\d{4})(\d{2})(\d{2})", r"(\d{4})[-./](\d{1,2})", r"(\d{4})"):
        if found := re.fullmatch(pattern, said):
            numbers = [int(one) for one in found.groups()]
            return _iso(*numbers)
    if found := re.fullmatch(r"(?:(?:den )?(\d{1,2})(?::?[ae])?\.? )?([a-zåäö]{3,9})\.? (\d{4})", said):
        return _iso(int(found[3]), _month(found[2]), int(found[1] or 1))
    if found := re.fullmatch(r"([a-z]{3,9}) (\d{1,2}) +(\d{4})", said):
        return _iso(int(found[3]), _month(found[1]), int(found[2]))
    return ""


def _month(word: str) -> int:
    for months in (MONTHS, MONTHS_EN):
        for number, month in enumerate(months, 1):
            if month == word or (len(word) >= 3 and word in (month[:3], month[:4])):
                return number
    return 0


def _iso(year: int, month: int = 1, day: int = 1) -> str:
    try:
        return date(year, month, day).isoformat() if EARLIEST <= year < 2100 else ""
    except ValueError:
        return ""


def kind_of(text: str) -> str:
    return _by_words(text, KIND_WORDS, KINDS)


def state_of(text: str) -> str:
    return _by_words(text, STATE_WORDS, STATES)


def language_of(text: str) -> str:
    said = folded(text)
    return next((code for code, words in LANGUAGE_WORDS.items() if said in words), "")


def licence_of(text: str) -> str:
    """One of our licences, as people write them: "CC BY-SA 4.0", "cc by", "CC0", "Alla rättigheter förbehållna". Empty: not understood.

    What forbids changes (ND), or both commerce and other terms, is none of ours.
    """
    said = folded(text)
    if said in LICENCES:
        return said
    cc = re.sub(r"https?://(www\.)?creativecommons\.org/licenses/", "cc ", said)
    cc = re.sub(r"creative ?commons( erkännande| attribution)", "cc by", cc)
    plain = re.sub(r"[^a-z0]+", "-", re.sub(r"\d\.\d.*", "", cc)).strip("-")
    plain = {"cc-zero": "cc0"}.get(plain, plain)
    if plain in LICENCES:
        return plain
    return next((code for code, words in LICENCE_WORDS.items() if said in words), "")


def names_in(text: str) -> tuple[str, ...]:
    """Several names in one cell: between semicolons, bars or lines, else between commas. Each once, in order."""
    parts = re.split(r"[;|\n]", text) if re.search(r"[;|\n]", text) else text.split(",")
    names = {folded(name): line(name, 80) for name in parts if line(name, 80)}
    return tuple(names.values())[:NAMES_IN_A_CELL]


def web_address(text: str) -> str:
    """A link as it is kept. Empty: it is none that is followed."""
    said = address_of(text)
    try:
        parts = urlsplit(said)
    except ValueError:
        return ""
    whole = parts.scheme.lower() in ("http", "https") and parts.hostname and parts.username is None
    return said if whole and len(said) <= LINK and not re.search(r"[\s\x00-\x1f<>\"\\]", said) else ""


def old_path(address: str) -> str:
    """An address of the old archive as it is asked for here: no host, no fragment, unescaped, lower case. Empty: it leads to nothing.

    What names the thing only in its question (`/?p=12`) keeps it.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("", "http", "https"):
        return ""
    path = unicodedata.normalize("NFC", unquote(parts.path)).lower()
    path = "".join(sign for sign in path if unicodedata.category(sign)[0] != "C" and not sign.isspace())
    path = re.sub(r"/{2,}", "/", f"/{path.lstrip('/')}")
    if path == "/":
        found = re.fullmatch(r"(p|page_id|attachment_id)=(\d{1,12})", parts.query.lower())
        return f"/?{parts.query.lower()}" if found else ""
    return path if len(path) <= OLD_PATH else ""


def _by_words(text: str, words: Mapping[Any, tuple[str, ...]], names: Mapping[Any, Any]) -> str:
    said = folded(text)
    for one, others in words.items():
        if said in others or said in (one.value, folded(names[one].sv), folded(names[one].en)):
            return str(one.value)
    return ""
