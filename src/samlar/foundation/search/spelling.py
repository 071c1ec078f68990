""""Did you mean" and suggestions while typing, over the words of the collection (G4). Safe: nothing is offered that the viewer may not see.

SymSpell's way (a word and its one-letter losses as keys), kept in a file beside the index instead of in every process's memory. The
keys are made of words without accents, so that *kompetensforsorjning* finds *kompetensförsörjning*; å, ä and ö still tell candidates apart.
"""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from symspellpy.editdistance import DistanceAlgorithm, EditDistance

NAME = "spelling.sqlite3"
MOST_WORDS = 200_000  # the commonest words of a collection
SHORTEST, LONGEST = 3, 40  # letters of a word that is offered
SHORTEST_TYPED = 2  # letters before anything is suggested
CANDIDATES = 24  # looked at per word or prefix, commonest first
SUGGESTIONS = 8
SHORTEST_INSIDE = 4  # letters that are looked for inside words

_PLAIN = str.maketrans("åäöéèêëüñçáàâíìîóòôúùûøæ", "aaoeeeeuncaaaiiiooouuuoa")
_TABLES = """
create table word (id integer primary key, word text not null unique, plain text not null, count integer not null);
create table near (key integer not null, word integer not null, primary key (key, word)) without rowid;
"""


def plain(word: str) -> str:
    """A word as it is typed on a keyboard without å, ä and ö."""
    return word.translate(_PLAIN)


def save(counts: Mapping[str, int], folder: Path) -> None:
    """Writes the words of a collection, with how many documents hold each, beside a new index."""
    words = [word for word in counts if _offered(word)]
    if len(words) > MOST_WORDS:
        words = sorted(words, key=lambda word: (-counts[word], word))[:MOST_WORDS]
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as file:
        file.executescript(f"pragma journal_mode=off; pragma synchronous=off; {_TABLES}")
        file.execute("begin")
        file.executemany("insert into word values (?, ?, ?, ?)", ((at, word, plain(word), counts[word]) for at, word in enumerate(words)))
        # in the order of the keys: the table is written once, from one end to the other
        file.executemany("insert into near values (?, ?)", sorted((key, at) for at, word in enumerate(words) for key in _keys(word)))
        file.execute("create index word_plain on word (plain)")
        file.execute("commit")


def learn(words: Iterable[str], folder: Path) -> None:
    """Adds words that came after the index was built; a word that is known counts once more. Without a file nothing is learnt."""
    if not (folder / NAME).is_file():
        return
    with closing(sqlite3.connect(folder / NAME, timeout=20, isolation_level=None)) as file:
        file.execute("begin immediate")
        for word in sorted({word for word in words if _offered(word)}):
            known = file.execute("update word set count = count + 1 where word = ? returning id", (word,)).fetchone()
            if not known:
                at = file.execute("insert into word (word, plain, count) values (?, ?, 1)", (word, plain(word))).lastrowid
                file.executemany("insert or ignore into near values (?, ?)", [(key, at) for key in _keys(word)])
        file.execute("commit")


def _offered(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def _keys(word: str) -> set[int]:
    """The keys under which a word is found: itself without accents, and that with each one letter lost."""
    bare = plain(word)
    return {_key(bare), *(_key(bare[:at] + bare[at + 1 :]) for at in range(len(bare)))}


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=5).digest(), "big")


class Spelling:
    """The words of an index, to be asked. Safe for threads: each has its own connection."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME
        self._own = threading.local()

    def _asked(self, sql: str, values: tuple[object, ...]) -> list[tuple[str, int]]:
        """Rows of (word, count). A file that is missing or broken knows no words: search works without it."""
        try:
            connection = getattr(self._own, "connection", None)
            if connection is None:
                connection = self._own.connection = sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
            return list(connection.execute(sql, values))
        except sqlite3.Error:
            return []

    def near(self, word: str) -> Iterator[str]:
        """The collection's words that a word may be a slip of, the likeliest first: fewest slips, then right accents, then commonest."""
        if not SHORTEST <= len(word) <= LONGEST:
            return
        keys = sorted(_keys(word))
        marks = ",".join("?" * len(keys))
        rows = self._asked(
            f"select distinct word.word, word.count from near join word on word.id = near.word where near.key in ({marks})",
            tuple(keys),
        )
        distance = EditDistance(DistanceAlgorithm.DAMERAU_OSA)
        bare = plain(word)
        allowed = 1 if len(word) < 5 else 2
        found = []
        for other, count in rows:
            slips = distance.compare(bare, plain(other), allowed)
            if slips < 0 or other == word:
                continue
            accents = distance.compare(word, other, LONGEST)
            found.append((slips, accents, other[0] != word[0], -count, other))
        for _slips, _accents, _first, _count, other in sorted(found)[:CANDIDATES]:
            yield other

    def beginning(self, typed: str) -> Iterator[str]:
        """The collection's words that begin as typed, the commonest first. Typed without å, ä and ö they are found too."""
        if not SHORTEST_TYPED <= len(typed) <= LONGEST:
            return
        bare = plain(typed)
        rows = self._asked(
            "select word, count from word where plain >= ? and plain < ? order by count desc, word limit ?",
            (bare, bare + "\U0010ffff", 10 * CANDIDATES),
        )
        if bare != typed:
            rows = [(word, count) for word, count in rows if word.startswith(typed)]
        rows.sort(key=lambda row: (not row[0].startswith(typed), -row[1]))
        for word, _count in rows[: 2 * CANDIDATES]:
            yield word

    def around(self, word: str) -> Iterator[str]:
        """The collection's words that begin or end with a word, the commonest first: kompetensförsörjning of *försörjning*. The list is
        read through once."""
        if not SHORTEST_INSIDE <= len(word) <= LONGEST:
            return
        bare = plain(word)
        rows = self._asked(
            "select word, count from word where length(plain) >= ? and (substr(plain, 1, ?) = ? or substr(plain, -?) = ?)"
            " order by count desc, word limit ?",
            (len(bare) + 3, len(bare), bare, len(bare), bare, 10 * CANDIDATES),
        )
        kept = [other for other, _count in rows if bare == word or other.startswith(word) or other.endswith(word)]
        yield from kept[: 2 * CANDIDATES]
