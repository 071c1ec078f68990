"""People known by address alone, while others name or forget them (Z2)."""

from datetime import timedelta

import pytest
from django.db import transaction

from samlar.foundation import clock
from samlar.people.actions import forget_leavers
from samlar.people.actions.guests import known_or_guest
from samlar.people.models import Person
from samlar.people.rules.periods import NotPossible
from tests.at_once import at_once
from tests.conftest import NOW


def test_an_address_that_is_no_longer_in_use_is_refused(cast):
    guest = known_or_guest(name="Gäst", email="gast@hemma.test")
    Person.objects.filter(id__in=[guest, cast.dan.person]).update(is_active=False)
    for address in ("gast@hemma.test", cast.dan.email):
        with pytest.raises(NotPossible):
            known_or_guest(name="Gäst", email=address)


@pytest.mark.django_db(transaction=True)
def test_whoever_is_named_while_being_forgotten_is_the_same_or_somebody_new_but_never_nobody(prepared, settings):
    kept = timedelta(days=settings.SAMLAR_LEAVERS_KEPT_DAYS + 2)
    for number in range(6):
        address = f"gast{number}@hemma.test"
        with clock.at(NOW - kept):
            in_one_deed(address)
        _, named = at_once(forget_leavers, lambda address=address: in_one_deed(address))
        found = Person.objects.get(id=named)
        assert (found.email, found.is_active, found.name) == (address, True, "Gäst Gästsson")


@transaction.atomic
def in_one_deed(address: str) -> int:
    return known_or_guest(name="Gäst Gästsson", email=address)
