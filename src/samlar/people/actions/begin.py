"""A fresh copy gets its first organisation, its first person and all mandates: from then on people do the rest."""

from django.db import transaction

from samlar.foundation import clock
from samlar.people import queries
from samlar.people.actions.mandates import give_mandate
from samlar.people.actions.register import add_organisation, begin_membership
from samlar.people.actions.staff import Details, add_person
from samlar.people.models import Person
from samlar.people.rules import Actor, MandateKind, MembershipKind, RoleKind


class AlreadyBegun(Exception):
    """There are people in this copy: they decide who comes next."""


@transaction.atomic
def begin(*, organisation: str, kind: str, name: str, email: str) -> Actor:
    """The first organisation, as a member that votes and pays; its first representative; every mandate. Returns the person as an actor.

    Raises AlreadyBegun where there is anybody already, and NotPossible for a name or an address that will not do.
    """
    if Person.objects.exists():
        raise AlreadyBegun
    today = clock.today()
    founder = Actor(mandates=frozenset(MandateKind))
    at = add_organisation(founder, name=organisation, kind=kind)
    begin_membership(founder, at, kind=MembershipKind.MEMBER, start=today, pays_fee=True, votes=True)
    roles = frozenset({RoleKind.MEMBER_REPRESENTATIVE, RoleKind.SECRETARIAT})
    person = add_person(founder, at, name=name, email=email, start=today, details=Details(roles=roles))
    for mandate in MandateKind:
        give_mandate(founder, mandate, to=at, start=today)
    return queries.actor(person)
