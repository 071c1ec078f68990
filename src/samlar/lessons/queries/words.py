"""Whether a column holds words, whatever their case, in one statement for both databases."""

import unicodedata
from collections.abc import Iterable

ESCAPED = str.maketrans({"!": "!!", "%": "!%", "_": "!_"})
MOST = 8  # words of a search that are looked for


def holds(column: str, words: Iterable[str], *, every: bool = True) -> tuple[str, dict[str, str]]:
    """The condition that a column holds every word, or any of them, and its values.

    SQLite knows only the case of a–z, so å, ä and ö are also looked for as capitals: first in the word, and throughout.
    """
    parts, values = [], {}
    for place, word in enumerate(list(words)[:MOST]):
        ways = []
        for way, pattern in enumerate(dict.fromkeys(_cases(word))):
            values[f"word_{place}_{way}"] = f"%{pattern.translate(ESCAPED)}%"
            ways.append(f"LOWER({column}) LIKE %(word_{place}_{way})s ESCAPE '!'")
        parts.append(f"({' OR '.join(ways)})")
    return f"({(' AND ' if every else ' OR ').join(parts)})", values


def _cases(word: str) -> Iterable[str]:
    small = unicodedata.normalize("NFC", word).lower()
    yield small
    yield _capital(small[:1]) + small[1:]
    yield "".join(map(_capital, small))


def _capital(letter: str) -> str:
    """As SQLite's LOWER leaves it: the letters a–z small, the others as they were."""
    return letter if letter.isascii() or len(letter.upper()) != 1 else letter.upper()
