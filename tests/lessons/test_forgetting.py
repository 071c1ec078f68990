"""The words of people who have been forgotten go; that something was answered, and how, stays (Z2)."""

from datetime import timedelta

import pytest
from django.conf import settings

from samlar.foundation import clock
from samlar.lessons.actions import handoffs, uptakes, visits
from samlar.lessons.actions.forgetting import forget_answers, forget_reasons
from samlar.lessons.actions.handoffs import Asks
from samlar.lessons.actions.reviewing import review
from samlar.lessons.models import Evidence, Handoff, Move, Review, Uptake, VisitRequest
from samlar.lessons.queries import lesson as read
from samlar.lessons.queries import uptake
from samlar.lessons.rules.handoffs import To
from samlar.lessons.rules.visits import Wish
from samlar.lessons.rules.words import Reach, Standing, Step
from samlar.lifecycle.actions import tick
from samlar.people.models import Person
from samlar.people.rules import Actor
from tests.cast import Cast
from tests.lessons import sending
from tests.lessons.making import lesson
from tests.lessons.uptaking import revision, shown

pytestmark = pytest.mark.django_db
WORD = "Ring mig, Dan, 070-123."


def forgotten(*people: Actor) -> None:
    Person.objects.filter(id__in=[one.person for one in people]).update(is_active=False)


def test_what_was_answered_about_a_handoff_goes_with_whoever_wrote_it_though_another_was_asked(cast: Cast) -> None:
    made = sending.sent(
        cast.stina, sending.room(cast), to=To(organisation=cast.organisation("Region Dalarna")), asks=Asks(person=cast.disa.person)
    )
    handoffs.answer(cast.dan, made, yes=True, word=WORD)
    handoffs.became(cast.disa, made, "under_way", "Disa håller på.")
    assert forget_answers() == 0
    forgotten(cast.dan)
    assert (forget_answers(), forget_answers()) == (1, 0)
    row = Handoff.objects.get(id=made)
    assert (row.state, row.word, row.outcome, row.outcome_word) == ("accepted", "", "under_way", "Disa håller på.")
    forgotten(cast.disa)
    assert forget_answers() == 1
    assert Handoff.objects.get(id=made).outcome_word == ""


def test_what_somebody_outside_wrote_goes_before_it_is_lost_who_wrote_it(cast: Cast) -> None:
    made = sending.sent(cast.stina, sending.room(cast))
    handoffs.answer_by_link(sending.token(), yes=False, word=WORD)
    with clock.at(clock.now() + timedelta(days=settings.SAMLAR_STAFF_KEPT_DAYS + 1)):
        tick()
    row = Handoff.objects.get(id=made)
    assert (row.state, row.asked_id, row.answered_by_id, row.word) == ("declined", None, None, "")


def test_whoever_was_asked_outside_is_forgotten_though_it_was_withdrawn_and_written_anew(cast: Cast) -> None:
    made = sending.sent(cast.stina, sending.room(cast))
    for deed, more in ((handoffs.withdraw, ()), (handoffs.change, (sending.text("Något annat."),))):
        deed(cast.stina, made, *more, revision=handoffs.handoff(cast.stina, made).revision)
    assert handoffs.forget_asked() == 0
    with clock.at(clock.now() + timedelta(days=settings.SAMLAR_STAFF_KEPT_DAYS + 1)):
        assert (handoffs.forget_asked(), handoffs.forget_asked()) == (1, 0)
    assert Handoff.objects.get(id=made).asked_id is None


def test_the_words_of_a_review_and_of_a_visit_go_with_whoever_wrote_them(cast: Cast) -> None:
    made = lesson(cast.stina)
    review(cast.dan, made, holds=False, note=WORD, revision=read(cast.dan, made).revision)
    uptakes.take_home(cast.gun, made, uptakes.Home(owner=cast.gun.person, reach=Reach.PUBLIC))
    shown(cast.gun, Step.SHARED, Step.TRIED, Step.ANCHORED, uptake_id=Uptake.objects.get().pk)
    asked = visits.ask(cast.dan, made, cast.gun.organisation, Wish(message=WORD))
    visits.accept(cast.gun, asked, clock.today() + timedelta(days=9), word="Välkommen, säger Gun.")
    forgotten(cast.dan)
    assert (forget_answers(), forget_answers()) == (2, 0)
    row = VisitRequest.objects.get()
    assert (Review.objects.get().note, Review.objects.get().holds, row.message, row.answer) == ("", False, "", "Välkommen, säger Gun.")
    forgotten(cast.gun)
    assert forget_answers() == 1
    assert (VisitRequest.objects.get().answer, VisitRequest.objects.get().state) == ("", "accepted")


def test_why_an_uptake_went_back_or_was_declined_goes_and_the_moves_stay(cast: Cast, sign_in) -> None:
    of = shown(cast.dan, Step.SHARED, Step.TRIED)
    uptakes.step_back(cast.dan, of, Standing.SHARED, why="Dan slutade pröva.", revision=revision(cast.dan, of))
    uptakes.end(cast.dan, of, Standing.DECLINED, why=WORD, revision=revision(cast.dan, of))
    moves = Move.objects.count()
    assert forget_reasons() == 0
    forgotten(cast.dan)
    assert (forget_reasons(), forget_reasons()) == (2, 0)
    assert (Move.objects.count(), Move.objects.exclude(why="").count()) == (moves, 0)
    assert (Uptake.objects.get().why, Uptake.objects.get().standing) == ("", "declined")
    assert not Evidence.objects.exclude(why_struck="").exists()
    assert uptake(cast.disa, of).standing == Standing.DECLINED
    assert "Ta upp igen" in sign_in(cast.disa).get(f"/hemtagning/{of}/").content.decode(), "without the words too"


def test_why_another_declined_stays(cast: Cast) -> None:
    of = shown(cast.dan, Step.SHARED)
    uptakes.end(cast.dan, of, Standing.DECLINED, why="Vi hinner inte.", revision=revision(cast.dan, of))
    uptakes.take_up_again(cast.dan, of, revision=revision(cast.dan, of))
    uptakes.end(cast.disa, of, Standing.DECLINED, why="Det passar inte.", revision=revision(cast.disa, of))
    forgotten(cast.dan)
    forget_reasons()
    assert Uptake.objects.get().why == "Det passar inte."
