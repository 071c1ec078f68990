"""Assignments made through the deeds themselves."""

from typing import Any

from samlar.activities.models import Activity
from samlar.foundation import outbox
from samlar.people.rules import Actor
from samlar.registration.actions import assignments as actions
from samlar.registration.actions.assignments import Manager
from samlar.registration.rules.assignments import Written
from tests.cast import Cast
from tests.registration import making

CHIEF = Manager("Chef Chefsson", "chef@hemma.test")
WHOLE = Written(challenge="Att få ordning.", wanted="En gemensam modell.", use="I Dalastrategin.", at_home="Analysgruppen.")


def lab_with(cast: Cast, actor: Actor) -> tuple[Activity, int]:
    """(a learning lab, the registration): the actor has a place in it."""
    lab = making.lab(cast)
    registration = making.registered(actor, lab)
    making.approved(registration)
    return lab, registration


def sent(actor: Actor, lab: Activity, registration: int, written: Written = WHOLE, *, revision: int = 0, manager: Manager = CHIEF) -> None:
    actions.send(actor, lab.pk, registration, written, revision=revision, manager=manager)


def confirmed(cast: Cast, actor: Actor, lab: Activity, registration: int, written: Written = WHOLE) -> None:
    """Sent, and confirmed by the manager as it is."""
    sent(actor, lab, registration, written)
    actions.confirm(cast.nils, token(), written, revision=1)


def letters(name: str = "assignment_") -> list[dict[str, Any]]:
    """The letters about assignments whose name begins so, newest first."""
    return [one for one in outbox.recent(limit=500) if one["name"].startswith(name)]


def token() -> str:
    """The token in the newest letter that asks a manager."""
    return str(letters("assignment_asked")[0]["values"]["path"].split("/")[2])
