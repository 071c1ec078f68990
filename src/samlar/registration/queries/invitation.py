"""The invitation, composed: what the lead wrote, with programme, staff and terms as they are today (E1)."""

from samlar.activities.queries.factors import expected_results
from samlar.activities.queries.invitation import invitation, kept_invitation
from samlar.activities.queries.releases import newest
from samlar.activities.queries.staff import kept_staff
from samlar.activities.rules.invitation import InvitationRow
from samlar.activities.rules.rows import ActivityRow
from samlar.people.queries import Contact
from samlar.people.rules import Actor
from samlar.registration.models import Registration
from samlar.registration.queries.terms import terms
from samlar.registration.rules.invitation import Composed
from samlar.registration.rules.machine import OVER


def composed(actor: Actor, activity: ActivityRow) -> Composed:
    """The invitation as the viewer may read it: published, or by those inside. Seven queries. Raises NotVisible."""
    return _composed(actor, activity, invitation(actor, activity))


def to_judge(actor: Actor, activity: ActivityRow) -> Composed:
    """The same for those who judge whether it is whole."""
    return _composed(actor, activity, kept_invitation(activity))


def _composed(actor: Actor, activity: ActivityRow, kept: InvitationRow) -> Composed:
    released = newest(activity)
    return Composed(
        kept=kept,
        goals=expected_results(actor, activity).texts,
        sessions=released.programme.sessions if released else (),
        staff=tuple(one for one in kept_staff(activity) if one.public),
        terms=terms(activity),
    )


def registered_people(activity_id: int) -> list[Contact]:
    """Everybody who has a place, waits for one or for an answer: whom a letter about the whole activity goes to. One query."""
    rows = Registration.objects.filter(activity=activity_id, person__is_active=True).exclude(state__in=OVER)
    found = rows.order_by("id").values_list("organisation", "person", "person__name", "person__email", "person__language")
    return [Contact(*row) for row in found]
