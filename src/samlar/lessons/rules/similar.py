"""How like two sentences are, by the stems of their words. Pure, and in no way clever: it finds what uses the same words (F1)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 4  # letters of a word that says something
STEM = 6  # of a longer word so much is compared: ”återkoppla” and ”återkopplingen” are one
MOST_STEMS = 6  # that candidates are looked up by
LIKE_ENOUGH = 0.3
LONGEST = 1_000  # signs of a text that are read at all
SAYS_LITTLE = """
alla alltid andra annan annat bara behöver blir borde både denna dessa detta efter eller emot från finns före gärna genom göra
gjorde göra hade hans have hela hellre helt hennes här höra hur inför ingen inget innan inom inte kanske kunde kring låta mellan
mest mera minst måste många mycket med medan mindre mitt någon något några och också oftast redan samma sedan sina själv skall
skulle snart sådan såsom tills till trots under utan vara varit varje vars vart vilka vilken vill ville vissa åter över även
about after also been before being from have into more most must only other should some such than that their them then there
these they this those very want were what when where which while will with without would your
"""
EMPTY = frozenset(SAYS_LITTLE.split())


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words that say something, in the order of the text, each once."""
    words = WORD.findall(unicodedata.normalize("NFC", text[:LONGEST]).casefold())
    return tuple(dict.fromkeys(word[:STEM] for word in words if len(word) >= SHORTEST and word not in EMPTY))


def to_look_up(text: str) -> tuple[str, ...]:
    """The stems that candidates are looked up by: the longest, which say most."""
    return tuple(sorted(stems(text), key=len, reverse=True)[:MOST_STEMS])


def holding(wanted: Sequence[str], others: Iterable[tuple[T, str]], *, most: int) -> list[tuple[T, str]]:
    """Those that hold any of the stems, anywhere and whatever the case; those that hold most of them first, equals in their order."""
    counted = [(hits, one) for one in others if (hits := _hits(wanted, unicodedata.normalize("NFC", one[1]).casefold()))]
    counted.sort(key=lambda pair: -pair[0])
    return [one for _, one in counted[:most]]


def _hits(wanted: Sequence[str], text: str) -> int:
    return len([1 for word in wanted if word in text])  # a list: this is done thousands of times while somebody writes


def likeness(text: str, other: str) -> float:
    """How much of the shorter text's words stand in the other: from 0 to 1, the same in both directions. A single word in common is
    never enough in a text of several."""
    mine, theirs = set(stems(text)), set(stems(other))
    if not mine or not theirs:
        return 0.0
    common = len(mine & theirs)
    least = min(len(mine), len(theirs))
    if common < 2 and least > 1:
        return 0.0
    return common / (least * max(len(mine), len(theirs))) ** 0.5


def most_like(text: str, others: Iterable[tuple[T, str]], *, most: int) -> list[T]:
    """Those that are like enough, the most alike first; equals stay in their order."""
    scored = [(likeness(text, sentence), one) for one, sentence in others]
    scored.sort(key=lambda pair: -pair[0])
    return [one for score, one in scored[:most] if score >= LIKE_ENOUGH]
