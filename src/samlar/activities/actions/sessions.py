"""The lead makes sessions, changes them, and cancels them with a reason (E4). What others read changes with the next release."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import ProgrammeItem, Session
from samlar.activities.queries.sessions import live_session
from samlar.activities.rules import sessions as rules
from samlar.activities.rules import times
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.deeds import WHY_LENGTH, ActivityRefused, Overtaken, must_say
from samlar.activities.rules.items import moved, must_fit_when_moved
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow, SessionText
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.foundation.keys import is_key
from samlar.people.models import Organisation
from samlar.people.rules import Actor
from samlar.talk import actions as talk

COPIED = ("title", "theme", "kind", "mode", "lunch_to_lunch", "place", "link", "text", "host_text", "examples")


class SessionsRefused(ActivityRefused):
    """One of several sessions cannot be kept, so none is. `row`: its place among them, from 0."""

    def __init__(self, cause: ActivityRefused, row: int) -> None:
        super().__init__(cause.sentence, source=cause.source, mend=cause.mend, field=cause.field)
        self.row = row


@transaction.atomic
def make_session(actor: Actor, activity_id: int, session: SessionText) -> int:
    """Makes a session; says its id. Locks the activity, writes, records.

    Raises NotVisible, NotAllowed (only the lead and the owner), ActivityRefused (over, too many, or by the field that cannot be kept).
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_be_open(activity)
    rules.must_have_room(Session.objects.filter(activity=activity_id).count())
    kept, starts, ends = rules.taken(session)
    rules.must_follow_the_beginning(times.day_of(starts), times.day_of(activity.created))
    template = kept.template if kept.template in {one.id for one in activity.definition.sessions} else ""
    fields = _fields(kept, starts, ends)
    made = Session.objects.create(
        activity_id=activity_id, **fields, template=template, check_in=secrets.token_hex(16), thread_id=talk.open_thread()
    )
    _record(actor, activity_id, "session.made", made.pk)
    return made.pk


@transaction.atomic
def make_sessions(actor: Actor, activity_id: int, several: Iterable[SessionText]) -> list[int]:
    """Makes several sessions, all or none; says their ids. Raises as `make_session`, with the row: SessionsRefused."""
    made = []
    for row, one in enumerate(several):
        try:
            made.append(make_session(actor, activity_id, one))
        except ActivityRefused as refusal:
            raise SessionsRefused(refusal, row) from refusal
    return made


@transaction.atomic
def change_session(actor: Actor, activity_id: int, session_id: int, session: SessionText, *, revision: int) -> None:
    """Changes a session. Its items keep their distance to its beginning: they move when it does.

    Raises NotVisible, NotAllowed, ActivityRefused (over, cancelled, an item would fall outside, or by the field) and Overtaken
    (somebody changed it since the page was opened).
    """
    activity, before = _may_change(actor, activity_id, session_id)
    rules.must_not_be_cancelled(before.cancelled)
    _must_be_read_lately(before, revision)
    kept, starts, ends = rules.taken(session)
    if starts != before.starts:
        rules.must_follow_the_beginning(times.day_of(starts), times.day_of(activity.created))
    fields = _fields(kept, starts, ends)
    row = Session.objects.get(id=session_id)
    changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
    if not changed:
        return
    _move_items(before, starts, ends)
    Session.objects.filter(id=session_id).update(**fields, revision=revision + 1)
    _record(actor, activity_id, "session.changed", session_id, parts=changed)


@transaction.atomic
def cancel_session(actor: Actor, activity_id: int, session_id: int, *, why: str) -> None:
    """Cancels a session, with the reason that those inside read. Cancelling twice changes nothing.

    Raises NotVisible, NotAllowed, ActivityRefused (over; no reason, or too long).
    """
    _, before = _may_change(actor, activity_id, session_id)
    said = must_say(why, field="why", most=WHY_LENGTH, missing=Sentence("Skriv varför.", "Write why."))
    if before.cancelled is not None:
        return
    Session.objects.filter(id=session_id).update(cancelled=clock.now(), why_cancelled=said, revision=before.revision + 1)
    _record(actor, activity_id, "session.cancelled", session_id, reason=said)


@transaction.atomic
def bring_back_session(actor: Actor, activity_id: int, session_id: int) -> None:
    """A cancelled session is to be held after all. Raises NotVisible, NotAllowed, ActivityRefused (the activity is over)."""
    _, before = _may_change(actor, activity_id, session_id)
    if before.cancelled is None:
        return
    Session.objects.filter(id=session_id).update(cancelled=None, why_cancelled="", revision=before.revision + 1)
    _record(actor, activity_id, "session.brought_back", session_id)


def _may_change(actor: Actor, activity_id: int, session_id: int) -> tuple[ActivityRow, SessionRow]:
    """The activity, locked, and its session as it is. Raises NotVisible, NotAllowed, ActivityRefused."""
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_be_open(activity)
    return activity, live_session(activity_id, session_id)


def _must_be_read_lately(before: SessionRow, revision: int) -> None:
    if before.revision != revision:
        raise Overtaken(
            Sentence(
                "Någon annan har ändrat träffen medan du skrev. Din text finns kvar här nedanför men är inte sparad.",
                "Somebody else changed the session while you were writing. Your text is still here below but is not saved.",
            ),
            now=before.revision,
        )


def _fields(kept: SessionText, starts: datetime, ends: datetime) -> dict[str, Any]:
    return {name: getattr(kept, name) for name in COPIED} | {"starts": starts, "ends": ends, "host_id": _host(kept.host)}


def _host(host: int | None) -> int | None:
    """The organisation that hosts. Raises ActivityRefused for one that is not there."""
    if host is not None and not (is_key(host) and Organisation.objects.filter(id=host).exists()):
        raise ActivityRefused(Sentence("Välj en av organisationerna.", "Choose one of the organisations."), field="host")
    return host


def _move_items(before: SessionRow, starts: datetime, ends: datetime) -> None:
    """The items keep their distance to the session's beginning. Raises ActivityRefused where one would fall outside."""
    items = list(ProgrammeItem.objects.filter(session=before.id, state="planned").exclude(starts=None))
    shift = times.local(starts).replace(tzinfo=None) - times.local(before.starts).replace(tzinfo=None)
    for item in items:
        assert item.starts is not None  # left out above
        assert item.ends is not None
        item.starts, item.ends = moved(item.starts, shift), moved(item.ends, shift)
        must_fit_when_moved(item.title, item.starts, item.ends, starts, ends)
    if shift:
        ProgrammeItem.objects.bulk_update(items, ["starts", "ends"])


def _record(actor: Actor, activity_id: int, verb: str, session_id: int, *, parts: list[str] | None = None, reason: str = "") -> None:
    changes: dict[str, list[Any]] = {"session": [None, session_id]}
    if parts:
        changes["fields"] = [None, parts]
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb=verb,
        kind="activity",
        subject=activity_id,
        changes=changes,
        reason=reason,
    )
