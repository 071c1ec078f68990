"""What those inside say to one another about an activity."""

from django.db import transaction

from samlar.activities import queries
from samlar.activities.actions import letters
from samlar.activities.rules.access import must_be_inside
from samlar.foundation import audit
from samlar.people.rules import Actor
from samlar.talk import actions as talk


@transaction.atomic
def comment(actor: Actor, activity_id: int, *, text: str) -> int:
    """Adds a comment; the lead gets a letter. Says its id. Raises NotVisible, NotAllowed (outside), TextRefused."""
    activity = queries.activity(actor, activity_id)
    must_be_inside(actor, activity)
    written = talk.comment(actor, activity.thread, text)
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="comment.written",
        kind="activity",
        subject=activity_id,
        changes={"comment": [None, written]},
    )
    letters.to_lead(actor, "activity_comment", activity, letters.about(actor, activity, text=text.strip()[:500]))
    return written


@transaction.atomic
def remove_comment(actor: Actor, activity_id: int, comment_id: int) -> None:
    """Takes a comment away; its place stays. Raises NotVisible, NotAllowed."""
    activity = queries.activity(actor, activity_id)
    must_be_inside(actor, activity)
    talk.remove_comment(actor, activity.thread, comment_id)
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="comment.removed",
        kind="activity",
        subject=activity_id,
        changes={"comment": [comment_id, None]},
    )
