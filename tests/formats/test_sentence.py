"""Sentences: both languages, values written the language's way, never read as templates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from samlar.formats.counted import count_of, organisations
from samlar.formats.sentence import Refusal, Sentence, Severity, placeholders


def filled(value):
    sentence = Sentence("{x}", "{x}").fill(x=value)
    return sentence.sv, sentence.en


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        (100_000, "100\u00a0000", "100,000"),
        (-1_000, "-1\u00a0000", "-1,000"),
        (7, "7", "7"),
        (True, "ja", "yes"),
        (date(2026, 8, 14), "14 augusti 2026", "14 August 2026"),
        (Decimal("0.5"), "50\u00a0%", "50%"),
        (Fraction(1, 3), "33,3\u00a0%", "33.3%"),
        (Sentence("två", "two"), "två", "two"),
        (["a", "b", "c"], "a, b och c", "a, b and c"),
        ([Sentence("en", "one")], "en", "one"),
        ((), "", ""),
        ("{x} {0} %s <b>", "{x} {0} %s <b>", "{x} {0} %s <b>"),
    ],
)
def test_values_are_written_the_languages_way(value, sv, en):
    assert filled(value) == (sv, en)


@pytest.mark.parametrize(("code", "text"), [("sv", "ja"), ("en", "yes"), ("en-gb", "yes"), ("EN_US", "yes"), ("fi", "ja"), ("", "ja")])
def test_swedish_is_the_source_language(code, text):
    assert Sentence("ja", "yes").in_language(code) == text


@pytest.mark.parametrize("text", ["{", "}", "{0}", "{}", "{a.b}", "{a[0]}", "{a!r}", "{a:>10}", "{a b}"])
def test_a_field_is_a_plain_name(text):
    with pytest.raises(ValueError, match=r".*"):
        placeholders(text)


def test_a_field_without_value_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        Sentence("{a}", "{a}").fill(b=1)


def test_counted_things_have_their_grammar():
    assert organisations([]).sv == "inga organisationer"
    assert organisations(["region"]).sv == "en organisation: en region"
    assert organisations(["region", "university"]) == Sentence(
        "två organisationer: en region och ett lärosäte", "two organisations: one region and one university"
    )
    assert organisations(["region", None]).en == "two organisations"
    assert organisations(["skr"]).sv == "en organisation: SKR"
    assert count_of("person", 13).sv == "13 personer"
    assert count_of("lead", 0).sv == "ingen ledare"


def test_a_refusal_carries_what_people_need():
    refusal = Refusal(Sentence("Nej.", "No."), rule="a.b", source="P", mend=Sentence("Gör så.", "Do so."), field="grant")
    assert str(refusal) == "Nej."
    assert (refusal.rule, refusal.source, refusal.mend.en, refusal.field) == ("a.b", "P", "Do so.", "grant")


def test_severities_have_words():
    assert [one.sentence.sv for one in Severity] == ["Krav", "Bör"]
