"""A page asks the database as often for much as for little."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samlar.activities.models import Activity
from samlar.ideas.models import Proposal
from tests.growth import grow

LISTS = (
    "/", "/min-sida/", "/var-organisation/", "/organisationer/", "/organisationer/region-kalmar-lan/", "/ideer/", "/aktiviteter/",
    "/aktiviteter/?vara=1", "/aktiviteter/kontakter/", "/spridning/?visa=done", "/format/", "/format/provrum/", "/ekonomi/provrum/2026/",
)  # fmt: skip


def asked(browser: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as found:
        answer = browser.get(path)
    assert answer.status_code == 200, path
    return [query["sql"] for query in found]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_with_three_of_each_asks_no_more_than_with_one(cast, sign_in, path):
    browser = sign_in(cast.stina)
    grow(cast, 2)  # one of each sort: a running and a closed activity, a proposal for a format and one for any
    few = asked(browser, path)
    grow(cast, 6)
    many = asked(browser, path)
    assert len(many) == len(few), "\n".join(sql for sql in many if sql not in few)


def test_a_page_about_one_thing_asks_no_more_when_there_are_others(cast, sign_in):
    browser = sign_in(cast.stina)
    grow(cast, 2)
    paths = [f"/ideer/{Proposal.objects.latest('id').pk}/", *(f"/aktiviteter/{one.pk}/" for one in Activity.objects.all())]
    few = [len(asked(browser, path)) for path in paths]
    grow(cast, 6)
    assert [len(asked(browser, path)) for path in paths] == few


def test_my_page_and_our_organisation_read_no_more_rows_than_they_show(cast, sign_in):
    browser = sign_in(cast.stina)
    grow(cast, 60)
    ours = browser.get("/var-organisation/")
    assert len(ours.context["people"]) == 50
    assert len(ours.context["work"]["activities"]) == 20
    rest = browser.get("/var-organisation/", {"page": "2"})
    assert len(rest.context["people"]) == ours.context["people"].paginator.count - 50
    mine = browser.get("/min-sida/")
    assert len(mine.context["current"]) == 20
    assert mine.context["count"] <= 40
