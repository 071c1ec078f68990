"""A study circle: a format that nobody has written a line of code for, made in the editor, published, and run to its end."""

import re

import pytest

from tests.journeys.hands import Mouse

pytestmark = pytest.mark.browser

BASICS = {
    "om-name_en": "Study circle", "om-definite_sv": "studiecirkeln", "om-definite_en": "the study circle",
    "om-plural_sv": "studiecirklar", "om-plural_en": "study circles",
    "om-summary_sv": "Några kollegor läser och samtalar i lugn takt.", "om-summary_en": "A few colleagues read and talk at a calm pace.",
    "om-purpose_sv": "Att lära av varandra kring en text.", "om-purpose_en": "To learn from each other around a text.",
    "om-source": "Beslut i medlemsgruppen 2026-09-12",
}  # fmt: skip
SECTION = {
    "section": "own", "label_sv": "Vad vi läser", "label_en": "What we read", "help_sv": "Vilken bok eller text?", "help_en": "Which book or text?",
}  # fmt: skip
MEETING = {
    "name_sv": "Läsmöte", "name_en": "Reading meeting", "kind": "meeting", "mode": "digital", "count": "5",
    "hint_sv": "Ett kapitel i taget.", "hint_en": "A chapter at a time.",
}  # fmt: skip
DUTY = {
    "channel": "newsletter", "label_sv": "I nyhetsbrevet", "label_en": "In the newsletter", "due_days": "30", "by": "mandate.dissemination",
    "source": "Beslut i medlemsgruppen 2026-09-12",
}  # fmt: skip
SEND = 'main form.form button[type="submit"]'


@pytest.mark.parametrize("width", [1280, 375])
def test_somebody_who_has_never_seen_toml_makes_a_study_circle_and_it_is_run(visit, width: int):
    name = f"Studiecirkel {width}"

    def someone(key: str) -> Mouse:
        return Mouse(visit(key, "/min-sida/", width=width))

    def state(hand: Mouse) -> str:
        return hand.page.locator("main .state").first.inner_text()

    def add(hand: Mouse, part: str, items: str, words: dict[str, str]) -> None:
        hand.follow(f"{draft}{part}/")
        hand.press(f'main a[href="{draft}{part}/{items}/ny/"], main button[name="then"][value="{items}"]')
        hand.page.wait_for_url(f"**{draft}{part}/{items}/ny/")
        hand.fill_in(words)
        hand.press(SEND)
        hand.page.wait_for_url(lambda url: not url.endswith("/ny/"))
        hand.press(f'main a[href="{draft}"]')

    # The basics: what is left to do is counted down to nothing.
    stina = someone("stina")
    stina.page.goto("/format/")
    stina.follow("/format/nytt/")
    stina.write("name_sv", name)
    stina.press(SEND)
    stina.page.wait_for_url(re.compile(r"/format/utkast/\d+/$"))
    draft = re.sub(r"^https?://[^/]+", "", stina.page.url)
    assert "saker återstår" in state(stina)
    stina.press("main .buttons a.ds-button")
    stina.fill_in(BASICS)
    stina.press('#part .buttons button[type="submit"]')
    stina.page.goto(draft)
    assert "Allt är på plats" in state(stina)

    # A rule, in two steps; its words are left to the system. A question of the plan, a meeting, a duty.
    stina.follow(f"{draft}regler/")
    stina.press('main button[name="then"][value="rules"]')
    stina.choose("fakta", "participants.count")
    stina.press(SEND)
    stina.fill_in({"severity": "must", "min": "3", "source": "Studieförbundens erfarenhet"})
    stina.press(SEND)
    stina.page.locator("#rules").get_by_text("3").first.wait_for()
    stina.press(f'main a[href="{draft}"]')
    add(stina, "planmall", "plan-sections", SECTION)
    add(stina, "skeden", "sessions", MEETING)
    add(stina, "spridning", "duties", DUTY)
    assert "Allt är på plats" in state(stina)

    # What is typed is kept on the way to the next part, whichever button leads there.
    stina.follow(f"{draft}grunder/")
    stina.write("om-source", "Beslut i medlemsgruppen 2026-10-02")
    stina.press('main button[name="then"][value="skeden"] >> nth=-1')
    stina.page.wait_for_url(f"**{draft}skeden/")
    stina.page.goto(f"{draft}grunder/")
    assert stina.page.locator('[name="om-source"]').input_value().endswith("10-02")

    # Submitted with why; the mandate finds it waiting, and publishes.
    stina.page.goto(draft)
    stina.write("why", "Många vill läsa tillsammans.")
    stina.press('#skicka-in button[type="submit"]')
    assert state(stina).startswith("Formatet är inskickat")
    klara = someone("klara")
    klara.follow(draft)
    klara.press(f'main form[action="{draft}publicera/"] button')
    klara.page.wait_for_url(re.compile(rf"/format/studiecirkel_{width}/1/$"))
    assert klara.page.get_by_text("Läsmöte").count() >= 1

    # It is run: proposed for, with the interest of two others.
    stina.page.goto("/ideer/nytt/")
    stina.fill_in(
        {
            "title": f"Vi läser om tillit ({width})",
            "summary": "En bok, fem möten.",
            "format": f"studiecirkel_{width}",
            "own_interest": "lead",
        }
    )
    stina.press('main button[value="publish"]')
    stina.page.wait_for_url(re.compile(r"/ideer/\d+/$"))
    proposal = re.sub(r"^https?://[^/]+", "", stina.page.url)
    regions = [someone("disa"), someone("gun")]
    for region in regions:
        region.page.goto(proposal)
        region.press('main button[name="would_lead"][value="0"]')
        region.page.get_by_text("är med bland de intresserade").first.wait_for()

    # Planned: the rule and the question of its own are there.
    stina.page.reload()
    stina.follow(f"{proposal}starta/")
    stina.press('main form button[type="submit"]')
    stina.page.wait_for_url(re.compile(r"/aktiviteter/\d+/"))
    here = re.search(r"/aktiviteter/\d+/", stina.page.url).group()  # type: ignore[union-attr]
    stina.page.goto(f"{here}plan/")
    sections = stina.page.locator('main textarea[name^="section_"]').evaluate_all("fields => fields.map(field => field.name)")
    assert len(sections) == 3
    assert stina.page.get_by_text("Vilken bok eller text?").count() == 1
    stina.fill_in(dict.fromkeys(sections, "Ett kapitel i månaden, av samma bok.") | {"start": "2027-02-01", "end": "2027-06-30"})
    stina.press('main .plan-save button[type="submit"]')
    stina.page.goto(here)
    stina.follow(f"{here}steg/submit/")
    stina.press(SEND)
    klara.page.goto(here)
    klara.follow(f"{here}steg/start/")
    klara.press(SEND)
    assert state(klara).startswith("Pågår till")

    # Reported, spread as the format's own duty says, closed by its leader.
    stina.page.goto(f"{here}resultat/skriv/")
    for field in stina.page.locator("main form textarea").evaluate_all("fields => fields.map(field => field.name)"):
        stina.write(field, "Vi läste fem kapitel och prövade två av råden.")
    stina.press(SEND)
    stina.page.goto(here)
    stina.follow(f"{here}steg/report/")
    stina.press(SEND)
    sanna = someone("sanna")
    sanna.page.goto(f"{here}spridning/")
    sanna.press(f'main a.ds-button[href^="{here}spridning/"]')
    sanna.fill_in({"day": "2026-11-20", "link": "https://exempel.test/nyhetsbrev", "note": "Stod i nyhetsbrevet."})
    sanna.press(SEND)
    stina.page.goto(here)
    stina.follow(f"{here}steg/close/")
    stina.press(SEND)
    assert "Avslutat" in stina.page.locator("main .meta").first.inner_text()

    # Each participating organisation evaluates it; the next version has something to build on.
    for who in (stina, *regions):
        who.page.goto("/min-sida/")
        who.follow(f"{here}utvardering/")
        who.fill_in({"answer_benefit": "4", "answer_change": f"Läs långsammare {width}."})
        who.press(SEND)
        who.page.wait_for_load_state()
    stina.page.goto(f"/format/studiecirkel_{width}/1/utvardering/")
    assert stina.page.get_by_text(f"Läs långsammare {width}.").count() == 3
    assert stina.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
