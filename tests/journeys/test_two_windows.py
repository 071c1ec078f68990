"""Two windows on the same thing: the second is told what happened, and nothing that somebody wrote is lost."""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.hands import Mouse

pytestmark = pytest.mark.browser
SEND = 'main form.form button[type="submit"]'
SAVE = 'main .plan-save button[type="submit"]'


def planned(visit, title: str) -> tuple[Page, str]:
    """A learning project in planning, led by Stina: her page, and its address."""
    stina = Mouse(visit("stina", "/ideer/nytt/"))
    stina.fill_in({"title": title, "summary": "Vi prövar två fönster.", "format": "provrum", "own_interest": "lead"})
    stina.press('main button[value="publish"]')
    stina.page.wait_for_url(re.compile(r"/ideer/\d+/$"))
    stina.page.goto(f"{stina.page.url}starta/")
    stina.press('main form button[type="submit"]')
    stina.page.wait_for_url(re.compile(r"/aktiviteter/\d+/"))
    here = re.search(r"/aktiviteter/\d+/", stina.page.url).group()  # type: ignore[union-attr]
    return stina.page, here


def test_the_second_window_that_saves_a_plan_keeps_its_text_and_sees_the_others(visit):
    first, here = planned(visit, "Två fönster skriver samma plan")
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"{here}plan/")
    Mouse(first).write("section_purpose", "Det här skrevs i det första fönstret.")
    Mouse(first).press(SAVE)
    first.get_by_text("Planen är sparad.").wait_for()
    Mouse(second).write("section_purpose", "Det här skrevs i det andra fönstret.")
    Mouse(second).press(SAVE)
    second.locator("main [role=alert], main .errors, main .error-summary, main .ds-error-summary").first.wait_for()
    assert second.locator('[name="section_purpose"]').input_value() == "Det här skrevs i det andra fönstret."
    assert second.get_by_text("Det här skrevs i det första fönstret.").count() >= 1
    first.reload()
    assert first.locator('[name="section_purpose"]').input_value() == "Det här skrevs i det första fönstret."
    Mouse(second).press(SAVE)
    second.get_by_text("Planen är sparad.").wait_for()
    first.reload()
    assert first.locator('[name="section_purpose"]').input_value() == "Det här skrevs i det andra fönstret."


def test_the_second_window_that_moves_an_activity_is_told_where_it_is(visit):
    first, here = planned(visit, "Två fönster ställer in samma provrum")
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"{here}steg/cancel/")
        Mouse(page).write("reason", "Det blev inga pengar kvar.")
    Mouse(first).press(SEND)
    first.wait_for_url(f"**{here}")
    Mouse(second).press(SEND)
    second.wait_for_load_state()
    told = second.locator("main").inner_text()
    assert "Inställt" in told, told
