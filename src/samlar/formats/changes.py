"""What differs between two versions of a format, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal

from samlar.formats.definition import Definition
from samlar.formats.sentence import Sentence, Severity, listed, written
from samlar.formats.shapes import OneOf, Several, words_of

What = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: in which part, what happened, to what (its name for people), and before and after.

    `part` is the word of the definition ("rules", "stages", "plan.sections" …), `id` the id of the row (or ""),
    `word` the word that changed (or "" when the whole row was added, removed or moved).
    """

    what: What
    part: str
    part_label: Sentence
    id: str
    name: Sentence
    word: str
    word_label: Sentence
    before: Sentence | None
    after: Sentence | None


NOTHING = Sentence("", "")


def compare(old: Definition, new: Definition) -> list[Change]:
    """All differences from the old version to the new, in the definition's order; the version's number is left out."""
    return [change for change in _compare_tables(old, new, "", "", NOTHING) if change.word != "version"]


def _compare_tables(old: Any, new: Any, part: str, id: str, name: Sentence) -> Iterable[Change]:
    for word, spec in words_of(type(new)).items():
        attribute = next(field.name for field in fields(new) if field.name.rstrip("_") == word)
        before, after = getattr(old, attribute), getattr(new, attribute)
        inner = f"{part}.{word}" if part else word
        if before == after:
            continue
        if _rows(before) or _rows(after):
            yield from _compare_rows(before, after, inner, spec.help)
        elif is_table(before) and is_table(after):
            yield from _compare_tables(before, after, inner, "", NOTHING)
        else:
            what: What = "added" if before is None else "removed" if after is None else "changed"
            yield Change(what, part or inner, spec.help, id, name, word, spec.help, _shown(before, spec.shape), _shown(after, spec.shape))


def _compare_rows(before: tuple[Any, ...], after: tuple[Any, ...], part: str, label: Sentence) -> Iterable[Change]:
    old, new = _keyed(before), _keyed(after)
    for key, row in old.items():
        if key not in new:
            yield Change("removed", part, label, key, row_name(row), "", NOTHING, row_name(row), None)
    for key, row in new.items():
        if key not in old:
            yield Change("added", part, label, key, row_name(row), "", NOTHING, None, row_name(row))
        else:
            yield from _compare_tables(old[key], row, part, key, row_name(row))
    stayed_old = [key for key in old if key in new]
    stayed_new = [key for key in new if key in old]
    if stayed_old != stayed_new:
        order = [
            Sentence("", "") if not keys else _joined(row_name(rows[key]) for key in keys)
            for keys, rows in ((stayed_old, old), (stayed_new, new))
        ]
        yield Change("moved", part, label, "", label, "", NOTHING, order[0], order[1])


def _keyed(rows: tuple[Any, ...]) -> dict[str, Any]:
    """Rows by their id; rows without ids by their name, numbered where two have the same."""
    found: dict[str, Any] = {}
    for row in rows:
        key = getattr(row, "id", None) or getattr(row, "what", None) or f"{row.stage}: {row_name(row).en}"
        number = 2
        while key in found:
            key, number = f"{key} ({number})", number + 1
        found[key] = row
    return found


def row_name(row: Any) -> Sentence:
    """What people call a row: its name, label, title, sentence or text, with the bounds filled in."""
    for word in ("name", "label", "title", "sentence", "text"):
        found = getattr(row, word, None)
        if isinstance(found, Sentence):
            return found.fill(min=row.min, max=row.max) if word == "sentence" and hasattr(row, "min") else found
    return Sentence(str(row.id), str(row.id))


def is_table(value: Any) -> bool:
    """Whether a value is a table of words, rather than a sentence or a plain value."""
    return is_dataclass(value) and not isinstance(value, Sentence)


def _rows(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and is_table(value[0])


def _shown(value: Any, shape: Any) -> Sentence | None:
    if value is None:
        return None
    if isinstance(value, Sentence | Severity):
        return value if isinstance(value, Sentence) else value.sentence
    if is_table(value):
        return _joined(_shown_word(value, field) for field in fields(value) if getattr(value, field.name) is not None)
    if isinstance(value, tuple):
        of = shape.of if isinstance(shape, Several) else None
        return _joined(_labelled(item, of) for item in value)
    return _labelled(value, shape)


def _shown_word(table: Any, field: Any) -> Sentence:
    return _shown(getattr(table, field.name), field.metadata["word"].shape) or NOTHING


def _labelled(value: Any, shape: Any) -> Sentence:
    if isinstance(shape, OneOf):
        return shape.vocabulary[value]
    if isinstance(value, Decimal):
        return Sentence(f"{value.normalize():f}".replace(".", ","), f"{value.normalize():f}")
    return Sentence(written(value, "sv"), written(value, "en"))


def _joined(sentences: Iterable[Sentence]) -> Sentence:
    parts = list(sentences)
    return Sentence(listed([part.sv for part in parts], "sv"), listed([part.en for part in parts], "en"))
