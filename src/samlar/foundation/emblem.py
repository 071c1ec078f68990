"""Drawn emblems: a calm landscape in the four steps, the same every time for the same thing and another for every other.

Four ridges stand behind each other, the farthest palest, each built of stairs that rise and fall by one step at a time. How steep they
are follows from the kind of thing, the rest from the seed. Only rectangles, so that a page (SVG), a paper and a picture draw the same.
An emblem says nothing that the words beside it do not say.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from django.utils.safestring import SafeString, mark_safe

UNIT = 10  # of the drawing: a step's width and height
RIDGES = ((1, 0.62, 0.98), (2, 0.44, 0.74), (3, 0.24, 0.54), (4, 0.08, 0.34))  # tone; lowest and highest, as shares of the height
RUNS = (2, 3, 4, 5)  # how many units a stair runs before it may rise or fall


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of a tone (1–4, the ramp of the four steps), in units from the upper left corner."""

    tone: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Emblem:
    """A drawing of so many units across and down; blocks lie in the order in which they are painted."""

    across: int
    down: int
    blocks: tuple[Block, ...]


@lru_cache(maxsize=256)  # the same few are drawn again and again, and never change
def emblem(seed: str, kind: str = "", *, across: int = 96, down: int = 24) -> Emblem:
    """The landscape for a seed; `kind` decides how it is built."""
    chance = _chance(seed)
    run = RUNS[sha256(kind.encode()).digest()[0] % len(RUNS)]
    blocks: list[Block] = []
    for tone, lowest, highest in RIDGES:
        low, high = round(lowest * down), round(highest * down)
        blocks += _ridge(chance, tone, low, high, run, across, down)
    return Emblem(across, down, tuple(blocks))


def _ridge(chance: Iterator[int], tone: int, low: int, high: int, run: int, across: int, down: int) -> Iterator[Block]:
    """One ridge: four heights between low and high, a stair at a time; it seldom turns before it has reached an end."""
    heights = [round(low + (high - low) * step / 3) for step in range(4)]
    step, direction, x = next(chance) % 4, 1 if next(chance) % 2 else -1, 0
    while x < across:
        width = min(run + next(chance) % (run + 2), across - x)
        yield Block(tone, x, down - heights[step], width, heights[step])
        x += width
        turned = -direction if next(chance) < 40 else direction
        direction = turned if 0 <= step + turned < 4 else -turned
        step += direction


@lru_cache(maxsize=256)
def svg(drawn: Emblem, *, of: str = "emblem") -> SafeString:
    """The drawing as an SVG element for a page: decoration, left out for who does not see it. Colours come from the page's style."""
    inside = _paths(drawn, lambda tone: f'class="tone-{tone}"')
    return mark_safe(
        f'<svg class="{of}" viewBox="{_box(drawn)}" aria-hidden="true" focusable="false" preserveAspectRatio="xMidYMax slice">'
        f"{inside}</svg>"
    )


def picture(drawn: Emblem, colours: Sequence[str]) -> str:
    """The drawing as a whole SVG file in fixed colours (of the tones 1–4), for a paper."""
    inside = _paths(drawn, lambda tone: f'fill="{colours[tone - 1]}"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_box(drawn)}" width="{drawn.across * UNIT}" height="{drawn.down * UNIT}" '
        f'preserveAspectRatio="none">'
        f"{inside}</svg>"
    )


def _box(drawn: Emblem) -> str:
    return f"0 0 {drawn.across * UNIT} {drawn.down * UNIT}"


def _paths(drawn: Emblem, dressed: Callable[[int], str]) -> str:
    """A ridge is one path."""
    paths = []
    for tone in (1, 2, 3, 4):
        several = "".join(
            f"M{one.x * UNIT} {one.y * UNIT}h{one.width * UNIT}v{one.height * UNIT}h-{one.width * UNIT}z"
            for one in drawn.blocks
            if one.tone == tone
        )
        paths.append(f'<path {dressed(tone)} d="{several}"/>')
    return "".join(paths)


def _chance(seed: str) -> Iterator[int]:
    """Numbers 0–255 without end, the same for the same seed."""
    digest = sha256(seed.encode()).digest()
    while True:
        yield from digest
        digest = sha256(digest).digest()
