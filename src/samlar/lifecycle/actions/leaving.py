"""An organisation leaves an activity, and the places of its people with it (C2, E2)."""

from django.db import transaction

from samlar.activities.actions import participation
from samlar.people.rules import Actor
from samlar.registration.actions.leaving import give_back_all


@transaction.atomic
def leave(actor: Actor, activity_id: int, *, why: str) -> None:
    """The actor's organisation leaves; whoever it has registered is withdrawn and told, and the places go to those who wait.

    Raises NotVisible, ActivityRefused (the lead first hands the lead over), NotAllowed (others' registrations are the representative's
    to withdraw). Then nothing was changed.
    """
    participation.leave(actor, activity_id, why=why)
    give_back_all(actor, activity_id, why=why)
