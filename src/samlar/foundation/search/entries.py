"""What a room gives search to find: one entry for each thing, with its text and who finds it (G2).

Search knows its subjects as kind:id. Which kinds there are, and what they are called, is said above the ground.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

TITLE = 300
LONGEST_TEXT = 3_000_000  # signs of one entry: some thousand pages


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an entry's text and where it stands: `place` is page, slide, notes, sheet, section or moment; `at` its number, or ms."""

    text: str
    place: str = ""
    at: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to be found. `audiences`: the tokens of those who find it, any of which will do; none: nobody does.

    `kind`: what it is to those who look; `subject`: what its key calls it, where that is another word (an example is a lesson).
    `about`: what it is made from beside itself, as kind:id: when that changes it is read anew.
    """

    kind: str
    id: int | str
    title: str
    audiences: frozenset[str]
    pieces: tuple[Piece, ...] = ()
    language: str = "sv"
    day: date | None = None
    format: str = ""
    organisation: int | None = None
    themes: tuple[int, ...] = ()
    subject: str = ""
    about: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return key(self.subject or self.kind, self.id)


def key(kind: str, id: int | str) -> str:
    return f"{kind}:{id}"


def numbers(about: Iterable[str], kind: str) -> list[int]:
    """The ids of those of a kind, in order; what is no number is left out."""
    heads = (one.partition(":") for one in about)
    return sorted({int(id) for head, _, id in heads if head == kind and id.isascii() and id.isdigit() and len(id) < 19})


def pieces(*texts: tuple[str, str] | str) -> tuple[Piece, ...]:
    """One piece for each text that says something; a pair is its heading and the text."""
    pairs = [("", one) if isinstance(one, str) else one for one in texts]
    return tuple(Piece(text, place="section" if heading else "", heading=heading[:200]) for heading, text in pairs if text.strip())
