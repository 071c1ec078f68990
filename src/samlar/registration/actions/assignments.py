"""The assignment is written, sent to the manager, confirmed or sent back (E3). The registration's row is the lock."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from samlar.activities.rules.deeds import must_say
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import audit, clock, outbox
from samlar.people.actions import links
from samlar.people.models import Person
from samlar.people.queries.links import opened, token_of
from samlar.people.rules import Actor
from samlar.people.rules.links import LinkRow, must_hold
from samlar.registration.actions.managers import manager_at
from samlar.registration.models import Approval, Assignment, Registration
from samlar.registration.queries.assignments import PURPOSE, assignment_of, open_link
from samlar.registration.queries.managers import unattended
from samlar.registration.queries.registrations import registration
from samlar.registration.rules import assignments as rules
from samlar.registration.rules.assignments import AssignmentRow, State, Written
from samlar.registration.rules.machine import State as Place
from samlar.registration.rules.registering import must_be_another


@dataclass(frozen=True, slots=True)
class Manager:
    """Whom the participant sends it to."""

    name: str
    email: str


@transaction.atomic
def write(actor: Actor, activity_id: int, registration_id: int, written: Written, *, revision: int) -> State:
    """Keeps what the participant has written; `revision` is what stood on the page, 0 where nothing was written yet. Says the new state.

    A change of what the manager has said yes to makes it a draft again, and the manager is told; the same where it lies with the manager,
    at most once a day. In order: locks the registration, asks, writes, records, tells. Raises NotVisible, NotAllowed (only the
    participant), AssignmentRefused (over), ActivityRefused (too long), Overtaken.
    """
    activity, before = _locked(actor, activity_id, registration_id)
    return _kept(actor, activity, registration_id, before, written, revision)


@transaction.atomic
def send(actor: Actor, activity_id: int, registration_id: int, written: Written, *, revision: int, manager: Manager) -> None:
    """Keeps what is written and asks a manager by a letter with a one-time link; an earlier link no longer holds.

    Raises as `write`, and AssignmentRefused (no place, nothing of one's own written), NotPossible by `manager_name` or `manager_email`,
    CannotRegister (the participant's own address).
    """
    activity, before = _locked(actor, activity_id, registration_id)
    place, person = Registration.objects.values_list("state", "person").get(id=registration_id)
    rules.must_be_sendable(rules.taken(written), place)
    asked = manager_at(manager.name, manager.email)
    must_be_another(person, asked)
    state = _kept(actor, activity, registration_id, before, written, revision, to=asked)
    _to_manager(registration_id, state, asked)
    _record(actor.person, registration_id, "assignment.sent", state, State.SENT)
    _ask("assignment_asked", activity, registration_id)


def _locked(actor: Actor, activity_id: int, registration_id: int) -> tuple[ActivityRow, AssignmentRow | None]:
    """What there is, read under the registration's lock, for the participant. Raises NotVisible, NotAllowed, AssignmentRefused."""
    registration(actor, activity_id, registration_id)
    Registration.objects.select_for_update(no_key=True).get(id=registration_id)
    activity, found = registration(actor, activity_id, registration_id)
    rules.must_write(actor, activity, found.person, found.name, found.state)
    return activity, assignment_of(registration_id)


def _kept(
    actor: Actor,
    activity: ActivityRow,
    registration_id: int,
    before: AssignmentRow | None,
    written: Written,
    revision: int,
    *,
    to: int | None = None,
) -> State:
    """What the participant wrote is kept, recorded and told. `to`: who gets the question anyway, right after. Says the state then."""
    rules.must_be_read_lately(revision, before.revision if before else 0)
    kept = rules.taken(written)
    if before is None:
        Assignment.objects.create(registration_id=registration_id, **kept.said, changed=clock.now())
        _record(actor.person, registration_id, "assignment.begun", None, State.DRAFT)
        return State.DRAFT
    changed = kept.differs(before.written)
    if not changed:
        return before.state
    state = rules.after("write", before.state)
    _update(registration_id, before, **kept.said, state=state)
    opened_again = state != before.state
    _record(actor.person, registration_id, "assignment.reopened" if opened_again else "assignment.written", before.state, state, changed)
    if opened_again and before.manager != to:
        _tell_manager("assignment_reopened", activity, registration_id)
    elif state == State.SENT and to is None:
        _ask("assignment_changed", activity, registration_id, key=f"assignment_changed:{registration_id}:{clock.today():%Y-%m-%d}")
    return state


def _to_manager(registration_id: int, state: State, manager: int) -> None:
    """It lies with the manager, by a new link. Raises AssignmentRefused: the manager has said yes to what stands there."""
    links.revoke(PURPOSE, subject=registration_id)
    until = clock.end_of(clock.today() + timedelta(days=rules.ASKED_DAYS))
    link = links.give(PURPOSE, subject=registration_id, person=manager, expires=until)
    Assignment.objects.filter(registration=registration_id).update(state=rules.after("send", state), manager=manager, link=link.id, word="")


# — the manager, by the link —


@transaction.atomic
def confirm(actor: Actor, token: str, written: Written, *, revision: int, word: str = "") -> None:
    """The manager's yes, with or without a changed wording and a word: the participant is told, and which parts were changed.

    `actor`: who happens to be signed in, which may not be the participant. Raises NotVisible (no such link), LinkClosed, NotAllowed,
    AssignmentRefused (no place any more, or a part is missing), ActivityRefused (too long), Overtaken (the participant has written since).
    """
    link, activity, before = _held(actor, token)
    rules.must_be_read_lately(revision, before.revision)
    kept = rules.taken(written)
    rules.must_be_whole(kept)
    said = must_say(word, field="word", most=rules.WORD_LENGTH)
    _answered(link, activity, before, kept, "confirm", said, confirmed=clock.now())


@transaction.atomic
def send_back(actor: Actor, token: str, written: Written, *, revision: int, word: str) -> None:
    """The manager sends it back with a word; a changed wording is kept. Raises as `confirm`, but nothing need be whole."""
    link, activity, before = _held(actor, token)
    rules.must_be_read_lately(revision, before.revision)
    kept = rules.taken(written)
    _answered(link, activity, before, kept, "send_back", rules.must_say_why(word))


DONE = {"confirm": "assignment.confirmed", "send_back": "assignment.sent_back"}


def _answered(link: LinkRow, activity: ActivityRow, before: AssignmentRow, kept: Written, deed: str, word: str, **values: Any) -> None:
    """The link is used up, what was said is kept and recorded, and the participant is told."""
    registration_id = before.registration
    changed = kept.differs(before.written)
    state = rules.after(deed, before.state)
    links.use_up(link.id)
    _update(registration_id, before, **kept.said, state=state, word=word, **values)
    if changed:
        _record(link.person, registration_id, "assignment.written", before.state, before.state, changed)
    _record(link.person, registration_id, DONE[deed], before.state, state)
    _tell_participant("assignment_confirmed" if deed == "confirm" else "assignment_sent_back", activity, registration_id, changed, word)


def _held(actor: Actor, token: str) -> tuple[LinkRow, ActivityRow, AssignmentRow]:
    """What the link asks, under the registration's lock. Raises NotVisible, LinkClosed, NotAllowed, AssignmentRefused."""
    link = opened(token, PURPOSE)
    must_hold(link, clock.now())
    found = Registration.objects.select_for_update(no_key=True).get(id=link.subject)
    must_hold(opened(token, PURPOSE), clock.now())
    rules.must_not_be_the_participant(actor, found.person_id)
    activity = unattended(found.activity_id)
    rules.must_have_a_place(activity, found.state, Person.objects.values_list("name", flat=True).get(id=found.person_id))
    row = assignment_of(found.pk)
    assert row is not None  # a link is given only for one that is written
    return link, activity, row


@transaction.atomic
def offer_after_approval(registration_id: int) -> str | None:
    """The manager has just approved the registration: the token by which that manager reads and confirms the draft, too.

    None where nothing is written, the manager has not approved, or there is no place yet. Asked again it answers the same token.
    """
    found = Registration.objects.select_for_update(no_key=True).get(id=registration_id)
    row = assignment_of(registration_id)
    manager = Approval.objects.filter(registration=registration_id, state="approved").values_list("manager", flat=True).first()
    if row is None or manager is None or found.state != Place.CONFIRMED or not row.written.begun:
        return None
    if row.state == State.DRAFT and row.confirmed is None and not row.word:
        _to_manager(registration_id, row.state, manager)
        _record(manager, registration_id, "assignment.offered", row.state, State.SENT)
    link = open_link(registration_id, manager)
    return token_of(link) if link else None


def taken_over(actor: Actor, registration_id: int) -> None:
    """A colleague has taken over the place (A3): the text stays, as a draft that the colleague sends anew; an open link no longer holds.

    Called within the deed's own transaction, under the registration's lock.
    """
    row = assignment_of(registration_id)
    links.revoke(PURPOSE, subject=registration_id)
    if row is None:
        return
    state = rules.after("take_over", row.state)
    _update(registration_id, row, state=state, confirmed=None, word="", link=None)
    _record(actor.person, registration_id, "assignment.taken_over", row.state, state)


# — told, recorded —


def _update(registration_id: int, before: AssignmentRow, **values: Any) -> None:
    fresh = {**values, "changed": clock.now(), "revision": before.revision + 1}
    Assignment.objects.filter(registration=registration_id).update(**fresh)


def _record(
    person: int | None, registration_id: int, verb: str, before: State | None, after: State, parts: list[str] | None = None
) -> None:
    """Of the assignment itself: nothing of what was written, and no part of the activity's own history."""
    organisation = Registration.objects.values_list("organisation", flat=True).get(id=registration_id)
    changes: dict[str, list[Any]] = {"state": [before.value if before else None, after.value]}
    if parts:
        changes["parts"] = [None, parts]
    audit.record(person=person, organisation=organisation, verb=verb, kind=PURPOSE, subject=registration_id, changes=changes)


def _about(registration_id: int, activity: ActivityRow) -> dict[str, Any]:
    row = Registration.objects.values("person__name", "organisation__name").get(id=registration_id)
    return {
        "name": row["person__name"],
        "organisation": row["organisation__name"],
        "title": activity.title,
        "format_sv": activity.definition.definite.sv,
        "format_en": activity.definition.definite.en,
    }


def _ask(name: str, activity: ActivityRow, registration_id: int, *, key: str | None = None) -> bool:
    """A letter to the manager with the link that holds now. Says whether it was put."""
    row = Assignment.objects.select_related("manager").get(registration=registration_id)
    assert row.manager is not None  # it lies with a manager
    link = open_link(registration_id, row.manager.pk)
    if link is None or not row.manager.is_active:
        return False
    until = link.expires.isoformat() if link.expires else ""
    values = {**_about(registration_id, activity), "to": row.manager.name, "until": until, "path": f"/uppdrag/{token_of(link)}/"}
    return outbox.put(to=row.manager.email, language=row.manager.language, name=name, values=values, key=key)


def remind_manager(registration_id: int) -> bool:
    """One letter more to the manager who has not answered, once for each link. Says whether it was put. Within a transaction."""
    link = Assignment.objects.values_list("link", flat=True).get(registration=registration_id)
    activity = unattended(Registration.objects.values_list("activity", flat=True).get(id=registration_id))
    return _ask("assignment_unanswered", activity, registration_id, key=f"assignment_unanswered:{link}")


def _tell_manager(name: str, activity: ActivityRow, registration_id: int) -> None:
    manager = Assignment.objects.select_related("manager").get(registration=registration_id).manager
    if manager is not None and manager.is_active:
        values = {**_about(registration_id, activity), "to": manager.name, "path": f"/aktiviteter/{activity.id}/"}
        outbox.put(to=manager.email, language=manager.language, name=name, values=values)


def _tell_participant(name: str, activity: ActivityRow, registration_id: int, changed: list[str], word: str) -> None:
    row = Registration.objects.select_related("person", "assignment__manager").get(id=registration_id)
    manager = row.assignment.manager
    if row.person.is_active:
        parts = [rules.LABELS[part].in_language(row.person.language) for part in changed]
        values = {
            **_about(registration_id, activity), "to": row.person.name, "manager": manager.name if manager else "",
            "parts": parts, "word": word, "path": f"/aktiviteter/{activity.id}/uppdrag/{registration_id}/",
        }  # fmt: skip
        outbox.put(to=row.person.email, language=row.person.language, name=name, values=values)
