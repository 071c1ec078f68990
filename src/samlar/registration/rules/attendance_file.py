"""An attendance list from a file: which columns it may have, and its rows as they were written (E4).

Text files are read here; a workbook's cells are read by `queries.workbook` and come here as rows. Who the people are is judged in
`attendance_plan`. Formulas are never evaluated: in a workbook they are refused, in a text file they are text like any other.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from samlar.formats.sentence import Refusal, Sentence
from samlar.registration.rules.writing import address_of, line_of, sounds

LARGEST = 5_000_000  # bytes
MOST_ROWS = 5_000  # after the header
MOST_COLUMNS = 60
LONGEST_CELL = 300  # characters; what is longer is no name, address or date
COLUMNS = {
    "name": ("namn", "deltagare", "för- och efternamn", "name", "full name", "participant"),
    "first": ("förnamn", "first name", "given name"),
    "last": ("efternamn", "last name", "surname", "family name"),
    "email": ("e-post", "epost", "e-postadress", "epostadress", "mejl", "mejladress", "mail", "e-mail", "email", "e-mail address"),
    "organisation": ("organisation", "arbetsgivare", "organization", "employer"),
    "session": ("träff", "datum", "dag", "tillfälle", "session", "date", "day", "meeting"),
    "present": ("närvarande", "närvaro", "deltog", "present", "attended", "attendance"),
}
WORDS = {
    "name": Sentence("namn", "name"),
    "first": Sentence("förnamn", "first name"),
    "last": Sentence("efternamn", "last name"),
    "email": Sentence("e-post", "e-mail"),
    "organisation": Sentence("organisation", "organisation"),
    "session": Sentence("träff", "session"),
    "present": Sentence("närvarande", "present"),
}
YES = ("ja", "j", "yes", "y", "x", "1", "true", "sant", "närvarande", "present")
NO = ("nej", "n", "no", "0", "false", "falskt", "frånvarande", "absent")
DELIMITERS = (";", ",", "\t")

Cell = str | int | float | bool | date | datetime | None


class FileRefused(Refusal):
    """The file cannot be read as an attendance list; the sentence says why, and where in the file."""

    def __init__(self, sentence: Sentence, *, mend: Sentence | None = None) -> None:
        super().__init__(sentence, mend=mend, source="E4", field="file")


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row as it was written. `place`: its number in the file, the header being a row; days are ISO text."""

    place: int
    name: str
    email: str
    organisation: str
    session: str
    present: str

    @property
    def came(self) -> bool | None:
        """Whether the row says that the person was there; empty says yes. None: neither yes nor no."""
        said = sounds(self.present)
        return True if not said or said in YES else False if said in NO else None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The rows of a file, and the columns that are not read."""

    rows: tuple[FileRow, ...]
    unread: tuple[str, ...]


def rows_of_text(data: bytes) -> list[list[str]]:
    """The cells of a text file: commas, semicolons or tabs between them, in UTF-8, UTF-16 or Latin-1. Raises FileRefused."""
    text = decoded(data)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as failure:
        raise FileRefused(
            Sentence("Filen går inte att läsa som en lista.", "The file cannot be read as a list."),
            mend=Sentence("Spara den som csv eller xlsx och försök igen.", "Save it as csv or xlsx and try again."),
        ) from failure


def decoded(data: bytes) -> str:
    """The text of a file, whatever wrote it. Signs that no list has (NUL and other controls) become spaces."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    elif data[1:2] == b"\0" or data[:1] == b"\0":
        text = data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return "".join(sign if sign in "\n\r\t" or unicodedata.category(sign) not in ("Cc", "Cs") else " " for sign in text)


def read(table: Iterable[Sequence[Cell]], *, sessions: bool) -> ReadFile:
    """The rows of a table whose first row that is not empty names the columns. `sessions`: each row must say which session it is.

    Raises FileRefused: no rows, too many, columns missing or twice.
    """
    numbered = ((place, [written(cell) for cell in row[:MOST_COLUMNS]]) for place, row in enumerate(table, 1))
    filled = ((place, cells) for place, cells in numbered if any(cells))
    _place, header = next(filled, (0, []))
    columns, unread = _columns(header, sessions=sessions)
    rows: list[FileRow] = []
    for place, cells in filled:
        if len(rows) == MOST_ROWS:
            raise too_many_rows()
        values = {name: cells[at][:LONGEST_CELL] if at < len(cells) else "" for name, at in columns.items()}
        name = values.get("name") or line_of(f"{values.get('first', '')} {values.get('last', '')}")
        rows.append(FileRow(place, name, *(values.get(one, "") for one in ("email", "organisation", "session", "present"))))
    if not rows:
        raise FileRefused(Sentence("Filen har inga rader under rubrikerna.", "The file has no rows beneath its headings."))
    return ReadFile(tuple(rows), unread)


def too_many_rows() -> FileRefused:
    return FileRefused(
        Sentence("Filen har fler än {most} rader.", "The file has more than {most} rows.").fill(most=MOST_ROWS),
        mend=Sentence("Dela upp den i flera filer.", "Divide it into several files."),
    )


def must_not_be_too_large(size: int) -> None:
    """Raises FileRefused beyond five megabytes, and for an empty file."""
    if size > LARGEST:
        raise FileRefused(
            Sentence("Filen är större än 5 MB.", "The file is larger than 5 MB."),
            mend=Sentence("En lista med {most} rader är mycket mindre. Ta bort bilder och annat ur den.",
                          "A list of {most} rows is much smaller. Take pictures and other things out of it.").fill(most=MOST_ROWS),
        )  # fmt: skip
    if not size:
        raise FileRefused(Sentence("Filen är tom.", "The file is empty."))


def formula_at(place: str) -> FileRefused:
    """The refusal of a workbook with a formula, naming the cell."""
    return FileRefused(
        Sentence("Cellen {place} är en formel. Formler läses inte.", "Cell {place} is a formula. Formulas are not read.").fill(place=place),
        mend=Sentence("Klistra in värdet i stället, eller spara filen som csv.", "Paste the value instead, or save the file as csv."),
    )


def unreadable() -> FileRefused:
    """The refusal of something that is no list at all."""
    return FileRefused(
        Sentence("Filen går inte att läsa.", "The file cannot be read."),
        mend=Sentence("Spara listan som xlsx eller csv och försök igen.", "Save the list as xlsx or csv and try again."),
    )


def must_be_a_workbook(name: str, is_one: bool) -> None:
    """A file that is called an Excel file is one. Raises FileRefused."""
    if name.casefold().endswith((".xlsx", ".xls", ".xlsm")) and not is_one:
        raise FileRefused(
            Sentence("Filen går inte att läsa som Excel.", "The file cannot be read as Excel."),
            mend=Sentence(
                "Öppna den i Excel, spara den som xlsx eller csv och försök igen.",
                "Open it in Excel, save it as xlsx or csv and try again.",
            ),
        )


def read_anew() -> FileRefused:
    """The refusal of a dry run that has lain too long, or was another's."""
    return FileRefused(
        Sentence("Provläsningen gäller inte längre.", "The dry run is no longer valid."),
        mend=Sentence("Välj filen igen.", "Choose the file again."),
    )


def written(cell: Cell) -> str:
    """A cell as text on one line: days as ISO, yes and no as words, whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return line_of(str(cell))


def same_person(row: FileRow) -> tuple[str, str]:
    """What two rows about the same person have in common: the address, else the name and the organisation."""
    address = address_of(row.email)
    return (address, "") if address else (sounds(row.name), sounds(row.organisation))


def _columns(header: Sequence[str], *, sessions: bool) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each known column stands, and the names of the others."""
    known = {sounds(word): name for name, words in COLUMNS.items() for word in words}
    found: dict[str, int] = {}
    unread = []
    for at, title in enumerate(header):
        name = known.get(sounds(title).rstrip(":"))
        if name is None:
            unread += [title] if title else []
        elif name in found:
            raise FileRefused(
                Sentence("Kolumnen {column} finns två gånger: ”{one}” och ”{other}”.", "The column {column} is there twice.")
                .fill(column=WORDS[name], one=header[found[name]][:40], other=title[:40]),
                mend=Sentence("Ta bort den ena.", "Take one of them out."),
            )  # fmt: skip
        else:
            found[name] = at
    missing = [WORDS["session"]] if sessions and "session" not in found else []
    named = "name" in found or {"first", "last"} <= set(found)
    if "email" not in found and not (named and "organisation" in found):
        missing = [Sentence("e-post, eller namn och organisation", "e-mail, or name and organisation"), *missing]
    if missing:
        raise _wrong_columns(missing, header)
    return found, tuple(unread)


def _wrong_columns(missing: Sequence[Sentence], header: Sequence[str]) -> FileRefused:
    titles = [f"”{title[:40]}”" for title in header[:12] if title]
    wanted = Sentence(*(" + ".join(one.in_language(code) for one in missing) for code in ("sv", "en")))
    found = Sentence("Första raden säger {titles}.", "The first row says {titles}.").fill(titles=titles)
    nothing = Sentence("Första raden är tom.", "The first row is empty.")
    return FileRefused(
        Sentence("Kolumner saknas: {wanted}. {found}", "Columns are missing: {wanted}. {found}").fill(
            wanted=wanted, found=found if titles else nothing
        ),
        mend=Sentence(
            "Första raden ska ha rubriker: e-post, namn, organisation, träff (datum eller titel) och närvarande (ja eller nej).",
            "The first row shall have headings: e-mail, name, organisation, session (date or title) and present (yes or no).",
        ),
    )
