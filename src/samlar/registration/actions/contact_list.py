"""A participant stands on the contact list, or no longer (E7). Each time the trail tells when, and nothing of the person but who did it."""

from django.db import transaction

from samlar.activities import queries as activities
from samlar.foundation import audit
from samlar.people.rules import Actor
from samlar.registration.models import Registration
from samlar.registration.rules.contact_list import must_have_a_place
from samlar.registration.rules.machine import LIVE, State


@transaction.atomic
def share_contact(actor: Actor, activity_id: int) -> None:
    """The actor consents: name, title, organisation and address are seen by the others on the list and by those who lead.

    Saying it twice changes nothing. Raises NotVisible, NotAllowed (no confirmed place).
    """
    activities.activity(actor, activity_id)
    mine = Registration.objects.filter(activity=activity_id, person=actor.person or 0, state=State.CONFIRMED)
    place = mine.select_for_update().first()
    must_have_a_place(place is not None)
    assert place is not None
    if not place.shares_contact:
        _write(actor, place, True)


@transaction.atomic
def stop_sharing_contact(actor: Actor, activity_id: int) -> None:
    """The actor takes the consent back: gone from the list at once. Always possible, also when nothing is shared. Raises NotVisible."""
    activities.activity(actor, activity_id)
    mine = Registration.objects.filter(activity=activity_id, person=actor.person or 0, state__in=LIVE, shares_contact=True)
    for place in mine.select_for_update():
        _write(actor, place, False)


def _write(actor: Actor, place: Registration, shares: bool) -> None:
    Registration.objects.filter(id=place.pk).update(shares_contact=shares)
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="contact.shared" if shares else "contact.no_longer_shared",
        kind="registration", subject=place.pk, changes={"shares_contact": [not shares, shares]},
    )  # fmt: skip
