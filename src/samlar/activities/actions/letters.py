"""Letters about activities: put in the outbox within the deed's own transaction."""

from collections.abc import Iterable
from typing import Any

from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import outbox
from samlar.people.queries import Contact, contacts, mandate_holders, person_contact
from samlar.people.rules import Actor, MandateKind


def to_organisations(actor: Actor, name: str, organisations: Iterable[int], values: dict[str, Any]) -> None:
    """To the member representatives of some organisations, not to the one who did it."""
    _put(actor, name, contacts(organisations), values)


def to_mandate(actor: Actor, name: str, kinds: Iterable[MandateKind], values: dict[str, Any]) -> None:
    """To whoever carries out some of the secretariat's functions today, each once."""
    _put(actor, name, [holder for kind in kinds for holder in mandate_holders(kind)], values)


def to_lead(actor: Actor, name: str, activity: ActivityRow, values: dict[str, Any]) -> None:
    """To the person who leads and the representatives of the organisations that lead."""
    found = contacts(one.organisation for one in activity.leads)
    if activity.lead and activity.leader:
        found = [person_contact(activity.leader, activity.lead.organisation), *found]
    _put(actor, name, found, values)


def to_participants(actor: Actor, name: str, activity: ActivityRow, values: dict[str, Any], *, also: Iterable[Contact] = ()) -> None:
    """To everyone who takes part: each organisation's contact and representatives, the person who leads, and `also` others. Once each."""
    found = [person_contact(one.contact, one.organisation) for one in activity.taking_part if one.contact]
    found += contacts(one.organisation for one in activity.taking_part)
    if activity.lead and activity.leader:
        found.append(person_contact(activity.leader, activity.lead.organisation))
    _put(actor, name, [*found, *also], values)


def about(actor: Actor, activity: ActivityRow, **more: Any) -> dict[str, Any]:
    """The values that every letter about an activity has: what, who did it, where to read more."""
    return {
        "title": activity.title,
        "format_sv": activity.definition.definite.sv,
        "format_en": activity.definition.definite.en,
        "who": actor.name,
        "organisation": actor.organisation_name,
        "path": f"/aktiviteter/{activity.id}/",
        **more,
    }


def _put(actor: Actor, name: str, to: Iterable[Contact], values: dict[str, Any]) -> None:
    told = {actor.person}
    for one in to:
        if one.person not in told:
            told.add(one.person)
            outbox.put(to=one.email, language=one.language, name=name, values={**values, "to": one.name})
