"""The family, the next activity of one, the contact list and the network from it: their pages (C3, H1, E7)."""

from datetime import UTC, datetime, timedelta

import pytest

from samlar.activities.models import Activity, Plan, ProgrammeRelease
from samlar.activities.queries.sessions import live_sessions
from samlar.activities.rules.programme import Programme, SessionEntry, as_json
from samlar.people.models import Employment
from samlar.registration.actions.contact_list import share_contact
from tests.activities.rows import activity
from tests.registration.taking_part import place, session

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOSTILE = ["\x00", "x" * 5000, "<script>alert(1)</script>", "9" * 400]


@pytest.fixture
def network(cast):
    return activity(cast, "Vattennätverket", format="natverk", others=("Region Dalarna", "SLU"))


def path(made, more=""):
    return f"/aktiviteter/{made.pk}/{more}"


def test_the_family_is_drawn_and_told_and_leads_on(cast, visitor, network, sign_in):
    later = activity(cast, "Ett år om vatten", format="larprojekt", continues_id=network.pk)
    hidden = activity(cast, "HEMLIGT NÄTVERK", format="natverk", stage="planning", continues_id=later.pk)
    page = sign_in(visitor).get(path(later, "harstamning/")).content.decode()
    assert '<svg class="chart"' in page
    assert f'href="{path(network)}"' in page
    assert "bygger vidare på Vattennätverket" in page
    assert "HEMLIGT" not in page
    assert f'href="{path(hidden)}"' not in page
    assert "HEMLIGT NÄTVERK" in sign_in(cast.dan).get(path(later, "harstamning/")).content.decode()
    assert f'href="{path(later, "harstamning/")}"' in sign_in(visitor).get(path(later)).content.decode()
    assert sign_in(cast.erin).get(path(hidden, "harstamning/")).status_code == 404


def test_one_alone_says_so(cast, visitor, network, sign_in):
    page = sign_in(visitor).get(path(network, "harstamning/")).content.decode()
    assert "ingen annan har vuxit ur den" in page
    assert "<svg class=\"chart\"" not in page


def test_the_lead_builds_on_it_in_one_page(cast, network, sign_in):
    browser = sign_in(cast.stina)
    assert path(network, "bygg-vidare/") in browser.get(path(network)).content.decode()
    page = browser.get(path(network, "bygg-vidare/")).content.decode()
    assert "Inget ändras här: nätverket kan fortsätta" in page
    assert page.count("checked") == 3
    sent = browser.post(path(network, "bygg-vidare/"), {"format_id": "larprojekt", "title": "Ett år", "organisations": [cast.organisation("SLU")]})
    made = Activity.objects.get(title="Ett år")
    assert sent.headers["Location"] == path(made)
    assert {one.organisation.name for one in made.participations.all()} == {"Region Kalmar län", "SLU"}


@pytest.mark.parametrize("title", HOSTILE)
def test_whatever_is_typed_is_kept_as_text_or_stands_by_its_field(cast, network, sign_in, title):
    place(network, cast.dan, shares_contact=True)
    for more in ("bygg-vidare/", "kontaktlista/natverk/"):
        answer = sign_in(cast.stina).post(
            path(network, more), {"format_id": "larprojekt", "title": title, "organisations": [cast.organisation("Region Dalarna"), "x", "9" * 30]}
        )
        assert answer.status_code == 422
        assert "<script>alert" not in answer.content.decode()
    assert Activity.objects.count() == 1


def test_nobody_else_builds_on_it(cast, visitor, network, sign_in):
    for actor, status in ((visitor, 302), (cast.dan, 403), (cast.erin, 403), (cast.klara, 403), (cast.nils, 403)):
        assert sign_in(actor).get(path(network, "bygg-vidare/")).status_code == status
        assert sign_in(actor).post(path(network, "bygg-vidare/"), {"format_id": "larprojekt", "title": "X"}).status_code == status
    planned = activity(cast, "Planeras", format="natverk", stage="planning")
    assert sign_in(cast.stina).get(path(planned, "bygg-vidare/")).status_code in (403, 422, 409)


@pytest.fixture
def lab(cast):
    made = activity(cast, "Lab", format="larlabb", stage="closed", others=("Region Dalarna", "SLU", "Region Gotland"))
    for key in ("dan", "siv", "gun"):
        place(made, getattr(cast, key))
    for key in ("dan", "siv"):
        share_contact(getattr(cast, key), made.pk)
    return made


def test_the_list_is_for_those_on_it_and_those_who_lead(cast, visitor, lab, sign_in):
    for actor in (cast.dan, cast.siv, cast.stina):
        page = sign_in(actor).get(path(lab, "kontaktlista/")).content.decode()
        assert "dan@region-dalarna.test" in page
        assert "siv@slu.test" in page
    page = sign_in(cast.gun).get(path(lab, "kontaktlista/")).content.decode()
    assert "dan@region-dalarna.test" not in page
    assert "2 deltagare står på listan" in page
    for actor, status in ((visitor, 302), (cast.erin, 403), (cast.klara, 403), (cast.nils, 403)):
        assert sign_in(actor).get(path(lab, "kontaktlista/")).status_code == status
        assert sign_in(actor).post(path(lab, "kontaktlista/dela/")).status_code == status


def test_consent_is_given_and_taken_back_with_a_button(cast, lab, sign_in):
    browser = sign_in(cast.gun)
    browser.post(path(lab, "kontaktlista/dela/"))
    assert "gun@region-gotland.test" in browser.get(path(lab, "kontaktlista/")).content.decode()
    browser.post(path(lab, "kontaktlista/sluta/"))
    assert "gun@region-gotland.test" not in sign_in(cast.dan).get(path(lab, "kontaktlista/")).content.decode()
    assert browser.get(path(lab, "kontaktlista/dela/")).status_code == 405


def test_a_stale_address_is_not_on_it(cast, lab, sign_in):
    Employment.objects.filter(person=cast.siv.person).update(end="2026-11-19")
    assert "siv@slu.test" not in sign_in(cast.dan).get(path(lab, "kontaktlista/")).content.decode()


def test_a_network_is_started_from_the_list_in_one_step(cast, lab, sign_in):
    browser = sign_in(cast.dan)
    page = browser.get(path(lab, "kontaktlista/natverk/")).content.decode()
    assert "SLU" in page
    assert "siv@slu.test" not in page
    sent = browser.post(path(lab, "kontaktlista/natverk/"), {"title": "Vi ses", "organisations": [cast.organisation("SLU")], "message": "Häng med"})
    made = Activity.objects.get(title="Vi ses")
    assert sent.headers["Location"] == path(made)
    assert "Vi ses" in browser.get(path(lab, "harstamning/")).content.decode()
    assert sign_in(cast.gun).get(path(lab, "kontaktlista/natverk/")).status_code == 403


def test_a_networks_page_shows_its_released_series_with_the_next_meeting_first(cast, visitor, network, sign_in):
    held = session(network, NOW - timedelta(days=300), title="Kick-off", theme="Skog")
    session(network, NOW + timedelta(days=10), title="Digital lunch", theme="Dricksvatten")
    released = live_sessions(network.pk)
    ProgrammeRelease.objects.create(
        activity=network, number=1, programme=as_json(Programme(tuple(SessionEntry(row=row, items=()) for row in released))), released=NOW,
        person_id=cast.stina.person, organisation_id=cast.stina.organisation,
    )  # fmt: skip
    session(network, NOW + timedelta(days=3), title="INTE SLÄPPT", theme="Dricksvatten")
    page = sign_in(visitor).get(path(network)).content.decode()
    main = page.split("<main")[1]
    assert main.index("Nästa träff") < main.index("Digital lunch") < main.index("Kick-off")
    assert "Tema: Dricksvatten" in page
    assert "INTE SLÄPPT" not in page
    assert "INTE SLÄPPT" in sign_in(cast.stina).get(path(network)).content.decode()
    assert held.title in page
    Plan.objects.filter(activity=network).update(end="2026-12-31")
    assert "Det har inget slutdatum" in sign_in(visitor).get(path(network)).content.decode()
