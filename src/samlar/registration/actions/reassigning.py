"""When somebody leaves, the place goes to a colleague: it is the organisation's (A3, docs/decisions: who gets the place)."""

from django.db import transaction

from samlar.activities.models import Activity
from samlar.foundation import audit, clock
from samlar.foundation.keys import is_key
from samlar.people.models import Employment, Person
from samlar.people.queries import on, works_at
from samlar.people.rules import Actor, Item, NotVisible, must_look_after
from samlar.registration.actions import letters, managers
from samlar.registration.actions.assignments import taken_over
from samlar.registration.models import Answer, Approval, Registration
from samlar.registration.queries.managers import unattended
from samlar.registration.queries.owned import REGISTRATION
from samlar.registration.rules import registering as rules
from samlar.registration.rules.machine import LIVE, State, must_lead


@transaction.atomic
def reassign(actor: Actor, item: Item, *, to: int) -> None:
    """A colleague takes over a live registration: its state, its turn in line and its offer stay.

    The manager whose yes it has is told; a manager who has not answered yet is asked anew, with the colleague's name. The answers to the
    activity's own questions and the consent to the contact list were the leaver's own, and go. The activity is locked first.

    Raises NotVisible (no such registration), NotAllowed (who looks after the organisation's people does this), NotNow (over),
    CannotRegister (the colleague does not work there, is registered already, or is the manager who is asked).
    """
    found = Registration.objects.filter(id=item.id).values("activity", "organisation").first() if is_key(item.id) else None
    if item.kind != REGISTRATION or found is None:
        raise NotVisible
    must_look_after(actor, found["organisation"])
    Activity.objects.select_for_update().get(id=found["activity"])
    row = Registration.objects.select_for_update(no_key=True).select_related("person").get(id=item.id)
    must_lead("withdraw", row.state)  # live
    rules.must_be_theirs(works_at(to, row.organisation_id))
    _must_be_free(row, to)
    before = row.person
    _write(actor, row, to)
    taken_over(actor, row.pk)
    _tell_managers(actor, row, before.name, to)


def _must_be_free(row: Registration, to: int) -> None:
    there = Registration.objects.filter(activity=row.activity_id, person=to, state__in=LIVE).exists()
    rules.must_be_unregistered(there, Person.objects.values_list("name", flat=True).get(id=to))


def _write(actor: Actor, row: Registration, to: int) -> None:
    work = Employment.objects.filter(on(clock.today()), person=to, organisation=row.organisation_id)
    by = row.registered_by_id if row.registered_by_id != row.person_id else actor.person
    Registration.objects.filter(id=row.pk).update(
        person=to, registered_by=by, function=work.values_list("function", flat=True).first() or "", shares_contact=False,
        revision=row.revision + 1,
    )  # fmt: skip
    Answer.objects.filter(registration=row.pk).delete()
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="registration.reassigned", kind="registration", subject=row.pk,
        changes={"person": [row.person_id, to]},
    )  # fmt: skip


def _tell_managers(actor: Actor, row: Registration, before: str, to: int) -> None:
    activity = unattended(row.activity_id)
    newest = Approval.objects.filter(registration=row.pk).exclude(state="replaced").order_by("-asked", "-id").first()
    if newest is None:
        return
    rules.must_be_another(to, newest.manager_id)
    if row.state == State.AWAITING_MANAGER:
        managers.ask(actor, activity, row.pk, person=to, manager=newest.manager_id)
    elif newest.state == "approved":
        waits = row.state != State.CONFIRMED
        letters.to_manager(newest.manager_id, "place_taken_over", row.pk, activity, before=before, who=actor.name, waits=waits)
