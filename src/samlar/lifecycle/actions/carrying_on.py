"""An activity goes on in another form: a network becomes a learning project for a year and back; a contact list a network (C3, H1, E7)."""

from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction

from samlar.activities.actions import letters, participation
from samlar.activities.actions.begin import begin
from samlar.activities.actions.locks import locked
from samlar.activities.actions.staff import add_staff
from samlar.activities.models import Activity, Participation, Plan
from samlar.activities.queries.lineage import begun_already, owner_body
from samlar.activities.queries.plan import kept_plan
from samlar.activities.queries.staff import employer, kept_staff
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.staff import Described, StaffRow
from samlar.catalogue import queries as catalogue
from samlar.formats.definition import Definition
from samlar.formats.sentence import Refusal
from samlar.foundation import audit
from samlar.lifecycle.facts import memberships
from samlar.lifecycle.rules import carrying_on as rules
from samlar.lifecycle.rules import start
from samlar.people import queries as people
from samlar.people.queries import organisation_names, works_at
from samlar.people.rules import Actor, must_act_for_an_organisation
from samlar.registration.queries.contact_list import contact_list


@transaction.atomic
def carry_on(
    actor: Actor, activity_id: int, *, format_id: str, title: str, summary: str = "", organisations: Iterable[int] = ()
) -> int:
    """The lead begins the next activity of this one, in a format that it may turn into; says its id. The old one stays as it is.

    `organisations` are those that take part and come along: each is told and may leave. Their contacts, the staff, the purpose and
    the theme follow. Side effects in order: locks the old activity, begins the new, what follows, the trail, letters.

    Raises NotVisible, NotAllowed (not the lead; a membership that may not lead the format), ActivityRefused (has not begun, another
    format, planned already, nothing it is called or the old name, organisations that do not take part or that the format does not take).
    """
    organisation = must_act_for_an_organisation(actor)
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_have_begun(activity)
    rules.must_become(activity, format_id)
    version = catalogue.latest(format_id)
    start.must_be_fit_to_lead(actor, version.definition, wants=True, proposed=True)
    rules.must_not_be_planned_already(begun_already(activity_id, format_id, organisation))
    called = rules.about(title, summary)
    rules.must_have_another_name(activity, called)
    chosen = [one for one in dict.fromkeys(organisations) if one != organisation]
    rules.must_take_part_already(activity, chosen)
    start.must_be_taken_in(version.definition, memberships(chosen), organisation_names(chosen))
    made = begin(
        actor, version, title=called.title, summary=called.summary, proposal=None, organisations=chosen,
        owner_body=owner_body(activity_id) if activity.owner_organisation is None and activity.acts_for_owner else None,
        led_by=rules.led_by(actor, activity, version.definition),
    )  # fmt: skip
    _continue(actor, activity_id, made)
    _follow(_inside_now(actor), activity, made, version.definition)
    values = letters.about(
        actor, activity, title=called.title, earlier=activity.title, path=f"/aktiviteter/{made}/",
        format_sv=version.definition.definite.sv, format_en=version.definition.definite.en,
    )  # fmt: skip
    letters.to_organisations(actor, "activity_carried_on", chosen, values)
    return made


@transaction.atomic
def start_network(
    actor: Actor, activity_id: int, *, title: str, summary: str = "", organisations: Iterable[int], message: str = ""
) -> int:
    """Somebody on the contact list begins a network that the own organisation leads, and asks the others' organisations; says its id.

    The asked organisations' representatives get the letter that everybody who is asked gets. Who is on the list is told to nobody.

    Raises NotVisible, NotAllowed (not on the list; a membership that may not lead a network), ActivityRefused (has not begun,
    planned already, nothing it is called, nobody asked, an organisation that is not on the list or that a network does not take).
    """
    organisation = must_act_for_an_organisation(actor)
    _, activity = locked(actor, activity_id)
    listed = contact_list(actor, activity)
    rules.must_be_on_the_list(listed.sees)
    rules.must_have_begun(activity)
    version = catalogue.latest(rules.NETWORK)
    start.must_be_fit_to_lead(actor, version.definition, wants=True, proposed=True)
    rules.must_not_be_planned_already(begun_already(activity_id, rules.NETWORK, organisation))
    called = rules.about(title, summary)
    chosen = [one for one in dict.fromkeys(organisations) if one != organisation]
    rules.must_ask_those_on_the_list(chosen, {one.organisation for one in listed.rows})
    made = begin(
        actor, version, title=called.title, summary=called.summary, proposal=None, organisations=(), owner_body=None, led_by="member"
    )
    _continue(actor, activity_id, made)
    convener = _inside_now(actor)
    for one in chosen:
        participation.ask(convener, made, organisation=one, message=message)
    return made


def _continue(actor: Actor, earlier: int, made: int) -> None:
    """The new one grows from an older one, and nothing has grown from it yet: so no ring can close."""
    Activity.objects.filter(id=made).update(continues_id=earlier)
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="activity.carries_on", kind="activity", subject=made,
        changes={"continues": [None, earlier]},
    )  # fmt: skip


def _inside_now(actor: Actor) -> Actor:
    """The actor as of now: who begins an activity is let in to it, and was not when the deed began."""
    return people.actor(actor.person)


def _follow(actor: Actor, activity: ActivityRow, made: int, definition: Definition) -> None:
    """What comes along: purpose and theme, each organisation's contact, and those who staff it. Who has left does not."""
    sections = rules.followed(activity, definition, kept_plan(activity).text.sections)
    Plan.objects.filter(activity=made).update(sections=sections)
    for one in activity.taking_part:
        if one.contact is not None and one.organisation != actor.organisation and works_at(one.contact, one.organisation):
            Participation.objects.filter(activity=made, organisation=one.organisation).update(contact_id=one.contact)
    for row in kept_staff(activity):
        if row.person is None or employer(row.person) is not None:
            with suppress(Refusal):  # whom the new format or lead does not fit is left for the lead to name anew
                add_staff(actor, made, _described(row))


def _described(row: StaffRow) -> Described:
    return Described(
        role=row.role, name=row.name, email=row.email, organisation=row.organisation, engagement=row.engagement, answers=row.answers
    )
