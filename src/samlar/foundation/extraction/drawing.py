"""Draws the first page of a file, or a picture made small. Runs in the child only."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFile
from PIL.ExifTags import Base

from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.readers import paper
from samlar.foundation.extraction.told import Reason, Unreadable
from samlar.foundation.pictures import MOST_PIXELS, READ, TURNED

TALLEST = 2  # times the width: of a page as long as a till receipt the top is shown
QUALITY = 80


def of(path: Path, kind: Kind, width: int) -> tuple[bytes, int, int]:
    """The picture as WebP with its width and height. Raises Unreadable for what cannot be drawn."""
    drawn = _page(path, width) if kind == Kind.PDF else _picture(path, width)
    if drawn.height > width * TALLEST:
        drawn = drawn.crop((0, 0, drawn.width, width * TALLEST))
    bare = Image.new("RGB", drawn.size, "white")  # carries nothing but its points; what can be seen through is paper
    bare.paste(drawn, mask=drawn.getchannel("A") if drawn.mode == "RGBA" else None)
    written = BytesIO()
    bare.save(written, "WEBP", quality=QUALITY, method=4)
    return written.getvalue(), *bare.size


def _page(path: Path, width: int) -> Image.Image:
    document = paper.opened(path)
    if not len(document):
        raise Unreadable(Reason.BLANK)
    page = document[0]
    wide, high = page.get_size()
    if not (wide > 0 and high > 0):
        raise Unreadable(Reason.DAMAGED)
    scale = min(width / wide, width * TALLEST * 4 / high)  # a page a thousand times as high as wide is drawn narrow, not large
    return page.render(scale=scale).to_pil().convert("RGB")


def _picture(path: Path, width: int) -> Image.Image:
    try:
        opened = Image.open(path, formats=READ)
    except Image.DecompressionBombError:
        raise Unreadable(Reason.HEAVY) from None
    with opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Unreadable(Reason.HEAVY)
        opened.draft("RGB", (width, width))  # a large JPEG is read at about the size that is kept
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        opened.load()
        turn = TURNED.get(opened.getexif().get(Base.Orientation, 1))
        upright = opened if turn is None else opened.transpose(turn)
        sees_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
        drawn = upright.convert("RGBA" if sees_through else "RGB")
    drawn.thumbnail((width, width * TALLEST * 4), Image.Resampling.LANCZOS)
    return drawn
