"""What activities ask the network for (C3)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value

from samlar.activities.models import ContactRequest, Participation
from samlar.activities.rules import contacts as rules
from samlar.activities.rules.contacts import ContactRow, ContactThread
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.foundation.keys import is_key
from samlar.people.rules import Actor, NotVisible
from samlar.talk import queries as talk

PER_PAGE = 20
OWN = ("id", "kind", "text", "asked", "closed")
ABOUT = (
    "activity", "activity__title", "activity__owner_organisation", "organisation", "organisation__name",
    "person__name", "thread", "leads",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """One page of what is asked for; `open` and `closed` count them."""

    rows: tuple[ContactRow, ...]
    state: str
    page: int
    open: int
    closed: int


def contacts(actor: Actor, *, state: str = "open", page: int = 1) -> Contacts:
    """What all activities ask the network for, the newest first. Four queries. Raises NotVisible for those outside the network."""
    if not rules.may_read(actor):
        raise NotVisible
    state = state if state in ("open", "closed") else "open"
    visible = ContactRequest.objects.filter(activity__audience__in=actor.tokens)
    several = {"open": visible.filter(closed=None), "closed": visible.exclude(closed=None)}
    counts = {name: rows.count() for name, rows in several.items()}
    page = min(max(1, page), max(1, -(-counts[state] // PER_PAGE)))
    found = _led(actor, several[state]).order_by("-asked", "-id")[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Contacts(rows=_rows(actor, found), state=state, page=page, open=counts["open"], closed=counts["closed"])


def contacts_of(actor: Actor, activity: ActivityRow) -> tuple[ContactRow, ...]:
    """What one activity asks for, open ones first; nothing for those outside both the network and the activity. Two queries."""
    if not rules.may_read(actor) and not activity.inside:
        return ()
    leads = any(one.organisation == actor.organisation for one in activity.leads)
    found = ContactRequest.objects.filter(activity=activity.id).order_by("-asked", "-id").annotate(leads=Value(leads))
    return tuple(sorted(_rows(actor, found), key=lambda one: one.closed is not None))


def contact(actor: Actor, request_id: int) -> ContactThread:
    """A request with its answers. Three queries. Raises NotVisible."""
    if not is_key(request_id):
        raise NotVisible
    found = ContactRequest.objects.filter(id=request_id, activity__audience__in=actor.tokens)
    if not rules.may_read(actor):
        inside = [token.removeprefix("activity:") for token in actor.tokens if token.startswith("activity:")]
        found = found.filter(activity__in=[int(id) for id in inside if id.isdecimal()])
    rows = _rows(actor, _led(actor, found))
    if not rows:
        raise NotVisible
    thread = found.values_list("thread", flat=True)[0]
    return ContactThread(rows[0], tuple(talk.thread(actor, thread)), actor.at_work and rows[0].closed is None)


def _led(actor: Actor, found: QuerySet[ContactRequest]) -> QuerySet[ContactRequest]:
    """Requests with `leads`: whether the viewer's organisation leads the activity."""
    leading = Participation.objects.filter(activity=OuterRef("activity"), organisation=actor.organisation, is_lead=True, state=TAKING_PART)
    return found.annotate(leads=Exists(leading))


def _rows(actor: Actor, found: QuerySet[Any]) -> tuple[ContactRow, ...]:
    """Requests that say whether the viewer `leads`, as rows. Two queries."""
    rows = list(found.values(*OWN, *ABOUT))
    answers = talk.counts(row["thread"] for row in rows)
    return tuple(_row(actor, row, answers.get(row["thread"], 0)) for row in rows)


def _row(actor: Actor, row: dict[str, Any], answers: int) -> ContactRow:
    leading = row["leads"] or (actor.at_work and row["activity__owner_organisation"] == actor.organisation)
    return ContactRow(
        **{name: row[name] for name in OWN},
        activity=row["activity"],
        title=row["activity__title"],
        organisation=row["organisation__name"],
        person=row["person__name"],
        answers=answers,
        may_close=row["closed"] is None and rules.may_close(actor, leading=leading, organisation=row["organisation"]),
    )


def open_requests(activity_id: int) -> int:
    """How many an activity has open. For those who judge a new one."""
    return ContactRequest.objects.filter(activity=activity_id, closed=None).count()
