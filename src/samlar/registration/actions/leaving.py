"""An organisation leaves an activity: the places of its people are given back with it (E2)."""

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.rules.deeds import must_say
from samlar.people.rules import Actor, must_act_for_an_organisation
from samlar.registration.actions.registering import take_back
from samlar.registration.queries.registrations import registrations
from samlar.registration.rules import registering as rules


@transaction.atomic
def give_back_all(actor: Actor, activity_id: int, *, why: str) -> int:
    """Withdraws every live registration of the actor's organisation; each person is told. Says how many.

    Raises NotVisible, NotAllowed where somebody is registered whom the actor may not act for: that is the representative's deed.
    """
    organisation = must_act_for_an_organisation(actor)
    _, activity = locked(actor, activity_id)
    said = must_say(why, field="why", most=rules.WHY_LENGTH)
    ours = [one for one in registrations(actor, activity) if one.organisation == organisation]
    for one in ours:
        rules.must_act_for(actor, one)
    for one in ours:
        take_back(actor, activity, one, said)
    return len(ours)
