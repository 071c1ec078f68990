"""Activities straight into the tables, in whatever stage a test needs: who got it there is other tests' business."""

import secrets
from datetime import UTC, date, datetime
from typing import Any

from samlar.activities.models import Activity, Duty, Measure, Participation, Plan, ProgrammeItem, ProgrammeRelease, Session, Speaker
from samlar.activities.queries.items import draft
from samlar.activities.rules import programme
from samlar.activities.rules.access import FOLLOWING
from samlar.activities.rules.rows import TAKING_PART, activity_token
from samlar.catalogue import queries as catalogue
from samlar.people.models import Employment, Grant
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


def session(
    made: Activity,
    title: str = "Workshop 1",
    starts: datetime = datetime(2026, 9, 1, 10, 0, tzinfo=UTC),
    ends: datetime = datetime(2026, 9, 2, 11, 0, tzinfo=UTC),
    **fields: Any,
) -> Session:
    """A session, lunch to lunch in Stockholm unless other times (UTC) are given. Others than the lead see it once it is `released`."""
    return Session.objects.create(
        **{
            "activity": made, "title": title, "kind": "workshop", "mode": "physical", "place": "Stockholm", "starts": starts, "ends": ends,
            "check_in": secrets.token_hex(16), "thread": Thread.objects.create(opened=BEGUN), **fields,
        }
    )  # fmt: skip


def item(on: Session, title: str, starts: datetime, ends: datetime, *, room: str = "", speakers: tuple[str, ...] = (), **fields: Any) -> ProgrammeItem:
    """A planned item of a session (UTC), with its speakers by name."""
    made = ProgrammeItem.objects.create(session=on, title=title, starts=starts, ends=ends, room=room, **fields)
    Speaker.objects.bulk_create(Speaker(item=made, name=name, position=place) for place, name in enumerate(speakers))
    return made


def released(made: Activity, *, when: datetime = BEGUN) -> ProgrammeRelease:
    """The programme as it is now, released by the lead's first person: nobody is told."""
    before = ProgrammeRelease.objects.filter(activity=made).order_by("-number").first()
    kept = programme.from_json(before.programme, made.pk) if before else None
    now = programme.released(draft(made.pk), kept, when)
    lead = Participation.objects.filter(activity=made, is_lead=True).values_list("organisation", flat=True)[0]
    person = Employment.objects.filter(organisation=lead).order_by("id").values_list("person", flat=True)[0]
    return ProgrammeRelease.objects.create(
        activity=made, number=before.number + 1 if before else 1, programme=programme.as_json(now), person_id=person, organisation_id=lead,
        changes=[one.as_json() for one in programme.changes(kept, now)], released=when,
    )  # fmt: skip
