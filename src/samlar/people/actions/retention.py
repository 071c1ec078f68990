"""What is known of people who left is emptied when its time is out; keys and deeds stay (Z2, ground rules)."""

import secrets
from datetime import date, datetime, time, timedelta
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from samlar.foundation import audit, clock
from samlar.foundation.rounds import all_of
from samlar.people.models import Employment, Link, Person, Role

NAMELESS = "Tidigare medarbetare"
FORGOTTEN = "@forgotten.invalid"


def forget_leavers(today: date | None = None) -> int:
    """Empties everybody whose last employment ended more than SAMLAR_LEAVERS_KEPT_DAYS ago, and everybody known by address alone (a
    manager, a guest) who has neither been named nor signed in since. Nobody who has been sent a link since: then somebody asked.

    Says how many. May run again at any time.
    """
    limit = (today or clock.today()) - timedelta(days=settings.SAMLAR_LEAVERS_KEPT_DAYS)
    return all_of(list(_gone(limit).values_list("id", flat=True)), partial(_forget, limit=limit))


def _gone(limit: date) -> "QuerySet[Person]":
    left = Q(works=True, last__lt=limit)
    never_worked = Q(works=False, added__lt=_moment(limit)) & (Q(last_login=None) | Q(last_login__lt=_moment(limit)))
    not_asked_since = Person.objects.filter(is_active=True).exclude(
        Exists(Link.objects.filter(person=OuterRef("pk"), made__gte=_moment(limit)))
    )
    return (
        not_asked_since.annotate(works=Exists(Employment.objects.filter(person=OuterRef("pk"))), last=Max("employments__end"))
        .filter(left | never_worked)
        .exclude(Exists(Employment.objects.filter(person=OuterRef("pk"), end=None)))
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), clock.STOCKHOLM)


def _forget(person: int, limit: date) -> int:
    """One person, with every private address of theirs. Looks again under the lock: somebody may have come back or been named meanwhile."""
    row = Person.objects.select_for_update(no_key=True).filter(id=person, is_active=True).first()
    if row is None or not _gone(limit).filter(id=person).exists():
        return 0
    pseudonym = f"p-{secrets.token_hex(8)}"
    row.name, row.email, row.is_active, row.last_login = NAMELESS, f"{pseudonym}{FORGOTTEN}", False, None
    row.set_unusable_password()
    row.save()
    Employment.objects.filter(person=person).update(title="", profession="")
    for role in Role.objects.filter(person=person, end=None):
        role.end = max(role.start, limit)
        role.save(update_fields=["end"])
    Link.objects.filter(person=person, revoked=None).update(revoked=clock.now())
    Link.objects.filter(person=person).update(nonce="")
    EmailAddress.objects.filter(user=row).delete()
    Authenticator.objects.filter(user=row).delete()
    audit.pseudonymise(row.pk, pseudonym, kind="person")
    audit.record(person=None, organisation=None, verb="person.forgotten", kind="person", subject=pseudonym)
    return 1
