"""iCalendar files (RFC 5545) from plain values, such that Outlook, Google and Apple show the right time.

Moments are written in UTC, which every calendar turns into its reader's own time; nothing then depends on how a program understands
a zone's rules. An event's `uid` is its own for ever and its `sequence` grows when it changes: that is how a calendar knows that a
new copy replaces an old one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import icalendar

PRODUCT = "-//Samlar//Samlar//SV"
TYPE = "text/calendar; charset=utf-8"
FETCHED_ANEW = timedelta(hours=4)  # what a subscribing calendar is asked to keep to
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event. `url`: a whole web address, or empty. `changed`: when what is told here last changed."""

    uid: str
    summary: str
    starts: datetime
    ends: datetime
    changed: datetime
    sequence: int = 0
    status: str = CONFIRMED
    place: str = ""
    text: str = ""
    url: str = ""


def written(name: str, events: Iterable[Event]) -> bytes:
    """A calendar of the events under a name: folded lines that end in CRLF, every sign escaped that must be."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Stockholm")
    calendar.add("refresh-interval", FETCHED_ANEW, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{FETCHED_ANEW // timedelta(hours=1)}H")
    for event in events:
        calendar.add_component(_event(event))
    return bytes(calendar.to_ical())


def _event(event: Event) -> icalendar.Event:
    made = icalendar.Event()
    changed = event.changed.astimezone(UTC).replace(microsecond=0)
    made.add("uid", event.uid)
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("sequence", event.sequence)
    made.add("status", event.status)
    made.add("summary", event.summary)
    made.add("dtstart", event.starts.astimezone(UTC))
    made.add("dtend", event.ends.astimezone(UTC))
    made.add("transp", "TRANSPARENT" if event.status == CANCELLED else "OPAQUE")
    for name, value in (("location", event.place), ("description", event.text), ("url", event.url)):
        if value:
            made.add(name, value)
    return made
