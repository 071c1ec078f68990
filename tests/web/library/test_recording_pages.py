"""A recording's pages: nothing is asked of a video service before the visitor says so; chapters, subtitles and transcript; bad input (G3, Z8)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samlar.foundation import files
from samlar.library.actions import documents, recordings
from samlar.library.actions.documents import DocumentText
from samlar.library.models import Chapter, Document, Recording, Track, Version
from samlar.library.queries.documents import document
from samlar.library.queries.recordings import recording

VTT = """WEBVTT

00:00:01.000 --> 00:00:04.000
Välkomna till labbet.

00:01:30.000 --> 00:01:33.000
<b>Frågor</b> om lärprojekten & länet.
""".encode()
YOUTUBE = "https://youtu.be/dQw4w9WgXcQ"


def made(cast, link: str = YOUTUBE, *, open_: bool = True, title: str = "Lärlabbets första dag") -> int:
    id = documents.add(cast.stina, DocumentText(kind="recording", title=title, licence="cc-by", link=link))
    recordings.put_chapters(cast.stina, id, "0:00 Välkomna\n1:30 Frågor", revision=1)
    recordings.put_track(cast.stina, id, VTT, language="sv", revision=2)
    if open_:
        documents.publish(cast.stina, id, revision=3)
    return id


def hosted(cast) -> int:
    """A recording with a file of our own: only what the pages ask of its row matters here."""
    id = made(cast, "https://exempel.test/film")
    Version.objects.create(
        document_id=id, number=1, file=files.keep(b"film"), name="film.mp4", type="mp4", bytes=4, person_id=cast.stina.person,
        added=Document.objects.get(id=id).added, reading="unread",
    )  # fmt: skip
    Document.objects.filter(id=id).update(version=1, link="")
    return id


def revision(id: int) -> int:
    return Document.objects.values_list("revision", flat=True).get(id=id)


def sources(page: str) -> list[str]:
    """Every address that the browser fetches by itself."""
    return re.findall(r'<(?:iframe|img|video|audio|script|source|track)\b[^>]*\bsrc="([^"]*)"', page)


# — watching —


def test_nothing_is_asked_of_the_service_before_the_visitor_says_so(cast, client):
    id = made(cast)
    answer = client.get(f"/arkiv/{id}/?tid=90000")
    page = answer.content.decode()
    assert [one for one in sources(page) if not one.startswith("/static/")] == []
    assert "<iframe" not in page
    assert "youtube" not in answer["Content-Security-Policy"]
    assert "Google" in page  # who it is that is asked, and what they learn
    assert "din IP-adress" in page
    assert 'name="tid" value="90000"' in page


def test_the_visitors_own_word_lets_that_service_in_for_that_answer(cast, client):
    id = made(cast)
    answer = client.post(f"/arkiv/{id}/spela/", {"tid": "90000"})
    page = answer.content.decode()
    assert sources(page)[-1] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0&amp;cc_load_policy=1&amp;start=90"
    assert "frame-src https://www.youtube-nocookie.com" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    for other in (f"/arkiv/{id}/", "/"):
        assert "frame-src" not in client.get(other)["Content-Security-Policy"]


def test_a_link_alone_never_starts_a_film(cast, client):
    id = made(cast)
    assert client.get(f"/arkiv/{id}/spela/").status_code == 405
    assert "<iframe" not in client.get(f"/arkiv/{id}/?spela=1").content.decode()


def test_an_unknown_service_is_only_a_link(cast, client):
    id = made(cast, "https://play.exempel.test/film/12")
    page = client.get(f"/arkiv/{id}/").content.decode()
    assert 'href="https://play.exempel.test/film/12"' in page
    assert client.post(f"/arkiv/{id}/spela/").headers["Location"] == f"/arkiv/{id}/"


def test_where_nobody_can_be_led_to_a_moment_it_is_said_which_and_what_is_said_there(cast, client):
    id = made(cast, "https://play.exempel.test/film/12")
    page = client.get(f"/arkiv/{id}/?tid=90000").content.decode()
    assert "Stället är 1:30." in page
    assert "Frågor om lärprojekten &amp; länet.</q>" in page
    assert re.findall(r'href="([^"]+)" data-at', page) == [f"/arkiv/{id}/utskrift/#t-1000", f"/arkiv/{id}/utskrift/#t-90000"]


def test_what_is_looked_for_is_marked_as_search_marks_it(cast, client, follow):
    id = made(cast)
    follow()
    page = client.get(f"/arkiv/{id}/utskrift/", {"q": "fråga"}).content.decode()
    assert set(re.findall(r"<mark>([^<]*)</mark>", page)) == {"Frågor"}


def test_our_own_file_is_played_from_the_moment_with_its_subtitles(cast, client):
    id = hosted(cast)
    page = client.get(f"/arkiv/{id}/?tid=90000").content.decode()
    assert f'<video class="player" controls preload="none" playsinline src="/arkiv/{id}/visa/1/#t=90"' in page
    assert f'<track kind="captions" src="/arkiv/{id}/undertexter/sv/" srclang="sv"' in page
    assert f'<a href="/arkiv/{id}/?tid=90000#spelare" data-at="90">' in page
    assert "media-src 'self'" in client.get("/")["Content-Security-Policy"]


@pytest.mark.parametrize("asked", ["-1", "abc", "9" * 30, "", "١", "1e9", "%00"])
def test_a_moment_that_is_none_is_the_beginning(cast, client, asked):
    id = hosted(cast)
    answer = client.get(f"/arkiv/{id}/?tid={asked}")
    assert answer.status_code == 200
    assert f'src="/arkiv/{id}/visa/1/"' in answer.content.decode()


# — reading —


def test_all_that_is_said_stands_on_a_page_with_its_moments(cast, client):
    id = made(cast)
    page = client.get(f"/arkiv/{id}/utskrift/").content.decode()
    assert re.findall(r'<p id="(t-\d+)">', page) == ["t-1000", "t-90000"]
    assert f'href="/arkiv/{id}/?tid=90000#spelare"' in page
    assert "<h2>Frågor</h2>" in page
    assert "Frågor om lärprojekten &amp; länet." in page


@pytest.mark.parametrize(
    ("asked", "marked"),
    [("projekt", ["projekt"]), ("LABB", ["labb"]), ("län", ["län"]), ("lån", []), ("&", []), ("frågorna välkomna", ["Välkom", "Fråg"])],
)
def test_words_are_found_inside_words_and_a_letter_is_a_letter(cast, client, asked, marked):
    id = made(cast)
    page = client.get(f"/arkiv/{id}/utskrift/", {"q": asked}).content.decode()
    found = re.findall(r"<mark>([^<]*)</mark>", page)
    assert [one.casefold()[:4] for one in dict.fromkeys(found)] == [one.casefold()[:4] for one in marked]
    assert ("Orden sägs inte" in page) == (not marked and asked != "&")


def test_the_subtitles_are_given_as_only_times_and_words(cast, client):
    id = made(cast)
    answer = client.get(f"/arkiv/{id}/undertexter/sv/")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Frågor om lärprojekten &amp; länet." in answer.content.decode()
    assert b"<" not in answer.content
    assert client.get(f"/arkiv/{id}/undertexter/en/").status_code == 404


def test_where_nothing_is_said_there_is_no_transcript(cast, client):
    id = documents.add(cast.stina, DocumentText(kind="recording", title="Utan text", licence="cc-by", link=YOUTUBE))
    documents.publish(cast.stina, id, revision=1)
    page = client.get(f"/arkiv/{id}/").content.decode()
    assert "utskrift" not in page
    assert "Den ska vara klar senast 4 december 2026" in page
    assert client.get(f"/arkiv/{id}/utskrift/").status_code == 404


def test_what_is_hidden_has_no_pages(cast, client, sign_in):
    id = made(cast, open_=False)
    for browser in (client, sign_in(cast.dan)):
        for path in ("utskrift/", "undertexter/sv/", "kapitel/", "text/"):
            answer = browser.get(f"/arkiv/{id}/{path}")
            assert answer.status_code in (302, 404), path
            assert b"labbet" not in answer.content
        assert browser.post(f"/arkiv/{id}/spela/").status_code == 404


# — changing —


def test_chapters_are_typed_and_a_wrong_line_loses_nothing(cast, sign_in):
    id = made(cast, open_=False)
    browser = sign_in(cast.stina)
    assert "0:00 Välkomna\n1:30 Frågor" in browser.get(f"/arkiv/{id}/kapitel/").content.decode()
    answer = browser.post(f"/arkiv/{id}/kapitel/", {"chapters": "0:00 Start\nFrågor utan tid", "revision": revision(id)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Rad 2 börjar inte med en tid." in page
    assert "Frågor utan tid" in page
    assert list(Chapter.objects.values_list("title", flat=True)) == ["Välkomna", "Frågor"]
    answer = browser.post(f"/arkiv/{id}/kapitel/", {"chapters": "0:00 Start", "revision": revision(id)})
    assert answer["Location"] == f"/arkiv/{id}/"
    assert list(Chapter.objects.values_list("title", flat=True)) == ["Start"]


def test_of_two_windows_the_second_is_told_and_keeps_what_was_typed(cast, sign_in):
    id = made(cast, open_=False)
    browser = sign_in(cast.stina)
    answer = browser.post(f"/arkiv/{id}/kapitel/", {"chapters": "0:00 Mitt", "revision": 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "En kollega hann ändra" in page
    assert "0:00 Mitt" in page
    assert f'name="revision" value="{revision(id)}"' in page


def test_a_file_of_subtitles_is_put_read_through_and_taken_away(cast, sign_in):
    id = documents.add(cast.stina, DocumentText(kind="recording", title="Ny", link=YOUTUBE))
    browser = sign_in(cast.stina)
    sent = {"file": SimpleUploadedFile("text.srt", VTT), "language": "sv", "automatic": "on", "revision": revision(id)}
    assert browser.post(f"/arkiv/{id}/text/fil/", sent)["Location"] == f"/arkiv/{id}/text/"
    assert "automatisk, inte läst" in browser.get(f"/arkiv/{id}/text/").content.decode()
    browser.post(f"/arkiv/{id}/text/sv/", {"deed": "read", "revision": revision(id)})
    assert Recording.objects.get(document=id).captions == "done"
    browser.post(f"/arkiv/{id}/text/sv/", {"deed": "remove", "revision": revision(id)})
    assert (Recording.objects.get(document=id).captions, Track.objects.count()) == ("none", 0)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("utan-tider.vtt", b"WEBVTT\n\nHej\n", "Filen har inga tider"),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42", "Filen är inte en textfil"),
        ("tom.vtt", b"", "Välj en fil med undertexter"),
        ("bomb.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"x" * 5_000_000, "Filen är för stor"),
        ("../../fel.srt", b"1\n00:00:05,000 --> 00:00:01,000\nHej", "Rad 2: texten slutar innan den börjar"),
    ],
)
def test_what_is_no_subtitles_is_told_by_the_field(cast, sign_in, name, data, said):
    id = made(cast, open_=False)
    answer = sign_in(cast.stina).post(
        f"/arkiv/{id}/text/fil/", {"file": SimpleUploadedFile(name, data), "language": "sv", "revision": revision(id)}
    )
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert recording(document(cast.stina, id)).captions == "done"  # what was there stays


def test_length_and_state_are_told_and_wrong_ones_refused(cast, sign_in):
    id = documents.add(cast.stina, DocumentText(kind="recording", title="Ny", link=YOUTUBE))
    browser = sign_in(cast.stina)
    answer = browser.post(f"/arkiv/{id}/text/lage/", {"captions": "ordered", "length": "en timme", "revision": revision(id)})
    assert (answer.status_code, "Längden går inte att läsa." in answer.content.decode()) == (422, True)
    browser.post(f"/arkiv/{id}/text/lage/", {"captions": "ordered", "length": "1:02:03", "revision": revision(id)})
    assert (Recording.objects.get(document=id).captions, Recording.objects.get(document=id).seconds) == ("ordered", 3723)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), chapters=st.text(max_size=200), asked=st.text(max_size=120))
def test_whatever_is_sent_the_pages_answer(cast, sign_in, data, chapters, asked):
    if not Document.objects.exists():
        made(cast, open_=False)
    id = Document.objects.values_list("id", flat=True).get()
    browser = sign_in(cast.stina)
    sent = {"file": SimpleUploadedFile("x.vtt", data), "language": "en", "revision": revision(id)}
    assert browser.post(f"/arkiv/{id}/text/fil/", sent).status_code in (302, 422)
    assert browser.post(f"/arkiv/{id}/kapitel/", {"chapters": chapters, "revision": revision(id)}).status_code in (302, 422)
    assert browser.get(f"/arkiv/{id}/utskrift/", {"q": asked}).status_code == 200
