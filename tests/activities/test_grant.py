"""How much basic funding a plan can ask for, and why (D2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.activities.rules.grant import grant_room
from samlar.activities.rules.plan import LARGEST_AMOUNT, Line, PlanText
from samlar.formats.builtin import builtin_formats

PROVRUM = builtin_formats()["provrum"]


def plan(joint: int, own: int) -> PlanText:
    lines = [Line(cost="expert", amount=joint, paid_by="joint"), Line(cost="travel", amount=own, paid_by="participants")]
    return PlanText(lines=tuple(line for line in lines if line.amount))


@pytest.mark.parametrize(
    ("joint", "own", "granted", "envelope", "largest"),
    [
        (100_000, 50_000, 0, None, 75_000),
        (200_000, 100_000, 0, None, 100_000),
        (150_000, 50_000, 0, None, 100_000),
        (199_999, 0, 0, None, 99_999),
        (200_000, 100_000, 150_000, None, 50_000),
        (200_000, 100_000, 200_000, None, 0),
        (200_000, 100_000, 0, 40_000, 40_000),
        (200_000, 100_000, 30_000, 40_000, 10_000),
        (200_000, 100_000, 50_000, 40_000, 0),
        (200_000, 100_000, None, 40_000, 100_000),
    ],
)
def test_the_tightest_limit_holds(joint, own, granted, envelope, largest):
    room = grant_room(PROVRUM, plan(joint, own), granted=granted, envelope=envelope)
    assert room.amount == largest
    assert [one.amount for one in room.reasons] == sorted(one.amount for one in room.reasons)
    assert all(one.source and one.sentence.sv and one.sentence.en for one in room.reasons)


def test_what_joint_money_may_not_pay_covers_nothing():
    lines = (Line(cost="travel", amount=150_000, paid_by="joint"), Line(cost="content", amount=10_000, paid_by="joint"))
    room = grant_room(PROVRUM, PlanText(lines=lines), granted=0, envelope=None)
    assert room.covered == 10_000
    assert room.says.sv.replace("\u00a0", " ") == (
        "Med den här budgeten kan ni söka högst 80 000 kr. Hittills är 10 000 kr i budgeten sådant som gemensamma pengar får betala."
    )


def test_without_a_budget_nothing_is_promised():
    assert grant_room(PROVRUM, PlanText(), granted=0, envelope=None).amount == 0


def test_a_format_without_joint_money_has_no_room_to_tell_of():
    without = next(one for one in builtin_formats().values() if one.plan.funding is None)
    assert grant_room(without, plan(100, 100), granted=0, envelope=None) is None


@given(
    st.integers(0, LARGEST_AMOUNT),
    st.integers(0, LARGEST_AMOUNT),
    st.none() | st.integers(0, LARGEST_AMOUNT),
    st.none() | st.integers(0, LARGEST_AMOUNT),
)
def test_what_can_be_asked_for_never_breaks_a_limit(joint, own, granted, envelope):
    room = grant_room(PROVRUM, plan(joint, own), granted=granted, envelope=envelope)
    assert 0 <= room.amount <= 100_000
    assert 2 * room.amount <= joint + own
    if granted is not None:
        assert room.amount == 0 or room.amount + granted <= min(200_000, 200_000 if envelope is None else envelope)
