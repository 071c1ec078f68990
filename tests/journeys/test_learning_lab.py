"""The learning lab of autumn 2026, as its invitation has it: from the invitation to attendance, homework and what changed.

Once with a mouse in Swedish; once in English on a phone, by keyboard alone and without scripts. The server is started anew for each
day of the story, on the same copy.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import World, opening, serving
from tests.journeys.hands import Keyboard, Mouse

pytestmark = pytest.mark.browser

SEND = 'main form.form button[type="submit"]:not([name])'
MANAGER = "majken@region-kalmar-lan.test"
ASSIGNMENT = {
    "challenge": "Vi lär oss mycket och gör som förut.",
    "wanted": "Ett arbetssätt som håller när någon slutar.",
    "use": "I uppföljningen av strategin.",
    "at_home": "Ledningsgruppen och två analytiker.",
}
WAYS = [
    pytest.param("sv", 1280, True, Mouse, id="in Swedish with a mouse"),
    pytest.param("en", 375, False, Keyboard, id="in English on a phone, by keyboard, without scripts"),
]


@pytest.fixture
def copy(cleared: World, tmp_path: Path) -> World:
    shutil.copytree(cleared.folder, tmp_path / "copy")
    return World("", tmp_path / "copy", {**cleared.environment, "SAMLAR_DATA": str(tmp_path / "copy")})


@pytest.mark.parametrize(("language", "width", "scripts", "hand"), WAYS)
def test_the_learning_lab_from_invitation_to_what_changed(copy: World, browser: Browser, language, width, scripts, hand: type[Mouse]):
    lab = ""

    def day(moment: str) -> Iterator[object]:
        """One day of the story: says how to open a page as somebody, with the hands of this way."""
        with serving(copy, moment) as served, opening(browser, served) as open_:

            def someone(key: str | None, path: str) -> Mouse:
                return hand(open_(key, path, width=width, javascript=scripts, language=language))

            yield someone

    def letter_to(someone, address: str, path: str) -> str:
        """Where the newest letter to somebody leads that has such a link."""
        post = someone(None, f"/prova/post?till={address}").page
        letters = post.locator("main ul.rows a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        for letter in letters:
            post.goto(letter)
            for href in post.locator("main .prose a").evaluate_all("all => all.map(a => a.href)"):
                if path in href:
                    return re.sub(r"^https?://[^/]+", "", href)
        raise AssertionError(f"No letter to {address} leads to {path}.")

    def mark(mouse: Mouse, step: int) -> None:
        """Marks every scale on the page alike."""
        mouse.page.goto(f"{lab}resultat/markera/")
        names = mouse.page.locator('main input[type="radio"]').evaluate_all("all => [...new Set(all.map(one => one.name))]")
        assert len(names) == 8, "Four expected results, oneself and the organisation."
        for name in names:
            mouse.choose(name, str(step))
        send(mouse)

    def note(mouse: Mouse, name: str) -> None:
        """Somebody is there."""
        row = mouse.page.locator("main li", has_text=name)
        mouse.press(f"#{row.first.get_attribute('id')} button[name=\"present\"]")
        mouse.page.wait_for_load_state()
        mouse.page.locator("main li", has_text=name).locator(".chip, .ds-tag, .row-state").first.wait_for()

    def send(mouse: Mouse) -> None:
        mouse.press(SEND)
        mouse.page.wait_for_load_state()

    def state(mouse: Mouse) -> str:
        return mouse.page.locator("main .state").first.inner_text()

    # 20 April: the lead dates the format's sessions, releases the programme, says what is asked, and publishes the invitation.
    for someone in day("2026-04-20T10:00:00+02:00"):
        klara = someone("klara", "/aktiviteter/?q=lärande")
        lab = next(
            href for href in klara.page.locator("main a").evaluate_all("all => all.filter(a => a.innerText.includes('Att lära om lärande')).map(a => a.getAttribute('href'))")
        )  # fmt: skip
        klara.page.goto(f"{lab}program/")
        klara.follow(f"{lab}program/traffar/formatets/")
        klara.fill_in({"workshop_1-1-day": "2026-09-01", "workshop_1-1-place": "Stockholm", "seminar-1-day": "2026-10-06"})
        klara.fill_in({"workshop_2-1-day": "2026-10-14", "workshop_2-1-place": "Stockholm"})
        send(klara)
        klara.page.goto(f"{lab}program/slapp/")
        send(klara)
        klara.page.goto(f"{lab}program/")
        first, _seminar, last = klara.page.locator('main h2 a[href*="/traffar/"]').evaluate_all("all => all.map(a => a.getAttribute('href'))")
        klara.page.goto(f"{lab}anmalan/villkor/")
        klara.write("last_day", "2026-08-14")
        send(klara)
        for role, answers in (("process_leader", "content"), ("practical", "practical")):
            klara.page.goto(f"{lab}bemanning/lagg-till/")
            klara.choose("role", role)
            klara.write("name", "Klara Skådespel")
            klara.write("email", "klara@tillvaxtverket.test")
            klara.choose("answers", answers)
            send(klara)
        klara.page.goto(f"{lab}inbjudan/skriv/")
        klara.write("registration", "Anmäl er tidigt.")
        send(klara)
        klara.page.goto(f"{lab}inbjudan/publicera/")
        send(klara)

    # 6 May: a visitor reads the invitation. Stina registers herself and three colleagues; a fifth is refused, with the rule.
    for someone in day("2026-05-06T10:00:00+02:00"):
        visitor = someone(None, f"{lab}inbjudan/").page
        said = visitor.locator("main").inner_text()
        for words in ("Bakgrund", "Program", "Kostnad", "Klara Skådespel") if language == "sv" else ("Background", "Programme", "Cost", "Klara Skådespel"):
            assert words in said
        assert visitor.locator(f'main a[href="{lab}anmalan/"]').count() >= 1
        stina = someone("stina", f"{lab}anmalan/")
        values = "all => all.map(one => one.value).filter(Boolean)"
        managers = stina.page.locator('main [name="manager"] option').evaluate_all(values)
        everybody = stina.page.locator('main [name="person"] option').evaluate_all(values)
        people = [one for one in everybody if one not in managers]
        late = someone("stina", f"{lab}anmalan/")  # a window that stays open while four others are registered
        for number, person in enumerate(people[:4]):
            stina.page.goto(f"{lab}anmalan/" if number == 0 else f"{lab}anmalan/ny/")
            if number:
                stina.choose("person", person)
            stina.tick("agreed")
            send(stina)
            assert stina.page.locator(".field-invalid").count() == 0
        fifth = "Högst fyra personer" if language == "sv" else "At most four people"
        stina.page.goto(f"{lab}anmalan/ny/")
        assert fifth in stina.page.locator("main").inner_text()
        late.choose("person", people[4])
        late.tick("agreed")
        send(late)
        assert fifth in late.page.locator(".field-invalid").first.inner_text()
        assert late.page.locator('main [name="agreed"]').is_checked(), "Nothing that was filled in is lost."
        assert late.page.locator('main [name="person"]').input_value() == people[4]

        # The manager answers from the mail alone, without an account; the link works once.
        link = letter_to(someone, MANAGER, "/chef/")
        manager = someone(None, link)
        asked = manager.page.locator("main").inner_text()
        assert "Majken Exempelson" in asked
        assert "Stockholm" in asked
        manager.press('main button[name="answer"][value="yes"]')
        manager.page.wait_for_load_state()
        assert manager.page.locator('main button[name="answer"][value="yes"]').count() == 0
        again = someone(None, link)
        assert again.page.locator('main button[name="answer"]').count() == 0
        done = "Du godkände" if language == "sv" else "You approved"
        assert done in state(again)
        rest = someone(None, "/prova/post?till=" + MANAGER).page.locator("main ul.rows a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        for letter in rest[:4]:
            page = someone(None, letter).page
            links = page.locator("main .prose a").evaluate_all("all => all.map(a => a.href)")
            for href in (one for one in links if "/chef/" in one and link not in one):
                one = someone(None, re.sub(r"^https?://[^/]+", "", href))
                one.press('main button[name="answer"][value="yes"]')
                one.page.wait_for_load_state()
        stina.page.goto(f"{lab}anmalan/")
        own = stina.page.locator(f'main a[href^="{lab}uppdrag/"]').first.get_attribute("href")

    # 25 August: the assignment is written with the manager, and Stina marks where she and her organisation stand.
    for someone in day("2026-08-25T10:00:00+02:00"):
        stina = someone("stina", own)
        for field, text in ASSIGNMENT.items():
            stina.write(field, text)
        stina.press('main button[name="deed"][value="send"]')
        stina.page.wait_for_load_state()
        manager = someone(None, letter_to(someone, MANAGER, "/uppdrag/"))
        manager.press('main button[name="deed"][value="confirm"]')
        manager.page.wait_for_load_state()
        stina.page.goto(own)
        assert ("bekräftat" if language == "sv" else "confirmed") in stina.page.locator("main").inner_text().lower()
        mark(stina, 2)

    # 1 September: the lead notes on a phone who has come, and gives the homework at the end.
    for someone in day("2026-09-01T12:30:00+02:00"):
        klara = someone("klara", f"{first}narvaro/")
        note(klara, "Stina Påhittad")
        klara.page.goto(f"{lab}hemuppgifter/ny/")
        klara.fill_in({"title": "Vad hindrar lärande hos oss?", "text": "Skriv tre saker.", "due": "2026-10-09"})
        klara.choose("by", "organisation")
        klara.choose("seen_by", "group")
        send(klara)
        task = re.search(r"/hemuppgifter/\d+/", klara.page.url).group()  # type: ignore[union-attr]
        klara.page.goto(f"{lab}{task[1:]}")
        klara.press(f'main form[action="{lab}{task[1:]}ge/"] button')
        klara.page.wait_for_load_state()

    # 2 September: Stina hands in, and answers one of the four questions.
    for someone in day("2026-09-02T15:00:00+02:00"):
        stina = someone("stina", f"{lab}{task[1:]}lamna-in/")
        stina.write("text", "Ingen frågar efteråt.")
        send(stina)
        assert "Ingen frågar efteråt." in stina.page.locator("main").inner_text()
        stina.page.goto(f"{first}efterat/")
        stina.write("next", "Tio minuter efter varje möte.")
        send(stina)

    # 14 October: the homework is taken up; the day after the lab Stina marks again, and the change can be read.
    for someone in day("2026-10-14T13:00:00+02:00"):
        klara = someone("klara", f"{lab}{task[1:]}alla/")
        assert "Ingen frågar efteråt." in klara.page.locator("main").inner_text()
        klara.page.goto(f"{last}narvaro/")
        note(klara, "Stina Påhittad")
    for someone in day("2026-10-16T10:00:00+02:00"):
        stina = someone("stina", f"{lab}resultat/markera/")
        mark(stina, 4)
        stina.page.goto(f"{lab}resultat/markera/")
        assert stina.page.locator('main details .table tbody tr').count() == 4
        klara = someone("klara", f"{lab}siffror/")
        said = klara.page.locator("main").inner_text()
        assert ("deltaganden" if language == "sv" else "participations") in said.lower()
        assert klara.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
