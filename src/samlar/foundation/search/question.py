"""What somebody typed, taken apart: words, phrases in quotation marks, and what must not be there. Pure; any text at all is a question."""

import re
from dataclasses import dataclass

from .chain import STOP_WORDS, STOP_WORDS_ENGLISH, Token, normal, tokens

READ = 2_000  # signs of a question that are read; 10 000 are typed by nobody who seeks something
MOST_WORDS = 48  # words that are searched for; the rest is said to be dropped
MOST_PHRASES = 8

_PHRASE = re.compile(r'(?P<minus>(?<!\S)-)?["“”„»«](?P<phrase>[^"“”„»«]*)["“”„»«]|(?<!\S)-(?P<word>[^\W_][^\s"“”„»«]*)')


@dataclass(frozen=True, slots=True)
class Question:
    """A question. Words are folded, in order, each once; a phrase is its words in a row, stop words too."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    without: tuple[tuple[str, ...], ...]
    dropped: tuple[str, ...]  # words as typed that are not searched for

    @property
    def empty(self) -> bool:
        return not (self.words or self.phrases or self.without)


def ask(typed: str) -> Question:
    """Reads what was typed. Stop words are dropped, unless nothing would be left: then they are what is meant."""
    text = normal(typed[:READ])
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    loose: list[str] = []
    end = 0
    for found in _PHRASE.finditer(text):
        loose.append(text[end : found.start()])
        end = found.end()
        words = tuple(token.word for token in tokens(found["phrase"] if found["phrase"] is not None else found["word"]))[:MOST_WORDS]
        if not words:
            continue
        if found["minus"] or found["word"]:
            without.append(words)
        else:
            phrases.append(words)
    loose.append(text[end:])
    rest = " ".join(loose)
    typed_words = [(token, rest[token.start : token.end]) for token in tokens(rest)]
    kept, dropped = _kept(typed_words, bool(phrases))
    asked = list(dict.fromkeys([*kept, *(word for phrase in phrases for word in phrase if not _little(word))]))
    dropped += asked[MOST_WORDS:]
    return Question(
        tuple(asked[:MOST_WORDS]),
        tuple(dict.fromkeys(phrases))[:MOST_PHRASES],
        tuple(dict.fromkeys(without))[:MOST_PHRASES],
        tuple(dict.fromkeys(dropped)),
    )


def _kept(typed: list[tuple[Token, str]], phrases: bool) -> tuple[list[str], list[str]]:
    kept = [token.word for token, _written in typed if not _little(token.word)]
    if kept or phrases:
        return kept, [written for token, written in typed if _little(token.word)]
    return [token.word for token, _written in typed], []


def _little(word: str) -> bool:
    return word in STOP_WORDS or word in STOP_WORDS_ENGLISH
