"""`samlar formats`: check a case, list and show the built-in formats, validate a format's text. Needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from samlar.formats.builtin import IDS, builtin_formats, builtin_text
from samlar.formats.case_file import LARGEST_CASE
from samlar.formats.check import NOT_JUDGEABLE, as_json, as_text, check
from samlar.formats.format_file import LARGEST_FORMAT, FormatError, read_format
from samlar.formats.sentence import Sentence

UNREADABLE = Sentence("Filen {file} går inte att läsa.", "The file {file} cannot be read.")


def run(arguments: list[str]) -> int:
    """Run the command with its arguments and answer the exit code (2 also for a file that cannot be read)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    asked = _parser().parse_args(arguments)
    return int(asked.deed(asked))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="samlar formats", description="Format: pröva ett fall, visa och granska format.")
    deeds = parser.add_subparsers(required=True, metavar="check | list | show | validate")
    checking = deeds.add_parser("check", help="Pröva ett fall (JSON) mot formatets regler.")
    checking.add_argument("file", metavar="CASE.json", help="Filen med fallet, eller - för att läsa från standard in.")
    checking.add_argument("--json", action="store_true", help="Svara med JSON.")
    checking.set_defaults(deed=_check)
    deeds.add_parser("list", help="Visa de inbyggda formaten.").set_defaults(deed=_list)
    showing = deeds.add_parser("show", help="Visa texten till ett inbyggt format.")
    showing.add_argument("id", choices=IDS)
    showing.set_defaults(deed=_show)
    validating = deeds.add_parser("validate", help="Granska ett formats text (TOML).")
    validating.add_argument("file", metavar="FILE", help="Filen med formatet, eller - för att läsa från standard in.")
    validating.add_argument("--json", action="store_true", help="Svara med JSON.")
    validating.set_defaults(deed=_validate)
    for command in (checking, validating):
        command.add_argument("--language", choices=("sv", "en"), default="sv", help="Språk när svaret inte är JSON.")
    return parser


def _read(file: str, most: int) -> bytes | None:
    """At most one byte more than is allowed, so that a file that is too large is refused without being read whole."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(most + 1)
        with Path(file).open("rb") as opened:
            return opened.read(most + 1)
    except (OSError, ValueError):
        return None


def _check(asked: argparse.Namespace) -> int:
    data = _read(asked.file, LARGEST_CASE)
    output: dict[str, Any]
    if data is None:
        output, code = {"error": {"path": "$", "message": UNREADABLE.fill(file=asked.file).as_dict()}}, NOT_JUDGEABLE
    else:
        output, code = check(data)
    print(as_json(output) if asked.json else as_text(output, asked.language))
    return code


def _list(asked: argparse.Namespace) -> int:
    for id, definition in builtin_formats().items():
        print(f"{id:<12} {definition.version}  {definition.name.sv}: {definition.summary.sv}")
    return 0


def _show(asked: argparse.Namespace) -> int:
    print(builtin_text(asked.id), end="")
    return 0


def _validate(asked: argparse.Namespace) -> int:
    data = _read(asked.file, LARGEST_FORMAT)
    problems: list[tuple[str, int | None, Sentence]] = []
    if data is None:
        problems = [("", None, UNREADABLE.fill(file=asked.file))]
    else:
        try:
            read_format(data)
        except FormatError as error:
            problems = [(problem.place, problem.line, problem.message) for problem in error.problems]
    if asked.json:
        rows = [{"place": place, "line": line, "message": message.as_dict()} for place, line, message in problems]
        print(json.dumps({"problems": rows}, ensure_ascii=False, indent=2))
    else:
        print(
            "\n".join(_told(*problem, asked.language) for problem in problems)
            or {"sv": "Formatet går att använda.", "en": "The format can be used."}[asked.language]
        )
    return NOT_JUDGEABLE if data is None else 1 if problems else 0


def _told(place: str, line: int | None, message: Sentence, language: str) -> str:
    at = Sentence("rad {line}", "line {line}").fill(line=line).in_language(language) if line is not None else ""
    where = ", ".join(part for part in (at, place) if part)
    return f"{where}: {message.in_language(language)}" if where else message.in_language(language)
