"""Somebody else reads it and finds that it holds; later, perhaps, it no longer does (F1)."""

from dataclasses import replace

from django.db import transaction
from django.db.models import ProtectedError

from samlar.foundation import audit, clock, outbox
from samlar.lessons.actions.writing import locked
from samlar.lessons.models import Example, ExampleLink, ExamplePicture, Lesson, LessonTheme, Review, Uptake
from samlar.lessons.rules import lessons as lesson_rules
from samlar.lessons.rules import reviewing as rules
from samlar.lessons.rules.deeds import must_be_read_lately
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import EXITS, State
from samlar.people import queries as people
from samlar.people.rules import Actor


@transaction.atomic
def review(actor: Actor, lesson_id: int, *, holds: bool, note: str, revision: int) -> None:
    """Somebody from another organisation has read it: it holds, or needs another look. The newest word decides whether it is validated.

    Side effects in order: locks the lesson, writes the review and the mark, records, a letter to whoever wrote it. Raises NotVisible,
    NotAllowed (the organisation that wrote it), LessonRefused (a draft; over; at `note`), Overtaken (the words were changed meanwhile).
    """
    row = locked(actor, lesson_id)
    rules.must_review(actor, row)
    must_be_read_lately(revision, row.revision)
    said = rules.taken_note(note, holds=holds)
    now = clock.now()
    Review.objects.create(  # type: ignore[misc]  # whoever acts for an organisation is a person
        lesson_id=lesson_id, lesson_revision=row.revision, holds=holds, note=said, person_id=actor.person,
        organisation_id=actor.organisation, made=now,
    )  # fmt: skip
    Lesson.objects.filter(id=lesson_id).update(validated=(row.validated or now) if holds else None)
    _record(actor, lesson_id, "lesson.reviewed")
    _tell_writer(actor, row, holds=holds, note=said)


def _tell_writer(actor: Actor, row: LessonRow, *, holds: bool, note: str) -> None:
    """A letter to whoever wrote it, as long as that is somebody who works there."""
    if row.person is None or not people.works_at(row.person, row.organisation):
        return
    to = people.person_contact(row.person, row.organisation)
    values = {
        "to": to.name, "who": actor.name, "organisation": actor.organisation_name, "sentence": row.sentence, "holds": holds, "note": note,
        "path": f"/lardomar/{row.id}/",
    }  # fmt: skip
    outbox.put(to=to.email, language=to.language, name="lesson_reviewed", values=values)


@transaction.atomic
def make_obsolete(actor: Actor, lesson_id: int, *, why: str, revision: int) -> None:
    """It no longer holds, and why; those who see it still read it, and who has taken it home is told.

    Side effects in order: locks the lesson, writes, records, one letter to the owner of each living uptake (else to the organisation).
    Raises NotVisible, NotAllowed (works elsewhere), LessonRefused (over already; at `why`), Overtaken.
    """
    row = locked(actor, lesson_id)
    lesson_rules.must_carry(actor, row)
    must_be_read_lately(revision, row.revision)
    said = rules.taken_why(why)
    fresh = row.revision + 1
    Lesson.objects.filter(id=lesson_id).update(state=State.OBSOLETE, why=said, changed=clock.now(), revision=fresh)
    _record(actor, lesson_id, "lesson.made_obsolete", {"state": [row.state.value, State.OBSOLETE.value]}, reason=said)
    values = {"sentence": row.sentence, "organisation": row.organisation_name, "why": said}
    tell_those_who_have_it(lesson_id, "lesson_obsolete", values, key=f"lesson-obsolete:{lesson_id}:{fresh}", but=actor.person)


@transaction.atomic
def holds_again(actor: Actor, lesson_id: int, *, revision: int) -> None:
    """What was marked as obsolete holds after all, and is open as far as it was.

    Raises NotVisible, NotAllowed, LessonRefused, Overtaken.
    """
    row = locked(actor, lesson_id)
    rules.must_be_obsolete(row)
    state = rules.state_before(row)
    lesson_rules.must_carry(actor, replace(row, state=state))
    must_be_read_lately(revision, row.revision)
    Lesson.objects.filter(id=lesson_id).update(state=state, why="", changed=clock.now(), revision=row.revision + 1)
    _record(actor, lesson_id, "lesson.holds_again", {"state": [row.state.value, state.value]})


@transaction.atomic
def throw_away(actor: Actor, lesson_id: int) -> None:
    """A draft that nobody has taken home is deleted with all that belongs to it. Raises NotVisible, NotAllowed, LessonRefused."""
    row = locked(actor, lesson_id)
    lesson_rules.must_carry(actor, row)
    taken_home = Uptake.objects.filter(lesson=lesson_id).exists()
    rules.must_be_thrown_away(row, taken_home=taken_home, points_to_it=Lesson.objects.filter(merged_into=lesson_id).exists())
    for part in (LessonTheme, ExampleLink, ExamplePicture, Example, Review):
        part._default_manager.filter(lesson=lesson_id).delete()
    try:
        with transaction.atomic():
            Lesson.objects.filter(id=lesson_id).delete()
    except ProtectedError:  # something else builds on it, such as what is sent on
        rules.must_be_thrown_away(row, taken_home=taken_home, points_to_it=True)
    _record(actor, lesson_id, "lesson.thrown_away")


def tell_those_who_have_it(lesson_id: int, name: str, values: dict[str, str], *, key: str, but: int | None = None) -> int:
    """A letter to whoever owns each living uptake; where nobody does, to the organisation's representatives. Once per uptake and key."""
    rows = Uptake.objects.filter(lesson=lesson_id).exclude(standing__in=EXITS).order_by("id")
    sent = 0
    for uptake, organisation, owner in rows.values_list("id", "organisation", "owner"):
        for to in people.answering(owner, organisation):
            if to.person != but:
                told = {"path": f"/hemtagning/{uptake}/", **values, "to": to.name}
                sent += outbox.put(to=to.email, language=to.language, name=name, values=told, key=f"{key}:{uptake}:{to.person}")
    return sent


def _record(actor: Actor, lesson_id: int, verb: str, changes: dict[str, list[str]] | None = None, reason: str = "") -> None:
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind="lesson", subject=lesson_id, changes=changes, reason=reason
    )
