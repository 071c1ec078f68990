"""What the things that search finds are called, where in them a hit stands, and what a search is called in an address (G2). Pure.

The address of a search is short and lasts: `/arkiv/?q=…&slag=inspelning&ar=2026`. Its words are Swedish whoever reads, so that a shared
link means the same to all.
"""

from collections.abc import Mapping
from enum import StrEnum

from samlar.formats.sentence import Sentence


class Kind(StrEnum):
    """Kinds of things, as they are sorted in the filter."""

    DOCUMENT = "document"
    PRESENTATION = "presentation"
    RECORDING = "recording"
    LINK = "link"
    LESSON = "lesson"
    EXAMPLE = "example"
    ACTIVITY = "activity"
    SESSION = "session"
    PROPOSAL = "proposal"
    FORMAT = "format"
    ORGANISATION = "organisation"
    DECISION = "decision"


# What one and several are called, and the kind's word in an address.
KINDS: Mapping[Kind, tuple[Sentence, Sentence, str]] = {
    Kind.DOCUMENT: (Sentence("Dokument", "Document"), Sentence("Dokument", "Documents"), "dokument"),
    Kind.PRESENTATION: (Sentence("Presentation", "Presentation"), Sentence("Presentationer", "Presentations"), "presentation"),
    Kind.RECORDING: (Sentence("Inspelning", "Recording"), Sentence("Inspelningar", "Recordings"), "inspelning"),
    Kind.LINK: (Sentence("Länk", "Link"), Sentence("Länkar", "Links"), "lank"),
    Kind.LESSON: (Sentence("Lärdom", "Lesson"), Sentence("Lärdomar", "Lessons"), "lardom"),
    Kind.EXAMPLE: (Sentence("Exempel", "Example"), Sentence("Exempel", "Examples"), "exempel"),
    Kind.ACTIVITY: (Sentence("Aktivitet", "Activity"), Sentence("Aktiviteter", "Activities"), "aktivitet"),
    Kind.SESSION: (Sentence("Träff", "Session"), Sentence("Träffar", "Sessions"), "traff"),
    Kind.PROPOSAL: (Sentence("Förslag", "Proposal"), Sentence("Förslag", "Proposals"), "forslag"),
    Kind.FORMAT: (Sentence("Format", "Format"), Sentence("Format", "Formats"), "format"),
    Kind.ORGANISATION: (Sentence("Organisation", "Organisation"), Sentence("Organisationer", "Organisations"), "organisation"),
    Kind.DECISION: (Sentence("Beslut", "Decision"), Sentence("Beslut", "Decisions"), "beslut"),
}
BY_WORD = {word: kind.value for kind, (_one, _many, word) in KINDS.items()}
PLACES = {
    "page": Sentence("Sida {n}", "Page {n}"),
    "slide": Sentence("Bild {n}", "Slide {n}"),
    "notes": Sentence("Anteckningar till bild {n}", "Notes to slide {n}"),
}
NUMBERED = frozenset((*PLACES, "sheet"))


# What somebody writes who means a kind of things, in either language.
WRITTEN = {said.casefold(): kind for kind, (a, b, _) in KINDS.items() for said in (a.sv, a.en, b.sv, b.en)}
FIRST_YEAR, LAST_YEAR = 1950, 2100  # that a word of four figures may mean


def one(kind: str) -> Sentence:
    """What one of a kind is called; a kind that is not known is called what it is."""
    return KINDS[Kind(kind)][0] if kind in KINDS else Sentence(kind, kind)


def many(kind: str) -> Sentence:
    return KINDS[Kind(kind)][1] if kind in KINDS else Sentence(kind, kind)


def word(kind: str) -> str:
    """The kind's word in an address."""
    return KINDS[Kind(kind)][2] if kind in KINDS else kind


def where(place: str, at: int, heading: str) -> Sentence | None:
    """Where in a thing a passage stands: page 3, slide 4 (what it is called), 12:30 in the recording; None where nothing says it."""
    if place == "moment":
        said = clock_time(at)
        return Sentence(f"{said} i inspelningen", f"{said} in the recording")
    if place in PLACES and at > 0:
        said_place = PLACES[place].fill(n=at)
        return Sentence(f"{said_place.sv}: {heading}", f"{said_place.en}: {heading}") if heading else said_place
    if place == "sheet" and heading:
        return Sentence(f"Bladet {heading}", f"Sheet {heading}")
    return Sentence(heading, heading) if heading else None


def anchor(place: str, at: int) -> str:
    """What a document's address says to open it where a passage stands; empty where it opens from its beginning."""
    if place == "moment":
        return f"tid={at}"
    return f"sida={at}" if place in NUMBERED and at > 0 else ""


def fragment(place: str, at: int) -> str:
    """What the place is called within the document's page, so that it opens there and not at its top."""
    if place == "moment":
        return "spelare"
    if place in NUMBERED and at > 0:
        return f"anteckningar-{at}" if place == "notes" else f"sida-{at}"
    return ""


def taken_apart(words: tuple[str, ...], typed: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]:
    """What a question's words may mean as filters: the words that are left, kinds and years. A year stands alone, and is no part of a
    record number. Kinds are words in texts too, and are only taken as what they say where nothing else is asked for, or a year is."""
    alone = [one for one in words if len(one) == 4 and one.isascii() and one.isdigit() and one in typed.split()]
    years = tuple(int(one) for one in alone if FIRST_YEAR <= int(one) <= LAST_YEAR)
    kinds = tuple(WRITTEN[one].value for one in words if one in WRITTEN)
    left = tuple(one for one in words if one not in WRITTEN and one not in map(str, years))
    if not years and left:
        return words, (), ()
    return left, kinds, years


def clock_time(milliseconds: int) -> str:
    """12:30, or 1:02:30 from an hour on."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
