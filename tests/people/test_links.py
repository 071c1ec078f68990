"""Private addresses: what opens them, and what no longer does (E2, Z2)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation import clock, outbox
from samlar.people.actions import forget_leavers, links
from samlar.people.models import Link
from samlar.people.queries.links import link, links_of, opened, token_of
from samlar.people.rules import NotVisible
from samlar.people.rules.links import LinkClosed, must_hold, number_in, proves, token
from samlar.registration.actions.managers import answer, ask_again
from samlar.registration.models import Approval, Registration
from samlar.registration.queries.managers import asked
from tests.conftest import NOW
from tests.registration import making

DAY = timedelta(days=1)


@pytest.fixture
def given_link(cast):
    """A link about row 7 to Dan, for a week, and its token."""
    made = links.give("approval", subject=7, person=cast.dan.person, expires=NOW + 7 * DAY)
    return made, token_of(made)


def test_a_token_opens_its_link_and_names_its_receiver(cast, given_link):
    made, said = given_link
    found = opened(said, "approval")
    assert (found.id, found.subject, found.person, found.person_name) == (made.id, 7, cast.dan.person, cast.dan.name)
    must_hold(found, clock.now())


def test_the_table_alone_opens_nothing(given_link, settings):
    made, said = given_link
    assert made.nonce not in said
    settings.SECRET_KEY = "another copy"
    with pytest.raises(NotVisible):
        opened(said, "approval")


def test_a_link_of_another_purpose_is_no_link(given_link):
    with pytest.raises(NotVisible):
        opened(given_link[1], "assignment")


@given(st.text(max_size=80))
def test_no_text_is_a_number_unless_it_is_written_so(text):
    number = number_in(text)
    assert number is None or re.fullmatch(rf"{number}-.*", text, re.DOTALL)


@given(st.integers(1, 10**9), st.text(alphabet="abcdefghijklmnopqrstuvwxyz234567", min_size=0, max_size=33))
def test_a_guessed_proof_proves_nothing(number, proof):
    made = token("secret", purpose="approval", id=number, nonce="n" * 32)
    assert not proves(f"{number}-{proof}", made) or f"{number}-{proof}" == made


def test_a_guess_and_what_was_never_a_link_look_the_same(given_link):
    made, said = given_link
    for guess in (said[:-1], said + "a", said.upper(), said.replace(str(made.id), str(made.id + 1), 1), "1-", "", "x" * 500, "٣-abc", "1-é"):
        with pytest.raises(NotVisible) as refused:
            opened(guess, "approval")
        assert str(refused.value) == ""


def test_a_link_holds_until_its_last_second_and_not_in_it(given_link):
    made = given_link[0]
    must_hold(made, made.expires - timedelta(microseconds=1))
    with pytest.raises(LinkClosed, match="gäller inte längre"):
        must_hold(made, made.expires)


def test_a_link_is_used_once_and_says_so_from_then_on(given_link):
    made, said = given_link
    links.use_up(made.id)
    first = opened(said, "approval").used
    with clock.at(NOW + DAY):
        links.use_up(made.id)
    assert opened(said, "approval").used == first
    with pytest.raises(LinkClosed, match="redan använd"):
        must_hold(opened(said, "approval"), clock.now())


def test_what_is_taken_back_says_that_there_is_a_newer_one_and_what_was_used_stays_used(cast, given_link):
    _, said = given_link
    used = links.give("approval", subject=7, person=cast.gun.person)
    links.use_up(used.id)
    assert links.revoke("approval", subject=7) == 1
    with pytest.raises(LinkClosed, match="ersatts av en nyare"):
        must_hold(opened(said, "approval"), clock.now())
    assert link(used.id, "approval").revoked is None
    assert links_of(cast.dan.person, "approval") == []


def test_thirty_days_later_a_link_leads_nowhere(cast, given_link):
    made, said = given_link
    feed = links.give("feed", subject=1, person=cast.dan.person)
    with clock.at(made.expires + 30 * DAY):
        assert links.close_old() == 0
        opened(said, "approval")
    with clock.at(made.expires + 30 * DAY + timedelta(seconds=1)):
        assert links.close_old() == 1
        assert links.close_old() == 0
        with pytest.raises(NotVisible):
            opened(said, "approval")
    assert opened(token_of(feed), "feed").id == feed.id  # has no last day: its owner takes it back


def test_who_is_forgotten_has_no_private_address_left(cast, settings):
    feed = links.give("feed", subject=1, person=cast.nils.person)
    with clock.at(NOW + timedelta(days=settings.SAMLAR_LEAVERS_KEPT_DAYS + 2)):
        assert forget_leavers() == 1
    assert Link.objects.get(id=feed.id).nonce == ""
    with pytest.raises(NotVisible):
        opened(token_of(feed), "feed")


# — a manager's link, through its page —


def test_whoever_holds_a_forwarded_link_can_answer_and_it_still_names_its_receiver(cast):
    made = making.registered(cast.dan, making.lab(cast))
    page = Client().get(f"/chef/{making.token_of(made)}/")
    assert page.status_code == 200
    assert "Chef Chefsson" in page.content.decode()
    assert answer(making.token_of(made), yes=True) == "confirmed"
    assert Approval.objects.get().manager.email == "chef@hemma.test"


def test_a_scanner_that_opens_the_letters_link_answers_nothing(cast):
    made = making.registered(cast.dan, making.lab(cast))
    address = f"/chef/{making.token_of(made)}/"
    for method in ("get", "head", "options"):
        assert getattr(Client(), method)(address).status_code in (200, 405)
    Client().get(address, {"answer": "yes"})
    Client().post(address, {"answer": "anything"})
    assert making.state_of(made) == "awaiting_manager"
    assert Link.objects.get().used is None


def test_a_link_that_was_replaced_or_used_tells_no_more_of_others(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    making.registered(cast.disa, lab)
    old = making.token_of(made)
    assert asked(old).others == (cast.disa.name,)
    with clock.at(NOW + timedelta(hours=1)):
        ask_again(cast.dan, lab.pk, made, name="En annan", email="annan@hemma.test")
        assert asked(old).others == ()
        with pytest.raises(LinkClosed, match="ersatts"):
            answer(old, yes=True)
        assert making.approved(made) == "confirmed"
        assert asked(making.token_of(made)).others == ()
    assert Registration.objects.filter(state="confirmed").count() == 1


def test_the_token_stands_in_one_letter_and_nowhere_else(cast):
    made = making.registered(cast.dan, making.lab(cast))
    said = making.token_of(made)
    holding = [one["to"] for one in outbox.recent(limit=100) if said in str(one["values"])]
    assert holding == ["chef@hemma.test"]
