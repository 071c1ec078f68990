"""Reads in plain SQL: the same answer on both databases."""

from datetime import UTC, date, datetime

import pytest

from samlar.foundation import sql

FIVE = "SELECT column1, COUNT(*) OVER () FROM (VALUES (1), (2), (3), (4), (5)) five ORDER BY 1"
CHOSEN = "SELECT column1 FROM (VALUES ('a'), ('b'), ('c')) letters WHERE column1 IN %(chosen)s ORDER BY 1"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "is_page", "rows", "queries"),
    [(1, 1, [1, 2], 1), (2, 2, [3, 4], 1), (3, 3, [5], 1), (4, 3, [5], 3), (99, 3, [5], 3), (0, 3, [5], 2)],
)
def test_a_page_is_read_alone_and_a_number_out_of_range_is_the_last_page(django_assert_num_queries, number, is_page, rows, queries):
    with django_assert_num_queries(queries):
        page = sql.page(FIVE, number, 2)
    assert ([row for (row,) in page], page.number, page.paginator.count, page.paginator.num_pages) == (rows, is_page, 5, 3)


@pytest.mark.parametrize("number", [0, 1, 7])
def test_of_nothing_there_is_one_empty_page(number):
    page = sql.page(FIVE.replace("ORDER", "WHERE column1 > 5 ORDER"), number, 2)
    assert (list(page), page.number, page.has_other_pages()) == ([], 1, False)


@pytest.mark.parametrize("chosen", [(), ("a",), ("a", "c"), ("a", "') OR ('' = '")])
def test_a_value_may_be_many_and_is_never_read_as_sql(chosen):
    assert [letter for (letter,) in sql.rows(CHOSEN, chosen=chosen)] == [one for one in chosen if one in "abc"]


def test_many_reads_in_one_come_apart_each_in_its_order():
    found = sql.placed("SELECT 'day', 2, 'b' UNION ALL SELECT 'night', 1, 'c' UNION ALL SELECT 'day', 1, 'a'")
    assert (found["day"], found["night"], found["dusk"]) == ([("a",), ("b",)], [("c",)], [])


def test_days_and_moments_come_back_from_their_text():
    assert (sql.day("2026-11-20"), sql.day(None), sql.moment(None)) == (date(2026, 11, 20), None, None)
    moment = datetime(2026, 11, 20, 23, 30, 15, 250000, tzinfo=UTC)
    for text in ("2026-11-20 23:30:15.25+00", "2026-11-20 23:30:15.250000", "2026-11-21 00:30:15.250000+01:00"):
        assert sql.moment(text) == moment
