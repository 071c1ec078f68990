"""Locks, audit entries and letters of the room's deeds."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from samlar.foundation import audit, outbox
from samlar.people.models import Mandate, Organisation, OrganisationKind, Person
from samlar.people.queries import Contact, contacts, from_now_on, mandate_holders
from samlar.people.rules import Actor, MandateKind, NotVisible


def lock_organisations(*ids: int) -> dict[int, Organisation]:
    """The organisations, locked in order of id until the transaction ends. Raises NotVisible for an unknown one.

    A deed that also locks a person locks the person first: so no two deeds wait for each other.
    """
    rows = {row.pk: row for row in Organisation.objects.select_for_update(no_key=True).filter(id__in=set(ids)).order_by("id")}
    if set(ids) - set(rows):
        raise NotVisible
    return rows


def lock_person(person: int) -> Person:
    """The person, locked until the transaction ends. Raises NotVisible for an unknown one and for one who has been forgotten."""
    row = Person.objects.select_for_update(no_key=True).filter(id=person, is_active=True).first()
    if row is None:
        raise NotVisible
    return row


def queue_for_names() -> None:
    """Whoever gives the register a new name waits here for whoever came before: a name that is taken is seen, also when sent twice."""
    list(OrganisationKind.objects.select_for_update(no_key=True).order_by("code").values_list("code"))


def holds_mandates(organisation: int, today: date) -> bool:
    return Mandate.objects.filter(from_now_on(today), organisation=organisation).exists()


def noted(actor: Actor, verb: str, kind: str, subject: int | str, /, **changes: tuple[Any, Any]) -> None:
    """Records a deed; days become ISO text."""
    written = {name: [_plain(before), _plain(after)] for name, (before, after) in changes.items()}
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind=kind, subject=subject, changes=written)


def tell(actor: Actor, to: Iterable[Contact], name: str, values: dict[str, Any]) -> None:
    """One letter to each, not to the one who did it."""
    told = {actor.person}
    for one in to:
        if one.person not in told:
            told.add(one.person)
            outbox.put(to=one.email, language=one.language, name=name, values={**values, "to": one.name})


def tell_organisation(actor: Actor, organisation: int, name: str, values: dict[str, Any]) -> None:
    """To the organisation's representatives; where it has none, to whoever carries out the register mandate."""
    tell(actor, contacts([organisation]) or mandate_holders(MandateKind.REGISTER), name, values)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
