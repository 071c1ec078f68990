"""An attendance list is read in from a file: the dry run's judge is asked again, and what was chosen is written, all or nothing (E4)."""

from dataclasses import dataclass

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.foundation import audit, clock
from samlar.people.actions.guests import guest_without_address, known_or_guest, named_again
from samlar.people.models import Organisation
from samlar.people.rules import Actor
from samlar.registration.actions.attendance import lock
from samlar.registration.models import Attendance
from samlar.registration.queries.attendance_import import known, opened, target
from samlar.registration.rules.attendance import Source
from samlar.registration.rules.attendance_plan import Choices, Fate, Judged, judge
from samlar.registration.rules.writing import address_of

GUESTS = (Fate.GUEST, Fate.WHICH)


@dataclass(frozen=True, slots=True)
class ReadIn:
    """What a file gave: notes written, guests taken in, and the rows that were left out and not only repeated what is noted."""

    noted: int
    guests: int
    left: int


@transaction.atomic
def read_in(actor: Actor, activity_id: int, session_id: int | None, *, sealed: str, choices: Choices) -> ReadIn:
    """Writes what the rows of a dry run say, as chosen. The same file again changes nothing.

    In order: locks the activity (two files are read one after the other) and its sessions, asks the judge anew, makes the chosen guests
    persons without work or sign-in, writes the notes, records. Raises NotVisible, NotAllowed, NotNoted, FileRefused.
    """
    _, activity = locked(actor, activity_id)
    where = target(actor, activity, session_id)
    lock(*(one.id for one in where.meetings))
    found = opened(actor, where, sealed)
    judged = judge(found.rows, known(where, found.rows, choices.organisations.values()), choices)
    written = [one for one in judged if one.does]
    guests = _guests(written)
    named_again(one.person for one in written if one.person is not None)
    _write(actor, [(one, one.person or guests[one.key]) for one in written])
    left = sum(not one.does and one.fate not in (Fate.SAME, Fate.AGAIN, Fate.NOTHING) for one in judged)
    if written:
        audit.record(
            person=actor.person, organisation=actor.organisation, verb="attendance.read_in", kind="session",
            subject=where.session.id if where.session else f"activity:{activity_id}",
            changes={"notes": [None, len(written)], "guests": [None, sorted(guests.values())], "rows": [None, len(found.rows)]},
        )  # fmt: skip
    return ReadIn(len(written), len(guests), left)


def _guests(written: list[Judged]) -> dict[int, int]:
    """The persons made of those taken in as guests, by the first row about each.

    In the order of their addresses: two files that name the same guests, read in at two activities at once, never wait for each other.
    """
    first: dict[int, Judged] = {}
    for one in written:
        if one.fate in GUESTS and one.person is None:
            first.setdefault(one.key, one)
    rows = sorted((address_of(one.row.email), key, one.row.name) for key, one in first.items())
    return {key: known_or_guest(name=name, email=at) if at else guest_without_address(name=name) for at, key, name in rows}


def _write(actor: Actor, written: list[tuple[Judged, int]]) -> None:
    kinds = dict(Organisation.objects.filter(id__in={one.organisation for one, _ in written}).values_list("id", "kind__counts_as"))
    now, fresh = clock.now(), []
    for one, person in written:
        if one.meeting is None or one.organisation is None:
            continue  # whatever is written has both
        if one.fate == Fate.OTHERWISE:
            changed = {"present": one.present, "source": Source.FILE, "noted_by_id": actor.person, "noted": now}
            Attendance.objects.filter(session=one.meeting.id, item=None, person=person).update(**changed)
            continue
        fresh.append(
            Attendance(
                session_id=one.meeting.id, person_id=person, organisation_id=one.organisation, kind=kinds[one.organisation],
                present=one.present, source=Source.FILE, noted_by_id=actor.person, noted=now,
            )
        )  # fmt: skip
    Attendance.objects.bulk_create(fresh)
