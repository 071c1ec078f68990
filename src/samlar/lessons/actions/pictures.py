"""Pictures of an example: made anew, kept by checksum, each with words for those who do not see it (F1, Z1)."""

from django.db import transaction

from samlar.foundation import audit, clock, files
from samlar.foundation.keys import is_key
from samlar.foundation.pictures import NotAPicture, made_anew
from samlar.lessons.actions.writing import locked
from samlar.lessons.models import ExamplePicture
from samlar.lessons.rules import lessons as lesson_rules
from samlar.lessons.rules import pictures as rules
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import Kind
from samlar.people.rules import Actor, NotVisible


@transaction.atomic
def add(actor: Actor, lesson_id: int, sent: bytes, *, shows: str) -> int:
    """Adds a picture, last; says its id.

    Side effects in order: locks the lesson, keeps the file, writes, records. Raises NotVisible, NotAllowed (others than its organisation),
    LessonRefused (at `picture` or `shows`).
    """
    _carried(actor, lesson_id)
    there = list(ExamplePicture.objects.filter(lesson=lesson_id).values_list("position", flat=True))
    rules.must_have_room(len(there))
    said = rules.shown(shows)
    try:
        picture = made_anew(sent)
    except NotAPicture as no:
        raise rules.refused(no.wrong.value) from None
    made = ExamplePicture.objects.create(
        lesson_id=lesson_id, position=max(there, default=0) + 1, file=files.keep(picture.data), width=picture.width,
        height=picture.height, shows=said, added=clock.now(),
    )  # fmt: skip
    _record(actor, lesson_id, "lesson.picture_added")
    return made.pk


@transaction.atomic
def describe(actor: Actor, lesson_id: int, picture_id: int, *, shows: str) -> None:
    """Says otherwise what a picture shows. Raises NotVisible, NotAllowed, LessonRefused (at `shows`)."""
    _carried(actor, lesson_id)
    said = rules.shown(shows)
    if not is_key(picture_id) or not ExamplePicture.objects.filter(id=picture_id, lesson=lesson_id).update(shows=said):
        raise NotVisible
    _record(actor, lesson_id, "lesson.picture_described")


@transaction.atomic
def remove(actor: Actor, lesson_id: int, picture_id: int) -> None:
    """Takes a picture away; its file goes when nobody has needed it for a month. Raises NotVisible (also: gone already), NotAllowed."""
    _carried(actor, lesson_id)
    row = ExamplePicture.objects.filter(id=picture_id, lesson=lesson_id).first() if is_key(picture_id) else None
    if row is None:
        raise NotVisible
    row.delete()
    files.touch(row.file)
    _record(actor, lesson_id, "lesson.picture_removed")


def _carried(actor: Actor, lesson_id: int) -> LessonRow:
    """The example, locked, for those who may change it. Raises NotVisible (also for what is no example), NotAllowed, LessonRefused."""
    row = locked(actor, lesson_id)
    if row.kind != Kind.EXAMPLE:
        raise NotVisible
    lesson_rules.must_carry(actor, row)
    return row


def _record(actor: Actor, lesson_id: int, verb: str) -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="lesson", subject=lesson_id)
