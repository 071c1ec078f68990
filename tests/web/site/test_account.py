"""Signing in by code, with the library's own flow under our pages."""

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from samlar.foundation import audit, clock, outbox
from samlar.people.models import Person

PAGES = (
    "/logga-in/", "/logga-in/kod/", "/logga-in/nyckel/", "/logga-in/fa-konto/", "/logga-in/avslutat/", "/logga-ut/",
    "/mitt-konto/nycklar/", "/mitt-konto/nycklar/ny/", "/mitt-konto/nycklar/1/namn/", "/mitt-konto/nycklar/1/ta-bort/",
    "/mitt-konto/nycklar/99999999999999999999999/ta-bort/",
)  # fmt: skip
KEY = {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "clientExtensionResults": {}}
LOGIN = {"clientDataJSON": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA"}
RUBBISH = (
    {}, {"email": ""}, {"email": "ingen adress"}, {"email": "a\x00@b.test"}, {"email": "x" * 10_000}, {"code": "å" * 50}, {"code": "\x00"},
    {"action": "resend"}, {"action": "<script>"}, {"name": ""}, {"name": "x" * 10_000, "credential": "{}"}, {"credential": "no json"},
    {"credential": "[" * 100_000}, {"credential": "[]"}, {"credential": "1"}, {"credential": '{"response": 1}'},
    {"credential": json.dumps({**KEY, "response": None})}, {"credential": json.dumps({**KEY, "response": LOGIN})},
    {"credential": json.dumps({**KEY, "response": {**LOGIN, "userHandle": "enp6enp6enp6enp6eg"}})}, {"next": "//elsewhere.test/"},
    {"credential": json.dumps({**KEY, "response": {"clientDataJSON": "AAAA", "attestationObject": "oA"}}), "name": "Min"},
)  # fmt: skip


def test_a_person_signs_in_with_the_code_in_the_letter(cast, browser, ask_for_code, last_code):
    assert ask_for_code(cast.stina.email).url == "/logga-in/kod/"
    assert outbox.recent(limit=1)[0]["to"] == cast.stina.email
    assert browser.post("/logga-in/kod/", {"code": last_code()}).url == reverse("my_page")
    assert browser.get("/").context["actor"].person == cast.stina.person


def test_the_address_is_read_without_regard_to_capitals_and_spaces(cast, browser, ask_for_code, last_code):
    ask_for_code(f"  {cast.stina.email.upper()} ")
    assert outbox.recent(limit=1)[0]["to"] == cast.stina.email
    assert browser.post("/logga-in/kod/", {"code": last_code().replace("-", " ")}).url == reverse("my_page")


def test_after_signing_in_one_comes_to_the_page_one_wanted(cast, browser, last_code):
    asked = browser.post("/logga-in/?next=/aktiviteter/", {"email": cast.stina.email, "next": "/aktiviteter/"})
    assert browser.post(asked.url, {"code": last_code(), "next": "/aktiviteter/"}).url == "/aktiviteter/"


@pytest.mark.parametrize(
    "elsewhere", ["//elsewhere.test/", "https://elsewhere.test/", "javascript:alert(1)", "/\\elsewhere.test", "min-sida"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(cast, browser, ask_for_code, last_code, elsewhere):
    ask_for_code(cast.stina.email, next=elsewhere)
    assert browser.post("/logga-in/kod/", {"code": last_code(), "next": elsewhere}).url == reverse("my_page")


def test_an_unknown_address_gets_the_same_answer_and_a_letter_that_says_how_to_be_added(cast, ask_for_code):
    told = []
    for email in (cast.stina.email, "ingen.alls@okand.test"):
        page = Client().post("/logga-in/", {"email": email}, follow=True)
        words = page.content.decode().replace(email, "…")
        told.append((page.redirect_chain, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)))
    assert told[0] == told[1]
    letter = outbox.recent(limit=1)[0]
    assert (letter["to"], letter["name"]) == ("ingen.alls@okand.test", "sign_in_unknown")


def test_an_unknown_address_gets_one_letter_a_day_however_often_it_is_typed(cast, ask_for_code):
    for _ in range(3):
        Client().post("/logga-in/", {"email": "ingen.alls@okand.test"})
    assert outbox.count(to="ingen.alls@okand.test") == 1


def test_an_ended_account_is_treated_as_an_unknown_address(cast, ask_for_code):
    Person.objects.filter(pk=cast.stina.person).update(is_active=False)
    ask_for_code("stina@region-kalmar-lan.test")
    assert outbox.recent(limit=1)[0]["name"] == "sign_in_unknown"


def test_the_fourth_code_within_a_minute_is_refused_by_whichever_process_answers(cast, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "samlar_cache"}}
    call_command("createcachetable", verbosity=0)
    cache.clear()
    answers = [Client().post("/logga-in/", {"email": cast.stina.email}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "För många försök" in answers[-1].content.decode()
    assert outbox.count(to=cast.stina.email) == 3


def test_five_wrong_codes_end_the_attempt(cast, browser, ask_for_code, last_code):
    ask_for_code(cast.stina.email)
    answers = [browser.post("/logga-in/kod/", {"code": "0000-0000"}) for _ in range(5)]
    assert "Koden stämmer inte" in answers[0].content.decode()
    assert answers[-1].url == "/logga-in/"
    assert browser.post("/logga-in/kod/", {"code": last_code()}).url == "/logga-in/"


def test_a_new_code_can_be_asked_for_and_the_old_one_is_void(cast, browser, ask_for_code, last_code):
    ask_for_code(cast.stina.email)
    first = last_code()
    browser.post("/logga-in/kod/", {"action": "resend"})
    assert outbox.count(to=cast.stina.email) == 2
    if first != last_code():
        assert browser.post("/logga-in/kod/", {"code": first}).status_code == 200
    assert browser.post("/logga-in/kod/", {"code": last_code()}).url == reverse("my_page")


def test_one_can_go_back_and_type_another_address(cast, browser, ask_for_code):
    ask_for_code("fel@adress.test")
    assert browser.get("/logga-in/").url == "/logga-in/kod/"
    assert browser.post("/logga-ut/", {"next": "/logga-in/"}).url == "/logga-in/"
    assert browser.get("/logga-in/").status_code == 200


def test_signing_in_gives_a_new_session_and_an_entry_without_address(cast, browser, ask_for_code, last_code):
    ask_for_code(cast.stina.email)
    before = browser.session.session_key
    browser.post("/logga-in/kod/", {"code": last_code()})
    assert browser.session.session_key != before
    entry = audit.trail("person", cast.stina.person)[0]
    assert entry["verb"] == "person.signed_in"
    assert "@" not in json.dumps(entry, default=str)


def test_signing_out_takes_a_press_of_a_button(cast, sign_in):
    browser = sign_in(cast.stina)
    assert browser.get("/logga-ut/").status_code == 200
    assert browser.get(reverse("my_page")).status_code == 200
    assert browser.post("/logga-ut/").url == "/"
    assert browser.get("/").context["actor"].signed_in is False


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["visitor", "stina", "nils"])
def test_rubbish_never_breaks_a_page_of_the_account(cast, sign_in, visitor, address, who):
    browser = sign_in(visitor if who == "visitor" else getattr(cast, who))
    browser.get("/logga-in/nyckel/", headers={"accept": "application/json"})
    assert browser.get(address).status_code < 500
    assert browser.get(address, headers={"accept": "application/json"}).status_code < 500
    for rubbish in RUBBISH:
        cache.clear()
        assert browser.post(address, rubbish).status_code < 500, rubbish
        assert browser.post(address, rubbish, headers={"accept": "application/json"}).status_code < 500, rubbish


@pytest.mark.parametrize(
    "name",
    [
        "account_email", "account_change_password", "account_set_password", "account_reset_password", "account_reauthenticate",
        "mfa_authenticate", "mfa_view_recovery_codes", "account_email_verification_sent", "mfa_reauthenticate_webauthn",
    ],
)  # fmt: skip
def test_the_librarys_other_pages_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/", "/password/reset/", "/login/", "/signup/", "/email/"])
def test_the_librarys_stock_addresses_are_not_found(db, client, address):
    assert client.get(address).status_code == 404


def test_keys_are_changed_only_soon_after_signing_in(cast, browser, ask_for_code, last_code):
    ask_for_code(cast.stina.email)
    browser.post("/logga-in/kod/", {"code": last_code()})
    assert "Lägg till nyckeln" in browser.get("/mitt-konto/nycklar/ny/").content.decode()
    with clock.at(clock.now() + timedelta(minutes=31)):
        later = browser.get("/mitt-konto/nycklar/ny/").content.decode()
        assert "Logga in på nytt först" in later
        assert browser.post("/mitt-konto/nycklar/1/ta-bort/").status_code == 403


def test_the_pages_of_the_account_hold_nothing_inline(cast, browser, sign_in, ask_for_code):
    first = browser.get("/logga-in/")
    ask_for_code("a@b.test")
    for page in (first, browser.get("/logga-in/kod/"), sign_in(cast.stina).get("/mitt-konto/nycklar/")):
        text = page.content.decode()
        assert " style=" not in text
        assert " onclick=" not in text
        assert "<script>" not in text
