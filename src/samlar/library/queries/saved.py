"""Reads of kept searches: a person's own, and those whose letters are due (G2)."""

from datetime import datetime
from typing import Any

from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.library.models import SavedSearch
from samlar.library.rules.saved import Mails, SavedRow, is_due, read
from samlar.people.models import Link
from samlar.people.queries.links import link, opened
from samlar.people.rules import Actor, NotVisible
from samlar.people.rules.links import LinkClosed, LinkRow, must_hold

STOP, FEED = "saved_search_stop", "saved_search_feed"  # what private links of a kept search are for
FIELDS = ("id", "person_id", "name", "words", "chosen", "mails", "seen", "added", "mailed")


def saved_searches(actor: Actor) -> list[SavedRow]:
    """The viewer's own, in order of their names. One query; nothing for visitors."""
    if actor.person is None:
        return []
    return [_row(row) for row in SavedSearch.objects.filter(person=actor.person).values(*FIELDS)]


def saved_search(actor: Actor, saved_id: int) -> SavedRow:
    """One of the viewer's own. One query. Raises NotVisible for everybody else's."""
    own = SavedSearch.objects.filter(person=actor.person) if actor.person and is_key(saved_id) else SavedSearch.objects.none()
    row = own.filter(id=saved_id).values(*FIELDS).first()
    if row is None:
        raise NotVisible
    return _row(row)


def saved_of_link(found: LinkRow) -> SavedRow | None:
    """The kept search that a private link is about; None where it has been removed since. One query."""
    row = SavedSearch.objects.filter(id=found.subject, person=found.person).values(*FIELDS).first()
    return _row(row) if row else None


def open_link(saved: SavedRow, purpose: str) -> LinkRow | None:
    """The private link of a kept search that holds still. Two queries at most."""
    row = Link.objects.filter(purpose=purpose, subject=saved.id, person=saved.person, used=None, revoked=None).exclude(nonce="")
    number = row.order_by("-id").values_list("id", flat=True).first()
    return link(number, purpose) if number else None


def by_stop_link(token: str) -> tuple[SavedRow | None, LinkClosed | None]:
    """What the link in a letter leads to: the kept search, if there is one still, and why the link no longer holds, if so. Two queries.

    Raises NotVisible for what was never such a link.
    """
    found = opened(token, STOP)
    saved = saved_of_link(found)
    if saved is None or saved.mails == Mails.NEVER:
        return saved, None
    try:
        must_hold(found, clock.now())
    except LinkClosed as closed:
        return saved, closed
    return saved, None


def due(now: datetime) -> list[SavedRow]:
    """The kept searches whose turn it is, in the order they were made. One query."""
    local = now.astimezone(clock.STOCKHOLM)
    rows = SavedSearch.objects.exclude(mails=Mails.NEVER).filter(person__is_active=True).order_by("id").values(*FIELDS)
    return [row for row in map(_row, rows) if is_due(row.mails, row.mailed or row.added, local)]


def still_due(saved_id: int, now: datetime) -> SavedRow | None:
    """The kept search as it is now, if it still has its turn. One query."""
    row = SavedSearch.objects.filter(id=saved_id, person__is_active=True).values(*FIELDS).first()
    saved = _row(row) if row else None
    local = now.astimezone(clock.STOCKHOLM)
    return saved if saved and is_due(saved.mails, saved.mailed or saved.added, local) else None


def how_many(person: int) -> int:
    return SavedSearch.objects.filter(person=person).count()


def _row(row: dict[str, Any]) -> SavedRow:
    wanted = read(row["words"], row["chosen"] if isinstance(row["chosen"], dict) else {})
    return SavedRow(
        row["id"], row["person_id"], row["name"], wanted, Mails(row["mails"]), row["seen"], row["added"], row["mailed"]
    )  # fmt: skip
