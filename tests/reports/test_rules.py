from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.formats.sentence import Sentence
from samlar.people.rules import Waiting
from samlar.reports.rules import hurry, most_urgent_first

TODAY = date(2026, 11, 20)
NOTHING = Sentence("", "")


def wait(title: str, due: date | None, deed: str = "x.y") -> Waiting:
    return Waiting(deed=deed, subject=1, title=title, sentence=NOTHING, button=NOTHING, due=due)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (-12, "12 dagar försenat"),
        (-2, "2 dagar försenat"),
        (-1, "Skulle ha varit klart i går"),
        (0, "Senast i dag"),
        (1, "Senast i morgon"),
        (2, "Senast 22 november 2026, om 2 dagar"),
        (7, "Senast 27 november 2026, om 7 dagar"),
        (8, "Senast 28 november 2026"),
    ],
)
def test_how_much_something_hurries_is_said_in_words(days, says):
    sentence = hurry(TODAY + timedelta(days=days), TODAY)
    assert sentence is not None
    assert sentence.sv == says
    assert sentence.en


def test_what_has_no_day_does_not_hurry():
    assert hurry(None, TODAY) is None


def test_a_no_then_what_others_wait_for_then_what_is_near_then_the_late_then_the_rest():
    waits = [
        wait("rest", None),
        wait("far", TODAY + timedelta(days=15)),
        wait("late at home", None, "uptakes.late"),
        wait("near", TODAY + timedelta(days=14)),
        wait("overdue", TODAY - timedelta(days=300)),
        wait("asked by another", None, "visit.answer"),
        wait("asked by another by a day", TODAY + timedelta(days=90), "place.answer"),
        wait("a no", None, "check.mend"),
    ]
    assert [one.title for one in most_urgent_first(waits, TODAY)] == [
        "a no", "asked by another by a day", "asked by another", "overdue", "near", "late at home", "far", "rest",
    ]  # fmt: skip


@given(st.lists(st.none() | st.dates()))
def test_what_is_due_soonest_comes_first_and_what_has_no_day_last(days):
    ordered = [one.due for one in most_urgent_first((wait(str(place), day) for place, day in enumerate(days)), TODAY)]
    dated = [day for day in ordered if day is not None]
    assert dated == sorted(dated)
    assert ordered[len(dated) :] == [None] * (len(days) - len(dated))


@given(st.lists(st.sampled_from([None, TODAY])))
def test_what_hurries_as_much_keeps_its_order(days):
    ordered = most_urgent_first((wait(f"{place:04}", day) for place, day in enumerate(days)), TODAY)
    for due in (None, TODAY):
        titles = [one.title for one in ordered if one.due == due]
        assert titles == sorted(titles)
