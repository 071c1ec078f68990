"""A lasting activity's sessions as series: the next one first, then year by year and theme by theme (H1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from samlar.activities.rules.sessions import SessionRow


@dataclass(frozen=True, slots=True)
class Theme:
    """Sessions of a year that share a theme, by time; `name` is empty for those without."""

    name: str
    sessions: tuple[SessionRow, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year's series, in the order that they began."""

    year: int
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """`next`: the one to come to. `coming` begins with this year's, `held` with the latest."""

    next: SessionRow | None
    coming: tuple[Year, ...]
    held: tuple[Year, ...]

    def __bool__(self) -> bool:
        return bool(self.coming or self.held)


def series(sessions: Iterable[SessionRow], now: datetime) -> Series:
    """The sessions as series. What is over is held; a cancelled one stays where it was, and is never the next."""
    rows = sorted(sessions, key=lambda one: (one.starts, one.id))
    coming = [one for one in rows if one.ends > now]
    held = [one for one in rows if one.ends <= now]
    return Series(next((one for one in coming if one.cancelled is None), None), _years(coming), _years(held)[::-1])


def _years(rows: Iterable[SessionRow]) -> tuple[Year, ...]:
    return tuple(Year(year, _themes(of_year)) for year, of_year in groupby(rows, key=lambda one: one.first_day.year))


def _themes(rows: Iterable[SessionRow]) -> tuple[Theme, ...]:
    """By theme, whatever the case and the spaces that it was written with, in the order in which each theme began."""
    found: dict[str, list[SessionRow]] = {}
    for one in rows:
        found.setdefault(" ".join(one.theme.casefold().split()), []).append(one)
    return tuple(Theme(several[0].theme, tuple(several)) for several in found.values())
