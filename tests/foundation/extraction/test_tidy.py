"""Text that stood on a page becomes text to read and search: words are whole again, what only a page needs is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from samlar.foundation.extraction.language import guessed
from samlar.foundation.extraction.letters import of
from samlar.foundation.extraction.tidy import line, tidy, without_running_heads
from samlar.foundation.extraction.titles import authors, title


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("regional utveck-\nling", "regional utveckling"),
        ("om\u00adställ\u00adning", "omställning"),
        ("omställ\u00ad\nningen", "omställningen"),
        ("utveck\ufffeling", "utveckling"),
        ("utvecklings-\narbe-\ntet", "utvecklingsarbetet"),
        ("nuläges-\noch framtidsanalys", "nuläges- och framtidsanalys"),
        ("EU-\nprojekt", "EU-projekt"),
        ("e-\nlegitimation", "e-legitimation"),
        ("2030-\nmålen", "2030-målen"),
        ("Jönköping-\nÖstersund", "Jönköping-Östersund"),
        ("tal 3-\n4", "tal 3-4"),
        ("e\ufb03cient \ufb01nska", "efficient finska"),
        ("a\u030a a\u0308 o\u0308", "å ä ö"),
        ("ett\u00a0hårt  mellan\u2009rum", "ett hårt mellan rum"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\n\na \n\n\n\n b\x00\x07\ud800\n", "a\n\nb"),
        ("en punkt -\noch mera", "en punkt -\noch mera"),
    ],
)
def test_text_is_made_tidy(text, made):
    assert tidy(text) == made


@given(some.text(alphabet=some.one_of(some.characters(), some.sampled_from(list("ab-\n \u00ad\ufffe\r\x02"))), max_size=200))
def test_tidy_text_stays_as_it_is_and_can_always_be_written(text):
    made = tidy(text)
    assert tidy(made) == made
    made.encode()  # no half signs are left
    assert "\n" not in line(text, 20)
    assert len(line(text, 20)) <= 20


def test_heads_and_feet_that_run_through_a_file_are_left_out():
    pages = [
        f"Slutrapport 2026\nSida {number} av 6\nDet här står på sida {number} och\näven detta {chr(96 + number)}\nReglab"
        for number in range(1, 7)
    ]
    left = without_running_heads(pages)
    assert left[0] == "Det här står på sida 1 och\näven detta a"
    assert len(left) == 6


def test_what_stands_on_a_few_pages_or_in_their_middle_is_kept():
    few = ["Rubrik\na"] * 3
    assert without_running_heads(few) == few
    middle = [f"{word}\n{word}{word}\nsamma rad\n{word * 3}\n{word * 4}" for word in "abcdefgh"]
    assert without_running_heads(middle) == middle


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_letters_are_read_whatever_they_were_written_in(coding):
    assert of("Hållbar omställning på ön".encode(coding)) == "Hållbar omställning på ön"


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03", b"abc\x00def", b"\x81\x8d\x8f", b"\xff\xfe\x00", bytes(range(256))])
def test_what_is_no_text_is_none(data):
    assert of(data) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vi har lärt oss att det är viktigt att alla är med från början, och att mål ska vara tydliga.", "sv"),
        ("We have learned that it is important that all of the partners take part from the start.", "en"),
        ("Budget 2026 1 200 kr", ""),
        ("Wir haben gelernt, dass es wichtig ist, von Anfang an alle einzubeziehen und klare Ziele zu haben, die man erreichen kann.", ""),
        ("", ""),
        ("The report is on the web. Rapporten är på webben och den har en bilaga. It is in the archive.", ""),
    ],
)
def test_the_language_is_told_only_where_it_is_clear(text, code):
    assert guessed([text]) == code


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Microsoft Word - Slutrapport grön omställning.docx", "Slutrapport grön omställning"),
        ("PowerPoint-presentation", ""), ("Untitled", ""), ("Presentation1", ""), ("Bild 1", ""), ("Rubrik", ""), ("2026-11-20", ""),
        ("Lärande för omställning", "Lärande för omställning"), ("Bildning i regionen", "Bildning i regionen"), ("", ""),
    ],
)  # fmt: skip
def test_a_title_that_says_nothing_is_no_title(said, meant):
    assert title(said) == meant


def test_a_program_is_no_author():
    assert authors(["Microsoft Office User", "Region Testland", "python-docx"]) == ("Region Testland",)
