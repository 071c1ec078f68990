"""A picture that somebody sent is made anew: only what is seen in it is kept, turned the right way, no larger than a page needs.

Of the camera's and the phone's own words (place, time, owner, thumbnail) and of anything that was hung on to the file nothing is left.
"""

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageFile
from PIL.ExifTags import Base
from PIL.Image import Transpose

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
READ = ("JPEG", "PNG", "WEBP")
TYPE = "image/webp"
QUALITY = 82
TURNED = {  # how the camera was held → how its picture is turned to stand upright
    2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM, 5: Transpose.TRANSPOSE, 6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE, 8: Transpose.ROTATE_90,
}  # fmt: skip


class Wrong(StrEnum):
    """Why something cannot be kept as a picture."""

    EMPTY = "empty"
    TOO_HEAVY = "too heavy"
    NO_PICTURE = "no picture"
    TOO_LARGE = "too large"
    BROKEN = "broken"
    MOVES = "moves"


class NotAPicture(Exception):
    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.value)
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew, as WebP."""

    data: bytes
    width: int
    height: int


def made_anew(sent: bytes) -> Picture:
    """The picture as it is kept. Raises NotAPicture: for what is no JPEG, PNG or WebP, moves, is broken, or larger than is read."""
    if not sent:
        raise NotAPicture(Wrong.EMPTY)
    if len(sent) > MOST_BYTES:
        raise NotAPicture(Wrong.TOO_HEAVY)
    try:
        opened = Image.open(BytesIO(sent), formats=READ)
    except Image.DecompressionBombError:
        raise NotAPicture(Wrong.TOO_LARGE) from None
    except Exception:  # however the decoder fails on what somebody made up, it is no picture
        raise NotAPicture(Wrong.NO_PICTURE) from None
    with opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise NotAPicture(Wrong.TOO_LARGE)
        try:
            # A phone's JPEG may hold more than one picture (depth, a smaller one): the first is the one that was taken.
            moves = opened.format in ("PNG", "WEBP") and getattr(opened, "is_animated", False)
            drawn = None if moves else _drawn(opened)
        except Exception:  # broken words about the picture (its turning, its density) fail in as many ways as broken points
            raise NotAPicture(Wrong.BROKEN) from None
    if drawn is None:
        raise NotAPicture(Wrong.MOVES)
    return drawn


def _drawn(opened: Image.Image) -> Picture:
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is read at about the size that is kept
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # half a picture is broken, whatever another library has said for the whole process
    opened.load()
    turn = TURNED.get(opened.getexif().get(Base.Orientation, 1))  # the one word that is read; the library's own turning writes all of them
    turned = opened if turn is None else opened.transpose(turn)
    sees_through = turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info
    drawn = turned.convert("RGBA" if sees_through else "RGB")
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(drawn.mode, drawn.size)  # carries nothing but its points
    bare.paste(drawn)
    written = BytesIO()
    bare.save(written, "WEBP", quality=QUALITY, method=4)
    return Picture(written.getvalue(), *bare.size)
