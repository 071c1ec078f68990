"""What a reader tells of a file: sections in order with where each stands, and how it went."""

from dataclasses import dataclass, field
from enum import StrEnum

from samlar.foundation.extraction.words import Words


class Place(StrEnum):
    """What a section's number counts, or that it has none."""

    WHOLE = "whole"  # the file has no parts
    HEADING = "heading"  # what stands under a heading; the number counts the sections
    PAGE = "page"
    SLIDE = "slide"
    NOTES = "notes"  # of the slide with that number
    SHEET = "sheet"
    MOMENT = "moment"  # of a recording: `starts` and `ends` tell which


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a file. `number` counts from 1; `starts` and `ends` are milliseconds from the recording's beginning."""

    place: Place
    text: str
    number: int | None = None
    heading: str = ""
    starts: int | None = None
    ends: int | None = None


class Outcome(StrEnum):
    """How it went. Whatever it was, what was read until then is kept in the sections."""

    DONE = "done"
    NO_TEXT = "no text"
    PROTECTED = "protected"
    BROKEN = "broken"
    TOO_LARGE = "too large"
    TOO_SLOW = "too slow"


class Reason(StrEnum):
    """Why a file is not read, or not to its end."""

    EMPTY = "empty"
    NOT_READ = "not read"
    OLD_OFFICE = "old office"
    MEDIA = "media"
    PICTURE = "picture"
    BLANK = "blank"
    SCANNED = "scanned"
    SOME_SCANNED = "some scanned"
    NOT_RECOGNISED = "not recognised"
    PASSWORD = "password"
    DAMAGED = "damaged"
    ANOTHER_KIND = "another kind"
    DECLARATION = "declaration"
    NO_TIMES = "no times"
    BAD_TIME = "bad time"
    NO_LETTERS = "no letters"
    FELL = "fell"
    MISSING = "missing"
    BOMB = "bomb"
    DEEP = "deep"
    HEAVY = "heavy"
    MANY_PAGES = "many pages"
    MUCH_TEXT = "much text"
    MEMORY = "memory"
    TIME = "time"

    @property
    def outcome(self) -> Outcome:
        return _OUTCOMES[self]

    @property
    def words(self) -> Words:
        """For people: what it was and, where there is something to do about it, what."""
        return _WORDS[self]


class Unreadable(Exception):
    """Raised by a reader that comes no further."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Cost:
    """What the process apart took, and the limits it had put on itself before it opened the file (bytes, seconds; None: it never told)."""

    memory: int = 0
    memory_limit: int | None = None
    cpu_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a file says. `pages` counts pages, slides or sheets, and is None where there are none.

    `recognised` counts pages read from their picture, `unread` pages with a picture that could not be. `language` is sv, en or "" where it
    cannot be told. `reason` is None only where everything was read.
    """

    outcome: Outcome
    reason: Reason | None = None
    sections: tuple[Section, ...] = ()
    pages: int | None = None
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    recognised: int = 0
    unread: int = 0
    cost: Cost = field(default_factory=Cost, compare=False)


_OUTCOMES = {
    Reason.EMPTY: Outcome.BROKEN, Reason.NOT_READ: Outcome.NO_TEXT, Reason.OLD_OFFICE: Outcome.NO_TEXT, Reason.MEDIA: Outcome.NO_TEXT,
    Reason.PICTURE: Outcome.NO_TEXT, Reason.BLANK: Outcome.NO_TEXT, Reason.SCANNED: Outcome.NO_TEXT, Reason.SOME_SCANNED: Outcome.DONE,
    Reason.NOT_RECOGNISED: Outcome.NO_TEXT, Reason.PASSWORD: Outcome.PROTECTED, Reason.DAMAGED: Outcome.BROKEN,
    Reason.ANOTHER_KIND: Outcome.BROKEN, Reason.DECLARATION: Outcome.BROKEN, Reason.NO_TIMES: Outcome.BROKEN,
    Reason.BAD_TIME: Outcome.BROKEN, Reason.NO_LETTERS: Outcome.BROKEN, Reason.FELL: Outcome.BROKEN, Reason.MISSING: Outcome.BROKEN,
    Reason.BOMB: Outcome.TOO_LARGE, Reason.DEEP: Outcome.TOO_LARGE, Reason.HEAVY: Outcome.TOO_LARGE, Reason.MANY_PAGES: Outcome.TOO_LARGE,
    Reason.MUCH_TEXT: Outcome.TOO_LARGE, Reason.MEMORY: Outcome.TOO_LARGE, Reason.TIME: Outcome.TOO_SLOW,
}  # fmt: skip

_WORDS = {
    Reason.EMPTY: Words("Filen är tom.", "The file is empty."),
    Reason.NOT_READ: Words(
        "Text läses inte ur den här sortens fil. Den kan laddas ner, och hittas på titel och beskrivning.",
        "Text is not read from this kind of file. It can be downloaded, and found by its title and description.",
    ),
    Reason.OLD_OFFICE: Words(
        "Filen är i ett äldre Office-format som inte läses. Spara den som docx, pptx eller xlsx, så går texten att söka i.",
        "The file is in an older Office format that is not read. Save it as docx, pptx or xlsx to make its text searchable.",
    ),
    Reason.MEDIA: Words(
        "En inspelning har ingen text. Lägg till undertexter, så går det som sägs att söka i.",
        "A recording has no text. Add subtitles to make what is said searchable.",
    ),
    Reason.PICTURE: Words("En bild har ingen text.", "A picture has no text."),
    Reason.BLANK: Words("Det finns ingen text i filen.", "There is no text in the file."),
    Reason.SCANNED: Words(
        "Sidorna är inskannade som bilder, och här finns inget program som läser text i bilder.",
        "The pages are scanned as pictures, and no program that reads text in pictures is installed here.",
    ),
    Reason.SOME_SCANNED: Words(
        "Några sidor är inskannade som bilder. Deras text är inte läst.",
        "Some pages are scanned as pictures. Their text has not been read.",
    ),
    Reason.NOT_RECOGNISED: Words(
        "Sidorna är inskannade som bilder, och ingen text gick att läsa i dem.",
        "The pages are scanned as pictures, and no text could be read in them.",
    ),
    Reason.PASSWORD: Words(
        "Filen är skyddad med lösenord. Spara en kopia utan lösenord, så går texten att läsa.",
        "The file is protected by a password. Save a copy without password to have its text read.",
    ),
    Reason.DAMAGED: Words(
        "Filen är skadad och går inte att läsa. Öppna den i sitt program, spara den på nytt och lägg in den igen.",
        "The file is damaged and cannot be read. Open it in its program, save it again and add it once more.",
    ),
    Reason.ANOTHER_KIND: Words("Innehållet är av ett annat slag än det som sägs.", "The content is of another kind than it is said to be."),
    Reason.DECLARATION: Words(
        "Filen innehåller deklarationer (DTD) som inte hör hemma i ett dokument, och läses därför inte.",
        "The file contains declarations (a DTD) that do not belong in a document, and is therefore not read.",
    ),
    Reason.NO_TIMES: Words(
        "Undertexterna saknar tider. Varje text behöver en rad som 00:00:01.000 --> 00:00:04.000.",
        "The subtitles have no times. Each text needs a line such as 00:00:01.000 --> 00:00:04.000.",
    ),
    Reason.BAD_TIME: Words(
        "En tid i undertexterna går inte att läsa. Tider skrivs som 00:00:01.000 --> 00:00:04.000, med minuter och sekunder under 60.",
        "A time in the subtitles cannot be read. Times are written 00:00:01.000 --> 00:00:04.000, with minutes and seconds below 60.",
    ),
    Reason.NO_LETTERS: Words("Filens tecken går inte att läsa som text.", "The file's signs cannot be read as text."),
    Reason.FELL: Words(
        "Programmet som läser texten stannade av något i filen. Det som lästes innan dess är kvar.",
        "The program that reads the text was stopped by something in the file. What was read before that is kept.",
    ),
    Reason.MISSING: Words("Filen finns inte längre.", "The file is no longer there."),
    Reason.BOMB: Words(
        "Filen packas upp till mycket mer än ett dokument innehåller, och läses därför inte.",
        "The file unpacks to much more than a document holds, and is therefore not read.",
    ),
    Reason.DEEP: Words(
        "Filens delar ligger i varandra djupare än vad som läses.", "The file's parts lie within one another deeper than is read."
    ),
    Reason.HEAVY: Words("Filen är större än vad som läses.", "The file is larger than what is read."),
    Reason.MANY_PAGES: Words(
        "Filen har fler sidor än vad som läses. De första är lästa.", "The file has more pages than are read. The first ones are."
    ),
    Reason.MUCH_TEXT: Words(
        "Filen har mer text än vad som läses. Början är läst.", "The file has more text than is read. Its beginning is."
    ),
    Reason.MEMORY: Words(
        "Filen kräver mer minne än vad som läses. Det som lästes innan dess är kvar.",
        "The file needs more memory than is given to reading. What was read before that is kept.",
    ),
    Reason.TIME: Words(
        "Filen tog för lång tid att läsa. Det som hann läsas är kvar.", "The file took too long to read. What was read in time is kept."
    ),
}
