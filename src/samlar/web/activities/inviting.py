"""The invitation made ready for a page and for paper: its parts in the order in which one reads them (E1, L)."""

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from samlar.activities.rules.programme import SessionEntry
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import MONTHS, Sentence, written
from samlar.foundation import clock
from samlar.foundation.emblem import Emblem, emblem
from samlar.registration.rules.invitation import Composed, cost_said, is_open, registration_said, without_repeats


def told(found: ActivityRow, composed: Composed) -> dict[str, Any]:
    """The values of `activities/_invitation.html` and of the paper: plain values, texts as they were written."""
    definition = found.definition
    sessions = [_session(one) for one in composed.sessions]
    return {
        "kept": composed.kept,
        "texts": composed.texts,
        "goals": composed.goals,
        "sessions": sessions,
        "when": _span(composed),
        "where": list(dict.fromkeys(one["place"] for one in sessions if one["place"] and not one["cancelled"])),
        "leaders": composed.leaders,
        "contacts": composed.contacts,
        "costs": cost_said(definition, composed),
        "costs_beside": without_repeats(cost_said(definition, composed), composed.texts.get("cost", "")),
        "registering": without_repeats(
            registration_said(definition, composed.terms, to_all=composed.kept.to_all), composed.texts.get("registration", "")
        ),
        "last_day": composed.terms.last_day if composed.terms.set_up else None,
        "open": is_open(found, composed, clock.today()),
        "closed": bool(composed.terms.set_up and composed.terms.last_day and clock.today() > composed.terms.last_day),
        "register_href": registration_address(found.id),
    }


def registration_address(activity_id: int) -> str:
    """Where one registers; empty while there is no such page."""
    try:
        return reverse("activity_registration", args=[activity_id])
    except NoReverseMatch:
        return ""


def drawn(found: ActivityRow, *, across: int = 168, down: int = 20) -> Emblem:
    """The activity's emblem: of its number and first title, so it stays when the stage changes."""
    return emblem(f"{found.id}:{found.title}", found.format, across=across, down=down)


def absolute(path: str) -> str:
    """An address of ours as others write it."""
    return f"{settings.SITE_ADDRESS}{path}"


def in_short(found: ActivityRow, composed: Composed) -> str:
    """One sentence or two for whoever sees only a link: what was written to be read first."""
    text = composed.texts.get("subtitle") or composed.texts.get("lead") or found.summary or found.definition.summary.sv
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:199].rstrip() + "…"


def _session(one: SessionEntry) -> dict[str, Any]:
    row = one.row
    return {
        "title": row.title,
        "theme": row.theme,
        "text": row.text,
        "items": [item.title for item in one.items if item.kind != "pause"],
        "when": _lunch(one) if row.lunch_to_lunch else row.when,
        "place": row.place,
        "mode": row.mode_name,
        "mode_word": row.mode,
        "cancelled": row.cancelled is not None,
    }


def _lunch(one: SessionEntry) -> Sentence:
    days = days_said(one.row.first_day, one.row.last_day)
    return Sentence("{days}, lunch till lunch", "{days}, lunch to lunch").fill(days=days)


def days_said(first: Any, last: Any) -> Sentence:
    """Days as one writes them: 1–2 september 2026; what they share is said once."""
    if first == last:
        return Sentence(written(first, "sv"), written(first, "en"))
    if (first.year, first.month) == (last.year, last.month):
        return Sentence(*(f"{first.day}–{written(last, code)}" for code in ("sv", "en")))
    if first.year == last.year:
        return Sentence(*(f"{first.day} {MONTHS[code][first.month - 1]} – {written(last, code)}" for code in ("sv", "en")))
    return Sentence(*(f"{written(first, code)} – {written(last, code)}" for code in ("sv", "en")))


def _span(composed: Composed) -> Sentence | None:
    """From the first session's day to the last one's, of those that are not cancelled."""
    rows = [one.row for one in composed.sessions if one.row.cancelled is None]
    if not rows:
        return None
    return days_said(min(row.first_day for row in rows), max(row.last_day for row in rows))
