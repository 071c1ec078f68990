"""Private addresses are given, used up, taken back and swept. Called within the deed's own transaction."""

import secrets
from datetime import datetime, timedelta

from samlar.foundation import clock
from samlar.people.models import Link
from samlar.people.queries.links import link
from samlar.people.rules.links import KEPT_DAYS, LinkRow


def give(purpose: str, *, subject: int, person: int, expires: datetime | None = None) -> LinkRow:
    """A new link for one person. Its token is `queries.links.token_of`; put it in a letter to that person, nowhere else."""
    made = Link.objects.create(
        purpose=purpose, subject=subject, person_id=person, nonce=secrets.token_hex(16), made=clock.now(), expires=expires
    )
    found = link(made.pk, purpose)
    assert found is not None
    return found


def use_up(link_id: int) -> None:
    """The link's question is answered: from now on it only tells so."""
    Link.objects.filter(id=link_id, used=None).update(used=clock.now())


def revoke(purpose: str, *, subject: int | None = None, person: int | None = None) -> int:
    """Takes back the open links of a purpose about a subject, of a person, or both. Says how many."""
    rows = Link.objects.filter(purpose=purpose, revoked=None, used=None)
    if subject is not None:
        rows = rows.filter(subject=subject)
    if person is not None:
        rows = rows.filter(person=person)
    return rows.update(revoked=clock.now())


def close_old() -> int:
    """Forgets what a link led to 30 days after it ran out, was used or taken back: its secret part is emptied (Z2). Says how many."""
    limit = clock.now() - timedelta(days=KEPT_DAYS)
    rows = Link.objects.exclude(nonce="")
    old = rows.filter(expires__lt=limit) | rows.filter(used__lt=limit) | rows.filter(revoked__lt=limit)
    return Link.objects.filter(id__in=list(old.values_list("id", flat=True))).update(nonce="")
