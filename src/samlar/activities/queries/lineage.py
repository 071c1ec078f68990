"""What an activity grew from and what grew from it: a test room scouts before a learning project, a network becomes one (C3, H1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from samlar.activities.models import Activity, Plan
from samlar.activities.rules.lineage import Family, KinRow, in_order, lasting, nearest
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.catalogue import queries as catalogue
from samlar.formats.definition import Definition
from samlar.foundation import clock, sql
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


ACTIVITY = Activity._meta.db_table
# One at a time through what the viewer sees: behind what is not seen nothing is found. UNION takes each once, so a ring ends.
FAMILY = f"""
WITH RECURSIVE family(id, parent) AS (
    SELECT a.id, a.continues_id FROM {ACTIVITY} a WHERE a.id = %(activity)s AND a.audience IN %(tokens)s
    UNION SELECT a.id, a.continues_id FROM family f JOIN {ACTIVITY} a ON a.continues_id = f.id OR a.id = f.parent
    WHERE a.audience IN %(tokens)s)
SELECT a.id, a.title, a.version_id, a.stage, a.stage_kind, a.continues_id, CAST(a.created AS text), CAST(a.started AS text),
    CAST(a.reported AS text), CAST(a.ended AS text), CAST(plan.start AS text), CAST(plan."end" AS text)
FROM family f JOIN {ACTIVITY} a ON a.id = f.id LEFT JOIN {Plan._meta.db_table} plan ON plan.activity_id = a.id
"""
DESCENDANTS = f"""
WITH RECURSIVE grown(id) AS (
    SELECT a.id FROM {ACTIVITY} a WHERE a.continues_id = %(activity)s
    UNION SELECT a.id FROM grown g JOIN {ACTIVITY} a ON a.continues_id = g.id)
SELECT id FROM grown
"""


def family(actor: Actor, activity: ActivityRow) -> Family:
    """All that hangs together with an activity, earlier and later, any number of links away: what the viewer sees of it.

    Behind an activity that the viewer does not see nothing is shown, nor that there is one. Two queries.
    """
    found = {row[0]: row for row in sql.rows(FAMILY, activity=activity.id, tokens=actor.tokens)}
    shown = nearest(activity.id, {id: row[5] for id, row in found.items()})
    versions = catalogue.versions(found[id][2] for id in shown)
    rows = [_kin(found[id], versions[found[id][2]].definition, shown) for id in shown]
    return Family(in_order(rows), len(found) - len(shown))


def _kin(row: tuple[Any, ...], definition: Definition, shown: set[int]) -> KinRow:
    id, title, _, stage, stage_kind, of, *texts, start, end = row
    created, started, reported, ended = (clock.day_of(sql.moment(text)) for text in texts)
    assert created is not None  # the column holds no nothing
    first = sql.day(start) or started or created
    last = _last(stage_kind, lasting(definition), sql.day(end), reported, ended)
    return KinRow(
        id=id,
        title=title,
        format=definition.name,
        stage=next(one.name for one in definition.stages if one.id == stage),
        stage_kind=stage_kind,
        first=min(first, last) if last else first,
        last=last,
        of=of if of in shown else None,
    )


def _last(stage_kind: str, goes_on: bool, end: date | None, reported: date | None, ended: date | None) -> date | None:
    """The last day: when it ended, the plan's last day, the day of the result; None while it goes on without a last day."""
    if stage_kind in ("closed", "cancelled"):
        return min(end, ended) if end and ended and not goes_on else ended or end
    if goes_on:
        return None
    return end or (reported if stage_kind == "reported" else None)


def could_continue(activity: ActivityRow) -> list[tuple[int, str]]:
    """(id, title) of what the activity may continue: what has begun and those who lead it took part in, the newest first. Two queries.

    What has begun is seen by everybody; what grew from the activity itself is left out, or the row would close into a ring. The
    caller may write the plan.
    """
    leads = [one.organisation for one in activity.leads]
    later = [id for (id,) in sql.rows(DESCENDANTS, activity=activity.id)]
    begun = Activity.objects.exclude(id__in=[activity.id, *later]).exclude(started=None)
    took_part = Q(participations__organisation__in=leads, participations__state=TAKING_PART)
    theirs = begun.filter(took_part | Q(id=activity.continues or 0)).distinct()
    return list(theirs.order_by("-started", "-id").values_list("id", "title"))


def owner_body(activity_id: int) -> int | None:
    """The group that owns an activity; None where an organisation does. One query. For those who have seen it."""
    return Activity.objects.values_list("owner_body", flat=True).get(id=activity_id)


def begun_already(activity_id: int, format_id: str, lead: int) -> str | None:
    """The title of what an organisation is already planning as this activity's next one in a format. One query."""
    rows = Activity.objects.filter(
        continues=activity_id,
        format=format_id,
        stage_kind__in=("planning", "review"),
        participations__organisation=lead,
        participations__is_lead=True,
    )
    return rows.values_list("title", flat=True).first()
