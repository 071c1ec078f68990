import sqlite3

import pytest

from samlar.foundation.search import spelling
from samlar.foundation.search.spelling import Spelling, plain
from tests.foundation.search.shelf import OURS, asked


@pytest.fixture
def known(tmp_path) -> Spelling:
    spelling.save({"kompetensförsörjning": 9, "kompetens": 20, "beredskap": 7, "län": 5, "lån": 8, "vård": 4, "värd": 2, "10": 3, "ab": 1}, tmp_path)
    return Spelling(tmp_path)


@pytest.mark.parametrize(("slip", "meant"), [
    ("kompetensforsorjning", "kompetensförsörjning"), ("kompetensförsörning", "kompetensförsörjning"), ("beredskpa", "beredskap"),
    ("bredskap", "beredskap"), ("beredskapp", "beredskap"), ("berexskap", "beredskap"), ("beredksap", "beredskap"), ("kompetans", "kompetens"),
])  # fmt: skip
def test_a_slip_is_understood(known, slip, meant):
    assert next(known.near(slip)) == meant


def test_without_rings_and_dots_the_commonest_comes_first(known):
    assert list(known.near("lan")) == ["lån", "län"]
    assert plain("åäöéü") == "aaoeu"


def test_a_word_itself_is_no_slip_and_a_far_word_neither(known):
    assert "beredskap" not in list(known.near("beredskap"))
    assert list(known.near("zebra")) == []
    assert list(known.near("x" * 5000)) == []


def test_the_beginning_of_a_word_gives_the_commonest_first_also_without_dots(known):
    assert list(known.beginning("kompetens")) == ["kompetens", "kompetensförsörjning"]
    assert list(known.beginning("kompetensfor")) == ["kompetensförsörjning"]
    assert list(known.beginning("vä")) == ["värd"]
    assert list(known.beginning("k")) == []
    assert list(known.beginning("%")) == list(known.beginning("'; drop")) == []


def test_words_that_come_later_are_learnt(known, tmp_path):
    spelling.learn(["zebra", "beredskap", "x"], tmp_path)
    later = Spelling(tmp_path)
    assert list(later.near("zebr")) == ["zebra"]
    assert list(later.beginning("ze")) == ["zebra"]


def test_without_its_file_or_with_a_broken_one_no_word_is_known(tmp_path):
    assert list(Spelling(tmp_path).near("beredskpa")) == []
    (tmp_path / spelling.NAME).write_bytes(b"not a database, not at all" * 99)
    assert list(Spelling(tmp_path).near("beredskpa")) == list(Spelling(tmp_path).beginning("be")) == []
    spelling.learn(["ord"], tmp_path / "nowhere")


def test_the_keys_are_few(tmp_path):
    spelling.save({"beredskap": 1}, tmp_path)
    with sqlite3.connect(tmp_path / spelling.NAME) as file:
        assert file.execute("select count(*) from near").fetchone() == (1 + len("beredskap"),)


def test_a_question_is_rewritten_where_a_word_of_it_is_held_by_nothing(index):
    typed = "Strategi för kompetensforsorjning!"
    assert index.meant(index.find(asked(typed)), asked(typed)) == "Strategi för kompetensförsörjning!"
    for typed in ("beredskap", "zebra", "", "och"):
        assert index.meant(index.find(asked(typed)), asked(typed)) is None


def test_a_word_of_what_the_viewer_may_not_see_is_neither_meant_nor_suggested(index):
    assert index.meant(index.find(asked("hemlighetn")), asked("hemlighetn")) is None
    assert index.suggested(asked("hemli")) == []
    assert index.meant(index.find(asked("hemlighetn", OURS)), asked("hemlighetn", OURS)) == "hemligheten"
    assert index.suggested(asked("hemli", OURS)) == ["hemligheten"]


def test_a_suggestion_stands_beside_the_words_before_it(index):
    assert index.suggested(asked("Strategi för kompetensf")) == ["Strategi för kompetensförsörjning"]
    assert index.suggested(asked("learning kompetensf")) == []
    assert index.suggested(asked("kompetensf ")) == index.suggested(asked("")) == []
