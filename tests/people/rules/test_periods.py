from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samlar.formats.sentence import Sentence
from samlar.people.rules.periods import (
    DAY,
    NotPossible,
    Span,
    ended,
    first_gap,
    must_be_a_period,
    must_begin_now_or_later,
    must_not_overlap,
    opens_a_gap,
)

OVERLAP = Sentence("De går in i varandra.", "They overlap.")
TODAY = date(2026, 11, 20)
days = st.integers(-40, 40).map(lambda n: TODAY + timedelta(days=n))
ALL = [TODAY + timedelta(days=n) for n in range(-45, 46)]


@st.composite
def spans(draw) -> Span:
    start = draw(days)
    length = draw(st.none() | st.integers(0, 40))
    return Span(start, None if length is None else start + timedelta(days=length))


@given(spans(), spans())
def test_two_periods_overlap_when_they_share_a_day(one, other):
    horizon = [TODAY + timedelta(days=n) for n in range(-45, 95)]
    assert one.overlaps(other) == other.overlaps(one) == any(one.holds(day) and other.holds(day) for day in horizon)


@given(st.lists(spans(), max_size=6))
def test_the_first_gap_is_the_first_day_that_nobody_holds(periods):
    horizon = [TODAY + timedelta(days=n) for n in range(400)]
    first = next((day for day in horizon if not any(span.holds(day) for span in periods)), None)
    assert first_gap(periods, TODAY) == first


@given(st.lists(spans(), max_size=5), st.lists(spans(), max_size=5))
def test_only_a_day_that_was_held_can_be_lost(before, after):
    day = opens_a_gap(before, after, TODAY)
    if day is not None:
        assert any(span.holds(day) for span in before)
        assert not any(span.holds(day) for span in after)


@given(spans(), days)
def test_what_is_clipped_holds_the_same_days_up_to_the_last(span, last):
    short = span.clipped(last)
    for day in ALL:
        assert (short is not None and short.holds(day)) == (span.holds(day) and day <= last)


@given(spans(), st.none() | days)
def test_a_new_last_day_never_changes_a_day_that_has_been(span, last):
    try:
        after = ended(span, last, TODAY)
    except NotPossible:
        return
    for day in ALL:
        if day < TODAY:
            assert (after is not None and after.holds(day)) == span.holds(day)


@given(spans(), spans())
def test_a_period_lies_within_another_when_all_its_days_do(one, other):
    horizon = [TODAY + timedelta(days=n) for n in range(-45, 95)]
    assume(one.end is not None)
    assert one.within(other) == all(other.holds(day) for day in horizon if one.holds(day))


def test_yesterday_is_the_earliest_last_day():
    span = Span(TODAY - 10 * DAY)
    assert ended(span, TODAY - DAY, TODAY) == Span(span.start, TODAY - DAY)
    with pytest.raises(NotPossible) as refusal:
        ended(span, TODAY - 2 * DAY, TODAY)
    assert refusal.value.field == "end"


def test_what_begins_today_can_be_taken_back_today():
    assert ended(Span(TODAY), TODAY - DAY, TODAY) is None


def test_what_is_over_stays_over():
    with pytest.raises(NotPossible):
        ended(Span(TODAY - 10 * DAY, TODAY - 2 * DAY), None, TODAY)


@pytest.mark.parametrize(
    "span", [Span(date(1989, 12, 31)), Span(date(2100, 1, 1)), Span(TODAY, TODAY - DAY), Span(TODAY, date(2100, 1, 1)), Span(date.max)]
)
def test_a_period_backwards_or_in_another_age_is_refused(span):
    with pytest.raises(NotPossible):
        must_be_a_period(span)


def test_a_new_period_begins_today_at_the_earliest():
    must_begin_now_or_later(TODAY, TODAY)
    with pytest.raises(NotPossible):
        must_begin_now_or_later(TODAY - DAY, TODAY)


def test_periods_that_share_one_day_are_refused():
    must_not_overlap(Span(TODAY, None), [Span(TODAY - DAY, TODAY - DAY)], OVERLAP)
    with pytest.raises(NotPossible):
        must_not_overlap(Span(TODAY, None), [Span(TODAY - DAY, TODAY)], OVERLAP)
