"""What is known of people who left is emptied when its time is out; keys and deeds stay (Z2, ground rules)."""

import secrets
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from samlar.foundation import audit, clock
from samlar.people.models import Employment, Person, Role

NAMELESS = "Tidigare medarbetare"


def forget_leavers(today: date | None = None) -> int:
    """Empties everybody whose last employment ended more than SAMLAR_LEAVERS_KEPT_DAYS ago. Says how many. May run again at any time."""
    limit = (today or clock.today()) - timedelta(days=settings.SAMLAR_LEAVERS_KEPT_DAYS)
    gone = (
        Person.objects.filter(is_active=True)
        .annotate(last=Max("employments__end"))
        .filter(last__lt=limit)
        .exclude(employments__end=None)
        .values_list("id", flat=True)
    )
    return sum(_forget(person, limit) for person in list(gone))


@transaction.atomic
def _forget(person: int, limit: date) -> int:
    """One person. Looks again under the lock: somebody may have come back meanwhile."""
    row = Person.objects.select_for_update(no_key=True).filter(id=person, is_active=True).first()
    if row is None or Employment.objects.filter(Q(end=None) | Q(end__gte=limit), person=person).exists():
        return 0
    pseudonym = f"p-{secrets.token_hex(8)}"
    row.name, row.email, row.is_active, row.last_login = NAMELESS, f"{pseudonym}@forgotten.invalid", False, None
    row.set_unusable_password()
    row.save()
    Employment.objects.filter(person=person).update(title="", profession="")
    for role in Role.objects.filter(person=person, end=None):
        role.end = max(role.start, limit)
        role.save(update_fields=["end"])
    EmailAddress.objects.filter(user=row).delete()
    Authenticator.objects.filter(user=row).delete()
    audit.pseudonymise(person, pseudonym, kind="person")
    audit.record(person=None, organisation=None, verb="person.forgotten", kind="person", subject=pseudonym)
    return 1
