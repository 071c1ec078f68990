"""Subtitles read out of a WebVTT or SubRip file, and written anew as WebVTT: only times and text, whatever else was in the file (G3). Pure.

Styles, positions, regions, notes and tags are left behind, so that nothing of the sender's reaches a browser but words at moments. Who
speaks (`<v Namn>`) is kept as text: "Namn: …".
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from samlar.formats.sentence import Refusal, Sentence

MOST_BYTES = 4 * 1024 * 1024
MOST_CUES = 20_000
LONGEST_CUE = 2_000  # characters
LONGEST = 24 * 60 * 60 * 1000  # ms: no recording is longer than a day
ARROW = "-->"
TIME = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)(?:[.,](\d{1,3}))?", re.ASCII)
# What opens anew ends what was open: a line of nothing but openings is read through once, not once for each of them.
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^\s<>][^<>]{0,79})>")
TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
APART = ("NOTE", "STYLE", "REGION")
PARAGRAPH = 400  # characters of a transcript's paragraph before the next begins
PAUSE = 2_500  # ms of silence that begin a new one


class SubtitlesRefused(Refusal):
    """The file is no subtitles that can be read; `field` is `file`, and the sentence says which line."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from one moment to another (ms). Lines are parted by line breaks."""

    begin: int
    end: int
    text: str


def read(data: bytes) -> tuple[Cue, ...]:
    """The cues in the order of time. Raises SubtitlesRefused: too large, not text, without times, a time that cannot be, too many."""
    if len(data) > MOST_BYTES:
        raise refused(Sentence("Filen är för stor för att vara undertexter.", "The file is too large to be subtitles."))
    lines = re.split(r"\r\n|\r|\n", _decoded(data).replace("\x00", ""))
    found: list[Cue] = []
    at = 0
    while at < len(lines):
        if lines[at].startswith(APART) and _begins_a_block(lines, at):
            at = _after_block(lines, at)
        elif ARROW in lines[at]:
            begin, end = _times(lines[at], at + 1)
            after = _after_block(lines, at)
            text = _said(lines[at + 1 : after], at + 1)
            if text:
                found.append(Cue(begin, end, text))
            if len(found) > MOST_CUES:
                raise refused(
                    Sentence("Filen har fler än {most} textrutor.", "The file has more than {most} subtitles.").fill(most=MOST_CUES)
                )
            at = after
        else:
            at += 1
    if not found:
        raise refused(
            Sentence(
                "Filen har inga tider, så den går inte att visa till filmen.", "The file has no times, so it cannot be shown with the film."
            ),
            mend=Sentence(
                "Undertexter har rader som 00:00:12.000 --> 00:00:15.500. Spara dem som vtt eller srt.",
                "Subtitles have lines such as 00:00:12.000 --> 00:00:15.500. Save them as vtt or srt.",
            ),
        )
    return tuple(sorted(found, key=lambda cue: (cue.begin, cue.end)))


def written(cues: Iterable[Cue]) -> str:
    """The cues as WebVTT. What reads it gets the same cues: `read(written(cues).encode()) == cues`."""
    parts = [f"{clocked(cue.begin)} {ARROW} {clocked(cue.end)}\n{_escaped(cue.text)}\n" for cue in cues]
    return "WEBVTT\n\n" + "\n".join(parts)


def clocked(at: int) -> str:
    """A moment (ms) as WebVTT writes it: 01:02:03.450."""
    seconds, rest = divmod(at, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def paragraphs(cues: Sequence[Cue], breaks: Sequence[int] = ()) -> tuple[Cue, ...]:
    """The cues as running text, for reading and searching: a new paragraph where a chapter begins (`breaks`, ms), after a pause at a
    sentence's end, or when one has grown long. What one repeats of the one before, as rolling subtitles do, is said once."""
    starts, found = sorted(breaks), list[Cue]()
    last_line = ""
    for cue in cues:
        lines = [line for line in cue.text.split("\n") if line != last_line]
        last_line = cue.text.rsplit("\n", 1)[-1]
        text = " ".join(lines)
        if not text:
            continue
        now = found[-1] if found else None
        if now is None or _parted(now, cue, starts):
            found.append(Cue(cue.begin, cue.end, text))
        else:
            found[-1] = replace(now, end=max(now.end, cue.end), text=f"{now.text} {text}")
    return tuple(found)


def _parted(now: Cue, cue: Cue, starts: Sequence[int]) -> bool:
    over = now.text.endswith((".", "!", "?", "…", "”", '"'))
    chapter = any(now.begin < start <= cue.begin for start in starts)
    long = len(now.text) > PARAGRAPH and (over or len(now.text) > 2 * PARAGRAPH)
    return chapter or long or (over and cue.begin - now.end > PAUSE)


def refused(sentence: Sentence, mend: Sentence | None = None) -> SubtitlesRefused:
    return SubtitlesRefused(sentence, field="file", source="G3", mend=mend)


def _decoded(data: bytes) -> str:
    """As UTF-8, as UTF-16 where it says so, else as older Windows programs write. Raises SubtitlesRefused for what is no text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    elif b"\x00" in data[:4096]:
        raise refused(Sentence("Filen är inte en textfil.", "The file is not a text file."), mend=_SAVE)
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return unicodedata.normalize("NFC", text)


_SAVE = Sentence("Spara undertexterna som vtt eller srt.", "Save the subtitles as vtt or srt.")


def _begins_a_block(lines: Sequence[str], at: int) -> bool:
    return at == 0 or not lines[at - 1].strip()


def _after_block(lines: Sequence[str], at: int) -> int:
    """The line after the block that begins here: a block ends at an empty line, or where the next one's times stand."""
    after = at + 1
    while after < len(lines) and lines[after].strip() and ARROW not in lines[after]:
        after += 1
    # SubRip numbers its blocks: where one is not parted from the next, its number is no word of the one before.
    if after < len(lines) and ARROW in lines[after] and after - 1 > at and lines[after - 1].strip().isdecimal():
        after -= 1
    return after


def _times(line: str, number: int) -> tuple[int, int]:
    """The two moments (ms) of a line. Raises SubtitlesRefused."""
    first, _, rest = line.partition(ARROW)
    second = rest.split()[0] if rest.split() else ""
    begin, end = _moment(first.strip()), _moment(second)
    if begin is None or end is None:
        raise refused(
            Sentence("Rad {line}: tiden går inte att läsa.", "Line {line}: the time cannot be read.").fill(line=number),
            mend=Sentence("Den ska se ut så här: 00:00:12.000 --> 00:00:15.500", "It should look like this: 00:00:12.000 --> 00:00:15.500"),
        )
    if end <= begin:
        raise refused(
            Sentence("Rad {line}: texten slutar innan den börjar.", "Line {line}: the subtitle ends before it begins.").fill(line=number)
        )
    if end > LONGEST:
        raise refused(Sentence("Rad {line}: tiden är längre än ett dygn.", "Line {line}: the time is longer than a day.").fill(line=number))
    return begin, end


def _moment(text: str) -> int | None:
    found = TIME.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds, rest = found.groups()
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int((rest or "0").ljust(3, "0"))


def _said(lines: Sequence[str], number: int) -> str:
    """The words of a block, without tags and without signs that steer. Raises SubtitlesRefused for one that is far too long."""
    said = []
    for line in lines:
        words = html.unescape(TAG.sub("", VOICE.sub(lambda found: f"{found[1].strip()}: ", line)))
        words = " ".join("".join(sign for sign in words if not _steers(sign)).split())
        if words:
            said.append(words)
    text = "\n".join(said)
    if len(text) > LONGEST_CUE:
        raise refused(
            Sentence(
                "Texten efter rad {line} är längre än {most} tecken.", "The text after line {line} is longer than {most} characters."
            ).fill(line=number, most=LONGEST_CUE)
        )
    return text.replace(ARROW, "→")


def _steers(sign: str) -> bool:
    """Signs that are no words: controls, direction marks, surrogates. A tab or another space is made a plain one afterwards."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") and not sign.isspace()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
