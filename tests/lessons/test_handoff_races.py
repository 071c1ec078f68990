"""At the same moment, in real transactions (on both databases): one is first, and the other is told (F2, F8)."""

from datetime import timedelta

import pytest

from samlar.activities.rules.deeds import Overtaken
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lessons.actions import handoffs as actions
from samlar.lessons.actions.bringing_home import take_home, take_nothing
from samlar.lessons.models import TakingHome, Uptake
from samlar.lessons.queries.bringing_home import bringing_home
from samlar.lessons.queries.handoffs import handoff
from samlar.lessons.rules.bringing_home import Chosen
from samlar.lessons.rules.handoffs import HandoffRefused, To
from samlar.lessons.rules.words import State
from samlar.people.models import Link
from samlar.people.rules.links import LinkClosed
from tests.activities import rows
from tests.at_once import at_once
from tests.cast import Cast
from tests.lessons.making import lesson
from tests.lessons.sending import OUTSIDE, Asks, draft, room, sent, token

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(prepared) -> Cast:
    return Cast.enter()


def test_by_the_link_and_signed_in_one_answer_stands(cast):
    made = sent(cast.stina, room(cast), to=To(organisation=cast.organisation("Region Dalarna")), asks=Asks(person=cast.disa.person))
    dan, by_link = cast.dan, token()
    answers = at_once(
        lambda: actions.answer(dan, made, yes=True, word="Ja från sidan."),
        lambda: actions.answer_by_link(by_link, yes=False, word="Nej från länken."),
    )
    refused = [one for one in answers if isinstance(one, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], HandoffRefused | LinkClosed)
    assert handoff(dan, made).word in ("Ja från sidan.", "Nej från länken.")
    assert Letter.objects.filter(name="handoff_answered").count() == 1


def test_sent_by_two_at_once_it_is_one_letter_and_one_open_link(cast):
    made = draft(cast.stina, room(cast))
    stina, majken = cast.stina, cast.majken
    answers = at_once(*(lambda who=who: actions.send(who, made, OUTSIDE, revision=1) for who in (stina, majken)))
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "Overtaken"]
    assert Letter.objects.filter(name="handoff_asked").count() == 1
    assert Link.objects.filter(purpose="handoff", revoked=None, used=None).count() == 1


def test_answered_and_withdrawn_at_once_both_cannot_be(cast):
    made = sent(cast.stina, room(cast))
    stina, by_link, revision = cast.stina, token(), handoff(cast.stina, made).revision
    answers = at_once(lambda: actions.withdraw(stina, made, revision=revision), lambda: actions.answer_by_link(by_link, yes=True))
    assert len([one for one in answers if isinstance(one, Exception)]) == 1
    assert handoff(stina, made).state in ("accepted", "withdrawn")


def test_two_colleagues_take_home_at_once_and_the_second_is_told(cast):
    activity = rows.activity(cast, stage="reported", reported=clock.now() - timedelta(days=14))
    lessons = [lesson(cast.stina, f"Lärdom {number}", state=State.SHARED, activity=activity.pk) for number in (1, 2)]
    dan, disa, siv = cast.dan, cast.disa, cast.siv
    seal, other_seal = bringing_home(dan, activity.pk).seal, bringing_home(siv, activity.pk).seal

    def chosen(who):
        return [Chosen(lesson=one, owner=who.person, next_step="Ett steg.") for one in lessons]

    answers = at_once(
        lambda: take_home(dan, activity.pk, chosen(dan), seal=seal),
        lambda: take_home(disa, activity.pk, reversed(chosen(disa)), seal=seal),
        lambda: take_home(siv, activity.pk, chosen(siv), seal=other_seal),
    )
    assert len([one for one in answers if isinstance(one, Overtaken)]) == 1
    assert len([one for one in answers if isinstance(one, list)]) == 2, answers
    assert Uptake.objects.count() == 4
    assert TakingHome.objects.count() == 2


def test_nothing_and_something_at_once_do_not_both_stand(cast):
    activity = rows.activity(cast, stage="reported", reported=clock.now() - timedelta(days=14))
    one = lesson(cast.stina, state=State.SHARED, activity=activity.pk)
    dan, disa = cast.dan, cast.disa
    seal = bringing_home(dan, activity.pk).seal
    answers = at_once(
        lambda: take_home(dan, activity.pk, [Chosen(lesson=one, owner=dan.person, next_step="Ett steg.")], seal=seal),
        lambda: take_nothing(disa, activity.pk, why="Inget.", seal=seal),
    )
    assert len([answer for answer in answers if isinstance(answer, Overtaken)]) == 1
    assert bool(TakingHome.objects.get().why_none) == (Uptake.objects.count() == 0)
