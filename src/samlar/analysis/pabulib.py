"""Reads an election in the field's own format: Pabulib's `.pb`, approval ballots.

Source: D. Stolicki, S. Szufa, N. Talmon, *Pabulib: A Participatory Budgeting Library* (2020), and pabulib.org/format. Three sections, META,
PROJECTS and VOTES, each a title line, a line of column names and rows as CSV with semicolons; a vote is project ids with commas between.

A file is somebody else's: whatever it holds, the answer is an election or a `BadElection`, and what is read is bounded. What the count
does not ask for is not judged: published files have remarks with semicolons in META, keys without a value, keys that stand twice.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from .election import Ballot, Election, Project

MOST_BYTES = 64 * 1024 * 1024
MOST_PROJECTS = 2_000
MOST_VOTES = 200_000
LONGEST = 200  # characters of an id
LONGEST_LINE = 1_000_000  # characters: more than a vote for every project
ALL_LINES = 2_000_000  # empty ones too
MOST_LINES = 1_000  # that one row goes on over, inside quotes
SECTIONS = ("META", "PROJECTS", "VOTES")
COLUMNS = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
NEEDED = ("num_projects", "num_votes", "budget", "vote_type")
TYPES = ("approval", "choose-1")  # choose-1 is an approval of one

AMOUNT = re.compile(r"([0-9]{1,18}|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,5})(?:[.,]([0-9]{1,24}))?")
LINE_END = re.compile("\r\n|\r|\n")
COUNT = re.compile(r"[0-9]{1,9}")
THOUSANDS = re.compile(r"[0-9]+,[0-9]{3}")


class BadElection(Exception):
    """The file is no election that can be counted. `line` is where, from 1; `sv` and `en` say why, in a sentence.

    (Texts and not a Sentence: formats, whose word that is, stands on the same floor.)
    """

    def __init__(self, line: int, sv: str, en: str) -> None:
        super().__init__(f"line {line}: {en}")
        self.line, self.sv, self.en = line, sv, en


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a section: its line, and its cells by column, stripped."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read(raw: bytes) -> Election:
    """The election in a `.pb` file's bytes. Raises BadElection.

    Amounts are decimal and exact; a comma before one, two or more than three decimals is a decimal comma, before three it could be either
    and is refused; spaces may part thousands. A row of votes is a voter, also an empty one.
    """
    sections = _sections(_rows(_text(raw)))
    meta: dict[str, Row] = {}
    for row in sections["META"]:
        if row["key"] in meta and row["key"] in NEEDED:
            raise BadElection(row.line, f"{_q(row['key'])} står två gånger i META.", f"{_q(row['key'])} stands twice in META.")
        meta[row["key"]] = row
    at = sections["META"][0].line if sections["META"] else 1
    for key in NEEDED:
        if key not in meta:
            raise BadElection(at, f"META saknar {key}.", f"META has no {key}.")
    kind = meta["vote_type"]
    if kind["value"].lower() not in TYPES:
        raise BadElection(
            kind.line, f"Rösterna är av slaget {_q(kind['value'])}; bara approval kan räknas.",
            f"The votes are of the type {_q(kind['value'])}; only approval can be counted.",
        )  # fmt: skip
    projects = _projects(sections["PROJECTS"])
    ballots = _ballots(sections["VOTES"], {one.id for one in projects})
    _counted(meta["num_projects"], len(projects), "projekt", "projects")
    _counted(meta["num_votes"], len(ballots), "röster", "votes")
    return Election(projects, ballots, _amount(meta["budget"], "value"))


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise BadElection(1, "Filen är större än 64 MB.", "The file is larger than 64 MB.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise BadElection(line, "Filen är inte skriven i UTF-8.", "The file is not written in UTF-8.") from problem


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, with the line on which each begins."""
    begins = 1

    def lines() -> Iterator[str]:
        for number, line in enumerate(_lines(text), 1):
            if number > ALL_LINES:
                raise BadElection(number, f"Filen har fler än {ALL_LINES} rader.", f"The file has more than {ALL_LINES} lines.")
            if len(line) > LONGEST_LINE or number - begins > MOST_LINES:
                raise BadElection(begins, "Raden är för lång.", "The line is too long.")
            yield line

    reader = csv.reader(lines(), delimiter=";", skipinitialspace=True)
    try:
        for cells in reader:
            stripped = [one.strip() for one in cells]
            if any(stripped):
                yield begins, stripped
            begins = reader.line_num + 1
    except csv.Error as problem:
        raise BadElection(begins, "Raden går inte att läsa som CSV.", "The line cannot be read as CSV.") from problem


def _lines(text: str) -> Iterator[str]:
    """The text's lines, one at a time: a file may be nothing but line ends."""
    begins = 0
    for end in LINE_END.finditer(text):
        yield text[begins : end.start()]
        begins = end.end()
    yield text[begins:]


def _sections(rows: Iterator[tuple[int, list[str]]]) -> dict[str, list[Row]]:
    """The rows of each section, which must stand in order, each with its columns."""
    found: dict[str, list[Row]] = {}
    columns: list[str] = []
    line = 1
    for line, cells in rows:
        title = cells[0].upper()
        if title in SECTIONS and not any(cells[1:]):
            if title != (wanted := SECTIONS[len(found)] if len(found) < len(SECTIONS) else ""):
                raise BadElection(
                    line, f"Här står {title}, men avsnitten ska vara META, PROJECTS och VOTES, i den ordningen och en gång var.",
                    f"{title} stands here, but the sections must be META, PROJECTS and VOTES, in that order and once each.",
                )  # fmt: skip
            found[wanted], columns = [], []
        elif not found:
            raise BadElection(line, "Filen ska börja med META.", "The file must begin with META.")
        elif not columns:
            columns = _columns(line, [*found][-1], cells)
        else:
            section = [*found][-1]
            row = Row(line, dict(zip(columns, cells, strict=False)))
            asked = section != "META" or row["key"] in NEEDED
            if asked and len(cells) > len(columns) and any(cells[len(columns) :]):
                raise BadElection(
                    line, f"Raden har fler fält än {section} har kolumner.", f"The row has more fields than {section} has columns."
                )
            if asked and len(cells) <= max(columns.index(one) for one in COLUMNS[section]):
                raise BadElection(line, f"Raden har för få fält för {section}.", f"The row has too few fields for {section}.")
            found[section].append(row)
            if len(found[section]) > MOST_VOTES:
                raise BadElection(line, f"Filen har fler än {MOST_VOTES} rader i {section}.", f"{section} has more than {MOST_VOTES} rows.")
    if missing := [one for one in SECTIONS if one not in found]:
        raise BadElection(line, f"Filen saknar avsnittet {missing[0]}.", f"The file has no section {missing[0]}.")
    return found


def _columns(line: int, section: str, cells: list[str]) -> list[str]:
    columns = [one.lower() for one in cells]
    while columns and not columns[-1]:
        columns.pop()
    for wanted in COLUMNS[section]:
        if columns.count(wanted) != 1:
            raise BadElection(
                line, f"{section} ska ha kolumnen {wanted}, en gång; här står {_q('; '.join(cells))}.",
                f"{section} must have the column {wanted}, once; here stands {_q('; '.join(cells))}.",
            )  # fmt: skip
    return columns


def _projects(rows: list[Row]) -> tuple[Project, ...]:
    found: dict[str, Project] = {}
    for row in rows:
        key = _id(row, "project_id")
        if "," in key:
            raise BadElection(row.line, "Ett projekts id får inte ha kommatecken.", "A project's id must not have a comma.")
        if key in found:
            raise BadElection(row.line, f"Projektet {_q(key)} står två gånger.", f"The project {_q(key)} stands twice.")
        if len(found) == MOST_PROJECTS:
            raise BadElection(row.line, f"Filen har fler än {MOST_PROJECTS} projekt.", f"The file has more than {MOST_PROJECTS} projects.")
        found[key] = Project(key, _amount(row, "cost"), row["name"])
    return tuple(found.values())


def _ballots(rows: list[Row], projects: set[str]) -> tuple[Ballot, ...]:
    found: dict[str, Ballot] = {}
    for row in rows:
        voter = _id(row, "voter_id")
        if voter in found:
            raise BadElection(row.line, f"Väljaren {_q(voter)} står två gånger.", f"The voter {_q(voter)} stands twice.")
        ticks = [one.strip() for one in row["vote"].split(",")] if row["vote"] else []
        seen: set[str] = set()
        for one in ticks:
            if one not in projects:
                raise BadElection(
                    row.line, f"En röst på {_q(one)}, som inte finns bland projekten.",
                    f"A vote for {_q(one)}, which is not among the projects.",
                )  # fmt: skip
            if one in seen:
                raise BadElection(row.line, f"Två röster på {_q(one)} från en väljare.", f"Two votes for {_q(one)} by one voter.")
            seen.add(one)
        found[voter] = Ballot(voter, frozenset(seen))
    return tuple(found.values())


def _id(row: Row, column: str) -> str:
    key = row[column]
    if not key or len(key) > LONGEST:
        raise BadElection(
            row.line, f"{column} ska vara en text på högst {LONGEST} tecken.", f"{column} must be a text of at most {LONGEST} characters."
        )
    return key


def _amount(row: Row, column: str) -> Fraction:
    """A decimal number that is not negative, exactly."""
    text = row[column]
    parts = AMOUNT.fullmatch(text)
    if not parts or THOUSANDS.fullmatch(text):
        named = "budget" if column == "value" else column
        raise BadElection(
            row.line, f"{named} ska vara ett tal med punkt före decimalerna, inte {_q(text)}.",
            f"{named} must be a number with a point before its decimals, not {_q(text)}.",
        )  # fmt: skip
    whole, decimals = "".join(parts[1].split()), parts[2] or ""
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def _counted(row: Row, number: int, sv: str, en: str) -> None:
    told = row["value"]
    if not COUNT.fullmatch(told) or int(told) != number:
        raise BadElection(
            row.line, f"META säger {_q(told)} {sv}, men filen har {number}.", f"META says {_q(told)} {en}, but the file has {number}."
        )


def _q(text: str) -> str:
    """A text out of the file, short and on one line."""
    kept = " ".join(text.split())
    return f"”{kept[:60]}{'…' if len(kept) > 60 else ''}”"
