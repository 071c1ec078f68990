"""An activity comes to be."""

from collections.abc import Iterable

from django.db import transaction

from samlar.activities.actions import audience
from samlar.activities.models import Activity, ExpectedResult, FromProposal, Participation, Plan
from samlar.activities.rules.rows import TAKING_PART, activity_token
from samlar.catalogue.queries import FormatRow
from samlar.foundation import audit, clock
from samlar.people.rules import Actor, must_act_for_an_organisation
from samlar.talk.models import Thread


@transaction.atomic
def begin(
    actor: Actor,
    version: FormatRow,
    *,
    title: str,
    summary: str,
    proposal: int | None,
    organisations: Iterable[int],
    owner_body: int | None,
    led_by: str,
    area: int | None = None,
    proposals: Iterable[int] = (),
) -> int:
    """Makes an activity in its format's first stage, led by the actor's organisation, with an empty plan. Says its id.

    It grows from a `proposal`, or from an `area` with some of its `proposals`. The caller has judged who may
    (lifecycle.actions.start). Side effects in order: the activity and its thread, its
    plan, the organisations that take part, who may see it, the expected results that the format states up front, the audit trail.
    """
    lead = must_act_for_an_organisation(actor)
    now = clock.now()
    first = version.definition.stages[0]
    activity = Activity.objects.create(
        title=title, summary=summary, format=version.format, version_id=version.version_id, stage=first.id, stage_kind=first.kind,
        led_by=led_by, owner_organisation_id=None if owner_body else lead, owner_body_id=owner_body, leader_id=actor.person,
        proposal_id=proposal, area_id=area, audience="", thread=Thread.objects.create(opened=now), created=now,
    )  # fmt: skip
    Activity.objects.filter(id=activity.pk).update(audience=activity_token(activity.pk))
    FromProposal.objects.bulk_create(FromProposal(activity=activity, proposal_id=one) for one in dict.fromkeys(proposals))
    Plan.objects.create(activity=activity, changed=now, changed_by_id=actor.person)
    others = [organisation for organisation in dict.fromkeys(organisations) if organisation != lead]
    Participation.objects.create(
        activity=activity, organisation_id=lead, state=TAKING_PART, is_lead=True, contact_id=actor.person, asked=now, answered=now
    )
    Participation.objects.bulk_create(
        Participation(activity=activity, organisation_id=organisation, state=TAKING_PART, asked=now, answered=now)
        for organisation in others
    )
    audience.let_in(activity.pk, [lead, *others])
    audience.let_in_mandates(activity.pk)
    language = "en" if actor.language == "en" else "sv"
    ExpectedResult.objects.bulk_create(
        ExpectedResult(activity=activity, position=place, text=result.text.in_language(language))
        for place, result in enumerate(version.definition.expected_results)
    )
    audit.record(
        person=actor.person,
        organisation=lead,
        verb="activity.begun",
        kind="activity",
        subject=activity.pk,
        changes={"stage": [None, first.id], "version": [None, version.number]},
    )
    return activity.pk
