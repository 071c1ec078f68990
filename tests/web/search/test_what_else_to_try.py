"""Where the words find little or nothing: compounds that hold them, what was meant, filters that they name, and what is said of it (G2)."""

import re
from datetime import date
from html import unescape

import pytest

from samlar.foundation.search import engine, lexicon
from samlar.library.models import Document
from tests.library.archiving import document
from tests.web.search.test_search_page import hits, page

pytestmark = pytest.mark.django_db

# Common in the collection, so that they are not taken apart.
COMMON = "kompetensförsörjning krisberedskap kristianstad"
KNOWN = "kompetens försörjning kris beredskap kompetensförsörjning data dator skyfall skola plan strategi"


@pytest.fixture(scope="session")
def empty_index(tmp_path_factory):
    """An index of nothing, with a small lexicon in which some compounds are commoner than their parts."""
    home = tmp_path_factory.mktemp("index")
    with engine.rebuilding(home, lexicon.gather([COMMON] * 9, {word: word for word in KNOWN.split()})):
        pass
    return home


def tries(markup: str) -> dict[str, str]:
    """What is offered, with how much each gives."""
    told = re.search(r'<p class="found-tries">(.*?)</p>', markup, re.S)
    found = re.findall(r'<a [^>]*href="([^"]+)">([^<]+)</a> <span class="count">(\d+)<', told.group(1)) if told else []
    return {f"{unescape(name)} {count}": unescape(href) for href, name, count in found}


@pytest.mark.parametrize("typed", ["försörjning", "forsorjning", "Försörjning"])
def test_a_word_that_finds_little_is_looked_for_inside_compounds(cast, client, follow, typed):
    for number in range(3):
        document(cast.stina, f"Strategi {number}", "Kompetensförsörjning i hela landet.")
    follow()
    markup = page(client, q=typed)
    assert list(tries(markup)) == ["kompetensförsörjning 3"]
    assert len(hits(client.get(tries(markup)["kompetensförsörjning 3"]).content.decode())) == 3
    assert "hittar lärprojekten" not in markup


def test_only_compounds_are_offered_and_only_such_as_the_word_does_not_find(cast, client, follow):
    document(cast.stina, "Ett", "Krisberedskap i Kristianstad. En krisplan.")
    follow()
    assert list(tries(page(client, q="kris"))) == ["krisberedskap 1"]
    assert tries(page(client, q="krisberedskap")) == {}


def test_nothing_is_offered_of_what_the_viewer_may_not_see(cast, client, sign_in, follow):
    document(cast.stina, "Dolt", "Kompetensförsörjning och krisberedskap.", seen_by="own")
    document(cast.stina, "Öppet", "Krisberedskap.")
    follow()
    assert tries(page(client, q="försörjning")) == {}
    assert list(tries(page(client, q="beredskap"))) == ["krisberedskap 1"]
    assert list(tries(page(sign_in(cast.stina), q="beredskap"))) == ["krisberedskap 2"]


def test_that_only_a_word_s_parts_are_found_is_said(cast, client, follow):
    document(cast.stina, "Om datorer", "En dator i varje skola.")
    follow()
    markup = page(client, q="skoldator")
    assert hits(markup) == ["Om datorer"]
    assert "Ordet skoldator finns inte i arkivet. Här är träffar på skol, dator." in markup
    assert "finns inte i arkivet" not in page(client, q="dator")


def test_what_was_meant_is_shown_at_once_and_what_was_typed_can_still_be_asked_for(cast, client, follow):
    document(cast.stina, "Skyfall i staden", "Skyfallen blir fler.")
    follow()
    markup = page(client, q="skyfaall")
    assert hits(markup) == ["Skyfall i staden"]
    assert "Inget hittades för ”skyfaall”. Visar träffar för ”skyfall”." in markup
    assert 'name="q" value="skyfaall"' in markup
    as_typed = client.get(unescape(re.search(r'href="([^"]+)">Sök på ”skyfaall” ändå<', markup).group(1))).content.decode()
    assert hits(as_typed) == []
    assert "Menade du" in as_typed


def test_what_only_others_may_see_is_never_what_was_meant(cast, client, follow):
    document(cast.stina, "Dolt", "Skyfall i staden.", seen_by="own")
    follow()
    markup = page(client, q="skyfaall")
    assert "Visar träffar" not in markup
    assert "skyfall<" not in markup


def test_a_year_and_a_kind_are_offered_as_filters(cast, client, follow):
    document(cast.stina, "Bilder", "Skyfall.", kind="presentation", day=date(2025, 3, 1))
    document(cast.stina, "Andra bilder", "En presentation av skyfall.", kind="presentation", day=date(2024, 3, 1))
    follow()
    markup = page(client, q="presentation 2025")
    assert tries(markup) == {"Presentationer, 2025 1": "/arkiv/?slag=presentation&ar=2025"}
    assert "Finns ingenstans" not in markup
    assert tries(page(client, q="skyfall 2025")) == {"”skyfall”, 2025 1": "/arkiv/?q=skyfall&ar=2025"}
    assert tries(page(client, q="inspelning 2025")) == {"2025 1": "/arkiv/?ar=2025"}
    assert tries(page(client, q="presentation 2024")) == {"Presentationer, 2024 1": "/arkiv/?slag=presentation&ar=2024"}
    nowhere = page(client, q="skyfall 1999")
    assert tries(nowhere) == {}
    assert "Finns ingenstans: 1999" in nowhere


def test_all_from_an_organisation_is_offered_by_its_name(cast, client, follow):
    """Its own page is one of what it has, and alone it is nothing to offer."""
    document(cast.dan, "Ett", "Skyfall.")
    document(cast.dan, "Dolt", "Skyfall.", seen_by="own")
    follow()
    for typed in ("Region Dalarna", "region dalarna"):
        assert tries(page(client, q=typed)) == {"Allt från Region Dalarna 2": "/arkiv/?organisation=region-dalarna"}
    assert tries(page(client, q="Region Kalmar län")) == {}


def test_a_single_letter_is_never_nowhere_and_short_words_are_not_mended(cast, client, follow):
    document(cast.stina, "Tjänster", "Tjänster för alla. En plan.")
    follow()
    assert "Finns ingenstans" not in page(client, q="e-tjänster")
    assert "Menade du" not in page(client, q="pla")
    assert "Visar träffar" not in page(client, q="pla")


def test_a_long_question_is_not_repeated_at_length(client, follow):
    follow()
    assert f"Inget hittades för ”{'x' * 60}…”." in page(client, q="x" * 200)


def test_a_document_is_found_by_its_record_number_by_those_who_may_see_it(cast, client, sign_in, follow):
    document(cast.stina, "Protokoll", "Text.", day=date(2026, 3, 1))
    document(cast.stina, "Dolt protokoll", "Text.", seen_by="own")
    document(cast.stina, "Annat", "Text.", day=date(2026, 3, 1))
    for title, number in (("Protokoll", "RK 2026/17"), ("Dolt protokoll", "RK 2026/99")):
        Document.objects.filter(title=title).update(record_number=number)
    follow()
    assert hits(page(client, q="RK 2026/17")) == ["Protokoll"]
    assert tries(page(client, q="RK 2026/17")) == {}
    nowhere = page(client, q='"2026/99"')
    assert "Dolt protokoll" not in hits(nowhere)
    assert "Inget har allt du skrev." in nowhere
    assert hits(page(sign_in(cast.stina), q='"2026/99"')) == ["Dolt protokoll"]


def test_an_organisation_s_page_leads_to_what_it_has_in_the_archive(cast, client, follow):
    document(cast.dan, "Ett", "Skyfall.")
    follow()
    there = client.get("/organisationer/region-dalarna/").content.decode()
    href = re.search(r'href="([^"]+)">Allt från dem i arkivet<', there).group(1)
    assert "Ett" in hits(client.get(unescape(href)).content.decode())
