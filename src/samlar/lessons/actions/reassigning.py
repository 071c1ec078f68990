"""When somebody leaves, what they carried of lessons goes to a colleague (A3)."""

from dataclasses import replace

from django.db import transaction

from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.foundation.keys import is_key
from samlar.lessons.actions import capacity, uptakes
from samlar.lessons.models import CapacityAction, Lesson, Uptake
from samlar.lessons.queries.owned import CAPACITY_ACTION, LESSON, UPTAKE
from samlar.lessons.rules.deeds import LessonRefused
from samlar.people.queries import works_at
from samlar.people.rules import Actor, Item, NotVisible, must_look_after


@transaction.atomic
def reassign(actor: Actor, item: Item, *, to: int) -> None:
    """A colleague owns the uptake, answers questions about the lesson, or is to do what was agreed, from now on. Locks that row.

    Raises NotVisible (no such thing), NotAllowed (who looks after the organisation's people does this), LessonRefused (at `owner`:
    the colleague does not work there).
    """
    rows, where = {
        LESSON: (Lesson.objects, "organisation"),
        UPTAKE: (Uptake.objects, "organisation"),
        CAPACITY_ACTION: (CapacityAction.objects, "round__organisation"),
    }.get(item.kind, (None, ""))
    found = rows.filter(id=item.id).values_list(where, flat=True).first() if rows is not None and is_key(item.id) else None
    if found is None:
        raise NotVisible
    must_look_after(actor, found)
    if item.kind == UPTAKE:
        home = replace(actor, organisation=found)  # whoever holds the register may look after another organisation's people
        uptakes.handed_to(home, uptakes.held(home, item.id), to)
    elif item.kind == CAPACITY_ACTION:
        capacity.handed_to(replace(actor, organisation=found), item.id, to)
    else:
        _answer_for(actor, item.id, found, to)


def _answer_for(actor: Actor, lesson_id: int, organisation: int, to: int) -> None:
    if not works_at(to, organisation):
        raise LessonRefused(
            Sentence("Den som svarar på frågor ska arbeta hos er.", "Whoever answers questions must work with you."),
            field="owner",
            source="F1",
        )
    row = Lesson.objects.select_for_update(no_key=True).get(id=lesson_id)
    Lesson.objects.filter(id=lesson_id).update(contact=to, changed=clock.now(), revision=row.revision + 1)
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="lesson.handed_over", kind="lesson", subject=lesson_id,
        changes={"contact": [row.contact_id, to]},
    )  # fmt: skip
