"""Handoffs in the browser: written and sent in two steps, answered by a link that does nothing by being opened (F8)."""

import re

import pytest

from samlar.foundation import outbox
from samlar.lessons.models import Handoff
from samlar.lessons.queries.handoffs import handoff
from samlar.lessons.rules.handoffs import State, To
from samlar.people.rules import VISITOR
from samlar.web.letters import render
from tests.lessons.sending import Asks, draft, letters, room, sent, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(cast):
    return room(cast, stage="closed")


def link(place=0):
    return f"/medskick/svar/{token(place)}/"


def test_it_is_written_and_sent_in_two_steps(cast, activity, sign_in):
    browser = sign_in(cast.stina)
    given = {"kind": "question", "text": "Vem samlar data?", "to": "", "to_name": "Transportstyrelsen", "background": "", "revision": "0"}
    written = browser.post(f"/aktiviteter/{activity.pk}/medskick/nytt/", given)
    made = Handoff.objects.get()
    assert written.headers["Location"] == f"/medskick/{made.pk}/skicka/"
    page = browser.post(f"/medskick/{made.pk}/skicka/", {"name": "Vera Utsed", "email": "inte en adress", "revision": "1"})
    assert page.status_code == 422
    assert "inte en adress" in page.content.decode()
    done = browser.post(f"/medskick/{made.pk}/skicka/", {"name": "Vera Utsed", "email": "vera@utanfor.test", "revision": "1"}, follow=True)
    assert "Medskicket är skickat." in done.content.decode()
    assert [letter["to"] for letter in letters("handoff_asked")] == ["vera@utanfor.test"]


def test_a_member_is_chosen_in_the_list_and_its_representative_is_suggested(cast, activity, sign_in):
    browser = sign_in(cast.stina)
    dalarna = cast.organisation("Region Dalarna")
    browser.post(
        f"/aktiviteter/{activity.pk}/medskick/nytt/",
        {"kind": "recommendation", "text": "Gör så.", "to": f"organisation:{dalarna}", "revision": "0"},
    )
    made = Handoff.objects.get()
    assert f'<option value="{cast.disa.person}" selected' in browser.get(f"/medskick/{made.pk}/skicka/").content.decode()
    browser.post(f"/medskick/{made.pk}/skicka/", {"person": cast.disa.person, "name": "", "email": "", "revision": "1"})
    assert handoff(cast.disa, made.pk).answerable


@pytest.mark.parametrize("bad", ["x" * 100_000, "\x00", "organisation:99999999999999999999999", "body:x", "", "outside"])
def test_whatever_is_sent_is_answered_with_a_page(cast, activity, sign_in, bad):
    browser = sign_in(cast.stina)
    good = {"kind": "question", "text": "Vem?", "to": "", "to_name": "Någon", "background": "", "revision": "0"}
    for part in good:
        status = browser.post(f"/aktiviteter/{activity.pk}/medskick/nytt/", {**good, part: bad}).status_code
        assert status in (302, 422), part
    made = draft(cast.stina, activity)
    for part in ("name", "email", "person", "revision"):
        status = browser.post(f"/medskick/{made}/skicka/", {"name": "", "email": "", "revision": "1", part: bad}).status_code
        assert status in (409, 422), part
    assert browser.get(f"/aktiviteter/{activity.pk}/medskick/nytt/?fran={bad[:50]}&lardom={bad[:50]}").status_code == 200
    assert browser.get(f"/var-organisation/medskick/?visa={bad[:50]}&lage={bad[:50]}&page={bad[:50]}").status_code == 200


def test_opening_the_link_changes_nothing_whatever_it_says(cast, activity, client):
    made = sent(cast.stina, activity)
    for query in ("", "?svar=ja", "?svar=nej", "?svar=%00", "?svar=ja&svar=nej"):
        page = client.get(link() + query)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "no-store, private"
    assert client.head(link() + "?svar=ja").status_code == 200
    assert handoff(cast.stina, made).state == State.SENT


def test_the_answer_of_the_mail_is_chosen_beforehand_and_a_press_sends_it(cast, activity, client):
    made = sent(cast.stina, activity)
    page = client.get(link() + "?svar=ja").content.decode()
    assert re.search(r'value="ja"[^>]*checked', page)
    assert "Tar Transportstyrelsen emot det här?" in page
    told = client.post(link(), {"answer": "ja", "word": ""}, follow=True).content.decode()
    assert "Ni tog emot det" in told
    assert handoff(cast.stina, made).state == State.ACCEPTED
    again = client.post(link(), {"answer": "nej", "word": "Ångrat."})
    assert (again.status_code, handoff(cast.stina, made).state) == (409, State.ACCEPTED)
    assert "Ni tog emot det" in again.content.decode()


def test_a_no_without_why_is_told_at_the_field(cast, activity, client):
    sent(cast.stina, activity)
    answer = client.post(link(), {"answer": "nej", "word": ""})
    assert answer.status_code == 422
    assert "Skriv varför" in answer.content.decode()
    for bad in ({"answer": "kanske"}, {}, {"answer": "nej", "word": "x" * 100_000}, {"answer": "nej", "word": "\x00"}):
        assert client.post(link(), bad).status_code == 422


def test_a_replaced_link_says_so_and_shows_nothing(cast, activity, client):
    made = sent(cast.stina, activity, "HEMLIGT INNEHÅLL")
    from samlar.lessons.actions import handoffs as actions

    actions.send(cast.stina, made, Asks(name="Ville", email="ville@utanfor.test"), revision=handoff(cast.stina, made).revision)
    told = client.get(link(1)).content.decode()
    assert "Länken har ersatts" in told
    assert "HEMLIGT INNEHÅLL" not in told
    assert client.get("/medskick/svar/1-gissad/").status_code == 404


def test_the_receiver_reads_and_answers_signed_in_though_not_inside(cast, activity, sign_in):
    made = sent(cast.stina, activity, to=To(organisation=cast.organisation("Region Gotland")), asks=Asks(person=cast.gun.person))
    browser = sign_in(cast.gun)
    assert "väntar på er" in browser.get("/var-organisation/medskick/").content.decode()
    assert browser.post(f"/medskick/{made}/", {"deed": "answer", "answer": "nej", "word": ""}).status_code == 422
    browser.post(f"/medskick/{made}/", {"deed": "answer", "answer": "ja", "word": "Gärna."})
    page = browser.get(f"/medskick/{made}/").content.decode()
    assert "Gör till ett förslag" in page
    assert browser.post(f"/medskick/{made}/", {"deed": "became", "outcome": "done", "word": ""}).status_code == 422
    browser.post(f"/medskick/{made}/", {"deed": "became", "outcome": "done", "word": "En databas finns."})
    assert "En databas finns." in sign_in(VISITOR).get(f"/medskick/{made}/").content.decode()


def test_the_proposal_begins_with_the_words_of_what_was_sent(cast, activity, sign_in, client):
    made = sent(
        cast.stina,
        activity,
        "Samla data. " * 30,
        to=To(organisation=cast.organisation("Region Dalarna")),
        asks=Asks(person=cast.disa.person),
        background="å" * 2000,
    )
    client.post(link(), {"answer": "ja", "word": ""})
    browser = sign_in(cast.disa)
    href = (
        re.search(r'href="(/[^"]*titel=[^"]*)"', browser.get(f"/medskick/{made}/").content.decode()).group(1).replace("&amp;", "&")
    )
    assert len(href) < 8000
    page = browser.get(href).content.decode()
    assert "Samla data." in page
    assert "Kommer av ett medskick" in page


def test_visitors_read_nothing_of_drafts_and_nothing_of_persons(cast, activity, sign_in, client):
    hidden = draft(cast.stina, activity, "HEMLIGT UTKAST")
    open_one = sent(cast.stina, activity, "En öppen rekommendation")
    assert sign_in(VISITOR).get(f"/medskick/{hidden}/").status_code == 404
    assert sign_in(VISITOR).get(f"/medskick/{open_one}/").status_code == 404
    client.post(link(), {"answer": "ja", "word": "Ja tack."})
    for page in (f"/medskick/{open_one}/", f"/aktiviteter/{activity.pk}/medskick/"):
        told = sign_in(VISITOR).get(page).content.decode()
        assert "En öppen rekommendation" in told
        assert "HEMLIGT UTKAST" not in told
        assert "Vera" not in told
        assert "utanfor.test" not in told


def test_the_letters_read_as_a_person_would(cast, activity):
    sent(cast.stina, activity, "Samla data om drönare på ett ställe.")
    (letter,) = [one for one in outbox.recent(limit=9) if one["name"] == "handoff_asked"]
    swedish, english = (render("handoff_asked", code, letter["values"]).text for code in ("sv", "en"))
    assert "Region Kalmar län har lett ”Drönare över skogen”. Gruppen skickar med er en rekommendation:" in swedish
    assert "?svar=ja" in swedish
    assert "The group sends you a recommendation:" in english


def test_a_list_costs_no_more_however_long(cast, activity, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.stina)
    sent(cast.stina, activity, "Ett")
    for page in (f"/aktiviteter/{activity.pk}/medskick/", "/var-organisation/medskick/?visa=skickade"):
        browser.get(page)
        with django_assert_max_num_queries(45) as few:
            browser.get(page)
        for number in range(5):
            sent(cast.stina, activity, f"Nummer {number}")
        with django_assert_max_num_queries(len(few)):
            browser.get(page)
