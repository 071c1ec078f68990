"""What registrations forget, and when (Z2)."""

from datetime import timedelta

import pytest

from samlar.activities import queries
from samlar.foundation import clock
from samlar.people.models import Person
from samlar.registration.actions.assignments import send_back
from samlar.registration.actions.clock import forget_answers, forget_people
from samlar.registration.models import Answer, Assignment, Question
from samlar.registration.queries.registrations import registrations
from tests.conftest import NOW
from tests.registration import assigning, making
from tests.registration.test_when_things_change import ended, session

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


def answered(cast, actor, lab, **more) -> Question:
    question = Question.objects.create(activity=lab, position=0, text="Mat?", purpose="Beställa mat.", kept_days=14, **more)
    making.registered(actor, lab, answers={question.pk: "Allt"})
    return question


def test_who_came_in_after_the_last_session_has_the_days_that_the_question_promised(cast):
    lab = making.lab(cast, approval=False)
    answered(cast, cast.dan, lab)
    session(lab, NOW - 20 * DAY)
    with clock.at(NOW + 14 * DAY):
        assert forget_answers() == 0
    with clock.at(NOW + 14 * DAY + timedelta(seconds=1)):
        assert forget_answers() == 1


def test_answers_stay_while_sessions_are_to_come_and_while_a_network_runs(cast):
    lab, network = making.lab(cast, approval=False), making.lab(cast, "Nätverket", format="natverk", approval=False)
    for made in (lab, network):
        answered(cast, cast.dan, made)
        session(made, NOW - 20 * DAY)
    session(lab, NOW + 60 * DAY)
    with clock.at(NOW + 40 * DAY):
        assert forget_answers() == 0
    with clock.at(NOW + 80 * DAY):
        assert forget_answers() == 1  # the lab's
    ended(network, "closed")
    with clock.at(NOW + 80 * DAY):
        assert forget_answers() == 1


def test_an_answer_whose_time_is_out_is_read_by_nobody_before_the_clock_has_come_to_it(cast):
    lab = making.lab(cast, approval=False)
    session(lab, NOW + DAY)
    answered(cast, cast.dan, lab)
    for days, read in ((15, 1), (16, 0)):
        with clock.at(NOW + days * DAY):
            activity = queries.activity(cast.stina, lab.pk)
            assert [len(row.answers) for row in registrations(cast.stina, activity)] == [read]
    assert Answer.objects.count() == 1
