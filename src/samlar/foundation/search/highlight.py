"""What a hit shows of its text: excerpts with what matched marked, inside a compound only the matching part. Pure but for the lexicon.

The text is read again with the chain, so that nothing of it need be stored in the index: omställnings**arbete**.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .chain import Chain, flat, normal, place, shortest, tokens, written_words
from .question import Question

LENGTH = 280  # signs of an excerpt, about
KEPT = 64  # questions whose terms are remembered
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
def _sought(words: tuple[str, ...], chain: Chain, language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The terms that a question's words are found by in a text of the language, wholes and parts, and their cores."""
    terms: set[str] = set()
    for word in words:
        if language == "en":
            terms.add(chain.english(word).whole)
        else:
            swedish = chain.terms(word)
            terms |= {swedish.whole, *(part.term for part in swedish.parts)}
    return frozenset(terms), shortest(core for term in terms for core in chain.cores(term))


def _marks(text: str, question: Question, chain: Chain, language: str) -> list[_Mark]:
    sought, cores = _sought(tuple(question.words), chain, language)
    found = []
    for start, written in _near(text[:READ], cores) if sought else ():
        found += [_Mark(start + mark.start, start + mark.end, mark.term) for mark in _of_word(written, sought, chain, language)]
    return found


def _near(text: str, cores: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The words, as they are written, that may have what is sought, and their neighbours up to the next space: where each begins, and the
    word. Taking words apart is what marking costs, and of most the letters alone say that it is not needed."""
    folded = flat(text)
    if folded is None:
        yield from written_words(text)
        return
    read = 0
    places = sorted({at for one in cores for at in _places(folded, one)})
    for at in places:
        if at < read:
            continue
        start = max(read, folded.rfind(" ", 0, at) + 1)
        end = folded.find(" ", at)
        read = len(text) if end < 0 else end
        for first, written in written_words(text[start:read]):
            yield start + first, written


def _places(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought)
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


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
