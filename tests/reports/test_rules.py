from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.formats.sentence import Sentence
from samlar.people.rules import Waiting
from samlar.reports.rules import hurry, most_urgent_first

TODAY = date(2026, 11, 20)
NOTHING = Sentence("", "")


def wait(title: str, due: date | None) -> Waiting:
    return Waiting(deed="x.y", subject=1, title=title, sentence=NOTHING, button=NOTHING, due=due)


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


@given(st.lists(st.none() | st.dates()))
def test_the_overdue_come_first_and_what_has_no_day_last(days):
    ordered = [one.due for one in most_urgent_first(wait(str(place), day) for place, day in enumerate(days))]
    dated = [day for day in ordered if day is not None]
    assert dated == sorted(dated)
    assert ordered[len(dated) :] == [None] * (len(days) - len(dated))


@given(st.lists(st.sampled_from([None, TODAY])))
def test_what_hurries_as_much_keeps_its_order(days):
    ordered = most_urgent_first(wait(f"{place:04}", day) for place, day in enumerate(days))
    for due in (None, TODAY):
        titles = [one.title for one in ordered if one.due == due]
        assert titles == sorted(titles)
