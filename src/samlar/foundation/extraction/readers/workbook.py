"""Excel: a section for each sheet that is shown, with the words in its cells row by row. Figures alone are not what people search for."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from samlar.foundation.extraction.gathering import Gathering
from samlar.foundation.extraction.told import Place, Reason, Unreadable
from samlar.foundation.extraction.zips import checked

LONGEST_CELL = 2_000
PIECE = 100_000  # signs in a section: a long sheet is handed over in pieces


def read(path: Path, into: Gathering) -> None:
    with path.open("rb") as file:
        checked(file, path, into.limits)
        file.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library cannot keep when it writes is nothing to us
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        into.about(book.properties.title, book.properties.creator)
        into.pages = len(book.worksheets)
        cells = 0
        for number, sheet in enumerate(book.worksheets, 1):
            into.at(number)
            if sheet.sheet_state == "visible":
                cells = _sheet(sheet, number, into, cells)


def _sheet(sheet: ReadOnlyWorksheet, number: int, into: Gathering, cells: int) -> int:
    """Reads a sheet; says how many cells have been looked at in the book."""
    lines: list[str] = []
    held, passed_on = 0, False
    for _, row in _rows(sheet):
        cells += 1 + len(row)
        line = " | ".join(words for cell in row if (words := _words(cell)))
        lines += [line] if line else []
        held += len(line)
        if held > PIECE or cells > into.limits.cells:
            into.section(Place.SHEET, "\n".join(lines), number=number, heading=sheet.title)
            lines, held, passed_on = [], 0, True
        if cells > into.limits.cells:
            raise Unreadable(Reason.MUCH_TEXT)
    if lines or not passed_on:
        into.section(Place.SHEET, "\n".join(lines), number=number, heading=sheet.title)
    return cells


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """The rows and cells that are written in the file.

    The library's own rows are filled out with all empty cells before one that stands far away: one cell in the last corner would cost as
    much as a million.
    """
    with sheet._get_source() as source:
        yield from WorkSheetParser(source, sheet._shared_strings, data_only=True).parse()


def _words(cell: dict[str, Any]) -> str:
    """The words in a cell; nothing for figures, dates and what went wrong."""
    if cell.get("data_type") != "s" or cell.get("value") is None:
        return ""
    return " ".join(str(cell["value"])[:LONGEST_CELL].split())
