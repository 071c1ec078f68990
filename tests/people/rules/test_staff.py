from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.people.rules import Actor, MandateKind, NotAllowed, RoleKind, WorksElsewhere
from samlar.people.rules.periods import DAY, NotPossible, Span
from samlar.people.rules.staff import (
    Work,
    appointed,
    begun,
    left,
    looks_after,
    moved,
    must_hold_register,
    must_keep_a_representative,
    must_look_after,
    must_may_appoint,
)

TODAY = date(2026, 11, 20)
ALL = [TODAY + timedelta(days=n) for n in range(-130, 400)]
days = st.integers(-60, 60).map(lambda n: TODAY + timedelta(days=n))
organisations = st.integers(1, 3)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), organisations, days, st.none() | st.integers(0, 50)),
        st.tuples(st.just("move"), organisations, days),
        st.tuples(st.just("leave"), st.integers(0, 4), st.none() | days),
        st.tuples(st.just("wait"), st.integers(1, 20)),
    ),
    max_size=14,
)


def done(works, deed, today):
    """One deed, as an action would ask for it; a refusal leaves everything as it was."""
    kind, *rest = deed
    try:
        if kind == "begin":
            at, start, length = rest
            return begun(works, Work(at, Span(start, None if length is None else start + timedelta(days=length))))
        if kind == "move":
            return moved(works, rest[0], rest[1], today)
        if kind == "leave" and works:
            return left(works, works[rest[0] % len(works)], rest[1], today)
    except NotPossible:
        pass
    return works


def where(works, day):
    return [work.organisation for work in works if work.span.holds(day)]


@given(deeds)
def test_whatever_is_done_nobody_works_at_two_places_and_no_day_that_has_been_is_taken_away(story):
    works, today = (), TODAY
    for deed in story:
        if deed[0] == "wait":
            today += timedelta(days=deed[1])
            continue
        before = works
        works = done(works, deed, today)
        for day in ALL:
            assert len(where(works, day)) <= 1
            if day < today and where(before, day):
                assert where(works, day) == where(before, day)
        assert sum(work.span.end is None for work in works) <= 1


def test_an_address_known_elsewhere_says_where():
    with pytest.raises(WorksElsewhere) as refusal:
        begun((Work(1, Span(TODAY - DAY)),), Work(2, Span(TODAY)), elsewhere="SLU")
    assert refusal.value.organisation == 1
    assert "SLU" in refusal.value.sentence.sv
    assert refusal.value.field == "email"


def test_a_move_ends_the_old_employment_the_day_before():
    assert moved((Work(1, Span(TODAY - 9 * DAY)),), 2, TODAY, TODAY) == (Work(1, Span(TODAY - 9 * DAY, TODAY - DAY)), Work(2, Span(TODAY)))


def test_a_move_is_never_dated_back():
    with pytest.raises(NotPossible):
        moved((Work(1, Span(TODAY - 9 * DAY)),), 2, TODAY - DAY, TODAY)


def test_a_role_ends_with_the_employment_at_the_latest():
    assert appointed((), Span(TODAY), Span(TODAY - 5 * DAY, TODAY + DAY), TODAY) == Span(TODAY, TODAY + DAY)
    with pytest.raises(NotPossible):
        appointed((), Span(TODAY + 2 * DAY), Span(TODAY - 5 * DAY, TODAY + DAY), TODAY)


def test_the_same_role_is_not_held_twice():
    with pytest.raises(NotPossible) as refusal:
        appointed((Span(TODAY - DAY),), Span(TODAY), Span(TODAY - 5 * DAY), TODAY)
    assert refusal.value.field == "kind"


def test_the_last_representative_stays_until_somebody_else_is_there():
    alone = Span(TODAY - 30 * DAY)
    with pytest.raises(NotPossible):
        must_keep_a_representative([alone], [replace(alone, end=TODAY)], TODAY, "SLU")
    must_keep_a_representative([alone, Span(TODAY + DAY)], [replace(alone, end=TODAY), Span(TODAY + DAY)], TODAY, "SLU")
    with pytest.raises(NotPossible):
        must_keep_a_representative([alone, Span(TODAY + 3 * DAY)], [replace(alone, end=TODAY), Span(TODAY + 3 * DAY)], TODAY, "SLU")


def test_an_organisation_that_has_nobody_can_go_on_without():
    must_keep_a_representative([], [], TODAY, "SLU")


REPRESENTATIVE = Actor(person=1, organisation=7, roles=frozenset({RoleKind.MEMBER_REPRESENTATIVE}))
REGISTER = Actor(person=2, organisation=8, mandates=frozenset({MandateKind.REGISTER}))


def test_a_representative_looks_after_the_own_organisation_alone():
    assert looks_after(REPRESENTATIVE, 7)
    assert not looks_after(REPRESENTATIVE, 8)
    assert looks_after(REGISTER, 7)
    assert not looks_after(Actor(person=3, organisation=7, roles=frozenset({RoleKind.MANAGER})), 7)
    with pytest.raises(NotAllowed):
        must_look_after(REPRESENTATIVE, 8)
    with pytest.raises(NotAllowed):
        must_hold_register(REPRESENTATIVE)


def test_board_members_are_entered_by_the_register():
    must_may_appoint(REPRESENTATIVE, 7, RoleKind.SECRETARIAT)
    must_may_appoint(REGISTER, 7, RoleKind.BOARD_MEMBER)
    with pytest.raises(NotAllowed):
        must_may_appoint(REPRESENTATIVE, 7, RoleKind.BOARD_MEMBER)
