"""This host's index: made from the entries in the database, followed as they change, rebuilt beside the one in use (G2).

The index is derived: it may be deleted while the server runs. Whoever searches then gets IndexMissing and leaves word of it, and the
worker builds it anew. How far it has come (a sequence of `log`) is kept in its own folder, so that a new one takes its place with what it
has, and written after what it speaks of: what a process that was killed had copied is copied again.

What is taken out of an index leaves its words behind, in the list that is offered from and in the engine's own: where something has gone,
the index is built anew within a day, without them (Z2).
"""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from samlar.foundation import clock
from samlar.foundation.search import engine, lexicon, log
from samlar.foundation.search.engine import Entry, Index, IndexBusy, IndexMissing, Writer
from samlar.foundation.search.home import used

AT_ONCE = 200  # entries
POSITION, BROKEN, GONE = "position", "broken", "gone"
WORDS_KEPT = timedelta(days=1)  # of what has gone
T = TypeVar("T")
_opened: dict[Path, Index] = {}


def home() -> Path:
    return settings.DATA / "search"  # type: ignore[no-any-return]


def ask(deed: Callable[[Index], T]) -> T:
    """Asks the index, which is opened once in a process, and again when another has taken its place. Raises IndexMissing."""
    there = home()
    try:
        return deed(_index(there))
    except IndexMissing:
        _opened.pop(there, None)
    try:
        return deed(_index(there))
    except IndexMissing:
        _opened.pop(there, None)
        _say_broken(there)
        raise


def _index(there: Path) -> Index:
    if there not in _opened:
        _opened[there] = Index(there)
    return _opened[there]


def _say_broken(there: Path) -> None:
    """Leaves word to the worker. Where not even that can be written, the worker finds nothing to read either."""
    try:
        there.mkdir(parents=True, exist_ok=True)
        (there / BROKEN).touch()
    except OSError:
        pass


def position() -> int:
    """The sequence up to which the index in use has copied; 0 where there is none, or it is not known."""
    try:
        return int((home() / _generation() / POSITION).read_text())
    except (OSError, ValueError):
        return 0


def catch_up() -> int:
    """Copies what is newer than the index; says how many entries. Builds it where it is missing or broken.

    Where another process writes to the index nothing is done: that one does it.
    """
    try:
        if (home() / BROKEN).exists() or not _generation():
            return rebuild()
        return _catch_up()
    except IndexBusy:
        return 0
    except IndexMissing:
        return rebuild_unless_busy()


def rebuild_unless_busy() -> int:
    try:
        return rebuild()
    except IndexBusy:
        return 0


def _catch_up() -> int:
    done, sequence = 0, position()
    newest = log.latest()
    if newest < sequence:  # the database has been put back to an earlier day
        return rebuild_unless_busy()
    if newest == sequence:
        ask(lambda index: index.passages)  # raises where its folder is gone
        return rebuild_unless_busy() if _words_are_to_go() else 0
    with engine.writing(home()) as writer:
        while several := log.newer(sequence, AT_ONCE):
            _copy(writer, several)
            writer.commit()
            sequence = several[-1].sequence
            _keep(writer.folder, sequence)
            done += len(several)
    return done


def rebuild(tell: Callable[[int], None] = lambda done: None) -> int:
    """Builds the index from all entries beside the one in use, which answers until the new one takes its place. Says how many entries.

    `tell`: how many so far. Raises IndexBusy.
    """
    done = sequence = 0
    gathered = log.latest()
    with engine.rebuilding(home(), lexicon.gather(_texts())) as writer:
        (home() / GONE).unlink(missing_ok=True)
        while several := log.newer(sequence, AT_ONCE):
            _copy(writer, several, gathered)
            sequence = several[-1].sequence
            done += len(several)
            tell(done)
        _keep(writer.folder, sequence)
    (home() / BROKEN).unlink(missing_ok=True)
    return done


def _texts() -> Iterator[str]:
    sequence = 0
    while several := log.newer(sequence, AT_ONCE):
        yield from ("\n".join([one.title, *(text for _, text in one.passages)]) for one in several if one.language == "sv")
        sequence = several[-1].sequence


def _copy(writer: Writer, several: Iterable[log.Kept], gathered: int = 0) -> None:
    """`gathered`: up to which sequence nothing that has gone has left any words here."""
    for one in several:
        if one.gone:
            writer.forget([one.key])
            if one.sequence > gathered:
                _say_gone()
        else:
            writer.index([_entry(one)])


def _say_gone() -> None:
    """Leaves word, with the moment of the first that went."""
    there = home() / GONE
    if not there.exists():
        there.touch()
        moment = clock.now().timestamp()
        os.utime(there, (moment, moment))


def _words_are_to_go() -> bool:
    try:
        return (home() / GONE).stat().st_mtime <= (clock.now() - WORDS_KEPT).timestamp()
    except OSError:
        return False


def _entry(one: log.Kept) -> Entry:
    return Entry(
        key=one.key, audience=one.audiences, title=one.title, passages=tuple(text for _, text in one.passages), kind=one.kind,
        year=one.day.year if one.day else None, format=one.format, themes=tuple(map(str, one.themes)),
        organisation=str(one.organisation or ""), language=one.language, day=one.day, about=one.about,
    )  # fmt: skip


def _keep(folder: Path, sequence: int) -> None:
    beside = folder / f"{POSITION}.new"
    beside.write_text(str(sequence))
    beside.replace(folder / POSITION)


def _generation() -> str:
    """The name of the generation in use; empty where there is none."""
    return used(home())
