"""At the closing, and two colleagues' ballots at once, in real transactions on both databases (B3, A1)."""

import pytest

from samlar.foundation import clock
from samlar.ideas.actions import areas, ballots, counting, entries, home, rounds, withdraw_proposal
from samlar.ideas.models import Area, Ballot, Outcome, Tick
from samlar.ideas.rules.rounds import RoundChanged, RoundRefused
from samlar.people.queries import actor
from tests.at_once import at_once, refused_at_once
from tests.cast import Cast
from tests.ideas.rounds import AFTER, CLOSES, GATHERING, VOTING, called, representatives, with_areas
from tests.ideas.rows import written

VOTERS = ["Region Kalmar län", "Region Dalarna", "Region Gotland", "Region Norrbotten", "Region Skåne", "Vinnova"]


@pytest.fixture
def actors(prepared) -> Cast:
    return Cast.enter()


def at(moment, deed):
    def done():
        with clock.at(moment):
            return deed()

    return done


@pytest.mark.django_db(transaction=True)
def test_of_two_colleagues_ballots_at_once_one_is_cast_and_the_other_is_told(actors):
    made, (one, other) = with_areas(actors, [10, 20])
    majken, second = actors.majken, actor(representatives(["Region Kalmar län"])["Region Kalmar län"])
    refused = refused_at_once(
        at(VOTING, lambda: ballots.cast(majken, made, [one])), at(VOTING, lambda: ballots.cast(second, made, [other]))
    )
    assert [type(answer) for answer in refused].count(RoundChanged) == 1
    assert (Ballot.objects.count(), Tick.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_ballots_raced_at_the_closing_are_all_counted_or_all_refused_and_none_comes_after(actors):
    made, (one, _other) = with_areas(actors, [10, 20])
    people = {name: actor(person) for name, person in representatives(VOTERS).items()}
    moments = [CLOSES.replace(microsecond=0) if number % 2 else VOTING for number in range(len(VOTERS))]
    deeds = [at(moment, lambda who=who: ballots.cast(who, made, [one])) for who, moment in zip(people.values(), moments, strict=True)]
    answers = at_once(*deeds, at(AFTER, lambda: counting.count(actors.klara, made)), at(AFTER, counting.count_closed))
    cast = [answer for answer in answers[: len(VOTERS)] if isinstance(answer, str)]
    late = [answer for answer, moment in zip(answers, moments, strict=False) if moment != VOTING]
    assert all(isinstance(answer, RoundRefused) for answer in late)
    assert all(isinstance(answer, str | RoundRefused) for answer in answers[: len(VOTERS)])
    kept = Outcome.objects.get().counted["ballots"]
    assert sorted(row["receipt"] for row in kept) == sorted(cast)
    assert Ballot.objects.count() == len(cast)


@pytest.mark.django_db(transaction=True)
def test_a_mark_at_home_and_the_card_being_moved_never_wait_for_each_other_in_a_ring(actors):
    made = called(actors.klara)
    proposals = [written(actors.stina, title=f"Fråga {number}") for number in range(4)]
    entries.enter(actors.stina, made, proposals)
    area = areas.make_area(actors.klara, made, name="Område")
    marks = [lambda one=one: home.mark(actors.stina, made, one, urgent=True) for one in proposals]
    moves = [lambda one=one: entries.place(actors.klara, made, one, area) for one in proposals]
    assert refused_at_once(*marks, *moves) == [None] * 8


@pytest.mark.django_db(transaction=True)
def test_a_proposal_withdrawn_as_the_areas_are_fixed_is_in_an_area_or_was_taken_back_before(actors):
    made = called(actors.klara)
    proposals = [written(actors.stina, title=f"Fråga {number}") for number in range(2)]
    entries.enter(actors.stina, made, proposals)
    for number, one in enumerate(proposals):
        areas.make_area(actors.klara, made, name=f"Område {number}", cost=10, proposals=[one])
    refused = refused_at_once(
        at(GATHERING, lambda: rounds.fix_areas(actors.klara, made)),
        at(GATHERING, lambda: withdraw_proposal(actors.stina, proposals[0], reason="Löst.")),
    )
    empty = Area.objects.filter(round=made, entries=None).exists()
    assert refused[1] is None
    assert (refused[0] is None) is not empty  # fixed areas hold proposals; where one was empty already they were not fixed
