"""A file is what is in it, whatever it is called (G1, bad input)."""

import struct
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from samlar.foundation.extraction.kinds import Doubt, Kind, Shown, found, named_otherwise
from samlar.foundation.extraction.limits import Limits
from samlar.foundation.packages import PackageRefused, Zip
from tests.foundation.extraction import making_files as made


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_told_by_its_content(kept, kind):
    assert found(kept(made.of_kind(kind, "Att lära"))).kind == kind


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.OTHER])
def test_a_name_that_fits_raises_no_doubt_and_one_that_does_not_is_told(kept, kind):
    path = kept(made.of_kind(kind, "Att lära"))
    for ending in kind.about.endings[:1]:
        assert found(path, f"Rapport.{ending}").doubt is None
        assert found(path, f"RAPPORT.{ending.upper()}").doubt is None
    wrong = "pdf" if kind != Kind.PDF else "docx"
    if kind != Kind.LOCKED:
        told = found(path, f"Rapport.{wrong}")
        assert (told.kind, told.doubt) == (kind, Doubt.NAME)
        assert f".{wrong}" in told.words.sv
        assert f".{wrong}" in told.words.en


def test_a_pdf_that_is_a_zip_is_what_its_content_says(kept):
    told = found(kept(made.zipped({"a.txt": "hej"})), "rapport.pdf")
    assert (told.kind, told.doubt) == (Kind.ZIP, Doubt.NAME)
    assert told.words.sv == "Namnet säger .pdf, men filen är en zip-fil."
    told = found(kept(b"\x00\x01\x02"), "rapport.pdf")
    assert told.words.sv == "Namnet slutar på .pdf, men innehållet är något annat."
    told = found(kept(made.word([("", ["hej"])])), "rapport.pdf")
    assert told.words.sv == "Namnet slutar på .pdf, men innehållet är av slaget Word-dokument."


@pytest.mark.parametrize("name", ["bok.epub", "bilder.key", "trasig.docx"])
def test_a_program_s_own_file_that_is_a_zip_keeps_its_name(kept, name):
    assert found(kept(made.zipped({"a.txt": "hej"})), name).kind == Kind.OTHER


def test_only_a_zip_called_otherwise_is_told_of_by_its_safe_name():
    assert named_otherwise("rapport.pdf.zip", Kind.ZIP) is not None
    assert [named_otherwise(name, Kind.ZIP) for name in ("arkiv.zip", "pdf.zip", "a.zip.zip", "a.b.zip")] == [None] * 4
    assert named_otherwise("rapport.pdf", Kind.PDF) is None


@pytest.mark.parametrize("kind", [Kind.PDF, Kind.PNG, Kind.JPEG, Kind.MP4, Kind.MP3, Kind.HTML])
def test_what_is_two_things_at_once_is_believed_to_be_neither(kept, kind):
    told = found(kept(made.of_kind(kind, "hej") + made.zipped({"a.txt": "hej"})), "x")
    assert (told.kind, told.doubt) == (Kind.OTHER, Doubt.TWO_THINGS)


def test_a_zip_within_a_pdf_is_no_doubt(kept):
    within = made.zipped({"a.txt": "hej"})
    whole = made.pdf(["hej"]).replace(
        b"xref\n", b"99 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\nxref\n" % (len(within), within), 1
    )
    assert found(kept(whole)).kind == Kind.PDF


def test_an_empty_file_is_said_to_be_empty(kept):
    assert found(kept(b""), "a.pdf").doubt == Doubt.EMPTY


@pytest.mark.parametrize(
    "data",
    [
        made.film(b"qt  "), made.film(b"heic"), made.webm(b"matroska"), made.picture("GIF"), made.picture("BMP"), made.picture("TIFF"),
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"{\\rtf1 hej}", b"%!PS-Adobe", b"MZ\x90\x00\x03",
        b"\x00\x01\x02", b"\x7fELF\x02\x01\x01\x00", b"#!/bin/sh\necho hej", b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18, b"\xff\xfb\x90\x00abc",
        b"RIFF\x00\x00\x00\x00WAVEfmt \x00",
    ],
    ids=lambda data: repr(data[:12]),
)  # fmt: skip
def test_what_is_not_known_is_other(kept, data):
    assert found(kept(data)).kind == Kind.OTHER


def test_speech_of_low_quality_is_sound_and_a_text_on_id3_is_text(kept):
    assert found(kept((b"\xff\xf3\x44\xc4" + b"\x00" * 92) * 4)).kind == Kind.MP3  # MPEG-2, 32 kbit/s, 24 kHz
    assert found(kept(b"ID3\x03\x00\x00\x00\x00\x00\x0aTIT2")).kind == Kind.MP3
    assert found(kept("ID3-metoden är ett sätt att lära".encode())).kind == Kind.TXT


def test_an_empty_line_before_a_pdf_makes_it_no_less_one(kept):
    assert found(kept(b"\r\n" + made.pdf(["hej"]))).kind == Kind.PDF


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hej\n<script>alert(1)</script>", Kind.HTML),
        ("Så här: a < b", Kind.TXT),
        ("  \n<!DOCTYPE HTML>\n<p>", Kind.HTML),
        ("<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>", Kind.HTML),
        ("WEBVTT", Kind.VTT),
        ("WEBVTTY", Kind.TXT),
        ("WEBVTT - Samtal\n\n", Kind.VTT),
        ("1\n00:00:01,000 --> 00:00:02,000\nHej", Kind.SRT),
        ("1\nHej", Kind.TXT),
    ],
)
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_told_apart_whatever_it_is_written_in(kept, text, kind, coding):
    assert found(kept(text.encode(coding))).kind == kind


def test_text_without_mark_in_utf_16_is_text(kept):
    assert found(kept("Åäö och mera text".encode("utf-16-le"))).kind == Kind.TXT


def test_a_letter_cut_where_the_reading_of_the_beginning_ends_makes_it_no_less_text(kept):
    assert found(kept(("x" + "å" * 40_000).encode())).kind == Kind.TXT


def test_an_office_file_that_can_run_or_says_two_things_is_other(kept):
    types = made.word([("", ["hej"])])
    with ZipFile(kept(types)) as unzipped:
        said = unzipped.read("[Content_Types].xml")
    runs = said.replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    both = said + b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert runs != said
    for changed in (runs, both):
        assert found(kept(made.changed(types, {"[Content_Types].xml": changed}))).kind == Kind.OTHER


def test_a_bomb_is_believed_to_be_no_document(kept):
    bomb = made.changed(made.word([("", ["hej"])]), {"word/media/a.bin": b"\x00" * (40 * 1024 * 1024)})
    told = found(kept(bomb), "rapport.docx")
    assert (told.kind, told.doubt) == (Kind.OTHER, Doubt.BOMB)
    many = found(kept(made.zipped({f"{number}": b"" for number in range(30)})), limits=Limits(members=20))
    assert many.doubt == Doubt.BOMB


def test_a_zip_that_says_it_has_more_members_than_the_list_can_hold_is_not_opened(kept):
    huge = b"PK\x03\x04" + b"\x00" * 100 + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65_000, 65_000, 2**31, 0, 0)
    assert found(kept(huge)).doubt == Doubt.BOMB


def test_a_zip_with_an_end_within_its_end_is_not_opened(kept):
    """Another reader takes the later end, and with it a list of members that nobody has measured."""
    listed = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 22, 0, 0, 0, 0) + b"a"
    many = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    listed = many * 999 + listed
    ends = [struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 23), struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(listed) + 22, 30, 0)]
    path = kept(b"PK\x03\x04" + b"\x00" * 26 + listed + ends[0] + ends[1] + b"x")
    assert len(ZipFile(path).infolist()) == 1000
    assert found(path).doubt == Doubt.BOMB
    with pytest.raises(PackageRefused):
        Zip(path)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_words_and_none_that_can_hold_script_is_shown(kind):
    about = kind.about
    assert about.name.sv
    assert about.name.en
    assert about.shown == {
        Kind.PDF: Shown.AS_IS, Kind.MP4: Shown.AS_IS, Kind.WEBM: Shown.AS_IS, Kind.M4A: Shown.AS_IS, Kind.MP3: Shown.AS_IS,
        Kind.PNG: Shown.ANEW, Kind.JPEG: Shown.ANEW, Kind.WEBP: Shown.ANEW,
    }.get(kind, Shown.NEVER)  # fmt: skip
    assert "html" not in about.media_type
    assert "svg" not in about.media_type


@settings(max_examples=150, deadline=None)
@given(some.sampled_from(list(Kind)), some.data())
def test_whatever_is_changed_or_cut_a_file_is_of_some_kind(tmp_path_factory, kind, data):
    whole = bytearray(made.of_kind(kind, "Att lära om lärande"))
    for _ in range(data.draw(some.integers(0, 6))):
        whole[data.draw(some.integers(0, len(whole) - 1))] = data.draw(some.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "changed"
    path.write_bytes(whole[: data.draw(some.integers(0, len(whole)))])
    assert found(path, data.draw(some.text(max_size=20))).kind in Kind


@settings(max_examples=150, deadline=None)
@given(
    some.binary(max_size=400),
    some.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"WEBVTT\n", b"ID3", b"\x1a\x45\xdf\xa3", b"PK\x05\x06"]),
    some.booleans(),
)
def test_whatever_the_bytes_they_are_of_some_kind(tmp_path_factory, data, start, zip_end):
    path = tmp_path_factory.getbasetemp() / "bytes"
    path.write_bytes(start + data + (b"PK\x05\x06" + data[:18].ljust(18, b"\x00") if zip_end else b""))
    assert found(path).kind in Kind
