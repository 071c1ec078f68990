"""A sentence in both languages, and the refusal that carries one: what every room's rules answer in."""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

MONTHS = {
    "sv": ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}
THIN = {"sv": "\u00a0", "en": ","}
POINT = {"sv": ",", "en": "."}
AND = {"sv": "och", "en": "and"}
OR = {"sv": "eller", "en": "or"}
PERCENT = {"sv": "\u00a0%", "en": "%"}


class Severity(StrEnum):
    """How hard a rule binds: must blocks, should warns and may be overridden with a written reason."""

    MUST = "must"
    SHOULD = "should"

    @property
    def sentence(self) -> Sentence:
        """The word people read."""
        return {
            Severity.MUST: Sentence("Krav", "Requirement"),
            Severity.SHOULD: Sentence("Bör", "Recommendation"),
        }[self]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same sentence in Swedish (the source language) and English (Z9)."""

    sv: str
    en: str

    def in_language(self, code: str) -> str:
        """The sentence in the language of `code` ("sv", "en-gb" …); Swedish for every other language."""
        return self.en if code.lower().replace("_", "-").split("-")[0] == "en" else self.sv

    def fill(self, **values: object) -> Sentence:
        """Put values in the named fields: numbers, dates and lists are written the language's way.

        A value may itself be a Sentence. Values are never read as templates. Raises KeyError for a field without
        value and ValueError for a field that is more than a plain name.
        """
        return Sentence(_fill(self.sv, "sv", values), _fill(self.en, "en", values))

    def as_dict(self) -> dict[str, str]:
        """The form used in JSON and TOML."""
        return {"sv": self.sv, "en": self.en}


def placeholders(text: str) -> set[str]:
    """The names of the fields in `text`. Raises ValueError when a brace is loose or a field is not a plain name."""
    names = set()
    for _, name, spec, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(name)
        names.add(name)
    return names


def written(value: object, code: str) -> str:
    """A value as people write it in language `code`: 100 000, 14 augusti 2026, "a, b och c"."""
    if isinstance(value, Sentence):
        return value.in_language(code)
    if isinstance(value, bool):
        return {"sv": ("nej", "ja"), "en": ("no", "yes")}[code][value]
    if isinstance(value, int):
        return f"{value:,}".replace(",", THIN[code])
    if isinstance(value, Fraction | Decimal):
        return _percent(Fraction(value), code)
    if isinstance(value, date):
        return f"{value.day} {MONTHS[code][value.month - 1]} {value.year}"
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return listed([written(item, code) for item in value], code)
    return str(value)


def listed(parts: list[str], code: str, *, either: bool = False) -> str:
    """The parts as a list in a sentence: "a, b och c", or "a, b eller c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {(OR if either else AND)[code]} {parts[-1]}"


def _percent(share: Fraction, code: str) -> str:
    tenths = round(share * 1000)
    whole, rest = divmod(tenths, 10)
    text = f"{whole:,}".replace(",", THIN[code])
    return text + (f"{POINT[code]}{rest}" if rest else "") + PERCENT[code]


def _fill(text: str, code: str, values: dict[str, object]) -> str:
    if "{" not in text and "}" not in text:
        return text
    parts = []
    for literal, name in _parsed(text):
        parts.append(literal)
        if name is not None:
            parts.append(written(values[name], code))
    return "".join(parts)


@lru_cache(maxsize=2048)
def _parsed(text: str) -> tuple[tuple[str, str | None], ...]:
    """The text between the fields and the fields' names, kept: the same few sentences are filled again and again."""
    parts = []
    for literal, name, spec, conversion in string.Formatter().parse(text):
        if name is not None and (not name.isidentifier() or spec or conversion):
            raise ValueError(name)
        parts.append((literal, name))
    return tuple(parts)


class Refusal(Exception):
    """A deed is refused. Every room's refusals are subclasses.

    `sentence` says what is wrong, `mend` what to do about it; `rule` and `source` name the rule of a format that
    refused; `field` names the form field that it concerns.
    """

    def __init__(
        self,
        sentence: Sentence,
        *,
        rule: str | None = None,
        source: str | None = None,
        mend: Sentence | None = None,
        field: str | None = None,
    ) -> None:
        super().__init__(sentence.sv)
        self.sentence = sentence
        self.rule = rule
        self.source = source
        self.mend = mend
        self.field = field
