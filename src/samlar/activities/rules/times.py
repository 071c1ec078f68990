"""Days and times as people in Sweden write them, and the moments that they are. Kept in UTC, said and judged in Stockholm."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from samlar.formats.sentence import MONTHS, Sentence, written

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2099, 12, 31)


def moment_of(day: date, at: time) -> datetime | None:
    """The moment, in UTC, when clocks in Stockholm show a time on a day; of two such moments (when summer time ends) the first.

    None for a time that the clocks skip when summer time begins.
    """
    found = datetime.combine(day, at, STOCKHOLM).astimezone(UTC)
    return found if local(found).replace(tzinfo=None) == datetime.combine(day, at) else None


def local(moment: datetime) -> datetime:
    """The moment as clocks in Stockholm show it."""
    return moment.astimezone(STOCKHOLM)


def day_of(moment: datetime) -> date:
    return local(moment).date()


def clock_time(moment: datetime) -> Sentence:
    """The time of day: 09.00 or 09:00."""
    at = local(moment)
    return Sentence(f"{at:%H.%M}", f"{at:%H:%M}")


def day_and_time(moment: datetime, *, year: bool = True) -> Sentence:
    """The day, its year unless the reader has it anyway, and the time: 6 oktober 2026 kl. 09.00."""
    day, at = day_of(moment), clock_time(moment)
    sv, en = (written(day, code) if year else f"{day.day} {MONTHS[code][day.month - 1]}" for code in ("sv", "en"))
    return Sentence(f"{sv} kl. {at.sv}", f"{en} at {at.en}")


def times(starts: datetime, ends: datetime) -> Sentence:
    """From when until when on one day: 09.00–12.00."""
    first, last = clock_time(starts), clock_time(ends)
    return Sentence(f"{first.sv}–{last.sv}", f"{first.en}–{last.en}")


def period(starts: datetime, ends: datetime) -> Sentence:
    """Day and times, of one day or several: 6 oktober 2026 kl. 09.00–12.00, or both ends with day and time."""
    if day_of(starts) == day_of(ends):
        first, last = day_and_time(starts), clock_time(ends)
        return Sentence(f"{first.sv}–{last.sv}", f"{first.en}–{last.en}")
    first, last = day_and_time(starts, year=local(starts).year != local(ends).year), day_and_time(ends)
    return Sentence(f"{first.sv} – {last.sv}", f"{first.en} – {last.en}")


def days(first: date, last: date) -> Sentence:
    """The days from one through another, their year left out: 11–12 januari."""
    return Sentence(*(_days(first, last, code) for code in ("sv", "en")))


def _days(first: date, last: date, code: str) -> str:
    end = f"{last.day} {MONTHS[code][last.month - 1]}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {MONTHS[code][first.month - 1]} – {end}"
