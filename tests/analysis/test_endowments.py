"""The endowments that are skipped are those at which nothing changes: going to every single one gives the same, also far beyond the end."""

import random
from fractions import Fraction

import pytest

from samlar.analysis.counting import count
from samlar.analysis.election import Ballot, Election, Project, Utility
from samlar.analysis.equal_shares import Course
from samlar.analysis.table import Table

from .elections import an_election

STEPS = 150


def a_meeting(pick: random.Random) -> Election:
    """Larger than a slow reference can take: it is held against the count itself, begun anew at each endowment."""
    ids = [f"p{number}" for number in range(pick.randint(6, 14))]
    projects = tuple(Project(key, Fraction(pick.choice([2, 3, 4, 5, 6, 8, 9, 12, pick.randint(1, 40)]))) for key in ids)
    chance = pick.choice([0.15, 0.3, 0.5])
    ballots = tuple(Ballot(str(number), frozenset(key for key in ids if pick.random() < chance)) for number in range(pick.randint(5, 16)))
    return Election(projects, ballots, Fraction(pick.randint(12, 50)))


@pytest.mark.parametrize("utility", Utility)
@pytest.mark.parametrize("seed", range(25))
def test_an_endowment_that_is_skipped_changes_nothing(seed, utility):
    election = a_meeting(random.Random(seed))
    table = Table.of(election, election.share / 60)
    course = Course(table, utility)
    skipping: int | None = 0
    chosen: list[int] = []
    for step in range(STEPS):
        if step == skipping:
            chosen = course.at(step).copy()
            skipping = course.next()
        assert chosen == Course(table, utility).at(step), f"step {step}"


@pytest.mark.parametrize("seed", range(12))
def test_a_step_that_is_next_to_nothing_takes_no_more_counts(seed):
    """Amounts of fifteen figures and a step of one: what is taken too near is nearer than that."""
    pick = random.Random(seed)
    small = a_meeting(pick)
    projects = tuple(Project(one.id, one.cost * 10**13 + pick.randint(0, 10**9)) for one in small.projects)
    table = Table.of(Election(projects, small.ballots, small.budget * 10**13), Fraction(1))
    course, step, counted = Course(table, Utility.COST), 0, 0
    while len(course.at(step)) < len(table.open):
        step, counted = course.next() or 0, counted + 1
        assert counted < 1_000


def test_a_voter_whose_money_grows_faster_overtakes_another():
    """From 1.08⅓ each, what 3 has left after b and a is enough for d: it grows twice as fast as what 1 has left."""
    cast = ["ca", "c", "dba", "cb"]
    election = an_election({"b": 2, "a": 1, "c": 2, "d": "1/2"}, cast, 3, lot="acbd")
    outcome = count(election, step=Fraction(3, 200))
    assert outcome.completion
    assert (outcome.winners, outcome.completion.endowment) == (("c", "a"), Fraction(27, 25))


def test_most_endowments_are_skipped():
    election = a_meeting(random.Random(1))
    table = Table.of(election, election.share / 10_000)
    course, step, counted = Course(table, Utility.COST), 0, 0
    while len(course.at(step)) < len(table.open):
        step, counted = course.next() or 0, counted + 1
    assert counted * 20 < step
