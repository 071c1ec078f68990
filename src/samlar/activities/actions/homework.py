"""Homework is written, given and taken up by those who lead the learning (E5). Who is told stands in lifecycle."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from samlar.activities.actions.items import add_item
from samlar.activities.actions.locks import locked
from samlar.activities.models import Homework, ProgrammeItem
from samlar.activities.queries.homework import ActivityHomework, agenda_item, homework, homework_of
from samlar.activities.rules import homework as rules
from samlar.activities.rules.homework import HomeworkRow, Written
from samlar.activities.rules.items import PLANNED, ItemText
from samlar.foundation import audit, clock
from samlar.people.rules import Actor


@transaction.atomic
def write(actor: Actor, activity_id: int, written: Written) -> int:
    """Begins a draft; says its id. Nobody is told.

    Side effects in order: locks the activity, writes, records. Raises NotVisible, NotAllowed (only those who lead the learning),
    ActivityRefused (the activity is over, or as `rules.homework.taken`).
    """
    _, activity = locked(actor, activity_id)
    found = homework_of(actor, activity)
    rules.must_set(actor, activity, staffs=found.sets)
    rules.must_be_live(activity)
    kept = rules.taken(written, sessions=_sessions(found), before=None, today=clock.today())
    made = Homework.objects.create(
        activity_id=activity_id, title=kept.title, text=kept.text, due=kept.due, by=kept.by, seen_by=kept.seen_by, after_id=kept.after,
        taken_up_at_id=kept.taken_up_at, changed=clock.now(),
    )  # fmt: skip
    _record(actor, "homework.written", made.pk)
    return made.pk


@dataclass(frozen=True, slots=True)
class Change:
    """What a change means to the participants: the last day before and after, where it moved for homework that was given."""

    homework: HomeworkRow
    moved_from: date | None


@transaction.atomic
def change(actor: Actor, activity_id: int, homework_id: int, written: Written, *, revision: int) -> Change:
    """Changes homework, given or not. Says whether its last day moved. Raises as `write`, and Overtaken (`revision` is not the newest)."""
    found, before = _locked(actor, activity_id, homework_id)
    rules.must_be_live(found.activity)
    rules.must_be_read_lately(revision, before)
    kept = rules.taken(written, sessions=_sessions(found), before=before, today=clock.today())
    fields = {
        "title": kept.title, "text": kept.text, "due": kept.due, "by": kept.by, "seen_by": kept.seen_by, "after_id": kept.after,
        "taken_up_at_id": kept.taken_up_at,
    }  # fmt: skip
    Homework.objects.filter(id=homework_id).update(**fields, changed=clock.now(), revision=before.revision + 1)
    _record(actor, "homework.changed", homework_id)
    _, after = homework(actor, activity_id, homework_id)
    return Change(after, before.due if before.given is not None and before.due != after.due else None)


@transaction.atomic
def give(actor: Actor, activity_id: int, homework_id: int, *, revision: int) -> HomeworkRow:
    """Shows a draft to the participants. Raises NotVisible, NotAllowed, ActivityRefused (given already, not running, past), Overtaken."""
    found, before = _locked(actor, activity_id, homework_id)
    rules.must_be_givable(found.activity, before, clock.today())
    rules.must_be_read_lately(revision, before)
    now = clock.now()
    Homework.objects.filter(id=homework_id).update(given=now, changed=now, revision=before.revision + 1)
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="homework.given", kind="activity", subject=activity_id,
        changes={"homework": [homework_id, homework_id]},
    )  # fmt: skip
    return homework(actor, activity_id, homework_id)[1]


@transaction.atomic
def throw_away(actor: Actor, activity_id: int, homework_id: int) -> None:
    """Throws a draft away. Raises NotVisible, NotAllowed, ActivityRefused (it has been given)."""
    _, before = _locked(actor, activity_id, homework_id)
    rules.must_be_removable(before)
    items = ProgrammeItem.objects.filter(homework=homework_id)
    rules.must_not_stand_on_a_programme(items.filter(state=PLANNED).exists())
    items.update(homework=None)
    _record(actor, "homework.thrown_away", homework_id)
    Homework.objects.filter(id=homework_id).delete()


@transaction.atomic
def take_up(
    actor: Actor, activity_id: int, homework_id: int, *, session: int, day: date | None, starts: time | None, ends: time | None
) -> int:
    """Makes homework an item of a session's programme, and that session the one that takes it up; says the item's id.

    Raises NotVisible (also for a session that is not the activity's), NotAllowed (only those who make the programme), ActivityRefused
    (it stands on a programme already, its last day is after the session, or as `actions.items.add_item`).
    """
    found, before = _locked(actor, activity_id, homework_id)
    at = agenda_item(homework_id)
    rules.must_not_be_taken_up_twice(next((one.title for one in found.sessions if at and one.id == at.session), ""))
    item = ItemText(title=before.title, kind="homework", day=day, starts=starts, ends=ends, homework=homework_id)
    made = add_item(actor, activity_id, session, item)
    if before.taken_up is None or before.taken_up.id != session:
        written = Written(
            title=before.title, text=before.text, due=before.due, by=before.by, seen_by=before.seen_by,
            after=before.after.id if before.after else None, taken_up_at=session,
        )  # fmt: skip
        rules.taken(written, sessions=_sessions(found), before=before, today=clock.today())
        Homework.objects.filter(id=homework_id).update(taken_up_at=session, changed=clock.now(), revision=before.revision + 1)
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="homework.taken_up", kind="activity", subject=activity_id,
        changes={"homework": [homework_id, homework_id]},
    )  # fmt: skip
    return made


def _locked(actor: Actor, activity_id: int, homework_id: int) -> tuple[ActivityHomework, HomeworkRow]:
    """The homework, once the activity's row is locked. Raises NotVisible, NotAllowed."""
    _, activity = locked(actor, activity_id)
    found, row = homework(actor, activity_id, homework_id)
    rules.must_set(actor, activity, staffs=found.sets)
    return found, row


def _sessions(found: ActivityHomework) -> dict[int, rules.SessionRow]:
    return {one.id: one for one in found.sessions}


def _record(actor: Actor, verb: str, homework_id: int) -> None:
    """Of the homework: what is only being written is no part of the activity's history, which members read."""
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="homework", subject=homework_id)
