"""The pages of examples and themes: a name and a place, nothing typed is lost, pictures that cannot run, never a 500 (F1, G2)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samlar.lessons.actions import examples, pictures
from samlar.lessons.models import ExamplePicture, Lesson
from samlar.lessons.queries.examples import parts
from samlar.lessons.rules.examples import ExampleText
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.words import Reach, State
from samlar.library.actions import themes as theme_actions
from samlar.library.models import Theme
from tests.foundation.making_pictures import from_a_phone, picture
from tests.lessons.making import home, lesson

pytestmark = pytest.mark.django_db
WHOLE = {
    "sentence": "Statistik i kallelsen", "place": "Falun", "problem": "Portalen hade elva besök.", "done": "Tre tal i kallelsen.",
    "result": "Nio frågor.", "cost": "Två timmar", "time": "En månad", "hard": "Att ta bort.", "adapt": "Fråga ordföranden.",
    "link_1": "https://exempel.test/kod", "link_name_1": "Koden", "link_kind_1": "code", "failed": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path


def text(answer):
    return answer.content.decode()


def example(actor, name="Statistik i kallelsen", *, state=State.PUBLISHED, **told):
    return examples.write(actor, ExampleText(lesson=LessonText(sentence=name), place="Falun", **told), state=state)


def sent(data, name="bild.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, data, kind)


def test_a_name_and_a_place_are_all_that_is_asked_for(cast, sign_in):
    browser = sign_in(cast.stina)
    page = browser.get("/exempel/nytt/")
    assert [name for name, field in page.context["form"].fields.items() if field.required] == ["sentence", "place"]
    answer = browser.post("/exempel/nytt/", {"sentence": "Statistik i kallelsen", "place": "Falun", "deed": "draft"}, follow=True)
    made = Lesson.objects.get()
    assert (answer.redirect_chain[-1][0], made.state, made.kind) == (f"/lardomar/{made.pk}/", "draft", "example")
    assert "Falun" in text(answer)


def test_all_that_is_told_is_read_by_visitors_once_it_is_published(cast, sign_in, client):
    browser = sign_in(cast.stina)
    browser.post("/exempel/nytt/", WHOLE | {"deed": "share"})
    made = Lesson.objects.get()
    assert client.get(f"/lardomar/{made.pk}/").status_code == 404
    browser.post(f"/lardomar/{made.pk}/dela/", {"deed": "publish"})
    page = text(client.get(f"/lardomar/{made.pk}/"))
    for said in WHOLE.values():
        assert said in page or said in ("code", "on"), said
    assert "gick inte som tänkt" in page
    assert "Stina" not in page
    listed = text(client.get("/exempel/"))
    assert "Statistik i kallelsen" in listed
    assert "Nio frågor." in listed


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sentence": ""}, "sentence"),
        ({"place": ""}, "place"),
        ({"sentence": "x" * 100_000}, "sentence"),
        ({"result": "å" * 2001}, "result"),
        ({"hard": "före\x00efter"}, "hard"),
        ({"day": "2999-01-01"}, "day"),
        ({"contact": "9" * 30}, "contact"),
        ({"themes": ["9" * 30]}, "themes"),
        ({"link_2": "javascript:alert(1)"}, "link_2"),
        ({"link_3": "", "link_name_3": "Namn"}, "link_3"),
        ({"link_kind_1": "virus"}, "link_kind_1"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(cast, sign_in, wrong, field):
    answer = sign_in(cast.stina).post("/exempel/nytt/", WHOLE | wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert "Två timmar" in text(answer)
    assert not Lesson.objects.exists()


def test_of_two_windows_the_second_keeps_its_words_and_sees_the_others(cast, sign_in):
    made = example(cast.stina)
    browser = sign_in(cast.stina)
    first = browser.get(f"/lardomar/{made}/exempel/").context["form"].initial["revision"]
    sign_in(cast.majken).post(f"/lardomar/{made}/exempel/", WHOLE | {"result": "Majkens ord", "revision": first})
    answer = browser.post(f"/lardomar/{made}/exempel/", WHOLE | {"result": "Stinas ord", "revision": first})
    assert answer.status_code == 409
    assert "Majkens ord" in text(answer)
    assert "Stinas ord" in text(answer)
    assert parts(made).result == "Majkens ord"
    again = browser.post(f"/lardomar/{made}/exempel/", WHOLE | {"result": "Stinas ord", "revision": first + 1})
    assert again.status_code == 302
    assert parts(made).result == "Stinas ord"


def test_an_example_is_changed_on_its_own_page_and_others_may_not(cast, sign_in):
    made = example(cast.stina)
    assert sign_in(cast.stina).get(f"/lardomar/{made}/andra/").url == f"/lardomar/{made}/exempel/"
    assert sign_in(cast.dan).get(f"/lardomar/{made}/exempel/").status_code == 403
    assert sign_in(cast.dan).get(f"/lardomar/{made}/bilder/").status_code == 403
    assert sign_in(cast.stina).get(f"/lardomar/{lesson(cast.stina)}/exempel/").status_code == 404
    assert sign_in(cast.dan).get(f"/lardomar/{example(cast.stina, 'Utkast', state=State.DRAFT)}/exempel/").status_code == 404


def test_the_filters_answer_whatever_is_asked(cast, sign_in, client):
    example(cast.stina)
    home(cast.dan, Lesson.objects.get().pk, reach=Reach.PUBLIC)
    for asked in ("tema", "organisation", "ar", "page"):
        for value in ("-1", "1" + "0" * 30, "\x00", "åäö", "²", "9" * 5000, "0", ""):
            assert client.get("/exempel/", {asked: value}).status_code == 200, (asked, value[:20])
    assert "Statistik" in text(client.get("/exempel/", {"organisation": cast.dan.organisation}))
    assert "Inget exempel passar" in text(client.get("/exempel/", {"organisation": cast.gun.organisation}))


# — pictures —


def test_a_picture_is_added_shown_described_and_removed(cast, sign_in, client):
    made = example(cast.stina)
    browser = sign_in(cast.stina)
    answer = browser.post(f"/lardomar/{made}/bilder/", {"picture": sent(from_a_phone()), "shows": "En skog i snö."}, follow=True)
    assert "Bilden är tillagd." in text(answer)
    one = ExamplePicture.objects.get()
    page = text(client.get(f"/lardomar/{made}/"))
    assert re.search(rf'<img src="/lardomar/{made}/bilder/{one.pk}/" width="40" height="60" alt="En skog i snö."', page)
    browser.post(f"/lardomar/{made}/bilder/{one.pk}/andra/", {"deed": "describe", "shows": "En skog i regn."})
    assert 'alt="En skog i regn."' in text(client.get(f"/lardomar/{made}/"))
    browser.post(f"/lardomar/{made}/bilder/{one.pk}/andra/", {"deed": "remove"})
    assert client.get(f"/lardomar/{made}/bilder/{one.pk}/").status_code == 404
    assert browser.post(f"/lardomar/{made}/bilder/{one.pk}/andra/", {"deed": "remove"}).status_code == 404


def test_nothing_in_a_picture_can_run_and_it_is_asked_for_once(cast, client):
    made = example(cast.stina)
    one = pictures.add(cast.stina, made, picture(), shows="En skog.")
    answer = client.get(f"/lardomar/{made}/bilder/{one}/")
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (200, "image/webp", "nosniff")
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    again = client.get(f"/lardomar/{made}/bilder/{one}/", headers={"if-none-match": f'W/"x", {answer["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(f"/lardomar/{made}/bilder/{one}/").status_code in (302, 405)


@pytest.mark.parametrize("who", ["dan", "nils"])
def test_a_drafts_picture_is_seen_by_its_own_organisation_only(cast, sign_in, client, who):
    made = example(cast.stina, state=State.DRAFT)
    one = pictures.add(cast.stina, made, picture(), shows="En skog.")
    assert sign_in(cast.majken).get(f"/lardomar/{made}/bilder/{one}/").status_code == 200
    assert sign_in(getattr(cast, who)).get(f"/lardomar/{made}/bilder/{one}/").status_code == 404
    assert client.get(f"/lardomar/{made}/bilder/{one}/").status_code == 404


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"shows": "Ord"}, "picture"),
        ({"picture": b"", "shows": "Ord"}, "picture"),
        ({"picture": b"<svg onload='alert(1)'/>", "shows": "Ord"}, "picture"),
        ({"picture": b"<html>", "shows": "Ord"}, "picture"),
        ({"picture": picture(size=(900, 900))[:2000], "shows": "Ord"}, "picture"),
        ({"picture": picture(), "shows": ""}, "shows"),
        ({"picture": picture(), "shows": "x" * 100_000}, "shows"),
    ],
    ids=["no picture", "an empty file", "svg", "html", "half a picture", "no words", "too many words"],
)
def test_a_bad_picture_is_refused_by_its_field(cast, sign_in, given, field):
    made = example(cast.stina)
    data = {name: sent(value) if isinstance(value, bytes) else value for name, value in given.items()}
    answer = sign_in(cast.stina).post(f"/lardomar/{made}/bilder/", data)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not ExamplePicture.objects.exists()


def test_words_that_do_not_do_are_told_beside_the_picture_and_kept(cast, sign_in):
    made = example(cast.stina)
    one = pictures.add(cast.stina, made, picture(), shows="En skog.")
    answer = sign_in(cast.stina).post(f"/lardomar/{made}/bilder/{one}/andra/", {"deed": "describe", "shows": "å" * 201})
    assert answer.status_code == 422
    assert "å" * 201 in text(answer)
    assert "Högst 200 får plats." in text(answer)
    assert ExamplePicture.objects.get().shows == "En skog."


# — themes —


def test_themes_are_open_to_read_with_what_is_published(cast, client):
    made = theme_actions.add(cast.stina, name_sv="Klimat", about="Väder i längden.")
    lesson(cast.stina, "Publicerad lärdom", themes=(made,))
    lesson(cast.stina, "Utkast om klimat", state=State.DRAFT, themes=(made,))
    page = text(client.get("/teman/"))
    assert "Klimat" in page
    assert "Väder i längden." in page
    assert "1 lärdom<" in page
    assert "Lägg till ett tema" not in page
    assert "Ändra" not in page


def test_any_member_adds_a_theme_and_the_mandate_puts_them_in_order(cast, sign_in):
    member, holder = sign_in(cast.stina), sign_in(cast.sanna)
    member.post("/teman/nytt/", {"name_sv": "Klimat", "name_en": "Climate"})
    member.post("/teman/nytt/", {"name_sv": "Väder"})
    climate, weather = (Theme.objects.get(name_sv=name).pk for name in ("Klimat", "Väder"))
    for path in (f"/teman/{weather}/", f"/teman/{weather}/for-samman/", f"/teman/{weather}/andra/"):
        assert member.post(path, {"into": climate, "name_sv": "x", "name_en": "x", "deed": "retire"}).status_code == 403, path
    holder.post(f"/teman/{climate}/", {"name_sv": "Klimat och väder", "name_en": "Climate", "about": "Allt."})
    holder.post(f"/teman/{weather}/for-samman/", {"into": climate})
    assert list(Theme.objects.filter(retired=None).values_list("name_sv", flat=True)) == ["Klimat och väder"]
    assert "Klimat och väder" in text(holder.get("/teman/"))
    holder.post(f"/teman/{climate}/andra/", {"deed": "retire"})
    holder.post(f"/teman/{climate}/andra/", {"deed": "offer"})
    assert Theme.objects.get(id=climate).retired is None


@pytest.mark.parametrize(
    ("path", "given", "field"),
    [
        ("/teman/nytt/", {"name_sv": "KLIMAT"}, "name_sv"),
        ("/teman/nytt/", {"name_sv": ""}, "name_sv"),
        ("/teman/nytt/", {"name_sv": "x" * 100_000}, "name_sv"),
        ("/teman/nytt/", {"name_sv": "a\x00b"}, "name_sv"),
        ("/teman/{one}/", {"name_sv": "Väder", "name_en": ""}, "name_en"),
        ("/teman/{one}/for-samman/", {"into": "{one}"}, "into"),
        ("/teman/{one}/for-samman/", {"into": "9" * 30}, "into"),
        ("/teman/{one}/for-samman/", {"into": ""}, "into"),
    ],
)
def test_what_does_not_do_for_a_theme_stands_at_its_field(cast, sign_in, path, given, field):
    one = theme_actions.add(cast.stina, name_sv="Klimat")
    answer = sign_in(cast.klara).post(path.format(one=one), {name: value.format(one=one) for name, value in given.items()})
    assert answer.status_code == 422
    form = answer.context["merging"] if "samman" in path else answer.context["form"]
    assert set(form.errors) == {field}
    assert Theme.objects.get().retired is None


def test_a_theme_that_is_not_there_is_not_there(cast, sign_in):
    for key in ("0", "9" * 30):
        assert sign_in(cast.klara).get(f"/teman/{key}/").status_code == 404
        assert sign_in(cast.klara).post(f"/teman/{key}/andra/", {"deed": "retire"}).status_code == 404
