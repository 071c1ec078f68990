"""The editor's parts hold every word of a format, and every problem leads to where it is mended."""

import pytest

from samlar.catalogue.rules import parts
from samlar.formats.definition import Definition
from samlar.formats.shapes import Table, Tables, words_of

BY_THE_SYSTEM = {"id", "version"}


def declared(cls: type = Definition, place: str = "") -> set[str]:
    """Every word that stands outside lists, and every list, by its place."""
    found = set()
    for word, spec in words_of(cls).items():
        inner = f"{place}.{word}" if place else word
        if isinstance(spec.shape, Table):
            found |= declared(spec.shape.cls, inner)
        else:
            found.add(inner)
    return found


def test_every_word_of_a_format_can_be_written_in_some_part():
    in_groups = {f"{group.place}.{word}" if group.place else word for part in parts.PARTS for group in part.groups for word in group.words}
    in_lists = {items.place for part in parts.PARTS for items in part.lists}
    assert in_groups | in_lists | BY_THE_SYSTEM == declared()


def test_every_list_is_a_list_and_is_called_by_a_sentence():
    for part in parts.PARTS:
        for items in part.lists:
            assert isinstance(parts.shape_of(items.place), Tables)
            assert items.named_by in words_of(items.cls)


@pytest.mark.parametrize(
    ("place", "part", "number", "word"),
    [
        ("name.sv", "grunder", None, "name"),
        ("rules[3].min", "regler", 3, "min"),
        ("rules[3]", "regler", 3, ""),
        ("stages", "skeden", None, ""),
        ("plan.sections[2].label.en", "planmall", 2, "label"),
        ("plan.funding", "planmall", None, ""),
        ("member_led.lower[0].what", "deltagande", 0, "what"),
        ("steps[1].from[0]", "skeden", 1, "from"),
        ("trial", "grunder", None, ""),
    ],
)
def test_a_problem_leads_to_its_form(place, part, number, word):
    where = parts.where(place)
    assert (where.part.key, where.number, where.word) == (part, number, word)


@pytest.mark.parametrize("place", ["", "foo", "rules[0].foo", "participation.foo", "id", "rules[2].id"])
def test_what_no_form_can_mend_leads_to_the_whole_text(place):
    assert parts.where(place).part is None
