"""Homework reaches those who do it: letters when it is given and when its last day moves (E5)."""

from django.db import transaction

from samlar.activities import queries
from samlar.activities.actions import homework as actions
from samlar.activities.rules.homework import HomeworkRow, Written
from samlar.foundation import outbox
from samlar.people.rules import Actor
from samlar.registration.queries.homework import to_tell


@transaction.atomic
def give(actor: Actor, activity_id: int, homework_id: int, *, revision: int) -> int:
    """Gives homework to the participants and tells each once. Says how many letters. Raises as `activities.actions.homework.give`."""
    row = actions.give(actor, activity_id, homework_id, revision=revision)
    return _tell(actor, row, "homework_given")


@transaction.atomic
def change(actor: Actor, activity_id: int, homework_id: int, written: Written, *, revision: int) -> int:
    """Changes homework; where the last day of what was given moves, everybody is told again. Says how many letters. Raises as
    `activities.actions.homework.change`."""
    changed = actions.change(actor, activity_id, homework_id, written, revision=revision)
    if changed.moved_from is None:
        return 0
    return _tell(actor, changed.homework, "homework_moved", before=changed.moved_from.isoformat())


def _tell(actor: Actor, row: HomeworkRow, name: str, **more: str) -> int:
    """One letter to each, whatever role they are in; not to the one who did it."""
    activity = queries.activity(actor, row.activity)
    values = {
        "title": activity.title, "homework": row.title, "due": row.due.isoformat(), "alone": row.alone, "who": actor.name,
        "organisation": actor.organisation_name, "path": f"/aktiviteter/{row.activity}/hemuppgifter/{row.id}/", **more,
    }  # fmt: skip
    told = [one for one in to_tell(activity) if one.person != actor.person]
    for one in told:
        outbox.put(to=one.email, language=one.language, name=name, values={**values, "to": one.name})
    return len(told)
