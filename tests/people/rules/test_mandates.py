from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.people.rules import Actor, MandateKind, NotAllowed, RoleKind
from samlar.people.rules import mandates as rules
from samlar.people.rules.mandates import Holding
from samlar.people.rules.periods import DAY, NotPossible, Span, first_gap

TODAY = date(2026, 11, 20)
BEFORE = TODAY - 100 * DAY
days = st.integers(-30, 90).map(lambda n: TODAY + timedelta(days=n))
organisations = st.integers(1, 4)
which = st.integers(0, 9)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("give"), organisations, days, st.none() | days),
        st.tuples(st.just("hand over"), which, organisations, days),
        st.tuples(st.just("delegate"), which, organisations, days, st.none() | days),
        st.tuples(st.just("give up"), which, st.none() | days),
        st.tuples(st.just("wait"), st.integers(1, 25)),
    ),
    max_size=16,
)


def done(holdings, deed, today):
    """One deed as an action asks for it, new rows numbered as a table would; a refusal leaves everything as it was."""
    kind, *rest = deed
    one = holdings[rest[0] % len(holdings)].id
    try:
        if kind == "give":
            after = rules.given(holdings, rest[0], Span(rest[1], rest[2]), today)
        elif kind == "hand over":
            after = rules.handed_over(holdings, one, rest[1], rest[2], today)
        elif kind == "delegate":
            after = rules.delegated(holdings, one, rest[1], Span(rest[2], rest[3]), today)
        else:
            after = rules.given_up(holdings, one, rest[1], today)
    except NotPossible:
        return holdings
    fresh = max(held.id for held in holdings) + 1
    return tuple(Holding(fresh, held.organisation, held.span, held.delegated_from) if held.id == 0 else held for held in after)


@given(deeds)
@settings(max_examples=300)
def test_whatever_is_done_the_function_never_lacks_a_holder_and_the_past_stays(story):
    holdings, today = (Holding(1, 1, Span(BEFORE)),), TODAY
    for deed in story:
        if deed[0] == "wait":
            today += timedelta(days=deed[1])
            continue
        before = holdings
        holdings = done(holdings, deed, today)
        assert first_gap([held.span for held in holdings], today) is None
        assert first_gap([held.span for held in holdings if held.delegated_from is None], today) is None
        for day in (today - n * DAY for n in range(1, 60)):
            assert holders(holdings, day) == holders(before, day)
        for held in holdings:
            same = [other for other in holdings if other is not held and other.organisation == held.organisation]
            assert not any(held.span.overlaps(other.span) for other in same)
            if held.delegated_from is not None:
                assert held.span.within(next(other.span for other in holdings if other.id == held.delegated_from))


def holders(holdings, day):
    return sorted(held.organisation for held in holdings if held.span.holds(day))


ALONE = (Holding(1, 1, Span(BEFORE)),)


def test_a_rotation_leaves_no_day_between():
    after = rules.handed_over(ALONE, 1, 2, TODAY, TODAY)
    assert after == (Holding(1, 1, Span(BEFORE, TODAY - DAY)), Holding(0, 2, Span(TODAY)))


def test_a_handover_ends_what_was_lent():
    lent = rules.delegated(ALONE, 1, 2, Span(TODAY, TODAY + 30 * DAY), TODAY)
    lent = (lent[0], Holding(2, 2, lent[1].span, 1))
    after = rules.handed_over(lent, 1, 3, TODAY + 10 * DAY, TODAY)
    assert Holding(2, 2, Span(TODAY, TODAY + 9 * DAY), 1) in after


def test_both_hold_a_mandate_that_is_delegated():
    lent = rules.delegated(ALONE, 1, 2, Span(TODAY, TODAY + 30 * DAY), TODAY)
    assert holders(lent, TODAY + DAY) == [1, 2]


@pytest.mark.parametrize(
    "deed",
    [
        lambda: rules.given_up(ALONE, 1, TODAY, TODAY),
        lambda: rules.handed_over(ALONE, 1, 1, TODAY, TODAY),
        lambda: rules.handed_over(ALONE, 1, 2, TODAY - DAY, TODAY),
        lambda: rules.delegated(ALONE, 1, 2, Span(TODAY), TODAY),
        lambda: rules.delegated((Holding(1, 1, Span(BEFORE, TODAY)),), 1, 2, Span(TODAY, TODAY + DAY), TODAY),
        lambda: rules.delegated((*ALONE, Holding(2, 2, Span(BEFORE, TODAY + DAY), 1)), 2, 3, Span(TODAY, TODAY), TODAY),
        lambda: rules.given(ALONE, 1, Span(TODAY), TODAY),
        lambda: (
            rules.given_up((*ALONE, Holding(2, 2, Span(BEFORE, TODAY + DAY), 1)), 2, None, TODAY) and rules.given_up(ALONE, 1, TODAY, TODAY)
        ),
    ],
)
def test_a_deed_that_would_break_the_chain_is_refused(deed):
    with pytest.raises(NotPossible):
        deed()


def test_the_reason_for_a_gap_names_its_first_day():
    with pytest.raises(NotPossible) as refusal:
        rules.given_up(ALONE, 1, TODAY, TODAY)
    assert refusal.value.sentence.sv == "Ingen skulle ha mandatet från 21 november 2026."
    assert refusal.value.mend is not None


def test_one_of_two_holders_can_leave():
    both = rules.given(ALONE, 2, Span(TODAY), TODAY)
    both = (both[0], Holding(2, 2, both[1].span))
    assert holders(rules.given_up(both, 1, TODAY, TODAY), TODAY + DAY) == [2]


def test_the_holders_own_people_and_the_register_decide():
    rules.must_may_pass_on(Actor(person=1, organisation=7, roles=frozenset({RoleKind.SECRETARIAT})), 7)
    rules.must_may_pass_on(Actor(person=1, organisation=8, mandates=frozenset({MandateKind.REGISTER})), 7)
    for stranger in (Actor(person=1, organisation=8, roles=frozenset({RoleKind.SECRETARIAT})), Actor(person=1, organisation=7), Actor()):
        with pytest.raises(NotAllowed):
            rules.must_may_pass_on(stranger, 7)


def test_an_organisation_without_people_cannot_carry_a_mandate_out():
    with pytest.raises(NotPossible) as refusal:
        rules.must_be_able_to_carry_out([], "SLU")
    assert "SLU" in refusal.value.sentence.sv


def test_every_function_has_its_words():
    assert set(rules.FUNCTIONS) == set(rules.TASKS) == set(MandateKind)
