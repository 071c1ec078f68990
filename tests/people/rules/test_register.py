from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.people.rules import MembershipKind
from samlar.people.rules.periods import DAY, NotPossible, Span
from samlar.people.rules.register import MembershipPeriod, circle_of, joined, must_be_one_ballot, must_not_go_in_a_circle

TODAY = date(2026, 11, 20)
days = st.integers(-60, 60).map(lambda n: TODAY + timedelta(days=n))
new_periods = st.lists(st.tuples(days, st.none() | st.integers(0, 60)), max_size=8)
NAMES = {1: "Ett", 2: "Två", 3: "Tre"}


@given(new_periods)
def test_memberships_never_overlap_and_days_that_have_been_stay(wanted):
    periods = ()
    for start, length in wanted:
        before = periods
        span = Span(start, None if length is None else start + timedelta(days=length))
        try:
            periods = joined(periods, MembershipPeriod(0, MembershipKind.MEMBER, span), TODAY)
        except NotPossible:
            assert periods == before
        for day in (TODAY + timedelta(days=n) for n in range(-70, 130)):
            assert sum(period.span.holds(day) for period in periods) <= 1
            if day < TODAY and any(period.span.holds(day) for period in before):
                assert any(period.span.holds(day) for period in periods)


def test_a_new_kind_of_membership_ends_the_running_one_the_day_before():
    running = MembershipPeriod(4, MembershipKind.PARTNER, Span(TODAY - 9 * DAY))
    new = MembershipPeriod(0, MembershipKind.MEMBER, Span(TODAY))
    assert joined((running,), new, TODAY) == (MembershipPeriod(4, MembershipKind.PARTNER, Span(TODAY - 9 * DAY, TODAY - DAY)), new)


def test_only_members_vote():
    with pytest.raises(NotPossible) as refusal:
        joined((), MembershipPeriod(0, MembershipKind.PARTNER, Span(TODAY), votes=True), TODAY)
    assert refusal.value.field == "votes"


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12))
def test_no_sequence_of_representations_goes_in_a_circle(wanted):
    represents = {}
    for one, other in wanted:
        try:
            must_not_go_in_a_circle(one, other, represents)
        except NotPossible:
            continue
        represents[one] = other
        seen, step = set(), one
        while step in represents:
            assert step not in seen
            seen.add(step)
            step = represents[step]


def test_who_shares_a_ballot_is_found_in_both_directions():
    assert circle_of(2, {1: 2, 3: 2}) == {1, 2, 3}
    assert circle_of(3, {1: 2, 3: 2}) == {1, 2, 3}
    assert circle_of(4, {1: 2}) == {4}


def test_there_are_never_two_ballots():
    votes = [Span(TODAY - DAY)]
    must_be_one_ballot({1: votes, 2: []}, NAMES, TODAY, field="votes")
    with pytest.raises(NotPossible) as refusal:
        must_be_one_ballot({1: votes, 2: votes}, NAMES, TODAY, field="votes")
    assert refusal.value.sentence.sv == "Ett och Två har en röst tillsammans."


def test_one_ballot_can_pass_from_one_to_the_other():
    must_be_one_ballot({1: [Span(TODAY, TODAY + DAY)], 2: [Span(TODAY + 2 * DAY)]}, NAMES, TODAY, field="votes")
    must_be_one_ballot({1: [Span(TODAY - 9 * DAY, TODAY - DAY)], 2: [Span(TODAY - 5 * DAY)]}, NAMES, TODAY, field="votes")
