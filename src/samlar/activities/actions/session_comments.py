"""What those inside say to one another about a session (E4)."""

from django.db import transaction

from samlar.activities.actions import letters
from samlar.activities.queries.sessions import session, thread_of
from samlar.activities.rules.access import must_be_inside
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow
from samlar.foundation import audit
from samlar.people.rules import Actor
from samlar.talk import actions as talk


@transaction.atomic
def comment(actor: Actor, activity_id: int, session_id: int, *, text: str) -> int:
    """Adds a comment; the lead gets a letter. Says its id. Raises NotVisible, NotAllowed (outside), TextRefused."""
    activity, on = _inside(actor, activity_id, session_id)
    written = talk.comment(actor, thread_of(session_id), text)
    _record(actor, activity_id, "comment.written", session_id, written)
    values = letters.about(actor, activity, session=on.title, text=text.strip()[:500])
    values["path"] = f"/aktiviteter/{activity_id}/program/traffar/{session_id}/#kommentar-{written}"
    letters.to_lead(actor, "session_comment", activity, values)
    return written


@transaction.atomic
def remove_comment(actor: Actor, activity_id: int, session_id: int, comment_id: int) -> None:
    """Takes a comment away; its place stays. Raises NotVisible, NotAllowed."""
    _inside(actor, activity_id, session_id)
    talk.remove_comment(actor, thread_of(session_id), comment_id)
    _record(actor, activity_id, "comment.removed", session_id, comment_id)


def _inside(actor: Actor, activity_id: int, session_id: int) -> tuple[ActivityRow, SessionRow]:
    activity, on = session(actor, activity_id, session_id)
    must_be_inside(actor, activity)
    return activity, on


def _record(actor: Actor, activity_id: int, verb: str, session_id: int, comment_id: int) -> None:
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind="activity", subject=activity_id,
        changes={"comment": [None, comment_id], "session": [session_id, session_id]},
    )  # fmt: skip
