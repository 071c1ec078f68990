"""The lexicon of an index: Swedish word forms with their lemmas, and how common each form is in the collection (G3).

It is gathered once, when an index is built, and frozen in the index's folder: documents and questions must be analysed alike for as
long as the index lives. simplemma's list of 745 000 forms takes 118 MB and a second to load, so only the builder loads it. Readers
open the frozen file: sorted forms in small packed blocks, of which those in use are kept unpacked.
"""

import hashlib
import json
import re
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

from .chain import STOP_WORDS, Chain, NoWords, core, fold, shortest, words_in

_ACCENTED = re.compile("[^a-zåäö]")

NAME = "lexicon.bin"
BLOCK = 32  # forms packed together
KEPT = 512  # blocks kept unpacked in a process
IN_DOCUMENTS = 3  # a word outside the list is trusted as a part when this many documents hold it


class BrokenLexicon(Exception):
    """The frozen lexicon is missing, cut off or of another make."""


class Gathered:
    """The lexicon while an index is built: everything in memory."""

    def __init__(self, lemmas: dict[str, str], counts: dict[str, int]) -> None:
        self.lemmas = lemmas
        self.counts = counts

    def lemma(self, form: str) -> str | None:
        return self.lemmas.get(form)

    def count(self, form: str) -> float:
        held = self.counts.get(form, 0)
        return 1.0 + held if held >= IN_DOCUMENTS or form in self.lemmas else 0.0

    def bent(self, term: str) -> tuple[str, ...]:
        return self.all_bent.get(term, ())

    @cached_property
    def all_bent(self) -> dict[str, tuple[str, ...]]:
        """Every term that has forms without its letters, with the cores of these."""
        stem = lru_cache(maxsize=None)(Chain(NoWords(), full=False).stem)
        bent: dict[str, list[str]] = {}
        for form, lemma in self.lemmas.items():
            if not form.startswith(lemma) and form not in STOP_WORDS and not core(form).startswith(core(term := stem(lemma))):
                bent.setdefault(term, []).append(form)
        return {term: shortest(map(core, forms)) for term, forms in bent.items()}


def gather(texts: Iterable[str], lemmas: dict[str, str] | None = None) -> Gathered:
    """The lexicon of a collection of Swedish texts, one text per document; `lemmas` is another list than the whole one."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(words_in(text)))
    return Gathered(listed() if lemmas is None else lemmas, dict(counts))


def listed() -> dict[str, str]:
    """The list's forms with their lemmas, folded as words in texts are; a form of several words or with signs is left out."""
    # only who builds an index has use for it
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    kept = DefaultDictionaryFactory(cache_max_size=0).get_dictionary("sv")._dict  # type: ignore[attr-defined]  # asked word by word it takes four times as long
    pairs = list(zip(b"\n".join(kept).decode().split("\n"), b"\n".join(kept.values()).decode().split("\n"), strict=True))
    words = [pair for pair in pairs if pair[0].isalpha() and pair[1].isalpha()]
    known = {form: lemma for form, lemma in words if form.islower() and lemma.islower()}
    names = [(form, lemma) for form, lemma in words if not (form.islower() and lemma.islower())]
    for form, lemma in [pair for pair in known.items() if _ACCENTED.search(pair[0])]:
        known.setdefault(fold(form), fold(lemma))
    for form, lemma in names:
        known.setdefault(fold(form), fold(lemma))
    return known


def freeze(words: Gathered, folder: Path) -> str:
    """Writes the lexicon into the index's folder; gives its hash. Written beside and moved in place, so never half there."""
    forms = sorted(words.lemmas.keys() | {form for form, held in words.counts.items() if held >= IN_DOCUMENTS or form in words.lemmas})
    packed, starts, firsts = bytearray(), [0], []
    for first in range(0, len(forms), BLOCK):
        block = forms[first : first + BLOCK]
        firsts.append(block[0])
        lines = (f"{form}\t{_shorter(form, words.lemmas.get(form))}\t{words.counts.get(form, 0) or ''}" for form in block)
        packed += zlib.compress("\n".join(lines).encode(), 6)
        starts.append(len(packed))
    head = zlib.compress(json.dumps({"firsts": firsts, "starts": starts, "bent": words.all_bent}, ensure_ascii=False).encode(), 6)
    body = len(head).to_bytes(4, "big") + head + bytes(packed)
    mark = hashlib.blake2b(body, digest_size=16).digest()
    beside = folder / f"{NAME}.new"
    beside.write_bytes(mark + body)
    beside.replace(folder / NAME)
    return mark.hex()


def _shorter(form: str, lemma: str | None) -> str:
    """A lemma said by its form: how many letters go at the end, and which come instead. "-" is no lemma."""
    if lemma is None:
        return "-"
    if form.startswith(lemma):
        return str(len(form) - len(lemma))
    same = 0
    for one, other in zip(form, lemma, strict=False):
        if one != other:
            break
        same += 1
    return f"{len(form) - same}{lemma[same:]}"


class Frozen:
    """The frozen lexicon, read block by block. Safe for threads: what is shared is only read, or a cache."""

    def __init__(self, folder: Path) -> None:
        try:
            data = (folder / NAME).read_bytes()
            body = memoryview(data)[16:]
            if hashlib.blake2b(body, digest_size=16).digest() != data[:16]:
                raise BrokenLexicon(f"{NAME} is not whole")
            size = int.from_bytes(body[:4], "big")
            head = json.loads(zlib.decompress(body[4 : 4 + size]))
            self._firsts: list[str] = head["firsts"]
            self._starts: list[int] = head["starts"]
            self._bent: dict[str, list[str]] = head["bent"]
        except (OSError, LookupError, ValueError, zlib.error) as problem:
            raise BrokenLexicon(str(problem)) from problem
        self.mark = data[:16].hex()
        self._packed = bytes(body[4 + size :])
        self._block = lru_cache(maxsize=KEPT)(self._unpacked)

    def lemma(self, form: str) -> str | None:
        known = self._find(form)
        return known[0] if known else None

    def count(self, form: str) -> float:
        known = self._find(form)
        return 1.0 + known[1] if known else 0.0

    def bent(self, term: str) -> tuple[str, ...]:
        return tuple(self._bent.get(term, ()))

    def _find(self, form: str) -> tuple[str | None, int] | None:
        place = bisect_right(self._firsts, form) - 1
        if place < 0:
            return None
        block = self._block(place)
        sought = f"\n{form}\t".encode()
        at = block.find(sought)
        if at < 0:
            return None
        lemma, held = block[at + len(sought) : block.index(b"\n", at + 1)].decode().split("\t")
        return None if lemma == "-" else _longer(form, lemma), int(held or 0)

    def _unpacked(self, place: int) -> bytes:
        return b"\n" + zlib.decompress(self._packed[self._starts[place] : self._starts[place + 1]]) + b"\n"


def _longer(form: str, lemma: str) -> str:
    digits = len(lemma) - len(lemma.lstrip("0123456789"))
    away = int(lemma[:digits])
    return (form[:-away] if away else form) + lemma[digits:]
