"""The chain from text to search terms: tokens with offsets, stems of lemmas, and the parts of Swedish compounds (G3). Pure.

A term stands at the position of its token. A compound's parts stand at the same position as its whole, so that *projekt* finds
*lärprojekten*, a phrase may end inside a compound, and BM25 judges them in one field. Å, ä and ö are letters and are never folded:
*län* and *lån* are different words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log
from threading import Lock
from typing import Protocol

from snowballstemmer import stemmer

VERSION = "3"  # stored with every index: another version means that the index is rebuilt
LONGEST = 64  # letters of a word that are read; the rest of a longer one is left out, and it is not kept in memory
LONGEST_SPLIT = 48  # letters of a word that is looked at for parts
SHORTEST_PART = 3
GRAM = 4  # letters
MOST_PARTS = 4
ENGLISH = "="  # before every English term: the languages share a field, never a term
CACHED_WORDS = 60_000  # whose terms are kept, in every process
CACHED_FORMS = 100_000  # written words that are kept folded

SOFT = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphens and marks without width: inside a word they are nothing
NOTHING = SOFT + "'’"  # what a folded word has nothing of
_RUN = rf"[^\W_]+(?:[{SOFT}]+[^\W_]+)*"
_TOKEN = re.compile(rf"{_RUN}(?:[:'’]{_RUN})*")
_ENDING = re.compile(r"^([^\W_]+):[^\W\d_]{1,4}$")  # EU:s, 2:a, SKR:are
_FOLDED = str.maketrans("éèêëüñçáàâíìîóòôúùûøæ", "eeeeuncaaaiiiooouuuöä")
_ACCENTS = re.compile("[éèêëüñçáàâíìîóòôúùûøæ]")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Left out of a question, kept in the index: little words, and the words that only make a question of it.
STOP_WORDS = _listed(
    """
    och i att det som en på är av för med till den har de inte om ett men jag var vi du så han hon man sig sin sitt sina från vid kan
    nu när då där här efter upp ut in över under mellan genom utan mot hos eller även bara också mycket mer mest vara varit blir bli
    blev blivit ska skall skulle kunna kunde måste får fick få hade haft ha vill ville gör göra gjorde gjort detta denna dessa dess
    ens alla allt all något någon några ingen inget inga min mitt mina din ditt dina er ert era vår vårt våra deras dem oss mig dig
    honom henne hans hennes ju än åt samt både vad vem vilka vilken vilket vilkas hur varför vart varifrån vilkens huruvida sådan
    sådana sådant per via t ex dvs osv bl a m fl
    """
)
STOP_WORDS_ENGLISH = _listed(
    """
    the a an and or of to in on for with at by from is are was were be been being it its this that these those as not do does did how
    what who whom which why when where can could should would will shall may might must i you he she we they me him her us them my
    your his our their there here about into than then so if but
    """
)
# Words that never are a part: little words, and endings that happen to be words of their own (-het, -skap, -bar).
NO_PART = STOP_WORDS | _listed(
    """
    het heten heter heterna hets skap skapen skaper skapet bar bart lig liga ligt sam samma dom domen ande andet anden ning ningen
    ningar ing ingen ingar else elsen are aren arna arnas erna ernas orna ors ade ats ast aste ares iska isk iskt ism ist ister ers ans
    ens ten ter tar des las les nas ner nen mel ler rar ren rna sar sen ser sta ste tat tes tio tis bort fram hem lös löst ell ull ent
    ant erat erar eras sker ras rat rad rade lad lade nad nade pad pade vis vise der
    """
)
# First parts whose vowels bend in a way that no rule below sees.
BENT = {
    "föräldra": "förälder", "föräldrar": "förälder", "mödra": "moder", "fäder": "fader", "bröder": "broder", "döttra": "dotter",
    "brödra": "broder", "läkar": "läkare", "lärar": "lärare", "ledar": "ledare", "brukar": "brukare", "medborgar": "medborgare",
    "nät": "nät", "hälso": "hälsa", "rätts": "rätt", "städ": "städa",
}  # fmt: skip


class Words(Protocol):
    """What the chain asks of a lexicon; see `lexicon.py`."""

    def lemma(self, form: str) -> str | None:
        """The lemma of a form in the list, or None."""

    def count(self, form: str) -> float:
        """How common a form is: 0 if unknown, else 1 + the number of the collection's documents that hold it."""

    def bent(self, term: str) -> tuple[str, ...]:
        """The cores of those forms in the list that have the term, but not its letters: *män* of *man*. See `core`."""


class NoWords:
    """The empty lexicon: stems only."""

    def lemma(self, form: str) -> str | None:
        return None

    def count(self, form: str) -> float:
        return 0.0

    def bent(self, term: str) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: folded (small letters, no soft hyphens), and where it stands in the text in NFC."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a compound: its term, and which letters of the folded word it is."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a word is found by: the whole's term, and the terms of its parts."""

    whole: str
    parts: tuple[Part, ...]


def normal(text: str) -> str:
    """The text in NFC: the form in which every offset counts."""
    return unicodedata.normalize("NFC", text)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text that is in NFC, in order. Hyphens part words; colons and apostrophes stand inside them."""
    for found in _TOKEN.finditer(text):
        yield Token(_read(found.group()), found.start(), found.end())


def written_words(text: str) -> Iterator[tuple[int, str]]:
    """The words of a text that is in NFC, as they are written: where each begins, and the word."""
    for found in _TOKEN.finditer(text):
        yield found.start(), found.group()


def words_in(text: str) -> list[str]:
    """The words of any text without their places: so a collection is read, at a fraction of the cost."""
    return list(map(_read, _TOKEN.findall(normal(text))))


def _read(written: str) -> str:
    return _folded(written) if len(written) <= LONGEST else fold(written)[:LONGEST]


def fold(written: str) -> str:
    """A written word as it is looked up: small letters, accents of loans away (idé → ide), an ending after a colon away (EU:s → eu)."""
    word = written
    if not word.isascii():
        for sign in SOFT:
            word = word.replace(sign, "")
        word = "".join(_small(letter) for letter in word.replace("’", "'")).translate(_FOLDED)
    else:
        word = word.lower()
    ending = _ENDING.match(word) if ":" in word else None
    return (ending.group(1) if ending else word).replace("'", "")


_folded = lru_cache(maxsize=CACHED_FORMS)(fold)


def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter  # one letter stays one letter, so that offsets hold


def flat(text: str) -> str | None:
    """A text in small letters without the accents of loans, sign for sign: a folded word stands in it where the word stands in the text.
    None where that cannot be: some sign is nothing in a folded word, or becomes two."""
    small = text.lower()
    if len(small) != len(text) or "Σ" in text or any(sign in small for sign in NOTHING):  # a last Σ becomes small in a way of its own
        return None
    return _ACCENTS.sub(lambda found: found.group().translate(_FOLDED), small)  # few have any, and to translate it all costs more


def place(written: str, letter: int) -> int:
    """Which place in the written word the folded word's `letter` has: signs that the folding took away are passed over."""
    passed = 0
    for where, sign in enumerate(written):
        if sign in SOFT or sign in "'’":
            continue
        if passed == letter:
            return where
        passed += 1
    return len(written)


def core(form: str) -> str:
    """The letters that a word always holds where the form is the whole of it or a part: as a first part it may have lost its last vowel
    (skola: skol-, skolu-). Of a term, which begins every form that is not bent: what such a form always holds."""
    return form[:-1] if form[-1:] in ("a", "e") else form


def shortest(cores: Iterable[str]) -> tuple[str, ...]:
    """The cores that begin with no other: a word that holds the longer one holds the shorter too."""
    kept: list[str] = []
    for one in sorted(set(cores)):
        if not (kept and one.startswith(kept[-1])):
            kept.append(one)
    return tuple(kept)


@lru_cache(maxsize=CACHED_WORDS)
def grams(word: str) -> str:
    """A folded word's runs of four letters with a space between, its ends marked: what is common where neither stem nor part says so."""
    if word in STOP_WORDS or word in STOP_WORDS_ENGLISH:
        return ""
    marked = f"_{word}_"
    return " ".join(marked[at : at + GRAM] for at in range(max(1, len(marked) - GRAM + 1)))


class Chain:
    """The whole chain over one lexicon. `full=False` is stems alone, the baseline that the full chain is measured against."""

    def __init__(self, words: Words, *, full: bool = True) -> None:
        self.words = words
        self.full = full
        self._swedish = stemmer("swedish")
        self._english = stemmer("english")
        self._one_at_a_time = Lock()  # a stemmer holds the word that it works on: two threads would stem each other's
        self.swedish = lru_cache(maxsize=CACHED_WORDS)(self._terms)
        self.english = lru_cache(maxsize=CACHED_WORDS // 4)(self._english_terms)
        self.written = lru_cache(maxsize=CACHED_WORDS)(self._written)

    def terms(self, word: str, language: str = "sv") -> Terms:
        """The terms of a folded word in a text of a language ("en" is English, all else Swedish)."""
        return self.english(word) if language == "en" else self.swedish(word)

    def _written(self, word: str, language: str) -> str:
        """The same terms with a space between: no term holds one."""
        terms = self.terms(word, language)
        return " ".join((terms.whole, *(part.term for part in terms.parts)))

    def _english_terms(self, word: str) -> Terms:
        with self._one_at_a_time:
            return Terms(ENGLISH + str(self._english.stemWord(word)), ())

    def _terms(self, word: str) -> Terms:
        if not self.full:
            return Terms(self.stem(word), ())
        whole = self._term(word)
        parts = self._parts(word) if len(word) <= LONGEST_SPLIT and word.isalpha() and word not in STOP_WORDS else ()
        return Terms(whole, tuple(part for part in parts if part.term != whole))

    def stem(self, word: str) -> str:
        """The Swedish stem: how the word begins, its ending away."""
        with self._one_at_a_time:
            return str(self._swedish.stemWord(word))

    def _term(self, form: str) -> str:
        """The stem of the lemma. A stop word stays itself: its lemma is often another word's (är → ära)."""
        return self.stem(form if form in STOP_WORDS else self.words.lemma(form) or form)

    def _parts(self, word: str) -> tuple[Part, ...]:
        """Koehn and Knight's splitting: the parts whose counts have the highest geometric mean, if that is at least the whole's own."""
        length = len(word)
        if length < 2 * SHORTEST_PART:
            return ()
        # best[i]: for the letters from i on, per number of parts, the highest sum of log counts and the parts that gave it
        best: dict[int, dict[int, tuple[float, tuple[tuple[int, int, str], ...]]]] = {}
        for start in range(length - SHORTEST_PART, -1, -1):
            ways: dict[int, tuple[float, tuple[tuple[int, int, str], ...]]] = {}
            last = word[start:]
            if start and last not in NO_PART and (count := self.words.count(last)):
                ways[1] = (log(count), ((start, length, last),))
            for end, rest in reversed(best.items()):
                if end < start + SHORTEST_PART or not (head := self._head(word[start:end])):
                    continue
                form, count = head
                own = log(count)
                for number, (weight, after) in rest.items():
                    if number < MOST_PARTS and (number + 1 not in ways or ways[number + 1][0] < weight + own):
                        ways[number + 1] = (weight + own, ((start, end, form), *after))
            if ways:
                best[start] = ways
        found = [(weight / number, parts) for number, (weight, parts) in best.get(0, {}).items() if number > 1]
        if not found:
            return ()
        weight, parts = max(found)
        whole = self.words.count(word)
        if whole > 1 and weight < log(whole):
            return ()
        return tuple(Part(self._term(form), start, end) for start, end, form in parts)

    def cores(self, term: str) -> tuple[str, ...]:
        """Letters of which every folded word that has the term, as its whole or as a part, holds at least one: to look for in a text before
        its words are taken apart, which costs a thousand times more. Stemming in Swedish only takes letters away from the end; in English
        the last may become another (happy: happi), and *dying* becomes *die*."""
        if term.startswith(ENGLISH):
            stem = term.removeprefix(ENGLISH)
            return (stem[:1] if len(stem) <= 3 else stem[:-1],)
        return shortest([core(term), *self.words.bent(term), *(bent for bent, made_of in self._bent if made_of == term)])

    @cached_property
    def _bent(self) -> list[tuple[str, str]]:
        """The first parts that are bent, each with the term of the word that it comes from."""
        return [(bent, self._term(form)) for bent, form in BENT.items()] if self.full else []

    def is_made_of(self, word: str, part: str) -> bool:
        """Whether a word begins or ends with another, and the rest of it is a word too: krisberedskap of *kris*, and Kristianstad not."""
        if word.startswith(part):
            rest = word[len(part) :]
            return any(one not in NO_PART and self.words.count(one) > 0 for one in (rest, rest.removeprefix("s")))
        return word.endswith(part) and self._head(word[: -len(part)]) is not None

    def _head(self, written: str) -> tuple[str, float] | None:
        """The word that a first part comes from, with its count: itself, without a linking -s, or with its vowel back (skol-, kyrko-)."""
        if written in NO_PART or (written[-1] == "s" and written[:-1] in NO_PART):  # förs-lag
            return None
        if written in BENT:
            return BENT[written], max(self.words.count(BENT[written]), 1.0)
        tried = [written]
        last = written[-1]
        if last == "s" and len(written) > SHORTEST_PART:
            tried += [written[:-1], written[:-1] + "e"]
        elif last in "ou":
            tried.append(written[:-1] + "a")
        elif last == "e" and len(written) > SHORTEST_PART:
            tried += [written[:-1], written[:-1] + "a"]
        elif last not in "aåäöiy":
            tried += [written + "a", written + "e"]
        known = [(self.words.count(form), form) for form in tried if form not in NO_PART]
        count, form = max(known, default=(0.0, ""))
        return (form, count) if count else None
