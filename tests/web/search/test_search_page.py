"""The search through its page: Swedish words are found inside one another, marked there, and nothing is a dead end (G2)."""

import re
import shutil
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlar.foundation.search import index
from samlar.lessons.rules.words import State
from samlar.library.actions import themes
from samlar.library.models import Document, Version
from tests.lessons.making import lesson
from tests.library.archiving import document

pytestmark = pytest.mark.django_db


def page(browser, **asked) -> str:
    answer = browser.get("/arkiv/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def hits(markup: str) -> list[str]:
    """The names of what was found, in order."""
    return [unescape(re.sub(r"<[^>]+>", "", one)) for one in re.findall(r"<h3[^>]*>(.*?)</h3>", markup, re.S)]


def marked(markup: str) -> set[str]:
    """The whole words that something is marked in, with what is marked in brackets."""
    told = re.sub(r"<(?!/?mark)[^>]+>", " ", markup).replace("<mark>", "[").replace("</mark>", "]")
    return {word.strip(".,:;!?”“()") for word in told.split() if "[" in word}


@pytest.mark.parametrize(
    ("typed", "text", "seen"),
    [
        ("projekt", "Vi startade två lärprojekten i våras.", "lär[projekten]"),
        ("beredskap", "Kommunerna ställde många beredskapsfrågor.", "[beredskaps]frågor"),
        ("arbete", "Regionens omställningsarbete pågår.", "omställnings[arbete]"),
        ("kompetensforsorjning", "Kompetensförsörjning kräver samverkan.", "[Kompetensförsörjning]"),
    ],
)
def test_a_word_is_found_inside_another_and_marked_there(cast, client, follow, typed, text, seen):
    document(cast.stina, "Slutrapport", text)
    follow()
    markup = page(client, q=typed)
    if "Menade du" in markup:
        markup = client.get(unescape(re.search(r'class="found-meant">.*?href="([^"]+)"', markup, re.S).group(1))).content.decode()
    assert "Slutrapport" in hits(markup)
    assert seen in marked(markup)


def test_a_text_that_was_cut_out_of_more_says_so_at_both_ends(cast, client, follow):
    much = "Mötet handlade om annat. " * 20
    document(cast.stina, "Slutrapport", f"{much}Regionens omställningsarbete pågår. {much}")
    follow()
    text = re.search(r'<p class="excerpt">(.*?)</p>', page(client, q="omställningsarbete"), re.S).group(1)
    assert re.fullmatch(r"<span>… .*<mark>omställningsarbete</mark>.* …</span>", text, re.S), text


def test_a_county_is_never_a_loan(cast, client, follow):
    document(cast.stina, "Om lån", "Kommunen tog ett lån för bygget. Lånen löper i tio år.")
    document(cast.stina, "Om ett län", "I länet samverkar alla. Vårt län har tolv kommuner.")
    follow()
    assert "Om lån" not in hits(page(client, q="län"))
    assert "Om ett län" not in hits(page(client, q="lån"))
    assert hits(page(client, q="lån")) == ["Om lån"]


def test_a_hit_opens_at_the_page_the_slide_or_the_moment(cast, client, follow):
    paper = document(cast.stina, "Rapport", ("page", 3, "Här står det om vattentäkter."))
    film = document(cast.stina, "Föreläsning", ("moment", 750_000, "Nu talar vi om vattentäkter."), kind="recording")
    show = document(cast.stina, "Bildspel", ("slide", 4, "Vattentäkter i tre län"), kind="presentation")
    notes = document(cast.stina, "Med anteckningar", ("notes", 2, "Säg något om vattentäkter."), kind="presentation")
    follow()
    markup = page(client, q="vattentäkter")
    asked = "&amp;q=vattent%C3%A4kter"
    for number, address, said in (
        (paper, f"sida=3{asked}#sida-3", "Sida 3"), (film, "tid=750000#spelare", "12:30 i inspelningen"),
        (show, f"sida=4{asked}#sida-4", "Bild 4"), (notes, f"sida=2{asked}#anteckningar-2", "Anteckningar till bild 2"),
    ):  # fmt: skip
        assert f'<a href="/arkiv/{number}/?{address}">{said}<' in markup, said
        there = client.get(f"/arkiv/{number}/", {"sida": "3", "q": "vattentäkter"}).content.decode()
        if number != film:
            assert re.search(rf'<div id="{address.partition("#")[2]}" class="told-part">.*?<mark>[Vv]attentäkter</mark>', there, re.S), said


def test_words_in_the_address_of_a_document_are_only_words(cast, client, follow):
    paper = document(cast.stina, "Rapport", ("page", 1, "Text om <b>vatten</b>.\n\nNästa stycke."))
    follow()
    for typed in ("<script>", "vatten", "\x00", "och", '"', "v" * 4000):
        markup = client.get(f"/arkiv/{paper}/", {"q": typed}).content.decode()
        assert "&lt;b&gt;" in markup
        assert "<p>Nästa stycke.</p>" in markup


def test_a_page_of_a_pdf_is_opened_there(cast, client, follow):
    paper = document(cast.stina, "Rapport", ("page", 3, "Här står det om vattentäkter."))
    Version.objects.update(pages=5)
    follow()
    assert 'visa/1/#page=3">' in client.get(f"/arkiv/{paper}/", {"sida": "3"}).content.decode()
    for beyond in ("6", "0", "x"):
        assert 'visa/1/">' in client.get(f"/arkiv/{paper}/", {"sida": beyond}).content.decode()


def test_passages_of_one_document_stand_together_and_are_at_most_three(cast, client, follow):
    document(cast.stina, "Rapport", *(("page", number, f"Grundvatten, del {number}. " + "Annan text. " * 40) for number in range(1, 8)))
    document(cast.stina, "En annan", "Grundvatten.")
    follow()
    markup = page(client, q="grundvatten")
    assert sorted(hits(markup)) == ["En annan", "Rapport"]
    assert len(re.findall(r'class="excerpt"', markup)) == 3 + 1
    assert len(re.findall(r'<a href="/arkiv/\d+/\?sida=\d+&amp;q=grundvatten#sida-\d+">Sida', markup)) == 3


def test_filters_count_what_they_would_give_and_several_values_are_or(cast, client, follow):
    water, roads = themes.add(cast.stina, name_sv="Vatten"), themes.add(cast.stina, name_sv="Vägar")
    document(cast.stina, "Ett", "Skyfall.", themes=(water,))
    document(cast.stina, "Två", "Skyfall.", kind="recording", themes=(roads,))
    document(cast.dan, "Tre", "Skyfall.", kind="recording")
    follow()
    whole = page(client, q="skyfall")
    assert len(hits(whole)) == 3
    assert re.search(r'href="/arkiv/\?q=skyfall&amp;slag=inspelning">Inspelningar <span class="count">2<', whole)
    films = page(client, q="skyfall", slag="inspelning")
    assert sorted(hits(films)) == ["Tre", "Två"]
    assert re.search(r'slag=dokument&amp;slag=inspelning">Dokument <span class="count">1<', films)
    assert 'aria-current="true">Inspelningar' in films
    assert len(hits(page(client, q="skyfall", slag=["inspelning", "dokument"]))) == 3
    assert hits(page(client, q="skyfall", tema="vatten")) == ["Ett"]
    assert hits(page(client, q="skyfall", organisation="region-dalarna")) == ["Tre"]
    assert len(hits(page(client, q="skyfall", tema="finns-inte", slag="nonsens", ar="²", organisation="\x00"))) == 3


def test_phrases_minus_and_all_the_words_are_kept_to(cast, client, follow):
    document(cast.stina, "Rätt ordning", "Den gröna omställningen kräver tid.")
    document(cast.stina, "Fel ordning", "Omställningen är inte bara den gröna.")
    follow()
    assert hits(page(client, q='"gröna omställningen"')) == ["Rätt ordning"]
    assert hits(page(client, q="omställningen -tid")) == ["Fel ordning"]
    assert hits(page(client, q="omställningen tid", alla="1")) == ["Rätt ordning"]


def test_the_newest_comes_first_where_that_is_asked_for(cast, client, follow):
    document(cast.stina, "Gammal", "Skyfall skyfall skyfall.", day=date(2019, 5, 1))
    document(cast.stina, "Ny", "En gång nämns skyfall bland mycket annat i en längre text om något annat.", day=date(2026, 5, 1))
    follow()
    assert hits(page(client, q="skyfall", ordning="nyast")) == ["Ny", "Gammal"]
    assert hits(page(client, q="skyfall", ar="2019")) == ["Gammal"]


def test_no_hits_is_never_the_end(cast, client, follow):
    document(cast.stina, "Skyfall i staden", "Skyfallen blir fler.", kind="recording")
    follow()
    markup = page(client, q="skyfall", slag="dokument")
    assert "Inget hittades för ”skyfall”." in markup
    assert re.search(r'<a href="/arkiv/\?q=skyfall">Utan avgränsning</a> <span class="count">1 träff<', markup)
    slip = page(client, q="skyfal")
    assert "Menade du" in slip or hits(slip) == ["Skyfall i staden"]
    assert re.search(r'<a href="/arkiv/\?q=skyfall&amp;alla=1">Ta bort alla val</a>', page(client, q="skyfall", slag="dokument", alla="1"))
    nothing = page(client, q="xyzzy qwerty")
    assert "Bara ”xyzzy”: finns inte här" in " ".join(nothing.split())
    assert "Se det nyaste i arkivet" in nothing
    assert "Logga in" in nothing


def test_words_with_quotation_marks_of_their_own_get_no_others(cast, client, follow):
    document(cast.stina, "Skyfall", "Skyfall i staden.")
    follow()
    assert "En träff för &quot;skyfall i staden&quot;." in page(client, q='"skyfall i staden"')
    assert "En träff för ”skyfall staden”." in page(client, q="skyfall staden")


def test_an_empty_search_tells_what_there_is(cast, client, follow):
    document(cast.stina, "Ett dokument", "Text.")
    follow()
    markup = page(client)
    assert "Det nyaste" in markup
    assert "Ett dokument" in hits(markup)
    kinds = re.search(r'<div class="found-kinds.*?</div>', markup, re.S).group()
    assert re.search(r'<a href="/arkiv/\?slag=dokument">Dokument <span class="count">1<', kinds)


def test_where_nothing_is_looked_for_a_thing_is_shown_as_it_begins_and_no_more(cast, client, follow):
    """And not as who wrote it, which says nothing of what it is about."""
    document(cast.stina, "Rapport", *(("page", number, f"Grundvatten, del {number}. " + "Annan text. " * 40) for number in range(1, 8)))
    Document.objects.update(authors="Anna Påhittad")
    follow()
    for asked in ({}, {"slag": "dokument"}):
        markup = page(client, **asked)
        assert len(re.findall(r'class="excerpt"', markup)) == 1, asked
        assert "Grundvatten, del 1." in markup, asked


def test_only_the_answer_comes_where_the_page_is_open_already(cast, client, follow):
    document(cast.stina, "Skyfall", "Text.")
    follow()
    answer = client.get("/arkiv/", {"q": "skyfall"}, headers={"HX-Request": "true"}).content.decode()
    assert answer.lstrip().startswith("<title>Sök: skyfall · Samlär</title>")
    assert '<p hx-swap-oob="innerHTML:#said">En träff för ”skyfall”.</p>' in answer
    assert 'id="answer"' in answer
    assert "<header" not in answer
    whole = client.get("/arkiv/", {"q": "skyfall"}, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}).content.decode()
    assert "<header" in whole
    assert whole.count("<title>") == 1


def test_the_old_address_leads_here_for_good(client, db):
    answer = client.get("/sok/", {"q": "vatten & väg"})
    assert (answer.status_code, answer["Location"]) == (301, "/arkiv/?q=vatten+%26+v%C3%A4g")


def test_while_there_is_no_index_the_page_says_so_and_fails_nowhere(cast, client, follow, sign_in):
    document(cast.stina, "Skyfall", "Text.")
    follow()
    shutil.rmtree(index.home())
    for asked in ({}, {"q": "skyfall"}, {"q": "skyfall", "slag": "dokument"}):
        assert "Sökningen byggs upp" in page(client, **asked)
    assert client.get("/arkiv/ordhjalp/", {"q": "sky"}).content == b""
    assert client.get("/arkiv/sokflode/", {"q": "skyfall"}).status_code == 503
    assert sign_in(cast.stina).get("/arkiv/bevakningar/ny/", {"q": "skyfall"}).status_code == 200


def test_sixty_hits_cost_no_more_questions_to_the_database_than_one(cast, sign_in, follow):
    browser = sign_in(cast.stina)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert hits(page(browser, q="skyfall"))
        return len(found)

    document(cast.stina, "Skyfall 0", ("page", 1, "Skyfall."))
    follow()
    few = asked()
    for number in range(1, 60):
        document((cast.stina, cast.dan, cast.gun)[number % 3], f"Skyfall {number}", ("page", 1, "Skyfall."), ("page", 2, "Mer skyfall."))
    follow()
    assert asked() == few


def test_there_are_as_many_pages_as_there_are_hits_and_a_page_past_the_last_is_the_last(cast, client, follow):
    for number in range(45):
        document(cast.stina, f"Skyfall {number}", "Text.")
    follow()
    found = [hits(page(client, q="skyfall", page=str(number))) for number in (1, 2, 3, 99)]
    assert [len(one) for one in found] == [20, 20, 5, 5]
    assert len({name for one in found for name in one}) == 45
    assert found[3] == found[2]


def test_a_visitor_finds_the_way_to_everybody_s_lessons_from_a_lesson_the_examples_and_the_themes(cast, client, follow):
    water = themes.add(cast.stina, name_sv="Vatten")
    one = lesson(cast.stina, "Bjud in alla från början.", state=State.PUBLISHED, themes=(water,))
    lesson(cast.stina, "Bara medlemmarnas.", state=State.SHARED)
    follow()
    said = {path: client.get(path).content.decode() for path in (f"/lardomar/{one}/", "/exempel/", "/teman/")}
    for path, asked in ((f"/lardomar/{one}/", "slag=lardom"), ("/exempel/", "slag=lardom"), ("/teman/", "slag=lardom&amp;tema=vatten")):
        found = re.search(rf'href="(/arkiv/\?{asked})"', said[path])
        assert found, path
        assert hits(client.get(unescape(found.group(1))).content.decode()) == ["Bjud in alla från början."]
