"""The programme as a viewer may read it: the draft for those who make it, the newest release for everybody else (E4)."""

from dataclasses import dataclass, replace

from samlar.activities.queries import items, releases
from samlar.activities.queries.releases import ReleaseRow
from samlar.activities.rules.programme import Change, Programme, SessionEntry, changes, released
from samlar.activities.rules.releases import seal_of
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow, plans
from samlar.foundation import clock
from samlar.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Draft:
    """What those who make the programme have now: the whole, its seal, and what a release would change. `first`: nothing is released."""

    programme: Programme
    seal: str
    changes: tuple[Change, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """What the page is made of: the newest release (None before the first), and the draft for those who make it."""

    release: ReleaseRow | None
    draft: Draft | None


def programme_page(actor: Actor, activity: ActivityRow) -> ProgrammePage:
    """The newest release, and the draft for those who make it. One query, four for them. The caller has seen the activity."""
    newest = releases.newest(activity)
    return ProgrammePage(newest, _draft(activity, newest) if plans(actor, activity) else None)


def _draft(activity: ActivityRow, newest: ReleaseRow | None) -> Draft:
    programme = items.draft(activity.id)
    before = newest.programme if newest else None
    would_be = released(programme, before, clock.now())
    return Draft(programme, seal_of(programme), changes(before, would_be), before is None)


def session_programme(actor: Actor, activity: ActivityRow, row: SessionRow, newest: ReleaseRow | None) -> SessionEntry:
    """One session with its items, as the viewer may read them. Two queries at most. The caller has seen the session."""
    if plans(actor, activity):
        return SessionEntry(row=row, items=items.entries_of(row.id))
    found = newest.programme.of(row.id) if newest else None
    return replace(found, row=row) if found else SessionEntry(row=row, items=())
