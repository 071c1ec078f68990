import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.urls import reverse

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.people import actions
from samlar.people.actions.account import LINK_SECONDS
from samlar.people.rules import NotPossible, NotVisible


def link():
    return re.fullmatch(r"/mitt-konto/adress/(.+)/", Letter.objects.get(name="address_confirm").values["path"]).group(1)


def test_everybody_changes_the_own_name_and_language(cast, visitor):
    actions.change_account(cast.stina, name="  Stina\n Påhittad-Ny ", language="en")
    assert (cast.stina.name, cast.stina.language) == ("Stina Påhittad-Ny", "en")
    with pytest.raises(NotVisible):
        actions.change_account(visitor, name="Ingen", language="sv")


def test_an_address_changes_when_the_link_to_it_is_opened(cast):
    old = cast.stina.email
    EmailAddress.objects.create(user_id=cast.stina.person, email=old, verified=True)
    actions.ask_for_address(cast.stina, email="Stina@NY.test")
    actions.ask_for_address(cast.stina, email="stina@ny.test")
    assert cast.stina.email == old
    assert Letter.objects.get().to == "stina@ny.test"
    token = link()
    assert actions.take_address(cast.stina, token=token) == cast.stina.email == "stina@ny.test"
    assert Letter.objects.get(name="address_changed").to == old
    assert not EmailAddress.objects.exists()
    with pytest.raises(NotPossible):
        actions.take_address(cast.stina, token=token)


def test_a_link_is_for_one_person_and_for_two_hours(cast, visitor, monkeypatch):
    actions.ask_for_address(cast.stina, email="stina@ny.test")
    token = link()
    for bad in (token[:-2], "x", signing.dumps([1], salt="people.address")):
        with pytest.raises(NotPossible):
            actions.take_address(cast.stina, token=bad)
    with pytest.raises(NotPossible):
        actions.take_address(cast.dan, token=token)
    with pytest.raises(NotVisible):
        actions.take_address(visitor, token=token)
    later = signing.time.time() + LINK_SECONDS + 5
    monkeypatch.setattr(signing.time, "time", lambda: later)
    with pytest.raises(NotPossible):
        actions.take_address(cast.stina, token=token)


def test_an_address_that_somebody_has_is_refused_also_when_it_was_taken_meanwhile(cast):
    with pytest.raises(NotPossible):
        actions.ask_for_address(cast.stina, email=cast.dan.email)
    actions.ask_for_address(cast.stina, email="ny@ny.test")
    actions.add_person(cast.majken, cast.majken.organisation, name="Ny", email="ny@ny.test", start=clock.today())
    with pytest.raises(NotPossible):
        actions.take_address(cast.stina, token=link())


def test_another_hour_sends_another_letter(cast):
    actions.ask_for_address(cast.stina, email="ny@ny.test")
    with clock.at(clock.now() + timedelta(hours=1)):
        actions.ask_for_address(cast.stina, email="ny@ny.test")
    assert Letter.objects.count() == 2


def test_the_pages_ask_send_and_confirm(cast, sign_in, visitor):
    browser = sign_in(cast.stina)
    assert browser.post(reverse("change_address"), {"email": cast.dan.email}).status_code == 422
    assert browser.post(reverse("change_address"), {"email": "stina@ny.test"}).status_code == 302
    address = reverse("take_address", args=[link()])
    assert browser.get(address).status_code == 200
    assert cast.stina.email != "stina@ny.test"
    assert sign_in(visitor).get(address).status_code == 302
    assert sign_in(cast.dan).post(address).status_code == 409
    assert browser.post(address).status_code == 302
    assert cast.stina.email == "stina@ny.test"
