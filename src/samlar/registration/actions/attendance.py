"""Who was there is noted: on a list, at the door, afterwards (E4, C4). The session's row is the lock: two phones make one note."""

import secrets

from django.db import transaction

from samlar.activities import queries as activities
from samlar.activities.models import ProgrammeItem, Session
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import audit, clock
from samlar.people.models import Employment, Organisation
from samlar.people.queries import on
from samlar.people.rules import Actor, NotVisible
from samlar.registration.models import Attendance
from samlar.registration.queries import attendance as queries
from samlar.registration.queries import door
from samlar.registration.rules import attendance as rules
from samlar.registration.rules.attendance import AttendeeRow, ItemRow, Mark, MeetingRow, Source


@transaction.atomic
def note(actor: Actor, activity_id: int, session_id: int, *, person: int, mark: Mark, item_id: int | None = None) -> None:
    """Notes that somebody was there, or did not come, or takes a note back. What is noted so already changes nothing.

    Whoever was at an item was at the session: a note of absence from the session gives way. Raises NotVisible, NotAllowed, NotNoted
    (cancelled, before its day, nobody who can be noted here).
    """
    activity, found = _held(actor, activity_id, session_id)
    item = found.item(item_id)
    listed = next(iter(queries.listed(found, item, person=person)), None)
    if mark == Mark.CLEAR:
        _forget(actor, found, item, person)
        return
    if mark == Mark.ABSENT:
        rules.must_be_expected(listed is not None)
        if item is None:
            rules.must_not_be_at_an_item(_items_of(session_id, person))
    _write(actor, found, item, person, listed.organisation if listed else _adds(activity, found, person), mark == Mark.PRESENT, Source.LIST)


@transaction.atomic
def note_the_rest_absent(actor: Actor, activity_id: int, session_id: int) -> int:
    """Notes that everybody registered of whom nothing is noted did not come; says how many. Raises NotVisible, NotAllowed, NotNoted."""
    _activity, found = _held(actor, activity_id, session_id)
    rules.must_be_over(found, clock.now())
    rest = [one for one in queries.listed(found) if not one.there and not one.absent]
    kinds = dict(Organisation.objects.filter(id__in={one.organisation for one in rest}).values_list("id", "kind__counts_as"))
    Attendance.objects.bulk_create(_row(actor, found, one, kinds[one.organisation]) for one in rest)
    if rest:
        _record(actor, found, "attendance.rest_absent", persons=[None, [one.person for one in rest]])
    return len(rest)


@transaction.atomic
def arrive(actor: Actor, token: str) -> None:
    """The viewer is there, by the code at the door. Twice changes nothing.

    Raises NotVisible (a visitor, or no such door), NotNoted outside the door's time, NotAllowed without a confirmed registration.
    """
    if actor.person is None:
        raise NotVisible
    found, title = _at_the_door(token)
    rules.must_be_registered(door.is_registered(found.activity, actor.person), title)
    _enter(actor, found, actor.person)


@transaction.atomic
def arrive_by_address(token: str, email: str) -> None:
    """Whoever has this address is there, if it belongs to somebody registered. Nobody is told whether it did.

    Raises NotVisible where there is no such door, NotNoted outside the door's time.
    """
    found, _title = _at_the_door(token)
    person = door.person_at(email)
    if person is not None and door.is_registered(found.activity, person):
        _enter(Actor(), found, person)


@transaction.atomic
def new_code(actor: Actor, activity_id: int, session_id: int) -> None:
    """Another code at the door: the old one leads nowhere from now on. Raises NotVisible, NotAllowed, NotNoted."""
    _activity, found = _held(actor, activity_id, session_id, whenever=True)
    Session.objects.filter(id=session_id).update(check_in=secrets.token_hex(16))
    _record(actor, found, "attendance.new_code")


def _held(actor: Actor, activity_id: int, session_id: int, *, whenever: bool = False) -> tuple[ActivityRow, MeetingRow]:
    """The session, locked, for somebody who may note its attendance now."""
    activity = activities.activity(actor, activity_id)
    rules.must_mark(actor, activity, queries.roles_of(actor, activity_id), queries.meeting(activity, session_id), clock.now())
    lock(session_id)
    found = queries.meeting(activity, session_id)
    rules.must_be_open(found, clock.now(), leading=whenever or rules.leads(actor, activity))
    return activity, found


def lock(*sessions: int) -> None:
    """Locks sessions until the transaction ends, in order, so that no two deeds wait for each other."""
    list(Session.objects.select_for_update(no_key=True).filter(id__in=sessions).order_by("id").values_list("id"))


def _at_the_door(token: str) -> tuple[MeetingRow, str]:
    """The session behind a door, locked, within the door's time, and its activity's title."""
    lock(door.session_behind(token))
    behind = door.door(Actor(), token)
    rules.must_be_an_open_door(behind.meeting, clock.now())
    return behind.meeting, behind.activity_title


def _enter(actor: Actor, found: MeetingRow, person: int) -> None:
    listed = next(iter(queries.listed(found, person=person)), None)
    if listed is not None:
        _write(actor, found, None, person, listed.organisation, True, Source.DOOR)


def _adds(activity: ActivityRow, found: MeetingRow, person: int) -> int:
    """The organisation of somebody who is not on the list but works, that day, at one that takes part. Raises NotNoted."""
    taking_part = [one.organisation for one in activity.taking_part]
    rows = Employment.objects.filter(on(found.first_day), person=person, organisation__in=taking_part, person__is_active=True)
    at = rows.values_list("organisation", flat=True).first()
    rules.must_be_known_here(at is not None)
    assert at is not None
    return at


def _write(
    actor: Actor, found: MeetingRow, item: ItemRow | None, person: int, organisation: int, present: bool, source: Source
) -> None:
    """One note about a person; the session is locked."""
    about = {"session_id": found.id, "item_id": item.id if item else None, "person_id": person}
    before = Attendance.objects.filter(**about).values_list("present", flat=True).first()
    if before == present:
        return
    kind = Organisation.objects.values_list("kind__counts_as", flat=True).get(id=organisation)
    noted = {"present": present, "source": source, "noted_by_id": actor.person, "noted": clock.now()}
    Attendance.objects.update_or_create(**about, defaults=noted, create_defaults={**noted, "organisation_id": organisation, "kind": kind})
    if item is not None and present:
        Attendance.objects.filter(session=found.id, item=None, person=person, present=False).delete()
    _record(actor, found, "attendance.noted", person=[person, person], present=[before, present], item=[None, about["item_id"]])


def _forget(actor: Actor, found: MeetingRow, item: ItemRow | None, person: int) -> None:
    rows = Attendance.objects.filter(session=found.id, item=item.id if item else None, person=person)
    before = rows.values_list("present", flat=True).first()
    if before is not None:
        rows.delete()
        _record(actor, found, "attendance.noted", person=[person, person], present=[before, None], item=[None, item.id if item else None])


def _row(actor: Actor, found: MeetingRow, one: AttendeeRow, kind: str) -> Attendance:
    return Attendance(
        session_id=found.id, person_id=one.person, organisation_id=one.organisation, kind=kind, present=False, source=Source.LIST,
        noted_by_id=actor.person, noted=clock.now(),
    )  # fmt: skip


def _items_of(session_id: int, person: int) -> list[str]:
    at = Attendance.objects.filter(session=session_id, person=person, present=True, item__isnull=False).values("item")
    return list(ProgrammeItem.objects.filter(id__in=at).values_list("title", flat=True))


def _record(actor: Actor, found: MeetingRow, verb: str, **changes: list[object]) -> None:
    """In the session's own trail: who was there is not told in the activity's history (Z2)."""
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="session", subject=found.id, changes=changes)
