"""Those who proposed something say that they want no more letters about what becomes of it (B3)."""

from django.db import transaction

from samlar.foundation import audit
from samlar.ideas.queries.told import STOP
from samlar.people.actions import links
from samlar.people.queries.links import opened


@transaction.atomic
def stop(token: str) -> None:
    """No more letters about the proposal to whoever got the link. Pressed again it changes nothing. Raises NotVisible."""
    found = opened(token, STOP)
    if found.used is None:
        links.use_up(found.id)
        audit.record(person=found.person, organisation=None, verb="proposal.letters_stopped", kind="proposal", subject=found.subject)
