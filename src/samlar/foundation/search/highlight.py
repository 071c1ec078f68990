"""What a hit shows of its text: excerpts with what matched marked, inside a compound only the matching part. Pure but for the lexicon.

The text is read again with the chain, so that nothing of it need be stored in the index: omställnings**arbete**.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .chain import Chain, normal, place, tokens, written_words
from .question import Question

LENGTH = 280  # signs of an excerpt, about
KEPT = 16  # questions, of which what is marked in each word is remembered
MOST_KNOWN = 20_000  # words of one question
READ = 60_000  # signs of a text that are read for marks; passages are a hundredth of it


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text in segments; `before` and `after` tell whether text was left out there."""

    segments: tuple[Segment, ...]
    before: bool
    after: bool

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.segments)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    term: str


def marked(text: str, question: Question, chain: Chain, *, language: str = "sv") -> tuple[Segment, ...]:
    """The whole text in segments: a title, or a passage shown in full. Joined they are the text in NFC."""
    text = normal(text)
    return tuple(_segments(text, _marks(text, question, chain, language), 0, len(text)))


def excerpt(text: str, question: Question, chain: Chain, *, language: str = "sv", length: int = LENGTH) -> Excerpt:
    """The piece of a text that holds the most of what was asked for, about `length` signs, cut between words."""
    text = normal(text)
    marks = _marks(text, question, chain, language)
    if len(text) <= length * 5 // 4:
        start, end = 0, len(text)
    else:
        start, end = _window(text, marks, length)
    return Excerpt(tuple(_segments(text, marks, start, end)), start > 0, end < len(text))


@lru_cache(maxsize=KEPT)
def _sought(words: tuple[str, ...], chain: Chain) -> frozenset[str]:
    """The terms that a question's words are found by: wholes, parts, and the English ones."""
    terms: set[str] = set()
    for word in words:
        swedish = chain.terms(word)
        terms |= {swedish.whole, chain.english(word).whole, *(part.term for part in swedish.parts)}
    return frozenset(terms)


@lru_cache(maxsize=KEPT)
def _known(sought: frozenset[str], chain: Chain, language: str) -> dict[str, tuple[_Mark, ...]]:
    """What is marked of each word as it is written, told from the word's own start, for a question: a page reads most words many times."""
    return {}


def _marks(text: str, question: Question, chain: Chain, language: str) -> list[_Mark]:
    sought = _sought(tuple(question.words), chain)
    if not sought:
        return []
    known = _known(sought, chain, language)
    if len(known) > MOST_KNOWN:
        known.clear()
    found = []
    for start, written in written_words(text[:READ]):
        marks = known.get(written)
        if marks is None:
            marks = known[written] = tuple(_of_word(written, sought, chain, language))
        found += [_Mark(start + mark.start, start + mark.end, mark.term) for mark in marks]
    return found


def _of_word(written: str, sought: frozenset[str], chain: Chain, language: str) -> Iterator[_Mark]:
    for token in tokens(written):
        terms = chain.terms(token.word, language)
        if terms.whole in sought:
            yield _Mark(token.start, token.end, terms.whole)
            continue
        inside = written[token.start : token.end]
        for part in terms.parts:
            if part.term in sought:
                yield _Mark(token.start + place(inside, part.start), token.start + place(inside, part.end - 1) + 1, part.term)


def _window(text: str, marks: list[_Mark], length: int) -> tuple[int, int]:
    """The stretch with the most different terms, then the most marks, then the first; a little room is left before its first mark."""
    best = (0, 0)
    at = 0
    starts = [mark.start for mark in marks]
    for number, mark in enumerate(marks[:400]):
        inside = marks[number : bisect_left(starts, mark.start + length * 3 // 4)]
        worth = (len({one.term for one in inside}), len(inside))
        if worth > best:
            best, at = worth, mark.start
    start = max(0, min(at - length // 5, len(text) - length))
    end = min(len(text), start + length)
    return _between_words(text, start, forward=True), _between_words(text, end, forward=False)


def _between_words(text: str, at: int, *, forward: bool) -> int:
    """The nearest gap between words: inwards, so that an excerpt is never longer than it should be; a word of 40 signs is cut."""
    if at in (0, len(text)):
        return at
    for step in range(40):
        here = at + step if forward else at - step
        if 0 < here < len(text) and text[here - 1].isspace() != text[here].isspace():
            if forward and text[here].isspace():
                continue
            return here
    return at


def _segments(text: str, marks: list[_Mark], start: int, end: int) -> Iterator[Segment]:
    at = start
    joined: list[tuple[int, int]] = []
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first >= last:
            continue
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    for first, last in joined:
        if at < first:
            yield Segment(text[at:first], False)
        yield Segment(text[first:last], True)
        at = last
    if at < end:
        yield Segment(text[at:end], False)
