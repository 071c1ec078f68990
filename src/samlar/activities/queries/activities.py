"""The one guarded way to an activity, and lists of them."""

from typing import Any

from samlar.activities.models import Activity, Participation
from samlar.activities.rules.rows import TAKING_PART, ActivityRow, ParticipantRow, activity_token
from samlar.catalogue import queries as catalogue
from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.people.models import Membership
from samlar.people.queries import on, sits_in
from samlar.people.rules import Actor, NotVisible

OWN = (
    "id", "title", "summary", "format", "stage", "stage_kind", "led_by", "owner_organisation", "proposal", "continues", "use",
    "audience", "thread", "year", "granted", "created", "started", "reported", "ended", "why_cancelled", "revision",
)  # fmt: skip


def activity(actor: Actor, activity_id: int) -> ActivityRow:
    """An activity as the viewer may see it. Four queries, five where a body owns it. Raises NotVisible.

    Those outside see the organisations that take part and the state; not who was asked, who declined, or any person.
    """
    if not is_key(activity_id):
        raise NotVisible
    found = (
        Activity.objects.filter(id=activity_id, audience__in=actor.tokens)
        .values(
            *OWN,
            "version_id",
            "owner_body",
            "owner_organisation__name",
            "owner_body__name_sv",
            "owner_body__name_en",
            "leader",
            "leader__name",
            "proposal__organisation",
        )
        .first()
    )
    if found is None:
        raise NotVisible
    inside = activity_token(activity_id) in actor.tokens
    version = catalogue.version(found["version_id"])
    return ActivityRow(
        **{name: found[name] for name in OWN} | {"why_cancelled": found["why_cancelled"] if inside else ""},
        version=version.version_id,
        number=version.number,
        definition=version.definition,
        owner_name_sv=found["owner_organisation__name"] or found["owner_body__name_sv"],
        owner_name_en=found["owner_organisation__name"] or found["owner_body__name_en"],
        acts_for_owner=_acts_for_owner(actor, found),
        leader=found["leader"] if inside else None,
        leader_name=(found["leader__name"] or "") if inside else "",
        proposer=found["proposal__organisation"],
        inside=inside,
        participants=participants(activity_id, inside=inside),
    )


def participants(activity_id: int, *, inside: bool) -> tuple[ParticipantRow, ...]:
    """The organisations of an activity: the lead first, then by name. Two queries. The caller has seen the activity."""
    rows = (
        Participation.objects.filter(activity=activity_id)
        .order_by("-is_lead", "organisation__name")
        .values(
            "id", "organisation", "organisation__name", "organisation__slug", "organisation__kind__counts_as", "state", "is_lead",
            "contact", "contact__name", "message", "asked", "answered", "why",
        )
    )  # fmt: skip
    if not inside:
        rows = rows.filter(state=TAKING_PART)
    memberships = dict(
        Membership.objects.filter(on(clock.today()), organisation__in=[row["organisation"] for row in rows])
        .order_by("start")
        .values_list("organisation", "kind")
    )
    return tuple(_participant(dict(row), memberships.get(row["organisation"]), inside=inside) for row in rows)


def _participant(row: dict[str, Any], membership: str | None, *, inside: bool) -> ParticipantRow:
    return ParticipantRow(
        id=row["id"],
        organisation=row["organisation"],
        name=row["organisation__name"],
        slug=row["organisation__slug"],
        kind=row["organisation__kind__counts_as"],
        membership=membership,
        state=row["state"],
        is_lead=row["is_lead"],
        contact=row["contact"] if inside else None,
        contact_name=(row["contact__name"] or "") if inside else "",
        message=row["message"] if inside else "",
        asked=row["asked"],
        answered=row["answered"],
        why=row["why"] if inside else "",
    )


def _acts_for_owner(actor: Actor, found: dict[str, Any]) -> bool:
    if not actor.at_work:
        return False
    if found["owner_body"] is None:
        return bool(actor.organisation == found["owner_organisation"])
    return sits_in(actor, found["owner_body"])
