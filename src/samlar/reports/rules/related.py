"""How near something is to what somebody writes: Swedish stems, rare words before common ones, new before old, used before unused. Pure.

Plain, and without a language model: endings are taken off, and compounds are near each other when they begin alike.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from samlar.lessons.rules.similar import EMPTY

WORD = re.compile(r"[^\W\d_]+")
LONGEST = 20_000  # signs of what is written that are read
SHORTEST = 4  # letters of a word that says something
ALIKE = 5  # letters in common at the beginning that make two words near
KEY = 7  # of a long word so much is looked for
MOST_STEMS = 8  # that candidates are looked up by
# What is said of everything in regional development tells nothing apart.
OFTEN_SAID = """
aktivitet arbeta arbete arbetar arbetssätt behov beslut deltagare frågor idag insats insatser kommun kommuner kommunerna kunskap
lärande lärdom lärdomar lära löpande metod metoder möjlighet möta nuläge nytta organisation organisationer process processer projekt
projektet region regionen regioner regionerna regional regionala regionalt resultat samarbete samverkan strategi strategier strategin
tillsammans utgår utveckla utveckling utvecklingsarbete verksamhet verktyg workshop ämne
"""
SAID_OF_ALL = frozenset(OFTEN_SAID.split())
TAKEN_OFF = """
heternas heterna hetens heten heter het ningarnas ningarna ningens ningars ningen ningar arnas ernas ornas andes andet arens arna erna
orna ande ades adas aste aren are ade ens ets ers ast or ar er en et an na as es at de te a e s
"""
ENDINGS = tuple(sorted(TAKEN_OFF.split(), key=lambda ending: -len(ending)))
KEPT = {"ningarnas": "ning", "ningarna": "ning", "ningens": "ning", "ningars": "ning", "ningen": "ning", "ningar": "ning"}
IN_TITLE = 1.6  # how much more a word in the title says
LEFT = 4  # letters that an ending leaves


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be near: `years` since it was written or ended, `users` organisations that have taken it home.

    `likeness`: how like what is written the search index finds it; 0 where the words themselves are to say it.
    """

    key: tuple[str, int]
    title: str
    text: str
    years: float
    users: int
    likeness: float = 0.0


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its ending, where enough is left of it."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEFT:
            return word[: len(word) - len(ending)] + KEPT.get(ending, "")
    return word


def words_of(text: str) -> list[str]:
    """The words that say something, small, in the order of the text."""
    found = WORD.findall(unicodedata.normalize("NFC", text[:LONGEST]).casefold())
    return [word for word in found if len(word) >= SHORTEST and word not in EMPTY]


def stems(text: str) -> list[str]:
    """The stems of the words that say something, in the order of the text."""
    return [stem(word) for word in words_of(text) if word not in SAID_OF_ALL]


def salient(text: str) -> tuple[str, ...]:
    """The stems that say most of what is written: said often, long, and early. What a text is looked up by."""
    found = stems(text)
    often, first = Counter(found), {word: place for place, word in reversed(list(enumerate(found)))}
    ordered = sorted(often, key=lambda word: (-(1 + log(often[word])) * min(len(word), 12), first[word]))
    return tuple(ordered[:MOST_STEMS])


def as_written(wanted: Iterable[str], text: str) -> str:
    """Each stem as it was first written, in a row: what a search is asked for, which takes words apart in its own way."""
    first: dict[str, str] = {}
    for word in words_of(text):
        first.setdefault(stem(word), word)
    return " ".join(first[one] for one in wanted)


def beginnings(wanted: Iterable[str]) -> list[str]:
    """The stems as they are looked for in many texts: of a long one its beginning."""
    return [word[:KEY] for word in wanted]


def held_by(begun: Sequence[str], text: str) -> int:
    """How many of the beginnings a text holds, anywhere and whatever the case: what is worth judging."""
    small = text.casefold()
    return len([1 for word in begun if word in small])  # a list: this is done thousands of times while somebody waits


def near(wanted: Sequence[str], candidates: Iterable[Candidate], *, most: int) -> list[Candidate]:
    """The nearest, nearest first: those that share more than one word with what is written, its only ones, or one in the title."""
    found = [(one, _held(wanted, one)) for one in candidates]
    held_by: Counter[str] = Counter(word for _, held in found for word in held)
    needed = 2 if len(wanted) > 2 else 1
    scored = []
    for one, held in found:
        if len(held) < needed and max(held.values(), default=0.0) < IN_TITLE:
            continue
        likeness = one.likeness or sum(how * log(1 + len(found) / held_by[word]) for word, how in held.items())
        scored.append((likeness * (1 + 0.15 * log(1 + one.users)) / (1 + 0.08 * max(0.0, one.years)), one))
    scored.sort(key=lambda pair: (-pair[0], pair[1].key))
    return [one for _, one in scored[:most]]


def _held(wanted: Sequence[str], one: Candidate) -> dict[str, float]:
    """How well a candidate holds each wanted stem: in the title more than in the text, whole more than by its beginning."""
    held: dict[str, float] = {}
    for text, weight in ((one.title, IN_TITLE), (one.text, 1.0)):
        said, small = _by_beginning(text), text.casefold()
        for word in wanted:
            how = weight * _like(word, said, small)
            if how > held.get(word, 0.0):
                held[word] = how
    return held


def _by_beginning(text: str) -> dict[str, set[str]]:
    said: dict[str, set[str]] = defaultdict(set)
    for word in words_of(text):
        small = stem(word)
        said[small[:ALIKE]].add(small)
    return said


def _like(word: str, said: dict[str, set[str]], text: str) -> float:
    """1 for the same stem, less for another that begins alike (”uppföljning”, ”uppföljningsmöte”), half inside another (”klimatmål”)."""
    others = said.get(word[:ALIKE], ())
    if word in others:
        return 1.0
    if len(word) < ALIKE:
        return 0.0
    if others:
        return max(_shared(word, other) / max(len(word), len(other)) for other in others)
    return 0.5 if word[:KEY] in text else 0.0


def _shared(word: str, other: str) -> int:
    """How many letters they begin with in common."""
    for place, (one, two) in enumerate(zip(word, other, strict=False)):
        if one != two:
            return place
    return min(len(word), len(other))
