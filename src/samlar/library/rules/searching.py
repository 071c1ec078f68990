"""What somebody asks the archive, and what of an unanswered question is kept (G2, Z2). Pure.

A search is words and filters. It says nothing of who asks: who finds what is decided where it is carried out.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

WORDS = 300  # signs of a question; what is longer is cut, and the page says so
VALUES = 20  # of one filter
MISSED = 120  # signs of an unanswered question that is kept
MISSED_WORDS = 10
MOST_MISSED = 20_000  # different questions that are kept
MISSED_KEPT_DAYS = 365  # since it was last asked

# Signs that no word holds: all that steers a terminal or turns the reading direction.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
NUMBER_OF_SOMEBODY = re.compile(r"(?:\d[\s.+/-]*){6,}")  # personal, telephone, account and reference numbers
ADDRESS = re.compile(r"@|://|\bwww\.")


class Order(StrEnum):
    """What comes first: what fits best, or what is newest."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A search: its words, whether all of them must be there, and what it is narrowed to; several values of one filter mean any of them."""

    words: str = ""
    all_words: bool = False
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    formats: tuple[str, ...] = ()
    themes: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()
    order: Order = Order.BEST

    @property
    def narrowed(self) -> bool:
        return bool(self.kinds or self.years or self.formats or self.themes or self.organisations)

    @property
    def asks(self) -> bool:
        """Whether anything is asked for: else the page tells what there is."""
        return bool(self.words) or self.narrowed

    @property
    def everywhere(self) -> "Wanted":
        """The same search without anything that it is narrowed to."""
        return Wanted(words=self.words, all_words=self.all_words, order=self.order)


def said(typed: str) -> str:
    """What was typed, with its spaces in order and without what cannot be seen."""
    return " ".join(UNSEEN.sub(" ", typed).split())


def asked_words(typed: str) -> str:
    """What is asked for of what was typed: so much of it as a question may be."""
    return said(typed[: 4 * WORDS])[:WORDS].strip()


def kept_words(words: str) -> str:
    """A question without an answer as it is counted; empty where it is not to be: it may tell of a person, or is no question (Z2).

    Addresses, longer numbers and whole sentences are left out. Who is known here by name is left out by the deed.
    """
    kept = " ".join(unicodedata.normalize("NFC", words).casefold().replace('"', " ").split())
    if not 2 <= len(kept) <= MISSED or len(kept.split()) > MISSED_WORDS:
        return ""
    if ADDRESS.search(kept) or NUMBER_OF_SOMEBODY.search(kept) or not any(sign.isalpha() for sign in kept):
        return ""
    return kept


def names_somebody(words: str, names: "list[str]") -> bool:
    """Whether a counted question holds the name of one of these people, whole words alone."""
    padded = f" {words} "
    return any(f" {name} " in padded for name in (" ".join(one.casefold().split()) for one in names) if name)
