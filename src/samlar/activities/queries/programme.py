"""The programme as a viewer may read it: the draft for those who make it, the newest release for everybody else (E4)."""

from dataclasses import dataclass, replace

from samlar.activities.queries import activity as the_activity
from samlar.activities.queries import items, releases
from samlar.activities.queries.releases import ReleaseRow
from samlar.activities.rules.programme import Change, Programme, SessionEntry, changes, released
from samlar.activities.rules.releases import seal_of
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow, plans
from samlar.foundation import clock
from samlar.people.rules import Actor, NotVisible


@dataclass(frozen=True, slots=True)
class Draft:
    """What those who make the programme have now: the whole, and what a release would change. `first`: nothing is released."""

    programme: Programme
    changes: tuple[Change, ...]
    first: bool

    @property
    def seal(self) -> str:
        return seal_of(self.programme)


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """What the page is made of: the newest release (None before the first), and the draft for those who make it."""

    release: ReleaseRow | None
    draft: Draft | None

    @property
    def rows(self) -> tuple[SessionRow, ...]:
        """The sessions as the viewer reads them."""
        whole = self.draft.programme if self.draft else self.release.programme if self.release else Programme(())
        return tuple(one.row for one in whole.sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """One session with its items as the viewer may read them; `released`: others read it too; `rows`: all sessions."""

    activity: ActivityRow
    entry: SessionEntry
    released: bool
    rows: tuple[SessionRow, ...]


def programme_page(actor: Actor, activity: ActivityRow) -> ProgrammePage:
    """The newest release, and the draft for those who make it. One query, four for them. The caller has seen the activity."""
    newest = releases.newest(activity)
    return ProgrammePage(newest, _draft(activity, newest) if plans(actor, activity) else None)


def _draft(activity: ActivityRow, newest: ReleaseRow | None) -> Draft:
    programme = items.draft(activity.id)
    before = newest.programme if newest else None
    would_be = released(programme, before, clock.now())
    return Draft(programme, changes(before, would_be), before is None)


def session_page(actor: Actor, activity_id: int, session_id: int) -> SessionPage:
    """A session's page. Five queries, eight for those who make the programme. Raises NotVisible: not there, or not released."""
    activity = the_activity(actor, activity_id)
    newest = releases.newest(activity)
    theirs = newest.programme.sessions if newest else ()
    here = items.draft(activity_id).sessions if plans(actor, activity) else theirs
    found = next((one for one in here if one.row.id == session_id), None)
    if found is None:
        raise NotVisible
    return SessionPage(
        activity=activity,
        entry=found if activity.inside else replace(found, row=found.row.for_outside()),
        released=any(one.row.id == session_id for one in theirs),
        rows=tuple(one.row for one in here),
    )
