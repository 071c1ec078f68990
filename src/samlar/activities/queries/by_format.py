"""Activities by the format that they run under, as far as the viewer sees them: for the pages of formats."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from samlar.activities.models import Activity, Participation
from samlar.activities.rules.rows import LEFT, TAKING_PART
from samlar.people.rules import Actor

ENDED = ("reported", "closed")
TOOK_PART = (TAKING_PART, LEFT)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many activities of a format have come to a result, and how many run now."""

    ended: int
    running: int


@dataclass(frozen=True, slots=True)
class RanRow:
    """An activity under a version of a format."""

    id: int
    title: str
    number: int
    stage_kind: str
    year: int | None
    lead: str


def tallies(actor: Actor) -> dict[str, Tally]:
    """{format: how many have ended and run} of what the viewer sees. One query."""
    rows = Activity.objects.filter(audience__in=actor.tokens).order_by().values("format")
    counted = rows.annotate(ended=Count("id", filter=Q(stage_kind__in=ENDED)), running=Count("id", filter=Q(stage_kind="running")))
    return {row["format"]: Tally(row["ended"], row["running"]) for row in counted}


def ran_under(actor: Actor, format_id: str, *, limit: int = 50) -> list[RanRow]:
    """The activities of a format that the viewer sees and that have begun, the newest first. Two queries."""
    found = Activity.objects.filter(audience__in=actor.tokens, format=format_id, stage_kind__in=("running", *ENDED))
    rows = list(found.order_by("-year", "-id").values("id", "title", "version__number", "stage_kind", "year")[:limit])
    leads = dict(
        Participation.objects.filter(activity__in=[row["id"] for row in rows], is_lead=True, state=TAKING_PART)
        .annotate(name=F("organisation__name"))
        .values_list("activity", "name")
    )
    return [
        RanRow(row["id"], row["title"], row["version__number"] or 0, row["stage_kind"], row["year"], leads.get(row["id"], ""))
        for row in rows
    ]


def has_taken_part(actor: Actor, format_id: str) -> bool:
    """Whether the viewer's organisation takes or took part in an activity of the format (C3). One query."""
    if actor.organisation is None:
        return False
    return Participation.objects.filter(organisation=actor.organisation, state__in=TOOK_PART, activity__format=format_id).exists()
