"""Who isn't signed in is sent to sign in, and led back; what is hidden tells nothing."""

import re

import pytest
from django.urls import reverse

from samlar.ideas import actions as ideas
from samlar.ideas.models import Proposal
from samlar.web import doors
from tests.activities import rows
from tests.web.access import patterns

SIGN_IN = "/logga-in/"


def test_every_open_address_exists():
    assert {pattern.name for pattern in patterns()} >= doors.READ_BY_ALL | doors.USED_BY_ALL


@pytest.mark.parametrize(
    "path", ["/format/nytt/", "/aktiviteter/1/resultat/skriv/", "/aktiviteter/kontakter/", "/spridning/?visa=late", "/ekonomi/provrum/2026/", "/kansli/"]
)
def test_a_visitor_who_opens_a_closed_page_signs_in_and_comes_back_to_it(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{SIGN_IN}?next=")
    assert answer.wsgi_request.get_full_path() == path
    assert path.split("?")[0] in answer["Location"].replace("%2F", "/")


def test_a_letters_link_to_what_a_visitor_does_not_see_leads_there_after_signing_in(client, cast, sign_in):
    path = f"/aktiviteter/{rows.activity(cast, 'Planeras', stage='planning').pk}/"
    missing = client.get(f"{path}?vy=kort")
    assert missing.status_code == 404
    [there] = set(re.findall(rf'href="({SIGN_IN}[^"]*)"', missing.content.decode()))
    assert there == f"{SIGN_IN}?next={path.replace('/', '%2F')}%3Fvy%3Dkort"
    assert f'name="next" value="{path}?vy=kort"' in client.get(there).content.decode()
    assert sign_in(cast.stina).get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", SIGN_IN])
def test_pages_that_lead_on_by_themselves_are_not_come_back_to(client, db, path):
    assert f'href="{SIGN_IN}"' in client.get(path).content.decode()


def test_a_closed_address_answers_the_same_whether_something_is_there_or_not(client, cast):
    there = ideas.write_proposal(cast.stina, title="Hemligt", summary="Ett utkast.", text="")
    for number in (there, 999999):
        assert client.get(reverse("proposal", args=[number])).status_code == 302


def test_a_form_sent_by_a_visitor_changes_nothing_and_leads_back_to_its_own_page(client, db):
    sent = client.post("/ideer/nytt/", {"title": "X", "deed": "publish"}, headers={"referer": "http://testserver/ideer/nytt/?format=provrum"})
    assert sent["Location"] == f"{SIGN_IN}?next=%2Fideer%2Fnytt%2F%3Fformat%3Dprovrum"
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("referer", ["", "https://annanstans.test/ideer/nytt/", "http://[trasig"])
def test_a_form_from_elsewhere_leads_back_nowhere(client, db, referer):
    assert client.post("/ideer/nytt/", {}, headers={"referer": referer})["Location"] == SIGN_IN


def test_part_of_a_page_is_refused_without_taking_the_page_away(client, db):
    assert client.post("/aktiviteter/1/plan/prova/", {}, headers={"hx-request": "true"}).status_code == 401


def test_open_pages_open(client, cast):
    for name in ("start", "activities", "organisations", "formats", "about"):
        assert client.get(reverse(name)).status_code == 200
