"""The programme is released, and everybody whom it concerns is told what changed: organisations and those who have a place (E4)."""

from typing import Any

from django.db import transaction

from samlar.activities.actions import letters
from samlar.activities.actions import releases as activities
from samlar.activities.actions.releases import Released
from samlar.activities.rules.releases import told
from samlar.foundation import outbox
from samlar.people.models import Person
from samlar.people.queries import contacts, person_contact
from samlar.people.rules import Actor
from samlar.registration.models import Registration


@transaction.atomic
def release(actor: Actor, activity_id: int, *, seal: str, note: str = "") -> Released:
    """Releases the programme and tells: each organisation's contact and representatives, and each person with a confirmed place, once.

    Raises what `activities.actions.releases.release` raises; then nothing was changed and nobody is told.
    """
    made = activities.release(actor, activity_id, seal=seal, note=note)
    for person, name, email, language in _concerned(actor, made):
        outbox.put(
            to=email,
            language=language,
            name="programme_released" if made.number == 1 else "programme_changed",
            values=_values(actor, made, language) | {"to": name},
            key=f"programme:{activity_id}:{made.number}:{person}",
        )
    return made


def _values(actor: Actor, made: Released, language: str) -> dict[str, Any]:
    path = f"/aktiviteter/{made.activity.id}/program/"
    lines = told(made.changes, made.programme, language)
    return letters.about(actor, made.activity, lines=lines, note=made.note, number=made.number) | {"path": path}


def _concerned(actor: Actor, made: Released) -> list[tuple[int, str, str, str]]:
    """(person, name, address, language) of everybody to tell, each once, not the one who released it."""
    part = made.activity.taking_part
    found = [person_contact(one.contact, one.organisation) for one in part if one.contact]
    found += contacts(one.organisation for one in part)
    if made.activity.leader and made.activity.lead:
        found.append(person_contact(made.activity.leader, made.activity.lead.organisation))
    several = {one.person: (one.person, one.name, one.email, one.language) for one in found}
    places = Registration.objects.filter(activity=made.activity.id, state="confirmed").values_list("person", flat=True)
    rows = Person.objects.filter(id__in=places, is_active=True).order_by("name", "id").values_list("id", "name", "email", "language")
    several |= {row[0]: row for row in rows}
    several.pop(actor.person or 0, None)
    return list(several.values())
