"""Analyses at the same moment, in real transactions (on both databases): one is first, and the other is told."""

import pytest

from samlar.lessons.actions import capacity as actions
from samlar.lessons.models import CapacityAnswer, CapacityRound
from samlar.lessons.rules.capacity import Answer
from samlar.lessons.rules.deeds import LessonRefused
from tests.at_once import at_once
from tests.cast import Cast
from tests.lessons.answering import ALL, opened

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(prepared):
    return Cast.enter()


def test_two_who_open_one_at_once_open_one(home):
    stina, majken = home.stina, home.majken
    answers = at_once(lambda: opened(stina, "Ett"), lambda: opened(majken, "Två"))
    assert sum(isinstance(one, LessonRefused) for one in answers) == 1
    assert CapacityRound.objects.count() == 1


def test_two_who_close_at_once_close_it_once(home):
    stina, majken = home.stina, home.majken
    made = opened(stina)
    answers = at_once(lambda: actions.close(stina, made), lambda: actions.close(majken, made))
    assert sum(isinstance(one, LessonRefused) for one in answers) == 1
    assert CapacityRound.objects.get(id=made).revision == 2


@pytest.mark.parametrize("_turn", range(4))
def test_an_answer_at_the_close_is_kept_whole_or_refused(home, _turn):
    stina, majken = home.stina, home.majken
    made = opened(stina)
    _closed, answered = at_once(lambda: actions.close(stina, made), lambda: actions.answer(majken, made, Answer(ALL), read=0))
    assert isinstance(answered, LessonRefused) == (CapacityAnswer.objects.count() == 0)
    kept = CapacityAnswer.objects.first()
    assert kept is None or kept.given <= CapacityRound.objects.get(id=made).closed


def test_two_windows_that_answer_at_once_keep_one_answer(home):
    stina = home.stina
    made = opened(stina)
    answers = at_once(
        lambda: actions.answer(stina, made, Answer({"i1": 1}), read=0), lambda: actions.answer(stina, made, Answer({"i1": 2}), read=0)
    )
    assert CapacityAnswer.objects.count() == 1
    assert sum(isinstance(one, Exception) for one in answers) <= 1
