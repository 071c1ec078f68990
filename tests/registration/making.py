"""A learning lab that takes registrations, and people who register, made through the deeds themselves."""

from datetime import date
from typing import Any

from samlar.activities.models import Activity, Invitation
from samlar.foundation import clock, outbox
from samlar.people.models import Employment, Organisation, Person
from samlar.registration.actions.managers import answer
from samlar.registration.actions.registering import Entry, register
from samlar.registration.models import Registration, Terms
from samlar.registration.rules.machine import State
from tests.activities import rows
from tests.cast import Cast

OPEN_UNTIL = date(2026, 12, 14)


def lab(cast: Cast, title: str = "Att lära om lärande", *, to_all: bool = True, format: str = "larlabb", **terms: Any) -> Activity:
    """A learning lab led by Region Kalmar län whose invitation is out; `terms` change what is asked (the manager's yes is).

    A network (`format="natverk"`) where a test changes the terms by the deed: it may do without the manager's yes.
    """
    made = rows.activity(cast, title, format=format, stage="running", others=())
    Invitation.objects.create(activity=made, state="published", to_all=to_all, published=clock.now(), changed=clock.now())
    asked = {"open_to": ["member", "partner"], "last_day": OPEN_UNTIL, "per_organisation": 4, "approval": True, "changed": clock.now()}
    Terms.objects.create(activity=made, **{**asked, **terms})
    return made


def colleague(organisation: int, name: str, *, function: str = "operative") -> int:
    """One more person at an organisation."""
    email = f"{name.lower().replace(' ', '.')}@{Organisation.objects.get(id=organisation).slug}.test"
    person = Person.objects.create(email=email, name=name, added=clock.now(), password="!")
    Employment.objects.create(person=person, organisation_id=organisation, function=function, start=date(2020, 1, 1))
    return person.pk


def registered(actor: Any, made: Activity, person: int | None = None, **entry: Any) -> int:
    """Registers the actor, or a colleague, with a manager who is asked."""
    values = {"manager_name": "Chef Chefsson", "manager_email": "chef@hemma.test", "agreed": True}
    return register(actor, made.pk, Entry(person=person or actor.person, **{**values, **entry}))


def token_of(registration: int) -> str:
    """The token in the newest letter to a manager about a registration."""
    name = Registration.objects.values_list("person__name", flat=True).get(id=registration)
    letters = [one for one in outbox.recent(limit=500) if one["name"] == "manager_asked" and one["values"]["name"] == name]
    return letters[0]["values"]["path"].split("/")[2]


def approved(registration: int) -> State:
    """The manager says yes by the letter's link."""
    return answer(token_of(registration), yes=True)


def state_of(registration: int) -> str:
    return Registration.objects.values_list("state", flat=True).get(id=registration)
