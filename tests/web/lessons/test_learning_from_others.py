"""We stole this, who has come further, who learns from whom and what is like it: the pages, with nothing lost and nothing told (F4, F7, B5)."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samlar.activities.models import Activity
from samlar.foundation import clock
from samlar.ideas.models import Proposal
from samlar.lessons.actions import borrowing, visits
from samlar.lessons.models import Borrowing, Uptake, VisitRequest
from samlar.lessons.queries.borrowings import of_lesson
from samlar.lessons.rules.borrowing import Stolen
from samlar.lessons.rules.visits import Wish
from samlar.lessons.rules.words import Reach
from samlar.people.rules import VISITOR
from tests.activities import rows
from tests.lessons.making import home, lesson
from tests.lessons.test_visits import anchored, trying
from tests.registration.assigning import lab_with

pytestmark = pytest.mark.django_db
HOSTILE = ("x" * 100_000, "a\x00b", "'\"<script>alert(1)</script>", "9" * 400)


def said(answer):
    return unescape(answer.content.decode())


@pytest.fixture
def made(cast):
    return lesson(cast.stina, "Fråga mottagaren först.")


def steal(cast, **values):
    return {"organisation": str(cast.stina.organisation), "adapted": "Vi frågar kommunen.", "day": "", "reach": "public", **values}


# — stolen —


def test_stealing_takes_home_and_leads_to_the_uptake_and_stands_on_the_lesson(cast, sign_in, made):
    browser = sign_in(cast.dan)
    page = said(browser.get(reverse("lesson_borrow", args=[made])))
    assert f'<option value="{cast.stina.organisation}" selected>' in page
    assert "du blir ägare" in page
    answer = browser.post(reverse("lesson_borrow", args=[made]), steal(cast))
    assert answer["Location"] == reverse("uptake", args=[Uptake.objects.get().pk])
    assert "Vi frågar kommunen." in said(browser.get(answer["Location"]))
    for viewer in (VISITOR, cast.gun):
        page = said(sign_in(viewer).get(reverse("lesson", args=[made])))
        assert "En organisation har stulit lärdomen" in page
        assert "Vi frågar kommunen." in page


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["organisation", "adapted", "day", "reach"])
def test_whatever_is_typed_is_answered_by_its_field_and_nothing_is_lost(cast, sign_in, made, field, text):
    answer = sign_in(cast.dan).post(reverse("lesson_borrow", args=[made]), steal(cast, **{field: text}))
    if field == "adapted" and answer.status_code == 302:
        return
    assert answer.status_code == 422
    assert not Uptake.objects.exists()
    assert "field-invalid" in said(answer)
    if field != "adapted":
        assert "Vi frågar kommunen." in said(answer)


def test_a_colleague_who_changed_it_first_is_shown_and_nothing_typed_is_lost(cast, sign_in, made):
    kept = borrowing.borrow(cast.dan, made, Stolen(organisation=cast.stina.organisation, adapted="Först."))
    (row,) = of_lesson(cast.dan, made)
    address = reverse("borrowing", args=[made, kept])
    first, second = steal(cast, adapted="Disas.", revision=row.revision), steal(cast, adapted="Dans.", revision=row.revision)
    assert sign_in(cast.disa).post(address, first).status_code == 302
    answer = sign_in(cast.dan).post(address, second)
    assert answer.status_code == 409
    assert "Disas." in said(answer)
    assert "Dans." in said(answer)
    stands = of_lesson(cast.dan, made)[0]
    assert f'name="revision" value="{stands.revision}"' in said(answer), "the next try is made with open eyes"
    assert sign_in(cast.gun).get(address).status_code == 403
    assert sign_in(cast.dan).get(reverse("borrowing", args=[lesson(cast.stina), kept])).status_code == 404


def test_what_was_wrong_is_taken_back_by_a_post_alone(cast, sign_in, made):
    kept = borrowing.borrow(cast.dan, made, Stolen(organisation=cast.stina.organisation))
    address = reverse("borrowing_take_back", args=[made, kept])
    assert sign_in(cast.dan).get(address).status_code == 405
    assert sign_in(cast.gun).post(address).status_code == 403
    sign_in(cast.dan).post(address)
    assert not Borrowing.objects.exists()


def test_a_hidden_uptake_tells_nothing_on_the_lesson_or_in_the_flow(cast, sign_in, made):
    kept = borrowing.borrow(cast.dan, made, Stolen(organisation=cast.stina.organisation, adapted="HEMLIGT"), reach=Reach.OWN)
    for viewer in (VISITOR, cast.stina, cast.gun, cast.klara):
        browser = sign_in(viewer)
        for address in (reverse("lesson", args=[made]), reverse("flow"), f"{reverse('flow')}?organisation=region-dalarna"):
            page = said(browser.get(address))
            assert "HEMLIGT" not in page
            assert "En organisation har stulit" not in page
        if viewer.signed_in:
            assert browser.get(reverse("borrowing", args=[made, kept])).status_code == 404
    assert "HEMLIGT" in said(sign_in(cast.disa).get(reverse("lesson", args=[made])))


# — the flow —


def test_the_flow_is_open_and_says_its_message_with_the_same_as_a_table(cast, sign_in, made):
    assert "Ingen har sagt vem de stal av än" in said(sign_in(VISITOR).get(reverse("flow")))
    for who in (cast.dan, cast.gun):
        borrowing.borrow(who, made, Stolen(organisation=cast.stina.organisation, adapted=f"Så gör {who.organisation_name}."), reach=Reach.PUBLIC)
    page = said(sign_in(VISITOR).get(reverse("flow")))
    assert "Två organisationer har lärt av någon annan; mest av Region Kalmar län" in page
    assert '<th scope="row">Region Kalmar län</th><td class="number">Region Dalarna</td>' in page
    own = said(sign_in(VISITOR).get(f"{reverse('flow')}?organisation=region-dalarna"))
    assert "Så gör Region Dalarna." in own
    assert "Så gör Region Gotland." not in own
    year = clock.today().year
    assert f"?ar={year}" in page
    assert "Här finns inget att visa än" in said(sign_in(VISITOR).get(f"{reverse('flow')}?ar={year - 1}"))


@pytest.mark.parametrize("asked", ["?ar=x", "?ar=99999999999999999999", "?tema=%00", "?tema=" + "x" * 5000, "?ar=-1&tema='"])
def test_an_address_that_says_nothing_is_the_whole_picture_or_an_empty_one(cast, sign_in, asked):
    assert sign_in(VISITOR).get(reverse("flow") + asked).status_code == 200


def test_an_organisation_that_is_not_there_has_no_page(cast, sign_in):
    assert sign_in(VISITOR).get(f"{reverse('flow')}?organisation=finns-inte").status_code == 404


# — conversations and visits —


@pytest.fixture
def tried(cast, made):
    anchored(cast.gun, made)
    trying(cast.dan, made)
    return made


def test_from_the_match_to_the_question_the_answer_the_meeting_and_what_was_stolen(cast, sign_in, tried):
    asker, host = sign_in(cast.dan), sign_in(cast.gun)
    page = said(asker.get(reverse("visits")))
    assert "En organisation har förankrat det ni prövar" in page
    assert cast.gun.name not in page
    there = reverse("visit_ask", args=[tried, cast.gun.organisation])
    assert there in page
    assert there in said(asker.get(reverse("lesson", args=[tried])))
    answer = asker.post(there, {"sort": "visit", "message": "Hur gör ni?", "wanted_day": ""})
    here = answer["Location"]
    assert cast.gun.name not in said(asker.get(here))
    day = clock.today() + timedelta(days=5)
    assert "Hur gör ni?" in said(host.get(here))
    assert "vill besöka er om" in said(host.get(reverse("my_page")))
    assert host.post(here, {"deed": "accept", "ja-day": "", "ja-word": "Välkomna"}).status_code == 422
    assert host.post(here, {"deed": "accept", "ja-day": day.isoformat(), "ja-word": "Välkomna"}).status_code == 302
    assert cast.gun.email in said(asker.get(here))
    with clock.at(clock.now() + timedelta(days=6)):
        visits.hold(cast.dan, VisitRequest.objects.get().pk)
    page = said(asker.get(here))
    assert "Stal ni något?" in page
    assert f"{reverse('lesson_borrow', args=[tried])}?fran={cast.gun.organisation}" in page
    borrow = said(asker.get(f"{reverse('lesson_borrow', args=[tried])}?fran={cast.gun.organisation}"))
    assert f'<option value="{cast.gun.organisation}" selected>' in borrow


def test_a_no_keeps_what_was_typed_until_it_has_a_word(cast, sign_in, tried):
    made = visits.ask(cast.dan, tried, cast.gun.organisation, Wish(message="Hur gör ni?"))
    here = reverse("visit", args=[made])
    assert sign_in(cast.gun).post(here, {"deed": "decline", "nej-word": ""}).status_code == 422
    assert sign_in(cast.gun).post(here, {"deed": "decline", "nej-word": "Inte nu."}).status_code == 302
    assert "Inte nu." in said(sign_in(cast.dan).get(here))
    late = sign_in(cast.gun).post(here, {"deed": "accept", "ja-day": clock.today().isoformat(), "ja-word": "Ändå!"})
    assert late.status_code == 422
    assert "inte öppen längre" in said(sign_in(cast.gun).get(here)) or "inte öppen längre" in said(late)


def test_others_do_not_find_the_request_and_visitors_sign_in(cast, sign_in, tried):
    here = reverse("visit", args=[visits.ask(cast.dan, tried, cast.gun.organisation, Wish(message="HEMLIGT"))])
    assert sign_in(cast.stina).get(here).status_code == 404
    assert sign_in(cast.nils).get(here).status_code == 404
    assert sign_in(VISITOR).get(here).status_code == 302
    assert sign_in(cast.dan).get(reverse("visit", args=[10**18])).status_code == 404
    assert "HEMLIGT" not in said(sign_in(cast.stina).get(reverse("visits")))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["sort", "message", "wanted_day"])
def test_a_question_with_anything_typed_is_answered_by_its_field(cast, sign_in, tried, field, text):
    typed = {"sort": "visit", "message": "Hur gör ni?", "wanted_day": "", field: text}
    answer = sign_in(cast.dan).post(reverse("visit_ask", args=[tried, cast.gun.organisation]), typed)
    assert answer.status_code in (302, 422)
    assert VisitRequest.objects.count() == (answer.status_code == 302)


def test_an_empty_page_says_what_would_fill_it(cast, sign_in):
    assert "Ingen visar att de har kommit längre än ni" in said(sign_in(cast.jon).get(reverse("visits")))


def test_the_page_of_visits_takes_as_many_queries_however_many_there_are(cast, sign_in):
    def asked():
        browser = sign_in(cast.dan)
        browser.get(reverse("visits"))
        with CaptureQueriesContext(connection) as found:
            browser.get(reverse("visits"))
        return len(found)

    def more(place):
        made = lesson(cast.stina, f"Lärdom {place}")
        anchored(cast.gun, made)
        trying(cast.dan, made)

    more(0)
    first = asked()
    for place in range(1, 6):
        more(place)
    assert asked() == first


# — at the moment of need —


def test_a_proposal_shows_what_is_like_it_and_keeps_what_is_typed(cast, sign_in, made):
    near = lesson(cast.stina, "Återbruk av byggmaterial kräver en lagerplats.")
    home(cast.gun, near)
    typed = {"title": "Återbruk", "summary": "Byggmaterial på nytt.", "text": "Egen text.", "format": "", "own_interest": "none", "revision": "0"}
    answer = sign_in(cast.dan).post(reverse("proposal_new"), {**typed, "deed": "related"})
    page = said(answer)
    assert answer.status_code == 200
    assert "Återbruk av byggmaterial kräver en lagerplats." in page
    assert "Region Gotland" in page
    assert "Egen text.</textarea>" in page
    assert "field-invalid" not in page
    assert not Proposal.objects.exists()


def test_a_plan_and_an_assignment_ask_too_and_change_nothing(cast, sign_in):
    lesson(cast.stina, "Återbruk av byggmaterial kräver en lagerplats.")
    planned = rows.activity(cast, "Återbruk av byggmaterial", stage="planning")
    here = reverse("activity_plan", args=[planned.pk])
    page = said(sign_in(cast.stina).get(here))
    assert "kräver en lagerplats." in page
    answer = sign_in(cast.stina).post(here, {"title": "Bytt namn om byggmaterial", "deed": "related", "revision": "1"})
    assert 'value="Bytt namn om byggmaterial"' in said(answer)
    assert Activity.objects.get(id=planned.pk).title == "Återbruk av byggmaterial"
    lab, registration = lab_with(cast, cast.dan)
    here = reverse("assignment", args=[lab.pk, registration])
    answer = sign_in(cast.dan).post(here, {"challenge": "Återbruket av byggmaterial.", "deed": "related", "revision": "0"})
    assert "Återbruket av byggmaterial.</textarea>" in said(answer)
    assert "kräver en lagerplats." in said(answer)


def test_the_fragment_is_for_those_who_are_signed_in_and_tells_only_what_they_see(cast, sign_in):
    lesson(cast.stina, "Öppet om återbruk av byggmaterial.")
    rows.activity(cast, "HEMLIGT återbruk av byggmaterial", stage="planning")
    asked = {"title": "återbruk av byggmaterial"}
    quiet = {"headers": {"HX-Request": "true"}}
    assert sign_in(VISITOR).post(reverse("related"), asked, **quiet).status_code == 401
    page = said(sign_in(cast.erin).post(reverse("related"), asked, **quiet))
    assert "Öppet om återbruk" in page
    assert "HEMLIGT" not in page
    assert "<h1" not in page
    assert "<h1" in said(sign_in(cast.erin).get(reverse("related"), {"om": "återbruk av byggmaterial"}))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_fragment_reads_anything(cast, sign_in, text):
    assert sign_in(cast.erin).post(reverse("related"), {"text": text, "utom": text}).status_code == 200
