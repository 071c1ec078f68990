"""A folder or a zip that somebody hands over: what is in it, and one thing of it at a time, without trusting any of it (G4).

Nothing is ever unpacked to where a name in it points: a thing is copied to a file that its reader chose. Symbolic links are not followed,
no more than a zip states of a thing is unpacked of it, and its list of contents is measured before it is read.
"""

import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from samlar.foundation.extraction import zips

PIECE = 1024 * 1024  # bytes copied at a time
LONGEST_KEY = 400  # signs
NAMED_IN_UTF8 = 0x800
NAMELESS = "?"  # the key of what has no name


class Trouble(StrEnum):
    """Why a thing in a package is not fetched."""

    LINK = "link"  # a symbolic link, or something that is neither file nor folder
    CIPHERED = "ciphered"  # it has a password
    UNSAFE = "unsafe"  # it has no name, or one that leads out of the package
    TWICE = "twice"  # another has the same name: which one is meant depends on who reads
    BOMB = "bomb"  # it unpacks to more than anything that is written
    DAMAGED = "damaged"  # it is not what the package states, or cannot be read
    LONG = "long"  # its name with folders is longer than is kept


class Refused(StrEnum):
    """Why a whole package is not read."""

    MISSING = "missing"
    NOT_A_ZIP = "not_a_zip"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"


class PackageRefused(Exception):
    """The package cannot be read at all; `reason` says why."""

    def __init__(self, reason: Refused) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NotFetched(Exception):
    """One thing could not be fetched; the others can."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken on. Sizes in bytes; `ratio`: unpacked to packed, for what is larger than `small`."""

    members: int = 20_000
    total: int = 200 * 1024**3
    ratio: int = 250
    small: int = 32 * 1024**2
    depth: int = 30  # folders within folders


@dataclass(frozen=True, slots=True)
class Member:
    """One thing: `key` is its name with folders, "/" between them, in NFC. `size` in bytes, as stated."""

    key: str
    size: int
    trouble: Trouble | None = None


class Package(Protocol):
    """What both kinds of package can do."""

    @property
    def members(self) -> tuple[Member, ...]: ...

    def fetch(self, key: str, to: Path) -> str:
        """Copies one thing to a file and says its checksum (sha-256, hex). Raises NotFetched, KeyError."""
        ...


class Folder(AbstractContextManager["Folder"]):
    """A folder on this computer, with all below it. Raises PackageRefused."""

    def __init__(self, path: Path, bounds: Bounds | None = None) -> None:
        if not path.is_dir():
            raise PackageRefused(Refused.MISSING)
        self._root, self._bounds = path, bounds or Bounds()
        self._paths: dict[str, Path] = {}
        self.members = self._listed()

    def fetch(self, key: str, to: Path) -> str:
        path = self._paths[key]
        try:
            # Not through a link that took the file's place since it was listed.
            number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(number, "rb") as source:
                if not stat.S_ISREG(os.fstat(number).st_mode):
                    raise NotFetched(Trouble.LINK)
                return _copied(source, to)
        except OSError:
            raise NotFetched(Trouble.DAMAGED) from None

    def _listed(self) -> tuple[Member, ...]:
        found = []
        for path, size, trouble in self._walk(self._root, 0):
            key = unicodedata.normalize("NFC", path.relative_to(self._root).as_posix())
            if "\ufffd" in key or any(0xDC80 <= ord(sign) <= 0xDCFF for sign in key):
                key, trouble = key.encode("utf-8", "replace").decode(), Trouble.UNSAFE
            if len(key) > LONGEST_KEY:
                key, trouble = key[:LONGEST_KEY], Trouble.LONG
            self._paths[key] = path
            found.append(Member(key, size, trouble))
            if len(found) > self._bounds.members:
                raise PackageRefused(Refused.TOO_MANY)
        if sum(one.size for one in found) > self._bounds.total:
            raise PackageRefused(Refused.TOO_LARGE)
        return _once(found)

    def _walk(self, folder: Path, depth: int) -> Iterator[tuple[Path, int, Trouble | None]]:
        """What is below a folder; of a folder that may not be read, or lies too deep, that it is there."""
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda one: one.name)
        except OSError:
            yield folder, 0, Trouble.DAMAGED
            return
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if depth < self._bounds.depth:
                    yield from self._walk(Path(entry.path), depth + 1)
                else:
                    yield Path(entry.path), 0, Trouble.LONG
                continue
            regular = entry.is_file(follow_symlinks=False)
            size = entry.stat(follow_symlinks=False).st_size if regular else 0
            yield Path(entry.path), size, None if regular else Trouble.LINK

    def __exit__(self, kind: type[BaseException] | None, failure: BaseException | None, where: TracebackType | None) -> None:
        return None


class Zip(AbstractContextManager["Zip"]):
    """A zip on this computer. Raises PackageRefused."""

    def __init__(self, path: Path, bounds: Bounds | None = None) -> None:
        bounds = bounds or Bounds()
        if not path.is_file():
            raise PackageRefused(Refused.MISSING)
        self._file = path.open("rb")
        try:
            self._zip = _opened(self._file, path, bounds)
            self._infos: dict[str, ZipInfo] = {}
            self.members = self._listed(bounds)
        except BaseException:
            self._file.close()
            raise

    def fetch(self, key: str, to: Path) -> str:
        info = self._infos[key]
        try:
            with self._zip.open(info) as source:
                return _copied(source, to, stated=info.file_size)
        except NotFetched:
            raise
        except Exception:  # zipfile and zlib fail in many ways on what somebody made up
            raise NotFetched(Trouble.DAMAGED) from None

    def _listed(self, bounds: Bounds) -> tuple[Member, ...]:
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]  # of no name too: `is_dir` fails of that
        if len(infos) > bounds.members:
            raise PackageRefused(Refused.TOO_MANY)
        if sum(info.file_size for info in infos) > bounds.total:
            raise PackageRefused(Refused.TOO_LARGE)
        found = []
        for info in infos:
            key, trouble = _key_of(info), _trouble_of(info, bounds)
            if len(key) > LONGEST_KEY:
                key, trouble = key[:LONGEST_KEY], Trouble.LONG
            self._infos.setdefault(key, info)
            found.append(Member(key, info.file_size, trouble))
        return _once(found)

    def __exit__(self, kind: type[BaseException] | None, failure: BaseException | None, where: TracebackType | None) -> None:
        self._zip.close()
        self._file.close()


class Nothing(AbstractContextManager["Nothing"]):
    """A package with nothing in it: an export whose files are not at hand."""

    members: tuple[Member, ...] = ()

    def fetch(self, key: str, to: Path) -> str:
        raise KeyError(key)

    def __exit__(self, kind: type[BaseException] | None, failure: BaseException | None, where: TracebackType | None) -> None:
        return None


def is_zip(path: Path) -> bool:
    """Whether a file begins and ends as a zip does."""
    with path.open("rb") as opened:
        begins = opened.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    return begins and zips.end_of_zip(path) is not None


def _opened(file: IO[bytes], path: Path, bounds: Bounds) -> ZipFile:
    end = zips.end_of_zip(path)
    if end is None:
        raise PackageRefused(Refused.NOT_A_ZIP)
    if end[0] > bounds.members * 2 or end[1] > bounds.members * 1024:  # folders stand in the list, too
        raise PackageRefused(Refused.TOO_MANY)
    try:
        return ZipFile(file)
    except (BadZipFile, ValueError, OSError, RuntimeError, EOFError):  # a make of zip that is not known is a RuntimeError
        raise PackageRefused(Refused.NOT_A_ZIP) from None


def _key_of(info: ZipInfo) -> str:
    """The name of a member as people wrote it. Without its mark a name is Windows' own signs, or UTF-8 all the same."""
    name = info.filename
    if not info.flag_bits & NAMED_IN_UTF8 and not name.isascii():
        with suppress(UnicodeError):  # cp437 and the Swedish Windows' cp850 write å ä ö alike
            name = name.encode("cp437").decode("utf-8")
    name = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in name.replace("\\", "/"))
    return unicodedata.normalize("NFC", name) if name.strip() else NAMELESS


def _trouble_of(info: ZipInfo, bounds: Bounds) -> Trouble | None:
    key = _key_of(info)
    if key == NAMELESS or key.startswith("/") or key[1:2] == ":" or ".." in key.split("/"):
        return Trouble.UNSAFE
    mode = info.external_attr >> 16
    if info.create_system == 3 and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return Trouble.LINK
    if info.flag_bits & zips.CIPHERED:
        return Trouble.CIPHERED
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return Trouble.DAMAGED
    if info.file_size > bounds.small and info.file_size > info.compress_size * bounds.ratio:
        return Trouble.BOMB
    return None


def _once(members: list[Member]) -> tuple[Member, ...]:
    """Of several with one name none is fetched, and each is told of."""
    times = Counter(one.key for one in members)
    return tuple(one if times[one.key] == 1 else Member(one.key, one.size, one.trouble or Trouble.TWICE) for one in members)


def _copied(source: IO[bytes], to: Path, stated: int | None = None) -> str:
    """Copies all there is, no more than stated; says its checksum. Raises NotFetched where it is another size."""
    told, copied = sha256(), 0
    with to.open("wb") as written:
        while piece := source.read(PIECE):
            copied += len(piece)
            if stated is not None and copied > stated:
                raise NotFetched(Trouble.BOMB)
            told.update(piece)
            written.write(piece)
    if stated is not None and copied != stated:
        raise NotFetched(Trouble.DAMAGED)
    return told.hexdigest()
