"""Who votes: the organisations whose membership of the day says so (A1)."""

from datetime import date

from samlar.foundation import clock
from samlar.ideas.rules.rounds import Voter
from samlar.people.models import Membership
from samlar.people.queries import on
from samlar.people.rules import MembershipKind


def voter(organisation: int | None) -> Voter:
    """An organisation's right to vote today. One query."""
    row = Membership.objects.filter(on(clock.today()), organisation=organisation).order_by("-start").values_list("kind", "votes").first()
    return Voter(organisation or 0, row[0] if row else None, bool(row and row[1]))


def voters(day: date) -> dict[int, str]:
    """{organisation: name} of those who vote on a day, in Swedish order. One query."""
    rows = Membership.objects.filter(on(day), kind=MembershipKind.MEMBER, votes=True).order_by("organisation__name")
    return dict(rows.values_list("organisation", "organisation__name"))
