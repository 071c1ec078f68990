"""A good example is written, and changed: a lesson with a practice beside it, in one transaction (F1, F4)."""

from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from samlar.lessons.actions import writing
from samlar.lessons.models import Example, ExampleLink, Lesson
from samlar.lessons.rules import examples as rules
from samlar.lessons.rules.examples import PARTS, ExampleText, LinkText
from samlar.lessons.rules.words import Kind, State
from samlar.people.rules import Actor, NotVisible


@transaction.atomic
def write(actor: Actor, text: ExampleText, *, state: State = State.DRAFT) -> int:
    """Keeps a new example of the actor's organisation; says its lesson's id.

    Raises NotAllowed (acts for nobody), NotVisible (an activity that the actor does not see), LessonRefused (at a field).
    """
    text = rules.taken(text)
    made = writing.capture(actor, text.lesson, state=state)
    Example.objects.create(lesson_id=made, **{part: getattr(text, part) for part in PARTS})
    _link(made, text.links)
    return made


@transaction.atomic
def change(actor: Actor, lesson_id: int, text: ExampleText, *, revision: int) -> None:
    """Changes the example's words and links. A change of what it says makes it unread again (validated), as with any lesson.

    Raises NotVisible (also for what is no example), NotAllowed (others than its organisation), LessonRefused, Overtaken.
    """
    text = rules.taken(text)
    if writing.locked(actor, lesson_id).kind != Kind.EXAMPLE:
        raise NotVisible
    writing.change(actor, lesson_id, text.lesson, revision=revision)
    fresh = {part: getattr(text, part) for part in PARTS}
    if Example.objects.filter(lesson=lesson_id, **fresh).update(**fresh) == 0:
        Example.objects.filter(lesson=lesson_id).update(**fresh)
        Lesson.objects.filter(id=lesson_id).update(validated=None)
    ExampleLink.objects.filter(lesson=lesson_id).delete()
    _link(lesson_id, text.links)


def _link(lesson_id: int, links: Iterable[LinkText]) -> None:
    ExampleLink.objects.bulk_create(ExampleLink(lesson_id=lesson_id, position=place, **asdict(one)) for place, one in enumerate(links))
