"""Whatever is in a file, the one who asks goes on: bombs, broken files and readers that fall are stopped apart and explained (bad input)."""

import json
import os
import socket
import subprocess
import sys
import threading
from functools import cache
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from samlar.foundation.extraction import apart
from samlar.foundation.extraction.extract import extract
from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.limits import MB, Limits
from samlar.foundation.extraction.told import Extracted, Outcome, Reason
from tests.foundation.extraction import making_files as made

SPEAKS = [Kind.PDF, Kind.DOCX, Kind.PPTX, Kind.XLSX, Kind.ODT, Kind.ODP, Kind.ODS, Kind.HTML, Kind.TXT, Kind.VTT, Kind.SRT]
ZIPPED = [Kind.DOCX, Kind.PPTX, Kind.XLSX, Kind.ODT, Kind.ODP, Kind.ODS]
MAIN_PART = {
    Kind.DOCX: "word/document.xml", Kind.PPTX: "ppt/slides/slide1.xml", Kind.XLSX: "xl/worksheets/sheet1.xml",
    Kind.ODT: "content.xml", Kind.ODP: "content.xml", Kind.ODS: "content.xml",
}  # fmt: skip
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def how(told: Extracted) -> tuple[Outcome, Reason | None]:
    """The outcome; and the process was bounded before it opened the file, and kept within it."""
    assert told.cost.memory_limit is not None
    assert told.cost.cpu_limit is not None
    if sys.platform == "linux":
        assert 0 < told.cost.memory <= told.cost.memory_limit
    return told.outcome, told.reason


@cache
def whole_of(kind: Kind) -> bytes:
    """A file of a kind, the same every time: what writes it may write the moment into it, and examples are drawn by its length."""
    return made.of_kind(kind, "Att lära om lärande")


def with_part(kind: Kind, data: bytes) -> bytes:
    return made.changed(made.of_kind(kind, "Att lära"), {MAIN_PART[kind]: data})


@pytest.mark.parametrize("kind", SPEAKS)
def test_the_process_apart_is_bounded_as_it_is_told(read, kind):
    told = read(made.of_kind(kind, "Att lära"), kind, limits=Limits(memory=700 * MB, cpu_seconds=33))
    assert how(told) == (Outcome.DONE, None)
    assert (told.cost.memory_limit, told.cost.cpu_limit) == (700 * MB, 33)


@pytest.mark.parametrize("kind", SPEAKS)
def test_a_file_cut_anywhere_is_explained(read, kind):
    whole = whole_of(kind)
    for cut in {0, 1, len(whole) // 3, len(whole) // 2, len(whole) - 30, len(whole) - 1} & set(range(len(whole))):
        told = read(whole[:cut], kind)
        assert told.outcome in (Outcome.DONE, Outcome.BROKEN, Outcome.NO_TEXT)
        assert told.reason or told.sections


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.sampled_from(SPEAKS), some.data())
def test_whatever_is_changed_in_a_file_it_is_read_or_explained(tmp_path_factory, kind, data):
    whole = bytearray(whole_of(kind))
    for _ in range(data.draw(some.integers(1, 12))):
        whole[data.draw(some.integers(0, len(whole) - 1))] = data.draw(some.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "changed"
    path.write_bytes(whole)
    told = extract(path, kind, limits=Limits(memory=400 * MB))
    how(told)
    assert told.outcome in Outcome
    assert told.reason or told.sections


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.sampled_from(ZIPPED), some.data())
def test_whatever_is_changed_in_the_xml_within_a_file_it_is_read_or_explained(tmp_path_factory, kind, data):
    path = tmp_path_factory.getbasetemp() / "changed"
    path.write_bytes(whole_of(kind))
    with ZipFile(path) as unzipped:
        name = data.draw(some.sampled_from(sorted(unzipped.namelist())))
        part = bytearray(unzipped.read(name) or b" ")
    for _ in range(data.draw(some.integers(1, 8))):
        part[data.draw(some.integers(0, len(part) - 1))] = data.draw(some.sampled_from(b'<>/"= a0&;:\x00\xff'))
    path.write_bytes(made.changed(path.read_bytes(), {name: bytes(part)}))
    told = extract(path, kind, limits=Limits(memory=400 * MB))
    how(told)
    assert told.reason or told.sections


@pytest.mark.parametrize("kind", SPEAKS)
def test_a_file_of_another_kind_than_is_said_is_explained(read, kind):
    other = made.of_kind("png", "")
    assert read(other, kind).outcome in (Outcome.BROKEN, Outcome.NO_TEXT)
    assert read(made.office_with_password(), kind).outcome in (Outcome.BROKEN, Outcome.NO_TEXT)


def test_a_file_with_a_password_says_so(read):
    assert how(read(made.pdf(["hemligt"], encrypted=True), Kind.PDF)) == (Outcome.PROTECTED, Reason.PASSWORD)
    assert how(read(made.open_text([("", ["a"])], ciphered=True), Kind.ODT)) == (Outcome.PROTECTED, Reason.PASSWORD)
    assert read(made.office_with_password(), Kind.LOCKED).reason == Reason.PASSWORD
    ciphered = bytearray(made.word([("", ["a"])]))
    at = ciphered.rfind(b"PK\x01\x02")
    ciphered[at + 8] |= 1
    assert how(read(bytes(ciphered), Kind.DOCX)) == (Outcome.PROTECTED, Reason.PASSWORD)


@pytest.mark.parametrize("name", ["media/a.bin", "media/a.xml"])
@pytest.mark.parametrize("kind", ZIPPED)
def test_a_zip_bomb_is_not_unpacked(read, kind, name):
    bomb = made.changed(made.of_kind(kind, "hej"), {name: b" " * (40 * MB)})
    told = read(bomb, kind)
    assert how(told) == (Outcome.TOO_LARGE, Reason.BOMB)
    assert told.cost.memory < 150 * MB


@pytest.mark.parametrize("kind", ZIPPED)
def test_more_files_or_bytes_than_the_limits_say_are_not_unpacked(read, kind):
    assert how(read(made.of_kind(kind, "hej"), kind, limits=Limits(members=2)))[1] == Reason.BOMB
    assert how(read(made.of_kind(kind, "hej"), kind, limits=Limits(unpacked=900)))[1] == Reason.BOMB


def laughs(root: str) -> bytes:
    entities = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{entities}]>{root % "&l9;"}'.encode()


def roots(kind: Kind) -> str:
    if kind == Kind.DOCX:
        return f"<w:document {WORD}><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
    if kind == Kind.XLSX:
        return f'<worksheet {SHEET}><sheetData><row><c t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>'
    if kind == Kind.PPTX:
        return "<p:sld xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main'>%s</p:sld>"
    return f"<office:document-content {made.SPACES}><office:body><office:text><text:p>%s</text:p></office:text></office:body></office:document-content>"


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("kind", ZIPPED)
def test_a_billion_laughs_are_not_laughed(read, kind, coding):
    told = read(with_part(kind, laughs(roots(kind)).decode().encode(coding)), kind)
    assert how(told) == (Outcome.BROKEN, Reason.DECLARATION)
    assert told.sections == ()


@pytest.mark.parametrize("kind", ZIPPED)
def test_an_entity_from_outside_is_neither_fetched_nor_read(read, tmp_path, kind):
    """A listener that nobody may call, and a file that nobody may show."""
    secret = tmp_path / "secret"
    secret.write_text("HEMLIGT")
    with socket.create_server(("127.0.0.1", 0)) as listens:
        listens.settimeout(0)
        port = listens.getsockname()[1]
        for outside in (
            f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>',
            f'<!DOCTYPE r SYSTEM "http://127.0.0.1:{port}/x" [<!ENTITY % y SYSTEM "http://127.0.0.1:{port}/y"> %y;]>',
        ):
            told = read(with_part(kind, (f'<?xml version="1.0"?>{outside}' + roots(kind).replace("%s", "&x;")).encode()), kind)
            assert how(told) == (Outcome.BROKEN, Reason.DECLARATION)
            assert "HEMLIGT" not in repr(told)
        with pytest.raises(BlockingIOError):
            listens.accept()


def test_a_web_page_fetches_nothing_and_shows_no_file(read, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("HEMLIGT")
    with socket.create_server(("127.0.0.1", 0)) as listens:
        listens.settimeout(0)
        page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><link href="http://127.0.0.1:{listens.getsockname()[1]}/"><p>Hej &x;'
        told = read(page.encode(), Kind.HTML)
        assert "HEMLIGT" not in repr(told)
        with pytest.raises(BlockingIOError):
            listens.accept()


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.ODT])
def test_what_lies_too_deep_is_explained(read, kind):
    name = "w:p" if kind == Kind.DOCX else "text:p"
    deep = roots(kind).replace("%s", f"<{name}>" * 100_000 + f"</{name}>" * 100_000)
    assert how(read(with_part(kind, deep.encode()), kind)) == (Outcome.TOO_LARGE, Reason.DEEP)


def test_a_web_page_nested_without_end_gives_what_lies_above(read):
    told = read(b"<p>Hej<p>" + b"<div>" * 1_000_000 + b"djupt", Kind.HTML)
    assert how(told) == (Outcome.TOO_LARGE, Reason.DEEP)
    assert [section.text for section in told.sections] == ["Hej"]


def test_of_a_hundred_thousand_pages_the_first_are_read(read):
    told = read(made.pdf_of_many_pages(100_000), Kind.PDF, limits=Limits(pages=50))
    assert how(told) == (Outcome.TOO_LARGE, Reason.MANY_PAGES)
    assert (told.pages, [section.number for section in told.sections]) == (100_000, list(range(1, 51)))


def test_a_reader_that_takes_too_long_is_ended_and_what_it_read_is_kept(read):
    many = made.pdf_of_many_pages(100_000)
    for limits in (Limits(pages=10**6, cpu_seconds=3), Limits(pages=10**6, seconds=3)):
        told = read(many, Kind.PDF, limits=limits)
        assert how(told) == (Outcome.TOO_SLOW, Reason.TIME)
        assert told.sections[0].text == "samma sida"
        assert told.pages == 100_000


def test_what_the_one_who_asks_has_taken_is_not_told_as_what_a_reader_that_was_ended_took(read):
    taken = b"x" * 700_000_000
    told = read(made.pdf_of_many_pages(100_000), Kind.PDF, limits=Limits(pages=10**6, cpu_seconds=2))
    assert how(told) == (Outcome.TOO_SLOW, Reason.TIME)
    assert 0 < told.cost.memory < len(taken)


def test_a_file_that_eats_memory_is_ended(read):
    large = roots(Kind.DOCX).replace("%s", "a</w:t></w:r></w:p><w:p><w:r><w:t>" * 300_000)
    assert how(read(with_part(Kind.DOCX, large.encode()), Kind.DOCX, limits=Limits(memory=150 * MB))) == (Outcome.TOO_LARGE, Reason.MEMORY)


def test_too_little_memory_to_begin_with_is_said(read):
    told = read(made.of_kind("pdf", "hej"), Kind.PDF, limits=Limits(memory=1 * MB))
    assert (told.outcome, told.reason) == (Outcome.TOO_LARGE, Reason.MEMORY)


@pytest.mark.parametrize("kind", [Kind.TXT, Kind.DOCX, Kind.HTML, Kind.PDF, Kind.XLSX, Kind.ODS])
def test_more_text_than_is_read_gives_its_beginning(read, kind):
    told = read(made.of_kind(kind, "hej " * 20), kind, limits=Limits(signs=30))
    assert how(told) == (Outcome.TOO_LARGE, Reason.MUCH_TEXT)
    assert "hej" in told.sections[0].text
    assert sum(len(section.text) for section in told.sections) <= 30


def test_more_moments_than_are_kept_are_cut_off(read):
    told = read(made.vtt([(at, at + 1, f"ord {at}") for at in range(100)]), Kind.VTT, limits=Limits(sections=20))
    assert how(told) == (Outcome.TOO_LARGE, Reason.MUCH_TEXT)
    assert len(told.sections) == 20


def test_one_cell_in_the_last_corner_costs_no_more_than_one(read):
    corner = f'<worksheet {SHEET}><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>hej</t></is></c></row></sheetData></worksheet>'
    told = read(with_part(Kind.XLSX, corner.encode()), Kind.XLSX, limits=Limits(cells=10))
    assert how(told) == (Outcome.DONE, None)
    assert told.sections[0].text == "hej"


def test_a_file_larger_than_is_read_is_not_opened(read, tmp_path):
    told = read(b"hej" * 100, Kind.TXT, limits=Limits(file_size=200))
    assert (told.outcome, told.reason, told.cost.memory_limit) == (Outcome.TOO_LARGE, Reason.HEAVY, None)
    hollow = tmp_path / "hollow"
    with hollow.open("wb") as file:
        file.truncate(3 * 1024 * MB)
    assert extract(hollow, Kind.PDF).reason == Reason.HEAVY


def test_a_file_that_is_gone_or_empty_is_explained(tmp_path):
    assert extract(tmp_path / "gone", Kind.PDF).reason == Reason.MISSING
    (tmp_path / "empty").touch()
    assert extract(tmp_path / "empty", Kind.DOCX).reason == Reason.EMPTY


# A reader that misbehaves as no file is known to make one do: the program that `apart` starts is one of these instead.
BAD = {
    "falls": ("import os; os.abort()", Outcome.BROKEN, Reason.FELL),
    "hangs": ("import time; time.sleep(600)", Outcome.TOO_SLOW, Reason.TIME),
    "hangs with a program of its own": ("import subprocess; subprocess.run(['sleep', '600'])", Outcome.TOO_SLOW, Reason.TIME),
    "is killed": ("import os; os.kill(os.getpid(), 9)", Outcome.TOO_LARGE, Reason.MEMORY),
    "says nothing": ("", Outcome.BROKEN, Reason.FELL),
    "says nonsense": ("print('{')", Outcome.BROKEN, Reason.FELL),
    "says things deep in one another": ("print('[' * 200_000)", Outcome.BROKEN, Reason.FELL),
    "says a number": ("print(7)", Outcome.BROKEN, Reason.FELL),
    "says too much": ("while True: print('{}')", Outcome.TOO_LARGE, Reason.MUCH_TEXT),
    "says wrong things": (
        "import json; print(json.dumps({'section': {'place': 'page', 'text': 7}})); print(json.dumps({'section': {'place': 'moon', 'text': 'a'}}));"
        "print(json.dumps({'section': []})); print(json.dumps({'at': 'x'})); print(json.dumps({'end': {'reason': 'moon', 'pages': -1, 'authors': [1], 'title': 3}}))",
        Outcome.BROKEN, Reason.FELL,
    ),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_however_the_process_apart_ends_the_one_who_asks_goes_on(kept, tmp_path, monkeypatch, bad):
    program, outcome, reason = BAD[bad]
    (tmp_path / "bad_reader.py").write_text(f"import sys; sys.stdin.read()\n{program}\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(apart, "CHILD", "bad_reader")
    told = extract(kept(b"hej"), Kind.TXT, limits=Limits(quiet_seconds=3, answer=2 * MB))
    assert (told.outcome, told.reason, told.sections, told.title) == (outcome, reason, (), "")


@pytest.mark.parametrize("bad", ["falls", "says nothing"])
def test_what_the_one_who_asks_has_taken_is_not_held_against_the_process_apart(kept, tmp_path, bad):
    (tmp_path / "bad_reader.py").write_text(f"import sys; sys.stdin.read()\n{BAD[bad][0]}\n")
    (tmp_path / "much").write_bytes(b"hej")
    asks = (  # in a process of its own, which has taken more than a reader may have
        "import sys; from pathlib import Path; from samlar.foundation.extraction import apart; from samlar.foundation.extraction.extract import extract;"
        "from samlar.foundation.extraction.kinds import Kind; from samlar.foundation.extraction.limits import MB, Limits;"
        "apart.CHILD = 'bad_reader'; taken = b'1' * (200 * MB); print(extract(Path(sys.argv[1]), Kind.TXT, limits=Limits(memory=100 * MB)).reason.name)"
    )
    said = subprocess.run(
        [sys.executable, "-c", asks, str(tmp_path / "much")], env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "FELL"


def test_nothing_that_was_started_is_left_running(kept, tmp_path, monkeypatch):
    (tmp_path / "bad_reader.py").write_text(
        f"import subprocess; open({str(tmp_path / 'who')!r}, 'w').write(str(subprocess.Popen(['sleep', '600']).pid)); print('{{')\nimport time; time.sleep(600)"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(apart, "CHILD", "bad_reader")
    assert extract(kept(b"hej"), Kind.TXT, limits=Limits(quiet_seconds=2)).outcome in (Outcome.BROKEN, Outcome.TOO_SLOW)
    started = int((tmp_path / "who").read_text())
    for _ in range(200):  # a killed process is gone once its new parent has looked
        try:
            with open(f"/proc/{started}/stat") as stat:
                gone = stat.read().rsplit(")")[-1].split()[0] == "Z"
        except OSError:
            gone = True
        if gone:
            return
        threading.Event().wait(0.05)
    pytest.fail("it still runs")


def test_the_process_apart_has_none_of_our_secrets_and_no_django(kept, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "HEMLIGT")
    (tmp_path / "tells.py").write_text(
        "import sys; sys.stdin.read()\nimport json, os, samlar.foundation.extraction.child\n"
        "print(json.dumps({'section': {'place': 'whole', 'text': repr(dict(os.environ)) + ' django' * ('django' in sys.modules)}}))\nprint('{\"end\": {}}')"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(apart, "CHILD", "tells")
    told = extract(kept(b"hej"), Kind.TXT).sections[0].text
    assert "PYTHONPATH" in told
    assert "HEMLIGT" not in told
    assert " django" not in told


def test_the_process_apart_writes_no_file_calls_nobody_and_starts_nothing(tmp_path):
    program = (
        "from samlar.foundation.extraction import child; from samlar.foundation.extraction.limits import Limits; import socket, subprocess, json, os\n"
        "child.bound(Limits()); child._keep_to_oneself(None); done = []\n"
        "def tried(name, deed):\n"
        "    try: deed(); done.append(name)\n"
        "    except OSError: pass\n"
        f"tried('wrote', lambda: open({str(tmp_path / 'x')!r}, 'w').write('hej' * 9999))\n"
        "tried('called', lambda: socket.create_connection(('127.0.0.1', 9)))\ntried('asked', lambda: socket.getaddrinfo('localhost', 80))\n"
        "tried('ran', lambda: subprocess.run(['true']))\ntried('system', lambda: os.system('true'))\nprint(json.dumps(done))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program], capture_output=True, check=True, env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    )
    assert json.loads(done.stdout) == []


def test_no_file_is_left_behind(kept, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    for kind in SPEAKS:
        path = kept(made.of_kind(kind, "Att lära"))
        before = path.read_bytes()
        extract(path, kind)
        assert path.read_bytes() == before
        path.unlink()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_many_may_ask_at_once(kept):
    path = kept(made.of_kind("odt", "Att lära"))
    told = []
    threads = [threading.Thread(target=lambda: told.append(extract(path, Kind.ODT))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.outcome for one in told] == [Outcome.DONE] * 6


def test_a_zip_whose_members_say_less_than_they_hold_gives_no_more_than_they_say(read, tmp_path):
    path = tmp_path / "lies"
    with ZipFile(path, "w", ZIP_DEFLATED) as made_zip:
        made_zip.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        made_zip.writestr("content.xml", b"<a>" + b" " * (20 * MB))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    told = read(bytes(data), Kind.ODT)
    assert how(told)[0] == Outcome.BROKEN
    assert told.cost.memory < 100 * MB
