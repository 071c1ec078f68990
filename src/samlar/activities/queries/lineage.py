"""What an activity grew from and what grew from it: a test room scouts before a learning project, a network becomes one (C3, H1)."""

from dataclasses import dataclass

from django.db.models import Q

from samlar.activities.models import Activity
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.people.rules import Actor


@dataclass(frozen=True, slots=True)
class Kin:
    """Another activity, to link to."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """The activity that this one continues, where the viewer sees it, and those that continue this one."""

    before: Kin | None
    after: tuple[Kin, ...]


def lineage(actor: Actor, activity: ActivityRow) -> Lineage:
    """Where an activity stands in the row, as far as the viewer sees. One query."""
    near = Activity.objects.filter(Q(id=activity.continues or 0) | Q(continues=activity.id), audience__in=actor.tokens)
    kin = [Kin(*row) for row in near.order_by("created", "id").values_list("id", "title")]
    return Lineage(
        before=next((one for one in kin if one.id == activity.continues), None),
        after=tuple(one for one in kin if one.id != activity.continues),
    )


def could_continue(activity: ActivityRow) -> list[tuple[int, str]]:
    """(id, title) of what the activity may continue: what has begun and those who lead it took part in, the newest first. One query.

    What has begun is seen by everybody. The caller may write the plan.
    """
    leads = [one.organisation for one in activity.leads]
    begun = Activity.objects.exclude(id=activity.id).exclude(started=None)
    took_part = Q(participations__organisation__in=leads, participations__state=TAKING_PART)
    theirs = begun.filter(took_part | Q(id=activity.continues or 0)).distinct()
    return list(theirs.order_by("-started", "-id").values_list("id", "title"))
