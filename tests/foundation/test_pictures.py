"""A picture that somebody sent is made anew: what is seen stays, everything else goes; what is none is told apart (F1)."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image, ImageOps

from samlar.foundation.pictures import LONGEST_SIDE, MOST_BYTES, NotAPicture, Wrong, made_anew
from tests.foundation.making_pictures import PLACE, TAIL, bomb, from_a_phone, moving, picture


def opened(data):
    return Image.open(BytesIO(data))


def test_nothing_is_left_of_place_owner_and_comment_and_it_stands_upright():
    sent = from_a_phone()
    assert PLACE in sent
    made = made_anew(sent)
    shown = opened(made.data)
    assert (shown.format, shown.size, (made.width, made.height)) == ("WEBP", (40, 60), (40, 60))
    assert not shown.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(shown.info)
    for word in (PLACE, b"Fotograf", b"HEMLIGT", b"Exif"):
        assert word not in made.data
    red, _green, blue = shown.convert("RGB").getpixel((20, 5))
    assert red > 150 > blue, "the left half is now the top"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_no_larger_than_a_page_needs(kind):
    made = made_anew(picture(kind, (3200, 1200)))
    assert (made.width, made.height) == (LONGEST_SIDE, 600)
    assert opened(made.data).size == (LONGEST_SIDE, 600)


def test_what_is_hung_on_to_a_picture_is_not_kept():
    assert TAIL not in made_anew(picture() + TAIL).data
    assert TAIL not in made_anew(picture("PNG") + TAIL).data


def test_what_can_be_seen_through_stays_so():
    glass = Image.new("RGBA", (10, 10), (0, 200, 0, 0))
    written = BytesIO()
    glass.save(written, "PNG")
    assert opened(made_anew(written.getvalue()).data).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16", "LA"])
def test_every_sort_of_colours_can_be_read(mode):
    written = BytesIO()
    Image.new(mode, (12, 8)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    assert made_anew(written.getvalue()).width == 12


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        (b"", Wrong.EMPTY),
        (b"x" * (MOST_BYTES + 1), Wrong.TOO_HEAVY),
        (b"Det var en gang", Wrong.NO_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", Wrong.NO_PICTURE),
        (b"%PDF-1.7\n" + picture(), Wrong.NO_PICTURE),
        (TAIL + picture(), Wrong.NO_PICTURE),
        (moving("GIF"), Wrong.NO_PICTURE),
        (picture("GIF"), Wrong.NO_PICTURE),
        (picture("BMP"), Wrong.NO_PICTURE),
        (picture("TIFF"), Wrong.NO_PICTURE),
        (b"\x89PNG\r\n\x1a\n", Wrong.NO_PICTURE),
        (moving("PNG"), Wrong.MOVES),
        (moving("WEBP"), Wrong.MOVES),
        (bomb(60_000, 60_000), Wrong.TOO_LARGE),
        (bomb(8_000, 5_001), Wrong.TOO_LARGE),
        (bomb(1_000, 1_000), Wrong.BROKEN),
        (picture(size=(900, 900))[:3000], Wrong.BROKEN),
        (picture("PNG", (900, 900))[:800], Wrong.BROKEN),
    ],
    ids=lambda one: f"{len(one)} bytes" if isinstance(one, bytes) else one.value,
)
def test_what_is_no_picture_is_told_apart(sent, wrong):
    with pytest.raises(NotAPicture) as no:
        made_anew(sent)
    assert no.value.wrong == wrong


@settings(max_examples=60, deadline=None)
@given(some.sampled_from(["JPEG", "PNG", "WEBP"]), some.data())
def test_whatever_is_changed_in_a_file_it_is_a_picture_or_refused(kind, data):
    sent = bytearray(picture(kind))
    for _ in range(data.draw(some.integers(1, 6))):
        sent[data.draw(some.integers(0, len(sent) - 1))] = data.draw(some.integers(0, 255))
    try:
        made = made_anew(bytes(sent))
    except NotAPicture:
        return
    assert max(opened(made.data).size) <= LONGEST_SIDE


@pytest.mark.parametrize(("place", "byte"), [(41, 26), (43, 11), (65, 13), (67, 5)])
def test_broken_words_about_a_picture_that_can_be_seen_do_no_harm(place, byte):
    """Each of these once was a TypeError or an AttributeError of the decoder: the kind or number of an EXIF entry changed."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x011A], exif[0x8769] = 6, "desc", (72, 1), {0x9000: b"0230"}
    sent = bytearray(picture(exif=exif))
    assert sent[24:30] == b"Exif\x00\x00"
    sent[place] = byte
    made = made_anew(bytes(sent))
    assert {made.width, made.height} == {60, 40}


@pytest.mark.parametrize("turn", range(1, 9))
def test_however_the_camera_was_held_the_picture_stands_as_the_library_would_turn_it(turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    sent = picture("PNG", exif=exif)
    upright = ImageOps.exif_transpose(opened(sent))
    made = opened(made_anew(sent).data).convert("RGB")
    assert made.size == upright.size
    for point in [(3, 3), (made.width - 4, 3), (3, made.height - 4), (made.width - 4, made.height - 4)]:
        assert all(abs(one - other) < 30 for one, other in zip(made.getpixel(point), upright.getpixel(point), strict=True))


def test_however_the_decoder_fails_it_is_a_refusal(monkeypatch):
    def fails(*_given, **_how):
        raise AttributeError("float has no attribute encode")

    monkeypatch.setattr("samlar.foundation.pictures.Image.Image.getexif", fails)
    with pytest.raises(NotAPicture) as no:
        made_anew(picture())
    assert no.value.wrong == Wrong.BROKEN


@settings(max_examples=100, deadline=None)
@given(
    some.sampled_from(["JPEG", "PNG", "WEBP"]), some.lists(some.tuples(some.floats(0, 1), some.integers(0, 255)), min_size=1, max_size=4)
)
def test_whatever_is_changed_in_a_pictures_own_words_it_is_a_picture_or_refused(kind, changes):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x011A], exif[0x8769] = 6, "desc", (72, 1), {0x9000: b"0230"}
    sent = bytearray(picture(kind, exif=exif))
    for where, byte in changes:
        sent[int(where * (min(len(sent), 260) - 1))] = byte
    try:
        made_anew(bytes(sent))
    except NotAPicture:
        return


def test_half_a_picture_is_broken_also_when_another_library_lets_halves_through(monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(NotAPicture) as refused:
        made_anew(picture(size=(900, 900))[:2000])
    assert refused.value.wrong == Wrong.BROKEN
