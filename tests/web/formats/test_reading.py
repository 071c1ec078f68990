"""Formats as people read them."""

import pytest
from django.utils.html import escape

from samlar.catalogue import actions, queries
from samlar.catalogue.rules import draft as texts
from samlar.formats.builtin import builtin_formats
from samlar.web.formats.reading import read
from tests.catalogue.examples import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_version(cast) -> int:
    """Version 2 of the test room: seven organisations, one rule gone, a wish fulfilled."""
    wish = actions.write_wish(cast.dan, queries.latest("provrum").version_id, text="Låt sju vara med.")
    draft = actions.start_version(cast.klara, queries.latest("provrum").version_id)

    def change(tables):
        rules = [
            rule | {"max": 7} if rule["id"] == "participants.count" else rule for rule in tables["rules"] if rule["id"] != "plan.indicators"
        ]
        return texts.with_words(tables, "", {"rules": rules})

    actions.change_draft(cast.klara, draft, change)
    actions.take_wish(cast.klara, wish, draft_id=draft)
    revision = queries.draft(cast.klara, draft).revision
    actions.submit(cast.klara, draft, why="Fler vill vara med.", revision=revision)
    actions.publish(cast.klara, draft, revision=queries.draft(cast.klara, draft).revision)
    return wish


@pytest.mark.parametrize("format_id", list(builtin_formats()))
def test_a_format_says_all_its_rules_with_their_sources(sign_in, visitor, format_id):
    text = sign_in(visitor).get(f"/format/{format_id}/").content.decode()
    definition = builtin_formats()[format_id]
    told = read(definition)
    rules = told["musts"] + told["shoulds"]
    assert len(rules) == len(definition.rules) > 0
    assert all(escape(rule.says.sv) in text and rule.source for rule in rules)
    for stage in definition.stages:
        assert stage.name.sv in text
    assert text.count("<h1>") == 1


def test_a_format_is_read_in_english(cast, sign_in):
    text = sign_in(cast.erin).get("/format/provrum/").content.decode()
    assert "Two to six organisations take part." in text
    assert "section “Deltagare”" in text


def test_two_versions_are_compared_with_who_why_and_the_wishes_fulfilled(cast, sign_in, second_version):
    text = sign_in(cast.dan).get("/format/provrum/jamfor/").content.decode()
    assert "från version 1 till 2" in text
    assert "Fler vill vara med." in text
    assert "publicerad av Klara Skådespel" in text
    assert "Låt sju vara med." in text
    assert "<del>Planen har tecken eller indikatorer" in text
    back = sign_in(cast.dan).get("/format/provrum/jamfor/?fran=2&till=1").content.decode()
    assert "från version 2 till 1" in back


def test_a_visitor_compares_versions_without_persons_or_wishes(sign_in, visitor, second_version):
    text = sign_in(visitor).get("/format/provrum/jamfor/").content.decode()
    assert "Fler vill vara med." in text
    assert "Klara" not in text
    assert "Låt sju" not in text


@pytest.mark.parametrize("query", ["fran=x&till=y", "fran=99", "till=-1", "fran=²", "till=" + "9" * 40, "fran=1&till=1"])
def test_numbers_that_are_no_versions_are_answered_with_the_newest(sign_in, visitor, query):
    assert sign_in(visitor).get(f"/format/provrum/jamfor/?{query}").status_code == 200


def test_an_older_version_says_that_it_is_older_and_a_wish_where_it_became(cast, sign_in, second_version):
    browser = sign_in(cast.dan)
    assert "Läs den gällande versionen, 2" in browser.get("/format/provrum/1/").content.decode()
    assert "Låt sju vara med." in browser.get("/format/provrum/2/").content.decode()
    assert "Önskemålet togs in i version 2" in browser.get(f"/format/onskemal/{second_version}/").content.decode()


def test_a_published_text_is_taken_away_and_says_the_same(sign_in, visitor):
    answer = sign_in(visitor).get("/format/provrum/1/text.toml")
    assert texts.problems_of(answer.content.decode(), "provrum") == ()
    assert 'filename="provrum-1.toml"' in answer["Content-Disposition"]


def test_a_wish_is_answered_on_the_web(cast, sign_in):
    klara = sign_in(cast.klara)
    address = sign_in(cast.stina).post("/format/provrum/onska/", {"text": "Mer tid."})["Location"]
    assert "Mer tid." in klara.get("/format/").content.decode()
    refused = klara.post(address, {"answer": "decline", "reason": ""})
    assert refused.context["form"].errors["reason"]
    draft = klara.post(address, {"answer": "begin", "reason": ""})["Location"]
    assert "Mer tid." in klara.get(draft).content.decode()
    draft_id = int(draft.rstrip("/").rpartition("/")[2])
    submitted(cast.klara, draft_id)
    assert klara.post(address, {"answer": "decline", "reason": "Nej"}).status_code == 409


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\x00b"])
def test_a_wish_that_cannot_be_kept_is_told_beside_its_field(cast, sign_in, text):
    answer = sign_in(cast.stina).post("/format/provrum/onska/", {"text": text})
    assert answer.status_code == 200
    assert answer.context["form"].errors["text"]
    assert queries.wishes(cast.stina, "provrum") == []


@pytest.mark.parametrize("name", ["", "Provrum", "x" * 61, "utkast", "a\x00b"])
def test_a_name_that_cannot_be_used_is_told_beside_its_field(cast, sign_in, name):
    answer = sign_in(cast.stina).post("/format/nytt/", {"name_sv": name, "name_en": "ENGLISH KEPT"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["name_sv"]
    assert "ENGLISH KEPT" in answer.content.decode()
