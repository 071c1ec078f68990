"""The clock's questions, as rules alone: played day by day over three years, with whatever answers and silences there may be (F3)."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.activities.rules.follow_up import (
    APART,
    LAPSED,
    SILENT,
    WORKING,
    Deed,
    Due,
    Followed,
    Question,
    due_now,
    expires,
    latest_begun,
    round_day,
)

BEGUN = date(2026, 2, 2)


def day(n):
    return BEGUN + timedelta(days=n)


@dataclass
class Played:
    """One thing followed up, as its days go by. `log`: (day, what the clock did)."""

    case: Followed
    log: list[tuple[date, Due]] = field(default_factory=list)

    def tick(self, today):
        """One tick, as the actions do it: what has run out lapses, then what is due is done and kept."""
        held = [
            replace(one, answered=today, answer=LAPSED) if one.open and today > expires(self.case, one.due, one.asked) else one
            for one in self.case.questions
        ]
        self.case = replace(self.case, questions=held)
        due = due_now(self.case, today)
        if due is None:
            return None
        self.log.append((today, due))
        questions = list(self.case.questions)
        if due.deed == Deed.ASK:
            questions = [replace(one, answered=today, answer=LAPSED) if one.open else one for one in questions]
            questions.append(Question(months=due.months, due=due.due, asked=today, to_owner=self.case.owned))
        else:
            questions[-1] = replace(questions[-1], **{"reminded" if due.deed == Deed.REMIND else "escalated": today})
        self.case = replace(self.case, questions=questions)
        return due

    def answer(self, today, answer, promised=None):
        if self.case.questions and self.case.questions[-1].open:
            last = replace(self.case.questions[-1], answered=today, answer=answer, new_day=promised)
            self.case = replace(self.case, questions=[*self.case.questions[:-1], last])

    def of(self, deed):
        return [when for when, due in self.log if due.deed == deed]


def played(days, *, answers=None, **case):
    """So many days from the beginning; `answers`: {day number: (answer, promised)}."""
    one = Played(Followed(**{"begun": BEGUN, "entered": BEGUN, **case}))
    for n in range(days):
        one.tick(day(n))
        if n in (answers or {}):
            one.answer(day(n), *answers[n])
    return one


def test_whoever_answers_is_asked_at_three_six_and_twelve_months_and_no_more():
    one = played(1000, answers={95: ("moved",), 190: ("moved",), 370: ("moved",)})
    assert [(str(when), due.months) for when, due in one.log] == [("2026-05-02", 3), ("2026-08-02", 6), ("2027-02-02", 12)]


def test_silence_is_reminded_of_once_a_round_and_told_to_somebody_else_once():
    one = played(1000)
    deeds = [due.deed for _, due in one.log]
    assert deeds == [Deed.ASK, Deed.REMIND, Deed.ESCALATE, Deed.ASK, Deed.REMIND, Deed.ASK, Deed.REMIND]
    assert one.of(Deed.REMIND)[0] - one.of(Deed.ASK)[0] == APART
    assert one.of(Deed.ESCALATE)[0] - one.of(Deed.ASK)[0] == SILENT


def test_after_an_answer_a_new_silence_is_told_of_again():
    one = played(1000, answers={190: ("moved",)})
    assert len(one.of(Deed.ESCALATE)) == 2


def test_what_was_taken_home_years_ago_is_asked_about_once_for_its_latest_round():
    one = played(400, entered=BEGUN, begun=BEGUN - timedelta(days=900))
    assert [due.months for _, due in one.log if due.deed == Deed.ASK] == [12]
    assert one.log[0][0] == BEGUN + APART, "not the day after it was entered"


def test_a_clock_that_stood_still_makes_no_burst():
    one = Played(Followed(begun=BEGUN, entered=BEGUN))
    assert one.tick(day(400)) == Due(Deed.ASK, 12, date(2027, 2, 2))
    assert one.tick(day(400)) is None
    assert one.tick(day(400) + APART).deed == Deed.REMIND


def test_after_the_last_round_a_promised_day_is_asked_about_and_then_again():
    one = played(1000, answers={95: ("moved",), 190: ("moved",), 370: (WORKING, day(430)), 435: (WORKING, day(500)), 505: ("moved",)})
    assert [(when, due.months) for when, due in one.log[3:]] == [(day(430), 0), (day(500), 0)]


def test_nobody_is_asked_before_the_day_that_was_promised():
    one = played(1000, answers={95: (WORKING, day(240)), 245: ("moved",), 370: ("moved",)})
    assert [(when, due.months) for when, due in one.log] == [(day(89), 3), (day(240), 0), (date(2027, 2, 2), 12)]


def test_a_promise_before_the_next_round_is_asked_about_with_it():
    one = played(200, answers={95: (WORKING, day(130))})
    assert [due.months for _, due in one.log] == [3, 6]


def test_a_round_within_a_month_after_an_answer_is_answered_by_it():
    one = played(300, answers={175: ("moved",)}, months=(3, 6))
    assert [due.months for _, due in one.log if due.deed == Deed.ASK] == [3]


def test_what_nobody_owns_is_told_once_a_round():
    one = played(1000, owned=False)
    assert [due.deed for _, due in one.log] == [Deed.ASK] * 3


def test_who_leaves_while_asked_is_told_to_the_representatives_once():
    one = played(100)
    one.case = replace(one.case, owned=False)
    assert [one.tick(day(n)) for n in (119, 120, 150)] == [Due(Deed.REMIND, 3, date(2026, 5, 2)), None, None]


@pytest.mark.parametrize(
    ("begun", "months", "then"), [("2026-11-30", 3, "2027-02-28"), ("2024-02-29", 12, "2025-02-28"), ("9999-06-01", 12, None)]
)
def test_a_round_falls_on_the_same_day_of_the_month_or_its_last(begun, months, then):
    assert round_day(date.fromisoformat(begun), months) == (date.fromisoformat(then) if then else None)


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9000, 1, 1)), st.integers(1, 36))
def test_the_latest_beginning_of_a_round_that_is_reached(today, months):
    found = latest_begun(months, today)
    if found is not None:
        assert round_day(found, months) <= today < round_day(found + timedelta(days=1), months)


EVENTS = st.lists(
    st.tuples(
        st.integers(1, 45),  # days until it
        st.sampled_from(["moved", "working", "declined", "tick gap", "owner goes", "owner comes"]),
        st.integers(7, 365),
    ),
    max_size=40,
)


@settings(max_examples=200, deadline=None)
@given(EVENTS, st.lists(st.integers(1, 36), min_size=1, max_size=6, unique=True), st.integers(0, 1500), st.booleans())
def test_whatever_happens_in_three_years_nobody_is_nagged(events, months, late, escalates):
    """`late`: so many days after the beginning it was entered."""
    one = Played(Followed(begun=BEGUN - timedelta(days=late), entered=BEGUN, months=tuple(sorted(months)), escalates=escalates))
    happens = {}
    n = 0
    for wait, what, much in events:
        n += wait
        happens[n] = (what, much)
    asleep = 0
    for n in range(1095):
        today = day(n)
        if n >= asleep:
            before = len(one.log)
            one.tick(today)
            one.tick(today)
            assert len(one.log) - before <= 1, "twice the same day is once"
        what, much = happens.get(n, ("", 0))
        if what == "tick gap":
            asleep = n + much // 4
        elif what.startswith("owner"):
            one.case = replace(one.case, owned=what == "owner comes")
        elif what:
            one.answer(today, what, today + timedelta(days=much) if what == WORKING else None)
    letters = [when for when, _ in one.log]
    assert all(later - earlier >= APART for earlier, later in pairwise(letters)), "never twice in thirty days"
    asked = [due.due for _, due in one.log if due.deed == Deed.ASK]
    assert asked == sorted(set(asked)), "no round is asked about twice, and none after a later one"
    rounds = [due.months for _, due in one.log if due.deed == Deed.ASK and due.months]
    assert len(rounds) <= len(months)
    told = [one for one in one.case.questions if one.told]
    for question in one.case.questions:
        assert sum(due.deed == Deed.ESCALATE and due.due == question.due for _, due in one.log) <= (1 if escalates else 0)
        assert not any(today > (question.answered or today) for today, due in one.log if due.due == question.due), "nor after an answer"
    for answered in told:
        following = [when for when, _ in one.log if when > answered.answered]
        assert not following or following[0] - answered.answered >= APART
        assert not following or following[0] >= (answered.new_day or BEGUN), "not before the promised day"
