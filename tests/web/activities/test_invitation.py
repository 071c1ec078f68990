"""The invitation's pages, its paper and its picture (E1)."""

import re
from io import BytesIO

import pypdfium2
import pytest
from django.conf import settings
from django.core.cache import cache
from PIL import Image
from pypdfium2 import raw

from samlar.activities.models import Invitation, Invited
from samlar.foundation.emblem import emblem, picture, svg
from samlar.registration.models import Terms
from samlar.web.activities import card, paper
from tests.activities import rows
from tests.registration import inviting

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    return inviting.lab(cast)


@pytest.fixture
def draft(cast):
    return inviting.lab(cast, published=False)


def at(made, rest=""):
    return f"/aktiviteter/{made.pk}/inbjudan/{rest}"


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# — reading —


def test_a_visitor_reads_the_whole_invitation_and_registers(client, made):
    page = words(client.get(at(made)))

    for said in (
        "Bakgrund", "Om lärlabbet", "Innehåll", "Mål", inviting.GOALS[3], "För vem", "Hur", "Program", "1–2 september 2026, lunch till lunch, Stockholm",
        "6 oktober 2026 kl. 09.00–12.00, digitalt", "14–15 oktober 2026", "Det är gratis att delta.", "Sista anmälningsdag är 14 december 2026.",
        "Kontakta oss", "Pia Praktisk", "praktiska frågor", "Per Processon", "Anmäl dig", "2 av 21 regioner deltar",
    ):  # fmt: skip
        assert said in page, said
    assert "hemligt.test" not in client.get(at(made)).content.decode()


def test_the_page_is_shared_with_title_words_and_picture(client, made):
    head = client.get(at(made)).content.decode()
    assert f'<meta property="og:image" content="{settings.SITE_ADDRESS}{at(made, "bild.png")}">' in head
    assert '<meta property="og:title" content="Att lära om lärande">' in head
    assert head.count('property="og:image"') == 1
    assert '<meta property="og:description" content="Organisationens lärande' in head


def test_the_english_page_has_english_headings(client, made):
    client.cookies["samlar_language"] = "en"
    page = words(client.get(at(made)))
    for said in ("Background", "For whom", "Programme", "1–2 September 2026, lunch to lunch", "Taking part is free of charge.", "Register"):
        assert said in page, said


def test_one_filled_button_whoever_looks(cast, made, draft, sign_in, visitor):
    for actor in (visitor, cast.erin, cast.dan, cast.stina):
        page = sign_in(actor).get(at(made)).content.decode()
        assert len(re.findall(r'class="ds-button"(?! data-variant)', page.split("<main")[1])) == 1
    assert "Publicera inbjudan" in sign_in(cast.stina).get(at(draft)).content.decode()


@pytest.mark.parametrize("name", ["", "bild.png", "inbjudan.pdf"])
@pytest.mark.parametrize(("key", "status"), [("dan", 200), ("stina", 200), ("klara", 200), ("erin", 404), ("gustav", 404), ("nils", 404)])
def test_a_draft_is_there_for_those_inside_alone(cast, draft, sign_in, key, status, name):
    assert sign_in(getattr(cast, key)).get(at(draft, name)).status_code == status


@pytest.mark.parametrize("name", ["", "bild.png", "inbjudan.pdf"])
def test_an_invitation_of_what_is_not_open_is_not_there_for_visitors(cast, client, name):
    planned = inviting.lab(cast, stage="planning")
    assert client.get(at(planned, name)).status_code == 404


def test_after_the_last_day_nobody_is_led_to_register(cast, made, client):
    Terms.objects.update(last_day="2026-11-20")
    assert "Anmäl dig" in words(client.get(at(made)))
    Terms.objects.update(last_day="2026-11-19")
    page = words(client.get(at(made)))
    assert "Anmäl dig" not in page
    assert "har varit" in page


def test_a_cancelled_one_says_so_first(cast, client):
    gone = inviting.lab(cast, stage="cancelled", audience="public")
    page = words(client.get(at(gone)))
    assert page.index("Aktiviteten är inställd") < page.index("Bakgrund")
    assert "Anmäl dig" not in page


def test_what_people_wrote_stays_text(cast, client, made):
    Invitation.objects.update(texts={**inviting.TEXTS, "lead": "<script>alert(1)</script> [x](javascript:alert(1))", "subtitle": '"><img src=x>'})
    page = client.get(at(made)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_only_an_outsiders_tab_comes_with_the_publishing(cast, draft, client, sign_in):
    overview = f"/aktiviteter/{draft.pk}/"
    assert at(draft) not in client.get(overview).content.decode()
    assert at(draft) in sign_in(cast.stina).get(overview).content.decode()
    Invitation.objects.update(state="published")
    assert at(draft) in client.get(overview).content.decode()


# — writing —


def test_the_lead_writes_reads_publishes_and_invites_by_the_pages(cast, draft, sign_in):
    browser = sign_in(cast.stina)
    form = {**inviting.TEXTS, "revision": "1", "how": "Vi träffas tre gånger."}
    assert browser.post(at(draft, "skriv/"), {**form, "read": "1"}).headers["Location"] == at(draft)
    assert "Vi träffas tre gånger." in words(browser.get(at(draft)))
    assert "Alla delar finns" in words(browser.get(at(draft, "skriv/")))
    assert browser.post(at(draft, "publicera/"), {"to_all": "no"}).headers["Location"] == at(draft)
    assert Invitation.objects.get().state == "published"
    assert browser.post(at(draft, "bjud-in/"), {"groups": ["partners"]}).status_code == 302
    page = browser.get(at(draft, "bjud-in/"))
    assert "är inbjudna" in words(page)
    row = Invited.objects.first()
    assert browser.post(at(draft, f"bjud-in/{row.pk}/ta-tillbaka/")).status_code == 302
    assert not Invited.objects.filter(pk=row.pk).exists()
    assert browser.post(at(draft, "oppen/"), {"to_all": "yes"}).status_code == 302
    assert Invitation.objects.get().to_all


def test_what_is_missing_is_named_with_the_way_there(cast, sign_in):
    bare = rows.activity(cast, "Bart", format="larlabb", summary="")
    browser = sign_in(cast.stina)
    page = browser.get(at(bare, "skriv/")).content.decode()
    assert "delar saknas" in page
    for href in ("#id_background", "/anmalan/villkor/", f"/aktiviteter/{bare.pk}/bemanning/"):
        assert href in page
    answer = browser.post(at(bare, "publicera/"), {"to_all": "yes"})
    assert answer.status_code == 422
    assert "Det saknas i inbjudan" in words(answer)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"background": "å" * 10_000, "revision": "1"},
        {"revision": "1" + "0" * 30},
        {"revision": "²"},
        {},
        {"revision": "0", "how": "Gammal sida"},
    ],
)
def test_bad_input_keeps_what_was_typed_and_changes_nothing(cast, draft, sign_in, typed):
    answer = sign_in(cast.stina).post(at(draft, "skriv/"), {"lead": "Det här skrev jag nyss.", **typed})
    assert answer.status_code == 422
    assert "Det här skrev jag nyss." in answer.content.decode()
    assert Invitation.objects.get().texts == inviting.TEXTS


@pytest.mark.parametrize("typed", [{}, {"organisations": ["1" + "0" * 30]}, {"organisations": ["\x00"]}, {"groups": ["world"]}])
def test_bad_choices_invite_nobody(cast, draft, sign_in, typed):
    assert sign_in(cast.stina).post(at(draft, "bjud-in/"), typed).status_code == 422
    assert not Invited.objects.exists()


@pytest.mark.parametrize("key", ["dan", "klara", "erin", "gustav", "nils"])
@pytest.mark.parametrize("name", ["skriv/", "publicera/", "bjud-in/"])
def test_nobody_else_gets_at_the_pages_of_the_lead(cast, made, sign_in, key, name):
    assert sign_in(getattr(cast, key)).get(at(made, name)).status_code == 403


# — paper —


def pages_of(pdf):
    return pypdfium2.PdfDocument(pdf)


def test_the_lab_of_the_autumn_takes_two_pages_with_letters_of_ten_points(client, made):
    answer = client.get(at(made, "inbjudan.pdf"))
    assert answer.headers["Content-Type"] == "application/pdf"
    document = pages_of(answer.content)
    assert len(document) == 2
    assert [round(size) for size in document[0].get_size()] == [595, 842]
    text = "".join(page.get_textpage().get_text_range() for page in document)
    for said in ("Att lära om lärande", "Kostnad", "Pia Praktisk", "14 december 2026", "Hur blir lärande vardag"):
        assert said in " ".join(text.split()), said
    assert "10pt" in re.search(r"\.tight \{([^}]*)\}", paper.STYLE.read_text()).group(1)


def test_the_paper_is_tagged_for_those_who_listen(client, made):
    client.cookies["samlar_language"] = "en"
    document = pages_of(client.get(at(made, "inbjudan.pdf")).content)
    assert raw.FPDFCatalog_IsTagged(document)
    assert document.get_metadata_value("Title") == "Att lära om lärande"
    structure = raw.FPDF_StructTree_GetForPage(document[0])
    assert raw.FPDF_StructTree_CountChildren(structure) > 0


def test_a_paper_that_is_too_long_is_told_of_where_it_is_written(cast, draft, sign_in):
    long = {**inviting.TEXTS, "background": "En mening som upprepas gång på gång. " * 160, "how": "Samma sak igen, och igen. " * 150}
    answer = sign_in(cast.stina).post(at(draft, "skriv/"), {**long, "revision": "1"}, follow=True)
    assert "blir inbjudan 3 sidor" in words(answer) or "blir inbjudan 4 sidor" in words(answer)


def test_nothing_is_fetched_for_a_paper(client, made, monkeypatch):
    opened = []
    monkeypatch.setattr("socket.socket.connect", lambda *given: opened.append(given))
    Invitation.objects.update(texts={**inviting.TEXTS, "lead": "![x](http://elak.test/x.png) <img src='file:///etc/passwd'> [länk](http://elak.test)"})
    assert client.get(at(made, "inbjudan.pdf")).status_code == 200
    assert opened == []


def test_without_the_systems_libraries_the_page_says_what_to_do(client, made, monkeypatch):
    def missing(*_given):
        raise paper.NoPaper

    cache.clear()
    monkeypatch.setattr(paper, "_made", missing)
    answer = client.get(at(made, "inbjudan.pdf"))
    assert answer.status_code == 200
    assert "skriv ut den från webbläsaren" in words(answer)


# — the picture —


def test_the_share_card_is_a_png_of_the_size_that_is_shared(client, made):
    answer = client.get(at(made, "bild.png"))
    drawn = Image.open(BytesIO(answer.content))
    assert (drawn.format, drawn.size) == ("PNG", (1200, 630))
    again = client.get(at(made, "bild.png"), headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("title", ["A", "W" * 120, "Ett ord " * 15, "漢字 \u202e öäå"])
def test_every_title_fits_the_card(client, made, title):
    made.title = title
    made.save()
    assert client.get(at(made, "bild.png")).status_code == 200
    size, lines = card._title(title)
    assert all(card._letters(size, 720).getlength(line) <= card.ROOM for line in lines)


# — the emblem —


def test_an_emblem_is_the_same_for_the_same_and_another_for_another():
    one = emblem("12:Att lära", "larlabb")
    assert one == emblem("12:Att lära", "larlabb")
    assert one != emblem("13:Att lära", "larlabb")
    assert {block.tone for block in one.blocks} == {1, 2, 3, 4}
    assert all(block.x >= 0 and block.x + block.width <= one.across and block.y + block.height == one.down for block in one.blocks)


def test_an_emblem_is_decoration_without_words_or_style():
    drawn = str(svg(emblem("x")))
    assert 'aria-hidden="true"' in drawn
    assert "style" not in drawn
    assert "fill=" in picture(emblem("x"), paper.COLOURS)
