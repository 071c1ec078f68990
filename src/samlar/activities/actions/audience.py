"""Who is let in to an activity (docs/decisions: who sees an activity). Called within the deed's own transaction."""

from collections.abc import Iterable

from samlar.activities.rules.access import FOLLOWING
from samlar.activities.rules.rows import activity_token
from samlar.people.models import Grant


def let_in(activity_id: int, organisations: Iterable[int]) -> None:
    """The people of these organisations see inside."""
    for organisation in organisations:
        Grant.objects.get_or_create(token=activity_token(activity_id), organisation_id=organisation)


def let_in_mandates(activity_id: int) -> None:
    """Whoever holds a mandate that follows activities sees inside, whoever that is on the day (L1)."""
    for mandate in FOLLOWING:
        Grant.objects.get_or_create(token=activity_token(activity_id), mandate=mandate)


def let_out(activity_id: int, organisations: Iterable[int]) -> None:
    """The people of these organisations no longer see inside."""
    Grant.objects.filter(token=activity_token(activity_id), organisation__in=list(organisations)).delete()
