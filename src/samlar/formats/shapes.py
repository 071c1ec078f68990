"""The shapes of values in a format's text: each reads a raw value, names what is wrong, and describes itself.

A definition's dataclass fields carry a `Word` (shape and help) in their metadata: reading, writing, the editor's forms
and docs/formats.md all come from that one declaration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from decimal import Decimal
from typing import Any

from samlar.formats.sentence import Sentence, placeholders
from samlar.formats.words import Vocabulary

Check = Callable[[dict[str, Any], str, "Problems"], None]
# As long as an id may be where it is kept: PostgreSQL refuses what SQLite lets through.
ID = re.compile(r"(?=.{1,40}\Z)[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
BAD = object()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a format's text: where (`rules[3].min`), on which line if known, and why."""

    place: str
    line: int | None
    message: Sentence


class Problems:
    """Collects problems while a text is read."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Sentence]] = []
        self.tables: dict[str, dict[str, Any]] = {}  # what could be read of each table, for checks across tables

    def add(self, place: str, sv: str, en: str, **values: object) -> None:
        """Note a problem at a place."""
        self.found.append((place, Sentence(sv, en).fill(**values)))


def shown(raw: object) -> str:
    """A value from outside, short and safe to show in a message."""
    text = raw if isinstance(raw, str) else repr(raw)
    text = "".join(char if char.isprintable() else "\ufffd" for char in text[:60])
    return f"{text}…" if isinstance(raw, str) and len(raw) > 60 else text


@dataclass(frozen=True, slots=True)
class Word:
    """A declared word of a format: its shape, whether it is needed, and what it means."""

    shape: Any
    help: Sentence
    needed: bool


def word(shape: Any, sv: str, en: str, *, default: Any = MISSING) -> Any:
    """A dataclass field that is a declared word. Without default it is needed."""
    return field(default=default, metadata={"word": Word(shape, Sentence(sv, en), default is MISSING)})


def words_of(cls: type) -> dict[str, Word]:
    """The declared words of a table, in order: as written in the text (`from`, where Python must say `from_`)."""
    return {part.name.rstrip("_"): part.metadata["word"] for part in fields(cls)}


class Shape:
    """A shape: `read` gives the value or BAD, `write` gives the raw value, `describe` tells the editor."""

    type = ""

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        raise TypeError(self)

    def write(self, value: Any) -> Any:
        return value

    def describe(self) -> dict[str, Any]:
        return {"type": self.type}


@dataclass(frozen=True)
class Text(Shape):
    """A text in one line or more, not blank."""

    most: int = 200
    type = "text"

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        if type(raw) is not str:
            problems.add(place, "Det ska vara en text inom citattecken.", "This must be a text in quotes.")
        elif not raw.strip():
            problems.add(place, "Texten är tom. Skriv något.", "The text is empty. Write something.")
        elif len(raw) > self.most:
            problems.add(
                place,
                "Texten har {length} tecken. Högst {most} får plats.",
                "The text has {length} characters. There is room for {most} at most.",
                length=len(raw), most=self.most,
            )  # fmt: skip
        elif any(ord(char) < 32 and char not in "\n\t" for char in raw):
            problems.add(place, "Texten har styrtecken. Ta bort dem.", "The text has control characters. Remove them.")
        else:
            return raw
        return BAD

    def describe(self) -> dict[str, Any]:
        return {"type": self.type, "most": self.most}


@dataclass(frozen=True)
class Id(Shape):
    """An id: small letters a–z, digits, underscore, at most one dot; 40 signs at most."""

    type = "id"

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        if type(raw) is str and ID.fullmatch(raw):
            return raw
        problems.add(
            place,
            "Ett id har högst 40 tecken: små bokstäver a–z, siffror, understreck och högst en punkt, till exempel ”plan.sections”.",
            "An id has 40 signs at most: small letters a–z, digits, underscores and at most one dot, such as “plan.sections”.",
        )
        return BAD


@dataclass(frozen=True)
class Whole(Shape):
    """A whole number within bounds."""

    least: int = 0
    most: int = 10**9
    type = "whole"

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        if type(raw) is not int:
            problems.add(place, "Det ska vara ett heltal.", "This must be a whole number.")
        elif not self.least <= raw <= self.most:
            problems.add(
                place,
                "Talet ska vara från {least} till {most}.",
                "The number must be from {least} to {most}.",
                least=self.least, most=self.most,
            )  # fmt: skip
        else:
            return raw
        return BAD

    def describe(self) -> dict[str, Any]:
        return {"type": self.type, "least": self.least, "most": self.most}


@dataclass(frozen=True)
class Bound(Shape):
    """A bound of a rule: a whole number, or a decimal number for a share. The fact says which."""

    type = "bound"

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        if type(raw) is int:
            return raw
        if type(raw) is Decimal and raw.is_finite() and abs(raw) <= 10**9 and raw.as_tuple().exponent >= -6:  # type: ignore[operator]
            return raw
        problems.add(
            place,
            "Gränsen ska vara ett tal, med högst sex decimaler.",
            "The bound must be a number with at most six decimals.",
        )
        return BAD


@dataclass(frozen=True)
class Flag(Shape):
    """True or false."""

    type = "flag"

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        if type(raw) is bool:
            return raw
        problems.add(place, "Det ska vara true eller false.", "This must be true or false.")
        return BAD


@dataclass(frozen=True)
class OneOf(Shape):
    """One word of a closed list."""

    vocabulary: Vocabulary
    type = "choice"

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        if type(raw) is str and raw in self.vocabulary:
            return raw
        unknown(place, raw, self.vocabulary, problems)
        return BAD

    def describe(self) -> dict[str, Any]:
        return {"type": self.type, "vocabulary": self.vocabulary.id}


@dataclass(frozen=True)
class Several(Shape):
    """A list of things of one shape, none twice."""

    of: Shape
    least: int = 1
    most: int = 50
    type = "list"

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        if type(raw) is not list:
            problems.add(place, "Det ska vara en lista inom hakparenteser.", "This must be a list in square brackets.")
            return BAD
        if not _size(raw, self.least, self.most, place, problems):
            return BAD
        values = [self.of.read(item, f"{place}[{number}]", problems) for number, item in enumerate(raw)]
        if BAD in values:
            return BAD
        twice = next((value for number, value in enumerate(values) if value in values[:number]), None)
        if twice is not None:
            problems.add(place, "”{value}” står två gånger.", "“{value}” stands twice.", value=shown(twice))
            return BAD
        return tuple(values)

    def write(self, value: Any) -> Any:
        return [self.of.write(item) for item in value]

    def describe(self) -> dict[str, Any]:
        return {"type": self.type, "of": self.of.describe(), "least": self.least, "most": self.most}


@dataclass(frozen=True)
class Words(Shape):
    """A sentence in both languages. `fields` says whether it may hold {named} values."""

    most: int = 300
    fields: bool = False
    type = "sentence"

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        if type(raw) is not dict:
            problems.add(
                place,
                "Det ska vara en mening på båda språken, med orden sv och en.",
                "This must be a sentence in both languages, with the words sv and en.",
            )
            return BAD
        good = True
        for key in raw:
            if key not in ("sv", "en"):
                problems.add(f"{place}.{shown(key)}", "Okänt språk. Skriv sv eller en.", "Unknown language. Write sv or en.")
                good = False
        texts = []
        for code, sv, en in (("sv", "svenska", "Swedish"), ("en", "engelska", "English")):
            if code not in raw:
                problems.add(
                    place,
                    "Texten på {language} saknas.",
                    "The text in {language} is missing.",
                    language=Sentence(sv, en),
                )
                good = False
                continue
            text = Text(self.most).read(raw[code], f"{place}.{code}", problems)
            good = good and text is not BAD and self._fields_ok(text, f"{place}.{code}", problems)
            texts.append(text)
        return Sentence(*texts) if good else BAD

    def _fields_ok(self, text: str, place: str, problems: Problems) -> bool:
        if not self.fields:
            return True
        try:
            placeholders(text)
        except ValueError:
            problems.add(
                place,
                "Något är fel med klamrarna. Skriv värden som ett ensamt ord inom klamrar.",
                "Something is wrong with the braces. Write values as a single word in braces.",
            )
            return False
        return True

    def write(self, value: Any) -> Any:
        return value.as_dict()

    def describe(self) -> dict[str, Any]:
        return {"type": self.type, "most": self.most, "fields": self.fields}


@dataclass(frozen=True)
class Table(Shape):
    """A table of declared words."""

    cls: type
    check: Check | None = None
    type = "table"

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        if type(raw) is not dict:
            problems.add(place, "Det ska vara en tabell med egna ord.", "This must be a table of its own.")
            return BAD
        values, declared = {}, words_of(self.cls)
        prefix = f"{place}." if place else ""
        for key in raw:
            if key not in declared:
                unknown(f"{prefix}{shown(key)}", key, declared, problems)
        for name, spec in declared.items():
            if name in raw:
                values[name] = spec.shape.read(raw[name], f"{prefix}{name}", problems)
            elif spec.needed:
                problems.add(place or name, "Ordet ”{name}” saknas.", "The word “{name}” is missing.", name=name)
                values[name] = BAD
            else:
                values[name] = _default(self.cls, name)
        problems.tables[place] = values
        before = len(problems.found)
        if self.check:
            self.check(values, place, problems)
        whole = len(problems.found) == before and not any(value is BAD for value in values.values())
        return self.cls(**{part.name: values[part.name.rstrip("_")] for part in fields(self.cls)}) if whole else BAD

    def write(self, value: Any) -> Any:
        assert is_dataclass(value)
        return written_table(value)

    def describe(self) -> dict[str, Any]:
        return {"type": self.type, "words": describe_table(self.cls)}


@dataclass(frozen=True)
class Tables(Shape):
    """A list of tables of one kind; their ids, where they have ids, differ."""

    cls: type
    least: int = 0
    most: int = 50
    check: Check | None = None
    type = "tables"

    def read(self, raw: Any, place: str, problems: Problems) -> Any:
        if type(raw) is not list:
            problems.add(
                place,
                "Det ska vara en eller flera tabeller, var och en under [[{name}]].",
                "This must be one or more tables, each under [[{name}]].",
                name=place,
            )
            return BAD
        if not _size(raw, self.least, self.most, place, problems):
            return BAD
        seen: set[str] = set()
        for number, item in enumerate(raw):
            name = item.get("id") if type(item) is dict and "id" in words_of(self.cls) else None
            if isinstance(name, str) and name in seen:
                problems.add(f"{place}[{number}].id", "Id ”{id}” finns redan.", "The id “{id}” is taken.", id=shown(name))
            elif isinstance(name, str):
                seen.add(name)
        values = [Table(self.cls, self.check).read(item, f"{place}[{number}]", problems) for number, item in enumerate(raw)]
        return tuple(values) if BAD not in values else BAD

    def write(self, value: Any) -> Any:
        return [written_table(item) for item in value]

    def describe(self) -> dict[str, Any]:
        return {"type": self.type, "words": describe_table(self.cls), "least": self.least, "most": self.most}


def written_table(value: Any) -> dict[str, Any]:
    """The raw table of a definition's part; words that hold their default are left out."""
    raw = {}
    for part in fields(value):
        held = getattr(value, part.name)
        if part.default is MISSING or held != part.default:
            raw[part.name.rstrip("_")] = part.metadata["word"].shape.write(held)
    return raw


def describe_table(cls: type) -> dict[str, dict[str, Any]]:
    """What the editor needs to know of each word of a table."""
    return {name: {**spec.shape.describe(), "needed": spec.needed, "help": spec.help.as_dict()} for name, spec in words_of(cls).items()}


def unknown(place: str, raw: object, known: Iterable[str], problems: Problems) -> None:
    """Note an unknown word and name the words that there are."""
    problems.add(
        place,
        "Okänt ord: ”{word}”. Välj bland {known}.",
        "Unknown word: “{word}”. Choose among {known}.",
        word=shown(raw), known=sorted(known) if not isinstance(known, Mapping) else list(known),
    )  # fmt: skip


def _default(cls: type, name: str) -> Any:
    return next(part.default for part in fields(cls) if part.name.rstrip("_") == name)


def _size(raw: list[Any], least: int, most: int, place: str, problems: Problems) -> bool:
    if len(raw) > most:
        problems.add(
            place,
            "{count} är för många. Högst {most} får plats.",
            "{count} is too many. There is room for {most} at most.",
            count=len(raw), most=most,
        )  # fmt: skip
    elif len(raw) < least:
        problems.add(place, "Minst {least} behövs.", "At least {least} is needed.", least=least)
    else:
        return True
    return False
