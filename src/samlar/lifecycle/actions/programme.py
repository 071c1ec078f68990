"""The programme is released, and everybody whom it concerns is told what changed: organisations and those who have a place (E4)."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from samlar.activities.actions import letters
from samlar.activities.actions import releases as activities
from samlar.activities.actions.releases import Released
from samlar.activities.queries.staff import kept_staff
from samlar.activities.rules.releases import concerns_sessions, headline, told
from samlar.foundation import outbox
from samlar.people.models import Person
from samlar.people.queries import contacts, person_contact
from samlar.people.rules import Actor
from samlar.registration.models import Registration
from samlar.registration.rules.machine import LIVE, State


@dataclass(frozen=True, slots=True)
class _Told:
    """Whom a letter goes to. `registration`: the own one, None for those who take part without."""

    person: int
    name: str
    email: str
    language: str
    registration: int | None = None


@transaction.atomic
def release(actor: Actor, activity_id: int, *, seal: str, note: str = "") -> Released:
    """Releases the programme and tells: each organisation's contact and representatives, the staff, and each person with a confirmed
    place, once. When a session has moved or is cancelled, those who wait for a place or an answer too.

    Raises what `activities.actions.releases.release` raises; then nothing was changed and nobody is told.
    """
    made = activities.release(actor, activity_id, seal=seal, note=note)
    for one in _concerned(actor, made):
        outbox.put(
            to=one.email,
            language=one.language,
            name="programme_released" if made.number == 1 else "programme_changed",
            values=_values(actor, made, one),
            key=f"programme:{activity_id}:{made.number}:{one.person}",
        )
    return made


def _values(actor: Actor, made: Released, to: _Told) -> dict[str, Any]:
    here = f"/aktiviteter/{made.activity.id}/"
    values = letters.about(
        actor, made.activity, lines=told(made.changes, made.programme, to.language), note=made.note, number=made.number, to=to.name
    )
    values["subject"] = headline(made.activity.title, made.changes, made.programme).in_language(to.language)
    own = {"registration_path": f"{here}anmalan/{to.registration}/"} if to.registration else {}
    return values | own | {"path": f"{here}program/"}


def _concerned(actor: Actor, made: Released) -> list[_Told]:
    """Everybody to tell, each once, not the one who released it."""
    part = made.activity.taking_part
    found = [person_contact(one.contact, one.organisation) for one in part if one.contact]
    found += contacts(one.organisation for one in part)
    if made.activity.leader and made.activity.lead:
        found.append(person_contact(made.activity.leader, made.activity.lead.organisation))
    several = {one.person: _Told(one.person, one.name, one.email, one.language) for one in found}
    staff = {one.person for one in kept_staff(made.activity) if one.person}
    people = Person.objects.filter(id__in=staff, is_active=True).order_by("name", "id")
    several |= {row[0]: _Told(*row) for row in people.values_list("id", "name", "email", "language")}
    states = LIVE if concerns_sessions(made.changes) else (State.CONFIRMED,)
    places = Registration.objects.filter(activity=made.activity.id, state__in=states, person__is_active=True).order_by("person__name", "id")
    rows = places.values_list("person", "person__name", "person__email", "person__language", "id")
    several |= {row[0]: _Told(*row) for row in rows}
    several.pop(actor.person or 0, None)
    return list(several.values())
