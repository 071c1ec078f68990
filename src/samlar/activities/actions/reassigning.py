"""When somebody leaves, what was theirs gets a new person at the same organisation (A3)."""

from django.db import transaction

from samlar.activities.models import Activity, Participation
from samlar.activities.queries.owned import CONTACT, LEADER
from samlar.formats.sentence import Sentence
from samlar.foundation import audit
from samlar.people.queries import works_at
from samlar.people.rules import Actor, Item, NotPossible, NotVisible, must_look_after


@transaction.atomic
def reassign(actor: Actor, item: Item, *, to: int) -> None:
    """Gives the lead of an activity, or the contact in it, to another person at the organisation it belongs to (A3).

    The organisation's representative and the holder of the register do it. Raises NotVisible (nothing of that id, or of another
    kind), NotAllowed, NotPossible (the person does not work there today).
    """
    if item.kind == LEADER:
        _lead(actor, item.id, to)
    elif item.kind == CONTACT:
        _contact(actor, item.id, to)
    else:
        raise NotVisible


def _lead(actor: Actor, activity_id: int, to: int) -> None:
    activity = Activity.objects.select_for_update().filter(id=activity_id).first()
    lead = Participation.objects.filter(activity=activity_id, is_lead=True).first()
    if activity is None or lead is None:
        raise NotVisible
    _must_be_theirs(actor, lead.organisation_id, to)
    before, activity.leader_id, lead.contact_id = activity.leader_id, to, to
    activity.save(update_fields=["leader"])
    lead.save(update_fields=["contact"])
    _record(actor, "leader.reassigned", activity_id, lead.organisation_id, before, to)


def _contact(actor: Actor, participation_id: int, to: int) -> None:
    one = Participation.objects.select_for_update().filter(id=participation_id).first()
    if one is None:
        raise NotVisible
    _must_be_theirs(actor, one.organisation_id, to)
    before, one.contact_id = one.contact_id, to
    one.save(update_fields=["contact"])
    _record(actor, "participation.contact_changed", one.activity_id, one.organisation_id, before, to)


def _must_be_theirs(actor: Actor, organisation: int, to: int) -> None:
    must_look_after(actor, organisation)
    if not works_at(to, organisation):
        raise NotPossible(
            Sentence("Den personen arbetar inte i organisationen i dag.", "That person does not work at the organisation today."),
            field="to",
        )


def _record(actor: Actor, verb: str, activity_id: int, organisation: int, before: int | None, after: int) -> None:
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb=verb,
        kind="activity",
        subject=activity_id,
        changes={"organisation": [organisation, organisation], "person": [before, after]},
    )
