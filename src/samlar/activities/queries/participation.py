"""Who could take part, who wants to, and who works where."""

from samlar.activities.rules.participation import Candidate
from samlar.activities.rules.rows import ASKED, TAKING_PART, ActivityRow
from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.ideas.models import Interest
from samlar.people.models import Membership, Organisation
from samlar.people.queries import on
from samlar.people.rules import NotVisible


def candidate(organisation: int) -> Candidate:
    """An organisation and its membership today. Raises NotVisible where there is none of that id. Two queries."""
    if not is_key(organisation):
        raise NotVisible
    name = Organisation.objects.filter(id=organisation).values_list("name", flat=True).first()
    if name is None:
        raise NotVisible
    rows = Membership.objects.filter(on(clock.today()), organisation=organisation).order_by("-start")
    return Candidate(organisation, name, rows.values_list("kind", flat=True).first())


def candidates(activity: ActivityRow) -> list[tuple[int, str, bool]]:
    """(id, name, has shown interest) of those that can be asked: interested ones first, then by name. Two queries."""
    busy = [one.organisation for one in activity.participants if one.state in (ASKED, TAKING_PART)]
    interested = set(interested_in(activity.proposal)) if activity.proposal else set()
    rows = (
        Membership.objects.filter(on(clock.today()), kind__in=activity.definition.participation.take_part)
        .exclude(organisation__in=busy)
        .order_by("organisation__name")
        .values_list("organisation", "organisation__name")
    )
    found = [(organisation, name, organisation in interested) for organisation, name in rows]
    return sorted(found, key=lambda one: not one[2])


def interested_in(proposal: int) -> list[int]:
    """The organisations that have shown interest in a proposal and not withdrawn it, first come first. One query."""
    rows = Interest.objects.filter(proposal=proposal, withdrawn=None).order_by("shown", "id")
    return list(rows.values_list("organisation", flat=True))
