"""Small drawings made on the server: bars, pairs of bars, a stacked bar, columns of a scale, periods, moves, what grew of what, what
flows between whom.

A drawing carries its message as a title, labels its values directly instead of by legend, is told apart without colour and holds
the same figures as a table (look.md). It has classes only, never an inline style. Widths are shares of the place that it is
given and heights follow the letters, so the words keep their size from a phone to a wide screen.

All texts come in the reader's language. Values are whole numbers from 0; `shown` is how a value is said ("75 000 kr").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, pi, sin

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ROW = 3.4  # em: a line of words, the bar beneath it, air
SLIM = (2.3, 1.4, 0.5)  # a row, where its bar begins, the bar
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
SLOT = 3.2  # em: what every name of a flow stands in, its bar beneath it; the two sides' names stand half a slot apart
NODE = 1.5  # percent of the width: the bar at each end of a flow's bands
BAND = 1.4  # em: the thickest that one of something is drawn
THIN = 0.14  # em: no band is too thin to be seen
TALLEST = 9.0  # em: the tallest end of a flow
TOLD = 40  # bands that the words for those who do not see the drawing tell
LEAST = 0.8  # percent: no time is too short to be seen
RISE = 0.9  # em: what a step of the stairs rises
FOOT = 0.35  # em: what stands before the first step is seen too
RADAR_WIDTH, RADAR_HEIGHT, RADIUS = 400, 316, 92  # the drawing's own units
STRIP = 4.2  # em: the tallest column of a strip, with its number
PERIODS = {"past": "bar bar-2", "now": "bar", "coming": "bar-rest"}


@dataclass(frozen=True, slots=True)
class Value:
    """One figure: what it is, how much, and how it is said. `outlined`: a bar of it is an outline."""

    label: str
    value: int
    shown: str
    outlined: bool = False


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
class Stream:
    """So much from one to another; `strong`: what the drawing's message is about."""

    giver: str
    taker: str
    value: int
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a radar: its name, a short one for the drawing, where it stands now and stood before in tenths; None is not known."""

    name: str
    short: str
    value: int | None
    shown: str
    before: int | None = None
    shown_before: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """How many stand in each bucket of a scale, and where one stands oneself, in tenths; `n` says how many they are."""

    name: str
    counts: tuple[int, ...]
    n: str
    own: int | None
    shown: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its message and the same figures as a table: `head` names the columns of `rows`."""

    key: str
    title: str
    svg: SafeString
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    worded: bool = False  # the table holds words, not figures


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a matrix: its words, those that only screen readers need before them, where they lead, what its margin says.

    `margin`: a row's figure; its `said` are the words of it, which are seen where there is no room for the cells, and so is `who`: names.
    """

    label: str
    said: str
    href: str = ""
    before: str = ""
    margin: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who is where, as a table whose cells are drawn: a bar for each step, told also in words that are not seen."""

    key: str
    title: str
    html: SafeString


def bars(
    key: str, title: str, values: Sequence[Value], *, head: tuple[str, str], most: int | None = None, outlined: Sequence[Value] = (),
    slim: bool = False,
) -> Chart:  # fmt: skip
    """A bar per value, beneath its words. `most` is the whole width: the largest value where it is not given. `outlined`: others, as
    outlines without a track, beneath; a value among the rest can be one too. `slim`: lower bars and less
    room, for where letters are large."""
    every = [*values, *outlined]
    full = max([most or 0, *(one.value for one in every)])
    row, under, bar = SLIM if slim else (ROW, 1.5, BAR)
    marks = []
    for place, one in enumerate(every):
        top = place * row
        solid = place < len(values) and not one.outlined
        track = [_bar("bar-track", 0, 100, top + under, height=bar)] if solid else []
        marks += [_words(one, top), *track, _bar("bar" if solid else "bar-rest", 0, _percent(one.value, full), top + under, height=bar)]
    return _chart(key, title, every, marks, len(every) * row, head)


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


def shares(key: str, title: str, values: Sequence[tuple[str, Sequence[Value]]], *, head: tuple[str, ...]) -> Chart:
    """Per line several shares (percent), each a bar in its track beneath its words: how far, by when."""
    marks, top = [], 0.0
    for label, several in values:
        marks.append(_text("text-value", 0, top + 1.1, label, "start"))
        top += 1.6
        for one in several:
            marks += [_text("text-quiet", 0, top + 1.0, one.label, "start"), _text("", 100, top + 1.0, one.shown, "end")]
            marks += [_bar("bar-track", 0, 100, top + 1.3, height=0.7), _bar("bar", 0, one.value, top + 1.3, height=0.7)]
            top += 2.5
        top += 0.7
    told = "; ".join(f"{label}: {', '.join(f'{one.shown} {one.label}' for one in several)}" for label, several in values)
    rows = tuple((label, *(one.shown for one in several)) for label, several in values)
    return Chart(key, title, _drawn(key, title, told, marks, top), head, rows)


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


def staircase(key: str, title: str, values: Sequence[Value], *, head: tuple[str, str]) -> Chart:
    """Stairs from left to right: each step is as wide as its share of the whole and higher than the one before; the first is the ground.

    Each says how many above it; what they are called stands in the table, and in what the stairs stand above. They are told apart by
    order, height and tone.
    """
    full = sum(one.value for one in values)
    ground = RISE * (len(values) - 1) + FOOT + 1.3
    marks, left = [], 0.0
    for rank, one in enumerate(values):
        width, height = _percent(one.value, full), RISE * rank + FOOT
        if width:
            marks.append(_bar(f"step-{rank}", left, width, ground - height, height=height))
            marks.append(_text("", left + width / 2, ground - height - 0.35, one.shown, "middle"))
        left += width
    return _chart(key, title, values, marks, ground + 0.1, head)


def matrix(
    key: str,
    title: str,
    rows: Sequence[tuple[Line, Sequence[str]]],
    columns: Sequence[Line],
    *,
    words: Mapping[str, str],
    corner: tuple[str, str, str],
) -> Matrix:
    """Rows by columns with a mark in each cell: a key of `words`, which becomes the class `m-<key>`, or nothing.

    `corner`: what the rows are, what their margin says, what the columns' margin says. Every cell is a word that is not seen, drawn as a
    bar by its class. A table of thousands of cells is put together here: no template would keep up.
    """
    cells: dict[str, str] = {mark: format_html('<td class="m m-{}"><i>{}</i></td>', mark, word) for mark, word in words.items()}
    cells[""] = '<td class="m"></td>'
    heads = "".join(
        format_html('<th scope="col" class="m"><a href="{}"><i>{} </i>{}</a></th>', one.href, one.before, one.label)
        if one.before
        else format_html('<th scope="col" class="m"><a href="{}">{}</a></th>', one.href, one.label)
        for one in columns
    )
    body = "".join(
        format_html(
            '<tr><th scope="row"><a href="{}">{}</a></th><td class="tally"><b aria-hidden="true">{}</b><i>{}</i>{}</td>',
            line.href,
            line.label,
            line.margin,
            line.said,
            format_html('<span class="who">{}</span>', line.who) if line.who else "",
        )
        + "".join([cells[mark] for mark in marks])
        + "</tr>"
        for line, marks in rows
    )
    foot = "".join(format_html('<td class="m">{}</td>', one.said) for one in columns)
    html = format_html(
        '<table class="matrix"><caption class="hidden-text">{}</caption>'
        '<thead><tr><th scope="col">{}</th><th scope="col" class="tally">{}</th>{}</tr></thead><tbody>{}</tbody>'
        '<tfoot><tr><th scope="row" colspan="2">{}</th>{}</tr></tfoot></table>',
        title, corner[0], corner[1], mark_safe(heads), mark_safe(body), corner[2], mark_safe(foot),  # each was made by format_html
    )  # fmt: skip
    return Matrix(key, title, html)


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


def streams(
    key: str, title: str, several: Sequence[Stream], *, ends: tuple[str, str], last: tuple[str, str], rows: Sequence[tuple[str, ...]],
    head: tuple[str, ...],
) -> Chart:  # fmt: skip
    """Two columns, those who gave to the left and those who took to the right, each with its sum, and bands between as thick as they are
    many. `last`: the names on each side under which the rest is gathered, which stand lowest. `rows`: the figures of the table.

    Those who gave most come first; those who took stand near whom they took from. The names of the two sides never share a line, so
    long ones have room on a phone.
    """
    unit = min(BAND, TALLEST / max([1, *_sums(several, 0).values(), *_sums(several, 1).values()]))
    thick = {(one.giver, one.taker): max(THIN, one.value * unit) for one in several}
    gave, took = _sums(several, 0), _sums(several, 1)
    left = sorted(gave, key=lambda name: (name == last[0], -gave[name], name))
    place = {name: at for at, name in enumerate(left)}
    middle = {name: sum(place[one.giver] * one.value for one in several if one.taker == name) / max(1, took[name]) for name in took}
    right = sorted(took, key=lambda name: (name == last[1], middle[name], -took[name], name))
    starts, left_end = _slots(left, {name: sum(thick[pair] for pair in thick if pair[0] == name) for name in left}, 1.6)
    stops, right_end = _slots(right, {name: sum(thick[pair] for pair in thick if pair[1] == name) for name in right}, 1.6 + SLOT / 2)
    height = max(left_end, right_end)
    bands = _bands(several, thick, left, right, starts, stops)
    marks = [_text("text-quiet", 0, 1.1, ends[0], "start"), _text("text-quiet", 100, 1.1, ends[1], "end")]
    marks.append(
        format_html(
            '<svg x="{}%" width="{}%" y="0" height="{}em" viewBox="0 0 1000 {}" preserveAspectRatio="none">{}</svg>',
            _number(NODE), _number(100 - 2 * NODE), _number(height), _number(height * 10), mark_safe("".join(bands)),  # by format_html
        )
    )  # fmt: skip
    for names, at, sums, x, edge, anchor in ((left, starts, gave, 0.0, 0.0, "start"), (right, stops, took, 100 - NODE, 100.0, "end")):
        for name in names:
            top, tall = at[name]
            marks.append(_bar("bar", x, NODE, top, height=tall))
            marks.append(_text("text-value halo", edge, top - 0.4, f"{name} {sums[name]}", anchor))
    told = "; ".join(f"{one.giver} → {one.taker}: {one.value}" for one in several[:TOLD])
    return Chart(key, title, _drawn(key, title, told, marks, height), head, tuple(rows))


def _sums(several: Sequence[Stream], side: int) -> dict[str, int]:
    """How much each gave (side 0) or took (side 1)."""
    sums: dict[str, int] = {}
    for one in several:
        name = (one.giver, one.taker)[side]
        sums[name] = sums.get(name, 0) + one.value
    return sums


def _slots(names: Sequence[str], tall: dict[str, float], top: float) -> tuple[dict[str, tuple[float, float]], float]:
    """{name: (top, height) of its bar}, each in as many whole slots as it needs, and where the last one ends."""
    places = {}
    for name in names:
        places[name] = (top + 1.5, tall[name])
        top += SLOT * ceil((1.5 + tall[name] + 0.4) / SLOT)
    return places, top


def _bands(
    several: Sequence[Stream], thick: dict[tuple[str, str], float], left: Sequence[str], right: Sequence[str],
    starts: dict[str, tuple[float, float]], stops: dict[str, tuple[float, float]],
) -> list[str]:  # fmt: skip
    """The bands in units of a tenth of an em, those that the message is about on top; none crosses another at its own end."""
    order = {name: at for at, name in enumerate(left)}, {name: at for at, name in enumerate(right)}
    start = {name: top for name, (top, _) in starts.items()}
    stop = {name: top for name, (top, _) in stops.items()}
    one_by_one = sorted(several, key=lambda one: (order[0][one.giver], order[1][one.taker]))
    tops: dict[tuple[str, str], float] = {}
    for one in one_by_one:
        tops[one.giver, one.taker] = start[one.giver]
        start[one.giver] += thick[one.giver, one.taker]
    drawn = []
    for one in sorted(several, key=lambda one: (order[1][one.taker], order[0][one.giver])):
        pair = one.giver, one.taker
        above, below, size = tops[pair] * 10, stop[one.taker] * 10, thick[pair] * 10
        stop[one.taker] += thick[pair]
        numbers = [_number(value) for value in (above, below, below + size, above + size)]
        kind = "band band-strong" if one.strong else "band"
        path = format_html('<path class="{0}" d="M0 {1}C500 {1} 500 {2} 1000 {2}L1000 {3}C500 {3} 500 {4} 0 {4}Z"/>', kind, *numbers)
        drawn.append((one.strong, path))
    return [path for _strong, path in sorted(drawn, key=lambda one: one[0])]


def radar(key: str, title: str, axes: Sequence[Axis], *, steps: int, names: tuple[str, str], head: tuple[str, ...]) -> Chart:
    """Where each axis stands, from the middle out to `steps`; where it stood before is an outline of dashes with rings for dots.

    `names`: what stands now and what stood before are called; the latter is empty where there is nothing before. Each axis has its name and
    its figures beside it. The drawing keeps its proportions, so its letters grow and shrink with it.
    """
    middle, spokes = (RADAR_WIDTH / 2, RADAR_HEIGHT / 2 - 14), max(1, len(axes))
    turns = [2 * pi * place / spokes - pi / 2 for place in range(len(axes))]

    def at(turn: float, tenths: float) -> tuple[float, float]:
        out = RADIUS * tenths / (10 * steps)
        return middle[0] + out * cos(turn), middle[1] + out * sin(turn)

    marks = [_shape("ring", [at(turn, 10 * step) for turn in turns]) for step in range(1, steps + 1)]
    marks += [_spoke(middle, at(turn, 10 * steps)) for turn in turns]
    then = [at(turn, one.before) for turn, one in zip(turns, axes, strict=True) if one.before is not None]
    now = [at(turn, one.value) for turn, one in zip(turns, axes, strict=True) if one.value is not None]
    marks += [_shape("radar-before", then), _shape("radar-now", now)]
    marks += [_point("dot-before", place, 4.5) for place in then] + [_point("dot", place, 5.5) for place in now]
    for turn, one in zip(turns, axes, strict=True):
        x, y = at(turn, 10 * steps * 1.1)
        side = cos(turn)
        anchor = "middle" if abs(side) < 0.3 else "start" if side > 0 else "end"
        y += -22 if sin(turn) < -0.3 else 14 if sin(turn) > 0.3 else -4
        was = f"{one.shown_before} → " if one.shown_before else ""
        marks += [_label("text-quiet halo", x, y, one.short, anchor), _label("text-value halo", x, y + 19, f"{was}{one.shown}", anchor)]
    foot = RADAR_HEIGHT - 6
    if names[1]:
        marks += [_point("dot-before", (10, foot - 5), 4.5), _label("text-quiet", 22, foot, names[1], "start")]
        marks += [_point("dot", (RADAR_WIDTH - 10, foot - 5), 5.5), _label("text-quiet", RADAR_WIDTH - 22, foot, names[0], "end")]
    told = "; ".join(f"{one.name}: {one.shown_before} → {one.shown}" if one.shown_before else f"{one.name}: {one.shown}" for one in axes)
    rows = tuple((one.name, one.shown_before, one.shown) if names[1] else (one.name, one.shown) for one in axes)
    svg = format_html(
        '<svg class="chart radar" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc" focusable="false">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        RADAR_WIDTH, RADAR_HEIGHT, key, key, key, title, key, told, mark_safe("".join(marks)),  # every mark was made by format_html
    )  # fmt: skip
    return Chart(key, title, svg, head, rows)


def strips(key: str, title: str, values: Sequence[Strip], *, steps: int, own: str, head: tuple[str, ...]) -> Chart:
    """Per line how many stand in each bucket of a scale from 1 to `steps`, a column each with its number; and an arrow where one stands.

    The columns of all lines are to the same measure. `own`: what the arrow is called.
    """
    most = max([1, *(count for one in values for count in one.counts)])
    marks, top = [], 0.0
    for one in values:
        line, wide = top + 1.5 + STRIP, 10 * (steps - 1) / max(1, len(one.counts))
        marks.append(_text("text-value", 0, top + 1.1, one.name, "start") + _text("text-quiet", 100, top + 1.1, one.n, "end"))
        for place, count in enumerate(one.counts):
            left, right = (_on_scale(round(10 + wide * edge), steps) for edge in (place, place + 1))
            if count:
                height = (STRIP - 1.4) * count / most
                marks.append(_bar("bar bar-2", left + 0.4, right - left - 0.8, line - height, height=height))
                marks.append(_text("text-quiet", (left + right) / 2, line - height - 0.35, str(count), "middle"))
        marks.append(_line("axis", EDGE, 100 - EDGE, line))
        for step in range(1, steps + 1):
            marks.append(_tick(_on_scale(10 * step, steps), line))
            marks.append(_text("text-quiet", _on_scale(10 * step, steps), line + 1.3, str(step), "middle"))
        if one.own is not None:
            here = _on_scale(one.own, steps)
            anchor = "start" if here < 20 else "end" if here > 80 else "middle"
            marks.append(_text("text-value", here, line + 2.5, "▲", "middle"))
            marks.append(
                _text(
                    "text-value",
                    here - 1 if anchor == "start" else here + 1 if anchor == "end" else here,
                    line + 3.7,
                    f"{own} {one.shown}",
                    anchor,
                )
            )
        top = line + 4.8
    told = "; ".join(f"{one.name}: {', '.join(map(str, one.counts))} ({one.n}); {own} {one.shown}" for one in values)
    rows = tuple((one.name, *map(str, one.counts), one.shown) for one in values)
    return Chart(key, title, _drawn(key, title, told, marks, top), head, rows)


def _shape(kind: str, places: Sequence[tuple[float, float]]) -> str:
    return format_html('<polygon class="{}" points="{}"/>', kind, " ".join(f"{_number(x)},{_number(y)}" for x, y in places))


def _spoke(start: tuple[float, float], end: tuple[float, float]) -> str:
    return format_html('<line class="ring" x1="{}" y1="{}" x2="{}" y2="{}"/>', *map(_number, (*start, *end)))


def _point(kind: str, place: tuple[float, float], size: float) -> str:
    return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', kind, *map(_number, (*place, size)))


def _label(kind: str, x: float, y: float, words: str, anchor: str) -> str:
    return format_html('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', kind, _number(x), _number(y), anchor, words)


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
