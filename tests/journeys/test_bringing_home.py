"""A real browser at an activity's end: lessons are taken home in two ways of using a page, and a handoff is answered by its link alone."""

import re

import pytest

from tests.journeys.hands import Keyboard, Mouse

pytestmark = pytest.mark.browser
FIRST_STEP = {"sv": "Tar upp det på måndagens möte.", "en": "We raise it at Monday's meeting."}


@pytest.mark.parametrize(
    ("who", "hands", "width", "javascript", "language"), [("stina", Mouse, 1280, True, "sv"), ("erin", Keyboard, 375, False, "en")]
)
def test_somebody_with_a_minute_takes_two_lessons_home(visit, who, hands, width, javascript, language):
    page = visit(who, "/min-sida/", width=width, javascript=javascript, language=language)
    hand = hands(page)
    page.goto(page.locator('main .waits a[href$="/ta-hem/"]').get_attribute("href"))  # it may wait among what is folded
    boxes = [box.get_attribute("name") for box in page.locator('main input[name^="take-"]').all()][:2]
    lessons = [name.removeprefix("take-") for name in boxes]
    assert not page.locator(f'main [name="next_step-{lessons[0]}"]').is_visible(), "what is not chosen asks nothing"

    # The first try forgets a step: it is told by its row, and nothing is lost.
    hand.tick(f"take-{lessons[0]}")
    hand.write(f"next_step-{lessons[0]}", FIRST_STEP[language])
    hand.tick(f"take-{lessons[1]}")
    hand.press('main button[name="deed"][value="take"]')
    page.wait_for_selector(f"#id_next_step-{lessons[1]}_error")
    assert page.locator(f'main [name="next_step-{lessons[0]}"]').input_value() == FIRST_STEP[language]
    hand.write(f"next_step-{lessons[1]}", FIRST_STEP[language])
    hand.press('main button[name="deed"][value="take"]')
    page.wait_for_selector("#hemma")
    assert page.locator("#hemma").inner_text().count(FIRST_STEP[language]) == 2
    assert page.locator(f'main input[name="take-{lessons[0]}"]').count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.goto("/min-sida/")
    assert page.locator('main .waits a[href$="/ta-hem/"]').count() == 0


def test_a_manager_without_an_account_answers_a_handoff_from_the_letter(visit):
    klara = Mouse(visit("klara", "/aktiviteter/?visa=alla"))
    klara.page.goto("/var-organisation/medskick/?visa=skickade")
    klara.press('main .rows a:has-text("Bjud in regionerna")')
    klara.press('main .buttons a[href$="/skicka/"]')
    assert klara.page.locator('main [name="email"]').input_value() == "kuno@utvecklingschefer.test", "to ask the same again is a press"
    klara.press('main form.form button[type="submit"]')
    klara.page.wait_for_url(re.compile(r"/medskick/\d+/$"))
    handoff = klara.page.url
    klara.page.goto("/prova/post?till=kuno@utvecklingschefer.test")
    klara.press("main .rows a, main li a")
    link = klara.page.locator('main a[href*="svar=ja"]').first.get_attribute("href")

    kuno = Mouse(visit(None, re.sub(r"^https?://[^/]+", "", link), width=375, javascript=False))
    assert kuno.page.locator('main [name="answer"][value="ja"]').is_checked()
    kuno.press('main form.form button[type="submit"]')
    assert "Ni tog emot det" in kuno.page.locator("main .state").inner_text()
    klara.page.goto(handoff)
    assert "Antaget" in klara.page.locator("main .state").inner_text()
