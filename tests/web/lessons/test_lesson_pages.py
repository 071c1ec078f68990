"""The pages of lessons: one field, nothing typed is lost, nothing seen that is not shown, never a 500 (F1)."""

import re

import pytest

from samlar.activities.models import Debrief
from samlar.foundation import clock
from samlar.lessons.actions import writing
from samlar.lessons.models import Lesson
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.words import State
from tests.activities import homework, rows
from tests.lessons.making import home, lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast):
    made = rows.activity(cast, "Drönare över skogen")
    session = rows.session(made, "Workshop")
    rows.released(made)
    return session


def text(answer):
    return answer.content.decode()


def test_one_sentence_is_enough_and_leads_to_the_lesson_with_what_is_alike(cast, sign_in, held):
    there = lesson(cast.stina, "Ring markägaren innan drönaren flyger.")
    browser = sign_in(cast.dan)
    page = browser.get("/lardomar/ny/", {"traff": held.pk})
    required = [name for name, field in page.context["form"].fields.items() if field.required]
    assert required == ["sentence"]
    answer = browser.post(
        f"/lardomar/ny/?traff={held.pk}", {"sentence": "Ring alltid markägaren innan drönaren flyger.", "deed": "share"}, follow=True
    )
    made = Lesson.objects.latest("id")
    assert (made.state, made.origin, made.session_id, made.contact_id, made.organisation_id) == (
        "shared", "session", held.pk, cast.dan.person, cast.dan.organisation,
    )  # fmt: skip
    assert f'href="/lardomar/{there}/"' in text(answer), "without scripts what is alike is told afterwards"
    assert text(browser.get(f"/lardomar/{made.pk}/")).count("Det här liknar din") == 0, "once"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"sentence": ""}, "sentence"),
        ({"sentence": "å" * 201}, "sentence"),
        ({"sentence": "x" * 100_000}, "sentence"),
        ({"sentence": "före\x00efter"}, "sentence"),
        ({"day": "2999-01-01"}, "day"),
        ({"day": "i går"}, "day"),
        ({"source_link": "javascript:alert(1)"}, "source_link"),
        ({"contact": "999999999999999999999"}, "contact"),
        ({"contact": "siv"}, "contact"),
        ({"themes": ["1", "10" * 30]}, "themes"),
        ({"context": "y" * 601}, "context"),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_what_was_typed_stands(cast, sign_in, sent, field):
    body = {"sentence": "Ring först.", "takes": "En telefon.", "deed": "share", **sent}
    answer = sign_in(cast.dan).post("/lardomar/ny/", body)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "En telefon." in text(answer)
    assert Lesson.objects.count() == 0


@pytest.mark.parametrize("word", ["traff", "uppgift", "efterat", "aktivitet"])
@pytest.mark.parametrize("value", ["0", "-1", "x", "9" * 40, "\x00", "999999"])
def test_a_place_that_is_not_there_is_a_404(cast, sign_in, word, value):
    assert sign_in(cast.dan).get("/lardomar/ny/", {word: value}).status_code == 404


def test_the_ways_to_catch_a_lesson_stand_where_lessons_arise(cast, sign_in, held):
    lab = homework.lab(cast)
    task = homework.homework(lab)
    answer = homework.handin(task, cast, "dan")
    Debrief.objects.create(
        session=held,
        person_id=cast.dan.person,
        organisation_id=cast.dan.organisation,
        next="Ring först.",
        could_be_lesson=True,
        written=clock.now(),
    )
    done = rows.activity(cast, "Klart", stage="closed")
    browser = sign_in(cast.dan)
    at = f"/aktiviteter/{held.activity_id}/program/traffar/{held.pk}/"
    assert f"/lardomar/ny/?traff={held.pk}" in text(browser.get(at))
    assert "/lardomar/ny/?efterat=" in text(browser.get(f"{at}efterat/alla/"))
    assert f"/lardomar/ny/?uppgift={answer.pk}" in text(browser.get(f"/aktiviteter/{lab.pk}/hemuppgifter/{task.pk}/svar/{answer.pk}/"))
    assert f"/lardomar/ny/?aktivitet={done.pk}" in text(browser.get(f"/aktiviteter/{done.pk}/resultat/"))
    assert 'href="/lardomar/ny/"' in text(browser.get("/min-sida/"))
    assert "/lardomar/ny/" not in text(sign_in(cast.gustav).get(at)), "who does not take part catches none here"


def test_an_answer_after_a_session_is_two_taps_and_then_leads_to_the_lesson(cast, sign_in, held):
    debrief = Debrief.objects.create(
        session=held,
        person_id=cast.dan.person,
        organisation_id=cast.dan.organisation,
        next="Ring först.",
        could_be_lesson=True,
        written=clock.now(),
    )
    browser = sign_in(cast.dan)
    page = browser.get("/lardomar/ny/", {"efterat": debrief.pk})
    assert page.context["form"]["sentence"].value() == "Ring först."
    browser.post(f"/lardomar/ny/?efterat={debrief.pk}", {"sentence": "Ring först.", "deed": "draft"})
    made = Lesson.objects.get()
    assert (made.debrief_id, made.origin) == (debrief.pk, "debrief")
    assert browser.get("/lardomar/ny/", {"efterat": debrief.pk}).url == f"/lardomar/{made.pk}/"
    again = browser.post(f"/lardomar/ny/?efterat={debrief.pk}", {"sentence": "Ring en gång till.", "deed": "draft"})
    assert again.status_code == 422
    assert "Ring en gång till." in text(again)
    assert Lesson.objects.count() == 1


def test_a_published_lesson_is_read_without_signing_in_and_names_nobody(cast, client):
    id = lesson(cast.stina)
    page = text(client.get(f"/lardomar/{id}/"))
    assert "Region Kalmar län" in page
    assert cast.stina.name not in page
    assert "Logga in för att ta hem lärdomen" in page
    assert client.get("/lardomar/").status_code == 302


def test_get_changes_nothing_and_a_press_opens_it(cast, sign_in):
    id = lesson(cast.stina, state=State.DRAFT)
    browser = sign_in(cast.majken)
    for path in ("dela", "foraldrad", "kasta", "for-samman", "andra"):
        assert browser.get(f"/lardomar/{id}/{path}/").status_code == 200
    assert Lesson.objects.get().state == "draft"
    assert browser.get(f"/lardomar/{id}/galler-igen/").status_code == 405
    browser.post(f"/lardomar/{id}/dela/", {"deed": "share"})
    assert Lesson.objects.get().state == "shared"


def test_two_windows_the_second_keeps_its_words_and_sees_the_others(cast, sign_in):
    id = lesson(cast.stina)
    browser = sign_in(cast.stina)
    writing.change(cast.majken, id, LessonText(sentence="Majkens ord."), revision=1)
    answer = browser.post(f"/lardomar/{id}/andra/", {"sentence": "Stinas ord.", "revision": "1", "contact": ""})
    assert answer.status_code == 409
    assert "Stinas ord." in text(answer)
    assert "Majkens ord." in text(answer)
    assert browser.post(f"/lardomar/{id}/andra/", {"sentence": "Stinas ord.", "revision": "2", "contact": ""}).status_code == 302
    assert Lesson.objects.get().sentence == "Stinas ord."


def test_the_own_organisation_is_told_why_it_cannot_review(cast, sign_in):
    id = lesson(cast.stina)
    answer = sign_in(cast.majken).get(f"/lardomar/{id}/granska/")
    assert answer.status_code == 403
    assert "någon utanför Region Kalmar län" in text(answer)
    done = sign_in(cast.dan).post(f"/lardomar/{id}/granska/", {"answer": "not", "note": "", "revision": "1"})
    assert done.status_code == 422
    assert "Skriv vad som behöver ses över." in text(done)


def test_two_are_merged_by_choosing_one_of_those_alike(cast, sign_in):
    one, other = lesson(cast.stina, "Fråga mottagaren innan rådet skrivs."), lesson(cast.stina, "Fråga mottagaren om rådet innan.")
    browser = sign_in(cast.stina)
    page = browser.get(f"/lardomar/{one}/for-samman/")
    assert f'value="{other}"' in text(page)
    for wrong in ("", "x", "9" * 30, str(one)):
        assert browser.post(f"/lardomar/{one}/for-samman/", {"into": wrong, "revision": "1"}).status_code == 422
    assert browser.post(f"/lardomar/{one}/for-samman/", {"into": other, "revision": "1"}).url == f"/lardomar/{other}/"
    assert f'href="/lardomar/{other}/"' in text(browser.get(f"/lardomar/{one}/"))


def test_what_is_written_shows_what_is_alike_and_nothing_of_others_drafts(cast, sign_in):
    lesson(cast.stina, "Återkoppla till mottagaren HEMLIGT.", state=State.DRAFT)
    id = lesson(cast.stina, "Återkoppla till mottagaren inom en vecka.")
    answer = sign_in(cast.dan).post("/lardomar/liknande/", {"sentence": "återkoppla till mottagaren"})
    assert re.findall(r"/lardomar/(\d+)/", text(answer)) == [str(id)]
    assert "HEMLIGT" not in text(answer)
    for hostile in ("", "\x00", "x" * 100_000, "%_!'\"<script>"):
        assert sign_in(cast.dan).post("/lardomar/liknande/", {"sentence": hostile}).status_code == 200


@pytest.mark.parametrize(
    "query", ["?page=999999999999", "?tema=x&aktivitet=-1&slag=?", "?q=%00%25_", "?lage=allt&vilkas=vara", "?q=" + "å" * 3000]
)
def test_whatever_the_address_asks_the_list_answers(cast, sign_in, query):
    lesson(cast.stina)
    assert sign_in(cast.dan).get("/lardomar/" + query).status_code == 200


def test_the_list_says_how_many_have_it_and_how_far_the_furthest_is(cast, sign_in):
    home(cast.dan, lesson(cast.stina))
    assert "1 organisation har tagit hem den" in text(sign_in(cast.siv).get("/lardomar/"))


def test_a_draft_waits_on_my_page_and_leads_to_the_lesson(cast, sign_in):
    id = lesson(cast.stina, state=State.DRAFT)
    Lesson.objects.update(changed=clock.now().replace(day=1))
    page = text(sign_in(cast.stina).get("/min-sida/"))
    assert f'href="/lardomar/{id}/"' in page
    assert "Dela eller kasta" in page


def test_the_site_search_finds_lessons_that_the_viewer_sees(cast, sign_in, client, follow):
    lesson(cast.stina, "Vattnet kräver tidiga samtal.", state=State.DRAFT)
    id = lesson(cast.stina, "Vattnet når längre än väntat.")
    follow()
    for browser in (sign_in(cast.dan), client):
        page = text(browser.get("/arkiv/", {"q": "vattnet"}))
        assert re.findall(r'href="/lardomar/(\d+)/"', page) == [str(id)]
