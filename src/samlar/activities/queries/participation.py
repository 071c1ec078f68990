"""Who could take part, who wants to, and who works where."""

from samlar.activities.rules.participation import Candidate
from samlar.activities.rules.rows import ASKED, TAKING_PART, ActivityRow
from samlar.foundation import clock
from samlar.ideas.models import Interest
from samlar.people.models import Employment, Membership, Organisation
from samlar.people.queries import on
from samlar.people.rules import Actor, NotVisible

LARGEST_ID = 2**63 - 1


def candidate(organisation: int) -> Candidate:
    """An organisation and its membership today. Raises NotVisible where there is none of that id. Two queries."""
    if not 0 < organisation <= LARGEST_ID:
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


def colleagues(actor: Actor) -> list[tuple[int, str]]:
    """(person, name) of those who work at the actor's organisation today. One query."""
    if not actor.at_work:
        return []
    rows = Employment.objects.filter(on(clock.today()), organisation=actor.organisation, person__is_active=True)
    return list(rows.order_by("person__name").values_list("person", "person__name").distinct())


def works_at(person: int, organisation: int) -> bool:
    """Whether somebody works at an organisation today."""
    rows = Employment.objects.filter(on(clock.today()), organisation=organisation, person__is_active=True)
    return 0 < person <= LARGEST_ID and rows.filter(person=person).exists()
