"""Which activities grew from a proposal, alone or in an area."""

from django.db.models import Q

from samlar.activities.models import Activity
from samlar.people.rules import Actor


def grown_from(actor: Actor, proposal_id: int) -> int | None:
    """The id of the activity that grew from a proposal, where the viewer sees it. One query. The caller has seen the proposal."""
    rows = Activity.objects.filter(Q(proposal=proposal_id) | Q(from_proposals__proposal=proposal_id), audience__in=actor.tokens)
    return rows.order_by("-created", "-id").values_list("id", flat=True).first()


def grown_from_areas(actor: Actor, round_id: int) -> dict[int, list[tuple[int, str]]]:
    """{area: (id, title) of its activities} for the areas of a round, as far as the viewer sees, in order. One query."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = Activity.objects.filter(area__round=round_id, audience__in=actor.tokens).order_by("created", "id")
    for area, id, title in rows.values_list("area", "id", "title"):
        found.setdefault(area, []).append((id, title))
    return found
