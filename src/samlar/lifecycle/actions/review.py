"""The mandate's reading, and what follows from a no (C3)."""

from django.db import transaction

from samlar.activities import queries as activities
from samlar.activities.actions.review import check
from samlar.lifecycle.actions.steps import move
from samlar.lifecycle.rules.steps import way_back
from samlar.people.rules import Actor


@transaction.atomic
def review(actor: Actor, activity_id: int, *, of: str, approved: bool, note: str = "", revision: int) -> None:
    """Writes down the reading of the plan or the result; a no also sends it back, where the format has such a step for the reader.

    Raises what `activities.actions.review.check` and `move` raise; then nothing was changed.
    """
    activity = activities.activity(actor, activity_id)
    back = None if approved else way_back(actor, activity)
    check(actor, activity_id, of=of, approved=approved, note=note, revision=revision, tell=back is None)
    if back is not None:
        move(actor, activity_id, back.id, revision=activity.revision, reason=note)
