"""What a manifest says, and what names and folders say without one (G4)."""

import contextlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.library.rules import manifest as rules
from samlar.library.rules.manifest import ManifestRefused, by_name, is_left, read, rows_of_text
from samlar.library.rules.told import Told, day_of, folded, from_json, kind_of, licence_of, names_in, old_path, titled, web_address


def test_swedish_and_english_columns_say_the_same():
    swedish = read(rows_of_text("fil;titel;författare;datum;språk;slag;licens;teman;status;dnr;aktivitet\na.pdf;Plan;Anna;2019-05-03;svenska;presentation;CC BY 4.0;Klimat, Data;upprättad;RS 2019:1;Region 2050"))
    english = read(rows_of_text("file,title,authors,date,language,kind,licence,themes,state,record number,activity\na.pdf,Plan,Anna,3 May 2019,Swedish,presentation,cc-by,Klimat;Data,established,RS 2019:1,Region 2050"))
    assert swedish.rows == english.rows
    assert swedish.rows == (
        Told(file="a.pdf", title="Plan", authors="Anna", day="2019-05-03", language="sv", kind="presentation", licence="cc-by",
             themes=("Klimat", "Data"), state="established", record_number="RS 2019:1", activity="Region 2050", row=2),
    )  # fmt: skip


def test_columns_that_are_not_known_are_told_and_the_rest_is_read():
    found = read(rows_of_text("fil\thylla\ttitel\nb.txt\t7\tB"))
    assert (found.unread, found.rows[0].title) == (("hylla",), "B")


def test_what_is_not_understood_is_told_by_the_name_of_its_column():
    row = read([["fil", "datum", "språk", "slag", "licens", "status"], ["a", "i våras", "klingonska", "tavla", "fri", "hemlig"]]).rows[0]
    assert row.unclear == ("day", "language", "kind", "licence", "state")
    assert (row.day, row.language, row.kind, row.licence, row.state) == ("", "", "", "", "")


def test_a_file_that_is_an_address_is_a_link():
    row = read([["fil eller länk", "titel"], ["https://exempel.test/a?b=1", "A"]]).rows[0]
    assert (row.file, row.link) == ("", "https://exempel.test/a?b=1")


@pytest.mark.parametrize("cell", [date(2019, 5, 3), datetime(2019, 5, 3, 12, 0), "2019-05-03", "20190503", "3 maj 2019", "den 3 maj 2019", "2019/5/3"])
def test_a_day_is_read_however_it_is_written(cell):
    assert read([["fil", "datum"], ["a", cell]]).rows[0].day == "2019-05-03"


def test_a_year_alone_is_its_first_day():
    assert read([["fil", "år"], ["a", 2019.0]]).rows[0].day == "2019-01-01"


@pytest.mark.parametrize("text", ["titel;namn\nA;B", "", "\n\n;;\n"])
def test_a_list_that_says_no_file_is_refused_in_words(text):
    with pytest.raises(ManifestRefused) as refused:
        read(rows_of_text(text))
    assert refused.value.mend is not None


def test_a_list_without_rows_is_refused():
    with pytest.raises(ManifestRefused):
        read([["fil", "titel"]])


def test_a_title_that_is_too_long_stands_whole_in_the_summary():
    long = "Ett mycket långt namn " * 20
    title, summary = titled(long, "Kort.")
    assert len(title) <= 200
    assert title.endswith("…")
    assert summary.startswith(long.strip())
    assert summary.endswith("Kort.")


@pytest.mark.parametrize(
    ("key", "title", "day", "folders"),
    [
        ("2019/Kompetensförsörjning/2019-05-03_Rapport_om_lärande.pdf", "Rapport om lärande", "2019-05-03", ("Kompetensförsörjning",)),
        ("arkiv/2017/plan-for-aret.docx", "Plan for aret", "2017-01-01", ("arkiv",)),
        ("Region 2050.pptx", "Region 2050", "", ()),
        ("2050/framtid.txt", "Framtid", "", ("2050",)),
        ("20191301 fel.txt", "20191301 fel", "", ()),
        ("a/b/c", "C", "", ("a", "b")),
    ],
)
def test_names_and_folders_tell_what_no_manifest_does(key, title, day, folders):
    found = by_name(key, latest=2026)
    assert (found.title, found.day, found.folders) == (title, day, folders)


def test_the_computers_own_files_are_left():
    assert all(is_left(key) for key in ("a/.DS_Store", "Thumbs.db", "__MACOSX/a/._b.pdf", "~$rapport.docx", ".git"))
    assert not any(is_left(key) for key in ("a/rapport.docx", "_x.txt", "macosx/a.txt"))


@pytest.mark.parametrize(
    ("said", "licence"),
    [("CC BY 4.0", "cc-by"), ("CC0 1.0", "cc0"), ("cc by-sa", "cc-by-sa"), ("Creative Commons Erkännande 4.0", "cc-by"),
     ("https://creativecommons.org/licenses/by-sa/4.0/deed.sv", "cc-by-sa"), ("CC BY-NC 3.0", "cc-by-nc"), ("CC BY-ND", ""), ("CC BY-NC-SA 4.0", ""),
     ("Allmän handling", "public"), ("Alla rättigheter förbehållna", "read"), ("något annat", "")],
)  # fmt: skip
def test_licences_are_read_as_people_write_them(said, licence):
    assert licence_of(said) == licence


@pytest.mark.parametrize(
    ("address", "path"),
    [("https://gammal.test/2019/05/Lärprojekt/", "/2019/05/lärprojekt/"), ("https://gammal.test/2019/l%C3%A4r/?x=1#y", "/2019/lär/"),
     ("https://gammal.test/?p=12", "/?p=12"), ("https://gammal.test/", ""), ("javascript:alert(1)", ""), ("//annan.test//a//b", "/a/b"), ("http://[", "")],
)  # fmt: skip
def test_an_old_address_is_kept_as_it_will_be_asked_for(address, path):
    assert old_path(address) == path


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://a.test", "https://u:p@a.test", "https://a b.test", "http://", "https://a.test/\"><x", "a.test"])
def test_what_is_no_address_of_a_page_is_no_link(link):
    assert web_address(link) == ""


cells = st.one_of(st.none(), st.text(max_size=40), st.integers(), st.floats(allow_nan=True), st.booleans(), st.dates(), st.datetimes())
headings = st.sampled_from([word for words in rules.COLUMNS.values() for word in words] + ["okänd", ""])


@given(header=st.lists(headings, max_size=12), rows=st.lists(st.lists(cells, max_size=14), max_size=8))
def test_whatever_a_table_holds_it_is_read_or_refused_and_no_row_is_lost(header, rows):
    try:
        found = read([header, *rows])
    except ManifestRefused:
        return
    assert len(found.rows) == sum(any(rules._written(cell) for cell in row) for row in rows)
    for row in found.rows:
        assert from_json(row.as_json()) == row
        assert len(row.title) <= 200
        assert not row.link or web_address(row.link)


@given(st.text())
def test_whatever_a_text_holds_its_rows_are_cells_or_it_is_refused(text):
    with contextlib.suppress(ManifestRefused):
        assert all(isinstance(cell, str) for row in rows_of_text(text) for cell in row)


@given(st.text(min_size=1, max_size=300))
def test_whatever_a_file_is_called_it_gets_a_title(key):
    found = by_name(key, latest=2026)
    assert from_json(found.as_json()) == found


@given(st.text())
def test_words_are_understood_or_not_and_never_break(text):
    for reading in (day_of, kind_of, licence_of, names_in, old_path, web_address, folded):
        reading(text)
    path = old_path(text)
    assert not path or (path.startswith("/") and not path.startswith("//") and path == path.lower())
