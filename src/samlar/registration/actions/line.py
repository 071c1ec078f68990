"""Places are given and the line moves: called within a deed's own transaction, under the activity's lock."""

from datetime import timedelta
from typing import Any

from samlar.activities.actions import audience
from samlar.activities.models import Participation
from samlar.activities.rules.rows import LEFT, TAKING_PART, ActivityRow
from samlar.foundation import audit, clock, outbox
from samlar.people.models import Person
from samlar.people.rules import Actor
from samlar.registration.models import Registration
from samlar.registration.queries.registrations import claims
from samlar.registration.rules import line
from samlar.registration.rules.machine import WAYS, State, must_lead
from samlar.registration.rules.rows import TermsRow


def change(actor: Actor | None, registration_id: int, deed: str, to: State, *, why: str = "", **values: Any) -> None:
    """One registration goes one of the machine's ways; recorded. Raises NotNow where the deed does not lead from where it stands."""
    row = Registration.objects.select_for_update(no_key=True).get(id=registration_id)
    must_lead(deed, row.state)
    assert to in WAYS[deed].to
    before, now = row.state, clock.now()
    fresh = {"state": to.value, "since": now, "offered_until": None, "why": why, "revision": row.revision + 1, **values}
    Registration.objects.filter(id=registration_id).update(**fresh)
    audit.record(
        person=actor.person if actor else None,
        organisation=actor.organisation if actor else None,
        verb=f"registration.{deed}",
        kind="registration",
        subject=registration_id,
        changes={"state": [before, to.value]},
    )


def place(actor: Actor | None, activity: ActivityRow, registration_id: int, organisation: int, terms: TermsRow, *, deed: str) -> State:
    """A place, or a place in line, to a registration that nobody's yes is needed for any more; the person is told. Says which."""
    others = [one for one in claims(activity.id) if one.id != registration_id]
    to = line.placed(others, organisation, terms.limits)
    change(actor, registration_id, deed, to)
    if to == State.CONFIRMED:
        come_in(activity.id, organisation)
    tell(registration_id, "registration_confirmed" if to == State.CONFIRMED else "registration_waitlisted", activity)
    return to


def settle(activity: ActivityRow, terms: TermsRow) -> int:
    """Offers every free place to the first in line whose organisation has room; each offer holds its place for a set time. Says how many.

    Ends with nobody waiting while a place they may have is free.
    """
    offered = line.to_offer(claims(activity.id), terms.limits)
    until = clock.now() + timedelta(hours=terms.offer_hours)
    for registration_id in offered:
        change(None, registration_id, "offer", State.OFFERED, offered_until=until)
        tell(registration_id, "registration_offered", activity, until=until.isoformat())
    return len(offered)


def come_in(activity_id: int, organisation: int) -> None:
    """The organisation takes part from when the first of its people has a place, and its people see inside."""
    now = clock.now()
    made, is_new = Participation.objects.get_or_create(
        activity_id=activity_id,
        organisation_id=organisation,
        defaults={"state": TAKING_PART, "asked": now, "answered": now, "by_registration": True},
    )
    if not is_new and made.state != TAKING_PART:
        Participation.objects.filter(id=made.pk).update(state=TAKING_PART, answered=now, by_registration=True, why="")
    audience.let_in(activity_id, [organisation])


def go_out(activity_id: int, organisation: int) -> None:
    """An organisation that came in by registration leaves with the last of its people."""
    if Registration.objects.filter(activity=activity_id, organisation=organisation, state=State.CONFIRMED).exists():
        return
    gone = Participation.objects.filter(
        activity=activity_id, organisation=organisation, by_registration=True, is_lead=False, state=TAKING_PART
    )
    if gone.update(state=LEFT, answered=clock.now()):
        audience.let_out(activity_id, [organisation])


def tell(registration_id: int, name: str, activity: ActivityRow, **more: Any) -> None:
    """One letter to the person whose registration it is, and one to whoever registered where that is somebody else."""
    row = Registration.objects.values("person", "registered_by", "person__name", "organisation__name", "why").get(id=registration_id)
    values = {
        "title": activity.title,
        "format_sv": activity.definition.definite.sv,
        "format_en": activity.definition.definite.en,
        "name": row["person__name"],
        "organisation": row["organisation__name"],
        "path": f"/aktiviteter/{activity.id}/anmalan/",
        **more,
    }
    for person in Person.objects.filter(id__in={row["person"], row["registered_by"]}, is_active=True):
        own = person.pk == row["person"]
        outbox.put(to=person.email, language=person.language, name=name, values={**values, "to": person.name, "own": own})
