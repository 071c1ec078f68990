"""The invitation as it is kept, and who was invited (E1, C2)."""

from samlar.activities.models import Invitation, Invited
from samlar.activities.queries.plan import kept_plan
from samlar.activities.rules.access import may_lead
from samlar.activities.rules.invitation import DRAFT, PUBLISHED, Guest, InvitationRow, InvitedRow, starting_texts
from samlar.activities.rules.rows import TAKING_PART, ActivityRow
from samlar.foundation import clock
from samlar.people.models import Membership
from samlar.people.queries import on
from samlar.people.rules import Actor, NotVisible


def invitation(actor: Actor, activity: ActivityRow) -> InvitationRow:
    """The invitation of an activity that the viewer sees: to all once it is published, until then to those inside.

    One query, and three for what it starts from while nothing is saved. Raises NotVisible.
    """
    found = kept_invitation(activity)
    if not (found.is_out or activity.inside):
        raise NotVisible
    return found


def kept_invitation(activity: ActivityRow) -> InvitationRow:
    """The invitation for those who judge it; asks for no viewer. Before anything is saved: what it starts from."""
    fields = ("state", "texts", "to_all", "published", "changed", "revision")
    row = Invitation.objects.filter(activity=activity.id).values(*fields).first()
    if row is not None:
        return InvitationRow(activity=activity.id, **row)
    texts = starting_texts(activity, kept_plan(activity).text.sections)
    return InvitationRow(activity=activity.id, state=DRAFT, texts=texts, to_all=True, published=None, changed=None, revision=0)


def is_out(activity: ActivityRow) -> bool:
    """Whether there is an invitation for all to read. One query."""
    return Invitation.objects.filter(activity=activity.id, state=PUBLISHED).exists()


def may_open(actor: Actor, activity: ActivityRow) -> bool:
    """Whether the viewer has an invitation to open: all once it is published, the lead before. One query at most."""
    return (actor.at_work and (may_lead(actor, activity) or activity.acts_for_owner)) or is_out(activity)


def guests(activity: ActivityRow) -> list[Guest]:
    """Whom the format lets in, by name: who is invited or takes part already says so. Two queries."""
    part = activity.definition.participation
    already = dict.fromkeys(Invited.objects.filter(activity=activity.id).values_list("organisation", flat=True), "invited")
    already |= {one.organisation: TAKING_PART for one in activity.taking_part}
    rows = (
        Membership.objects.filter(on(clock.today()), kind__in=part.register or part.take_part)
        .order_by("organisation__name", "organisation")
        .values_list("organisation", "organisation__name", "kind", "organisation__kind__counts_as")
    )
    return [Guest(organisation, name, kind, counts_as, already.get(organisation, "")) for organisation, name, kind, counts_as in rows]


def invited(activity: ActivityRow) -> list[InvitedRow]:
    """Who was invited directly, by name. One query. The caller has asked who may."""
    there = {one.organisation for one in activity.taking_part}
    rows = Invited.objects.filter(activity=activity.id).order_by("organisation__name", "id")
    return [
        InvitedRow(id, organisation, name, when, organisation in there)
        for id, organisation, name, when in rows.values_list("id", "organisation", "organisation__name", "invited")
    ]
