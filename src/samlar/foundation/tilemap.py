"""A map of named tiles, laid out roughly as places lie on a map: which of them are filled. Drawn on the server, as charts are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, GAP = 104, 46, 5  # of a tile, and between tiles
LINE = 16  # between the lines of a name that takes two


@dataclass(frozen=True, slots=True)
class Tile:
    """A place: its name (of one line or two), its column and row from the upper left, and whether it is filled."""

    name: str
    column: int
    row: int
    filled: bool


def tilemap(key: str, title: str, told: str, tiles: Sequence[Tile]) -> SafeString:
    """The map as SVG. `told` says the same in words for whoever does not see it: the map itself tells by colour."""
    across = (max((one.column for one in tiles), default=0) + 1) * (WIDTH + GAP) - GAP
    down = (max((one.row for one in tiles), default=0) + 1) * (HEIGHT + GAP) - GAP
    return format_html(
        '<svg class="tilemap" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc" focusable="false">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        across, down, key, key, key, title, key, told, mark_safe("".join(_tile(one) for one in tiles)),  # made by format_html
    )  # fmt: skip


def _tile(one: Tile) -> str:
    x, y = one.column * (WIDTH + GAP), one.row * (HEIGHT + GAP)
    lines = one.name.split("\n")
    first = y + HEIGHT // 2 + 5 - (len(lines) - 1) * LINE // 2
    words = [
        format_html('<text x="{}" y="{}" text-anchor="middle">{}</text>', x + WIDTH // 2, first + place * LINE, line)
        for place, line in enumerate(lines)
    ]
    return format_html(
        '<g class="{}"><rect x="{}" y="{}" width="{}" height="{}" rx="4"/>{}</g>',
        "tile tile-on" if one.filled else "tile", x, y, WIDTH, HEIGHT, mark_safe("".join(words)),  # made by format_html
    )  # fmt: skip
