"""A recording's chapters, its length and its captions, and what the law asks of them (G3). Pure.

The law on accessibility to digital public service (2018:1937) asks for captions when a recording is published. What was sent live and
stays to be seen afterwards is to have them without undue delay: as a rule within 14 days (recital 27 of directive (EU) 2016/2102). The
authority, Digg, reads it as "without undue delay" in each case and not as a right to wait. Samlär counts 14 days from publishing for all
recordings, says so, and never calls the time before that allowed.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samlar.formats.sentence import Refusal, Sentence

CAPTION_DAYS = 14
REMIND_BEFORE = 4  # days
MOST_CHAPTERS = 200
CHAPTER = 160
LONGEST = 24 * 60 * 60  # seconds
LONGEST_TEXT = 60_000
LAW = Sentence(
    "Lagen om tillgänglighet till digital offentlig service (2018:1937): en inspelning ska vara textad. Det som har sänts direkt ska få"
    " text utan onödigt dröjsmål, i regel inom 14 dagar (skäl 27 i EU:s webbdirektiv 2016/2102).",
    "The Swedish law on accessibility to digital public service (2018:1937): a recording is to have captions. What was sent live is to get"
    " them without undue delay, as a rule within 14 days (recital 27 of the EU's web directive 2016/2102).",
)
CHOOSE_LANGUAGE = Sentence("Välj vilket språk texten är på.", "Choose which language the captions are in.")
MOMENT = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})", re.ASCII)
LINE = re.compile(r"[\[(]?(?P<at>\d[\d:.,]*)[\])]?[\s\-–—:.]*(?P<title>.*)", re.ASCII | re.DOTALL)


class RecordingRefused(Refusal):
    """What was said of a recording does not do; `field` says where."""


class Captions(StrEnum):
    """How far the captions have come."""

    NONE = "none"
    ORDERED = "ordered"  # somebody is making them
    AUTOMATIC = "automatic"  # made by a machine, not yet read by a person
    DONE = "done"


WORDS = {
    Captions.NONE: Sentence("text saknas", "no captions"),
    Captions.ORDERED: Sentence("text är beställd", "captions ordered"),
    Captions.AUTOMATIC: Sentence("automatisk text, inte läst", "automatic captions, not read"),
    Captions.DONE: Sentence("textad", "captioned"),
}
BY_HAND = (Captions.NONE, Captions.ORDERED, Captions.DONE)  # what is said by hand; automatic follows from the files


class Owed(StrEnum):
    """Where captions stand against the law's time, for a published recording."""

    NOTHING = "nothing"  # done, or nobody but the own circle sees it
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class ChapterLine:
    at: int  # ms
    title: str


def due_on(published: date) -> date:
    """The last day for captions of what was published on a day."""
    return published + timedelta(days=CAPTION_DAYS)


def owed(captions: Captions, due: date | None, today: date) -> Owed:
    if captions == Captions.DONE or due is None:
        return Owed.NOTHING
    return Owed.OVERDUE if today > due else Owed.SOON


def standing(captions: Captions, due: date | None, today: date) -> Sentence:
    """One sentence: how far the captions have come and what is owed."""
    state = owed(captions, due, today)
    if state == Owed.NOTHING:
        told = {
            Captions.DONE: Sentence("Inspelningen är textad.", "The recording has captions."),
            Captions.NONE: Sentence(
                "Inspelningen saknar text. Den ska finnas när den publiceras.",
                "The recording has no captions. It is to have them when it is published.",
            ),
            Captions.ORDERED: Sentence(
                "Text är beställd. Den ska finnas när inspelningen publiceras.",
                "Captions are ordered. They are to be there when the recording is published.",
            ),
            Captions.AUTOMATIC: Sentence(
                "Texten är gjord av en maskin och ska läsas av en person innan inspelningen publiceras.",
                "The captions were made by a machine and are to be read by a person before the recording is published.",
            ),
        }
        return told[captions]
    lacks = {
        Captions.NONE: Sentence("Text saknas", "Captions are missing"),
        Captions.ORDERED: Sentence("Text är beställd", "Captions are ordered"),
        Captions.AUTOMATIC: Sentence("Texten är automatisk och ingen har läst den", "The captions are automatic and nobody has read them"),
    }[captions]
    if state == Owed.OVERDUE:
        said = Sentence("{lacks}. Den skulle ha varit klar {due}.", "{lacks}. They were due on {due}.")
    else:
        said = Sentence("{lacks}. Den ska vara klar senast {due}.", "{lacks}. They are due on {due} at the latest.")
    return said.fill(lacks=lacks, due=due)


def reminder(captions: Captions, due: date | None, today: date) -> str:
    """Which letter is due: "soon" a few days before, "over" from the day after, else nothing. Each is sent once."""
    if due is None or captions == Captions.DONE:
        return ""
    if today > due:
        return "over"
    return "soon" if today >= due - timedelta(days=REMIND_BEFORE) else ""


def captions_of(automatic: bool | None, said: Captions, *, lost: bool = False) -> Captions:
    """How far captions have come after a file was put or taken away.

    `automatic`: of the file in the language that is spoken, None where there is none: a translation is not captions. Without one, what was
    said by hand stands, but for what rested on a file that is gone (`lost`).
    """
    if automatic is not None:
        return Captions.AUTOMATIC if automatic else Captions.DONE
    rested = said == Captions.AUTOMATIC or (lost and said == Captions.DONE)
    return Captions.NONE if rested else said


def taken_state(said: str, *, has_automatic: bool, has_read: bool) -> Captions:
    """What somebody says by hand. Raises RecordingRefused at `captions`. "Done" without a file: burnt into the film, or at the service."""
    if said not in set(BY_HAND):
        raise refused(Sentence("Välj hur långt texten har kommit.", "Choose how far the captions have come."), "captions")
    state = Captions(said)
    if state == Captions.DONE and has_automatic and not has_read:
        raise refused(
            Sentence(
                "Texten är automatisk. Den är klar när en person har läst den.",
                "The captions are automatic. They are done when a person has read them.",
            ),
            "captions",
            mend=Sentence("Säg vid filen att den är läst.", "Say at the file that it has been read."),
        )
    return Captions.AUTOMATIC if has_automatic and not has_read and state == Captions.NONE else state


def taken_length(said: str) -> int | None:
    """A length in seconds out of "1:02:03", "62:03" or nothing. Raises RecordingRefused at `length`."""
    text = said.strip()
    if not text:
        return None
    found = read_moment(text)
    if found is None:
        raise refused(
            Sentence("Längden går inte att läsa.", "The length cannot be read."),
            "length",
            mend=Sentence("Skriv den som 1:02:03 eller 62:03.", "Write it as 1:02:03 or 62:03."),
        )
    seconds = found // 1000
    if not 0 < seconds <= LONGEST:
        raise refused(Sentence("Längden är mellan en sekund och ett dygn.", "The length is between a second and a day."), "length")
    return seconds


def read_moment(text: str) -> int | None:
    """The moment (ms) in "1:02:03", "62:03" or "0:07"; None where there is none."""
    found = MOMENT.fullmatch(text.strip().replace(".", ":"))
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if seconds > 59 or (found[1] and minutes > 59):
        return None
    return ((hours * 60 + minutes) * 60 + seconds) * 1000


def said_moment(at: int) -> str:
    """A moment (ms) as people write it: 0:07, 12:30, 1:02:03."""
    seconds = max(0, at) // 1000
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def chapters(text: str, seconds: int | None = None) -> tuple[ChapterLine, ...]:
    """Chapters out of lines such as "12:30 Rubrik", in the order of time. Nothing typed is no chapters.

    Raises RecordingRefused at `chapters`, naming the line: no time, no heading, a heading too long, twice the same moment, after the
    recording's end (`seconds`), too many.
    """
    if len(text) > LONGEST_TEXT:
        raise refused(Sentence("Texten är för lång.", "The text is too long."), "chapters")
    found: dict[int, ChapterLine] = {}
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        words = " ".join("".join(sign if _plain(sign) else " " for sign in line).split())
        if not words:
            continue
        one = _chapter(words, number, seconds)
        if one.at in found:
            raise refused(
                Sentence("Rad {line}: två kapitel börjar {at}.", "Line {line}: two chapters begin at {at}.").fill(
                    line=number, at=said_moment(one.at)
                ),
                "chapters",
            )
        found[one.at] = one
    if len(found) > MOST_CHAPTERS:
        raise refused(
            Sentence("Högst {most} kapitel får plats.", "There is room for {most} chapters at most.").fill(most=MOST_CHAPTERS), "chapters"
        )
    return tuple(found[at] for at in sorted(found))


def _chapter(words: str, number: int, seconds: int | None) -> ChapterLine:
    parts = LINE.fullmatch(words)
    at = read_moment(parts["at"].rstrip(":.,")) if parts else None
    if parts is None or at is None:
        raise refused(
            Sentence("Rad {line} börjar inte med en tid.", "Line {line} does not begin with a time.").fill(line=number),
            "chapters",
            mend=Sentence("Skriv till exempel 12:30 Frågor från salen.", "Write for instance 12:30 Questions from the floor."),
        )
    title = parts["title"].strip()
    if not title:
        raise refused(
            Sentence("Rad {line} saknar rubrik efter tiden.", "Line {line} has no heading after the time.").fill(line=number), "chapters"
        )
    if len(title) > CHAPTER:
        raise refused(
            Sentence(
                "Rad {line}: rubriken har {length} tecken. Högst {most} får plats.",
                "Line {line}: the heading has {length} characters. There is room for {most} at most.",
            ).fill(line=number, length=len(title), most=CHAPTER),
            "chapters",
        )
    if at > LONGEST * 1000 or (seconds is not None and at >= seconds * 1000):
        raise refused(
            Sentence("Rad {line}: inspelningen är slut då.", "Line {line}: the recording is over by then.").fill(line=number), "chapters"
        )
    return ChapterLine(at, title)


def chapters_text(lines: Iterable[ChapterLine]) -> str:
    """The chapters as they are typed: what `chapters` reads again as the same."""
    return "\n".join(f"{said_moment(line.at)} {line.title}" for line in lines)


def refused(sentence: Sentence, field: str, mend: Sentence | None = None) -> RecordingRefused:
    return RecordingRefused(sentence, field=field, source="G3", mend=mend)


def _plain(sign: str) -> bool:
    return sign == "\t" or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")
