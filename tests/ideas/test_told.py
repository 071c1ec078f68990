"""What a count says of itself is so: the order in which areas were taken, who carried, what was left and why the others were not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.analysis.counting import count
from samlar.analysis.equal_shares import THOUSANDTHS
from samlar.analysis.explanation import explain
from samlar.ideas.rules.counting import CountedArea, CountedBallot, Short, election_of, short_of
from tests.ideas.shares import at, greatest_part

Round = tuple[list[CountedArea], list[CountedBallot], int]


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    """A small round as it can be counted: an area costs something and no more than there is."""
    budget = draw(st.integers(1, 30))
    costs = draw(st.lists(st.integers(1, budget), min_size=1, max_size=5))
    areas = [CountedArea(number, f"Område {number}", cost, number) for number, cost in enumerate(costs, 1)]
    ticks = draw(st.lists(st.frozensets(st.sampled_from([one.id for one in areas])), max_size=6))
    return areas, [CountedBallot(f"k{number}", "", tuple(sorted(some))) for number, some in enumerate(ticks)], budget


@settings(deadline=None, max_examples=60)
@given(rounds())
def test_the_first_is_what_most_wanted_of_what_they_could_pay_together_and_then_each_bears_the_least_part(one: Round):
    areas, ballots, budget = one
    outcome = count(election_of(areas, ballots, budget))
    money = dict.fromkeys([ballot.receipt for ballot in ballots], outcome.received)
    wants = {str(area.id): [ballot.receipt for ballot in ballots if area.id in ballot.areas] for area in areas}
    taken: list[str] = []
    for row in outcome.rounds:
        rest = [area for area in areas if str(area.id) not in taken]
        parts = {str(area.id): greatest_part(area.cost, [money[who] for who in wants[str(area.id)]]) for area in rest}
        able = {area: part for area, part in parts.items() if part is not None}
        assert able[row.project] == min(able.values()), "Nobody had to bear a lesser part of another."
        if not taken:
            assert len(wants[row.project]) == max(len(wants[area]) for area in able), "It is what most wanted of what they could pay."
        paid = {who: payment.amount for payment in row.payments for who in payment.voters}
        assert set(paid) <= set(wants[row.project])
        assert paid, "Somebody carried it."
        assert min(paid.values()) > 0, "Who is said to have carried it paid something."
        for who, amount in paid.items():
            money[who] -= amount
        taken.append(row.project)


@settings(deadline=None, max_examples=60)
@given(rounds())
def test_why_an_area_was_not_chosen_is_so(one: Round):
    areas, ballots, budget = one
    election = election_of(areas, ballots, budget)
    outcome = count(election)
    left = budget - int(outcome.cost)
    assert left >= 0, "No more is given out than there is."
    for missed in explain(election, outcome).missed:
        why = short_of(int(missed.cost), left=left, wanted=missed.approvals)
        assert (why is Short.UNWANTED) == (not missed.approvals)
        if why is Short.BUDGET:
            assert missed.cost > left
        if why is Short.SHARES:
            assert missed.reach < missed.cost <= left, "There was enough left, and those who wanted it had too little."
        if missed.approvals:
            further = outcome.received + election.share / THOUSANDTHS
            asked = [(one.id, one.cost, [ballot.receipt for ballot in ballots if one.id in ballot.areas]) for one in areas]
            cost = {one.id: one.cost for one in areas}
            assert sum(cost[area] for area in at(asked, [ballot.receipt for ballot in ballots], further)) > budget, (
                "Had everybody's part been a little larger the areas had cost more than there is."
            )


def test_what_is_left_reaches_when_it_is_as_much_as_the_cost():
    assert [short_of(cost, left=20, wanted=3) for cost in (19, 20, 21)] == [Short.SHARES, Short.SHARES, Short.BUDGET]
    assert short_of(21, left=20, wanted=0) is Short.UNWANTED
