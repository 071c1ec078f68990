"""The page that lists activities."""

import pytest

from samlar.activities.queries.listing import PER_PAGE
from samlar.people.rules import PUBLIC
from tests.activities.rows import activity

pytestmark = pytest.mark.django_db
PAGE = "/aktiviteter/"


def text(response) -> str:
    return response.content.decode()


def test_without_any_activity_the_page_says_what_would_begin_one(cast, sign_in, visitor):
    assert "Inga aktiviteter än" in text(sign_in(cast.stina).get(PAGE))
    assert "Inga öppna aktiviteter än" in text(sign_in(visitor).get(PAGE))


def test_a_choice_that_fits_nothing_leads_back_to_everything(cast, sign_in):
    activity(cast)

    page = text(sign_in(cast.stina).get(PAGE + "?q=finnsinte"))

    assert "Inget passar det du valde" in page
    assert "0 aktiviteter med ”finnsinte” i titeln" in " ".join(page.split())


def test_filters_are_links_that_keep_each_other(cast, sign_in):
    activity(cast, "Ett")
    activity(cast, "Två", stage="closed", year=2025)

    page = text(sign_in(cast.stina).get(PAGE + "?skede=running&q=t"))

    assert 'href="/aktiviteter/?skede=closed&amp;q=t"' in page
    assert 'href="/aktiviteter/?skede=running&amp;vara=1&amp;q=t"' in page
    assert '<input type="hidden" name="skede" value="running">' in page


def test_titles_are_text(cast, sign_in):
    activity(cast, "<script>alert(1)</script>")

    page = text(sign_in(cast.stina).get(PAGE))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_what_is_not_public_leaves_no_trace_for_a_visitor(cast, sign_in, visitor):
    activity(cast, "Öppen", audience=PUBLIC)
    activity(cast, "Hemligheten", format="larlabb", stage="planning")

    page = text(sign_in(visitor).get(PAGE + "?q=e"))

    assert "Hemligheten" not in page
    assert "1 aktivitet" in page
    assert "Lärlabb" not in page
    assert "Vi deltar" not in page


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=" + "9" * 40,
        "page=²",
        "ar=abc",
        "ar=99999",
        "skede=%00",
        "format=%00",
        "format=" + "x" * 3000,
        "q=%00",
        "vara=2",
        "q=%ff",
    ],
)
def test_an_odd_address_shows_a_list(cast, sign_in, query):
    activity(cast)

    assert sign_in(cast.stina).get(PAGE + "?" + query).status_code == 200


def test_the_second_page_keeps_the_choice(cast, sign_in):
    for number in range(PER_PAGE + 1):
        activity(cast, f"Nummer {number}", others=())

    page = text(sign_in(cast.stina).get(PAGE + "?skede=running"))

    assert 'href="?skede=running&amp;page=2"' in page
