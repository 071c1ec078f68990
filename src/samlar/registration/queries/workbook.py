"""The cells of a workbook (xlsx) that somebody sent, read without trusting it: no formulas, no entities, nothing larger than it says."""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from samlar.registration.rules import attendance_file as rules
from samlar.registration.rules.attendance_file import Cell, FileRefused

LARGEST_UNPACKED = 20_000_000  # bytes of all parts together: a list of 5 000 rows takes a tenth of it
MOST_PARTS = 200
MOST_LINES = 20_000  # rows that are looked at at all, empty ones too
DECLARED = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be"))


def is_workbook(data: bytes) -> bool:
    return data[:4] == b"PK\x03\x04"


def rows_of_workbook(data: bytes) -> list[list[Cell]]:
    """The cells of the first sheet. Raises FileRefused: a formula (naming its cell), too large, not a workbook."""
    _must_be_harmless(data)
    try:
        # Formulas are loaded as such, so that they can be refused: their kept values may be anything.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
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
    for row in sheet.iter_rows(max_col=rules.MOST_COLUMNS):  # type: ignore[attr-defined]
        cells = []
        for cell in row:
            if cell.data_type == "f":
                raise rules.formula_at(f"{get_column_letter(cell.column)}{cell.row}")
            cells.append(None if cell.data_type == "e" else cell.value)
        yield cells


def _must_be_harmless(data: bytes) -> None:
    """Looks at the package before anything is read out of it. Raises FileRefused.

    The sizes are those that the package states: no more is ever unpacked of a part than it says. A part that declares entities (a few
    lines that grow to gigabytes) is refused: no workbook has any.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise rules.unreadable()
            if any(part.flag_bits & 0x1 for part in parts):
                raise rules.unreadable()  # locked with a password
            for part in parts:
                content = package.read(part)
                if any(word in content for word in DECLARED):
                    raise rules.unreadable()
    except FileRefused:
        raise
    except Exception as failure:  # broken, or packed in a way that is not known here
        raise rules.unreadable() from failure
