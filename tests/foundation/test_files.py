"""Files are kept whole, once, by what is in them, and go when nobody has needed them for a while."""

from datetime import timedelta

import pytest

from samlar.foundation import clock, files


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path


def test_the_same_bytes_are_kept_once_and_read_back(tmp_path):
    first, second = files.keep(b"skog"), files.keep(b"skog")
    assert first == second
    assert files.read(first) == b"skog"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [first]


def test_nothing_is_left_where_writing_failed(tmp_path, monkeypatch):
    monkeypatch.setattr(files.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        files.keep(b"skog")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_more_than_the_largest_file_is_not_kept(settings):
    settings.SAMLAR_LARGEST_FILE = 3
    assert files.keep(b"sko")
    with pytest.raises(files.FileTooLarge):
        files.keep(b"skog")


@pytest.mark.parametrize("word", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "g" * 64, "a" * 65, "a" * 63 + "\x00"])
def test_what_is_no_checksum_leads_nowhere(word):
    with pytest.raises(FileNotFoundError):
        files.read(word)


def test_what_nobody_needs_goes_after_a_while_and_what_somebody_needs_stays():
    now = clock.now()
    with clock.at(now - timedelta(days=40)):
        needed, old = files.keep(b"needed"), files.keep(b"old")
    with clock.at(now - timedelta(days=3)):
        fresh = files.keep(b"fresh")
    assert files.sweep({needed}, before=now - timedelta(days=30)) == 1
    assert files.sweep({needed}, before=now - timedelta(days=30)) == 0
    assert files.read(needed)
    assert files.read(fresh)
    with pytest.raises(FileNotFoundError):
        files.read(old)


def test_what_is_kept_again_counts_as_new():
    now = clock.now()
    with clock.at(now - timedelta(days=40)):
        kept = files.keep(b"again")
    files.keep(b"again")
    assert files.sweep(set(), before=now - timedelta(days=30)) == 0
    assert files.read(kept) == b"again"
