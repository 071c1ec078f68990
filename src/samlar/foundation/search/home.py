"""The index's folders: a home holds generations, and `current` names the one in use, so that a rebuild takes over in one step."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import lexicon
from .chain import VERSION, NoWords, Words
from .shapes import SCHEMA, EngineFailed, IndexBusy, IndexMissing


def place(home: Path) -> Path:
    """The generation in use, if it is whole and of this make."""
    try:
        folder = home / (home / "current").read_text().strip()
    except (OSError, ValueError) as problem:
        raise IndexMissing(f"no index in {home.name}: {problem}") from problem
    lexicon_of(folder)
    if not (folder / "meta.json").is_file():
        raise IndexMissing("the index has lost its meta.json")
    return folder


def lexicon_of(folder: Path) -> str | None:
    """The mark of the lexicon that a generation was built with; None for stems alone. Raises IndexMissing: it is broken, of another make,
    or was swept away by a rebuild since its name was read."""
    try:
        about = json.loads((folder / "samlar.json").read_text())
    except (OSError, ValueError) as problem:
        raise IndexMissing(f"no index in {folder.name}: {problem}") from problem
    if not isinstance(about, dict) or (about.get("schema"), about.get("chain")) != (SCHEMA, VERSION) or "lexicon" not in about:
        raise IndexMissing("the index is of another make")
    mark: str | None = about["lexicon"]
    return mark


def words_of(folder: Path) -> Words:
    mark = lexicon_of(folder)
    if mark is None:
        return NoWords()
    try:
        frozen = lexicon.Frozen(folder)
    except lexicon.BrokenLexicon as problem:
        raise IndexMissing(str(problem)) from problem
    if frozen.mark != mark:
        raise IndexMissing("the lexicon is not the one that the index was built with")
    return frozen


def used(home: Path) -> str:
    try:
        return (home / "current").read_text().strip()
    except (OSError, ValueError):
        return ""


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Holds the home's one right to write. The lock ends with the process, however it ends."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = os.open(home / "writing", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    except OSError as problem:
        raise EngineFailed(str(problem)) from problem
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise IndexBusy("another process is writing to the index") from problem
        yield
    finally:
        os.close(lock)
