"""Letters about registrations: put in the outbox within the deed's own transaction."""

from typing import Any

from samlar.activities.actions import letters as activity_letters
from samlar.activities.queries.releases import newest
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock, outbox
from samlar.people.models import Person
from samlar.people.queries import Contact, contacts, person_contact, works_at
from samlar.people.rules import Actor
from samlar.registration.models import Registration
from samlar.registration.queries.registrations import claims
from samlar.registration.queries.terms import terms
from samlar.registration.rules.line import line_if_yes
from samlar.registration.rules.wording import genitive

MOST_DAYS = 8  # sessions told of in one letter


def about(registration_id: int, activity: ActivityRow) -> dict[str, Any]:
    """The values that every letter about a registration has."""
    row = Registration.objects.values(
        "person", "person__name", "organisation__name", "registered_by", "registered_by__name", "shares_contact"
    ).get(id=registration_id)
    whose = genitive(row["person__name"])
    return {
        "title": activity.title,
        "format_sv": activity.definition.definite.sv,
        "format_en": activity.definition.definite.en,
        "name": row["person__name"],
        "names_sv": whose.sv,
        "names_en": whose.en,
        "registered_by": row["registered_by__name"],
        "organisation": row["organisation__name"],
        "asks_contact": row["person"] != row["registered_by"] and not row["shares_contact"],
        "contact_list_path": f"/aktiviteter/{activity.id}/kontaktlista/",
        "path": f"/aktiviteter/{activity.id}/anmalan/{registration_id}/",
        "activity_path": f"/aktiviteter/{activity.id}/",
    }


def days(activity: ActivityRow) -> dict[str, list[str]]:
    """When the coming sessions are, as the newest released programme has it: a line each. None before the first release."""
    released, now = newest(activity), clock.now()
    held = [one.row for one in released.programme.sessions if one.row.cancelled is None and one.row.ends > now] if released else []
    return {f"days_{code}": [f"{row.title}, {row.when.in_language(code)}" for row in held[:MOST_DAYS]] for code in ("sv", "en")}


def tell(
    registration_id: int, name: str, activity: ActivityRow, *, but: Actor | None = None, key: str = "", **more: Any
) -> int:
    """One letter to the person whose registration it is, and one to whoever registered where that is somebody else; not to `but`.

    Who has left the organisation is not written to about its place; where nobody is left of the two, its representatives are. With a
    `key` each gets the letter once. Says how many letters.
    """
    row = Registration.objects.values("person", "registered_by", "organisation").get(id=registration_id)
    to = [one for one in _receivers(**row) if but is None or one.person != but.person]
    if not to:
        return 0
    values = {**about(registration_id, activity), **days(activity), **more}
    return sum(
        outbox.put(
            to=one.email,
            language=one.language,
            name=name,
            values={**values, "to": one.name, "own": one.person == row["person"]},
            key=f"{key}:{one.person}" if key else None,
        )
        for one in to
    )


def _receivers(person: int, registered_by: int, organisation: int) -> list[Contact]:
    here = [one for one in dict.fromkeys((person, registered_by)) if works_at(one, organisation)]
    return [person_contact(one, organisation) for one in here] or contacts([organisation])


def to_lead(actor: Actor, name: str, registration_id: int, activity: ActivityRow, **more: Any) -> None:
    """A letter to those who lead the activity, not to the one who did it."""
    everyone = f"/aktiviteter/{activity.id}/anmalan/alla/"
    activity_letters.to_lead(actor, name, activity, {**about(registration_id, activity), "everyone_path": everyone, **more})


def to_manager(manager: int, name: str, registration_id: int, activity: ActivityRow, *, key: str | None = None, **more: Any) -> bool:
    """A letter to a manager with all that an answer needs: who, what, when, cost, whether there is a place. Says whether it was put (with
    a `key`: once)."""
    to = Person.objects.values("name", "email", "language").get(id=manager)
    note = activity.definition.participation.note
    asked = terms(activity)
    values = {
        **about(registration_id, activity), **days(activity), "to": to["name"], "fee": asked.fee,
        "line": line_if_yes(claims(activity.id), registration_id, asked.limits) or 0,
        "note_sv": note.sv if note else "", "note_en": note.en if note else "", **more,
    }  # fmt: skip
    return outbox.put(to=to["email"], language=to["language"], name=name, values=values, key=key)
