"""Places are given and the line moves: called within a deed's own transaction, under the activity's lock."""

from datetime import timedelta
from typing import Any

from samlar.activities.actions import audience
from samlar.activities.models import Participation
from samlar.activities.rules.rows import LEFT, TAKING_PART, ActivityRow
from samlar.foundation import audit, clock
from samlar.people.rules import Actor
from samlar.registration.actions.letters import tell
from samlar.registration.models import Answer, Registration
from samlar.registration.queries.registrations import claims
from samlar.registration.queries.terms import no_places
from samlar.registration.rules import line
from samlar.registration.rules.machine import OVER, WAYS, State, must_lead
from samlar.registration.rules.registering import OPEN_STAGES
from samlar.registration.rules.rows import TermsRow
from samlar.registration.rules.wording import held_for


def change(actor: Actor | None, registration_id: int, deed: str, to: State, *, why: str = "", **values: Any) -> None:
    """One registration goes one of the machine's ways; recorded. What is over leaves no answers to the activity's own questions behind.

    Raises NotNow where the deed does not lead from where it stands.
    """
    row = Registration.objects.select_for_update(no_key=True).get(id=registration_id)
    must_lead(deed, row.state)
    assert to in WAYS[deed].to
    before, now = row.state, clock.now()
    fresh = {"state": to.value, "since": now, "offered_until": None, "why": why, "revision": row.revision + 1, **values}
    Registration.objects.filter(id=registration_id).update(**fresh)
    if to in OVER:
        Answer.objects.filter(registration=registration_id).delete()
    audit.record(
        person=actor.person if actor else None,
        organisation=actor.organisation if actor else None,
        verb=f"registration.{deed}",
        kind="registration",
        subject=registration_id,
        changes={"state": [before, to.value]},
    )


def place(actor: Actor | None, activity: ActivityRow, registration_id: int, organisation: int, terms: TermsRow, *, deed: str) -> State:
    """A place, or a place in line, to a registration that nobody's yes is needed for any more; the person is told. Says which.

    Whoever waits already goes first: the caller has offered what was free (`settle`) before.
    """
    others = [one for one in claims(activity.id) if one.id != registration_id]
    to = line.placed(others, organisation, terms.limits)
    change(actor, registration_id, deed, to)
    if to == State.CONFIRMED:
        come_in(activity.id, organisation)
        tell(registration_id, "registration_confirmed", activity)
    else:
        tell(registration_id, "registration_waitlisted", activity, **_where(activity, registration_id, terms))
    return to


def _where(activity: ActivityRow, registration_id: int, terms: TermsRow) -> dict[str, Any]:
    """Where somebody stands in line, for the letter that explains it."""
    found = line.standing(claims(activity.id), registration_id, terms.limits)
    assert found is not None  # it has just been put there
    within = held_for(terms.offer_hours)
    return {
        "place": found.place, "own_full": found.own_full, "per_organisation": terms.per_organisation,
        "within_sv": within.sv, "within_en": within.en,
    }  # fmt: skip


def settle(activity: ActivityRow, terms: TermsRow) -> int:
    """Offers every free place to the first in line whose organisation has room; each offer holds its place for a set time. Says how many.

    Ends with nobody waiting while a place they may have is free. Offers nothing where no places are given any more.
    """
    offered = line.to_offer(claims(activity.id), terms.limits)
    if not offered or no_places(activity, terms) is not None:
        return 0
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


def go_out(activity: ActivityRow, organisation: int) -> None:
    """An organisation that came in by registration leaves with the last of its people. What is over stands: it did take part."""
    if activity.stage_kind not in OPEN_STAGES:
        return
    if Registration.objects.filter(activity=activity.id, organisation=organisation, state=State.CONFIRMED).exists():
        return
    gone = Participation.objects.filter(
        activity=activity.id, organisation=organisation, by_registration=True, is_lead=False, state=TAKING_PART
    )
    if gone.update(state=LEFT, answered=clock.now()):
        audience.let_out(activity.id, [organisation])
