"""Scanned pages: read where tesseract is installed, marked where it is not (G2)."""

import stat
import sys

import pytest

from samlar.foundation.extraction.extract import tesseract
from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.limits import Limits
from samlar.foundation.extraction.told import Outcome, Place, Reason
from tests.foundation.extraction import making_files as made

SAID = "Erfarenheter av lärande för omställning\noch beredskap på öarna"


def test_a_scanned_file_is_marked_where_nothing_reads_pictures(read):
    told = read(made.pdf([SAID, SAID], pictures=[0, 1]), Kind.PDF, recogniser=None)
    assert (told.outcome, told.reason, told.sections) == (Outcome.NO_TEXT, Reason.SCANNED, ())
    assert (told.pages, told.unread, told.recognised) == (2, 2, 0)


def test_a_scanned_page_among_others_is_told_of_and_the_others_are_read(read):
    told = read(made.pdf(["Försättsblad", SAID], pictures=[1]), Kind.PDF, recogniser=None)
    assert (told.outcome, told.reason, told.unread) == (Outcome.DONE, Reason.SOME_SCANNED, 1)
    assert [section.text for section in told.sections] == ["Försättsblad"]


def test_an_empty_page_is_not_taken_for_a_scanned_one(read):
    told = read(made.pdf(["Text", ""]), Kind.PDF, recogniser=None)
    assert (told.outcome, told.reason, told.unread) == (Outcome.DONE, None, 0)


@pytest.mark.skipif(
    tesseract() is None,
    reason="tesseract is not installed (apt-get install tesseract-ocr tesseract-ocr-swe): pages are not recognised here",
)
def test_a_scanned_page_is_read_in_swedish(read):
    told = read(made.pdf([SAID, "Text"], pictures=[0]), Kind.PDF, recogniser=tesseract())
    assert (told.outcome, told.reason, told.recognised, told.unread) == (Outcome.DONE, None, 1, 0)
    assert (told.sections[0].place, told.sections[0].number) == (Place.PAGE, 1)
    assert "lärande för omställning" in told.sections[0].text
    assert "på öarna" in told.sections[0].text
    assert told.cost.memory <= told.cost.memory_limit


@pytest.mark.skipif(
    tesseract() is None,
    reason="tesseract is not installed (apt-get install tesseract-ocr tesseract-ocr-swe): pages are not recognised here",
)
def test_no_more_pages_are_recognised_than_the_limit(read):
    told = read(made.pdf([SAID, SAID], pictures=[0, 1]), Kind.PDF, recogniser=tesseract(), limits=Limits(recognised_pages=1))
    assert (told.outcome, told.reason, told.recognised, told.unread) == (Outcome.DONE, Reason.SOME_SCANNED, 1, 1)


def test_tesseract_counts_as_installed_only_where_it_knows_swedish(program, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert tesseract() is None
    for number, (says, counts) in enumerate([("eng\\nosd", False), ("eng\\nswe", True)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "tesseract").symlink_to(program(f"print('{says}')", name=f"tesseract-{number}"))
        monkeypatch.setenv("PATH", str(folder))
        assert (tesseract() is not None) == counts


@pytest.fixture
def program(tmp_path):
    """A program in tesseract's place, to see how a bad one is borne."""

    def make(body: str, name: str = "tesseract") -> str:
        path = tmp_path / name
        path.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return make


@pytest.mark.parametrize("body", ["sys.exit(1)", "time.sleep(600)", "sys.stdout.buffer.write(b'\\xff\\xfe')", "pass"])
def test_a_recogniser_that_fails_hangs_or_says_nothing_leaves_the_page_unread(read, program, body):
    told = read(made.pdf([SAID], pictures=[0]), Kind.PDF, recogniser=program(body), limits=Limits(recognise_seconds=1))
    assert (told.outcome, told.reason, told.unread) == (Outcome.NO_TEXT, Reason.NOT_RECOGNISED, 1)


def test_what_a_recogniser_says_is_the_text_of_its_page(read, program):
    assert "PNG" in "".join(
        section.text
        for section in read(
            made.pdf([SAID], pictures=[0]), Kind.PDF, recogniser=program("print(sys.argv[1:], sys.stdin.buffer.read(8)[1:4])")
        ).sections
    )


def test_a_recogniser_that_is_gone_leaves_the_page_unread(read, tmp_path):
    told = read(made.pdf([SAID], pictures=[0]), Kind.PDF, recogniser=str(tmp_path / "gone"))
    assert told.reason == Reason.NOT_RECOGNISED
