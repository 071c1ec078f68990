"""The sample world's own doors: open on this computer alone, and nowhere else."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from samlar.foundation import clock, outbox
from samlar.management.world.cast import CAST
from samlar.people import sign_in as door

PAGES = ("/prova/logga-in", "/prova/post", "/prova/post/1")
FROM_ELSEWHERE = (
    {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "10.0.0.1"}, {"REMOTE_ADDR": ""}, {"REMOTE_ADDR": "unix:"}, {"REMOTE_ADDR": "::ffff:192.0.2.1"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": ""},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.1"}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "192.0.2.1"},
)  # fmt: skip


def put(to: str, n: int = 1) -> None:
    for _ in range(n):
        outbox.put(to=to, language="sv", name="sign_in_code", values={"code": "1234-5678", "until": clock.now().isoformat()})


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("request_from", FROM_ELSEWHERE)
def test_from_elsewhere_there_is_nothing(cast, path, request_from):
    put("a@b.test")
    assert Client(**request_from).get(path).status_code == 404
    assert Client(**request_from).post(reverse("sample_sign_in_as", args=[cast.stina.person])).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_outside_the_sample_world_there_is_nothing(cast, client, settings, path):
    settings.DEMO = False
    assert client.get(path).status_code == 404
    assert client.post(reverse("sample_sign_in_as", args=[cast.stina.person])).status_code == 404


def test_outside_the_sample_world_the_door_itself_refuses(cast, settings, rf):
    settings.DEMO = False
    with pytest.raises(RuntimeError):
        door.enter(rf.post("/"), cast.stina.person)
    with pytest.raises(RuntimeError):
        door.sample_people()


def test_each_of_the_cast_that_has_something_to_tell_is_shown_first_with_a_sentence_and_a_button(cast, client):
    page = client.get("/prova/logga-in")
    told = [part for part in CAST if any(part.tells)]
    assert [row["name"] for row in page.context["first"]] == [part.name for part in told]
    for part in told:
        assert part.tells[0] in page.content.decode()
        assert f"Logga in som {part.name}" in page.content.decode()


def test_one_press_signs_in(cast, client):
    answer = client.post(reverse("sample_sign_in_as", args=[cast.stina.person]))
    assert answer.url == "/min-sida/"
    assert client.get("/").context["actor"].person == cast.stina.person
    assert client.get("/mitt-konto/nycklar/ny/").context["form"]


def test_one_comes_to_the_page_one_wanted_and_nowhere_else(cast, client):
    there = reverse("sample_sign_in_as", args=[cast.stina.person])
    assert client.post(there, {"next": "/ideer/"}).url == "/ideer/"
    assert client.post(there, {"next": "//elsewhere.test/"}).url == "/min-sida/"


def test_others_are_found_by_name_organisation_and_address(cast, client):
    for words in ("sagolik", "Gotland", "gun@region-gotland.test"):
        assert [row["name"] for row in client.get("/prova/logga-in", {"q": words}).context["page"].object_list] == ["Gun Sagolik"]
    assert "Ingen person passar på ”xyzzy”" in client.get("/prova/logga-in", {"q": "xyzzy"}).content.decode()


def test_nobody_who_is_not_there_can_be_signed_in_as(cast, client):
    assert client.post("/prova/logga-in/999999").status_code == 404
    assert client.get(reverse("sample_sign_in_as", args=[cast.stina.person])).status_code == 405


def test_the_newest_letters_come_first_a_page_at_a_time(db, client):
    put("a@b.test", 30)
    first, second = (client.get("/prova/post", {"page": n}).context["letters"] for n in (1, 2))
    assert [len(first), len(second)] == [24, 6]
    ids = [letter["id"] for letter in first + second]
    assert ids == sorted(ids, reverse=True)


def test_letters_are_narrowed_to_one_receiver(db, client):
    put("a@b.test", 2)
    put("c@d.test")
    assert {letter["to"] for letter in client.get("/prova/post", {"till": "C@d.test"}).context["letters"]} == {"c@d.test"}


def test_a_letter_is_read_with_links_that_can_be_followed(cast, client):
    client.post("/logga-in/", {"email": "ingen@okand.test"})
    letter = outbox.recent(limit=1)[0]
    page = client.get(reverse("sample_letter", args=[letter["id"]])).content.decode()
    assert "Du har inget konto i Samlär än" in page
    assert 'href="http://127.0.0.1:8000/logga-in/fa-konto/"' in page
    assert client.get("/prova/post/99999999999").status_code == 404


def test_production_does_not_start_as_a_sample_world(monkeypatch):
    import runpy

    import samlar.settings

    monkeypatch.setenv("SAMLAR_MODE", "production")
    monkeypatch.setenv("SAMLAR_DEMO", "1")
    with pytest.raises(ImproperlyConfigured, match="SAMLAR_DEMO"):
        runpy.run_path(samlar.settings.__file__)
