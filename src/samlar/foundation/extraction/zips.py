"""A zip that somebody sent, measured before anything in it is opened.

Only the end of the file and its list of members are read here, and the list is bounded before it is: this much is safe outside the child.
"""

import struct
from pathlib import Path
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from samlar.foundation.extraction.limits import Limits
from samlar.foundation.extraction.told import Reason, Unreadable

END, END_LENGTH, LONGEST_COMMENT = b"PK\x05\x06", 22, 0xFFFF
LOCATOR_64, LOCATOR_LENGTH = b"PK\x06\x07", 20
CIPHERED = 0x1
PACKED_AS = (0, 8)  # stored, deflated: no other is written by an office program


def end_of_zip(path: Path) -> tuple[int, int] | None:
    """How many members and how many bytes of list the file's very end declares; None where the file doesn't end as a zip does.

    Where a later end stands in an end's comment, which of them holds depends on who reads: that is more than any.
    """
    size = path.stat().st_size
    with path.open("rb") as opened:
        opened.seek(max(0, size - END_LENGTH - LONGEST_COMMENT - LOCATOR_LENGTH))
        tail = opened.read()
    at = last = tail.rfind(END)
    while at >= 0:
        if len(tail) - at >= END_LENGTH:
            members, directory, _offset, comment = struct.unpack("<HIIH", tail[at + 10 : at + END_LENGTH])
            if at + END_LENGTH + comment == len(tail):
                large = at != last or tail[max(0, at - LOCATOR_LENGTH) : at].startswith(LOCATOR_64)
                return (2**32, 2**32) if large else (members, directory)
        at = tail.rfind(END, 0, at)
    return None


def opened(file: IO[bytes], path: Path, limits: Limits) -> ZipFile:
    """The zip, ready to be read. Raises Unreadable: for one that is broken, ciphered, or unpacks to more than is read.

    What a member says of its own size is believed, since no more than that is ever unpacked of it.
    """
    end = end_of_zip(path)
    if end is None:
        begins_so = file.read(2) == b"PK"
        raise Unreadable(Reason.DAMAGED if begins_so else Reason.ANOTHER_KIND)
    if end[0] > limits.members or end[1] > limits.directory:
        raise Unreadable(Reason.BOMB)
    try:
        unzipped = ZipFile(file)
    except (BadZipFile, ValueError, OSError, struct.error, RuntimeError, UnicodeError):
        raise Unreadable(Reason.DAMAGED) from None
    _measure(unzipped.infolist(), limits)
    return unzipped


def checked(file: IO[bytes], path: Path, limits: Limits) -> ZipFile:
    """The zip, measured and without declarations: what every file that is one goes through before its reader. Raises Unreadable."""
    unzipped = opened(file, path, limits)
    no_declarations(unzipped)
    return unzipped


def _measure(members: list[ZipInfo], limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > limits.members or unpacked > limits.unpacked:
        raise Unreadable(Reason.BOMB)
    if unpacked > limits.small and unpacked > packed * limits.ratio:
        raise Unreadable(Reason.BOMB)
    if any(member.flag_bits & CIPHERED for member in members):
        raise Unreadable(Reason.PASSWORD)
    if any(member.compress_type not in PACKED_AS for member in members):
        raise Unreadable(Reason.DAMAGED)


def no_declarations(unzipped: ZipFile) -> None:
    """Raises Unreadable where an XML part begins with a DTD: no office program writes one, and entities are made nowhere else."""
    for member in unzipped.infolist():
        if member.filename.lower().endswith((".xml", ".rels", ".vml", ".rdf")):
            with unzipped.open(member) as part:
                _prolog(part)


def _prolog(part: IO[bytes]) -> None:
    class Begun(Exception):
        """The first element: after it no DTD can stand."""

    class Declared(Exception):
        """A DTD, before anything of it is read."""

    def begun(*_: object) -> None:
        raise Begun

    def declared(*_: object) -> None:
        raise Declared

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.StartDoctypeDeclHandler = declared
    try:
        for _ in range(16):
            piece = part.read(64 * 1024)
            parser.Parse(piece, not piece)
            if not piece:
                return
    except Begun:
        return
    except Declared:
        raise Unreadable(Reason.DECLARATION) from None
    except expat.ExpatError:
        return  # no XML: its reader says so, with a parser that makes nothing of entities
    raise Unreadable(Reason.BOMB)  # a megabyte and not one element
