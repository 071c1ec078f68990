"""A case turned into frozen facts: constant numbers of queries, whatever the activity holds (C3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from samlar.activities import queries as activities
from samlar.activities.models import Activity, Participation, Plan
from samlar.activities.queries.participation import interested_in
from samlar.activities.queries.plan import kept_plan
from samlar.activities.queries.progress import progress
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.participation import Candidate
from samlar.activities.rules.plan import PlanText
from samlar.activities.rules.rows import ActivityRow
from samlar.catalogue import queries as catalogue
from samlar.economy.queries import decided
from samlar.formats import words as w
from samlar.formats.case import Proposer
from samlar.formats.definition import Definition
from samlar.formats.evaluate import judge
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.foundation.swedish import sort_key
from samlar.ideas.models import Interest, Proposal
from samlar.lifecycle.rules import carrying_on, start
from samlar.lifecycle.rules.start import already_taken
from samlar.lifecycle.rules.state import Glance, next_step, state_of
from samlar.lifecycle.rules.steps import (
    Judgement,
    Standing,
    Started,
    YearCounts,
    asks_format,
    case_for,
    counts_in,
    start_year,
    step_states,
)
from samlar.people.models import Membership, Organisation, Seat
from samlar.people.queries import on, organisation_names
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation
from samlar.registration.queries.contact_list import contact_list


def standing(activity: ActivityRow, plan: PlanText | None = None) -> Standing:
    """An activity as its steps see it, its plan judged; with `plan`, as it would be if that were kept. Nine queries at most."""
    kept = kept_plan(activity)
    judged = judgement(activity, plan or kept.text)
    return Standing(
        first_day=judged.plan.start,
        last_day=judged.plan.end,
        plan_revision=kept.revision,
        progress=progress(activity, kept.revision),
        judgement=judged,
    )


def judgement(activity: ActivityRow, plan: PlanText) -> Judgement:
    """What the format says of a plan, kept or not. Five queries at most."""
    year = start_year(plan.start, clock.today())
    counts = None if year is None else year_counts(activity, year)
    case = case_for(activity, plan, proposer=proposer(activity), counts=counts)
    envelope = None if year is None else decided(activity.format, year)
    return Judgement(plan=plan, verdict=judge(activity.definition, case), year=year, counts=counts, envelope=envelope)


def _unjudged(activity: ActivityRow) -> Standing:
    """An activity as its steps see it when none of them asks for the format's judgement. Two queries."""
    first, last, revision = Plan.objects.values_list("start", "end", "revision").get(activity=activity.id)
    done = progress(activity, revision)
    return Standing(first_day=first, last_day=last, plan_revision=revision, progress=done, judgement=None)


def glance(actor: Actor, activity: ActivityRow, *, judged: bool = False) -> Glance:
    """What every page of an activity says at the top: the state, the steps, and this viewer's next one.

    The plan is judged where a step from here asks for it, or the page does (`judged`): queries as `standing`, else two.
    """
    now = standing(activity) if judged or asks_format(activity) else _unjudged(activity)
    steps = step_states(actor, activity, now)
    ended = activity.ended.astimezone(clock.STOCKHOLM).date() if activity.ended else None
    evaluated = actor.organisation in now.progress.evaluated_by
    today = clock.today()
    state = state_of(activity, steps, now, ended, today)
    return Glance(now, steps, state, next_step(actor, activity, steps, now, evaluated, today))


def year_of(activity: ActivityRow) -> int | None:
    """The year in which a start would count today; None while the plan has no first day. One query."""
    return start_year(Plan.objects.values_list("start", flat=True).get(activity=activity.id), clock.today())


def year_counts(activity: ActivityRow, year: int) -> YearCounts:
    """What already counts in a year of the activity's format, the activity itself left out. One query."""
    rows = (
        Activity.objects.filter(format=activity.format, year__lte=year)
        .exclude(id=activity.id)
        .values_list("year", "ended", "plan__end", "granted")
    )
    others = [
        Started(year=first, last_year=_last_year(first, ended, last_day), granted=granted)
        for first, ended, last_day, granted in rows
        if first
    ]
    return counts_in(year, others, counted_by=activity.definition.settings.year_counted_by)


def proposer(activity: ActivityRow) -> Proposer | None:
    """Who put the idea forward, with the membership of the day it was published; else the owner, or the lead of what a group owns,
    with today's (B1, H1). Three queries."""
    day, organisation = clock.today(), activity.owner_organisation or (activity.lead.organisation if activity.lead else None)
    if activity.proposal is not None:
        published, organisation = Proposal.objects.values_list("published", "organisation").get(id=activity.proposal)
        day = published.astimezone(clock.STOCKHOLM).date() if published else day
    if organisation is None:
        return None
    name, kind = Organisation.objects.values_list("name", "kind__counts_as").get(id=organisation)
    membership = Membership.objects.filter(on(day), organisation=organisation).order_by("-start").values_list("kind", flat=True).first()
    return Proposer(organisation=name, kind=kind, membership=membership)


def _last_year(first: int, ended: datetime | None, last_day: date | None) -> int:
    """The last calendar year in which it ran: until it ended, else until its plan's last day."""
    if ended is not None:
        return ended.astimezone(clock.STOCKHOLM).year
    return max(first, last_day.year if last_day else first)


@dataclass(frozen=True, slots=True)
class StartRow:
    """What the page shows before planning begins. `definition` is the proposal's format, None where it is for any: then `formats`."""

    proposal: int
    title: str
    definition: Definition | None
    formats: tuple[tuple[str, Sentence], ...]
    interested: tuple[Candidate, ...]
    bodies: tuple[tuple[int, Sentence], ...]
    may_lead_for_secretariat: bool


def to_start(actor: Actor, proposal_id: int) -> StartRow:
    """What a proposal would begin as. Seven queries. Raises NotVisible, NotAllowed (may not lead this), AlreadyTaken, ActivityRefused."""
    organisation = must_act_for_an_organisation(actor)
    found = seen_proposal(actor, proposal_id)
    if found["state"] == "taken":
        raise already_taken(*taken_by(actor, proposal_id))
    start.must_be_published(found["state"])
    newest = [row for row in catalogue.newest() if start.may_lead_format(actor, row.definition)]
    definition = catalogue.latest(found["format"]).definition if found["format"] else None
    wants = Interest.objects.filter(proposal=proposal_id, organisation=organisation, withdrawn=None, would_lead=True).exists()
    if definition:
        start.must_be_fit_to_lead(actor, definition, wants=wants, proposed=found["organisation"] == organisation)
    return StartRow(
        proposal=proposal_id,
        title=found["title"],
        definition=definition,
        formats=() if definition else tuple((row.format, row.definition.name) for row in newest),
        interested=_could_come(proposal_id, found["organisation"], organisation, definition),
        bodies=_bodies_of(actor),
        may_lead_for_secretariat=bool(actor.mandates) and not (definition and definition.member_led.always),
    )


def seen_proposal(actor: Actor, proposal_id: int) -> dict[str, Any]:
    """The proposal's own facts, for a viewer who sees it. One query. Raises NotVisible."""
    rows = Proposal.objects.filter(id=proposal_id, audience__in=actor.tokens) if is_key(proposal_id) else Proposal.objects.none()
    found = rows.values("title", "format", "state", "organisation").first()
    if found is None:
        raise NotVisible
    return dict(found)


def taken_by(actor: Actor, proposal_id: int) -> tuple[str, int | None]:
    """Who was first to start a proposal, and the activity where the actor sees it. One query."""
    grown = Q(activity__proposal=proposal_id) | Q(activity__from_proposals__proposal=proposal_id)
    leads = Participation.objects.filter(grown, is_lead=True).order_by("activity__created")
    first = leads.values_list("organisation__name", "activity", "activity__audience").first()
    if first is None:
        return "", None
    return first[0], first[1] if first[2] in actor.tokens else None


def _could_come(proposal_id: int, proposer: int, own: int, definition: Definition | None) -> tuple[Candidate, ...]:
    """The interested and the proposer, those that the format takes, by name. Three queries."""
    ids = {*interested_in(proposal_id), proposer} - {own}
    names = organisation_names(ids)
    held = memberships(ids)
    allowed = definition.participation.take_part if definition else tuple(w.MEMBERSHIPS)
    found = [Candidate(id, name, held.get(id)) for id, name in names.items() if held.get(id) in allowed]
    return tuple(sorted(found, key=lambda one: sort_key(one.name)))


def memberships(organisations: Iterable[int]) -> dict[int, str]:
    """{organisation: its membership today}. One query."""
    rows = Membership.objects.filter(on(clock.today()), organisation__in=list(organisations)).order_by("start")
    return dict(rows.values_list("organisation", "kind"))


def _bodies_of(actor: Actor) -> tuple[tuple[int, Sentence], ...]:
    """The groups that the actor sits in, in person or for the organisation. One query."""
    seats = Seat.objects.filter(Q(person=None) | Q(person=actor.person), on(clock.today()), organisation=actor.organisation)
    rows = seats.order_by("body__name_sv").values_list("body", "body__name_sv", "body__name_en").distinct()
    return tuple((id, Sentence(sv, en)) for id, sv, en in rows)


@dataclass(frozen=True, slots=True)
class CarryOnRow:
    """What the page shows before the next activity of one is begun: the formats it may turn into that the viewer may lead, and who
    could come along."""

    activity: ActivityRow
    formats: tuple[tuple[str, Sentence], ...]
    organisations: tuple[Candidate, ...]


def to_carry_on(actor: Actor, activity_id: int) -> CarryOnRow:
    """What an activity could turn into. Raises NotVisible, NotAllowed (not the lead, or may lead none of the formats), ActivityRefused."""
    activity = activities.activity(actor, activity_id)
    must_lead(actor, activity)
    carrying_on.must_have_begun(activity)
    could = [row for row in catalogue.newest() if row.format in carrying_on.becomes(activity)]
    if not could:
        carrying_on.must_become(activity, "")
    formats = [row for row in could if start.may_lead_format(actor, row.definition)]
    if not formats:
        start.must_be_fit_to_lead(actor, could[0].definition, wants=True, proposed=True)
    taken = {one for row in formats for one in row.definition.participation.take_part}
    return CarryOnRow(
        activity,
        tuple((row.format, row.definition.name) for row in formats),
        tuple(
            Candidate(one.organisation, one.name, one.membership)
            for one in activity.taking_part
            if one.organisation != actor.organisation and one.membership in taken
        ),
    )


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """What the page shows before a network is begun from a contact list: the other organisations on it that a network takes."""

    activity: ActivityRow
    organisations: tuple[Candidate, ...]


def to_start_network(actor: Actor, activity_id: int) -> NetworkRow:
    """Whom a network from the contact list could ask. Raises NotVisible, NotAllowed (not on the list, may not lead), ActivityRefused."""
    activity = activities.activity(actor, activity_id)
    listed = contact_list(actor, activity)
    carrying_on.must_be_on_the_list(listed.sees)
    carrying_on.must_have_begun(activity)
    definition = catalogue.latest(carrying_on.NETWORK).definition
    start.must_be_fit_to_lead(actor, definition, wants=True, proposed=True)
    names = {one.organisation: one.organisation_name for one in listed.rows if one.organisation != actor.organisation}
    held = memberships(names)
    taken = definition.participation.take_part
    return NetworkRow(activity, tuple(Candidate(id, name, held.get(id)) for id, name in names.items() if held.get(id) in taken))
