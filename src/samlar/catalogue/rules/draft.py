"""A draft's text as plain tables: read, change one place, write. Everything is a value; nothing here is stored.

A place is written as in the text: `plan.sections` is a list, `plan.sections[2].label.sv` one text in it. Changing one place
leaves every other word as it was, also words that no format knows: those are for the findings to speak of.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from samlar.formats.format_file import LARGEST_FORMAT, FormatError, plain_tables, read_format, write_format
from samlar.formats.sentence import Sentence
from samlar.formats.shapes import Problem

Tables = dict[str, Any]
MOST_LEVELS = 12
LARGEST_TEXT = LARGEST_FORMAT  # bytes
STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


class ChangedElsewhere(Exception):
    """What was to be changed no longer stands as it did when it was opened: somebody changed it in another window."""


def tables_of(text: str) -> Tables:
    """The text as plain tables. Raises FormatError where it cannot be read as tables at all."""
    tables = plain_tables(text)
    level: list[Any] = [tables]
    for _ in range(MOST_LEVELS):
        level = [inner for outer in level for inner in _inside(outer)]
    if level:
        raise FormatError(
            [Problem("", None, Sentence("Texten har för många nivåer inuti varandra.", "The text has too many levels inside one another."))]
        )
    return tables


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return [inner for inner in value.values() if isinstance(inner, dict | list)]
    return [inner for inner in value if isinstance(inner, dict | list)] if isinstance(value, list) else []


def text_of(tables: Mapping[str, Any]) -> str:
    """The tables as text, words in the declared order."""
    return write_format(tables)


def problems_of(text: str, format_id: str, *, taken: bool = False) -> tuple[Problem, ...]:
    """All that stands between a draft and publication, in the text's order; nothing when it can be submitted (C1).

    `taken`: a format of this id was published after this one, which is not a version of it, was begun.
    """
    if taken:
        reason = Sentence(
            "Ett annat format med det här namnet har publicerats. Välj ett annat namn.",
            "Another format of this name has been published. Choose another name.",
        )
        return (Problem("name.sv", None, reason), *problems_of(text, format_id))
    try:
        tables_of(text)
        definition = read_format(text)
    except FormatError as error:
        return tuple(error.problems)
    if definition.id == format_id:
        return ()
    reason = Sentence(
        'Id i texten är ”{written}”, men formatet heter ”{id}” i adresser och mellan versioner. Skriv id = "{id}".',
        'The id in the text is “{written}”, but the format is called “{id}” in addresses and between versions. Write id = "{id}".',
    )
    return (Problem("id", 1, reason.fill(written=definition.id, id=format_id)),)


# — places —


def at(tables: Tables, place: str) -> Any:
    """What stands at a place; None where nothing does."""
    value: Any = tables
    for word, number in STEP.findall(place):
        if word and isinstance(value, dict):
            value = value.get(word)
        elif number and isinstance(value, list) and int(number) < len(value):
            value = value[int(number)]
        else:
            return None
    return value


def table_at(tables: Tables, place: str) -> Tables:
    """The table at a place; empty where there is none."""
    value = at(tables, place) if place else tables
    return value if isinstance(value, dict) else {}


def items_at(tables: Tables, place: str) -> list[Tables]:
    """The tables of the list at a place; empty where there is none."""
    value = at(tables, place)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def fingerprint(value: Any) -> str:
    """A short mark of a value: two windows that opened the same words hold the same mark."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _table_for_change(tables: Tables, place: str) -> Tables:
    inner = tables
    for word in filter(None, place.split(".")):
        if not isinstance(inner.get(word), dict):
            inner[word] = {}
        inner = inner[word]
    return inner


def with_words(tables: Tables, place: str, words: Mapping[str, Any]) -> Tables:
    """The tables with some words of one table changed; a word that is None is left out. An emptied table goes too."""
    changed = deepcopy(tables)
    table = _table_for_change(changed, place)
    for word, value in words.items():
        if value is None:
            table.pop(word, None)
        else:
            table[word] = value
    if not table and place:
        above, _, last = place.rpartition(".")
        _table_for_change(changed, above).pop(last, None)
    return changed


def marks_of(tables: Tables, place: str, words: Iterable[str]) -> str:
    """The mark of some words of one table, as a form opened them."""
    table = table_at(tables, place)
    return fingerprint({word: table[word] for word in words if word in table})


def with_words_as_opened(tables: Tables, place: str, words: Mapping[str, Any], mark: str) -> Tables:
    """As `with_words`, unless one of the words was changed since they were opened. Raises ChangedElsewhere."""
    if marks_of(tables, place, words) != mark:
        raise ChangedElsewhere
    return with_words(tables, place, words)


def _with_items(tables: Tables, place: str, items: list[Tables]) -> Tables:
    above, _, last = place.rpartition(".")
    return with_words(tables, above, {last: items or None})


def found(tables: Tables, place: str, mark: str) -> int:
    """Where in its list the item with this mark stands now. Raises ChangedElsewhere."""
    marks = [fingerprint(item) for item in items_at(tables, place)]
    if mark not in marks:
        raise ChangedElsewhere
    return marks.index(mark)


def with_item(tables: Tables, place: str, item: Tables) -> Tables:
    """The tables with an item last in a list."""
    return _with_items(tables, place, [*items_at(tables, place), item])


def with_item_changed(tables: Tables, place: str, mark: str, item: Tables) -> Tables:
    """The tables with one item of a list replaced. Raises ChangedElsewhere."""
    items = list(items_at(tables, place))
    items[found(tables, place, mark)] = item
    return _with_items(tables, place, items)


def without_item(tables: Tables, place: str, mark: str) -> Tables:
    """The tables without one item of a list. Raises ChangedElsewhere."""
    items = list(items_at(tables, place))
    del items[found(tables, place, mark)]
    return _with_items(tables, place, items)


def with_item_moved(tables: Tables, place: str, mark: str, by: int) -> Tables:
    """The tables with one item moved up (−1) or down (+1); at the end of the list it stays. Raises ChangedElsewhere."""
    items = list(items_at(tables, place))
    here = found(tables, place, mark)
    there = min(max(here + by, 0), len(items) - 1)
    items.insert(there, items.pop(here))
    return _with_items(tables, place, items)


# — ids —


def id_from(name: str, taken: Iterable[str], otherwise: str) -> str:
    """An id made of a name in Swedish: ”Första träffen” → forsta_traffen; with a number where that is taken."""
    plain = name.casefold().translate(str.maketrans("åäöéüæø", "aaoeuao"))
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    stem = (stem if stem[:1].isalpha() else otherwise)[:34].rstrip("_")
    return _free(stem, taken)


def rule_id_from(fact: str, taken: Iterable[str]) -> str:
    """A rule's id, made of the fact that it speaks of."""
    return _free(fact, taken)


def _free(stem: str, taken: Iterable[str]) -> str:
    taken = set(taken)
    if stem not in taken:
        return stem
    return next(name for number in range(2, len(taken) + 3) if (name := f"{stem}_{number}") not in taken)
