"""The text of a file (G2): by page, slide, sheet, heading or moment, with how it went.

It may be done again at any time: it changes nothing.
"""

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from samlar.foundation.extraction import apart
from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.language import guessed
from samlar.foundation.extraction.limits import Limits, configured
from samlar.foundation.extraction.tidy import line, without_running_heads
from samlar.foundation.extraction.told import Extracted, Outcome, Place, Reason, Section

UNREAD_KINDS = {
    Kind.OTHER: Reason.NOT_READ, Kind.ZIP: Reason.NOT_READ, Kind.OLD_OFFICE: Reason.OLD_OFFICE, Kind.LOCKED: Reason.PASSWORD,
    **dict.fromkeys((Kind.PNG, Kind.JPEG, Kind.WEBP), Reason.PICTURE),
    **dict.fromkeys((Kind.MP4, Kind.WEBM, Kind.M4A, Kind.MP3), Reason.MEDIA),
}  # fmt: skip
LONGEST = 400  # signs of a heading, a title or a name that the child may tell


def tesseract() -> str | None:
    """Where the program that reads text in pictures is, if it is installed and knows Swedish."""
    path = shutil.which("tesseract")
    return path if path is not None and _knows_swedish(path) else None


@cache
def _knows_swedish(path: str) -> bool:
    """Asked once in a process: whoever installs a language starts the worker again."""
    try:
        told = subprocess.run([path, "--list-langs"], capture_output=True, timeout=20, check=True)
    except (subprocess.SubprocessError, OSError):
        return False
    return b"swe" in told.stdout.split()


def extract(
    path: Path,
    kind: Kind,
    *,
    limits: Limits | None = None,
    recogniser: str | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Extracted:
    """The text of the file at `path`, which is of `kind` (see `kinds.found`).

    Never raises for what is in the file: the outcome says it. `recogniser` is `tesseract()` where scanned pages are to be read; `progress`
    is told which page, slide or sheet is being read, and of how many where that is known.
    """
    limits = limits or configured()
    reason = _not_even_opened(path, kind, limits)
    if reason is not None:
        return Extracted(reason.outcome, reason)

    def hears(one: dict[str, Any]) -> None:
        at = one.get("at")
        if progress is not None and isinstance(at, list) and len(at) == 2 and isinstance(at[0], int):
            progress(at[0], at[1] if isinstance(at[1], int) else None)

    return _whole(apart.ask("read", path, kind, limits, hears=hears, tesseract=recogniser))


def _not_even_opened(path: Path, kind: Kind, limits: Limits) -> Reason | None:
    if kind in UNREAD_KINDS:
        return UNREAD_KINDS[kind]
    try:
        size = path.stat().st_size
    except OSError:
        return Reason.MISSING
    if not size:
        return Reason.EMPTY
    return Reason.HEAVY if size > limits.file_size else None


def _whole(heard: apart.Heard) -> Extracted:
    """What the child told, made into plain values of the right sort: anything else in it is left out."""
    sections = [section for one in heard.told if (section := _section(one.get("section"))) is not None]
    told_last = heard.told[-1].get("end") if heard.told else None
    end: dict[str, Any] = told_last if isinstance(told_last, dict) and heard.cut_short is None else {}
    reason = heard.cut_short or _reason(end.get("reason"))
    sections = _without_running_heads(sections)
    return Extracted(
        outcome=Outcome.DONE if reason is None else reason.outcome,
        reason=reason,
        sections=tuple(sections),
        pages=_count(end.get("pages")) if end else _last_seen(heard.told),
        title=_line(end.get("title")),
        authors=tuple(filter(None, map(_line, end["authors"][:20]))) if isinstance(end.get("authors"), list) else (),
        language=guessed(section.text for section in sections),
        recognised=_count(end.get("recognised")) or 0,
        unread=_count(end.get("unread")) or 0,
        cost=heard.cost,
    )


def _section(told: object) -> Section | None:
    if not isinstance(told, dict) or not isinstance(told.get("text", ""), str):
        return None
    try:
        place = Place(str(told.get("place")))
    except ValueError:
        return None
    number, starts, ends = (_count(told.get(name)) for name in ("number", "starts", "ends"))
    return Section(place, told.get("text", ""), number, _line(told.get("heading")), starts, ends)


def _without_running_heads(sections: list[Section]) -> list[Section]:
    if any(section.place != Place.PAGE for section in sections):
        return sections
    texts = without_running_heads([section.text for section in sections])
    return [
        Section(Place.PAGE, text, section.number, section.heading)
        for section, text in zip(sections, texts, strict=True)
        if text or section.heading
    ]


def _last_seen(told: list[dict[str, Any]]) -> int | None:
    """How many pages the file said it had, when its reader was stopped."""
    at = [one["at"] for one in told if isinstance(one.get("at"), list) and len(one["at"]) == 2]
    return _count(at[-1][1]) if at else None


def _reason(told: object) -> Reason | None:
    if told is None:
        return None
    try:
        return Reason(str(told))
    except ValueError:
        return Reason.FELL


def _count(told: object) -> int | None:
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 <= told < 2**31 else None


def _line(told: object) -> str:
    return line(told, LONGEST) if isinstance(told, str) else ""
