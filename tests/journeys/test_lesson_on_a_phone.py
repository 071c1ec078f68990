"""A lesson is caught on a phone with one hand, from the session where it arose: one field and at most three taps (F1, docs/pages.md)."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Open
from tests.journeys.hands import Keyboard

pytestmark = pytest.mark.browser

SENTENCE = "Fråga den som ska ta över innan du skriver överlämningen"
MOST_TAPS = 3
THUMB = 44  # CSS pixels: what a thumb hits (WCAG 2.5.5)
HELD = "/aktiviteter/?q=lärande"


class Thumb:
    """Taps, and counts its taps; what it taps is large enough and needs no scrolling sideways."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, selector: str) -> None:
        there = self.page.locator(selector).first
        there.scroll_into_view_if_needed()
        box = there.bounding_box()
        assert box, selector
        assert box["height"] >= THUMB, (selector, box)
        assert box["x"] >= 0, (selector, box)
        assert box["x"] + box["width"] <= 375, (selector, box)
        there.click()
        self.page.wait_for_load_state()
        self.taps += 1


def the_session(page: Page) -> str:
    """The last session of the learning lab, which has been held."""
    page.goto(HELD)
    lab = next(
        href
        for text, href in page.locator("main a").evaluate_all("all => all.map(a => [a.innerText, a.getAttribute('href')])")
        if "Att lära om lärande" in text
    )
    page.goto(f"{lab}program/")
    return page.locator('main a[href*="/program/traffar/"]').evaluate_all(
        "all => all.map(a => a.getAttribute('href')).filter(h => /traffar\\/\\d+\\/$/.test(h))"
    )[-1]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_lesson_by_thumb_from_the_sessions_page(visit: Open, scripts: bool):
    page = visit("dan", "/min-sida/", width=375, javascript=scripts)
    session = the_session(page)
    page.goto(session)
    thumb = Thumb(page)
    thumb.tap('main a[href^="/lardomar/ny/?traff="]')
    typed = page.locator("main form.form textarea:visible, main form.form input:visible:not([type=checkbox])")
    assert typed.count() == 1, "one field; the rest is folded away"
    assert page.evaluate("document.activeElement.name") == "sentence", "no tap to begin writing"
    page.keyboard.insert_text(SENTENCE)
    if scripts:
        page.locator("main [aria-live] .notice, main [aria-live]").first.wait_for(state="attached")
    thumb.tap('main button[value="share"]')
    assert thumb.taps <= MOST_TAPS
    assert thumb.taps == 2, "docs/pages.md says two"
    page.locator("h1", has_text=SENTENCE).wait_for()
    assert "delad med gruppen" in page.locator("main .meta").inner_text()
    assert page.locator(f'main a[href="{session}"]').count() == 1, "where it arose came along"
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_lesson_by_keyboard_alone(visit: Open):
    page = visit("dan", "/min-sida/", width=375)
    page.goto(the_session(page))
    hand = Keyboard(page)
    hand.press('main a[href^="/lardomar/ny/?traff="]')
    hand.write("sentence", "Med tangentbord: " + SENTENCE)
    hand.press('main button[value="draft"]')
    page.locator("h1", has_text="Med tangentbord").wait_for()
    assert "utkast" in page.locator("main .meta").inner_text()


def test_what_is_alike_is_told_while_writing(visit: Open):
    page = visit("dan", "/lardomar/", width=375)
    known = page.locator("main ul.rows a.whole").first.inner_text()
    page.goto("/lardomar/ny/")
    page.locator('main [name="sentence"]').press_sequentially(known, delay=1)
    page.locator("main [aria-live] a", has_text=known[:30]).first.wait_for()
    assert page.locator("main [aria-live] .notice").count() == 1
