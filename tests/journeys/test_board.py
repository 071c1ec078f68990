"""A card of our board is moved by mouse, by finger and by keyboard in a real browser; each leads to what the step asks for."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open

pytestmark = pytest.mark.browser

BOARD = "/var-organisation/hemtagning/"
EVIDENCE = re.compile(r"/hemtagning/\d+/steg/(shared|tried)/$")


@pytest.fixture
def page(visit: Open) -> Page:
    return visit("stina", BOARD)


def places(page: Page, part: str, to: str) -> tuple[float, float, float, float]:
    """Where the first card among those taken home is held, and a place in a column on the same height."""
    card = page.locator('[data-column="taken"] [data-card]').first.locator(part).first
    card.scroll_into_view_if_needed()
    held, column = card.bounding_box(), page.locator(f'[data-column="{to}"]').bounding_box()
    assert held
    assert column
    return held["x"] + 8, held["y"] + 8, column["x"] + 40, held["y"] + 8


def test_by_mouse_the_card_itself_is_dragged(page: Page):
    x, y, there, same = places(page, "p", "tried")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(there, same, steps=6)
    expect(page.locator('[data-column="tried"][data-over]')).to_have_count(1)
    page.mouse.up()
    expect(page).to_have_url(EVIDENCE)


def test_a_drag_that_is_regretted_does_nothing(page: Page):
    x, y, there, same = places(page, "p", "tried")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(there, same, steps=6)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".dragged, [data-over], [data-lifted]")).to_have_count(0)
    assert page.url.endswith(BOARD)


def test_by_finger_it_is_dragged_by_its_handle(page: Page):
    x, y, there, same = places(page, "[data-handle]", "shared")
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 7):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + (there - x) * step / 6, "y": same}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page).to_have_url(EVIDENCE)


def test_by_keyboard_its_button_is_pressed(page: Page):
    page.locator('[data-column="taken"] button').first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(EVIDENCE)
