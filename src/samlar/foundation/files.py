"""Bytes kept under the data folder, each once, by the checksum of what is in it: the same file twice takes no more room.

A file is there whole or not at all. Nothing is deleted but by `sweep`, a while after nobody needs it, so what is written in a transaction
that fails does no harm. Whoever serves a file decides who may have it and what it is called: nothing of the sender's is kept.
"""

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from samlar.foundation import clock

PIECE = 1024 * 1024


class FileTooLarge(Exception):
    """More bytes than are kept in one file."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    checksum: str
    bytes: int


def keep_file(source: Path) -> KeptFile:
    """Keeps a copy of a file, read piece by piece; says its checksum and how many bytes it has. As `keep` otherwise.

    What is there is read: nobody's word for its size is believed. Raises FileTooLarge as soon as there is more than is kept, OSError.
    """
    folder = _folder() / "00" / "00"  # where `sweep` finds what was never wholly written
    folder.mkdir(parents=True, exist_ok=True)
    sum, size = sha256(), 0
    with source.open("rb") as read, NamedTemporaryFile(dir=folder, prefix=".", delete=False) as written:
        try:
            while piece := read.read(PIECE):
                size += len(piece)
                if size > settings.SAMLAR_LARGEST_FILE:
                    raise FileTooLarge
                sum.update(piece)
                written.write(piece)
            written.flush()
            os.fsync(written.fileno())
            path = _path(sum.hexdigest())
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(written.name, path)
        except BaseException:
            Path(written.name).unlink(missing_ok=True)
            raise
    touch(sum.hexdigest())
    return KeptFile(sum.hexdigest(), size)


def keep(data: bytes) -> str:
    """Keeps the bytes and says their checksum. What is there already stays, and counts as new for `sweep`. Raises FileTooLarge."""
    if len(data) > settings.SAMLAR_LARGEST_FILE:
        raise FileTooLarge
    checksum = sha256(data).hexdigest()
    path = _path(checksum)
    if path.exists():
        touch(checksum)
        return checksum
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as written:
        try:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
            os.replace(written.name, path)
        except BaseException:
            Path(written.name).unlink(missing_ok=True)
            raise
    touch(checksum)
    return checksum


def read(checksum: str) -> bytes:
    """The bytes. Raises FileNotFoundError where there are none, or where the word is no checksum."""
    return _path(checksum).read_bytes()


def largest() -> int:
    """How many bytes a file that is kept may have."""
    return int(settings.SAMLAR_LARGEST_FILE)


def where(checksum: str) -> Path:
    """Where the bytes lie, to be read and never written. Raises FileNotFoundError where there are none."""
    path = _path(checksum)
    if not path.is_file():
        raise FileNotFoundError(checksum[:80])
    return path


def touch(checksum: str) -> None:
    """From now on it counts as new: somebody has just begun or ceased to need it. Nothing where it is not there."""
    path, moment = _path(checksum), clock.now().timestamp()
    if path.exists():
        os.utime(path, (moment, moment))


def sweep(used: Collection[str], *, before: datetime) -> int:
    """Deletes what nobody needs and nobody has touched since `before`, and what was never wholly written; says how many."""
    gone = 0
    for path in _folder().glob("??/??/*"):
        try:
            old = path.stat().st_mtime < before.timestamp()
        except FileNotFoundError:  # another sweep was here first
            continue
        if old and path.name not in used:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _folder() -> Path:
    return settings.DATA / "kept"  # type: ignore[no-any-return]


def _path(checksum: str) -> Path:
    if len(checksum) != 64 or not all(sign in "0123456789abcdef" for sign in checksum):
        raise FileNotFoundError(checksum[:80])
    return _folder() / checksum[:2] / checksum[2:4] / checksum
