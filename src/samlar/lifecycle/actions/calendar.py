"""Everybody's own calendar address: made when it is asked for, and replaced when it has come into other hands (E4)."""

from django.db import transaction

from samlar.foundation import audit
from samlar.people.actions import links
from samlar.people.queries.links import token_of
from samlar.people.rules import Actor, NotVisible

PURPOSE = "calendar"


@transaction.atomic
def new_calendar_address(actor: Actor) -> str:
    """Makes the actor's private address and takes back the one before; says its token. Raises NotVisible for visitors."""
    if actor.person is None:
        raise NotVisible
    revoked = links.revoke(PURPOSE, person=actor.person)
    made = links.give(PURPOSE, subject=actor.person, person=actor.person)
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="calendar.address_made", kind="person", subject=actor.person,
        changes={"replaced": [None, revoked]},
    )  # fmt: skip
    return token_of(made)


@transaction.atomic
def close_calendar(actor: Actor) -> None:
    """Takes the actor's private address back: the calendar is empty for whoever has it. Raises NotVisible for visitors."""
    if actor.person is None:
        raise NotVisible
    if links.revoke(PURPOSE, person=actor.person):
        audit.record(
            person=actor.person, organisation=actor.organisation, verb="calendar.closed", kind="person", subject=actor.person
        )  # fmt: skip
