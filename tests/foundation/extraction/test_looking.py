"""A paper that brings something to run is told apart from one that only says something, however it hides it (G1)."""

import zlib

import pytest

from samlar.foundation.extraction import looking
from tests.foundation.extraction import making_files as made

SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


def with_list(content: bytes, *, said: bytes = b"/Filter /FlateDecode", packed: bytes | None = None) -> bytes:
    """A paper with a packed list of objects."""
    data = zlib.compress(content) if packed is None else packed
    more = b"9 0 obj << /Type /ObjStm /N 1 /First 4 %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (said, len(data), data)
    return made.pdf(["hej"]).replace(b"xref\n", more + b"xref\n", 1)


@pytest.mark.parametrize(
    "paper",
    [
        made.pdf(["Att läsa /JavaScriptet i text"], title="JavaScript", bookmarks=[("Början", 0)]),
        with_list(b"1 0 << /Title (hej) >>"),
        with_list(b"1 0 << /Title (hej) >>", said=b"/Filter [ /FlateDecode ]"),
    ],
)
def test_what_only_says_something_is_shown(kept, paper):
    assert looking.nothing_runs(kept(paper))


@pytest.mark.parametrize(
    "paper",
    [
        made.pdf(["hej"]).replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction" + SCRIPT),
        made.pdf(["hej"]).replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction" + SCRIPT.replace(b"JavaScript", b"J#61va#53cript")),
        made.pdf(["hej"]).replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/Launch/F(/bin/sh)>>"),
        made.pdf(["hej"]).replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/SubmitForm/F(https://exempel.test)>>"),
        with_list(b"1 0 " + SCRIPT),
        with_list(b"1 0 " + SCRIPT).replace(b"/ObjStm", b"/Obj#53tm"),
        with_list(b"1 0 " + SCRIPT, said=b"/Filter /ASCIIHexDecode", packed=(b"1 0 " + SCRIPT).hex().encode() + b">"),
        with_list(zlib.compress(b"1 0 " + SCRIPT), said=b"/Filter [/FlateDecode /FlateDecode]"),
        with_list(b"1 0 << >>", said=b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>"),
        with_list(b"1 0 << >>", said=b"/Filter 7 0 R"),
        with_list(b"1 0 << >>", packed=b"not packed at all"),
        with_list(b"0" * 20_000_000)[:10_000],
    ],
)
def test_what_runs_or_cannot_be_seen_through_is_not(kept, paper):
    assert not looking.nothing_runs(kept(paper))


def test_a_list_that_unpacks_to_more_than_is_read_is_not_shown(kept, settings):
    settings.SAMLAR_READING = {**settings.SAMLAR_READING, "unpacked": 1_000_000}
    assert not looking.nothing_runs(kept(with_list(b"0" * 2_000_000)))
    assert looking.nothing_runs(kept(with_list(b"0" * 200_000)))


def test_whoever_has_no_time_to_look_says_so(kept, settings):
    settings.SAMLAR_READING = {**settings.SAMLAR_READING, "memory": 1_000_000}
    with pytest.raises(looking.NotLookedThrough):
        looking.nothing_runs(kept(made.pdf(["hej"])))
