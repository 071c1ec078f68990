"""What is to be spread, what has been spread where, and what is late (J1)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from samlar.activities.models import Activity, Duty, Participation
from samlar.activities.queries.activities import activity as one_activity
from samlar.activities.rules import duties as rules
from samlar.activities.rules.access import MANDATES
from samlar.activities.rules.duties import DutyRow
from samlar.activities.rules.report import is_told
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.catalogue import queries as catalogue
from samlar.formats import words as w
from samlar.formats.evaluate import duties_for
from samlar.formats.sentence import Sentence, Severity, written
from samlar.foundation import clock
from samlar.people.rules import MEMBERS, Actor, NotVisible

PER_PAGE = 20
OWN = ("id", "activity", "duty", "channel", "due", "done", "link", "note")
STATES = ("owed", "late", "done")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadRow:
    """One duty in the list over all activities."""

    id: int
    activity: int
    title: str
    label: Sentence
    channel: Sentence
    owes: Sentence
    due: date
    done: date | None
    link: str
    late: bool
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissemination:
    """One page of the list over all duties, with how many there are in each state."""

    rows: tuple[SpreadRow, ...]
    state: str
    total: int
    page: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDuty:
    """A duty whose last day has passed. `by` is the format's word for who owes it; `leads` the organisations that lead."""

    title: str
    label: Sentence
    due: date
    by: str
    leads: tuple[int, ...]

    def as_values(self) -> dict[str, str]:
        """What a letter says of it."""
        days = {f"due_{code}": written(self.due, code) for code in ("sv", "en")}
        return {"title": self.title, "label_sv": self.label.sv, "label_en": self.label.en, **days}


def late_duties() -> list[LateDuty]:
    """Every duty that is late today, the longest first. For the clock, so it asks for no viewer. Two queries."""
    late = Duty.objects.filter(done=None, due__lt=clock.today(), activity__stage_kind="reported")
    rows = list(late.order_by("due", "id").values("activity", "activity__title", "activity__version", "duty", "due"))
    leads: dict[int, list[int]] = defaultdict(list)
    leading = Participation.objects.filter(activity__in={row["activity"] for row in rows}, is_lead=True, state=TAKING_PART)
    for one, organisation in leading.values_list("activity", "organisation"):
        leads[one].append(organisation)
    found = []
    for row in rows:
        said = rules.declared(catalogue.version(row["activity__version"]).definition, row["duty"])
        found.append(
            LateDuty(title=row["activity__title"], label=said.label, due=row["due"], by=said.by, leads=tuple(leads[row["activity"]]))
        )
    return found


def duties(actor: Actor, activity: ActivityRow) -> tuple[DutyRow, ...]:
    """The duties of an activity that the actor sees, the first due first. One query. Raises NotVisible before there is a result."""
    if not is_told(activity):
        raise NotVisible
    severities = {duty.id: severity for duty, severity in duties_for(activity.definition, activity.member_led)}
    rows = Duty.objects.filter(activity=activity.id).values(*OWN, "person__name", "organisation__name")
    return tuple(_row(actor, activity, row, severities) for row in rows)


def duty(actor: Actor, activity_id: int, duty_id: int) -> tuple[ActivityRow, DutyRow]:
    """One duty and its activity. Raises NotVisible."""
    activity = one_activity(actor, activity_id)
    found = next((one for one in duties(actor, activity) if one.id == duty_id), None)
    if found is None:
        raise NotVisible
    return activity, found


def _row(actor: Actor, activity: ActivityRow, row: dict[str, Any], severities: dict[str, Severity]) -> DutyRow:
    said = rules.declared(activity.definition, row["duty"])
    return DutyRow(
        **{name: row[name] for name in OWN},
        title=activity.title,
        label=said.label,
        person=(row["person__name"] or "") if activity.inside else "",
        organisation=row["organisation__name"] or "",
        severity=severities.get(row["duty"], Severity.SHOULD),
        owes=rules.owed_by(activity, said),
        source=said.source,
        may=rules.may_note(actor, activity, said),
        late=row["done"] is None and row["due"] < clock.today(),
    )


def dissemination(actor: Actor, *, state: str = "owed", page: int = 1) -> Dissemination:
    """All that is to be spread and has been, for members and partners: owed (late first), late or done (newest first).

    Six queries however many there are; a page beyond the last is the last one. Raises NotVisible for others.
    """
    if MEMBERS not in actor.tokens:
        raise NotVisible
    visible = Duty.objects.filter(activity__audience__in=actor.tokens, activity__stage_kind__in=("reported", "closed"))
    narrowed = {
        "owed": visible.filter(done=None).order_by("due", "id"),
        "late": visible.filter(done=None, due__lt=clock.today()).order_by("due", "id"),
        "done": visible.exclude(done=None).order_by("-done", "-id"),
    }
    counts = {name: rows.count() for name, rows in narrowed.items()}
    state = state if state in STATES else "owed"
    page = min(max(1, page), max(1, -(-counts[state] // PER_PAGE)))
    rows = _spread(actor, narrowed[state][(page - 1) * PER_PAGE : page * PER_PAGE])
    return Dissemination(rows=tuple(rows), state=state, total=counts[state], page=page, counts=counts)


def _spread(actor: Actor, found: QuerySet[Duty]) -> list[SpreadRow]:
    """Duties of many activities as rows. Three queries."""
    rows = list(found.values(*OWN, "activity__title", "activity__version", "activity__owner_organisation"))
    versions = catalogue.versions(row["activity__version"] for row in rows)
    leads = _leads(row["activity"] for row in rows)
    spread = []
    for row in rows:
        said = rules.declared(versions[row["activity__version"]].definition, row["duty"])
        leading = leads.get(row["activity"], {})
        may = (
            actor.holds(MANDATES[said.by]) if said.by in MANDATES else actor.organisation in {*leading, row["activity__owner_organisation"]}
        )
        spread.append(
            SpreadRow(
                **{name: row[name] for name in ("id", "activity", "due", "done", "link")},
                title=row["activity__title"],
                label=said.label,
                channel=w.CHANNELS[row["channel"]],
                owes=rules.owes(said, list(leading.values())),
                late=row["done"] is None and row["due"] < clock.today(),
                may=actor.at_work and may,
            )
        )
    return spread


def _leads(activities: Iterable[int]) -> dict[int, dict[int, str]]:
    """The organisations that lead each activity: {activity: {id: name}}. One query."""
    rows = Participation.objects.filter(activity__in=set(activities), is_lead=True, state=TAKING_PART).order_by("organisation__name")
    leads: dict[int, dict[int, str]] = {}
    for activity, organisation, name in rows.values_list("activity", "organisation", "organisation__name"):
        leads.setdefault(activity, {})[organisation] = name
    return leads


def reported_day(activity_id: int) -> date:
    """The day in Stockholm on which the result was reported. For those who judge a duty; the activity is reported."""
    moment = Activity.objects.values_list("reported", flat=True).get(id=activity_id)
    return moment.astimezone(clock.STOCKHOLM).date() if moment else date.min
