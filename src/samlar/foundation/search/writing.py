"""Changing the index: entries become the engine's documents, one per passage and one whole per entry of several passages."""

import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Document, PreTokenizedString, Token

from . import lexicon, spelling
from .chain import VERSION, Chain, NoWords, Words, grams, words_in
from .home import alone, place, used, words_of
from .shapes import SCHEMA, EngineFailed, Entry, IndexBusy, IndexMissing, entry_number, guarded, place_of, schema

TITLE_TIMES = 2  # how many times a title stands before the body
GAP = 8  # positions between a title, its repetitions and each passage: no phrase reaches over
HEAP = 64_000_000  # bytes a writer gathers before it writes
WRITER_THREADS = 1  # one: two cores are shared with the pages


@contextmanager
def writing(home: Path) -> Iterator["Writer"]:
    """The index in use, to be changed. Raises IndexMissing or IndexBusy; what was not committed is left undone."""
    with alone(home):
        folder = place(home)
        with _writer(folder, words_of(folder), full=True) as writer:
            yield writer


@contextmanager
def rebuilding(home: Path, words: lexicon.Gathered | None, *, spelled: bool = True) -> Iterator["Writer"]:
    """A new generation, built beside the one in use; takes its place when the block ends well, else it is swept away.

    `words` is the collection's lexicon; None gives stems alone, the baseline that evaluation measures against. `spelled` keeps the words
    for "did you mean" and suggestions.
    """
    with alone(home):
        kept = used(home)
        for left in home.glob("g*"):
            if left.name != kept and left.is_dir():  # of a rebuild that was killed
                shutil.rmtree(left, ignore_errors=True)
        folder = home / f"g{1 + max([int(one.name[1:]) for one in home.glob('g*') if one.name[1:].isdigit()], default=0)}"
        folder.mkdir()
        try:
            mark = lexicon.freeze(words, folder) if words else None
            if words and spelled:
                spelling.save(words.counts, folder)
            guarded(lambda: tantivy.Index(schema(), str(folder)))
            (folder / "samlar.json").write_text(json.dumps({"schema": SCHEMA, "chain": VERSION, "lexicon": mark}))
            with _writer(folder, words or NoWords(), full=words is not None, learning=False) as writer:
                yield writer
                writer.commit()
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        beside = home / "current.new"
        beside.write_text(folder.name)
        beside.replace(home / "current")
        for old in home.glob("g*"):
            if old.name != folder.name:
                shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _writer(folder: Path, words: Words, *, full: bool, learning: bool = True) -> Iterator["Writer"]:
    try:
        inner = guarded(lambda: tantivy.Index.open(str(folder)).writer(HEAP, WRITER_THREADS))
    except EngineFailed as problem:
        if "LockBusy" in str(problem):
            raise IndexBusy(str(problem)) from problem
        raise IndexMissing(str(problem)) from problem
    writer = Writer(inner, Chain(words, full=full), folder, learning=learning)
    try:
        yield writer
    finally:
        guarded(inner.rollback)
        guarded(inner.wait_merging_threads)


class Writer:
    """Changes to an index. Nothing is seen before `commit`."""

    def __init__(self, inner: Any, chain: Chain, folder: Path, *, learning: bool) -> None:
        self._inner = inner
        self._learning = learning
        self.folder = folder
        self._new: set[str] = set()
        self.chain = chain

    def index(self, entries: Iterable[Entry]) -> None:
        """Takes in entries; one that is there already is replaced, whole."""
        for entry in entries:
            self.forget([entry.key])
            if self._learning:
                self._new.update(word for text in (entry.title, *entry.passages) for word in words_in(text))
            for document in _documents(entry, self.chain):
                guarded(partial(self._inner.add_document, document))

    def forget(self, keys: Iterable[str]) -> None:
        """Takes entries out. A key that is not there is no error."""
        for key in keys:
            guarded(partial(self._inner.delete_documents_by_term, "key", key))

    def commit(self) -> None:
        """Makes the changes seen: readers have them at their next question."""
        guarded(self._inner.commit)
        if self._learning:
            spelling.learn(self._new, self.folder)
            self._new.clear()


def _documents(entry: Entry, chain: Chain) -> Iterator[Document]:
    """A document for each passage, and one for the whole where there are several.

    Only what is asked for phrases has its terms at positions. A passage among several is a line of words: a fifth of the cost.
    """
    title = words_in(entry.title)
    heads = [title] * ((TITLE_TIMES if chain.full else 1) if title else 0)
    passages = [words_in(passage) for passage in entry.passages] or [[]]
    alone = len(passages) == 1
    for number, words in enumerate(passages):
        document = _marked(entry)
        document.add_unsigned("passage", number)
        document.add_text("place", place_of(entry.key, number))
        if alone:
            document.add_pre_tokenized_text("text", _positioned([*heads, words], entry.language, chain))
        else:
            document.add_text("text", " ".join([chain.written(word, entry.language) for one in (*heads, words) for word in one]))
        if chain.full:
            document.add_text("grams", " ".join(map(grams, title + words)))
        for token in entry.audience:
            document.add_text("audience", token)
            if alone:
                document.add_text("audience_of_whole", token)
        yield document
    if not alone:
        document = _marked(entry)
        document.add_unsigned("passage", 0)
        document.add_pre_tokenized_text("whole", _positioned([*heads, *passages], entry.language, chain))
        for token in entry.audience:
            document.add_text("audience_of_whole", token)
        yield document


def _marked(entry: Entry) -> Document:
    """A document of an entry with all that it is sorted out by."""
    document = Document()
    document.add_text("key", entry.key)
    document.add_unsigned("entry", entry_number(entry.key))
    document.add_unsigned("day", entry.day.toordinal() if entry.day else 0)
    values = {
        "kind": (entry.kind,), "year": (str(entry.year or ""),), "format": (entry.format,), "theme": entry.themes,
        "organisation": (entry.organisation,), "about": entry.about,
    }  # fmt: skip
    for name, several in values.items():
        for value in dict.fromkeys(several):
            if value:
                document.add_text(name, value)
    return document


def _positioned(texts: Iterable[list[str]], language: str, chain: Chain) -> PreTokenizedString:
    """The terms of texts in a row, a word's parts at its own position. Offsets stay out of the index: highlights re-read the text."""
    made: list[Token] = []
    position = 0
    for words in texts:
        for word in words:
            terms = chain.terms(word, language)
            made.append(Token(terms.whole, position, 0, 0))
            for part in terms.parts:
                made.append(Token(part.term, position, 0, 0))
            position += 1
        position += GAP
    return PreTokenizedString("", made)
