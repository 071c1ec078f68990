"""A small picture of a file's first page, for lists and the file's own page. Files of other kinds are given a drawn sheet there."""

import base64
import binascii
from pathlib import Path

from samlar.foundation.extraction import apart
from samlar.foundation.extraction.kinds import Kind
from samlar.foundation.extraction.limits import Limits, configured
from samlar.foundation.pictures import Picture

WIDTH = 600  # points: twice what a list shows, for sharp screens
DRAWN = (Kind.PDF, Kind.PNG, Kind.JPEG, Kind.WEBP)


def preview(path: Path, kind: Kind, *, width: int = WIDTH, limits: Limits | None = None) -> Picture | None:
    """The picture as WebP; None for a kind that has none, and for a file that cannot be drawn within the limits."""
    limits = limits or configured()
    if kind not in DRAWN or not path.is_file() or path.stat().st_size > limits.file_size:
        return None
    heard = apart.ask("draw", path, kind, limits, width=width)
    told = heard.told[-1].get("picture") if heard.told and heard.cut_short is None else None
    if not isinstance(told, dict) or not isinstance(told.get("data"), str):
        return None
    try:
        data = base64.b64decode(told["data"], validate=True)
    except (binascii.Error, ValueError):
        return None
    wide, high = told.get("width"), told.get("height")
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return Picture(data, wide, high) if is_webp and isinstance(wide, int) and isinstance(high, int) else None
