"""Who paid, who got nothing, how near the others came, and how steady an outcome is."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.analysis.counting import count
from samlar.analysis.election import Ballot, Rule, Utility
from samlar.analysis.explanation import Reason, enough_budget, explain, further_approvals
from samlar.analysis.stability import stability

from .elections import an_election, elections

FEW = settings(max_examples=60, deadline=None)


def test_each_that_was_not_chosen_says_what_its_supporters_lacked():
    """Three each; 1 and 2 buy a for 4. 3 has 3 left for b, 1 has 1 for c; nobody wants d, and e is above the budget."""
    election = an_election({"a": 4, "b": 4, "c": 6, "d": 1, "e": 10}, ["ace", "a", "b"], 9)
    outcome = count(election, step=Fraction(100))
    told = explain(election, outcome)
    assert outcome.winners == ("a",)
    assert (told.paid, told.left) == ({"1": 2, "2": 2, "3": 0}, {"1": 1, "2": 1, "3": 3})
    assert (told.nothing, told.blank) == (("3",), ())
    by_id = {one.project: one for one in told.missed}
    assert {key: (one.reason, one.reach, one.lacks) for key, one in by_id.items()} == {
        "b": (Reason.OVERSPENDS, 3, 1), "c": (Reason.OVERSPENDS, 1, 5), "d": (Reason.UNWANTED, 0, 1), "e": (Reason.ABOVE_BUDGET, 1, 9),
    }  # fmt: skip
    assert set(outcome.overspends) == {"a", "b", "c"}
    assert told.missed[0].project == "b"


def test_what_ended_phragmen_is_told_with_what_the_others_had_saved():
    """At 2 each a is bought; at 4 c could be, for more than there is."""
    election = an_election({"a": 4, "b": 9, "c": 8}, ["ac", "a", "bc", "c"], 10)
    outcome = count(election, Rule.PHRAGMEN)
    assert (outcome.winners, outcome.overspends) == (("a",), ("a", "c"))
    told = {one.project: one for one in explain(election, outcome).missed}
    assert (told["c"].reason, told["c"].reach) == (Reason.OVERSPENDS, 8)
    assert (told["b"].reason, told["b"].reach) == (Reason.SUPPORTERS_LACKED, outcome.received)


def test_approval_tells_what_was_left_of_the_budget():
    election = an_election({"a": 4, "b": 9}, ["ab", "a", ""], 10)
    told = explain(election, count(election, Rule.APPROVAL))
    assert [(one.reason, one.reach, one.lacks) for one in told.missed] == [(Reason.NO_ROOM, 6, 3)]
    assert (told.nothing, told.blank) == ((), ("3",))


@given(elections(projects=6, voters=8), st.sampled_from(Rule), st.sampled_from(Utility))
@FEW
def test_what_was_missed_was_out_of_reach(election, rule, utility):
    outcome = count(election, rule, utility, ties=False)
    told = explain(election, outcome)
    assert {one.project for one in told.missed} | set(outcome.winners) == election.cost.keys()
    for one in told.missed:
        if rule is Rule.EQUAL_SHARES and one.approvals and one.reason is not Reason.ABOVE_BUDGET:
            assert one.lacks > 0
        if one.reason is Reason.OVERSPENDS:
            assert one.project in outcome.overspends
    if outcome.overspends:
        assert sum(election.cost[key] for key in outcome.overspends) > election.budget
    if rule is not Rule.APPROVAL:
        assert min(told.left.values(), default=Fraction(0)) >= 0


@given(elections(projects=5, voters=7), st.sampled_from(Utility))
@FEW
def test_the_further_approvals_and_the_larger_budget_that_are_told_would_have_been_enough(election, utility):
    outcome = count(election, utility=utility, ties=False)
    left = explain(election, outcome).left
    for one in election.projects:
        if one.id in outcome.winners:
            continue
        if (budget := enough_budget(election, one.id, utility)) is not None:
            assert budget > election.budget
            assert one.id in count(replace(election, budget=budget), utility=utility).winners
        if number := further_approvals(election, one.id, utility):
            order = sorted((ballot for ballot in election.ballots if one.id not in ballot.approved), key=lambda ballot: -left[ballot.voter])
            more = {ballot.voter for ballot in order[:number]}
            ballots = tuple(
                Ballot(ballot.voter, ballot.approved | {one.id} if ballot.voter in more else ballot.approved) for ballot in election.ballots
            )
            assert one.id in count(replace(election, ballots=ballots), utility=utility).winners


@given(elections(projects=6, voters=6), st.sampled_from(Rule), st.sampled_from(Utility))
@FEW
def test_leaving_a_voter_out_is_the_count_without_its_ballot(election, rule, utility):
    told = stability(election, rule, utility, runs=0)
    for ballot in election.ballots:
        rest = replace(election, ballots=tuple(one for one in election.ballots if one != ballot))
        assert set(told.without[ballot.voter]) == set(count(rest, rule, utility, ties=False).winners)
    assert told.changing(count(election, rule, utility, ties=False).winners).keys() <= told.without.keys()


@pytest.mark.parametrize("rule", Rule)
def test_resampling_follows_from_its_seed_and_gives_shares_of_its_runs(rule):
    election = an_election({"a": 3, "b": 3, "c": 3}, ["a", "a", "a", "ab", "b", "c", "abc"], 6)
    told = stability(election, rule, runs=107, seed=6)
    assert told == stability(election, rule, runs=107, seed=6)
    assert told.runs == 100
    assert told.share["a"] > told.share["b"] > told.share["c"] >= 0
    assert told.share["a"] <= 1
    sure = stability(an_election({"a": 2}, ["a", "a"], 2), rule, runs=12)
    assert (sure.share, sure.runs, sure.without) == ({"a": 1}, 10, {"1": ("a",), "2": ("a",)})


def test_an_election_without_ballots_is_as_steady_as_nothing():
    told = stability(an_election({"a": 2}, [], 2))
    assert (told.without, told.share, told.runs) == ({}, {"a": 0}, 0)
