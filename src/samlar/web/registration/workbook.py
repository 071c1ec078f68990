"""Figures as a workbook (E6): what each counts on the first sheet, then the organisations, the sessions and, for the lead, who came.

Everything is written as text or as a whole number, never as a formula or a link, whatever it looks like.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from django.http import HttpResponse
from django.utils.text import slugify

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60  # letters
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}

Cell = str | int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns, its rows; `lead` stands above them."""

    name: str
    head: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    lead: tuple[str, ...] = ()


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as xlsx."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, SAFE)
    strong, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        for place, text in enumerate(sheet.lead):
            page.write_string(place, 0, text, strong if place == 0 else None)
        top = len(sheet.lead) + (1 if sheet.lead else 0)
        for column, title in enumerate(sheet.head):
            page.write_string(top, column, title, strong)
            longest = max([len(title), *(len(str(row[column])) for row in sheet.rows)])
            page.set_column(column, column, min(WIDEST, longest + 2))
        for line, row in enumerate(sheet.rows, top + 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    page.write_number(line, column, cell, wrapped)
                else:
                    page.write_string(line, column, cell, wrapped)
        page.freeze_panes(top + 1, 0)
    book.close()
    return kept.getvalue()


def attached(sheets: Sequence[Sheet], name: str) -> HttpResponse:
    """The workbook as a file to keep."""
    answer = HttpResponse(workbook(sheets), content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name)[:80] or "siffror"}.xlsx"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
