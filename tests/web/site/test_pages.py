"""The pages that every visitor meets, and those that machines read."""

from datetime import datetime

import pytest
from django.conf import settings as live
from django.test import Client

from samlar.foundation import outbox
from samlar.people.models import Person
from samlar.web.site.about import cookies

PUBLIC = ("/", "/om/", "/om/tillganglighet/", "/om/personuppgifter-och-kakor/", "/arkiv/", "/arkiv/?q=region", "/logga-in/", "/logga-in/fa-konto/")


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_visitor_reads_every_public_page_in_both_languages(cast, client, path, language):
    client.cookies[live.LANGUAGE_COOKIE_NAME] = language
    page = client.get(path)
    assert page.status_code == 200
    text = page.content.decode()
    assert f'<html lang="{language}"' in text
    assert text.count("<h1") == 1
    assert " style=" not in text


def test_the_csp_lets_no_inline_script_or_style_in_and_nothing_from_elsewhere(cast, client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_pages_name_every_cookie_that_is_set(cast, client, sign_in, settings):
    named = {cookie.name for cookie in cookies()}
    browser = sign_in(cast.stina)
    browser.post("/sprak/", {"language": "en", "next": "/"})
    for path in (*PUBLIC, "/min-sida/", "/mitt-konto/nycklar/"):
        browser.get(path)
        client.get(path)
    assert set(browser.cookies) | set(client.cookies) == named
    page = client.get("/om/personuppgifter-och-kakor/").content.decode()
    for cookie in cookies():
        assert cookie.name in page
    assert [cookie.days for cookie in cookies()] == [30, 365, 365]


def test_the_start_page_costs_the_same_whoever_looks(cast, client, sign_in, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get("/")
    browser = sign_in(cast.stina)
    with django_assert_max_num_queries(32):
        browser.get("/")


class TestLanguage:
    def test_a_visitors_choice_is_kept_in_a_cookie_and_leads_back(self, db, client):
        answer = client.post("/sprak/", {"language": "en", "next": "/om/?a=1"})
        assert answer.url == "/om/?a=1"
        assert client.get("/om/").headers["Content-Language"] == "en"

    def test_a_persons_choice_is_the_persons_everywhere(self, cast, sign_in):
        sign_in(cast.stina).post("/sprak/", {"language": "en", "next": "/"})
        assert Person.objects.get(pk=cast.stina.person).language == "en"
        assert sign_in(cast.stina).get("/om/").headers["Content-Language"] == "en"

    @pytest.mark.parametrize("elsewhere", ["//elsewhere.test/", "https://elsewhere.test/", "/\\elsewhere.test", "javascript:alert(1)", "om/", ""])
    def test_it_leads_nowhere_else(self, db, client, elsewhere):
        assert client.post("/sprak/", {"language": "en", "next": elsewhere}).url == "/"

    @pytest.mark.parametrize("language", ["", "fi", "<b>", "sv\x00"])
    def test_an_unknown_language_changes_nothing(self, db, client, language):
        client.post("/sprak/", {"language": language, "next": "/om/"})
        assert live.LANGUAGE_COOKIE_NAME not in client.cookies

    def test_a_link_changes_nothing(self, db, client):
        client.get("/sprak/?language=en")
        assert live.LANGUAGE_COOKIE_NAME not in client.cookies


class TestReportingAnObstacle:
    def test_a_report_becomes_a_letter_to_those_who_run_the_site(self, db, client, settings):
        settings.SITE_CONTACT = "drift@samlar.test"
        answer = client.post("/om/tillganglighet/", {"what": "Knappen läses inte upp", "where": "/ideer/", "reply_to": ""}, follow=True)
        assert "Tack!" in answer.content.decode()
        letter = outbox.recent(limit=1)[0]
        assert letter["to"] == "drift@samlar.test"
        assert letter["values"] == {"what": "Knappen läses inte upp", "where": "/ideer/", "reply_to": ""}

    @pytest.mark.parametrize("wrong", [{"what": ""}, {"what": "x" * 2001}, {"what": "a\x00b"}, {"what": "ja", "reply_to": "ingen adress"}])
    def test_a_wrong_report_is_refused_and_nothing_typed_is_lost(self, db, client, wrong):
        answer = client.post("/om/tillganglighet/", {"where": "Sidan om idéer", **wrong})
        assert answer.status_code == 200
        assert "Sidan om idéer" in answer.content.decode()
        assert answer.context["form"].errors
        assert outbox.count() == 0

    def test_the_sixth_report_within_an_hour_is_refused_with_another_way(self, db, settings):
        settings.SITE_CONTACT = "drift@samlar.test"
        answers = [Client().post("/om/tillganglighet/", {"what": f"Hinder {n}"}) for n in range(6)]
        assert [answer.status_code for answer in answers] == [302] * 5 + [200]
        assert "skriv till drift@samlar.test" in answers[-1].content.decode()
        assert "Hinder 5" in answers[-1].content.decode()
        assert outbox.count() == 5


class TestForMachines:
    def test_a_sample_world_asks_not_to_be_found_and_production_hides_only_what_is_private(self, db, client, settings):
        assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
        settings.DEMO = False
        lines = client.get("/robots.txt").content.decode().split("\n")
        assert "Disallow: /min-sida/" in lines
        assert "Disallow: /" not in lines

    def test_what_a_search_finds_is_left_alone_and_each_open_thing_is_not(self, db, client, settings):
        settings.DEMO = False
        lines = client.get("/robots.txt").content.decode().split("\n")
        closed = tuple(line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: "))
        assert all(path.startswith(closed) for path in ("/arkiv/?q=vatten", "/arkiv/?slag=lardom&ar=2026", "/arkiv/sokflode/?q=vatten"))
        assert not any(path.startswith(closed) for path in ("/", "/arkiv/", "/arkiv/12/", "/arkiv/flode/", "/lardomar/3/", "/exempel/", "/a/7"))

    def test_weaknesses_have_an_address_that_has_not_expired(self, db, client, settings):
        settings.SITE_CONTACT = "drift@samlar.test"
        fields = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().strip().split("\n"))
        assert fields["Contact"] == "mailto:drift@samlar.test"
        assert fields["Canonical"] == "http://127.0.0.1:8000/.well-known/security.txt"
        assert datetime.fromisoformat(fields["Expires"]) > datetime.fromisoformat(settings.SAMLAR_NOW)

    def test_the_icon_is_found_by_whoever_guesses(self, db, client):
        assert client.get("/favicon.ico").url == "/static/samlar/favicon-32.png"

    def test_the_health_check_asks_the_database(self, db, client, django_assert_num_queries):
        with django_assert_num_queries(1):
            answer = client.get("/halsa")
        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert client.post("/halsa").status_code == 405
