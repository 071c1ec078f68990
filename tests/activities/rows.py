"""Activities straight into the tables, in whatever stage a test needs: who got it there is other tests' business."""

from datetime import UTC, date, datetime
from typing import Any

from samlar.activities.models import Activity, Duty, Measure, Participation, Plan
from samlar.activities.rules.access import FOLLOWING
from samlar.activities.rules.rows import TAKING_PART, activity_token
from samlar.catalogue import queries as catalogue
from samlar.people.models import Grant
from samlar.people.rules import PUBLIC
from samlar.talk.models import Thread
from tests.cast import Cast

BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
REPORTED = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def activity(
    cast: Cast,
    title: str = "Drönare över skogen",
    *,
    lead: str = "Region Kalmar län",
    others: tuple[str, ...] = ("Region Dalarna", "SLU"),
    stage: str = "running",
    audience: str | None = None,
    **fields: Any,
) -> Activity:
    """A test room (or another `format`) in a stage, with its lead, its other organisations, an empty plan and their grants.

    Without an `audience` it is open to all once it has begun, and to those inside until then: as the lifecycle makes it.
    """
    version = catalogue.latest(fields.pop("format", "provrum"))
    kind = next(one.kind for one in version.definition.stages if one.id == stage)
    begun = kind not in ("planning", "review", "cancelled")
    made = Activity.objects.create(
        **{
            "title": title,
            "summary": "Vad ser man från luften?",
            "format": version.format,
            "version_id": version.version_id,
            "stage": stage,
            "stage_kind": kind,
            "owner_organisation_id": cast.organisation(lead),
            "audience": audience or PUBLIC,
            "thread": Thread.objects.create(opened=BEGUN),
            "year": 2026 if begun else None,
            "created": BEGUN,
            "started": BEGUN if begun else None,
            "reported": REPORTED if kind in ("reported", "closed") else None,
            "ended": REPORTED if kind in ("closed", "cancelled") else None,
            **fields,
        }
    )
    if audience is None and not begun:
        Activity.objects.filter(id=made.pk).update(audience=activity_token(made.pk))
    for name in (lead, *others):
        Participation.objects.create(
            activity=made, organisation_id=cast.organisation(name), state=TAKING_PART, is_lead=name == lead, asked=BEGUN, answered=BEGUN
        )
        Grant.objects.create(token=activity_token(made.pk), organisation_id=cast.organisation(name))
    Grant.objects.bulk_create(Grant(token=activity_token(made.pk), mandate=mandate) for mandate in FOLLOWING)
    Plan.objects.create(activity=made, changed=BEGUN, start=date(2026, 3, 2), end=date(2026, 6, 30))
    return made


def measures(made: Activity, *texts: str, kind: str = "criterion") -> list[Measure]:
    """What the plan promised to answer."""
    return [Measure.objects.create(plan=made.plan, kind=kind, position=place, text=text) for place, text in enumerate(texts)]


def duties(made: Activity) -> list[Duty]:
    """What the format says is owed, due from the day of the report."""
    channels = {"web": date(2026, 10, 31), "newsletter": date(2026, 11, 30), "network_meeting": date(2027, 3, 30)}
    return [Duty.objects.create(activity=made, duty=channel, channel=channel, due=due) for channel, due in channels.items()]
