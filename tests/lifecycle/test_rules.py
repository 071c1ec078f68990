"""The pure rules of starts and steps (C3, D2)."""

from datetime import date

import pytest

from samlar.lifecycle.rules.steps import Started, YearCounts, counts_in, start_year

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("first_day", "year"),
    [
        (None, None),
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2027),
        (date(2026, 1, 1), 2026),
        (date(2025, 12, 31), 2026),
    ],
)
def test_a_start_counts_in_the_year_of_its_first_day_but_never_in_a_year_that_is_over(first_day, year):
    assert start_year(first_day, TODAY) == year


OTHERS = [
    Started(year=2025, last_year=2026, granted=100_000),
    Started(year=2026, last_year=2026, granted=75_000),
    Started(year=2026, last_year=2028, granted=0),
    Started(year=2027, last_year=2027, granted=50_000),
]


@pytest.mark.parametrize(
    ("counted_by", "year", "counts"),
    [
        ("started", 2026, YearCounts(2, 75_000)),
        ("running", 2026, YearCounts(3, 75_000)),
        ("started", 2028, YearCounts(0, 0)),
        ("running", 2028, YearCounts(1, 0)),
        ("running", 2024, YearCounts(0, 0)),
    ],
)
def test_a_year_is_counted_as_the_format_says_and_money_by_its_start(counted_by, year, counts):
    assert counts_in(year, OTHERS, counted_by=counted_by) == counts
