"""Organisations come into an activity, answer, leave, and hand the lead over (C2, C3)."""

from datetime import datetime

from django.db import transaction

from samlar.activities.actions import audience, letters
from samlar.activities.actions.locks import locked
from samlar.activities.models import Activity, Participation
from samlar.activities.queries.participation import candidate
from samlar.activities.rules import participation as rules
from samlar.activities.rules.access import may_invite, must_lead, only_the_lead
from samlar.activities.rules.deeds import MESSAGE_LENGTH, WHY_LENGTH, must_say
from samlar.activities.rules.rows import ASKED, DECLINED, LEFT, TAKING_PART, ParticipantRow
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.people.queries import works_at
from samlar.people.rules import Actor, must_act_for_an_organisation


@transaction.atomic
def ask(actor: Actor, activity_id: int, *, organisation: int, message: str = "") -> None:
    """Asks an organisation to take part; its representatives get a letter. Asking again after a no is allowed.

    Raises NotVisible, NotAllowed (only the lead asks), ActivityRefused (already in, or a membership that the format does not take).
    """
    _, activity = locked(actor, activity_id)
    rules.must_be_open(activity)
    if not may_invite(actor, activity):
        raise only_the_lead(activity)
    said = must_say(message, field="message", most=MESSAGE_LENGTH)
    rules.must_be_askable(activity, candidate(organisation))
    now = clock.now()
    fresh = {"state": ASKED, "message": said, "asked": now, "answered": None, "why": "", "contact": None, "is_lead": False}
    Participation.objects.update_or_create(activity_id=activity_id, organisation_id=organisation, defaults=fresh)
    audience.let_in(activity_id, [organisation])
    _record(actor, "participation.asked", activity_id, organisation, None, ASKED)
    letters.to_organisations(actor, "activity_asked", [organisation], letters.about(actor, activity, message=said))


@transaction.atomic
def answer(actor: Actor, activity_id: int, *, yes: bool, word: str = "") -> None:
    """The asked organisation says yes or no, with a word if it wants; the lead gets a letter. Raises NotVisible, ActivityRefused."""
    organisation = must_act_for_an_organisation(actor)
    _, activity = locked(actor, activity_id)
    own = rules.must_be_asked(activity, organisation)
    said = must_say(word, field="word", most=WHY_LENGTH)
    state = TAKING_PART if yes else DECLINED
    _change(own, state=state, answered=clock.now(), why=said, contact_id=actor.person if yes else None)
    if not yes:
        audience.let_out(activity_id, [organisation])
    _record(actor, "participation.accepted" if yes else "participation.declined", activity_id, organisation, ASKED, state)
    letters.to_lead(actor, "activity_answer", activity, letters.about(actor, activity, yes=yes, word=said))


@transaction.atomic
def leave(actor: Actor, activity_id: int, *, why: str) -> None:
    """An organisation leaves. The lead first hands the lead over. Raises NotVisible, ActivityRefused."""
    organisation = must_act_for_an_organisation(actor)
    _, activity = locked(actor, activity_id)
    own = rules.must_be_able_to_leave(activity, organisation)
    said = must_say(why, field="why", most=WHY_LENGTH, missing=Sentence("Skriv varför ni lämnar.", "Write why you leave."))
    _change(own, state=LEFT, answered=clock.now(), why=said)
    audience.let_out(activity_id, [organisation])
    _record(actor, "participation.left", activity_id, organisation, TAKING_PART, LEFT, said)
    letters.to_lead(actor, "activity_left", activity, letters.about(actor, activity, why=said))


@transaction.atomic
def remove(actor: Actor, activity_id: int, participation_id: int, *, why: str) -> None:
    """The lead takes an organisation out while it is planned, with a reason that the organisation gets. Raises as `ask`."""
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    one = rules.must_be_removable(activity, participation_id)
    said = must_say(
        why,
        field="why",
        most=WHY_LENGTH,
        missing=Sentence("Skriv varför organisationen tas bort.", "Write why the organisation is removed."),
    )
    _change(one, state=LEFT, answered=clock.now(), why=said)
    audience.let_out(activity_id, [one.organisation])
    _record(actor, "participation.removed", activity_id, one.organisation, one.state, LEFT, said)
    letters.to_organisations(actor, "activity_removed", [one.organisation], letters.about(actor, activity, why=said))


@transaction.atomic
def hand_over(actor: Actor, activity_id: int, participation_id: int) -> None:
    """The lead goes to another organisation that takes part; its contact becomes the person who leads. Raises as `ask`.

    The owner follows the lead where an organisation owns the activity: whoever convenes and reports also answers for it. Where
    several lead, the actor's organisation hands over its own part.
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    new = rules.must_be_able_to_lead(activity, participation_id)
    old = next((one for one in activity.leads if one.organisation == actor.organisation), activity.lead)
    if old is not None:
        _change(old, is_lead=False)
    Participation.objects.filter(id=new.id).update(is_lead=True, by_registration=False)
    changed: dict[str, int | None] = {}
    if old is None or old.contact == activity.leader:
        changed["leader_id"] = new.contact
    if old is not None and activity.owner_organisation == old.organisation:
        changed["owner_organisation_id"] = new.organisation
    if changed:
        Activity.objects.filter(id=activity_id).update(**changed)
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="lead.handed_over",
        kind="activity",
        subject=activity_id,
        changes={"lead": [old.organisation if old else None, new.organisation]},
    )
    letters.to_organisations(actor, "activity_lead", [new.organisation], letters.about(actor, activity))


@transaction.atomic
def share_lead(actor: Actor, activity_id: int, participation_id: int) -> None:
    """One more organisation leads, where the format asks for several (two members hold an expedition, C6). Raises as `ask`."""
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    new = rules.must_be_able_to_lead(activity, participation_id)
    rules.must_share(activity)
    Participation.objects.filter(id=new.id).update(is_lead=True, by_registration=False)
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="lead.shared",
        kind="activity",
        subject=activity_id,
        changes={"lead": [None, new.organisation]},
    )
    letters.to_organisations(actor, "activity_lead", [new.organisation], letters.about(actor, activity))


@transaction.atomic
def set_contact(actor: Actor, activity_id: int, *, person: int) -> None:
    """An organisation says who its contact is; where the contact leads the activity, also who leads.

    Raises NotVisible, NotAllowed, ActivityRefused.
    """
    organisation = must_act_for_an_organisation(actor)
    _, activity = locked(actor, activity_id)
    own = rules.must_take_part(activity, organisation)
    rules.must_work_there(works_at(person, organisation))
    _change(own, contact_id=person)
    if own.is_lead and own.contact == activity.leader:
        Activity.objects.filter(id=activity_id).update(leader_id=person)
    audit.record(
        person=actor.person,
        organisation=organisation,
        verb="participation.contact_changed",
        kind="activity",
        subject=activity_id,
        changes={"contact": [own.contact, person]},
    )


def _change(one: ParticipantRow, **values: str | int | datetime | None) -> None:
    Participation.objects.filter(id=one.id).update(**values)


def _record(actor: Actor, verb: str, activity_id: int, organisation: int, before: str | None, after: str, reason: str = "") -> None:
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb=verb,
        kind="activity",
        subject=activity_id,
        changes={"organisation": [None, organisation], "state": [before, after]},
        reason=reason,
    )
