"""Reads a format from its text (TOML) and writes it back: all problems at once, each with place, line and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import tomli_w

from samlar.formats.definition import Definition
from samlar.formats.format_checks import check_format
from samlar.formats.sentence import Refusal, Sentence
from samlar.formats.shapes import BAD, Problem, Problems, Table, words_of, written_table

LARGEST_FORMAT = 200_000  # bytes
MOST_PROBLEMS = 200
STRINGS_AND_COMMENTS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\']|\'(?!\'\'))*+\'\'\'|"(?:[^"\\\n]|\\.)*+"|\'[^\'\n]*+\'|#[^\n]*+', re.DOTALL
)
REASONS = (
    ("Cannot overwrite a value", "Ordet står två gånger.", "The word stands twice."),
    ("Cannot declare", "Tabellen står två gånger.", "The table stands twice."),
    ("Cannot mutate", "Tabellen är redan skriven på ett annat sätt.", "The table is already written in another way."),
    ("Cannot redefine", "Tabellen är redan skriven på ett annat sätt.", "The table is already written in another way."),
    (
        "Illegal character",
        "Tecknet får inte stå här. Kanske saknas ett citattecken.",
        "The character may not stand here. A quote may be missing.",
    ),
    ("Unterminated string", "Ett citattecken saknas.", "A quote is missing."),
    (
        "Expected '='",
        "Efter ordet ska det stå ett likhetstecken och ett värde.",
        "After the word there must be an equals sign and a value.",
    ),
    ("Expected newline", "Efter värdet ska raden ta slut.", "After the value the line must end."),
    ("Unclosed", "En parentes eller klammer saknas.", "A bracket or brace is missing."),
    ("Expected ']", "En hakparentes saknas.", "A square bracket is missing."),
    ("Unescaped '\\'", "Omvänt snedstreck ska skrivas två gånger.", "A backslash must be written twice."),
    ("Invalid value", "Värdet går inte att läsa. Texter ska ha citattecken.", "The value cannot be read. Texts need quotes."),
    ("Invalid statement", "Raden går inte att läsa.", "The line cannot be read."),
)


class FormatError(Refusal):
    """A format's text is refused: `problems` holds all that is wrong, in the text's order."""

    def __init__(self, problems: list[Problem]) -> None:
        first = problems[0]
        super().__init__(first.message, field=first.place)
        self.problems = problems


def read_format(text: str | bytes) -> Definition:
    """The format that a text defines. Raises FormatError with every problem there is (C1)."""
    text = _decoded(text)
    problems = Problems()
    definition = Table(Definition, check_format).read(_parsed(text), "", problems)
    if problems.found or definition is BAD:
        lines = _Lines(text)
        found = [Problem(place, lines.find(place), message) for place, message in problems.found[:MOST_PROBLEMS]]
        raise FormatError(sorted(found, key=lambda one: one.line or 0))
    assert isinstance(definition, Definition)
    return definition


def plain_tables(text: str | bytes) -> dict[str, Any]:
    """The text as plain tables, whatever words they hold (for the editor of drafts). Raises FormatError where it is no TOML."""
    return _parsed(_decoded(text))


def _refused(place: str, line: int | None, sv: str, en: str, **values: object) -> FormatError:
    return FormatError([Problem(place, line, Sentence(sv, en).fill(**values))])


def _decoded(text: str | bytes) -> str:
    if len(text) <= LARGEST_FORMAT:
        try:
            data = text.encode() if isinstance(text, str) else text
            if len(data) <= LARGEST_FORMAT:
                return data.decode().removeprefix("\ufeff").replace("\r\n", "\n")
        except UnicodeError:
            raise _refused("", None, "Texten är inte i UTF-8.", "The text is not in UTF-8.") from None
    raise _refused(
        "",
        None,
        "Texten är för stor. Ett format får vara högst {most} tecken.",
        "The text is too large. A format may have {most} characters at most.",
        most=LARGEST_FORMAT,
    )


def _parsed(text: str) -> dict[str, Any]:
    _refuse_long_keys(text)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        reason = next(
            (one for one in REASONS if one[0] in str(error)), ("", "Texten går inte att läsa som TOML.", "The text cannot be read as TOML.")
        )
        raise _refused("", line, reason[1], reason[2]) from None
    except RecursionError:
        raise _refused(
            "", None, "Texten har för många nivåer inuti varandra.", "The text has too many levels inside one another."
        ) from None
    except (ValueError, ArithmeticError):
        raise _refused("", None, "Ett tal i texten går inte att läsa.", "A number in the text cannot be read.") from None


def _refuse_long_keys(text: str) -> None:
    """Keys of very many parts would keep the parser busy for minutes: they are refused before."""
    bare = STRINGS_AND_COMMENTS.sub(lambda found: '"' + "\n" * found[0].count("\n"), text)
    for number, line in enumerate(bare.split("\n"), start=1):
        if any(part.count(".") > 8 for part in re.split(r"[=\[\]{},]", line)):
            raise _refused("", number, "Ett ord på raden har för många punkter.", "A word on the line has too many dots.")


class _Lines:
    """Finds the line of a place such as `rules[3].min` in a format's text; the nearest enclosing place when it has none."""

    HEADER = re.compile(r"\s*(\[\[|\[)\s*([A-Za-z0-9_.\- ]+?)\s*\]")
    KEY = re.compile(r"\s*([A-Za-z0-9_\-]+(?:\s*\.\s*[A-Za-z0-9_\-]+)*)\s*=")

    def __init__(self, text: str) -> None:
        self.lines: dict[str, int] = {}
        counts: dict[str, int] = {}
        inside, current = "", ""
        for number, line in enumerate(text.split("\n"), start=1):
            if inside:
                inside = "" if line.count(inside) % 2 else inside
                continue
            if header := self.HEADER.match(line):
                current = self._place(header[2].replace(" ", ""), header[1] == "[[", counts)
                self.lines.setdefault(current, number)
            elif key := self.KEY.match(line):
                name = key[1].replace(" ", "")
                self.lines.setdefault(f"{current}.{name}" if current else name, number)
            inside = next((quotes for quotes in ('"""', "'''") if line.count(quotes) % 2), "")

    def _place(self, name: str, listed: bool, counts: dict[str, int]) -> str:
        place = ""
        parts = name.split(".")
        for depth, part in enumerate(parts):
            place = f"{place}.{part}" if place else part
            if listed and depth == len(parts) - 1:
                counts[place] = counts.get(place, -1) + 1
            if place in counts:
                place = f"{place}[{counts[place]}]"
        return place

    def find(self, place: str) -> int | None:
        """The line of a place, or of what encloses it."""
        while place:
            inside = (line for name, line in self.lines.items() if name.startswith(f"{place}."))
            line = self.lines.get(place) or next(inside, None)
            if line is not None:
                return line
            place = place[: max(place.rfind("."), place.rfind("["), 0)]
        return None


def write_format(definition: Definition | Mapping[str, Any]) -> str:
    """The canonical text of a format, or of the plain tables of one: read_format(write_format(d)) == d."""
    raw = written_table(definition) if isinstance(definition, Definition) else definition
    lines: list[str] = []
    _write_table(raw, "", Definition, lines)
    return "\n".join(lines).strip() + "\n"


def _write_table(raw: Mapping[str, Any], name: str, cls: type | None, lines: list[str]) -> None:
    order = list(words_of(cls)) if cls else []
    keys = sorted(raw, key=lambda key: order.index(key) if key in order else len(order))
    later = [key for key in keys if _is_tables(raw[key]) or (_is_table(raw[key]) and not _is_sentence(raw[key]))]
    for key in keys:
        if key not in later:
            _write_value(_key(key), raw[key], lines)
    for key in later:
        inner = f"{name}.{_key(key)}" if name else _key(key)
        part = _part(cls, key)
        for table, header in [(one, f"[[{inner}]]") for one in raw[key]] if _is_tables(raw[key]) else [(raw[key], f"[{inner}]")]:
            lines += ["", header]
            _write_table(table, inner, part, lines)


def _part(cls: type | None, key: str) -> type | None:
    spec = words_of(cls).get(key) if cls else None
    return getattr(spec.shape, "cls", None) if spec else None


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and len(value) > 0 and all(isinstance(item, Mapping) for item in value)


def _is_sentence(value: Mapping[str, Any]) -> bool:
    return bool(value) and set(value) <= {"sv", "en"}


def _write_value(key: str, value: Any, lines: list[str]) -> None:
    if isinstance(value, Mapping):
        for code, text in value.items():
            _write_value(f"{key}.{code}", text, lines)
        return
    plain = list(value) if isinstance(value, tuple) else value
    lines.append(f"{key} = {tomli_w.dumps({'x': plain}).removeprefix('x = ').rstrip()}")


def _key(key: str) -> str:
    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")
