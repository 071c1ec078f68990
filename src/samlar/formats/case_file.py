"""Reads a case from JSON: everything wrong is refused with its path and a sentence; nothing is guessed or mended."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from samlar.formats import words as w
from samlar.formats.builtin import builtin_formats
from samlar.formats.case import (
    Budget,
    BudgetLine,
    Case,
    Participant,
    Period,
    PersonFacts,
    Plan,
    Proposer,
    RegistrationFacts,
    normal,
)
from samlar.formats.sentence import Refusal, Sentence

LARGEST_CASE = 1_000_000  # bytes
LARGEST_AMOUNT = 10**9  # kr
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})")

Reader = Callable[[Any, str], Any]


class CaseError(Refusal):
    """A case cannot be judged. `path` says where: `participants[1].organisation`, or `$` for the whole."""

    def __init__(self, path: str, message: Sentence) -> None:
        super().__init__(message, field=path)
        self.path = path
        self.message = message


class _Object(dict[str, Any]):
    """A JSON object that remembers a key that stood twice."""

    twice: str | None = None


class _Unreadable:
    """A number that cannot be a fact: NaN, an infinity, or one with too many digits."""


def read_case(source: str | bytes | Mapping[str, Any], formats: Collection[str] | None = None) -> Case:
    """The case in a JSON text, in bytes (UTF-8), or in an object already parsed.

    `formats` are the known format ids, the built-in ones unless told. Raises CaseError for everything that is wrong.
    """
    formats = tuple(builtin_formats()) if formats is None else formats
    parsed = _parse(source) if isinstance(source, str | bytes) else source
    return _case(parsed, "$", formats)


def _parse(source: str | bytes) -> Any:
    if len(source) > LARGEST_CASE:
        _refuse("$", "Fallet är för stort. Högst en megabyte läses.", "The case is too large. At most one megabyte is read.")
    if isinstance(source, bytes):
        try:
            source = source.decode("utf-8")
        except UnicodeDecodeError:
            _refuse("$", "Filen är inte text i UTF-8.", "The file is not text in UTF-8.")
    try:
        return json.loads(
            source.removeprefix("\ufeff"),
            object_pairs_hook=_pairs,
            parse_int=lambda digits: int(digits) if len(digits) < 20 else _Unreadable(),
            parse_constant=lambda name: _Unreadable(),
        )
    except json.JSONDecodeError as error:
        _refuse(
            "$",
            "Det här är inte JSON. Felet finns på rad {line}, tecken {column}.",
            "This is not JSON. The error is on line {line}, character {column}.",
            line=error.lineno, column=error.colno,
        )  # fmt: skip
    except RecursionError:
        _refuse("$", "Fallet har för många nivåer inuti varandra.", "The case has too many levels inside one another.")


def _pairs(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        found.twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return found


# — the parts —


def _refuse(path: str, sv: str, en: str, **values: object) -> NoReturn:
    raise CaseError(path, Sentence(sv, en).fill(**values))


def _inside(path: str, key: object) -> str:
    name = key if isinstance(key, str) else repr(key)
    name = "".join(char if char.isprintable() else "\ufffd" for char in name[:60])
    return name if path == "$" else f"{path}.{name}"


def _object(raw: Any, path: str, readers: Mapping[str, Reader]) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        _refuse(path, "Här ska det stå ett objekt inom klamrar.", "This must be an object in braces.")
    for key in raw:
        if key not in readers:
            _refuse(
                _inside(path, key),
                "Okänd nyckel. Nycklarna här är {keys}.",
                "Unknown key. The keys here are {keys}.",
                keys=list(readers),
            )
    twice = getattr(raw, "twice", None)
    if twice is not None:
        _refuse(_inside(path, twice), "Nyckeln står två gånger.", "The key stands twice.")
    return {key: reader(raw[key], _inside(path, key)) for key, reader in readers.items() if key in raw}


def _list(raw: Any, path: str, reader: Reader) -> tuple[Any, ...]:
    if not isinstance(raw, list | tuple):
        _refuse(path, "Här ska det stå en lista inom hakparenteser.", "This must be a list in square brackets.")
    return tuple(reader(item, f"{path}[{number}]") for number, item in enumerate(raw))


def _text(raw: Any, path: str) -> str:
    if not isinstance(raw, str):
        _refuse(path, "Här ska det stå en text inom citattecken.", "This must be a text in quotes.")
    if any("\ud800" <= char <= "\udfff" for char in raw):
        _refuse(path, "Texten har ett halvt tecken som inte går att läsa.", "The text has half a character that cannot be read.")
    return raw


def _name(raw: Any, path: str) -> str:
    text = _text(raw, path)
    if not text.strip():
        _refuse(path, "Skriv organisationens namn.", "Write the organisation's name.")
    return text


def _word(vocabulary: w.Vocabulary) -> Reader:
    def read(raw: Any, path: str) -> str:
        text = _text(raw, path)
        if text not in vocabulary:
            _refuse(path, "Okänt ord. Välj bland {words}.", "Unknown word. Choose among {words}.", words=list(vocabulary))
        return text

    return read


def _flag(raw: Any, path: str) -> bool:
    if not isinstance(raw, bool):
        _refuse(path, "Här ska det stå true eller false.", "This must be true or false.")
    return raw


def _whole(raw: Any, path: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | _Unreadable):
        _refuse(
            path, "Här ska det stå ett heltal, utan citattecken och decimaler.", "This must be a whole number, without quotes and decimals."
        )
    if isinstance(raw, _Unreadable) or not 0 <= raw <= LARGEST_AMOUNT:
        _refuse(path, "Talet ska vara från 0 till {most}.", "The number must be from 0 to {most}.", most=LARGEST_AMOUNT)
    return raw


def _day(raw: Any, path: str) -> date:
    text = _text(raw, path)
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    _refuse(path, "Skriv ett datum som finns, till exempel 2026-08-14.", "Write a date that exists, such as 2026-08-14.")


def _moment(raw: Any, path: str) -> datetime:
    text = _text(raw, path)
    try:
        if MOMENT.fullmatch(text):
            return datetime.fromisoformat(re.sub(r"(\.[0-9]{6})[0-9]+", r"\1", text.upper()))
    except ValueError:
        pass
    _refuse(
        path,
        "Skriv datum, klockslag och tidszon, till exempel 2026-08-14T23:59:00+02:00.",
        "Write date, time and time zone, such as 2026-08-14T23:59:00+02:00.",
    )


# — the case —


def _case(raw: Any, path: str, formats: Collection[str]) -> Case:
    readers: dict[str, Reader] = {
        "format": lambda value, at: _format(value, at, formats),
        "proposer": _proposer,
        "participants": _participants,
        "period": _period,
        "started_same_year": _whole,
        "granted_same_year": _whole,
        "plan": _plan,
        "budget": _budget,
        "registration": _registration,
        "persons": _persons,
    }
    parts = _object(raw, path, readers)
    if "format" not in parts:
        _refuse(
            "format",
            "Skriv vilket format fallet gäller: {formats}.",
            "Write which format the case is about: {formats}.",
            formats=list(formats),
        )
    return Case(**parts)


def _format(raw: Any, path: str, formats: Collection[str]) -> str:
    text = _text(raw, path)
    if text not in formats:
        _refuse(path, "Okänt format. Välj bland {formats}.", "Unknown format. Choose among {formats}.", formats=list(formats))
    return text


def _proposer(raw: Any, path: str) -> Proposer:
    readers: dict[str, Reader] = {"organisation": _name, "kind": _word(w.KINDS), "membership": _word(w.MEMBERSHIPS)}
    return Proposer(**_object(raw, path, readers))


def _participants(raw: Any, path: str) -> tuple[Participant, ...]:
    readers: dict[str, Reader] = {
        "organisation": _name,
        "kind": _word(w.KINDS),
        "membership": _word(w.MEMBERSHIPS),
        "lead": _flag,
    }
    participants = _list(raw, path, lambda item, at: Participant(**_object(item, at, readers)))
    seen: set[str] = set()
    for number, participant in enumerate(participants):
        if participant.organisation is None:
            continue
        name = normal(participant.organisation)
        if name in seen:
            _refuse(
                f"{path}[{number}].organisation",
                "{name} står två gånger bland deltagarna.",
                "{name} stands twice among the participants.",
                name=participant.organisation,
            )
        seen.add(name)
    return participants


def _period(raw: Any, path: str) -> Period:
    period = Period(**_object(raw, path, {"start": _day, "end": _day}))
    if period.start and period.end and period.end < period.start:
        _refuse(f"{path}.end", "Slutet ligger före starten.", "The end lies before the start.")
    return period


def _plan(raw: Any, path: str) -> Plan:
    readers: dict[str, Reader] = {
        section: (lambda value, at: _list(value, at, _text)) if section in w.LIST_SECTIONS else _text for section in w.PLAN_SECTIONS
    }
    return Plan(_object(raw, path, readers))


def _budget(raw: Any, path: str) -> Budget:
    line: dict[str, Reader] = {"cost": _word(w.COSTS), "amount": _whole, "paid_by": _word(w.PAYERS)}

    def lines(value: Any, at: str) -> tuple[BudgetLine, ...]:
        return _list(value, at, lambda item, place: BudgetLine(**_object(item, place, line)))

    return Budget(**_object(raw, path, {"grant": _whole, "lines": lines}))


def _registration(raw: Any, path: str) -> RegistrationFacts:
    return RegistrationFacts(**_object(raw, path, {"last_day": _day, "received": _moment}))


def _persons(raw: Any, path: str) -> tuple[PersonFacts, ...]:
    readers: dict[str, Reader] = {"organisation": _name, "function": _word(w.FUNCTIONS), "manager_approved": _flag}
    return _list(raw, path, lambda item, at: PersonFacts(**_object(item, at, readers)))
