"""A session as a calendar's event, in the reader's language."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.activities.rules.programme import SessionEntry
from samlar.foundation import calendar
from samlar.foundation.calendar import Event
from samlar.web.templatetags.samlar import kept_address


def as_calendar(name: str, events: Iterable[Event]) -> bytes:
    return calendar.written(name, events)


def event(activity: int, title: str, entry: SessionEntry, *, inside: bool, sure: bool = True, gone: datetime | None = None) -> Event:
    """A released session. `inside`: with the link to the digital meeting; `sure`: has a place; `gone`: when all was cancelled."""
    row = entry.row
    cancelled = row.cancelled is not None or gone is not None
    link = row.link if inside and not cancelled else ""
    address = settings.SITE_ADDRESS + kept_address("activity_session", activity, row.id)
    said = [row.theme, _("Digitalt möte: %(link)s") % {"link": link} if link else "", _("Programmet: %(address)s") % {"address": address}]
    language = get_language() or "sv"
    heading = f"{title}: {row.title}"
    return Event(
        uid=f"traff-{row.id}@{urlsplit(settings.SITE_ADDRESS).hostname or 'samlar'}",
        summary=_("Inställd: %(title)s") % {"title": heading} if cancelled else heading,
        starts=row.starts,
        ends=row.ends,
        changed=gone or entry.changed or row.starts,
        sequence=entry.sequence + (1 if gone else 0),
        status=calendar.CANCELLED if cancelled else calendar.CONFIRMED if sure else calendar.TENTATIVE,
        place=row.place or (row.mode_name.in_language(language).capitalize() if row.mode == "digital" else ""),
        text="\n\n".join(part for part in said if part),
        url=address,
    )
