"""Subtitles that lie beside a recording: a file of the same name is what is said in it, and no document of its own (G3). Pure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from samlar.library.rules.documents import MEDIA, SOUND
from samlar.library.rules.told import language_of

SUBTITLES = ("vtt", "srt")  # where both are there the first is taken


@dataclass(frozen=True, slots=True)
class Beside:
    """Which of the files the recording is. `language`: by the name (film.en.vtt); empty: the one that is spoken."""

    recording: int
    language: str


def beside(files: Sequence[tuple[str, str]]) -> dict[int, Beside]:
    """Which of several files (name with folders, what the content is) are subtitles of which other.

    One for each language; of a film and a sound of one name they belong to the film.
    """
    recordings: dict[str, int] = {}
    for number in sorted(range(len(files)), key=lambda one: files[one][1] in SOUND):
        if files[number][1] in MEDIA:
            recordings.setdefault(_stem(files[number][0]), number)
    found: dict[Beside, int] = {}
    for kind in SUBTITLES:
        for number, (name, content) in enumerate(files):
            one = _of(_stem(name), recordings) if content == kind else None
            if one is not None:
                found.setdefault(one, number)
    return {number: one for one, number in sorted(found.items(), key=lambda pair: pair[1])}


def _of(stem: str, recordings: dict[str, int]) -> Beside | None:
    if stem in recordings:
        return Beside(recordings[stem], "")
    before, _, said = stem.rpartition(".")
    return Beside(recordings[before], language_of(said)) if before in recordings and language_of(said) else None


def _stem(name: str) -> str:
    """The name with its folders, without ending, whatever its capitals."""
    folder, slash, own = unicodedata.normalize("NFC", name).casefold().rpartition("/")
    return f"{folder}{slash}{own.rpartition('.')[0] or own}"
