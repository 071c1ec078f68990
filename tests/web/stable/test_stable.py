"""Short addresses, feeds, the list of pages, citations and schema.org's words: whole for what is open, and silent about all else (G4, J3)."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samlar.foundation import clock
from samlar.lessons.actions import writing
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.words import State
from samlar.library.actions import documents, recordings
from samlar.library.actions import themes as theme_actions
from samlar.library.actions.documents import DocumentText
from samlar.library.models import Document, OldAddress
from samlar.web.stable import sitemap as sitemaps
from tests.activities import rows
from tests.lessons.making import lesson

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FEEDS = ("/arkiv/flode/", "/arkiv/flode/inspelningar/", "/arkiv/flode/lardomar/", "/arkiv/flode/aktiviteter/", "/arkiv/flode/tema/vatten/")


@pytest.fixture
def theme(cast) -> int:
    return theme_actions.add(cast.stina, name_sv="Vatten", name_en="Water")


@pytest.fixture
def filmed(cast, theme) -> int:
    """An open recording of Region Kalmar län, with chapters and captions, about water."""
    return published(cast, recording(cast, "Öppen inspelning", theme))


@pytest.fixture
def hidden(cast, theme) -> int:
    """One that is its organisation's own."""
    return recording(cast, "HEMLIG inspelning", theme)


def recording(cast, title: str, theme: int) -> int:
    text = DocumentText(
        kind="recording", title=title, licence="cc-by", link="https://youtu.be/dQw4w9WgXcQ", themes=(theme,), authors="Stina Sand"
    )
    made = documents.add(cast.stina, text)
    recordings.put_chapters(
        cast.stina, made, "0:00 Välkomna\n1:30 HEMLIGT kapitel" if "HEMLIG" in title else "0:00 Välkomna\n1:30 Frågor", revision=1
    )
    return made


def published(cast, made: int) -> int:
    documents.publish(cast.stina, made, revision=Document.objects.values_list("revision", flat=True).get(id=made))
    return made


def entries(answer) -> list[str]:
    return [one.findtext(f"{ATOM}title") for one in ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")]


def listed(answer) -> list[str]:
    return [one.text.removeprefix("http://127.0.0.1:8000") for one in ElementTree.fromstring(answer.content).iter(f"{MAP}loc")]


# — short addresses —


def test_a_short_address_leads_to_the_page(cast, client, filmed):
    lesson = writing.capture(cast.stina, LessonText(sentence="Fråga tidigt"), state=State.PUBLISHED)
    activity = rows.activity(cast, "Öppet provrum", stage="running")
    held = rows.session(activity, "Öppen workshop")
    rows.released(activity)
    gotland = cast.organisation("Region Gotland")
    assert {path: client.get(path).get("Location") for path in (f"/d{filmed}", f"/l{lesson}", f"/a{activity.pk}", f"/s{held.pk}", f"/o{gotland}", "/f/provrum")} == {
        f"/d{filmed}": f"/arkiv/{filmed}/",
        f"/l{lesson}": f"/lardomar/{lesson}/",
        f"/a{activity.pk}": f"/aktiviteter/{activity.pk}/",
        f"/s{held.pk}": f"/aktiviteter/{activity.pk}/program/traffar/{held.pk}/",
        f"/o{gotland}": "/organisationer/region-gotland/",
        "/f/provrum": "/format/provrum/",
    }  # fmt: skip


def test_what_is_hidden_and_what_is_not_there_answer_alike(cast, client, sign_in, hidden):
    activity = rows.activity(cast, "HEMLIGPLAN", stage="planning")
    held = rows.session(activity, "HEMLIGTRAFF")
    for path in (
        f"/d{hidden}",
        f"/a{activity.pk}",
        f"/s{held.pk}",
        "/d999999",
        "/l0",
        "/o999999",
        "/s99999999999999999999",
        "/f/finns-inte",
        "/p1",
    ):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert b"HEMLIG" not in answer.content
    assert sign_in(cast.stina).get(f"/d{hidden}").status_code == 302
    assert sign_in(cast.dan).get(f"/d{hidden}").status_code == 404


# — feeds —


def test_what_is_open_stands_in_its_feeds_with_a_short_address(cast, client, filmed):
    answer = client.get("/arkiv/flode/inspelningar/")
    one = ElementTree.fromstring(answer.content).find(f"{ATOM}entry")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}author/{ATOM}name")) == (
        f"http://127.0.0.1:8000/d{filmed}",
        "Region Kalmar län",
    )
    assert one.find(f"{ATOM}category").get("term") == "Inspelning"
    for path in ("/arkiv/flode/", "/arkiv/flode/tema/vatten/"):
        assert "Öppen inspelning" in entries(client.get(path)), path
    assert entries(client.get("/arkiv/flode/dokument/")) == []
    assert "Provrum" in " ".join(entries(client.get("/arkiv/flode/format/")))


def test_nothing_of_what_is_hidden_stands_in_any_feed_or_list_whoever_asks(cast, sign_in, visitor, hidden):
    rows.activity(cast, "HEMLIGPLAN", stage="planning")
    writing.capture(cast.stina, LessonText(sentence="HEMLIGLARDOM"), state=State.SHARED)
    for who in (visitor, cast.stina, cast.majken):
        for path in (*FEEDS, "/sitemap.xml"):
            answer = sign_in(who).get(path)
            assert answer.status_code == 200, path
            assert b"HEMLIG" not in answer.content, path
        assert f"/arkiv/{hidden}/" not in listed(sign_in(who).get("/sitemap.xml"))


def test_what_is_thrown_away_or_taken_back_leaves_feeds_and_list(cast, client, filmed):
    documents.bin(cast.stina, filmed, revision=Document.objects.get(id=filmed).revision, why="Fel fil")
    assert entries(client.get("/arkiv/flode/inspelningar/")) == []
    assert f"/arkiv/{filmed}/" not in listed(client.get("/sitemap.xml"))


def test_a_feed_of_no_kind_and_no_theme_is_not_there(cast, client):
    assert [client.get(path).status_code for path in ("/arkiv/flode/annat/", "/arkiv/flode/tema/annat/")] == [404, 404]


def test_a_feed_and_the_list_ask_as_often_for_much_as_for_little(cast, client, theme):
    def asked() -> list[int]:
        counts = []
        for path in (*FEEDS, "/sitemap.xml"):
            with CaptureQueriesContext(connection) as found:
                client.get(path)
            counts.append(len(found))
        return counts

    published(cast, recording(cast, "Ett", theme))
    few = asked()
    for number in range(4):
        published(cast, recording(cast, f"Fler {number}", theme))
    assert asked() == few


# — the list of pages —


def test_the_list_holds_what_is_open_and_is_named_where_robots_look(cast, client, settings, filmed):
    found = listed(client.get("/sitemap.xml"))
    assert {"/", "/arkiv/", f"/arkiv/{filmed}/", "/format/provrum/", "/organisationer/region-kalmar-lan/"} <= set(found)
    assert len(found) == len(set(found))
    settings.DEMO = False
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_long_list_is_parted_and_loses_nothing(cast, client, filmed, monkeypatch):
    whole = listed(client.get("/sitemap.xml"))
    monkeypatch.setattr(sitemaps, "MOST", 20)
    parts = listed(client.get("/sitemap.xml"))
    assert parts[0] == "/sitemap-1.xml"
    assert [page for part in parts for page in listed(client.get(part))] == whole
    assert [client.get(f"/sitemap-{number}.xml").status_code for number in (0, len(parts) + 1, 99999999999)] == [404, 404, 404]


# — citations and schema.org —


def test_a_documents_citation_is_on_its_page_and_for_reference_managers(cast, client, hidden, filmed):
    page = client.get(f"/arkiv/{filmed}/").content.decode()
    assert f'value="http://127.0.0.1:8000/d{filmed}"' in page
    assert "Stina Sand (2026). Öppen inspelning. Inspelning. Region Kalmar län." in page
    for form, ending, first in (("bibtex", "bib", b"@misc{samlar-d"), ("ris", "ris", b"TY  - VIDEO")):
        answer = client.get(f"/arkiv/{filmed}/citera/{form}/")
        assert answer.content.startswith(first)
        assert answer["Content-Disposition"] == f'attachment; filename="samlar-d{filmed}.{ending}"'
        assert client.get(f"/arkiv/{hidden}/citera/{form}/").status_code == 404
    assert client.get(f"/arkiv/{filmed}/citera/annat/").status_code == 404


def microdata(page: str) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for name, value in re.findall(r'<(?:meta|link) itemprop="(\w+)" (?:content|href)="([^"]*)"', page):
        told.setdefault(name, []).append(value)
    return told


def test_an_open_recording_says_what_it_is_in_schema_orgs_words(cast, client, filmed):
    page = client.get(f"/arkiv/{filmed}/").content.decode()
    assert 'itemtype="https://schema.org/VideoObject"' in page
    told = microdata(page)
    assert told["name"][:1] == ["Öppen inspelning"]
    assert told["license"] == ["https://creativecommons.org/licenses/by/4.0/deed.sv"]
    assert told["startOffset"] == ["0", "90"]
    assert f"http://127.0.0.1:8000/arkiv/{filmed}/?tid=90000" in told["url"]


def test_what_is_not_open_says_nothing_to_machines_even_to_those_who_read_it(cast, sign_in, hidden):
    page = sign_in(cast.stina).get(f"/arkiv/{hidden}/").content.decode()
    assert "HEMLIG inspelning" in page
    assert "schema.org" not in page


def test_open_lessons_activities_and_organisations_say_what_they_are(cast, client, sign_in):
    lesson = writing.capture(cast.stina, LessonText(sentence='Fråga "tidigt"'), state=State.PUBLISHED)
    own = writing.capture(cast.stina, LessonText(sentence="Fråga sent"), state=State.SHARED)
    activity = rows.activity(cast, "Öppet provrum", stage="running")
    kinds = {
        path: client.get(path).content.decode()
        for path in (f"/lardomar/{lesson}/", f"/aktiviteter/{activity.pk}/", "/organisationer/region-gotland/")
    }
    assert [re.findall(r'itemtype="https://schema.org/(\w+)"', page)[0] for page in kinds.values()] == [
        "LearningResource",
        "EventSeries",
        "Organization",
    ]
    assert microdata(kinds[f"/lardomar/{lesson}/"])["name"][0] == "Fråga &quot;tidigt&quot;"
    assert "schema.org" not in sign_in(cast.stina).get(f"/lardomar/{own}/").content.decode()


def test_what_was_done_at_new_year_is_of_the_year_that_people_here_had(cast, client):
    """Half past midnight in Stockholm on New Year's Day is still the old year in Greenwich."""
    with clock.at(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)):
        text = DocumentText(kind="", title="Nyårsplan", licence="cc-by", link="https://exempel.test/")
        made = published(cast, documents.add(cast.stina, text))
        learnt = lesson(cast.stina, "Fråga före nyår.", state=State.PUBLISHED)
    assert "PY  - 2026" in client.get(f"/arkiv/{made}/citera/ris/").content.decode()
    for address in (f"/arkiv/{made}/", f"/lardomar/{learnt}/"):
        page = client.get(address).content.decode()
        assert microdata(page)["datePublished"] == ["2026-01-01"]
        assert "(2026)" in page
        assert "(2025)" not in page


# — addresses of the old archive —


def test_an_address_of_the_old_archive_leads_on_for_good(cast, client, filmed):
    OldAddress.objects.create(path="/wp-content/uploads/2019/rapport.pdf", document_id=filmed)
    OldAddress.objects.create(path="/2019/05/åtgärder/", document_id=filmed)
    for path in ("/wp-content/uploads/2019/Rapport.pdf", "/wp-content/uploads/2019/rapport.pdf?x=1", "/2019/05/%C3%85tg%C3%A4rder/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, f"/arkiv/{filmed}/"), path
        assert answer["Cache-Control"] == "no-store", "a memory on the way would lead on whoever may not see it"


def test_an_old_address_leads_nowhere_else_and_says_nothing_of_what_is_hidden(cast, client, sign_in, hidden, filmed):
    OldAddress.objects.create(path="/gammal/hemlig/", document_id=hidden)
    OldAddress.objects.create(path="/evil.test/x", document_id=filmed)
    assert client.get("/gammal/hemlig/").status_code == 404
    assert client.get("/gammal/annat/").status_code == 404
    assert sign_in(cast.stina).get("/gammal/hemlig/")["Location"] == f"/arkiv/{hidden}/"
    assert Client().post("/gammal/hemlig/").status_code == 404
    for path in ("//evil.test/x", "/%5c%5cevil.test/x", "/https://evil.test/x"):
        answer = client.get(path)
        assert answer.get("Location", "/").startswith("/"), path
        assert not answer.get("Location", "/").startswith("//"), path
