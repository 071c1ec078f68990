"""The three rules equal a slow reference written from the papers, find every tied outcome, and keep what the literature promises."""

import os
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from samlar.analysis.counting import count
from samlar.analysis.election import Ballot, Election, Outcome, Project, Rule, Utility

from . import reference
from .elections import an_election, elections

TIMES = int(os.environ.get("SAMLAR_EXAMPLES", "1"))  # so many times as many elections: for a night
MANY = settings(max_examples=200 * TIMES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
SOME = settings(max_examples=60 * TIMES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
UTILITIES = st.sampled_from(Utility)
PARTS = st.sampled_from([1, 2, 3, 7, 10, 25])  # a step is the starting share in so many parts: the reference takes them one by one


def every(outcome: Outcome) -> set[frozenset[str]]:
    assert outcome.ties_complete
    assert all(list(one) == sorted(one) for one in outcome.ties)
    assert len({*outcome.ties}) == len(outcome.ties)
    assert frozenset(outcome.winners) not in {frozenset(one) for one in outcome.ties}
    return {frozenset(outcome.winners), *map(frozenset, outcome.ties)}


@given(elections(), UTILITIES, PARTS)
@MANY
def test_equal_shares_is_what_the_papers_say_at_every_endowment(election, utility, parts):
    step = election.share / parts
    outcome = count(election, utility=utility, step=step)
    winners, endowment, outcomes = reference.equal_shares(election, utility is Utility.COST, step)
    assert outcome.winners == winners
    assert outcome.completion
    assert outcome.completion.endowment == endowment
    assert every(outcome) == outcomes


@given(elections(projects=7, voters=9), UTILITIES, st.sampled_from([Fraction(1), Fraction(1, 3), Fraction(5, 2)]))
@SOME
def test_equal_shares_with_a_step_in_currency(election, utility, step):
    assume(election.share)
    outcome = count(election, utility=utility, step=step, ties=False)
    of = reference.Setting(election)
    assert outcome.completion
    raised = outcome.completion.endowment
    assert reference.equal_shares_at(of, raised, utility is Utility.COST, of.first) == {outcome.winners}
    if set(outcome.winners) != set(of.able):
        (following,) = reference.equal_shares_at(of, raised + step, utility is Utility.COST, of.first)
        assert of.spent(following) > election.budget


@given(elections(projects=6))
@MANY
def test_phragmen_is_what_the_papers_say(election):
    outcome = count(election, Rule.PHRAGMEN)
    winners, outcomes = reference.phragmen(election)
    assert outcome.winners == winners
    assert every(outcome) == outcomes


@given(elections(projects=6))
@MANY
def test_approval_takes_the_most_wanted_that_fit(election):
    outcome = count(election, Rule.APPROVAL)
    winners, outcomes = reference.approval(election)
    assert outcome.winners == winners
    assert every(outcome) == outcomes


@given(elections(projects=7, voters=8), st.sampled_from(Rule), UTILITIES)
@MANY
def test_the_budget_is_kept_and_every_payment_accounted_for(election, rule, utility):
    outcome = count(election, rule, utility)
    assert outcome.cost == sum(election.cost[key] for key in outcome.winners) <= election.budget
    assert [one.project for one in outcome.rounds] == list(outcome.winners)
    paid = dict.fromkeys((one.voter for one in election.ballots), Fraction(0))
    approved = {one.voter: one.approved for one in election.ballots}
    for one in outcome.rounds:
        for payment in one.payments:
            for voter in payment.voters:
                assert one.project in approved[voter]
                paid[voter] += payment.amount
        if rule is not Rule.APPROVAL:
            assert sum(payment.total for payment in one.payments) == election.cost[one.project]
    if rule is Rule.EQUAL_SHARES:
        assert outcome.completion
        assert max(paid.values(), default=Fraction(0)) <= outcome.completion.endowment


@given(elections(projects=6, voters=8), UTILITIES)
@SOME
def test_a_group_that_agrees_on_something_it_could_afford_is_never_left_empty_handed(election, utility):
    """Justified representation with costs: whoever approve of the same c with c ≤ |group| · B/n, one of them approves of a winner."""
    winners = set(count(election, utility=utility, ties=False).winners)
    for one in election.projects:
        unrepresented = [ballot for ballot in election.ballots if one.id in ballot.approved and not ballot.approved & winners]
        assert not unrepresented or one.cost > len(unrepresented) * election.share


@given(elections(), st.sampled_from(Rule), UTILITIES, st.randoms(use_true_random=False))
@SOME
def test_other_names_and_another_order_give_the_same_where_nothing_is_tied(election, rule, utility, pick):
    outcome = count(election, rule, utility)
    assume(not outcome.ties)
    name = {one.id: f"x{number}" for number, one in enumerate(pick.sample(election.projects, len(election.projects)))}
    projects = [Project(name[one.id], one.cost) for one in election.projects]
    ballots = [Ballot(one.voter, frozenset(name[key] for key in one.approved)) for one in election.ballots]
    pick.shuffle(projects)
    pick.shuffle(ballots)
    other = count(Election(tuple(projects), tuple(ballots), election.budget), rule, utility)
    if rule is Rule.EQUAL_SHARES and outcome.completion != other.completion:
        return  # equals at an earlier endowment, where another choice would have overspent
    assert set(other.winners) == {name[key] for key in outcome.winners}


@given(elections(), st.sampled_from(Rule), UTILITIES, st.integers(0, 3))
@SOME
def test_a_project_that_nobody_approves_of_changes_nothing(election, rule, utility, cost):
    other = Election((*election.projects, Project("nobody's", Fraction(cost))), election.ballots, election.budget)
    same = Election(election.projects, election.ballots, election.budget)
    assert count(other, rule, utility) == count(same, rule, utility)


def test_endowments_are_raised_past_an_outcome_that_leaves_room_for_nothing_more_until_one_overspends():
    """At 2½ each c is bought, at 3½ b too, and a fits no longer; at 4½ those of a can pay it before b, and all three only at 6½."""
    outcome = count(an_election({"a": 7, "b": 2, "c": 2}, ["abc", "a", "c", ""], 12), step=Fraction(1))
    assert (outcome.winners, outcome.cost, outcome.ties) == (("c", "a", "b"), 11, ())
    outcome = count(an_election({"a": 7, "b": 2, "c": 2}, ["abc", "a", "c", ""], 10), step=Fraction(1))
    assert outcome.completion
    assert (outcome.winners, outcome.completion.endowment) == (("c", "a"), Fraction(11, 2))


def test_who_pays_what_of_a_project_that_the_poorer_cannot_share():
    """1 and 2 buy a; 2 has 2 left of its 4 when 2 and 3 buy b for 5: it pays 2, the other 3."""
    outcome = count(an_election({"a": 4, "b": 5}, ["a", "ab", "b"], 12, lot="ab"), utility=Utility.CARDINALITY, step=Fraction(1))
    first, second = outcome.rounds
    assert (first.project, first.rho, [(one.amount, one.voters) for one in first.payments]) == ("a", 2, [(2, ("1", "2"))])
    assert (second.project, second.rho, [(one.amount, one.voters) for one in second.payments]) == ("b", 3, [(3, ("3",)), (2, ("2",))])


@pytest.mark.parametrize("rule", Rule)
def test_what_costs_nothing_comes_first_if_anyone_wants_it_and_what_costs_more_than_there_is_never(rule):
    outcome = count(an_election({"a": 3, "b": 0, "c": 0, "d": 9}, ["ad", "abd", "d"], 6), rule)
    assert outcome.winners == ("b", "a")
    assert outcome.rounds[0].payments == ()


@pytest.mark.parametrize("rule", Rule)
def test_an_election_without_ballots_without_ticks_or_without_money_chooses_nothing(rule):
    for ballots, budget in (([], 5), (["", ""], 5), (["a", "a"], 0)):
        outcome = count(an_election({"a": 3}, ballots, budget), rule)
        assert (outcome.winners, outcome.cost, outcome.ties, outcome.ties_complete) == ((), 0, (), True)


@pytest.mark.parametrize("rule", Rule)
def test_the_lot_decides_between_equals_and_the_other_outcome_is_told(rule):
    costs, ballots = {"a": 2, "b": 2}, ["ab", "ab", "a", "b"]
    for lot, won, lost in (("ab", "a", "b"), ("ba", "b", "a"), ("", "a", "b")):
        outcome = count(an_election(costs, ballots, 3, lot), rule)
        assert (outcome.winners, outcome.ties) == ((won,), ((lost,),))


def test_before_the_lot_the_cheaper_goes_and_then_the_one_with_more_approvals():
    cheaper = an_election({"a": 4, "b": 2}, ["ab", "ab"], 4)
    assert count(cheaper, utility=Utility.COST, step=Fraction(9)).winners[0] == "b"
    wanted = an_election({"a": 2, "b": 2}, ["ab", "ab", "b"], 2)
    assert count(wanted, Rule.APPROVAL).winners == ("b",)


@pytest.mark.parametrize("rule", Rule)
def test_more_than_a_thousand_ties_are_cut_and_said_to_be(rule):
    """Twelve equals that everybody wants, room for six: 924 outcomes; of fourteen, room for seven: 3 432."""
    few = count(an_election(dict.fromkeys("abcdefghijkl", 1), ["abcdefghijkl"] * 3, 6), rule)
    assert (len(few.ties), few.ties_complete) == (923, True)
    many = count(an_election(dict.fromkeys("abcdefghijklmn", 1), ["abcdefghijklmn"] * 3, 7), rule)
    assert (len(many.ties), many.ties_complete) == (1_000, False)


def test_thirty_equals_that_do_not_disturb_one_another_are_no_ties():
    ids = "abcdefghijklmnopqrstuvwxyzåäöé"
    outcome = count(an_election(dict.fromkeys(ids, 1), [*ids], 30))
    assert (set(outcome.winners), outcome.ties, outcome.ties_complete) == ({*ids}, (), True)


def test_a_step_below_nothing_and_an_election_that_contradicts_itself_are_refused():
    with pytest.raises(ValueError, match="raised"):
        count(an_election({"a": 1}, ["a"], 1), step=Fraction(0))
    for projects, ballots, budget, lot in (
        ((("a", 1), ("a", 2)), (), 1, ()),
        ((("a", -1),), (), 1, ()),
        ((("a", 1),), (), -1, ()),
        ((("a", 1),), (("1", "b"),), 1, ()),
        ((("a", 1),), (("1", "a"), ("1", "")), 1, ()),
        ((("a", 1), ("b", 1)), (), 1, ("a",)),
    ):
        with pytest.raises(ValueError):
            Election(
                tuple(Project(key, Fraction(cost)) for key, cost in projects),
                tuple(Ballot(voter, frozenset(ticks)) for voter, ticks in ballots), Fraction(budget), lot,
            )  # fmt: skip
