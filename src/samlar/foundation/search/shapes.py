"""What goes into the index and what comes out of it, the engine's schema, and how its failures are told."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import tantivy

from .question import Question

SCHEMA = 3  # raised when a field changes: another number means a rebuild
FILTERS = ("kind", "year", "format", "theme", "organisation")
LEVELS = ("text", "whole")  # the fields: passages (and entries of one passage), and wholes of entries of several
T = TypeVar("T")


class IndexMissing(Exception):
    """The index is not there, not whole, or of another make: it must be rebuilt. Search says so meanwhile."""


class IndexBusy(Exception):
    """Another process is writing to the index."""


class EngineFailed(Exception):
    """The engine could not carry out what it was asked. What tantivy throws as a panic never leaves this file in another shape."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is found as one: its key ("document:12"), who may see it (tokens), what it is sorted out by, and its text in passages."""

    key: str
    audience: tuple[str, ...]
    title: str
    passages: tuple[str, ...]
    kind: str = ""
    year: int | None = None
    format: str = ""
    themes: tuple[str, ...] = ()
    organisation: str = ""
    language: str = "sv"
    day: date | None = None
    about: tuple[str, ...] = ()  # keys that it says something about, and disappears with


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its conditions. `filters` gives values per name in FILTERS: several values of one are "or"."""

    typed: str
    tokens: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    all_words: bool = False
    by_date: bool = False
    page: int = 1
    size: int = 20
    best: int = 3  # passages shown per entry
    counted: bool = True  # the total and the filters' counts are wanted
    only_keys: tuple[str, ...] = ()  # none: any
    without_keys: tuple[str, ...] = ()
    without_about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, with the numbers (from 0) of its best passages, the best first."""

    key: str
    score: float
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `total` and `counts` are of entries, and only of those the viewer may see."""

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]
    dropped: tuple[str, ...]  # words that were not searched for
    missing: tuple[str, ...]  # words that no entry this viewer may see holds, where that is counted
    unmatched: tuple[str, ...]  # those of which none holds a part either
    question: Question
    relaxed: bool = False  # nothing met every demand (phrases, all the words), so these are what comes nearest


def schema() -> tantivy.Schema:
    made = tantivy.SchemaBuilder()
    for name in LEVELS:
        made.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    made.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")  # of passages: for the order among the first
    made.add_text_field("place", tokenizer_name="raw", index_option="basic")  # the key and the passage
    for name in ("audience", "audience_of_whole", "about"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    made.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in FILTERS:
        made.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    made.add_unsigned_field("entry", fast=True)  # the key's hash: grouping reads no stored text
    made.add_unsigned_field("passage", fast=True)
    made.add_unsigned_field("day", fast=True)
    return made.build()


def guarded(deed: Callable[[], T]) -> T:
    """Runs a deed of the engine. Its panics derive from BaseException and would pass every handler on the way."""
    try:
        return deed()
    except BaseException as problem:
        if type(problem).__name__ == "PanicException" or isinstance(problem, ValueError | OSError):
            raise EngineFailed(str(problem)) from problem
        raise


def entry_number(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def place_of(key: str, passage: int) -> str:
    """What a passage is called in the index."""
    return f"{key} {passage}"
