"""Whatever is typed: an answer, never a 500, and nothing of it becomes markup (G2)."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from samlar.library.models import MissedSearch
from tests.library.archiving import document

pytestmark = pytest.mark.django_db
PLACES = ("/arkiv/", "/arkiv/ordhjalp/", "/arkiv/sokflode/")
TYPED = (
    "å" * 10_000, "ord " * 2_500, '"' * 300, '"', "”“„»«", "och att det som", "och", "\x00", "före\x00efter", "🦊🦊 🐻", "🦊 vatten", '"vatten',
    'vatten" "', "-", "--", "-vatten", "- vatten", '-"vatten och"', '""', '" "', "*", "?", "vat*", "title:vatten", "vatten AND", "(vatten",
    "vatten OR -", "\\", "'; drop table samlar_document; --", "<script>alert(1)</script>", "<mark>vatten</mark>", "%", "_", "\u202evatten",
    "ﬁ", "İ", "ß", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "١٢٣", "vatten:s", "a:b:c", "'", "’", "\u00ad\u00ad",
)  # fmt: skip


@pytest.fixture
def there(cast, follow):
    document(cast.stina, "Vatten och <script>", 'Vatten och "citat" <mark>inte</mark> <script>alert(1)</script>.')
    follow()


@pytest.mark.parametrize("path", PLACES)
def test_hostile_questions_are_answered(there, client, path):
    for typed in TYPED:
        answer = client.get(path, {"q": typed})
        assert answer.status_code == 200, typed[:40]
        said = answer.content.decode()
        assert "<script>alert" not in said
        assert "<mark>inte</mark>" not in said


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=300), rest=st.dictionaries(
    st.sampled_from(["slag", "ar", "format", "tema", "organisation", "alla", "ordning", "page"]), st.lists(st.text(max_size=40), max_size=3)
))  # fmt: skip
@example(typed='"', rest={"page": ["9" * 40], "ar": ["-1", "0", "99999999999"], "tema": ["\x00"], "slag": ["x"] * 3})
@example(typed="vatten", rest={"organisation": ["'", "%", "å" * 30], "format": ["<b>"], "ordning": ["nyast", ""], "alla": ["1"]})
def test_any_question_and_any_filters_are_answered(there, typed, rest):
    browser = Client()
    for path in PLACES:
        assert browser.get(path, {"q": typed, **rest}).status_code == 200
    assert browser.get("/sok/", {"q": typed, **rest}).status_code == 301


def test_a_question_that_is_too_long_is_cut_and_that_is_said(there, client):
    page = client.get("/arkiv/", {"q": "vatten " * 2000}).content.decode()
    assert "Sökningen gäller de första 300 tecknen." in page
    assert "<mark>Vatten</mark> och" in page
    assert page.count(" ".join(["vatten"] * 2000)) == 1  # all of it stands in the field, and nowhere else


@pytest.mark.parametrize("word", ["å" * 10_000, "vatten " * 1_400, "vatten+och+" * 900])
def test_a_long_question_is_not_repeated_in_every_link(there, client, word):
    long, short = (len(client.get("/arkiv/", {"q": typed, "slag": "dokument"}).content) for typed in (word, word[:300]))
    assert long < short + 3 * len(word.encode())


def test_every_link_of_the_page_leads_to_an_answer(there, client):
    page = client.get("/arkiv/", {"q": "vatten", "slag": "dokument"}).content.decode()
    found = set(re.findall(r'href="(/arkiv/(?:\?[^"]*)?)"', page))
    assert len(found) > 3
    for address in found:
        asked = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
        assert client.get("/arkiv/", asked).status_code == 200


def test_only_what_a_person_asked_from_our_own_pages_is_counted_as_missed(there, client):
    def ask(words: str, **headers: str) -> None:
        client.get("/arkiv/", {"q": words}, headers=headers)

    by_hand = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-User": "?1"}
    ask("drönare")
    ask("drönare", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-User": "?1"})
    ask("drönare", **{"Sec-Fetch-Site": "none", "Sec-Fetch-User": "?1"})
    client.get("/arkiv/", {"q": "drönare", "slag": "dokument"}, headers=by_hand)
    ask("vatten", **by_hand)
    assert not MissedSearch.objects.exists()
    ask("drönare", **by_hand)
    ask("Drönare", **{"Sec-Fetch-Site": "same-origin", "HX-Request": "true"})
    assert list(MissedSearch.objects.values_list("words", "times")) == [("drönare", 2)]
