"""Text from a file made whole: signs that only a page needs go, words cut at the end of a line are joined, running heads are left out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x061C])
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\uffff]")
CUT = re.compile(r"\b(\w+)([-\u2010\u00ad])\n(?=(\w+))")
HANGING = {"och", "eller", "samt", "respektive", "som", "till", "and", "or", "och/eller", "i", "på", "av", "for", "to"}  # länge- och …
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
FIGURES = re.compile(r"\d+")
FEWEST_PAGES, OFTEN, EDGE = 4, 0.6, 2  # a running head stands among the two outermost lines of most of at least four pages


def tidy(text: str) -> str:
    """The text in NFC with plain spaces and line ends, at most one empty line in a row, and words whole. Doing it again changes nothing."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    text = (
        text.replace("\ufffe\n", "-\n").replace("\x02\n", "-\n").replace("\ufffe", "-\n").replace("\x02", "-\n")
    )  # pdfium's mark for a cut word
    text = CONTROL.sub("", text.translate(LIGATURES).translate(UNSEEN))
    text = SPACES.sub(" ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    text = CUT.sub(_joined, text).replace("\u00ad", "")
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return unicodedata.normalize("NFC", text)


def line(text: str, longest: int) -> str:
    """A title, a heading or a name: one line, tidy and not too long."""
    text = " ".join(tidy(text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _joined(cut: re.Match[str]) -> str:
    before, hyphen, after = cut.groups()
    if hyphen == "\u00ad":
        return str(before)
    if after.lower() in HANGING:
        return f"{before}- "
    own_hyphen = (
        len(before) < 2 or not before[-1].islower() or not after[0].islower()
    )  # e-legitimation, EU-projekt, 2030-målen, Åre-Östersund
    return f"{before}-" if own_hyphen else str(before)


def without_running_heads(pages: Sequence[str]) -> list[str]:
    """The pages without the lines that stand at the top or bottom of most of them, whatever figures (the page's number) are in them."""
    if len(pages) < FEWEST_PAGES:
        return list(pages)
    often = Counter(pattern for page in pages for pattern in {FIGURES.sub("0", edge) for edge in _edges(page.split("\n"))})
    running = {pattern for pattern, times in often.items() if times >= FEWEST_PAGES and times > len(pages) * OFTEN}
    return [_without(page.split("\n"), running) for page in pages] if running else list(pages)


def _edges(lines: list[str]) -> list[str]:
    standing = [one for one in lines if one]
    return standing[:EDGE] + standing[-EDGE:]


def _without(lines: list[str], running: set[str]) -> str:
    at = [number for number, one in enumerate(lines) if one]
    gone = {number for number in at[:EDGE] + at[-EDGE:] if FIGURES.sub("0", lines[number]) in running}
    left = "\n".join(one for number, one in enumerate(lines) if number not in gone).strip()
    return left or "\n".join(lines)  # nothing else stands on the page: then it is what the page says
