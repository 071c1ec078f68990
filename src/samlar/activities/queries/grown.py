"""Which activity grew from a proposal."""

from samlar.activities.models import Activity
from samlar.people.rules import Actor


def grown_from(actor: Actor, proposal_id: int) -> int | None:
    """The id of the activity that grew from a proposal, where the viewer sees it. One query. The caller has seen the proposal."""
    rows = Activity.objects.filter(proposal=proposal_id, audience__in=actor.tokens).order_by("-created", "-id")
    return rows.values_list("id", flat=True).first()
