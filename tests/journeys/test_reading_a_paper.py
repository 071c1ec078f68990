"""A document is read in the browser's own reader, and nothing in a file runs here (G1)."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from samlar.management.world.paper import paper
from tests.journeys.conftest import Open, World, opening

PAPER = paper("Så läser vi", [("Läget", ["Regionerna lär av varandra."])])
SCRIPT = b"<!doctype html><html><body><script>document.title = 'did run'</script></body></html>"


def added(page: Page, name: str, data: bytes) -> None:
    page.goto("/arkiv/nytt/")
    page.get_by_label("Filer", exact=True).set_input_files({"name": name, "mimeType": "application/pdf", "buffer": data})
    page.get_by_role("button", name="Lägg in", exact=True).click()
    page.wait_for_url(re.compile(r"/arkiv/\d+/$"))


def test_a_paper_opens_in_the_browsers_own_reader(whole_browser: Browser, world: World) -> None:
    with opening(whole_browser, world) as visit:
        page = visit("stina", "/arkiv/nytt/")
        added(page, "sa-laser-vi.pdf", PAPER)
        downloads: list[object] = []
        page.on("download", lambda one: downloads.append(one))
        page.get_by_role("link", name="Läs", exact=True).click()
        page.wait_for_url("**/visa/1/")
        # The reader is a page of the browser's own around the paper; a browser that refuses to start it shows neither, or downloads.
        for _ in range(100):
            if any(frame.url.startswith("chrome-extension://") for frame in page.frames):
                break
            page.wait_for_timeout(100)
        assert any(frame.url.startswith("chrome-extension://") for frame in page.frames), [frame.url for frame in page.frames]
        assert downloads == []


def test_a_paper_with_a_script_is_only_kept(visit: Open) -> None:
    page = visit("stina", "/arkiv/nytt/")
    added(page, "skript.pdf", PAPER.replace(b"/Lang (sv)", b"/OpenAction << /S /JavaScript /JS (app.alert\\('hej'\\)) >>"))
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    with page.expect_download() as kept:
        page.get_by_role("link", name="Läs", exact=True).click()
    assert kept.value.suggested_filename == "skript.pdf"
    assert said == []


@pytest.mark.parametrize("name", ["sida.html", "sida.pdf"])
def test_a_page_that_is_called_a_paper_is_only_kept(visit: Open, name: str) -> None:
    page = visit("stina", "/arkiv/nytt/")
    added(page, name, SCRIPT)
    expect(page.get_by_role("link", name="Läs", exact=True)).to_have_count(0)
    answer = page.request.get(page.url + "fil/1/")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert (answer.headers["content-type"], "sandbox" in answer.headers["content-security-policy"]) == ("application/octet-stream", True)
    assert page.request.get(page.url + "visa/1/").status == 404


def test_subtitles_are_sent_with_their_film(visit: Open) -> None:
    page = visit("stina", "/arkiv/nytt/")
    page.get_by_label("Filer", exact=True).set_input_files([
        {"name": "Möte.vtt", "mimeType": "text/vtt", "buffer": b"WEBVTT\n\n00:01.000 --> 00:04.000\nHej\n"},
        {"name": "möte.mp3", "mimeType": "audio/mpeg", "buffer": (b"\xff\xfb\x90\x00" + b"\x00" * 413) * 3},
    ])
    page.get_by_role("button", name="Lägg in", exact=True).click()
    page.wait_for_url(re.compile(r"/arkiv/\d+/$"))
    expect(page.get_by_role("link", name="Läs det som sägs")).to_be_visible()
