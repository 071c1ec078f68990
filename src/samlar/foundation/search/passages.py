"""Text cut into passages: what is ranked and shown is about 135 words, and knows where it stands (page, slide, heading, moment). Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WORDS = 135  # of a passage, about
LEAST = 40  # a rest shorter than this joins the passage before it

_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?…:]['\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of an extracted text with where it stands, as the extraction says it: `place` is carried along, never read."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text to rank and to show, and where it stands."""

    text: str
    place: str


def passages(sections: Iterable[Section], *, words: int = WORDS) -> Iterator[Passage]:
    """Cuts sections in order. A passage never reaches over two sections: its place would be wrong."""
    for section in sections:
        for start, end in _cuts(section.text, words):
            yield Passage(section.text[start:end], section.place)


def cut(text: str, *, words: int = WORDS) -> list[str]:
    """A text without places, cut into passages."""
    return [text[start:end] for start, end in _cuts(text, words)]


def _cuts(text: str, words: int) -> Iterator[tuple[int, int]]:
    """Where each passage starts and ends: at a line's or sentence's end near the wished length, else in the middle of a sentence."""
    found = [(one.start(), one.end()) for one in _WORD.finditer(text)]
    first = 0
    while first < len(found):
        left = len(found) - first
        if left <= words + LEAST:
            yield found[first][0], found[-1][1]
            return
        last = _last(text, found, first, words)
        yield found[first][0], found[last][1]
        first = last + 1


def _last(text: str, found: list[tuple[int, int]], first: int, words: int) -> int:
    """The passage's last word: the best end between two thirds and five quarters of the wished length, the nearest to it."""
    wished = first + words - 1
    best, cost = wished, float(words)
    for place in range(first + words * 2 // 3, min(first + words * 5 // 4, len(found) - 2) + 1):
        start, end = found[place]
        break_after = "\n" in text[end : found[place + 1][0]]
        sentence = bool(_SENTENCE_END.search(text[max(start, end - 8) : end]))
        if break_after or sentence:
            away = abs(place - wished) - (words // 10 if break_after else 0)
            if away < cost:
                best, cost = place, away
    return best
