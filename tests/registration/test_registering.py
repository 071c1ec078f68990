"""Somebody is registered: who may, until when, how many, and what a no says."""

from datetime import UTC, datetime

import pytest

from samlar.activities import queries
from samlar.activities.models import Participation
from samlar.foundation import clock, outbox
from samlar.people.rules import NotPossible
from samlar.registration.actions.registering import Entry, accept, decline, register, withdraw
from samlar.registration.models import Registration
from samlar.registration.queries.registrations import own
from samlar.registration.rules.registering import CannotRegister
from tests.registration import making

LAST_SECOND = datetime(2026, 12, 14, 22, 59, 59, tzinfo=UTC)  # 23.59.59 in Stockholm


def letters(name):
    return [one for one in outbox.recent(limit=100) if one["name"] == name]


def test_the_manager_is_asked_and_a_yes_gives_a_place(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    assert making.state_of(made) == "awaiting_manager"
    assert [one["to"] for one in letters("manager_asked")] == ["chef@hemma.test"]
    assert making.approved(made) == "confirmed"
    assert Participation.objects.get(activity=lab, organisation=cast.dan.organisation).by_registration
    assert [one["to"] for one in letters("registration_confirmed")] == [cast.dan.email]


def test_registration_closes_at_the_end_of_the_last_day_in_stockholm(cast):
    lab = making.lab(cast)
    with clock.at(LAST_SECOND):
        making.registered(cast.dan, lab)
    with clock.at(datetime(2026, 12, 14, 23, 0, 0, tzinfo=UTC)), pytest.raises(CannotRegister) as refused:
        making.registered(cast.gun, lab)
    assert refused.value.source == "L · Anmälan"
    assert "14 december" in refused.value.sentence.in_language("sv")
    assert refused.value.mend is not None
    assert Registration.objects.count() == 1


def test_a_fifth_person_of_an_organisation_is_refused_with_who_is_there_already(cast):
    lab = making.lab(cast)
    for number in range(4):
        making.registered(cast.dan, lab, making.colleague(cast.dan.organisation, f"Kollega {number}"))
    with pytest.raises(CannotRegister) as refused:
        making.registered(cast.dan, lab)
    said = refused.value.sentence.in_language("sv")
    assert said.startswith("Högst fyra personer kan delta från varje organisation.")
    assert "Kollega 0, Kollega 1, Kollega 2, Kollega 3" in said
    assert refused.value.source == "L · För vem, Anmälan"


def test_the_same_person_with_other_capitals_in_the_address_is_the_same_person(cast):
    lab = making.lab(cast)
    making.registered(cast.dan, lab)
    with pytest.raises(CannotRegister, match="redan anmäld"):
        register(cast.dan, lab.pk, Entry(person=None, name="Dan", email=f" {cast.dan.email.upper()} ", agreed=True))
    assert Registration.objects.count() == 1


def test_nobody_approves_their_own_registration(cast):
    lab = making.lab(cast)
    with pytest.raises(CannotRegister) as refused:
        making.registered(cast.dan, lab, manager_email=cast.dan.email.upper())
    assert refused.value.field == "manager_email"
    assert not Registration.objects.exists()


def test_a_colleague_on_another_domain_is_the_representatives_to_add(cast):
    lab = making.lab(cast)
    with pytest.raises(NotPossible, match=r"@region-dalarna\.test"):
        register(cast.dan, lab.pk, Entry(person=None, name="Okänd", email="okand@annan.test", agreed=True))


def test_what_is_expected_is_agreed_to(cast):
    with pytest.raises(CannotRegister) as refused:
        making.registered(cast.dan, making.lab(cast), agreed=False)
    assert refused.value.field == "agreed"


def test_a_guest_is_refused_where_the_format_takes_none(cast):
    with pytest.raises(CannotRegister, match="medlem eller partner"):
        making.registered(cast.gustav, making.lab(cast))


def test_who_waits_is_offered_the_place_that_somebody_gives_back(cast):
    lab = making.lab(cast, approval=False, places=1)
    first = making.registered(cast.dan, lab)
    second = making.registered(cast.gun, lab)
    assert [making.state_of(one) for one in (first, second)] == ["confirmed", "waitlisted"]
    assert own(cast.gun, _row(cast.gun, lab)).line == 1
    withdraw(cast.dan, lab.pk, first)
    assert making.state_of(second) == "offered"
    accept(cast.gun, lab.pk, second)
    assert making.state_of(second) == "confirmed"
    assert Participation.objects.get(activity=lab, organisation=cast.dan.organisation).state == "left"


def test_a_declined_offer_goes_on_to_the_next_in_line(cast):
    lab = making.lab(cast, approval=False, places=1)
    first, second, third = (making.registered(who, lab) for who in (cast.dan, cast.gun, cast.siv))
    withdraw(cast.dan, lab.pk, first)
    decline(cast.gun, lab.pk, second, why="Vi hinner inte.")
    assert [making.state_of(one) for one in (second, third)] == ["declined", "offered"]


def _row(actor, lab):
    return queries.activity(actor, lab.pk)
