"""The one guarded way to registrations."""

from typing import Any

from django.db.models import Q

from samlar.activities import queries as activities
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.people.models import Employment, Membership
from samlar.people.queries import on
from samlar.people.rules import Actor, NotVisible
from samlar.registration.models import Answer, Approval, Registration
from samlar.registration.rules.line import Claim, in_line
from samlar.registration.rules.machine import LIVE, State
from samlar.registration.rules.registering import may_manage, may_see
from samlar.registration.rules.rows import ApprovalRow, RegistrationRow

OWN = (
    "id", "activity", "person", "organisation", "registered_by", "state", "received", "since", "function", "membership", "offered_until",
    "shares_contact", "why", "revision",
)  # fmt: skip
NAMED = ("person__name", "person__email", "organisation__name", "registered_by__name")


def claims(activity_id: int) -> list[Claim]:
    """The live registrations of an activity as the line sees them. For deeds and for counting; no person in them. One query."""
    rows = Registration.objects.filter(activity=activity_id, state__in=LIVE).order_by("received", "id")
    return [Claim(id, organisation, State(state), received) for id, organisation, state, received in rows.values_list(
        "id", "organisation", "state", "received")]  # fmt: skip


def registrations(actor: Actor, activity: ActivityRow, *, also_over: bool = False) -> tuple[RegistrationRow, ...]:
    """What the viewer may see of an activity's registrations, by organisation and name: all for those who lead, else one's own
    organisation's. Five queries."""
    if not actor.signed_in:
        return ()
    rows = Registration.objects.filter(activity=activity.id)
    if not may_manage(actor, activity):
        rows = rows.filter(Q(person=actor.person) | Q(organisation=actor.organisation or 0))
    if not also_over:
        rows = rows.filter(state__in=LIVE)
    found = list(rows.order_by("organisation__name", "person__name", "id").values(*OWN, *NAMED))
    return _rows(actor, activity, found)


def registration(actor: Actor, activity_id: int, registration_id: int) -> tuple[ActivityRow, RegistrationRow]:
    """One registration and its activity, for those who may see it. Raises NotVisible."""
    activity = activities.activity(actor, activity_id)
    rows = Registration.objects.filter(id=registration_id, activity=activity_id) if is_key(registration_id) else Registration.objects.none()
    found = list(rows.values(*OWN, *NAMED))
    if not found or not may_see(actor, activity, found[0]["organisation"], found[0]["person"]):
        raise NotVisible
    return activity, _rows(actor, activity, found)[0]


def own(actor: Actor, activity: ActivityRow) -> RegistrationRow | None:
    """The viewer's own registration: the live one, else the latest. Five queries; none for visitors."""
    if not actor.signed_in:
        return None
    found = list(Registration.objects.filter(activity=activity.id, person=actor.person).values(*OWN, *NAMED))
    found.sort(key=lambda row: (row["state"] in LIVE, row["id"]))
    return _rows(actor, activity, found[-1:])[0] if found else None


def membership_of(organisation: int) -> str | None:
    """An organisation's membership today. One query."""
    return Membership.objects.filter(on(clock.today()), organisation=organisation).order_by("-start").values_list("kind", flat=True).first()


def _rows(actor: Actor, activity: ActivityRow, found: list[dict[str, Any]]) -> tuple[RegistrationRow, ...]:
    ids = [row["id"] for row in found]
    asked = _approvals(ids)
    answered: dict[int, list[tuple[str, str]]] = {}
    for of, question, text in (
        Answer.objects.filter(registration__in=ids)
        .order_by("question__position", "question")
        .values_list("registration", "question__text", "text")
    ):
        answered.setdefault(of, []).append((question, text))
    titles = dict(Employment.objects.filter(on(clock.today()), person__in=[row["person"] for row in found]).values_list("person", "title"))
    waits = any(row["state"] == State.WAITLISTED for row in found)
    line = {one.id: place for place, one in enumerate(in_line(claims(activity.id)), 1)} if waits else {}
    return tuple(
        RegistrationRow(
            **{name: row[name] for name in OWN if name != "state"},
            state=State(row["state"]),
            name=row["person__name"],
            email=row["person__email"],
            title=titles.get(row["person"], ""),
            organisation_name=row["organisation__name"],
            registered_by_name=row["registered_by__name"],
            mine=row["person"] == actor.person,
            ours=actor.at_work and row["organisation"] == actor.organisation,
            line=line.get(row["id"]),
            approval=asked.get(row["id"]),
            answers=tuple(answered.get(row["id"], ())),
        )
        for row in found
    )


def _approvals(ids: list[int]) -> dict[int, ApprovalRow]:
    """{registration: the newest way in which a manager was asked}. One query."""
    rows = Approval.objects.filter(registration__in=ids).exclude(state="replaced").order_by("asked", "id")
    fields = ("id", "manager", "manager__name", "state", "word", "reply", "asked", "answered", "link__expires")
    return {
        row.pop("registration"): ApprovalRow(manager_name=row.pop("manager__name"), expires=row.pop("link__expires"), **row)
        for row in map(dict, rows.values("registration", *fields))
    }
