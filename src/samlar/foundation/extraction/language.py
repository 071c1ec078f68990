"""Swedish or English, told by the small words that every text is full of."""

import re
from collections.abc import Iterable

FEWEST = 5  # words that tell: below that nothing is said
CLEAR = 1.5  # times as many of the one as of the other
ENOUGH = 200_000  # signs
WORD = re.compile(r"[^\W\d_]+")
SMALL_WORDS = {
    "sv": frozenset(
        {
            "och", "att", "det", "som", "en", "är", "av", "för", "med", "till", "den", "på", "inte", "om", "ett", "har", "de", "vi",
            "så", "eller", "kan", "ska", "från", "vid", "man", "när", "var", "också", "mer", "än", "hur", "vad", "nu", "efter",
            "mellan", "genom", "under", "detta", "dessa", "denna", "vara", "blir", "deras", "där", "här", "sig", "samt", "skulle",
            "finns", "alla", "andra", "flera", "mycket", "någon", "varje", "våra", "oss",
        }
    ),
    "en": frozenset(
        {
            "the", "of", "and", "to", "is", "that", "for", "it", "with", "as", "was", "are", "be", "by", "this", "have", "from", "or",
            "which", "not", "they", "we", "their", "has", "at", "can", "will", "more", "been", "would", "there", "these", "its", "also",
            "than", "other", "how", "when", "what", "between", "through", "such", "should", "may", "into", "our", "about", "all",
            "each", "some", "do", "an", "you", "were", "your",
        }
    ),
}  # fmt: skip


def guessed(texts: Iterable[str]) -> str:
    """ "sv", "en", or "" where the text is too short, mixed or in another language."""
    count = {"sv": 0, "en": 0}
    words = read = 0
    for text in texts:
        for word in WORD.findall(text[: ENOUGH - read].lower()):
            words += 1
            for code, small in SMALL_WORDS.items():
                count[code] += word in small
        read += len(text)
        if read >= ENOUGH:
            break
    best, other = sorted(count, key=lambda code: -count[code])
    told = count[best] >= FEWEST and count[best] > count[other] * CLEAR and count[best] * 10 >= words
    return best if told else ""
