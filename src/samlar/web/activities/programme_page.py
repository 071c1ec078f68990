"""A programme made ready for its page: sessions, days and rounds as plain rows, all words said. A large one is shown a piece at a time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from samlar.activities.rules import times
from samlar.activities.rules.items import same
from samlar.activities.rules.programme import ITEM_KINDS, ItemEntry, Programme, SessionEntry
from samlar.formats.sentence import MONTHS, Sentence

WHOLE = 60  # items that a page shows at once; with more, a piece is chosen
SHORT = 160  # characters of a text that stand open; where several go on at once all are folded
FEW_ROOMS = 2  # need no filter


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item as it stands on the page: `html` is what it says."""

    id: int
    title: str
    pause: bool
    html: str


@dataclass(frozen=True, slots=True)
class RoundShown:
    """What begins at the same time: side by side where there are several."""

    at: str
    items: tuple[ItemShown, ...]

    @property
    def parallel(self) -> bool:
        return len(self.items) > 1


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day of a session; `label` is empty where the session has but one."""

    label: str
    rounds: tuple[RoundShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionShown:
    """A session in words, with what is shown of its items."""

    id: int
    title: str
    when: str
    facts: str
    theme: str
    text: str
    cancelled: bool
    was: str
    days: tuple[DayShown, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a programme is asked for: a day (ISO), the time of a round (09.00) and a room; empty is all, or what is nearest."""

    day: str = ""
    at: str = ""
    room: str = ""

    def query(self, **other: str) -> str:
        """The address's query for this piece, with something else chosen."""
        chosen = {"dag": self.day, "tid": self.at, "rum": self.room} | other
        return "?" + urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True, slots=True)
class Shown:
    """The sessions to show, and the choices that lead to the others: rows of components/filters."""

    sessions: tuple[SessionShown, ...]
    days: list[dict[str, object]]
    rounds: list[dict[str, object]]
    rooms: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with its day and time by the clock in Stockholm, worked out once."""

    item: ItemEntry
    day: date
    at: str
    session: int


def shown(programme: Programme, piece: Piece, *, now: datetime, language: str, notes: dict[int, str]) -> Shown:
    """The programme's page: the whole of a small one; of a large one the day, round and room asked for, else the next to come.

    `notes`: when a session that has moved was to be, by its id.
    """
    placed = _placed(programme)
    rooms = _rooms(placed)
    room = piece.room if same(piece.room) in {same(one) for one in rooms} else ""
    large = len(placed) > WHOLE
    days = sorted({one.day for one in placed})
    day = _day(piece, days, placed, now) if large else None
    of_day = [one for one in placed if day is None or one.day == day]
    rounds = sorted({one.at for one in of_day}) if large and not room and len(of_day) > WHOLE else []
    at = _round(piece, rounds, of_day, now)
    filtered = large or bool(room)
    chosen = [one for one in of_day if (not at or one.at == at) and (not room or same(one.item.room) == same(room))]
    here = Piece(day.isoformat() if day else "", at, room)
    return Shown(
        sessions=tuple(
            _session(one, chosen, language, notes, filtered=filtered)
            for one in programme.sessions
            if not filtered or not one.items or any(other.session == one.row.id for other in chosen)
        ),
        days=_day_filters(days, here, placed, language) if large and len(days) > 1 else [],
        rounds=[
            {"label": one, "href": here.query(tid=one), "current": one == at, "count": sum(other.at == one for other in of_day)}
            for one in rounds
        ],
        rooms=_room_filters(rooms, here) if len(rooms) > FEW_ROOMS else [],
    )


def _placed(programme: Programme) -> list[Placed]:
    """Every item of the sessions that are to be held, with its day and time."""
    found = []
    for one in programme.sessions:
        if one.row.cancelled is None:
            for item in one.items:
                day, at = _day_and_time(item.starts)
                found.append(Placed(item, day, at, one.row.id))
    return found


@lru_cache(maxsize=4096)
def _day_and_time(moment: datetime) -> tuple[date, str]:
    """A moment by the clock in Stockholm, as a round is named: many items begin together."""
    local = times.local(moment)
    return local.date(), f"{local.hour:02}.{local.minute:02}"


def _rooms(placed: Iterable[Placed]) -> list[str]:
    """Every room once, Sal 2 before Sal 10."""
    several = {same(one.item.room): one.item.room for one in placed if one.item.room}
    return sorted(several.values(), key=_natural)


@lru_cache(maxsize=512)
def _natural(text: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdecimal() and part.isascii() and len(part) < 10 else (0, part.casefold())
        for part in re.split(r"(\d+)", text)
    ]


def _day(piece: Piece, days: Sequence[date], placed: Iterable[Placed], now: datetime) -> date:
    """The day asked for, else the first with something left of it, else the first."""
    asked = next((one for one in days if one.isoformat() == piece.day), None)
    return asked or min((one.day for one in placed if one.item.ends > now), default=days[0])


def _round(piece: Piece, rounds: Sequence[str], placed: Iterable[Placed], now: datetime) -> str:
    """The round asked for, else the first that is not over, else the first; nothing where rounds are not told apart."""
    if not rounds or piece.at in rounds:
        return piece.at if rounds else ""
    return min((one.at for one in placed if one.item.ends > now), default=rounds[0])


def _day_filters(days: Iterable[date], here: Piece, placed: Iterable[Placed], language: str) -> list[dict[str, object]]:
    all_days = [one.day for one in placed]
    return [
        {
            "label": day_words(one, language),
            "href": here.query(dag=one.isoformat(), tid=""),
            "current": one.isoformat() == here.day,
            "count": all_days.count(one),
        }
        for one in days
    ]


def _room_filters(rooms: Iterable[str], here: Piece) -> list[dict[str, object]]:
    found: list[dict[str, object]] = [{"label": _("Alla"), "href": here.query(rum="", tid=""), "current": not here.room, "count": None}]
    for one in rooms:
        found.append({"label": one, "href": here.query(rum=one, tid=""), "current": same(one) == same(here.room), "count": None})
    return found


def day_words(day: date, language: str) -> str:
    """A day without its year: 1 september."""
    return f"{day.day} {MONTHS['en' if language == 'en' else 'sv'][day.month - 1]}"


def _session(session: SessionEntry, chosen: Iterable[Placed], language: str, notes: dict[int, str], *, filtered: bool) -> SessionShown:
    row = session.row
    cancelled = row.cancelled is not None
    own = [one for one in chosen if one.session == row.id]
    several_days = row.first_day != row.last_day
    facts = [row.kind_name.in_language(language).capitalize(), row.mode_name.in_language(language), row.place]
    if row.host_name:
        facts.append(_("Värd: %(host)s") % {"host": row.host_name})
    return SessionShown(
        id=row.id,
        title=row.title,
        when=row.when.in_language(language),
        facts=" · ".join(one for one in facts if one),
        theme=row.theme,
        text="" if cancelled or filtered else row.text,
        cancelled=cancelled,
        was=notes.get(row.id, ""),
        days=tuple(_day_shown(day, list(several), language, several_days) for day, several in groupby(own, key=lambda one: one.day)),
        count=0 if cancelled else len(session.items),
    )


def _day_shown(day: date, placed: list[Placed], language: str, several: bool) -> DayShown:
    rounds = groupby(placed, key=lambda one: one.at)
    return DayShown(
        day_words(day, language) if several else "",
        tuple(_round_shown(at, by_room(list(items)), language) for at, items in rounds),
    )


def _round_shown(at: str, placed: list[Placed], language: str) -> RoundShown:
    return RoundShown(at, tuple(_item(one.item, language, len(placed) > 1) for one in placed))


def by_room(placed: list[Placed]) -> list[Placed]:
    """Those that begin together, in the order of their rooms."""
    return sorted(placed, key=lambda one: _natural(one.item.room)) if len(placed) > 1 else placed


@lru_cache(maxsize=4096)
def _item(item: ItemEntry, language: str, fold: bool) -> ItemShown:
    """An item in words, in the page's own language. Kept, as programmes are read far oftener than they change."""
    shown = {
        "when": times.times(item.starts, item.ends).in_language(language),
        "title": item.title,
        "kind": ITEM_KINDS[item.kind].in_language(language).capitalize() if item.kind not in ("item", "pause") else "",
        "room": item.room,
        "speakers": ", ".join(f"{one.name} ({one.of})" if one.of else one.name for one in item.speakers),
        "text": item.text,
        "fold": fold or len(item.text) > SHORT,
    }
    return ItemShown(item.id, item.title, item.kind == "pause", render_to_string("activities/_programme_item.html", shown))


def said(sentences: Iterable[Sentence], language: str) -> list[str]:
    return [one.in_language(language) for one in sentences]
