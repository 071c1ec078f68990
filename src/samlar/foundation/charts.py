"""Small drawings made on the server: bars, pairs of bars, a stacked bar, columns of a scale, periods, moves, what grew of what.

A drawing carries its message as a title, labels its values directly instead of by legend, is told apart without colour and holds
the same figures as a table (look.md). It has classes only, never an inline style. Widths are shares of the place that it is
given and heights follow the letters, so the words keep their size from a phone to a wide screen.

All texts come in the reader's language. Values are whole numbers from 0; `shown` is how a value is said ("75 000 kr").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ROW = 3.4  # em: a line of words, the bar beneath it, air
BAR = 1.2  # em: a bar's height
COLUMN = 7.0  # em: the tallest column
PAIR = 5.2  # em: a line of words, two bars beneath it, air
PAIR_WIDTH = 62  # percent of the width that the longest of a pair of bars takes: its words stand beside it
TONES = ("bar", "bar bar-2")
LANE = 2.6  # em: a period's bar and the words beneath it
LETTER = 2.4  # percent of the width that a letter takes on a phone
MOVE = 5.4  # em: a line of words, the scale beneath it, where the two stand, air
EDGE = 3.0  # percent of the width on each side of a scale, so that the outermost dots are whole
FAMILY = 4.6  # em: a name, its bar, the words beneath it, air
LEAST = 0.8  # percent: no time is too short to be seen
PERIODS = {"past": "bar bar-2", "now": "bar", "coming": "bar-rest"}


@dataclass(frozen=True, slots=True)
class Value:
    """One figure: what it is, how much, and how it is said."""

    label: str
    value: int
    shown: str


@dataclass(frozen=True, slots=True)
class Period:
    """Somebody's time with something: its first and last day as numbers, past, now or coming, how drawing and table say it."""

    name: str
    first: int
    last: int
    when: str
    label: str
    shown: str


@dataclass(frozen=True, slots=True)
class Move:
    """From one place on a scale to another, in tenths of its steps; `shown` is how the two are said, and how many said it."""

    label: str
    before: int
    after: int
    shown_before: str
    shown_after: str
    n: str


@dataclass(frozen=True, slots=True)
class Kin:
    """One in a family, with its time; `of`: the place in the family of the one that it grew from, which comes before it."""

    name: str
    time: Period
    of: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its message and the same figures as a table: `head` names the columns of `rows`."""

    key: str
    title: str
    svg: SafeString
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    worded: bool = False  # the table holds words, not figures


def bars(key: str, title: str, values: Sequence[Value], *, head: tuple[str, str], most: int | None = None) -> Chart:
    """A bar per value, beneath its words. `most` is the whole width: the largest value where it is not given."""
    full = max([most or 0, *(one.value for one in values)])
    marks = []
    for place, one in enumerate(values):
        top = place * ROW
        marks += [_words(one, top), _bar("bar-track", 0, 100, top + 1.5), _bar("bar", 0, _percent(one.value, full), top + 1.5)]
    return _chart(key, title, values, marks, len(values) * ROW, head)


def paired(key: str, title: str, values: Sequence[tuple[str, Value, Value]], *, head: tuple[str, str, str]) -> Chart:
    """Two bars per line, one beneath the other, each with its own words: the same thing counted in two ways."""
    full = max([0, *(one.value for _label, *both in values for one in both)])
    marks = []
    for place, (label, *both) in enumerate(values):
        top = place * PAIR
        marks.append(_text("text-value", 0, top + 1.1, label, "start"))
        for row, one in enumerate(both):
            line = top + 1.5 + row * (BAR + 0.3)
            width = _percent(one.value, full) * PAIR_WIDTH / 100
            marks.append(_bar(TONES[row], 0, width, line))
            marks.append(_text("text-quiet" if row else "", width + 1, line + 0.95, f"{one.shown} {one.label}", "start"))
    told = "; ".join(f"{label}: {', '.join(f'{one.shown} {one.label}' for one in both)}" for label, *both in values)
    rows = tuple((label, first.shown, second.shown) for label, first, second in values)
    return Chart(key, title, _drawn(key, title, told, marks, len(values) * PAIR), head, rows)


def stacked(key: str, title: str, values: Sequence[Value], *, rest: Value, head: tuple[str, str]) -> Chart:
    """One bar of several parts and what is left of the whole, each part named with its value on a line of its own below.

    Parts are told apart by order, number and tone; the rest is an outline.
    """
    parts = [*values, rest]
    full = sum(one.value for one in parts)
    marks, left = [], 0.0
    for place, one in enumerate(parts):
        width = _percent(one.value, full)
        last = place == len(parts) - 1
        if width:
            marks.append(_bar("bar-rest" if last else TONES[place % 2], left, width, 0.1, height=2.2))
        left += width
    for place, one in enumerate(parts):
        marks.append(_words(one, 3.0 + place * 1.7))
    return _chart(key, title, parts, marks, 3.0 + len(parts) * 1.7, head)


def columns(key: str, title: str, values: Sequence[Value], *, head: tuple[str, str]) -> Chart:
    """A column per step of a scale, its value above and its name beneath: how answers are spread."""
    full = max([1, *(one.value for one in values)])
    width = 100 / max(1, len(values))
    bottom = COLUMN + 1.5
    marks = []
    for place, one in enumerate(values):
        height = COLUMN * one.value / full
        middle = (place + 0.5) * width
        if one.value:
            marks.append(_bar("bar", place * width + width * 0.12, width * 0.76, bottom - height, height=height))
        marks.append(_text("", middle, bottom - height - 0.4, one.shown, "middle"))
        marks.append(_text("text-quiet", middle, bottom + 1.3, one.label, "middle"))
    marks.append(format_html('<line class="axis" x1="0" x2="100%" y1="{0}em" y2="{0}em"/>', _number(bottom)))
    return _chart(key, title, values, marks, bottom + 1.8, head)


def periods(key: str, title: str, lines: Sequence[tuple[str, Sequence[Period]]], *, head: tuple[str, str, str]) -> Chart:
    """Under each line's name the periods in time's order, each with its words. What would run into another gets a lane of its own."""
    every = [one for _name, several in lines for one in several]
    first = min((one.first for one in every), default=0)
    days = max((one.last for one in every), default=0) - first + 1
    marks, top = [], 0.0
    for name, several in lines:
        marks.append(_text("text-value", 0, top + 1.1, name, "start"))
        top += 1.5
        lanes: list[list[tuple[float, float, float, float]]] = []
        for one in several:
            left, width = _percent(one.first - first, days), _percent(one.last - one.first + 1, days)
            at_end, words = left > 50, len(one.label) * LETTER
            place = (left, left + width, left + width - words, left + width) if at_end else (left, left + width, left, left + words)
            lane = next((number for number, others in enumerate(lanes) if not any(_meet(place, other) for other in others)), len(lanes))
            if lane == len(lanes):
                lanes.append([])
            lanes[lane].append(place)
            at = top + lane * LANE
            marks.append(_bar(PERIODS[one.when], left, width, at))
            marks.append(_text("text-quiet", left + width if at_end else left, at + 2.1, one.label, "end" if at_end else "start"))
        top += len(lanes) * LANE + 0.7
    told = "; ".join(f"{name}: {', '.join(one.label for one in several)}" for name, several in lines)
    rows = tuple((name, one.name, one.shown) for name, several in lines for one in several)
    return Chart(key, title, _drawn(key, title, told, marks, top), head, rows, worded=True)


def moves(key: str, title: str, values: Sequence[Move], *, steps: int, low: str, high: str, head: tuple[str, str, str, str]) -> Chart:
    """Per line a ring where it was and a dot where it is, on a scale from 1 to `steps`, with an arrow's line between (tenths of steps)."""
    marks, top = [], 0.0
    for one in values:
        line = top + 2.9
        before, after = _on_scale(one.before, steps), _on_scale(one.after, steps)
        marks.append(_text("", 0, top + 1.1, one.label, "start") + _text("text-quiet", 100, top + 1.1, one.n, "end"))
        marks += [_line("axis", EDGE, 100 - EDGE, line), *(_tick(_on_scale(10 * step, steps), line) for step in range(1, steps + 1))]
        marks += [_line("move", before, after, line), _dot("dot-before", before, line), _dot("dot", after, line)]
        marks += _two_words(one, before, after, line + 1.6)
        top += MOVE
    marks.append(_text("text-quiet", 0, top + 0.6, low, "start") + _text("text-quiet", 100, top + 0.6, high, "end"))
    told = "; ".join(f"{one.label}: {one.shown_before} → {one.shown_after} ({one.n})" for one in values)
    rows = tuple((one.label, one.shown_before, one.shown_after, one.n) for one in values)
    return Chart(key, title, _drawn(key, title, told, marks, top + 1.1), head, rows)


def _two_words(one: Move, before: float, after: float, y: float) -> list[str]:
    """What the ring and the dot stand for, beneath them; beside each other where they would stand on each other."""
    words = (one.shown_before, before, one.shown_after, after) if before <= after else (one.shown_after, after, one.shown_before, before)
    left_words, left, right_words, right = words
    if one.before == one.after:
        return [_text("text-value", left, y, one.shown_after, "middle")]
    near = right - left < LETTER * (len(left_words) + len(right_words) + 1) / 2
    anchors = ("end", "start") if near else ("middle", "middle")
    kinds = ("text-quiet", "text-value") if before <= after else ("text-value", "text-quiet")
    return [_text(kinds[0], left, y, left_words, anchors[0]), _text(kinds[1], right, y, right_words, anchors[1])]


def _on_scale(tenths: int, steps: int) -> float:
    """Where on the width a place on a scale from 1 to `steps` stands."""
    return EDGE + (100 - 2 * EDGE) * (tenths - 10) / (10 * (steps - 1))


def family(key: str, title: str, kin: Sequence[Kin], *, head: tuple[str, str, str]) -> Chart:
    """Each on a line of its own under time's order, its name above and its words beneath, with a line down from what it grew from."""
    first = min((one.time.first for one in kin), default=0)
    days = max((one.time.last for one in kin), default=0) - first + 1
    threads, marks = [], []
    for place, one in enumerate(kin):
        top = place * FAMILY
        left, width = _percent(one.time.first - first, days), _percent(one.time.last - one.time.first + 1, days)
        at_end = left > 50
        if one.of is not None:
            threads += _from_its_origin(kin[one.of], one.of * FAMILY, first, days, left, top)
        edge, anchor = (min(100.0, left + width), "end") if at_end else (left, "start")
        marks.append(_text("text-value halo", edge, top + 1.0, one.name, anchor))
        marks.append(_bar(PERIODS[one.time.when], left, max(width, LEAST), top + 1.5))
        marks.append(_text("text-quiet halo", edge, top + 1.5 + BAR + 1.05, one.time.label, anchor))
    told = "; ".join(f"{one.name}: {one.time.label}" for one in kin)
    rows = tuple((one.name, one.time.name, one.time.shown) for one in kin)
    return Chart(key, title, _drawn(key, title, told, [*threads, *marks], len(kin) * FAMILY), head, rows, worded=True)


def _from_its_origin(origin: Kin, origin_top: float, first: int, days: int, left: float, top: float) -> list[str]:
    """The line down to something from the bar of what it grew from; where that had ended before, first along to it."""
    end = _percent(origin.time.last - first + 1, days)
    middle = origin_top + 1.5 + BAR / 2
    if end < left:
        return [_line("thread-line", end, left, middle), _thread(left, middle, top + 1.5)]
    return [_thread(left, origin_top + 1.5 + BAR, top + 1.5)]


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two bars, or the words beneath them, would stand on each other."""
    return (one[0] < other[1] and other[0] < one[1]) or (one[2] < other[3] + LETTER and other[2] < one[3] + LETTER)


def _chart(key: str, title: str, values: Sequence[Value], marks: Sequence[str], height: float, head: tuple[str, str]) -> Chart:
    told = "; ".join(f"{one.label}: {one.shown}" for one in values)
    return Chart(key, title, _drawn(key, title, told, marks, height), head, tuple((one.label, one.shown) for one in values))


def _drawn(key: str, title: str, told: str, marks: Sequence[str], height: float) -> SafeString:
    return format_html(
        '<svg class="chart" width="100%" height="{}em" role="img" aria-labelledby="{}-title {}-desc" focusable="false">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        _number(height), key, key, key, title, key, told, mark_safe("".join(marks)),  # every mark was made by format_html
    )  # fmt: skip


def _words(one: Value, top: float) -> str:
    return _text("", 0, top + 1.1, one.label, "start") + _text("text-value", 100, top + 1.1, one.shown, "end")


def _text(kind: str, x: float, y: float, words: str, anchor: str) -> str:
    return format_html('<text class="{}" x="{}%" y="{}em" text-anchor="{}">{}</text>', kind, _number(x), _number(y), anchor, words)


@lru_cache(maxsize=4096)
def _bar(kind: str, x: float, width: float, y: float, *, height: float = BAR) -> str:
    return format_html(
        '<rect class="{}" x="{}%" y="{}em" width="{}%" height="{}em"/>', kind, _number(x), _number(y), _number(width), _number(height)
    )


@lru_cache(maxsize=4096)
def _line(kind: str, x1: float, x2: float, y: float) -> str:
    return format_html('<line class="{0}" x1="{1}%" x2="{2}%" y1="{3}em" y2="{3}em"/>', kind, _number(x1), _number(x2), _number(y))


@lru_cache(maxsize=4096)
def _tick(x: float, y: float) -> str:
    return format_html('<line class="axis" x1="{0}%" x2="{0}%" y1="{1}em" y2="{2}em"/>', _number(x), _number(y - 0.25), _number(y + 0.25))


@lru_cache(maxsize=4096)
def _thread(x: float, top: float, bottom: float) -> str:
    return format_html('<line class="thread-line" x1="{0}%" x2="{0}%" y1="{1}em" y2="{2}em"/>', _number(x), _number(top), _number(bottom))


@lru_cache(maxsize=4096)
def _dot(kind: str, x: float, y: float) -> str:
    return format_html('<circle class="{}" cx="{}%" cy="{}em" r="0.5em"/>', kind, _number(x), _number(y))


def _percent(value: int, full: int) -> float:
    return 100 * value / full if full else 0.0


def _number(value: float) -> str:
    """A number as SVG writes it: at most two decimals, a point, whatever the reader's language."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
