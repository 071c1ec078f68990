"""What people look for and do not find is counted, and nothing of who they were (G2, Z2)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from samlar.foundation import clock
from samlar.library.models import MissedSearch
from samlar.library.rules.searching import MISSED_KEPT_DAYS, MOST_MISSED, kept_words, names_somebody
from samlar.people.models import Person


@transaction.atomic
def count_missed(words: str) -> bool:
    """Counts one question that found nothing; says whether it did.

    What may tell of a person is not kept: addresses, numbers (`rules.searching.kept_words`), and the name of anybody known here. There
    is a bound to how many different questions are kept, so that nobody can fill the database with them.
    """
    said = kept_words(words)
    if not said:
        return False
    today = clock.today()
    if MissedSearch.objects.filter(words=said).update(times=F("times") + 1, last=today):
        return True
    if MissedSearch.objects.count() >= MOST_MISSED:
        return False
    if names_somebody(said, list(Person.objects.filter(is_active=True).values_list("name", flat=True))):
        return False
    row, made = MissedSearch.objects.get_or_create(words=said, defaults={"first": today, "last": today})
    if not made:  # somebody asked the same at the same moment
        MissedSearch.objects.filter(id=row.pk).update(times=F("times") + 1, last=today)
    return True


def forget_missed() -> int:
    """Forgets questions that nobody has asked for a year. Says how many."""
    count, _ = MissedSearch.objects.filter(last__lt=clock.today() - timedelta(days=MISSED_KEPT_DAYS)).delete()
    return count
