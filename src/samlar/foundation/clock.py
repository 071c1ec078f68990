"""The one clock. Stored in UTC, shown and judged in Europe/Stockholm (Z, ground rules)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """This moment, in UTC; where the clock is stopped (`at`, or SAMLAR_NOW in the sample world), that moment."""
    stopped = _stopped.get()
    if stopped is not None:
        return stopped
    if settings.SAMLAR_NOW:
        return datetime.fromisoformat(settings.SAMLAR_NOW).astimezone(UTC)
    return datetime.now(UTC)


def today() -> date:
    """Today's date in Stockholm."""
    return now().astimezone(STOCKHOLM).date()


def day_of(moment: datetime | None) -> date | None:
    """The date in Stockholm at a moment."""
    return moment.astimezone(STOCKHOLM).date() if moment else None


def start_of(day: date) -> datetime:
    """The moment when a day begins in Stockholm."""
    return datetime.combine(day, time(), STOCKHOLM)


def end_of(day: date) -> datetime:
    """The last second of a day in Stockholm: until when something holds through that day."""
    return datetime.combine(day, time(23, 59, 59), STOCKHOLM)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stops the clock at a moment with an offset: how the sample world is played and the future tried."""
    token = _stopped.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)
