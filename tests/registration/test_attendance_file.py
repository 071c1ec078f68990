"""An attendance list is read from a file that anybody may have made (E4): its columns, its cells, and what is refused."""

import io
import tracemalloc
import zipfile
import zlib
from datetime import date

import pytest
from openpyxl import Workbook

from samlar.registration.queries.attendance_import import read
from samlar.registration.rules.attendance_file import FileRefused, FileRow, written

HEADER = "Namn;E-post;Organisation;Närvarande"
ÅSA = "Åsa Ö;ASA@Region.test;Region Örebro län;ja"


def csv_of(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def xlsx_of(*rows, sheet=None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if sheet:
        sheet(book.active)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def rows_of(data: bytes, sessions: bool = False) -> tuple[FileRow, ...]:
    return read(data, sessions=sessions).rows


def said(data: bytes, sessions: bool = False) -> str:
    with pytest.raises(FileRefused) as refused:
        read(data, sessions=sessions)
    return " ".join(one.sv for one in (refused.value.sentence, refused.value.mend) if one)


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_same_list_is_read_however_it_was_saved(code, delimiter):
    data = f"{HEADER}\n{ÅSA}\n".replace(";", delimiter).encode(code)
    assert rows_of(data) == (FileRow(2, "Åsa Ö", "ASA@Region.test", "Region Örebro län", "", "ja"),)


def test_headings_are_known_in_both_languages_and_others_are_named_as_not_read():
    found = read(csv_of("Full name,EMAIL ,employer,Kön,Attended", "A B,a@b.test,SLU,kvinna,no"), sessions=False)
    assert found.rows == (FileRow(2, "A B", "a@b.test", "SLU", "", "no"),)
    assert found.unread == ("Kön",)
    assert rows_of(csv_of("Förnamn,Efternamn,Organisation", "Anna,Andersson,SLU"))[0].name == "Anna Andersson"


def test_a_workbook_is_read_cell_by_cell():
    data = xlsx_of(["namn", "e-post", "träff", "närvarande"], ["A B", "a@b.test", date(2023, 3, 14), True], [], ["C D", None, "Workshop 2", False])
    assert rows_of(data, sessions=True) == (
        FileRow(2, "A B", "a@b.test", "", "2023-03-14", "ja"),
        FileRow(4, "C D", "", "", "Workshop 2", "nej"),
    )


@pytest.mark.parametrize(
    ("word", "came"), [("", True), ("Ja", True), ("x", True), ("YES", True), ("1", True), ("nej", False), ("0", False), ("kanske", None), ("12", None)]
)
def test_present_is_yes_no_or_neither(word, came):
    assert FileRow(2, "A", "", "", "", word).came is came


def test_wrong_columns_are_told_with_those_that_were_found():
    told = said(csv_of("Förnamn;Telefon", "A;1"))
    assert "e-post, eller namn och organisation" in told
    assert "”Förnamn” och ”Telefon”" in told
    assert "träff" in said(csv_of(HEADER, ÅSA), sessions=True)
    assert "två gånger" in said(csv_of("e-post;mejl", "a@b.test;c@d.test"))


@pytest.mark.parametrize("data", [b"", b"\n\n", b";;;\n;;", csv_of(HEADER), csv_of(HEADER, ";;;", "")])
def test_a_file_without_rows_is_refused(data):
    assert said(data)


def test_five_thousand_rows_are_read_and_ten_thousand_refused():
    assert len(rows_of(csv_of("e-post", *(f"p{n}@a.test" for n in range(5000))))) == 5000
    many = [f"p{n}@a.test" for n in range(10_000)]
    for data in (csv_of("e-post", *many), xlsx_of(["e-post"], *([one] for one in many))):
        assert said(data).startswith("Filen har fler än 5\u00a0000 rader.")


def test_six_megabytes_are_refused():
    assert "5 MB" in said(b"e-post\n" + b"a" * 6_000_000)


def test_a_formula_in_a_workbook_is_refused_with_its_cell():
    assert said(xlsx_of(["namn", "organisation"], ["A", "SLU"], ['=HYPERLINK("https://x.test","B")', "SLU"])).startswith("Cellen A3 är en formel.")


def test_what_looks_like_a_formula_in_a_text_file_is_text():
    (row,) = rows_of(csv_of("namn;organisation;e-post", "=cmd|' /C calc'!A0;+SLU;@a-1@b.test"))
    assert (row.name, row.organisation, row.email) == ("=cmd|' /C calc'!A0", "+SLU", "@a-1@b.test")


def test_control_signs_are_not_read():
    (row,) = rows_of("namn,organisation,e-post\nA\x00 \x07B\u200b,S\u202eLU,a@\x1bb.test\n".encode())
    assert (row.name, row.organisation) == ("A B", "S LU")
    assert written("  a\n\tb\u2028c ") == "a b c"


def test_a_quote_that_never_ends_is_one_cell_and_a_cell_is_never_longer_than_a_name():
    (row,) = rows_of(csv_of("namn,organisation", f'"{"x" * 1000},SLU'))
    assert len(row.name) == 300
    assert "lista" in said(csv_of("namn,organisation", f'"{"x" * 200_000}'))


# — files that are made to hurt —


def packed(method: int = zipfile.ZIP_DEFLATED, **parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return kept.getvalue()


def remade(data: bytes, name: str, change) -> bytes:
    """A workbook with one part changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, change(content) if part.filename == name else content)
    return kept.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        packed(**{"xl/worksheets/sheet1.xml": b"\0" * 30_000_000}),
        packed(**{f"part{n}": b"" for n in range(300)}),
        packed(a=b"not a workbook"),
        b"PK\x03\x04" + b"\0" * 500,
        remade(xlsx_of(["e-post"], ["a@b.test"]), "xl/worksheets/sheet1.xml", lambda part: BOMB + part),
        remade(xlsx_of(["e-post"], ["a@b.test"]), "xl/workbook.xml", lambda part: BOMB.decode().encode("utf-16") + part),
        remade(xlsx_of(["e-post"], ["a@b.test"]), "xl/worksheets/sheet1.xml", lambda part: part[:-40]),
        remade(xlsx_of(["e-post"], ["a@b.test"]), "xl/workbook.xml", lambda part: b""),
        xlsx_of(["e-post"], ["a@b.test"])[:-60],
    ],
    ids=["bomb", "parts", "other", "nothing", "entities", "utf-16 entities", "cut", "empty", "end"],
)
def test_a_hostile_workbook_is_refused_in_a_sentence(data):
    assert said(data).startswith("Filen går inte att läsa.")


def test_a_workbook_with_a_cell_at_the_far_end_is_refused_without_reading_a_million_rows():
    data = xlsx_of(["e-post"], ["a@b.test"], sheet=lambda sheet: sheet.cell(row=1_048_576, column=1, value="z@z.test"))
    assert "fler än" in said(data)


def lying(method: int, content: bytes, says: bytes) -> bytes:
    """A package whose only part says that it is `says`, its size and its checksum, and holds `content`."""
    data = bytearray(packed(method, **{"xl/worksheets/sheet1.xml": content}))
    for mark, at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        head = data.rindex(mark) + at
        data[head : head + 4] = zlib.crc32(says).to_bytes(4, "little")
        data[head + 8 : head + 12] = len(says).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["deflated", "bzip2", "lzma"])
def test_a_package_that_lies_about_its_sizes_is_refused_before_it_has_been_unpacked(method):
    data = lying(method, b"\0" * 60_000_000, says=b"\0" * 100)
    tracemalloc.start()
    try:
        assert said(data).startswith("Filen går inte att läsa.")
        assert tracemalloc.get_traced_memory()[1] < 3_000_000  # bytes at the most at any one moment
    finally:
        tracemalloc.stop()


def test_a_part_that_holds_less_than_it_says_or_two_parts_of_one_name_are_refused():
    assert said(lying(zipfile.ZIP_DEFLATED, b"<x/>", says=b"<x/>" * 50)).startswith("Filen går inte att läsa.")
    assert said(lying(zipfile.ZIP_STORED, b"<x/>", says=b"<y/>")).startswith("Filen går inte att läsa.")
    book = io.BytesIO(xlsx_of(["namn", "organisation", "e-post"], ["A", "SLU", "a@b.test"]))
    assert len(rows_of(book.getvalue())) == 1
    with zipfile.ZipFile(book, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("xl/worksheets/sheet1.xml", package.read("xl/worksheets/sheet1.xml"))
    assert said(book.getvalue()).startswith("Filen går inte att läsa.")
