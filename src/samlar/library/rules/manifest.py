"""A manifest of an old archive: which columns it may have, and what its rows say (G4). Without one, names and folders tell. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from samlar.formats.sentence import Refusal, Sentence
from samlar.library.rules import told as rules
from samlar.library.rules.documents import AUTHORS, RECORD_NUMBER, TITLE
from samlar.library.rules.told import Told, folded, line

NAMES = ("manifest.csv", "manifest.xlsx", "manifest.tsv", "manifest.txt")
LARGEST = 20 * 1024 * 1024  # bytes
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 10_000  # signs
DELIMITERS = (";", ",", "\t")
COLUMNS = {
    "file": ("fil", "filnamn", "sökväg", "file", "filename", "file name", "path", "fil eller länk", "file or link"),
    "link": ("länk", "url", "webbadress", "link", "web address"),
    "title": ("titel", "rubrik", "namn", "title", "heading", "name"),
    "summary": ("sammanfattning", "beskrivning", "ingress", "summary", "description", "abstract"),
    "authors": ("författare", "upphov", "upphovsperson", "av", "authors", "author", "by", "creator"),
    "organisation": ("organisation", "utgivare", "organization", "publisher"),
    "day": ("datum", "dag", "date", "day"),
    "year": ("år", "årtal", "year"),
    "language": ("språk", "language"),
    "kind": ("slag", "typ", "sort", "kind", "type"),
    "licence": ("licens", "villkor", "licence", "license", "terms", "rights"),
    "themes": ("teman", "tema", "ämnen", "ämne", "ämnesord", "themes", "theme", "topics", "topic", "subjects", "subject"),
    "state": ("tillstånd", "status", "handlingsstatus", "state", "record state"),
    "record_number": ("diarienummer", "dnr", "record number", "registration number"),
    "activity": ("aktivitet", "activity", "projekt", "project"),
    "address": ("gammal adress", "tidigare adress", "old address", "previous address"),
}
ALWAYS_LEFT = {"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db"}

Cell = str | int | float | bool | date | datetime | None


class ManifestRefused(Refusal):
    """The manifest cannot be read; the sentence says why."""

    def __init__(self, sentence: Sentence, mend: Sentence | None = None) -> None:
        super().__init__(sentence, mend=mend, source="G4", field="file")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Its rows in order, and the names of the columns that are not read."""

    rows: tuple[Told, ...]
    unread: tuple[str, ...] = ()


def rows_of_text(text: str) -> list[list[str]]:
    """The cells of a text: semicolons, commas or tabs between them. Raises ManifestRefused."""
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text.lstrip("\ufeff").replace("\x00", " "), newline=""), delimiter=delimiter))
    except csv.Error:
        raise not_a_list() from None


def not_a_list() -> ManifestRefused:
    return ManifestRefused(
        Sentence("Listan över filerna (manifest) går inte att läsa.", "The list of the files (manifest) cannot be read."),
        Sentence("Spara den som csv eller xlsx och försök igen.", "Save it as csv or xlsx and try again."),
    )


def read(table: Iterable[Sequence[Cell]]) -> Manifest:
    """The rows of a table whose first row that is not empty names the columns. Raises ManifestRefused."""
    numbered = ((place, [_written(cell) for cell in row[:MOST_COLUMNS]]) for place, row in enumerate(table, 1))
    filled = ((place, cells) for place, cells in numbered if any(cells))
    _place, header = next(filled, (0, []))
    columns, unread = _columns(header)
    rows: list[Told] = []
    for place, cells in filled:
        if len(rows) == MOST_ROWS:
            raise ManifestRefused(
                Sentence("Listan har fler än {most} rader.", "The list has more than {most} rows.").fill(most=MOST_ROWS),
                Sentence("Dela upp arkivet i flera delar.", "Divide the archive into several parts."),
            )
        rows.append(_row(place, {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}))
    if not rows:
        raise ManifestRefused(Sentence("Listan har inga rader under rubrikerna.", "The list has no rows beneath its headings."))
    return Manifest(tuple(rows), unread)


def by_name(key: str, *, latest: int) -> Told:
    """What a file's name and folders say: the title, a date that the name begins with, a folder that is a year up to `latest`."""
    *folders, name = key.split("/")
    stem = name.rpartition(".")[0] or name
    begins = re.match(r"(\d{4}-\d{2}-\d{2}|(?:19|20)\d{6})(?=\D|$)", stem)
    day = rules.day_of(begins[1]) if begins else ""
    if day:
        stem = stem[len(begins[1]) :] if begins else stem
    years = [one for one in folders if re.fullmatch(r"(19|20)\d{2}", one) and rules.EARLIEST <= int(one) <= latest]
    words = line(re.sub(r"[_\s]+", " ", stem if " " in stem else re.sub(r"(?<=\w)-(?=\w)", " ", stem)).strip(" -–.,"), 1_000)
    title = (words[:1].upper() + words[1:]) if words else line(name, TITLE)
    return Told(
        file=key, title=title, day=day or (rules.day_of(years[-1]) if years else ""),
        folders=tuple(line(one, 120) for one in folders if one not in years),
    )  # fmt: skip


def filled_in(row: Told, name: Told) -> Told:
    """A manifest's row, and what it leaves out as the file's name and folders say it."""
    return replace(row, title=row.title or name.title, day=row.day or ("" if "day" in row.unclear else name.day), folders=name.folders)


def is_left(key: str) -> bool:
    """Whether a file is a computer's own: what systems and office programs leave behind."""
    parts = key.split("/")
    name = parts[-1].casefold()
    return name in ALWAYS_LEFT or name.startswith(("._", "~$", ".")) or "__macosx" in (part.casefold() for part in parts)


def _row(place: int, said: Mapping[str, str]) -> Told:
    file, link = said.get("file", "").strip(), said.get("link", "").strip()
    if not link and re.match(r"https?://", file, re.IGNORECASE):
        file, link = "", file
    unclear: dict[str, str] = {}

    def understood(name: str, value: str) -> str:
        if said.get(name, "").strip() and not value:
            unclear[name] = line(said[name], 60)
        return value

    day = understood("day", rules.day_of(said.get("day", ""))) or understood("year", rules.day_of(said.get("year", "")))
    title, summary = rules.titled(said.get("title", ""), said.get("summary", "").strip())
    return Told(
        file=re.sub(r"^(\./)+", "", file.replace("\\", "/")), link=understood("link", rules.web_address(link)) if link else "",
        title=title, summary=summary, authors=line(said.get("authors", ""), AUTHORS),
        organisation=line(said.get("organisation", "")), day=day,
        language=understood("language", rules.language_of(said.get("language", ""))),
        kind=understood("kind", rules.kind_of(said.get("kind", ""))),
        licence=understood("licence", rules.licence_of(said.get("licence", ""))),
        themes=rules.names_in(said.get("themes", "")), state=understood("state", rules.state_of(said.get("state", ""))),
        record_number=line(said.get("record_number", ""), RECORD_NUMBER), activity=line(said.get("activity", "")),
        addresses=tuple(filter(None, [rules.old_path(said.get("address", ""))])), unclear=tuple(unclear), wrong=tuple(unclear.values()),
        row=place,
    )  # fmt: skip


def _columns(header: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each known column stands, and the names of the others. Raises ManifestRefused where nothing says which file."""
    known = {word: name for name, words in COLUMNS.items() for word in words}
    found: dict[str, int] = {}
    unread = []
    for at, title in enumerate(header):
        name = known.get(folded(title).rstrip(":"))
        if name is None or name in found:
            unread += [line(title, 60)] if title.strip() else []
        else:
            found[name] = at
    if not {"file", "link"} & found.keys():
        raise ManifestRefused(
            Sentence("Listan saknar en kolumn som heter fil eller länk.", "The list has no column called file or link."),
            Sentence("Skriv rubriken fil över filernas namn, i första raden.", "Write file over the files' names, in the first row."),
        )
    return found, tuple(unread)


def _written(cell: Cell) -> str:
    """A cell as text: days as ISO, whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = "".join(sign if sign in "\n\t" or sign >= " " else " " for sign in str(cell))
    return text[:LONGEST_CELL].strip()
