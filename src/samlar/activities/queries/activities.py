"""The one guarded way to an activity, and lists of them."""

from typing import Any

from samlar.activities.models import Activity, Participation
from samlar.activities.rules.rows import TAKING_PART, ActivityRow, ParticipantRow, activity_token
from samlar.catalogue import queries as catalogue
from samlar.foundation import clock, sql
from samlar.foundation.keys import is_key
from samlar.ideas.models import Proposal
from samlar.people.models import Body, Membership, Organisation, OrganisationKind, Person
from samlar.people.queries import TODAY, sits_in
from samlar.people.rules import Actor, NotVisible

ACTIVITY = f"""
SELECT a.id, a.title, a.summary, a.format, a.stage, a.stage_kind, a.led_by, a.owner_organisation_id, a.proposal_id, a.continues_id, a.use,
    a.audience, a.thread_id, a.year, a.granted, CAST(a.created AS text), CAST(a.started AS text), CAST(a.reported AS text),
    CAST(a.ended AS text), a.why_cancelled, a.revision, a.version_id, a.owner_body_id, o.name, b.name_sv, b.name_en, a.leader_id, l.name,
    p.organisation_id
FROM {Activity._meta.db_table} a
LEFT JOIN {Organisation._meta.db_table} o ON o.id = a.owner_organisation_id
LEFT JOIN {Body._meta.db_table} b ON b.id = a.owner_body_id
LEFT JOIN {Person._meta.db_table} l ON l.id = a.leader_id
LEFT JOIN {Proposal._meta.db_table} p ON p.id = a.proposal_id
WHERE a.id = %(activity)s AND a.audience IN %(tokens)s
"""
PARTICIPANTS = f"""
SELECT p.id, p.organisation_id, o.name, o.slug, k.counts_as,
    (SELECT m.kind FROM {Membership._meta.db_table} m
     WHERE m.organisation_id = o.id AND {TODAY.format("m")} ORDER BY m.start DESC, m.id DESC LIMIT 1),
    p.state, p.is_lead, p.contact_id, c.name, p.message, CAST(p.asked AS text), CAST(p.answered AS text), p.why
FROM {Participation._meta.db_table} p
JOIN {Organisation._meta.db_table} o ON o.id = p.organisation_id
JOIN {OrganisationKind._meta.db_table} k ON k.code = o.kind_id
LEFT JOIN {Person._meta.db_table} c ON c.id = p.contact_id
WHERE p.activity_id = %(activity)s{{some}}
ORDER BY p.is_lead DESC, o.name
"""


def activity(actor: Actor, activity_id: int) -> ActivityRow:
    """An activity as the viewer may see it. Three queries, up to five where a body owns it. Raises NotVisible.

    Those outside see the organisations that take part and the state; not who was asked, who declined, or any person.
    Every page of an activity begins with this, so it is plain SQL (foundation/sql).
    """
    found = sql.rows(ACTIVITY, activity=activity_id, tokens=sorted(actor.tokens)) if is_key(activity_id) else []
    if not found:
        raise NotVisible
    (
        id, title, summary, format, stage, stage_kind, led_by, owner, proposal, continues, use, audience, thread, year, granted, created,
        started, reported, ended, why_cancelled, revision, version_id, body, owner_name, body_sv, body_en, leader, leader_name, proposer,
    ) = found[0]  # fmt: skip
    inside = activity_token(activity_id) in actor.tokens
    version = catalogue.version(version_id)
    made = sql.moment(created)
    assert made is not None  # an activity has been made
    return ActivityRow(
        id=id, title=title, summary=summary, format=format, version=version.version_id, number=version.number,
        definition=version.definition, stage=stage, stage_kind=stage_kind, led_by=led_by, owner_organisation=owner,
        owner_name_sv=owner_name or body_sv,
        owner_name_en=owner_name or body_en, acts_for_owner=_acts_for_owner(actor, owner, body), leader=leader if inside else None,
        leader_name=(leader_name or "") if inside else "", proposal=proposal, proposer=proposer, continues=continues, use=use,
        audience=audience, thread=thread, year=year, granted=granted, created=made, started=sql.moment(started),
        reported=sql.moment(reported), ended=sql.moment(ended), why_cancelled=why_cancelled if inside else "", revision=revision,
        inside=inside, participants=participants(activity_id, inside=inside),
    )  # fmt: skip


def participants(activity_id: int, *, inside: bool) -> tuple[ParticipantRow, ...]:
    """The organisations of an activity: the lead first, then by name. One query. The caller has seen the activity."""
    some = "" if inside else f" AND p.state = '{TAKING_PART}'"
    found = sql.rows(PARTICIPANTS.format(some=some), activity=activity_id, today=clock.today())
    return tuple(_participant(row, inside=inside) for row in found)


def _participant(row: tuple[Any, ...], *, inside: bool) -> ParticipantRow:
    id, organisation, name, slug, kind, membership, state, is_lead, contact, contact_name, message, asked, answered, why = row
    when = sql.moment(asked)
    assert when is not None  # whoever is here was asked, or asked
    return ParticipantRow(
        id=id, organisation=organisation, name=name, slug=slug, kind=kind, membership=membership, state=state, is_lead=bool(is_lead),
        contact=contact if inside else None, contact_name=(contact_name or "") if inside else "", message=message if inside else "",
        asked=when, answered=sql.moment(answered), why=why if inside else "",
    )  # fmt: skip


def _acts_for_owner(actor: Actor, owner: int | None, body: int | None) -> bool:
    if not actor.at_work:
        return False
    return actor.organisation == owner if body is None else sits_in(actor, body)
