"""Who reaches which page of formats: what is published is public, drafts and wishes are not."""

import pytest

from samlar.catalogue import actions, queries
from tests.catalogue.examples import next_version, submitted, whole_format

pytestmark = pytest.mark.django_db
MARK = "HEMLIGT KALMARUTKAST"
PAGES_OF_A_DRAFT = (
    "", "las/", "text/", "text.toml", "prova/", "grunder/", "skeden/", "deltagande/", "regler/", "planmall/", "spridning/", "stod/",
    "regler/rules/0/", "regler/rules/ny/", "skeden/stages/ny/",
)  # fmt: skip
DEEDS_ON_A_DRAFT = ("skicka-in/", "ta-tillbaka/", "slang/", "skicka-tillbaka/", "publicera/")


@pytest.mark.parametrize(
    "address", ["/format/", "/format/provrum/", "/format/provrum/1/", "/format/provrum/1/text.toml", "/format/provrum/jamfor/"]
)
def test_what_is_published_is_public(cast, sign_in, visitor, address):
    for actor in (visitor, cast.nils, cast.gustav, cast.siv, cast.stina, cast.klara, cast.erin):
        assert sign_in(actor).get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/format/finns-inte/",
        "/format/provrum/99/",
        "/format/provrum/99999999999999999999/",
        "/format/utkast/999999/",
        "/format/onskemal/1/",
    ],
)
def test_what_is_not_there_is_not_there(cast, sign_in, address):
    assert sign_in(cast.klara).get(address).status_code == 404


def test_a_draft_is_not_there_for_other_organisations(cast, sign_in):
    draft = whole_format(cast.stina, MARK)
    for actor in (cast.nils, cast.gustav, cast.siv, cast.dan, cast.klara):
        browser = sign_in(actor)
        for page in PAGES_OF_A_DRAFT:
            assert browser.get(f"/format/utkast/{draft}/{page}").status_code == 404, (actor.name, page)
        for deed in DEEDS_ON_A_DRAFT:
            assert browser.post(f"/format/utkast/{draft}/{deed}", {"why": "x", "reason": "x", "revision": 2}).status_code == 404, (
                actor.name,
                deed,
            )
        for page in ("/format/", "/format/provrum/"):
            assert MARK not in browser.get(page).content.decode()
    assert queries.draft(cast.stina, draft).state == "draft"


def test_every_page_of_a_draft_opens_for_its_own_organisation(cast, sign_in):
    draft = whole_format(cast.stina)
    for actor in (cast.stina, cast.majken):
        browser = sign_in(actor)
        for page in PAGES_OF_A_DRAFT:
            assert browser.get(f"/format/utkast/{draft}/{page}").status_code == 200, page


def test_a_submitted_draft_is_read_and_not_edited_by_the_mandate(cast, sign_in):
    draft = whole_format(cast.stina)
    submitted(cast.stina, draft)
    klara = sign_in(cast.klara)
    for page, expected in {
        "": 200,
        "las/": 200,
        "prova/": 200,
        "text/": 200,
        "text.toml": 200,
        "grunder/": 403,
        "regler/rules/0/": 403,
    }.items():
        assert klara.get(f"/format/utkast/{draft}/{page}").status_code == expected, page
    assert klara.post(f"/format/utkast/{draft}/text/", {"text": "x = 1", "revision": 3}).status_code == 403
    assert sign_in(cast.dan).get(f"/format/utkast/{draft}/").status_code == 404


def test_a_published_draft_leads_on_to_where_it_is_read(cast, sign_in):
    draft = next_version(cast.stina)
    actions.publish(cast.klara, draft, revision=submitted(cast.stina, draft))
    assert sign_in(cast.gustav).get(f"/format/utkast/{draft}/")["Location"] == "/format/provrum/2/"


@pytest.mark.parametrize(("who", "expected"), [("siv", 403), ("gustav", 403), ("nils", 403), ("stina", 200), ("klara", 200)])
def test_members_and_the_mandate_begin_formats(cast, sign_in, who, expected):
    browser = sign_in(getattr(cast, who))
    assert browser.get("/format/nytt/").status_code == expected
    assert browser.post("/format/provrum/ny-version/").status_code == (302 if expected == 200 else 403)


def test_wishes_are_written_by_members_and_read_by_the_circle(cast, sign_in, visitor):
    answer = sign_in(cast.stina).post("/format/provrum/onska/", {"text": "ÖNSKAN"})
    assert sign_in(cast.siv).post("/format/provrum/onska/", {"text": "x"}).status_code == 403
    for actor, expected in ((cast.siv, 200), (cast.dan, 200), (cast.klara, 200), (cast.gustav, 404), (cast.nils, 404), (visitor, 302)):
        assert sign_in(actor).get(answer["Location"]).status_code == expected
    assert sign_in(cast.dan).post(answer["Location"], {"answer": "decline", "reason": "Nej"}).status_code == 403
    assert "ÖNSKAN" not in sign_in(visitor).get("/format/provrum/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_however_many_drafts_there_are(cast, sign_in, django_assert_max_num_queries, number):
    for n in range(number):
        whole_format(cast.stina, f"Format nummer {'abc'[n]}")
    browser = sign_in(cast.stina)
    browser.get("/format/")
    with django_assert_max_num_queries(16):
        browser.get("/format/")
