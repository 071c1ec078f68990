"""Whether a PDF brings something of its own that runs: a browser's reader runs it, whatever the page's headers say. In the child only.

Every action that runs stands in the file under its plain name, in the open or in a packed list of objects. Where a list is packed in a way
that is not seen through, the answer is yes.
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from samlar.foundation.extraction.limits import Limits

RUNS = ("JavaScript", "Launch", "SubmitForm", "ImportData", "RichMedia")
FAR = 2_000  # bytes of what is said of a list, before and after its name


def _named(*names: str) -> re.Pattern[bytes]:
    """The names, each sign as itself or as its number (#4a)."""
    spelt = ("".join(f"(?:{re.escape(sign)}|#(?i:{ord(sign):02x}))" for sign in name) for name in names)
    return re.compile(b"/(?:" + "|".join(spelt).encode() + rb")(?![A-Za-z0-9#])")


RUNNING, PACKED = _named(*RUNS), _named("ObjStm")
PLAINLY = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])")
BEGINS = re.compile(rb"stream(?:\r\n|\n)")


def is_scripted(path: Path, limits: Limits) -> bool:
    """Whether something in the file runs, or may."""
    with path.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if RUNNING.search(data):
            return True
        left = limits.unpacked
        for found in PACKED.finditer(data):
            unpacked = _unpacked(data, found, left)
            if unpacked is None or RUNNING.search(unpacked) or PACKED.search(unpacked):
                return True
            left -= len(unpacked)
    return False


def _unpacked(data: mmap.mmap, name: re.Match[bytes], most: int) -> bytes | None:
    """What a list of objects holds; None where that cannot be told."""
    begins = BEGINS.search(data, name.end(), name.end() + FAR)
    if begins is None or most <= 0:
        return None
    said = data[max(data.rfind(b" obj", 0, name.start()), name.start() - FAR, 0) : begins.start()]
    if b"DecodeParms" in said or b"#" in said or not PLAINLY.search(said) or said.count(b"Filter") > 1:
        return None
    unpacker = zlib.decompressobj()
    unpacked = bytearray()
    try:
        for piece in _pieces(data, begins.end()):
            unpacked += unpacker.decompress(piece, most - len(unpacked) + 1)
            if unpacker.eof or len(unpacked) > most:
                break
    except zlib.error:
        return None
    return bytes(unpacked) if unpacker.eof and len(unpacked) <= most else None


def _pieces(data: mmap.mmap, at: int) -> Iterator[bytes]:
    while piece := data[at : at + 65_536]:
        yield piece
        at += len(piece)
