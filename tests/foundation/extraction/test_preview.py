"""The first page as a picture: made anew, small, and never a danger to the one who asks."""

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PIL import Image

from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.limits import MB, Limits
from samlar.foundation.extraction.preview import preview
from tests.foundation.extraction import making_files as made
from tests.foundation.making_pictures import PLACE, bomb, from_a_phone, moving

DRAWN = (Kind.PDF, Kind.PNG, Kind.JPEG, Kind.WEBP)


def opened(picture):
    shown = Image.open(BytesIO(picture.data))
    assert (shown.format, shown.size) == ("WEBP", (picture.width, picture.height))
    return shown


def test_the_first_page_of_a_pdf_is_drawn(kept):
    shown = opened(preview(kept(made.pdf(["Rubrik\ntext", ""])), Kind.PDF))
    assert abs(shown.width - 600) <= 1
    assert abs(shown.height - 849) <= 2
    assert shown.convert("L").getextrema()[0] < 100, "something stands on it"
    empty = opened(preview(kept(made.pdf(["", "Rubrik"])), Kind.PDF))
    assert empty.convert("L").getextrema()[0] > 250


@pytest.mark.parametrize("kind", DRAWN[1:])
def test_a_picture_is_made_small(kept, kind):
    shown = opened(preview(kept(made.picture(kind.value.upper(), (1800, 1200))), kind))
    assert shown.size == (600, 400)


def test_a_picture_stands_upright_and_says_nothing_of_where_it_was_taken(kept):
    shown = preview(kept(from_a_phone()), Kind.JPEG)
    assert (shown.width, shown.height) == (40, 60)
    assert PLACE not in shown.data
    assert b"Exif" not in shown.data


def test_what_can_be_seen_through_lies_on_white(kept):
    written = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(written, "PNG")
    assert opened(preview(kept(written.getvalue()), Kind.PNG)).convert("L").getextrema()[0] > 250


@pytest.mark.parametrize("kind", sorted(set(Kind) - set(DRAWN)))
def test_other_kinds_have_no_picture(kept, kind):
    assert preview(kept(made.of_kind(kind, "hej")), kind) is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Kind.PDF), (b"%PDF-1.7", Kind.PDF), (made.pdf(["a"], encrypted=True), Kind.PDF), (made.pdf([]), Kind.PDF), (b"hej", Kind.PNG),
        (made.picture("GIF"), Kind.PNG), (bomb(60_000, 60_000), Kind.PNG), (bomb(8_000, 5_001), Kind.PNG), (made.picture("JPEG")[:900], Kind.JPEG),
    ],
    ids=["empty", "cut", "password", "no pages", "text", "gif", "bomb", "large", "half"],
)  # fmt: skip
def test_what_cannot_be_drawn_has_no_picture(kept, data, kind):
    assert preview(kept(data), kind) is None


def test_a_file_that_is_gone_or_too_large_has_no_picture(kept, tmp_path):
    assert preview(tmp_path / "gone", Kind.PDF) is None
    assert preview(kept(made.pdf(["a"])), Kind.PDF, limits=Limits(file_size=10)) is None
    assert preview(kept(made.pdf(["a"])), Kind.PDF, limits=Limits(memory=1 * MB)) is None


@pytest.mark.parametrize(
    "box",
    [b"0 0 14400 14400", b"0 0 1 14400", b"0 0 14400 1", b"0 0 9999999 9999999", b"0 0 0 0", b"0 0 -5 -5", b"0 0 1e30 1e30", b"5 5 5 9"],
)
def test_whatever_a_page_says_of_its_size_the_picture_is_bounded(kept, box):
    shown = preview(kept(made.pdf(["a"]).replace(b"0 0 595 842", box)), Kind.PDF)
    assert 1 <= shown.width <= 601
    assert 1 <= shown.height <= 1201


def test_a_moving_picture_shows_its_first(kept):
    assert opened(preview(kept(moving("WEBP")), Kind.WEBP)).size == (20, 20)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.sampled_from(DRAWN), some.data())
def test_whatever_is_changed_in_a_file_it_is_drawn_or_not(tmp_path_factory, kind, data):
    whole = bytearray(made.of_kind(kind, "Att lära"))
    for _ in range(data.draw(some.integers(1, 8))):
        whole[data.draw(some.integers(0, len(whole) - 1))] = data.draw(some.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "changed"
    path.write_bytes(whole[: data.draw(some.integers(0, len(whole)))])
    shown = preview(path, kind, limits=Limits(memory=600 * MB))
    if shown is not None:
        assert max(opened(shown).size) <= 1201
