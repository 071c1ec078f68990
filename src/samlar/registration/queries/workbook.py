"""The cells of a workbook (xlsx) that somebody sent, read without trusting it: no formulas, no entities, nothing larger than it says."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

from samlar.registration.rules import attendance_file as rules
from samlar.registration.rules.attendance_file import Cell, FileRefused

LARGEST_UNPACKED = 20_000_000  # bytes of all parts together: a list of 5 000 rows takes a tenth of it
MOST_PARTS = 200
LOCAL_HEAD = 30  # bytes before a part's name in the package
LOCKED = 0x1  # the flag of a part with a password
MOST_LINES = 20_000  # rows that are looked at at all, empty ones too
DECLARED = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be"))


def is_workbook(data: bytes) -> bool:
    return data[:4] == b"PK\x03\x04"


def rows_of_workbook(data: bytes) -> list[list[Cell]]:
    """The cells of the first sheet. Raises FileRefused: a formula (naming its cell), too large, not a workbook."""
    from openpyxl import load_workbook  # a tenth of a second: only who reads a workbook waits for it

    parts = _parts(data)
    try:
        # Formulas are loaded as such, so that they can be refused: their kept values may be anything.
        book = load_workbook(_repacked(parts), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        rows = list(islice(_cells(sheet), MOST_LINES + 1))
        book.close()
    except FileRefused:
        raise
    except Exception as failure:  # a file made to be unreadable fails in any way it likes
        raise rules.unreadable() from failure
    if len(rows) > MOST_LINES:
        raise rules.too_many_rows()
    return rows


def _cells(sheet: object) -> Iterator[list[Cell]]:
    from openpyxl.utils import get_column_letter

    for row in sheet.iter_rows(max_col=rules.MOST_COLUMNS):  # type: ignore[attr-defined]
        cells = []
        for cell in row:
            if cell.data_type == "f":
                raise rules.formula_at(f"{get_column_letter(cell.column)}{cell.row}")
            cells.append(None if cell.data_type == "e" else cell.value)
        yield cells


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by their names, unpacked; no more is ever unpacked than the package states. Raises FileRefused.

    A part that holds more or less than it states is refused, and so is every way of packing that no workbook uses: zipfile itself
    unpacks first and measures afterwards. A part that declares entities (a few lines that grow to gigabytes) is refused too.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            stated = package.infolist()
    except Exception as failure:  # broken, or packed in a way that is not known here
        raise rules.unreadable() from failure
    if len(stated) > MOST_PARTS or sum(part.file_size for part in stated) > LARGEST_UNPACKED:
        raise rules.unreadable()
    parts = {part.filename: _unpacked(data, part) for part in stated}
    if len(parts) < len(stated) or any(word in content for content in parts.values() for word in DECLARED):
        raise rules.unreadable()  # a name that stands for two parts says different things to different readers
    return parts


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> bytes:
    """One part, whole and no larger than it states. Raises FileRefused."""
    head = data[part.header_offset : part.header_offset + LOCAL_HEAD]
    if len(head) < LOCAL_HEAD or head[:4] != b"PK\x03\x04" or part.flag_bits & LOCKED:
        raise rules.unreadable()
    begins = part.header_offset + LOCAL_HEAD + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = data[begins : begins + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        content = _inflated(packed, part.file_size)
    else:
        raise rules.unreadable()
    if len(content) != part.file_size or zlib.crc32(content) != part.CRC:
        raise rules.unreadable()
    return content


def _inflated(packed: bytes, size: int) -> bytes:
    """What was deflated, if it ends within `size` bytes; one byte more than that is the most that is ever made. Raises FileRefused."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacker.decompress(packed, size + 1)
    except zlib.error as failure:
        raise rules.unreadable() from failure
    if not unpacker.eof:
        raise rules.unreadable()
    return content


def _repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """The same parts in a package of our own, not compressed: whoever reads it has nothing to unpack."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return kept
