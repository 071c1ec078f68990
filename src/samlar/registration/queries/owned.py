"""What somebody who leaves had in hand among registrations: the place is the organisation's (A3)."""

from collections.abc import Iterable

from samlar.formats.sentence import Sentence
from samlar.people.rules import Item, Owned
from samlar.registration.models import Registration
from samlar.registration.rules.machine import LIVE, State

REGISTRATION = "registration"
WHAT = {
    State.CONFIRMED: Sentence("Har en plats i", "Has a place in"),
    State.OFFERED: Sentence("Har erbjudits en plats i", "Has been offered a place in"),
    State.WAITLISTED: Sentence("Står i kö till", "Waits in line for"),
    State.AWAITING_MANAGER: Sentence("Väntar på chefens ja till", "Awaits the manager's yes to"),
    State.RECEIVED: Sentence("Är anmäld till", "Is registered for"),
}


def owned_by(persons: Iterable[int], organisation: int) -> list[Owned]:
    """The live registrations of some people for an organisation, in activities that are not over. One query.

    The caller has made sure that the viewer looks after the organisation's people.
    """
    rows = Registration.objects.filter(
        person__in=set(persons), organisation=organisation, state__in=LIVE, activity__stage_kind="running"
    ).order_by("activity__title", "id")
    return [
        Owned(Item(REGISTRATION, id), person, organisation, title, WHAT[State(state)])
        for id, person, title, state in rows.values_list("id", "person", "activity__title", "state")
    ]
