"""Whom the clock tells what became of a proposal, and who has said no to that (B3)."""

from datetime import datetime

from samlar.ideas.models import Proposal
from samlar.ideas.rules.rows import State
from samlar.people.models import Link
from samlar.people.queries.links import link, opened
from samlar.people.rules.links import LinkRow

STOP = "proposal_news_stop"  # what a private link in such a letter is for


def to_tell(before: datetime) -> dict[int, datetime | None]:
    """{proposal: until when its proposers have been told}, of those that became something and were last told before a moment. One query."""
    rows = Proposal.objects.filter(state=State.TAKEN)
    return dict((rows.filter(told=None) | rows.filter(told__lte=before)).order_by("id").values_list("id", "told"))


def has_said_no(proposal_id: int, person: int) -> bool:
    """Whether a person wants no more letters about the proposal: the link in one of them has been used. One query."""
    return Link.objects.filter(purpose=STOP, subject=proposal_id, person=person).exclude(used=None).exists()


def open_stop_link(proposal_id: int, person: int) -> LinkRow | None:
    """The link that says no, in an earlier letter. Two queries at most."""
    rows = Link.objects.filter(purpose=STOP, subject=proposal_id, person=person, used=None, revoked=None).exclude(nonce="")
    number = rows.order_by("-id").values_list("id", flat=True).first()
    return link(number, STOP) if number else None


def by_stop_link(token: str) -> tuple[str, bool]:
    """(the proposal's title, whether whoever got the link has said no already). Two queries. Raises NotVisible for no such link."""
    found = opened(token, STOP)
    title = Proposal.objects.filter(id=found.subject).values_list("title", flat=True).get()
    return title, found.used is not None
