"""The share card: what stands beside a link to an invitation where links are shared. 1200 × 630, drawn here, with our own letters."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from hashlib import sha256
from io import BytesIO

from django.core.cache import cache
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from samlar.activities.rules.rows import ActivityRow
from samlar.foundation.emblem import UNIT
from samlar.registration.rules.invitation import Composed
from samlar.web.activities import inviting
from samlar.web.activities.paper import COLOURS, FONTS, KEPT_SECONDS
from samlar.web.templatetags.samlar import day, say

WIDTH, HEIGHT, SIDE = 1200, 630, 72
ROOM = WIDTH - 2 * SIDE
BAND = 210
PAPER, INK, QUIET, PINE = "#ffffff", "#14201c", "#43544f", "#0b5d4e"
TITLES = (78, 66, 56, 48, 42)  # letters of the title, the first size at which it takes three lines


def of(found: ActivityRow, composed: Composed) -> bytes:
    """The card as PNG, in the reader's language; the same content is drawn once."""
    above = _above(found, composed)
    below = " · ".join(one for one in (found.lead.name if found.lead else "", _when(composed)) if one)
    key = "card:" + sha256("\n".join((str(found.id), found.title, found.format, above, below)).encode()).hexdigest()
    kept = cache.get(key)
    if isinstance(kept, bytes):
        return kept
    made = _drawn(found, above, below)
    cache.set(key, made, KEPT_SECONDS)
    return made


def _above(found: ActivityRow, composed: Composed) -> str:
    name = say(found.definition.name)
    if found.stage_kind == "cancelled":
        return f"{name} · {say(found.stage_now.name)}"
    last_day = composed.terms.last_day if composed.terms.set_up else None
    return f"{name} · {_until(last_day)}" if last_day else name


def _until(last_day: date) -> str:
    return _("Anmäl dig senast %(day)s") % {"day": day(last_day)}


def _when(composed: Composed) -> str:
    rows = [one.row for one in composed.sessions if one.row.cancelled is None]
    if not rows:
        return ""
    return say(inviting.days_said(min(row.first_day for row in rows), max(row.last_day for row in rows)))


def _drawn(found: ActivityRow, above: str, below: str) -> bytes:
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    brush = ImageDraw.Draw(card)
    _band(brush, found)
    brush.text((SIDE, 58), _fitting(above, 32, 640), font=_letters(32, 640), fill=PINE)
    size, lines = _title(found.title)
    top = 112
    for line in lines:
        brush.text((SIDE, top), line, font=_letters(size, 720), fill=INK)
        top += round(size * 1.14)
    brush.text((SIDE, HEIGHT - BAND - 62), _fitting(below, 30, 480), font=_letters(30, 480), fill=QUIET)
    _brand(brush)
    kept = BytesIO()
    card.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _band(brush: ImageDraw.ImageDraw, found: ActivityRow) -> None:
    """The emblem along the foot, from edge to edge."""
    drawn = inviting.drawn(found, across=WIDTH // UNIT, down=BAND // UNIT)
    for one in drawn.blocks:
        left, top = one.x * UNIT, HEIGHT - BAND + one.y * UNIT
        brush.rectangle((left, top, left + one.width * UNIT - 1, top + one.height * UNIT - 1), fill=COLOURS[one.tone - 1])


def _brand(brush: ImageDraw.ImageDraw) -> None:
    """The four steps and the name, in the upper right corner."""
    letters = _letters(34, 740)
    left = WIDTH - SIDE - round(letters.getlength("Samlär"))
    brush.text((left, 54), "Samlär", font=letters, fill=INK)
    for step in range(4):
        x, tall = left - 56 + step * 11, 8 + step * 8
        brush.rectangle((x, 92 - tall, x + 7, 92), fill=COLOURS[step])


def _title(title: str) -> tuple[int, list[str]]:
    """The size and lines in which a title fits; the smallest, cut after three lines, where none does."""
    for size in TITLES:
        lines = list(_lines(title, size))
        if len(lines) * size * 1.14 <= 250 and len(lines) <= 4:
            return size, lines
    return size, [*lines[:3], _fitting(f"{lines[3]} …", size, 720)]


def _lines(title: str, size: int) -> Iterator[str]:
    """The title broken between words, and within a word that is longer than a line."""
    letters, line = _letters(size, 720), ""
    for word in _pieces(title, letters):
        tried = f"{line} {word}".strip()
        if line and letters.getlength(tried) > ROOM:
            yield line
            tried = word
        line = tried
    yield line


def _pieces(title: str, letters: ImageFont.FreeTypeFont) -> Iterator[str]:
    """The words; one that is wider than a line in as many pieces as it takes."""
    for word in title.split():
        while letters.getlength(word) > ROOM:
            cut = next(place for place in range(len(word), 0, -1) if place == 1 or letters.getlength(word[:place]) <= ROOM)
            yield word[:cut]
            word = word[cut:]
        if word:
            yield word


def _fitting(text: str, size: int, weight: int) -> str:
    """The text, cut with a mark where it is wider than the card."""
    letters = _letters(size, weight)
    if letters.getlength(text) <= ROOM:
        return text
    while text and letters.getlength(f"{text}…") > ROOM:
        text = text[:-1]
    return f"{text.rstrip()}…"


@lru_cache(maxsize=32)
def _letters(size: int, weight: int) -> ImageFont.FreeTypeFont:
    found = ImageFont.truetype(str(FONTS / "atkinson-hyperlegible-next-normal.woff2"), size)
    found.set_variation_by_axes([weight])
    return found
