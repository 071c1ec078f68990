"""On a phone: asked how we learn, answered with the thumb, saved and changed; then what last spring's answers say together."""

import re

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
HOME = "/var-organisation/larkapacitet/"


def holds_its_width(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_phone_answers_how_we_learn_and_changes_it(visit, javascript):
    page = visit("stina", "/min-sida/", width=375, javascript=javascript)
    asked = page.locator(f'a[href^="{HOME}"][href$="/svara/"]')  # it may be folded away, where much else waits
    waits = asked.first.get_attribute("href") if asked.count() else None
    page.goto(waits or HOME)
    if waits is None:  # the other turn has answered already
        page.get_by_role("link", name="Ändra ditt svar").click()
    page.wait_for_url(re.compile(r"/svara/$"))
    assert holds_its_width(page)
    target = page.locator('label[for="id_i1_3"]').bounding_box()
    assert target is not None
    assert target["width"] >= 44
    assert target["height"] >= 44
    page.locator('label[for="id_i1_3"]').click()
    page.locator('label[for="id_l1_5"]').click()
    page.locator('[name="hinders_place"]').fill("Bussen går för sällan.")
    page.get_by_role("button", name="Spara svaret").click()
    page.get_by_text("Tack! Ditt svar är sparat.").wait_for()
    page.get_by_role("link", name="Ändra ditt svar").click()
    assert page.locator('[name="i1"][value="4"]').is_checked()
    assert page.locator('[name="l1"][value="0"]').is_checked()
    assert page.locator('[name="hinders_place"]').input_value() == "Bussen går för sällan."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_last_springs_answers_are_read_on_a_phone_with_radar_table_words_and_the_others(visit, scheme):
    page = visit("majken", HOME, width=375, scheme=scheme)
    page.locator("#analyser .row-name").nth(1).click()
    page.wait_for_url(re.compile(r"larkapacitet/\d+/$"))
    assert holds_its_width(page)
    radar = page.locator("svg.radar")
    assert radar.locator(".radar-before").count() == 1
    sizes = radar.locator("text").evaluate_all("several => several.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right, box.height])")
    assert all(left >= 0 and right <= 375 and height >= 12 for left, right, height in sizes), sizes
    rows = page.locator("figure:has(svg.radar) tbody tr")
    assert rows.count() == 4
    told = radar.locator("desc").text_content() or ""
    assert all(cell in told for cell in rows.locator("td").all_text_contents())
    page.locator("#jamfor h2").wait_for()
    assert page.locator(".said li").count() >= 4
    assert "Stina Påhittad" not in page.locator("#place").inner_text()
