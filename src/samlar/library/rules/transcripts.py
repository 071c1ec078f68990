"""Looking for words in a transcript that is read on one page: what they stand in is marked, also inside a longer word (G3). Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from snowballstemmer import stemmer

LONGEST = 100  # characters of what is looked for
LEAST = 2  # letters of a word that is looked for
WORD = re.compile(r"[^\W_]+")
ALGORITHMS = {"sv": "swedish", "en": "english", "nb": "norwegian", "da": "danish", "fi": "finnish"}


@dataclass(frozen=True, slots=True)
class Segment:
    text: str
    marked: bool


@lru_cache(maxsize=256)
def looked_for(typed: str, language: str) -> tuple[str, ...]:
    """The words to look for, each without its inflection: "projekten" also finds "lärprojektet", never "lån" for "län"."""
    words = [word for word in WORD.findall(typed[:LONGEST].casefold()) if len(word) >= LEAST]
    algorithm = ALGORITHMS.get(language)
    stems = stemmer(algorithm).stemWords(words) if algorithm else words
    # A stem is looked for only where it begins the word that was typed: some languages' stems change letters.
    fits = ((word, stem, len(stem) >= LEAST and word.startswith(stem)) for word, stem in zip(words, stems, strict=True))
    return tuple(dict.fromkeys(stem if fit else word for word, stem, fit in fits))


def marked(text: str, words: Sequence[str]) -> tuple[Segment, ...]:
    """The text in pieces, those that were looked for marked; together they are the text. Nothing found: one piece, not marked."""
    if not words:
        return (Segment(text, False),)
    pieces = re.split("(" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")", text, flags=re.IGNORECASE)
    return tuple(Segment(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece)


def found(segments: Iterable[Any]) -> bool:
    return any(one.marked for one in segments)
