"""What registrations forget, and when (Z2)."""

from datetime import timedelta

import pytest

from samlar.people.models import Person
from samlar.registration.actions.assignments import send_back
from samlar.registration.actions.clock import forget_people
from samlar.registration.models import Assignment
from tests.registration import assigning

DAY = timedelta(days=1)


@pytest.mark.parametrize("who", ["the manager", "the participant"])
def test_the_word_about_an_assignment_goes_with_either_and_the_four_texts_stay(cast, who):
    lab, registration = assigning.lab_with(cast, cast.dan)
    assigning.sent(cast.dan, lab, registration)
    send_back(cast.nils, assigning.token(), assigning.WHOLE, revision=1, word="Skriv mer om Dan.")
    assert forget_people() == 0
    address = "chef@hemma.test" if who == "the manager" else cast.dan.email
    Person.objects.filter(email=address).update(is_active=False)
    assert (forget_people(), forget_people()) == (1, 0)
    kept = Assignment.objects.get(registration=registration)
    assert (kept.word, kept.challenge, kept.at_home) == ("", assigning.WHOLE.challenge, assigning.WHOLE.at_home)
