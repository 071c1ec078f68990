"""Calendar files are read back by two parsers and say the same moments, also where summer time ends (E4, J3)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation.calendar import CANCELLED, TENTATIVE, Event, written

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 8, 20, 7, 30, 12, 345, tzinfo=UTC)


def at(*local: int) -> datetime:
    """A moment as clocks in Stockholm show it."""
    return datetime(*local, tzinfo=STOCKHOLM)


LAB = [
    ("Workshop 1", at(2026, 9, 1, 12), at(2026, 9, 2, 13)),
    ("Fördjupningsseminarium", at(2026, 10, 6, 9), at(2026, 10, 6, 12)),
    ("Workshop 2", at(2026, 10, 14, 12), at(2026, 10, 15, 13)),
    ("Över natten när sommartiden slutar", at(2026, 10, 24, 12), at(2026, 10, 25, 13)),
    ("Över natten när sommartiden börjar", at(2027, 3, 27, 12), at(2027, 3, 28, 13)),
]


def event(title: str, starts: datetime, ends: datetime, **fields) -> Event:
    return Event(**{"uid": f"{title}@samlar.test", "summary": title, "starts": starts, "ends": ends, "changed": NOW} | fields)


def by_icalendar(file: bytes) -> list[tuple[str, datetime, datetime]]:
    found = icalendar.Calendar.from_ical(file)
    return [(str(one["summary"]), one.decoded("dtstart").astimezone(UTC), one.decoded("dtend").astimezone(UTC)) for one in found.walk("VEVENT")]


def by_vobject(file: bytes) -> list[tuple[str, datetime, datetime]]:
    found = vobject.readOne(file.decode())
    return [(one.summary.value, one.dtstart.value.astimezone(UTC), one.dtend.value.astimezone(UTC)) for one in found.vevent_list]


def test_two_parsers_read_the_same_moments_on_both_sides_of_summer_time():
    file = written("Att lära om lärande", [event(*one) for one in LAB])

    expected = [(title, starts.astimezone(UTC), ends.astimezone(UTC)) for title, starts, ends in LAB]
    assert by_icalendar(file) == expected
    assert by_vobject(file) == expected
    lengths = [ends - starts for _title, starts, ends in by_icalendar(file)]
    assert lengths == [timedelta(hours=25), timedelta(hours=3), timedelta(hours=25), timedelta(hours=26), timedelta(hours=24)]
    assert [starts.hour for _title, starts, _ends in by_vobject(file)] == [10, 7, 10, 10, 11]


def test_what_a_calendar_needs_to_keep_up_is_there():
    file = written("Lab", [event(*LAB[0], sequence=3, status=CANCELLED, place="Stockholm; Sal 1, vån 2", text="Rad ett\nRad två", url="https://samlar.test/a?b=1")])

    (found,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert (found["uid"], found["sequence"], found["status"], found["transp"]) == ("Workshop 1@samlar.test", 3, "CANCELLED", "TRANSPARENT")
    assert (found["location"], found["description"], found["url"]) == ("Stockholm; Sal 1, vån 2", "Rad ett\nRad två", "https://samlar.test/a?b=1")
    assert found.decoded("last-modified") == found.decoded("dtstamp") == NOW.replace(microsecond=0)
    head = icalendar.Calendar.from_ical(file)
    assert (head["version"], head["method"], head["x-wr-calname"]) == ("2.0", "PUBLISH", "Lab")
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in file


def test_every_line_ends_and_is_folded_as_it_shall_be():
    file = written("Ö" * 200, [event("Å" * 300, *LAB[0][1:], status=TENTATIVE, text="rad " * 200)])

    assert file.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert by_icalendar(file)[0][0] == by_vobject(file)[0][0] == "Å" * 300


def test_an_empty_calendar_is_one():
    assert icalendar.Calendar.from_ical(written("Tomt", [])).walk("VEVENT") == []


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=200), st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)))
def test_whatever_somebody_writes_comes_back_as_it_was(text, starts):
    moment = starts.replace(tzinfo=UTC, microsecond=0)
    file = written(text, [event(text, moment, moment + timedelta(hours=1), place=text)])

    assert by_icalendar(file) == [(text, moment, moment + timedelta(hours=1))]


@pytest.mark.parametrize("text", ["BEGIN:VEVENT", "a\r\nATTACH:https://ond.test", "x\nEND:VCALENDAR\nBEGIN:VALARM"])
def test_nothing_that_is_written_becomes_a_line_of_its_own(text):
    file = written("Lab", [event(text, *LAB[0][1:], place=text, text=text)])

    found = icalendar.Calendar.from_ical(file)
    assert [one.name for one in found.walk()] == ["VCALENDAR", "VEVENT"]
    assert "ATTACH" not in found.walk("VEVENT")[0]
