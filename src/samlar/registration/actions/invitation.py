"""The invitation is written, published and sent to those it is for (E1, C2)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from samlar.activities.actions import letters
from samlar.activities.actions.locks import locked
from samlar.activities.models import Invitation, Invited
from samlar.activities.queries.invitation import guests, kept_invitation
from samlar.activities.rules import invitation as rules
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.invitation import PUBLISHED, InvitationRow
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import audit, clock, outbox
from samlar.foundation.keys import is_key
from samlar.people.queries import contacts
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation
from samlar.registration.queries.invitation import to_judge
from samlar.registration.queries.terms import terms
from samlar.registration.rules.invitation import missing


@transaction.atomic
def save(actor: Actor, activity_id: int, *, texts: Mapping[str, str], revision: int) -> int:
    """Keeps the texts as written and says the new revision (unchanged where nothing was). What is published changes at once.

    Side effects in order: locks the activity, writes, records. Raises NotVisible, NotAllowed (only the lead and the owner),
    ActivityRefused (over, a text too long, a part that a published invitation would lack) and Overtaken.
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_be_written_now(activity)
    kept = kept_invitation(activity)
    rules.must_be_read_lately(revision, kept.revision)
    taken = rules.taken_texts(texts)
    if kept.revision and taken == dict(kept.texts):
        return revision
    Invitation.objects.update_or_create(
        activity_id=activity_id,
        defaults={"texts": taken, "changed": clock.now(), "changed_by_id": actor.person, "revision": kept.revision + 1},
    )
    if kept.is_out:
        rules.must_be_whole(missing(activity, to_judge(actor, activity)))
    parts = [one.id for one in rules.TEXTS if taken.get(one.id, "") != (kept.texts.get(one.id, "") if kept.revision else "")]
    _record(actor, activity_id, "invitation.saved", {"parts": [None, parts], "revision": [kept.revision, kept.revision + 1]})
    return kept.revision + 1


@transaction.atomic
def publish(actor: Actor, activity_id: int, *, revision: int, to_all: bool = True) -> None:
    """Publishes the invitation: for all members and partners that the format takes, or for those invited alone. Letters go to whom it is
    for, each person once. Publishing what is published changes nothing.

    Side effects in order: locks the activity, writes, records, writes the letters. Raises NotVisible, NotAllowed, ActivityRefused (the
    activity has not started: with the step that is missing; over), NotWhole (`missing`: the parts of E1), Overtaken.
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    kept = kept_invitation(activity)
    if kept.is_out:
        return
    rules.must_be_cleared(activity)
    rules.must_be_read_lately(revision, kept.revision)
    rules.must_be_whole(missing(activity, to_judge(actor, activity)))
    now = clock.now()
    Invitation.objects.update_or_create(
        activity_id=activity_id,
        defaults={
            "state": PUBLISHED, "published": now, "changed": now, "changed_by_id": actor.person,
            "texts": dict(kept.texts), "to_all": to_all, "revision": kept.revision + 1,
        },
    )  # fmt: skip
    _record(actor, activity_id, "invitation.published", {"to_all": [None, to_all]})
    _tell(actor, activity, _all_of(activity) if to_all else _invited(activity_id))


@transaction.atomic
def open_to(actor: Actor, activity_id: int, *, to_all: bool) -> None:
    """Opens the activity to all that the format takes, or narrows it to those invited. Who is registered already stays registered.

    Opening what is published tells those who were not told before. Raises NotVisible, NotAllowed, ActivityRefused (over).
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_be_written_now(activity)
    kept = kept_invitation(activity)
    if kept.revision and kept.to_all == to_all:
        return
    _keep(actor, kept, to_all=to_all)
    _record(actor, activity_id, "invitation.opened" if to_all else "invitation.narrowed", {"to_all": [kept.to_all, to_all]})
    if to_all and kept.is_out:
        _tell(actor, activity, _all_of(activity))


@transaction.atomic
def invite(actor: Actor, activity_id: int, *, organisations: Collection[int] = (), groups: Collection[str] = ()) -> int:
    """Invites organisations directly, by name and by group (regions, members, partners); says how many that were not invited before.

    Their member representatives get a letter each with the link: at once where the invitation is published, else when it is. Side effects
    in order: locks the activity, writes, records, writes the letters. Raises NotVisible, NotAllowed, ActivityRefused (nobody chosen,
    somebody whom the format does not take, over).
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_be_written_now(activity)
    chosen = [one.organisation for one in rules.chosen(guests(activity), organisations, groups)]
    now = clock.now()
    must_act_for_an_organisation(actor)
    Invited.objects.bulk_create(
        Invited(activity_id=activity_id, organisation_id=one, invited=now, person_id=actor.person)  # type: ignore[misc]
        for one in chosen
    )
    for one in chosen:
        _record(actor, activity_id, "invitation.invited", {"organisation": [None, one]})
    if kept_invitation(activity).is_out:
        _tell(actor, activity, chosen)
    return len(chosen)


@transaction.atomic
def take_back(actor: Actor, activity_id: int, invited_id: int) -> None:
    """Takes an organisation's invitation back. People of it who are registered stay so. Raises NotVisible, NotAllowed."""
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    row = Invited.objects.filter(activity=activity_id, id=invited_id).first() if is_key(invited_id) else None
    if row is None:
        raise NotVisible
    organisation = row.organisation_id
    row.delete()
    _record(actor, activity_id, "invitation.taken_back", {"organisation": [organisation, None]})


def _keep(actor: Actor, kept: InvitationRow, **changed: Any) -> None:
    defaults = {"texts": dict(kept.texts), "changed": clock.now(), "changed_by_id": actor.person, "revision": kept.revision + 1}
    Invitation.objects.update_or_create(activity_id=kept.activity, defaults={**defaults, **changed})


def _all_of(activity: ActivityRow) -> list[int]:
    return [one.organisation for one in guests(activity)]


def _invited(activity_id: int) -> list[int]:
    return list(Invited.objects.filter(activity=activity_id).values_list("organisation", flat=True))


def _tell(actor: Actor, activity: ActivityRow, organisations: Iterable[int]) -> None:
    """The invitation to the representatives of some organisations: each person once, whoever else invites later."""
    last_day = terms(activity).last_day
    values = letters.about(actor, activity, last_day=last_day.isoformat() if last_day else "", path=f"/aktiviteter/{activity.id}/inbjudan/")
    for one in contacts(organisations):
        if one.person != actor.person:
            key = f"invited:{activity.id}:{one.person}"
            outbox.put(to=one.email, language=one.language, name="activity_invited", values={**values, "to": one.name}, key=key)


def _record(actor: Actor, activity_id: int, verb: str, changes: dict[str, list[Any]]) -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="activity", subject=activity_id, changes=changes)
