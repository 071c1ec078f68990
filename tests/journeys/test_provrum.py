"""A test room from an idea to a shared result: in Swedish, in English, with the keyboard alone and without scripts."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.journeys.hands import Keyboard, Mouse

pytestmark = pytest.mark.browser

PLAN = {
    "section_purpose": "Vi vill veta om en enda sida räcker för att styra en insats.",
    "section_expected_result": "En mall som en liten ort kan använda utan hjälp.",
    "section_main_question": "Vad händer när planen ryms på en sida?",
    "section_delimitations": "Bara orter med färre än tusen invånare.",
    "section_time_plan": "Uppstart i februari, prov i mars och april, avstämning i juni.",
    "section_resources": "En processledare på deltid i varje region.",
    "section_success_criteria": "Tre orter använder mallen",
    "section_indicators": "Antal planer som ryms på en sida",
}
BUDGET = {
    "line-0-cost": "expert", "line-0-amount": "100000", "line-0-paid_by": "joint",
    "line-1-cost": "travel", "line-1-amount": "50000", "line-1-paid_by": "participants",
}  # fmt: skip


@dataclass(frozen=True)
class Way:
    """How one journey is made: whose hands, in which language, with or without scripts; each in a year of its own."""

    name: str
    hand: type[Mouse]
    year: int
    language: str = "sv"
    javascript: bool = True

    def __str__(self) -> str:
        return self.name


WAYS = (
    Way("in Swedish", Mouse, 2031),
    Way("in English", Mouse, 2032, language="en"),
    Way("with the keyboard alone", Keyboard, 2033),
    Way("without scripts", Mouse, 2034, javascript=False),
)
SAID = {
    "sv": {"submitted": "Planen är inskickad", "cleared": "Pågår till", "spread": "Resultatet är rapporterat och spritt.", "closed": "Avslutat"},
    "en": {"submitted": "The plan has been sent in", "cleared": "Runs until", "spread": "The result has been reported and spread.", "closed": "Closed"},
}


def number(page: Page) -> str:
    found = re.search(r"/(?:ideer|aktiviteter)/(\d+)/", page.url)
    assert found, page.url
    return found.group(1)


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_an_idea_becomes_a_shared_result(visit, way: Way):
    said = SAID[way.language]

    def someone(key: str) -> Mouse:
        page = visit(key, "/min-sida/", javascript=way.javascript, language=way.language)
        assert page.locator("html").get_attribute("lang") == way.language
        return way.hand(page)

    def state(hand: Mouse) -> str:
        return hand.page.locator("main .state").first.inner_text()

    # A region's strategist proposes, and would lead.
    stina = someone("stina")
    stina.follow("/ideer/")
    stina.follow("/ideer/nytt/")
    stina.fill_in(
        {"title": f"Planen på en sida ({way})", "summary": "Vi prövar om en enda sida räcker.", "format": "provrum", "own_interest": "lead"}
    )
    stina.press('main button[value="publish"]')
    proposal = number(stina.page)

    # Two other regions show interest.
    regions = [someone("disa"), someone("gun")]
    for region in regions:
        region.follow("/ideer/")
        region.follow(f"/ideer/{proposal}/")
        region.press('main button[name="would_lead"][value="0"]')

    # She starts planning with them and writes the plan; the rules answer beside it.
    stina.page.reload()
    stina.follow(f"/ideer/{proposal}/starta/")
    stina.press('main form button[type="submit"]')
    activity = number(stina.page)
    here = f"/aktiviteter/{activity}/"
    stina.follow(f"{here}plan/")
    assert stina.page.locator("#del-grant, #del-purpose").count() == 2
    stina.fill_in({**PLAN, "start": f"{way.year}-02-01", "end": f"{way.year}-06-30", **BUDGET, "grant": "75001"})
    stina.press('main .plan-save button[type="submit"]')
    assert "75" in stina.page.locator("#del-grant").inner_text()
    stina.fill_in({"grant": "75000"})
    stina.press('main .plan-save button[type="submit"]')
    stina.follow(here)
    stina.follow(f"{here}steg/submit/")
    stina.press('main form.form button[type="submit"]')
    assert state(stina).startswith(said["submitted"])

    # The mandate reads the plan and clears the start.
    klara = someone("klara")
    klara.follow(f"{here}granskning/")
    klara.choose("verdict", "yes")
    klara.press('#svar button[type="submit"]')
    klara.follow(f"{here}steg/start/")
    klara.press('main form.form button[type="submit"]')
    assert state(klara).startswith(said["cleared"])

    # It is run; the result is written, each measure answered, and reported.
    stina.page.goto(here)
    stina.follow(f"{here}resultat/")
    stina.follow(f"{here}resultat/skriv/")
    for field in stina.page.locator("main form textarea").evaluate_all("fields => fields.map(field => field.name)"):
        stina.write(field, "Två orter av tre fick det att fungera. Den tredje behövde två sidor.")
    for group in sorted(set(stina.page.locator('main form input[type="radio"]').evaluate_all("fields => fields.map(field => field.name)"))):
        stina.choose(group, "partly")
    stina.press('main form.form button[type="submit"]')
    stina.page.goto(here)
    stina.follow(f"{here}steg/report/")
    stina.press('main form.form button[type="submit"]')

    # The result is read by the mandate, and spread through every channel.
    klara.page.goto("/min-sida/")
    klara.follow(f"{here}granskning/")
    klara.choose("verdict", "yes")
    klara.press('#svar button[type="submit"]')
    sanna = someone("sanna")
    sanna.page.goto(f"{here}spridning/")
    owed = sanna.page.locator(f'main a.ds-button[href^="{here}spridning/"]').evaluate_all("links => links.map(a => a.getAttribute('href'))")
    assert len(owed) == 4
    for duty in owed:
        sanna.follow(duty)
        sanna.fill_in({"day": "2026-11-20", "link": "https://exempel.test/resultat", "note": "Visat och diskuterat."})
        sanna.press('main form.form button[type="submit"]')
    assert state(sanna) == said["spread"]
    sanna.follow(f"{here}steg/close/")
    sanna.press('main form.form button[type="submit"]')
    assert said["closed"] in sanna.page.locator("main .meta").first.inner_text()

    # Each participating organisation evaluates the format; the sum is there for the members.
    for who in (stina, *regions):
        who.page.goto("/min-sida/")
        who.follow(f"{here}utvardering/")
        who.fill_in({"answer_benefit": "4", "answer_use": f"Vi tog hem mallen {way}.", "answer_effort": "3", "answer_again": "yes"})
        who.press('main form.form button[type="submit"]')
    version = stina.page.locator('a[href^="/format/provrum/"]').first.get_attribute("href")
    stina.page.goto(f"{version}utvardering/")
    assert stina.page.get_by_text(f"Vi tog hem mallen {way}.").count() == 3

    # A visitor reads the result.
    visitor = visit(None, f"{here}resultat/", javascript=way.javascript, language=way.language)
    assert visitor.get_by_text("Den tredje behövde två sidor.").count() > 0
