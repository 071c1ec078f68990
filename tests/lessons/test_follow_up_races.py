"""Two at the same moment about one question of the clock: one is done, on both databases (F3)."""

from datetime import UTC, date, datetime, time

import pytest

from samlar.activities.rules.follow_up import QuestionClosed
from samlar.foundation.models import Letter
from samlar.lessons.actions import follow_ups, uptakes
from samlar.lessons.actions.clock import follow_up
from samlar.lessons.models import FollowUp, Move
from samlar.lessons.queries import uptake
from samlar.lessons.rules.words import Standing, Step
from samlar.people.queries.links import link, token_of
from tests.at_once import at_once, refused_at_once
from tests.cast import Cast
from tests.lessons.making import home, lesson, shows

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("prepared")]


@pytest.fixture
def taken(settings):
    """(the cast, what Stina owns): it is three months later."""
    cast = Cast.enter()
    made = home(cast.stina, lesson(cast.dan))
    settings.SAMLAR_NOW = datetime.combine(date(2027, 2, 20), time(9), tzinfo=UTC).isoformat()
    return cast, made


def token():
    return token_of(link(FollowUp.objects.get().link_id, "follow_up"))


def test_two_clocks_ask_once(taken):
    at_once(follow_up, follow_up, follow_up)
    assert (FollowUp.objects.count(), Letter.objects.filter(name="follow_up_asked").count()) == (1, 1)


def test_a_link_clicked_twice_at_the_same_moment_is_answered_once(taken):
    cast, made = taken
    follow_up()
    at, revision = token(), uptake(cast.stina, made).revision

    def decline():
        follow_ups.declined(at, why="Vi har ingen som kan.", revision=revision)

    refused = refused_at_once(decline, decline)
    assert sorted(type(one) for one in refused if one is not None) == [QuestionClosed]
    assert Move.objects.filter(uptake=made, after="declined").count() == 1


def test_an_answer_and_a_colleagues_deed_at_the_same_moment_do_not_both_build_on_what_stood(taken):
    cast, made = taken
    follow_up()
    at, revision = token(), uptake(cast.stina, made).revision
    stina, majken = cast.stina, cast.majken
    refused = refused_at_once(
        lambda: follow_ups.moved_on(at, shows(date(2027, 1, 10), Step.SHARED), revision=revision),
        lambda: uptakes.end(majken, made, Standing.DECLINED, why="Nej.", revision=revision),
    )
    assert sum(one is not None for one in refused) == 1
    row = uptake(stina, made)
    assert (row.standing == Standing.DECLINED) == (refused[1] is None)
    assert (FollowUp.objects.get().answer == "moved") == (refused[0] is None)
