"""What floats say for certain of an interval of endowments is so at each of them, and with it the count is what whole numbers alone give."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.analysis.certain import Certain
from samlar.analysis.counting import count
from samlar.analysis.election import Ballot, Election, Project, Utility
from samlar.analysis.equal_shares import Course, complete, complete_many
from samlar.analysis.table import Table

from .elections import elections
from .test_counting import MANY, UTILITIES
from .test_endowments import a_meeting


def the_same(election: Election, utility: Utility, step: Fraction) -> None:
    table = Table.of(election, step)
    assert complete_many(table, utility) == complete(table, utility)


@given(elections(projects=7, voters=9), UTILITIES, st.sampled_from([1, 7, 100, 3_000]))
@MANY
def test_small_elections_full_of_equals_are_counted_the_same(election, utility, parts):
    if election.share:
        the_same(election, utility, election.share / parts)


@pytest.mark.parametrize("utility", Utility)
@pytest.mark.parametrize("seed", range(20))
def test_meetings_are_counted_the_same(seed, utility):
    election = a_meeting(random.Random(seed))
    for parts in (10, 1_000):
        the_same(election, utility, election.share / parts)


@pytest.mark.parametrize("utility", Utility)
@pytest.mark.parametrize("seed", range(10))
def test_what_is_said_of_an_interval_holds_at_each_endowment_of_it(seed, utility):
    table = Table.of(election := a_meeting(random.Random(seed)), election.share / 60)
    course = Course(table, utility)
    certain, said = Certain(table, course.worth), 0
    each = [Course(table, utility).at(step) for step in range(120)]
    for step in range(100):
        found = certain.below(step)
        for further in (0, 1, 4, 19):
            if found and certain.holds(step + further, found):
                assert each[step : step + further + 1] == [found.bought] * (further + 1)
                said += 1
    assert said > 50  # or nothing was tried


def test_equal_projects_do_not_keep_it_from_being_certain():
    """Two that all supporters pay alike, and two with the same supporters: the order decides, at every endowment."""
    projects = tuple(Project(key, Fraction(6)) for key in "abcd")
    ballots = tuple(Ballot(str(number), frozenset(ticks)) for number, ticks in enumerate(["ab", "ab", "ab", "c", "c", "c", "d", "d", "d", ""]))
    table = Table.of(Election(projects, ballots, Fraction(24)), Fraction(1, 10))
    certain = Certain(table, table.cost)
    found = certain.below(0)
    assert found
    assert found.bought == [0, 2, 3]
    assert certain.holds(15, found)
    assert not certain.holds(16, found)  # at four each, b can be bought as well


def test_many_voters_pay_what_they_would_in_whole_numbers():
    """Five hundred voters, of whom many vote alike: what is bought, and when, is what the count itself says at each endowment before."""
    pick = random.Random(4)
    projects = tuple(Project(str(number), Fraction(pick.randint(200, 9_000), 7)) for number in range(12))
    ballots = tuple(Ballot(str(number), frozenset(str(pick.randrange(12)) for _tick in range(pick.randint(0, 3)))) for number in range(500))
    election = Election(projects, ballots, Fraction(5_000))
    for utility in Utility:
        outcome = count(election, utility=utility, step=Fraction(1, 10))
        table = Table.of(election, Fraction(1, 10))
        bought: list[int] = []
        for step in range(10_000):
            now = Course(table, utility).at(step).copy()
            if sum(table.cost[one] for one in now) > table.budget:
                break
            bought = now
        assert outcome.winners == tuple(projects[one].id for one in bought)
        assert outcome.overspends == tuple(projects[one].id for one in now)
        assert outcome.completion
        assert outcome.completion.endowment == 10 + (step - 1) * Fraction(1, 10)
        assert outcome.cost == sum(payment.total for one in outcome.rounds for payment in one.payments)
