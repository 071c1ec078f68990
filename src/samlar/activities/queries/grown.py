"""Which activities grew from a proposal, alone or in an area; and from which area one did."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from samlar.activities.models import Activity, FromProposal
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


def grown_from_proposals(actor: Actor, proposals: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """{proposal: (id, title) of the activities that grew from it, alone or in an area}, as far as the viewer sees. Two queries."""
    seen = Activity.objects.filter(audience__in=actor.tokens)
    rows = {
        *seen.filter(proposal__in=proposals).values_list("proposal", "id", "title"),
        *FromProposal.objects.filter(proposal__in=proposals, activity__in=seen).values_list("proposal", "activity", "activity__title"),
    }
    found: dict[int, list[tuple[int, str]]] = {}
    for proposal, id, title in sorted(rows):
        found.setdefault(proposal, []).append((id, title))
    return found


@dataclass(frozen=True, slots=True)
class FromArea:
    """The area of an idea meeting that an activity grew from."""

    round: int
    area: int
    name: str
    title: str


def area_of(actor: Actor, activity_id: int) -> FromArea | None:
    """The area that an activity grew from, where the viewer sees its meeting. One query. The caller has seen the activity."""
    rows = Activity.objects.filter(id=activity_id, area__round__audience__in=actor.tokens)
    row = rows.values_list("area__round", "area", "area__name", "area__round__title").first()
    return FromArea(*row) if row else None
