"""The sample world's calendar holds whatever day it is played on."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samlar.management.world import days as calendar
from samlar.management.world.days import EARLIEST_TODAY, Course, Days, working_day

TODAYS = st.dates(EARLIEST_TODAY, date(2040, 12, 31)).map(Days)
ROOMS = ("fewer", "studies", "preparedness", "systems", "crises")
IN_ORDER = ("published", "begun", "planned", "submitted", "read", "cleared", "reported", "checked", "closed", "evaluated")
REAL = [value for value in vars(calendar).values() if isinstance(value, Course)]


def in_order(course: Course) -> None:
    days = [day for name in IN_ORDER if (day := getattr(course, name)) is not None and name != "evaluated"]
    assert days == sorted(set(days))
    for done in course.duties.values():
        assert course.reported is None or course.reported < done
        assert course.closed is None or done <= course.closed
    if course.returned:
        assert course.planned < course.returned - timedelta(days=4)
        assert course.submitted is not None
        assert course.returned + timedelta(days=7) < course.submitted


@given(TODAYS)
def test_every_course_takes_its_steps_in_order(days: Days) -> None:
    for name in (*ROOMS, "open_data", "twins", "pictures", "circular", "electricity", "conflicts"):
        in_order(getattr(days, name))


def test_the_courses_with_real_dates_take_their_steps_in_order() -> None:
    for course in REAL:
        in_order(course)


@given(TODAYS)
def test_two_rooms_start_each_earlier_year_and_one_this_year(days: Days) -> None:
    years = sorted(max(course.start, course.cleared).year for name in ROOMS for course in [getattr(days, name)])
    assert years == [days.year - 2, days.year - 2, days.year - 1, days.year - 1, days.year]


@given(TODAYS)
def test_the_reported_room_owes_a_newsletter_that_is_late(days: Days) -> None:
    reported = days.systems.reported
    assert reported is not None
    assert reported + timedelta(days=60) < days.today < reported + timedelta(days=365)
    assert max(days.systems.duties.values()) <= days.today


@given(TODAYS)
def test_rooms_that_have_started_last_two_to_six_months(days: Days) -> None:
    for name in ROOMS:
        course = getattr(days, name)
        assert 61 <= (course.end - course.start).days + 1 <= 182


@given(TODAYS)
def test_the_running_room_is_cleared_before_today_and_not_over(days: Days) -> None:
    assert days.crises.cleared is not None
    assert days.crises.end is not None
    assert days.crises.cleared < days.today <= days.crises.end


@given(TODAYS)
def test_the_second_version_comes_between_the_rooms(days: Days) -> None:
    assert days.preparedness.begun < days.second_version < days.systems.begun


@given(st.dates(date(2015, 1, 1), date(2040, 1, 1)), st.dates(date(2015, 1, 1), date(2040, 1, 1)))
def test_a_working_day_never_changes_which_comes_first(one: date, other: date) -> None:
    assert working_day(one).weekday() < 5
    assert (one <= other) <= (working_day(one) <= working_day(other))


