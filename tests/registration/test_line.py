"""Who gets the place, as pure values: whatever the claims and the limits are (E2)."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samlar.registration.rules import line
from samlar.registration.rules.line import Claim, Limits
from samlar.registration.rules.machine import HOLDING, LIVE, State

START = datetime(2026, 8, 1, tzinfo=UTC)
LIMIT = st.none() | st.integers(1, 8)
LIMITS = st.builds(Limits, LIMIT, LIMIT)
CLAIMS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(LIVE), st.integers(0, 5)), max_size=24
).map(lambda rows: [Claim(id, organisation, state, START + timedelta(minutes=late)) for id, (organisation, state, late) in enumerate(rows, 1)])


def room(claims, organisation, limits):
    """Counted anew, another way than the code does."""
    holding = [one.organisation for one in claims if one.state in HOLDING]
    free = limits.places is None or len(holding) < limits.places
    return free and (limits.per_organisation is None or holding.count(organisation) < limits.per_organisation)


def offered(claims, limits):
    """The claims after everybody who is to be offered a place has been."""
    ids = set(line.to_offer(claims, limits))
    return [replace(one, state=State.OFFERED) if one.id in ids else one for one in claims]


@given(CLAIMS, LIMITS)
def test_afterwards_nobody_waits_while_a_place_they_may_have_is_free(claims, limits):
    after = offered(claims, limits)
    assert not [one for one in after if one.state == State.WAITLISTED and room(after, one.organisation, limits)]
    assert line.to_offer(after, limits) == []


@given(CLAIMS, LIMITS)
def test_offers_never_go_above_a_limit_that_held_and_go_only_to_those_in_line(claims, limits):
    before, after = (Counter(one.organisation for one in some if one.state in HOLDING) for some in (claims, offered(claims, limits)))
    if limits.places is not None:
        assert after.total() <= max(limits.places, before.total())
    if limits.per_organisation is not None:
        assert all(count <= max(limits.per_organisation, before[one]) for one, count in after.items())
    waits = [one.id for one in sorted(claims, key=lambda one: (one.received, one.id)) if one.state == State.WAITLISTED]
    given_to = line.to_offer(claims, limits)
    assert given_to == [one for one in waits if one in given_to]


@given(CLAIMS, LIMITS)
def test_who_is_passed_by_belongs_to_an_organisation_that_has_all_it_may_have(claims, limits):
    after = offered(claims, limits)
    last = max((one for one in after if one.id in line.to_offer(claims, limits)), key=lambda one: (one.received, one.id), default=None)
    held = Counter(one.organisation for one in after if one.state in HOLDING)
    for one in after:
        if last and one.state == State.WAITLISTED and (one.received, one.id) < (last.received, last.id):
            assert limits.per_organisation is not None
            assert held[one.organisation] >= limits.per_organisation


@given(CLAIMS, LIMITS, st.integers(1, 5))
def test_more_places_are_offered_to_the_same_people_and_the_next_ones(claims, limits, more):
    if limits.places is not None:
        fewer = line.to_offer(claims, limits)
        assert line.to_offer(claims, replace(limits, places=limits.places + more))[: len(fewer)] == fewer


@given(CLAIMS, LIMITS, st.integers(1, 4))
def test_a_place_is_given_at_once_only_where_there_is_room(claims, limits, organisation):
    assert (line.placed(claims, organisation, limits) == State.CONFIRMED) == room(claims, organisation, limits)


@given(CLAIMS, LIMITS)
def test_one_place_given_back_goes_to_one_at_most(claims, limits):
    settled = offered(claims, limits)
    over, organisations = line.too_many(settled, limits)
    for gone in [one for one in settled if one.state in HOLDING]:
        after = line.to_offer([one for one in settled if one != gone], limits)
        assert len(after) <= 1 or over or organisations
        if over or gone.organisation in organisations:
            continue
        eligible = [one for one in settled if one.state == State.WAITLISTED and room([x for x in settled if x != gone], one.organisation, limits)]
        assert bool(after) == bool(eligible)


@given(CLAIMS, LIMITS)
def test_the_line_is_numbered_from_one_and_says_whose_organisation_is_full(claims, limits):
    waits = line.in_line(claims)
    for place, one in enumerate(waits, 1):
        standing = line.standing(claims, one.id, limits)
        held = sum(other.organisation == one.organisation and other.state in HOLDING for other in claims)
        full = limits.per_organisation is not None and held >= limits.per_organisation
        assert (standing.place, standing.of, standing.own_full) == (place, len(waits), full)
        assert line.place_in_line(claims, one.id) == place
    assert all(line.standing(claims, one.id, limits) is None for one in claims if one not in waits)


@given(CLAIMS, LIMITS)
def test_new_limits_are_too_low_exactly_where_more_is_held(claims, limits):
    over, organisations = line.too_many(claims, limits)
    held = Counter(one.organisation for one in claims if one.state in HOLDING)
    assert bool(over) == (limits.places is not None and held.total() > limits.places)
    assert organisations == {one: n for one, n in held.items() if limits.per_organisation is not None and n > limits.per_organisation}


@given(CLAIMS, LIMITS)
def test_what_a_yes_would_give_is_what_it_gives(claims, limits):
    for one in claims:
        told = line.line_if_yes(claims, one.id, limits)
        if one.state != State.AWAITING_MANAGER:
            assert told is None or one.state == State.RECEIVED
            continue
        state = line.placed(claims, one.organisation, limits)
        after = [replace(some, state=state) if some.id == one.id else some for some in claims]
        assert told == line.place_in_line(after, one.id)


@given(CLAIMS, LIMITS, st.integers(1, 4))
def test_everybody_is_told_of_a_full_activity_and_nobody_of_one_with_a_place(claims, limits, organisation):
    told = line.fullness(claims, organisation, limits)
    assert told.to_the_list == (not room(claims, organisation, limits))
    anywhere = room(claims, 99, limits)
    assert (told.said is None) == anywhere


def test_full_is_said_with_how_many_wait():
    states = [State.CONFIRMED, State.OFFERED, State.WAITLISTED, State.AWAITING_MANAGER]
    claims = [Claim(id, id, state, START) for id, state in enumerate(states, 1)]
    told = line.fullness(claims, None, Limits(2, 4)).said
    assert told is not None
    assert (told.sv, told.en) == ("Fullt: 2 av 2 platser, 1 väntar.", "Full: 2 of 2 places, 1 waiting.")
