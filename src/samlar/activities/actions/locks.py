"""The row that guards an activity while a deed is done."""

from samlar.activities import queries
from samlar.activities.models import Activity
from samlar.activities.rules.rows import ActivityRow
from samlar.people.rules import Actor


def locked(actor: Actor, activity_id: int) -> tuple[Activity, ActivityRow]:
    """The activity's row, locked until the transaction ends, and the activity as the actor sees it afterwards. Raises NotVisible."""
    queries.activity(actor, activity_id)
    row = Activity.objects.select_for_update().get(id=activity_id)
    return row, queries.activity(actor, activity_id)
