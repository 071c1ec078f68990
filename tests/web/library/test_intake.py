"""The pages where an old archive is sent, tried and taken in (G4)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samlar.library.models import Document, Intake
from samlar.library.rules.intake import IntakeState
from samlar.lifecycle.actions import intake as conductor
from tests.foundation.extraction.making_files import zipped
from tests.library.making_sources import export, post

pytestmark = pytest.mark.django_db
LIST = "fil;titel;datum;licens;status\n"
FILES = {"2019/plan.txt": "en plan", "kopia.txt": "en plan", "tom.txt": "", "<script>alert(1)</script>.txt": "x"}


@pytest.fixture
def majken(cast, sign_in):
    return sign_in(cast.majken)


def sent(browser, data: bytes, name: str = "arkiv.zip", **more):
    return browser.post(reverse("intakes"), {"file": SimpleUploadedFile(name, data), "licence": "", **more})


def read(browser, files=FILES) -> int:
    answer = sent(browser, zipped(files))
    assert answer.status_code == 302, answer.content.decode()
    return Intake.objects.get(id=int(re.search(r"(\d+)/$", answer["Location"])[1])).pk


def test_a_zip_is_tried_and_shown_in_figures_and_nothing_comes_in(majken):
    made = read(majken)
    page = majken.get(reverse("intake", args=[made])).content.decode()
    assert "2 saker skulle komma in" in page
    assert "Samma innehåll finns på ett annat ställe i källan." in page
    assert "Filen är tom." in page
    assert "<script>alert" not in page
    assert Document.objects.count() == 0


def test_before_anything_comes_in_it_is_told_how_far_each_comes_and_what_is_locked(majken):
    rows = "a.pdf;Öppen;;cc-by;publicerad\nb.txt;Färdig;;;upprättad\nc.txt;Utan villkor;;;publicerad\nd.txt;Övrig;;;\n"
    files = {"a.pdf": b"%PDF-1.7\ntrailer << /Encrypt 4 0 R >>", "b.txt": "b", "c.txt": "c", "d.txt": "d", "manifest.csv": LIST + rows}
    page = majken.get(reverse("intake", args=[read(majken, files)])).content.decode()
    assert "4 saker skulle komma in: 1 publiceras och läses av alla, 1 upprättas, 2 blir ert arbetsmaterial." in page
    chips = re.findall(r'row-state"><span class="chip[^>]*>([^<]+)<', page)
    assert chips == ["publiceras", "upprättas", "arbetsmaterial", "arbetsmaterial"]
    assert "1 av filerna som publiceras är låst." in page
    assert page.count("låst: kanske går den inte att öppna") == 1


def test_what_is_said_but_not_understood_is_told_in_its_own_words(majken):
    files = {"a.txt": "a", "manifest.csv": LIST + "a.txt;A;2019-31-31;GPL;klar\n"}
    page = majken.get(reverse("intake", args=[read(majken, files)])).content.decode()
    for said in ("datumet 2019-31-31 går inte att läsa", "okänd licens GPL", "okänd status klar"):
        assert said in page
    assert "saknar datum" not in page


def test_what_is_here_already_leads_to_it_with_its_version_and_its_row_is_not_used(majken):
    first = read(majken, {"manifest.csv": LIST + "a.txt;Den första;;;\n", "a.txt": "en text"})
    majken.post(reverse("intake_begin", args=[first]))
    call_command("work", once=True)
    there = reverse("document", args=[Document.objects.get().pk])
    address = reverse("intake", args=[read(majken, {"manifest.csv": LIST + "b.txt;En annan titel;;;\n", "b.txt": "en text"})])
    page = majken.get(address).content.decode()
    assert f'Samma innehåll som <a href="{there}">Den första</a>, version 1' in page
    assert "Det som listan säger om det används inte." in page


def test_the_computers_own_files_are_one_line_and_the_name_has_no_sign_of_ours(majken):
    files = {"a.txt": "a", ".DS_Store": "x", "mapp/Thumbs.db": "y", "__MACOSX/._a.txt": "z"}
    page = majken.get(reverse("intake", args=[read(majken, files)])).content.decode()
    assert "3 filer som datorn själv har lagt dit lämnas utanför" in page
    assert "Thumbs.db</span>" not in page
    assert re.search(r"<h1[^>]*>\s*arkiv\.zip\s*</h1>", page)


def test_the_list_is_narrowed_by_what_becomes_of_things_and_what_they_lack(majken):
    address = reverse("intake", args=[read(majken)])
    assert "kopia" not in majken.get(address, {"visa": "waiting"}).content.decode().lower().split("varför något")[0]
    assert "saknar" in majken.get(address, {"saknar": "licence"}).content.decode()
    for wrong in ({"visa": "x"}, {"saknar": "'"}, {"page": "9" * 40}, {"page": "-1"}):
        assert majken.get(address, wrong).status_code == 200


def test_it_is_taken_in_by_the_worker_and_the_page_tells_how_far(majken):
    made = read(majken)
    address = reverse("intake", args=[made])
    assert majken.post(reverse("intake_begin", args=[made]), follow=True).status_code == 200
    page = majken.get(address).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "Väntar på sin tur." in page
    assert '<progress id="andel" max="100" value="0">' in page
    part = majken.get(address, {"del": "framsteg"})
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part
    call_command("work", once=True)
    assert Intake.objects.get(id=made).state == IntakeState.DONE
    assert majken.get(address, {"del": "framsteg"})["HX-Refresh"] == "true"
    page = majken.get(address).content.decode()
    assert "2 saker har kommit in." in page
    assert reverse("document", args=[Document.objects.first().pk]) in page


def test_pressed_twice_or_given_up_nothing_goes_wrong(majken):
    made = read(majken)
    for name in ("intake_begin", "intake_begin", "intake_give_up", "intake_give_up", "intake_begin"):
        assert majken.post(reverse(name, args=[made]), follow=True).status_code == 200
    assert Intake.objects.get(id=made).state == IntakeState.GIVEN_UP
    assert conductor.carry_on() == 0
    assert "Det här är redan avslutat." in majken.post(reverse("intake_begin", args=[made]), follow=True).content.decode()


def test_an_export_from_wordpress_is_taken_as_it_is(majken):
    answer = sent(majken, export(post(1, "En sida", "<p>Text</p>")).encode(), "gammal.xml", licence="cc-by")
    assert answer.status_code == 302
    assert Intake.objects.get().kind == "wordpress"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Filen är tom."),
        (b"inte en zip", "varken en zip-fil eller en export"),
        (zipped(FILES)[:-40], "varken en zip-fil eller en export"),
        (zipped({"manifest.csv": "titel\nA", "a.txt": "x"}), "saknar en kolumn"),
        (zipped({"manifest.xlsx": "x", "a.txt": "x"}), "saknar en kolumn"),
        (export(post(1, "a"), head="<!DOCTYPE rss [<!ENTITY a 'b'>]>").encode(), "deklarationer"),
        (export(post(1, "a")).encode()[:-50], "inte hel"),
    ],
    ids=["empty", "text", "cut zip", "no file column", "no workbook", "dtd", "cut export"],
)
def test_what_cannot_be_read_is_told_by_the_field(majken, data, words):
    answer = sent(majken, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Intake.objects.count() == 0


def test_a_file_that_is_too_large_is_told_and_so_is_a_licence_that_is_none(majken, settings):
    settings.SAMLAR_LARGEST_FILE = 1024 * 1024
    assert "större än 1 MB" in sent(majken, b"PK\x03\x04" + b"0" * 1_500_000).content.decode()
    assert sent(majken, zipped(FILES), licence="egen").status_code == 422
    assert majken.post(reverse("intakes"), {}).status_code == 422
    assert Intake.objects.count() == 0


@pytest.mark.parametrize("who", ["stina", "gustav"])
def test_who_may_not_is_told_who_may(cast, sign_in, who):
    answer = sign_in(getattr(cast, who)).get(reverse("intakes"))
    assert answer.status_code == 403
    assert "medlemsansvarig" in answer.content.decode()


def test_another_organisation_finds_nothing_there(cast, sign_in, majken):
    made = read(majken)
    disa = sign_in(cast.disa)
    assert "arkiv.zip" not in disa.get(reverse("intakes")).content.decode()
    assert disa.get(reverse("intake", args=[made])).status_code == 404
    for name in ("intake_begin", "intake_give_up"):
        assert disa.post(reverse(name, args=[made])).status_code == 404
    assert Intake.objects.get(id=made).state == IntakeState.READ


def test_a_film_at_a_known_service_comes_in_as_the_recording_that_it_is(majken):
    made = read(majken, {"manifest.csv": "länk;titel\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ;Filmen\nhttps://example.org/;Sidan\n"})
    majken.post(reverse("intake_begin", args=[made]))
    call_command("work", once=True)
    assert dict(Document.objects.values_list("title", "kind")) == {"Filmen": "recording", "Sidan": "link"}


def test_many_things_cost_no_more_queries_than_one(majken):
    few, many = read(majken, {"a.txt": "a"}), read(majken, {f"{n}.txt": str(n) for n in range(60)})
    counts = []
    for made in (few, many):
        with CaptureQueriesContext(connection) as asked:
            assert majken.get(reverse("intake", args=[made])).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
