"""The words are all described, and docs/formats.md says the same."""

from __future__ import annotations

import json
from pathlib import Path

from samlar.formats import words as w
from samlar.formats.builtin import builtin_formats, builtin_text
from samlar.formats.describe import EXAMPLE, WORDS, documentation
from samlar.formats.facts import FACTS
from samlar.formats.format_file import read_format

ROOT = Path(__file__).parents[2]


def test_the_documentation_is_made_from_the_words():
    assert (ROOT / "docs" / "formats.md").read_text(encoding="utf-8") == documentation()


def test_the_documentations_example_can_be_used():
    text = builtin_text("natverk") + "\n" + EXAMPLE
    assert read_format(text).rules[-1].id == "participants.count"


def test_each_fact_and_each_closed_list_is_described():
    text = documentation()
    for name in (*FACTS, *(vocabulary.id for vocabulary in w.VOCABULARIES)):
        assert f"### {name}\n" in text
    for vocabulary in w.VOCABULARIES:
        for word in vocabulary:
            assert f"| `{word}` |" in text


def test_words_are_plain_values_in_both_languages():
    json.dumps(WORDS)
    stack = [WORDS["format"]]
    while stack:
        for shape in stack.pop().values():
            assert shape["help"]["sv"].strip()
            assert shape["help"]["en"].strip()
            if "words" in shape:
                stack.append(shape["words"])


def test_every_format_uses_only_declared_words():
    for definition in builtin_formats().values():
        assert {rule.fact for rule in definition.rules} <= set(WORDS["facts"])


def test_there_are_ten_success_factors_and_each_vocabulary_is_bilingual():
    assert len(w.SUCCESS_FACTORS) == 10
    for vocabulary in w.VOCABULARIES:
        for label in vocabulary.values():
            assert label.sv.strip()
            assert label.en.strip()
