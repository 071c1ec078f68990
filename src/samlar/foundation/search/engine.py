"""The index: tantivy over the chain's tokens, behind a small interface (G3, Z8).

An entry (a document, an activity, a lesson) is ranked by its passages and counted once: an entry of several passages also has one whole,
in a field of its own, so that totals and the filters' counts are asked of wholes, and ranks of passages. Who may see an entry is a
condition in the query, never a sieve after ranking. A home folder holds generations; `current` names the one in use, so a rebuild
takes over in one step while people search. Everything here is derived: it may be deleted at any time and built anew.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import tantivy
from tantivy import Query

from . import spelling
from .asking import Search
from .chain import Chain, normal, tokens
from .home import lexicon_of, place, words_of
from .question import READ, ask
from .shapes import FILTERS, LEVELS, Asked, EngineFailed, Entry, Found, Hit, IndexBusy, IndexMissing, guarded
from .writing import Writer, rebuilding, writing

__all__ = [
    "FILTERS", "Asked", "EngineFailed", "Entry", "Found", "Hit", "Index", "IndexBusy", "IndexMissing", "Writer", "rebuilding", "writing",
]  # fmt: skip

T = TypeVar("T")

SHORTEST_MENDED = 4  # letters: of a shorter word, anything may be meant
SUGGESTED_FROM = 200  # signs, from the end, of what is being typed
MOST_SAID = 6  # words before the last that a suggestion must stand beside


class Index:
    """The index in use, to be read. Safe for threads. Raises IndexMissing when what it opened is gone, or another took its place."""

    def __init__(self, home: Path) -> None:
        self._current = home / "current"
        self.folder = place(home)
        self._meta = self.folder / "meta.json"
        self._taken = self._stamp(self._current)
        self.chain = Chain(words_of(self.folder), full=lexicon_of(self.folder) is not None)
        try:
            self._index = guarded(lambda: tantivy.Index.open(str(self.folder)))
            guarded(lambda: self._index.config_reader("manual"))
        except EngineFailed as problem:
            raise IndexMissing(str(problem)) from problem
        self._schema = self._index.schema
        self.spelling = spelling.Spelling(self.folder)
        self._read = (0, 0)
        self._searcher = self._fresh()

    @staticmethod
    def _stamp(file: Path) -> tuple[int, int]:
        try:
            about = file.stat()
        except OSError as problem:
            raise IndexMissing(f"{file.name} is gone") from problem
        return about.st_ino, about.st_mtime_ns

    def _fresh(self) -> Any:
        """A searcher that sees the last commit. Two looks at the folder per question: a deleted one would go on answering."""
        if self._stamp(self._current) != self._taken:
            raise IndexMissing("another index has taken this one's place")
        committed = self._stamp(self._meta)
        if committed != self._read:
            try:
                guarded(self._index.reload)
                self._searcher = guarded(self._index.searcher)
            except EngineFailed as problem:
                raise IndexMissing(str(problem)) from problem
            self._read = committed
        return self._searcher

    def _answer(self, deed: Callable[[], T]) -> T:
        """Carries out a question. Where it fails and nothing else can be read either, it is the index that is broken: IndexMissing."""
        try:
            return guarded(deed)
        except EngineFailed:
            searcher = self._fresh()
            try:
                guarded(lambda: [searcher.doc(address) for _score, address in searcher.search(Query.all_query(), 1).hits])
            except EngineFailed as problem:
                raise IndexMissing(str(problem)) from problem
            raise

    def find(self, asked: Asked) -> Found:
        """Answers a question: the page's entries with their best passages, the total and the filters' counts.

        When nothing meets every demand (a phrase, all the words), the same words are asked for without the demands, and that is said.
        """
        searcher = self._fresh()
        question = ask(asked.typed)
        found = self._answer(lambda: Search(self._schema, searcher, self.chain, asked, question).found())
        if found.hits or asked.page > 1 or not question.words or not (question.phrases or asked.all_words):
            return found
        mild, loose = replace(asked, all_words=False), replace(question, phrases=())
        nearest = self._answer(lambda: Search(self._schema, searcher, self.chain, mild, loose).found())
        return replace(nearest, question=question, relaxed=bool(nearest.hits))

    def holds(self, words: Iterable[str], viewer: Asked) -> bool:
        """Whether at least one entry that the viewer may see holds all these (folded) words, also inside compounds.

        Of `viewer`, the tokens and what is to be left out count. What is offered to somebody is asked here first.
        """
        searcher = self._fresh()
        search = Search(self._schema, searcher, self.chain, viewer, ask(""))
        needed = [search.has(word) for word in words]
        return bool(needed) and self._answer(lambda: search.any_has(*needed))

    def meant(self, found: Found, asked: Asked) -> str | None:
        """The question as it may have been meant, if a word of it is held by nothing that the viewer may see and one close to it is."""
        words = {}
        for word in found.missing:
            if len(word) >= SHORTEST_MENDED:
                better = next((other for other in self.spelling.near(word) if self.holds([other], asked)), None)
                if better and not (self.chain.words.lemma(word) and word not in found.unmatched):
                    words[word] = better
        return _rewritten(asked.typed, words) if words else None

    def suggested(self, asked: Asked) -> list[str]:
        """What the last word of `asked.typed` may become; only what, with the words before it, finds something for this viewer."""
        text = normal(asked.typed[-SUGGESTED_FROM:])
        typed = list(tokens(text))
        if not typed or text[-1:].isspace():
            return []
        *before, last = typed
        said = [token.word for token in before][-MOST_SAID:]
        offered: dict[str, str] = {}
        for word in self.spelling.beginning(last.word):
            term = self.chain.terms(word).whole
            if term not in offered and self.holds([*said, word], asked):
                offered[term] = text[: last.start] + word
                if len(offered) >= spelling.SUGGESTIONS:
                    break
        return list(offered.values())

    def around(self, word: str, viewer: Asked) -> list[str]:
        """Compounds of a (folded) word that are not found by it: one that is commoner than its parts is not taken apart. Only such as
        something that this viewer may see holds."""
        lemma = self.chain.words.lemma(word) or word
        own = {self.chain.terms(one).whole for one in (word, lemma)}
        offered: dict[str, str] = {}
        for form in dict.fromkeys((word, lemma)):
            for other in self.spelling.around(form):
                terms = self.chain.terms(other)
                found_already = own & {terms.whole, *(part.term for part in terms.parts)}
                first = other[: len(form)]  # as the list writes it: with its dots
                held = first if spelling.plain(first) == spelling.plain(form) else other[-len(form) :]
                if found_already or terms.whole in offered or not self.chain.is_made_of(other, held):
                    continue
                if self.holds([other], viewer):
                    offered[terms.whole] = other
                    if len(offered) >= spelling.SUGGESTIONS:
                        return list(offered.values())
        return list(offered.values())

    def by_parts(self, word: str, viewer: Asked) -> list[str]:
        """The parts of a (folded) word that is missing, as written in it, by which something that the viewer may see is found."""
        parts = {word[part.start : part.end]: part.term for part in self.chain.terms(word).parts}
        return [written for written, term in parts.items() if self._holds_term(term, viewer)]

    def _holds_term(self, term: str, viewer: Asked) -> bool:
        searcher = self._fresh()
        search = Search(self._schema, searcher, self.chain, viewer, ask(""))
        ways = search.any_of([search.term(name, term) for name in LEVELS])
        return self._answer(lambda: search.any_has(ways))

    @property
    def passages(self) -> int:
        """How many passages and wholes the index holds, everyone's."""
        return int(self._fresh().num_docs)


def _rewritten(typed: str, words: Mapping[str, str]) -> str:
    """What was typed with words exchanged, everything else as it stands."""
    text = normal(typed[:READ])
    made, at = [], 0
    for token in tokens(text):
        if token.word in words:
            made += [text[at : token.start], words[token.word]]
            at = token.end
    return "".join([*made, text[at:]])
