"""What racing processes do, each by plain numbers: an actor is made afresh in the process that acts."""

import time
from datetime import datetime

from samlar.activities import queries
from samlar.foundation import clock
from samlar.people.queries import actor
from samlar.people.queries.links import token_of
from samlar.registration.actions import clock as ticking
from samlar.registration.actions import managers
from samlar.registration.actions import registering as deeds
from samlar.registration.actions.registering import Entry
from samlar.registration.actions.terms import set_terms
from samlar.registration.models import Approval, Registration
from samlar.registration.queries.terms import terms
from samlar.registration.rules.terms import Written


def register(by: int, person: int, activity: int) -> int:
    entry = Entry(person=person, manager_name="Chef", manager_email=f"chef{by % 7}@hemma.test", agreed=True)
    return deeds.register(actor(by), activity, entry)


def withdraw(by: int, activity: int, registration: int) -> None:
    deeds.withdraw(actor(by), activity, registration)


def accept(by: int, activity: int, registration: int) -> None:
    deeds.accept(actor(by), activity, registration)


def lapse(now: str) -> int:
    with clock.at(datetime.fromisoformat(now)):
        return ticking.lapse_offers()


def answer(token: str, yes: bool) -> str:
    return managers.answer(token, yes=yes, word="Nej.").value


def answer_every_other(activities: list[int], until: int) -> int:
    """Says yes to every other registration that waits for its manager, until so many have come in. Says how many."""
    said, stop = 0, time.monotonic() + 90
    while time.monotonic() < stop:
        come = Registration.objects.filter(activity__in=activities).count()
        waits = Approval.objects.filter(registration__activity__in=activities, state="asked").select_related("link")
        for one in [one for one in waits if one.registration_id % 2 == 0]:
            managers.answer(token_of(one.link), yes=True)
            said += 1
        if come >= until:
            return said
        time.sleep(0.02)
    raise TimeoutError


def limits(by: int, activity: int, places: int, per_organisation: int) -> None:
    asked = terms(queries.activity(actor(by), activity))
    written = Written(
        open_to=asked.open_to, last_day=asked.last_day, places=places, per_organisation=per_organisation, approval=asked.approval, fee=0,
        offer_hours=asked.offer_hours,
    )  # fmt: skip
    set_terms(actor(by), activity, written=written, questions=(), revision=asked.revision)
