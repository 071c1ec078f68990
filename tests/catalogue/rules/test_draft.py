"""A draft's text changed one place at a time."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.catalogue.actions.drafts import SKELETON
from samlar.catalogue.rules import draft, parts
from samlar.formats.builtin import IDS, builtin_formats, builtin_text
from samlar.formats.format_file import FormatError, read_format, write_format

LISTS = [items.place for part in parts.PARTS for items in part.lists]
GROUPS = [group for part in parts.PARTS for group in part.groups]
formats = st.sampled_from(IDS)
written = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def everything_but(tables: draft.Tables, place: str) -> dict[str, object]:
    """What stands in every list and group of the editor but one."""
    others = {one: draft.items_at(tables, one) for one in LISTS if one != place}
    return others | {
        group.key + group.place: draft.marks_of(tables, group.place, group.words) for group in GROUPS if group.key + group.place != place
    }


@pytest.mark.parametrize("format_id", IDS)
def test_a_text_read_and_written_says_the_same(format_id):
    text = builtin_text(format_id)
    assert read_format(draft.text_of(draft.tables_of(text))) == builtin_formats()[format_id]


@given(formats, st.sampled_from(GROUPS), written)
@settings(max_examples=25, deadline=None)
def test_changing_one_group_leaves_everything_else(format_id, group, text):
    before = draft.tables_of(builtin_text(format_id))
    mark = draft.marks_of(before, group.place, group.words)
    words = {word: draft.table_at(before, group.place).get(word) for word in group.words} | {group.words[0]: {"sv": text, "en": text}}
    after = draft.with_words_as_opened(before, group.place, words, mark)
    again = draft.tables_of(draft.text_of(after))
    assert everything_but(again, group.key + group.place) == everything_but(before, group.key + group.place)
    assert draft.table_at(again, group.place)[group.words[0]] == {"sv": text, "en": text}


@given(formats, st.sampled_from(LISTS), st.data())
@settings(max_examples=25, deadline=None)
def test_adding_moving_changing_and_removing_an_item_leaves_everything_else(format_id, place, data):
    before = draft.tables_of(builtin_text(format_id))
    items = draft.items_at(before, place)
    new = {"id": "nytt", "text": {"sv": data.draw(written), "en": "x"}}
    after = draft.with_item(before, place, new)
    for _step in range(data.draw(st.integers(0, 4))):
        after = draft.with_item_moved(after, place, draft.fingerprint(new), data.draw(st.sampled_from([-1, 1])))
    changed = new | {"id": "annat"}
    after = draft.with_item_changed(after, place, draft.fingerprint(new), changed)
    again = draft.tables_of(draft.text_of(after))
    assert sorted(map(draft.fingerprint, draft.items_at(again, place))) == sorted(map(draft.fingerprint, [*items, changed]))
    assert [one for one in draft.items_at(again, place) if one != changed] == items
    assert everything_but(again, place) == everything_but(before, place)
    assert draft.without_item(again, place, draft.fingerprint(changed)) == before


def test_words_that_no_format_knows_stay_for_the_findings_to_speak_of():
    text = builtin_text("provrum").replace("[participation]", '[participation]\nfoo = "bar"')
    tables = draft.with_words(draft.tables_of(text), "participation", {"lead": ["member", "partner"]})
    problems = draft.problems_of(draft.text_of(tables), "provrum")
    assert [problem.place for problem in problems] == ["participation.foo"]


def test_what_somebody_else_changed_is_not_overwritten():
    tables = draft.tables_of(builtin_text("provrum"))
    mark = draft.marks_of(tables, "", ("name",))
    changed = draft.with_words(tables, "", {"name": {"sv": "Annat", "en": "Other"}})
    with pytest.raises(draft.ChangedElsewhere):
        draft.with_words_as_opened(changed, "", {"name": {"sv": "Tredje", "en": "Third"}}, mark)
    item = draft.items_at(tables, "rules")[0]
    without = draft.without_item(tables, "rules", draft.fingerprint(item))
    with pytest.raises(draft.ChangedElsewhere):
        draft.with_item_changed(without, "rules", draft.fingerprint(item), item)


def test_an_item_moved_past_the_end_stays():
    tables = draft.tables_of(builtin_text("provrum"))
    first = draft.fingerprint(draft.items_at(tables, "stages")[0])
    assert draft.with_item_moved(tables, "stages", first, -1) == tables


def test_an_emptied_table_is_left_out():
    tables = draft.tables_of(builtin_text("provrum"))
    words = dict.fromkeys(draft.table_at(tables, "plan.funding"))
    assert draft.at(draft.with_words(tables, "plan.funding", words), "plan.funding") is None


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 300 + "]" * 300,
        "a = " + "{b = " * 40 + "1" + "}" * 40,
        ".".join("a" * 3000) + " = 1",
        "a = [",
        "\x00",
        "a = " + "9" * 5000,
    ],
)
def test_a_text_made_to_break_the_reader_is_refused_with_a_sentence(text):
    with pytest.raises(FormatError) as caught:
        draft.tables_of(text)
    assert caught.value.problems[0].message.sv
    assert draft.problems_of(text, "provrum")


def test_another_id_than_the_drafts_own_is_told():
    assert [one.place for one in draft.problems_of(builtin_text("provrum"), "annat")] == ["id"]


def test_the_skeleton_lacks_only_what_its_author_must_write():
    problems = draft.problems_of(SKELETON.read_text(encoding="utf-8").replace('id = ""', 'id = "ny"', 1), "ny")
    assert {parts.where(problem.place).part.key for problem in problems} == {"grunder"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Studiecirkel", "studiecirkel"), ("Åäö – test!", "aao_test"), ("  2 bad", "del"), ("", "del"), ("x" * 90, "x" * 34)],
)
def test_an_id_is_made_of_a_name(name, expected):
    assert draft.id_from(name, (), "del") == expected


@given(written, st.lists(written, max_size=5))
def test_an_id_is_always_free_and_always_an_id(name, others):
    taken = [draft.id_from(other, (), "del") for other in others]
    made = draft.id_from(name, taken, "del")
    assert made not in taken
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,39}", made)


def test_write_format_and_the_editor_write_the_same():
    for format_id, definition in builtin_formats().items():
        assert draft.text_of(draft.tables_of(write_format(definition))) == write_format(definition), format_id
