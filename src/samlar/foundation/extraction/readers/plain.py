"""Plain text: one section."""

from pathlib import Path

from samlar.foundation.extraction import letters
from samlar.foundation.extraction.gathering import Gathering
from samlar.foundation.extraction.told import Place, Reason, Unreadable


def text_of(path: Path, into: Gathering) -> str:
    """The file's text, no more of it than is read. Raises Unreadable for what is no text; the last sign may be cut off with the rest."""
    most = into.limits.signs * 4 + 4
    with path.open("rb") as opened:
        data = opened.read(most + 1)
    text = letters.of_beginning(data[:most], whole=len(data) <= most)
    if text is None:
        raise Unreadable(Reason.NO_LETTERS)
    return text


def read(path: Path, into: Gathering) -> None:
    into.section(Place.WHOLE, text_of(path, into))
