"""Two idea meetings with their real figures: 41 proposals become three areas, 57 become four, and each can be followed to where it went.

The first in Swedish with a mouse; the second in English on a phone, by keyboard alone and without scripts. What many do alike is done
once or a few times by hand, and by the others through the same pages without a browser.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from samlar.management.world.meetings_told import IN_2019, IN_2023, MeetingTold
from samlar.people.models import Body, Person
from samlar.people.rules import VISITOR
from tests.cast import Cast
from tests.journeys.conftest import PATIENCE
from tests.journeys.hands import Keyboard, Mouse
from tests.web.ideas.meetings import Meeting, carried, followed

pytestmark = pytest.mark.browser

SEND = 'main form.form button[type="submit"]:not([name])'
BY_HAND = 2  # proposals, and cards that are moved
VOTE_BY_HAND = ("Region Kalmar län", "Region Norrbotten")


@dataclass(frozen=True)
class Way:
    """A meeting, how many of its proposals become how few areas, and how it is played."""

    told: MeetingTold
    many: int
    few: int
    language: str
    width: int
    scripts: bool
    hand: type[Mouse]


WAYS = [
    pytest.param(Way(IN_2023, 41, 3, "sv", 1280, True, Mouse), id="41 to 3, in Swedish with a mouse"),
    pytest.param(Way(IN_2019, 57, 4, "en", 375, False, Keyboard), id="57 to 4, in English on a phone, by keyboard, without scripts"),
]
Someone = Callable[[Client, str], Mouse]


@pytest.fixture
def page(way: Way, live_server, browser: Browser) -> Iterator[Page]:
    """One window for the whole story, of the way's width, with scripts or without; who sits at it changes with the cookies."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": way.width, "height": 900}, java_script_enabled=way.scripts, locale="sv-SE",
        timezone_id="Europe/Stockholm", reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    failed: list[str] = []
    opened.on("pageerror", lambda error: failed.append(f"{opened.url}: {error}"))
    yield opened
    context.close()
    assert not failed, "A page's script failed: " + "; ".join(failed)


def go(mouse: Mouse, selector: str) -> None:
    with mouse.page.expect_navigation():
        mouse.press(selector)
    assert mouse.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the window."


def drag(mouse: Mouse, card: str, column: int) -> None:
    """With the mouse: a card is taken and let go of over a column."""
    page = mouse.page
    page.locator(card).scroll_into_view_if_needed()
    held, there = page.locator(card).bounding_box(), page.locator(f'[data-column="{column}"]').bounding_box()
    assert held
    assert there
    page.mouse.move(held["x"] + held["width"] - 12, held["y"] + 10)
    page.mouse.down()
    page.mouse.move(there["x"] + there["width"] / 2, max(there["y"], 120) + 20, steps=8)
    with page.expect_navigation():
        page.mouse.up()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", WAYS)
def test_dozens_of_proposals_become_a_few_areas_and_every_one_can_be_followed(prepared, way: Way, page, sign_in, settings, live_server):
    meeting = Meeting(way.told, Cast.enter(), sign_in, settings)
    Person.objects.update(language=way.language)

    def as_(client: Client, path: str) -> Mouse:
        cookies = {"samlar_language": way.language, **{key: cookie.value for key, cookie in client.cookies.items()}}
        page.context.clear_cookies()
        page.context.add_cookies([{"name": key, "value": value, "url": live_server.url} for key, value in cookies.items()])
        page.goto(path)
        return way.hand(page)

    here = _is_called(meeting, as_)
    _is_proposed_to(meeting, as_, here)
    assert len(meeting.proposals) == way.many
    _is_talked_of_at_home(meeting, as_, here)
    _becomes_areas(meeting, as_, here)
    _is_voted_in(meeting, as_, here)
    _is_counted_and_decided(meeting, as_, here)
    assert len(meeting.chosen) == way.few
    _can_be_followed(meeting, as_, here, way.language)
    _becomes_an_activity(meeting, as_, here)


def _is_called(meeting: Meeting, as_: Someone) -> str:
    """Whoever holds the mandate writes the call, reads it through and opens for proposals."""
    meeting.on(35)
    klara = as_(meeting.keeper, reverse("rounds"))
    go(klara, f'main a[href="{reverse("round_new")}"]')
    klara.fill_in(meeting.call())
    go(klara, SEND)
    here = re.search(r"/idemoten/\d+/", klara.page.url).group()  # type: ignore[union-attr]
    meeting.round = int(here.split("/")[2])
    said = klara.page.locator("main").inner_text()
    assert all(re.search(f"{hour}[.:]{minute}", said) for hour, minute in (("08", "30"), ("17", "00"))), "The hours are those that were written."
    go(klara, f'main form[action="{here}oppna/"] button')
    return here


def _is_proposed_to(meeting: Meeting, as_: Someone, here: str) -> None:
    """A few write and put forward by hand, the others by posts; two are forgotten, and taken in by whoever leads."""
    meeting.on(20)
    *rest, late, last = meeting.by
    by_hand, others = rest[:BY_HAND], rest[BY_HAND:]
    for title in by_hand:
        own = as_(meeting.of(meeting.by[title]), here)
        go(own, f'main a[href="{reverse("proposal_new")}"]')
        own.fill_in(meeting.proposal(title))
        go(own, 'main button[value="publish"]')
        meeting.wrote(title, own.page.url)
        go(own, f'main form[action="{here}forslag/in/"] button')
    meeting.propose(others)
    meeting.propose([late, last], enter=False)
    klara = as_(meeting.keeper, here)
    go(klara, f'main a[href="{here}forslag/"]')
    go(klara, SEND)


def _is_talked_of_at_home(meeting: Meeting, as_: Someone, here: str) -> None:
    """Stina says in Kalmar what is urgent."""
    meeting.on(15)
    title = meeting.titles(meeting.chosen[0])[0]
    stina = as_(meeting.sign_in(meeting.cast.stina), here)
    go(stina, f'main a[href="{here}hemma/"]')
    own = f"#forslag-{meeting.proposals[title]}"
    go(stina, f'{own} button[name="urgent"]')
    stina.unfold(f"{own} summary")
    stina.write("note", "Det här är vår fråga.", within=own)
    go(stina, f"{own} details button")
    assert stina.page.locator(f'{own} button[aria-pressed="true"]').count() == 1
    assert "Det här är vår fråga." in (stina.page.locator(own).text_content() or "")


def _becomes_areas(meeting: Meeting, as_: Someone, here: str) -> None:
    """One area from what is alike, one that is empty and filled card by card; the rest by posts. What fits nowhere goes elsewhere."""
    meeting.on(8)
    board = reverse("round_areas", args=[meeting.round])
    klara = as_(meeting.keeper, here)
    go(klara, f'main .buttons a[href="{board}"]')
    go(klara, f'main a[href^="{board}nytt/?forslag="]')
    taken = klara.page.locator('main [name="forslag"]').evaluate_all("all => all.map(one => Number(one.value))")
    titles = {id: title for title, id in meeting.proposals.items()}
    first = next(area for id in taken if (area := meeting.area_of.get(titles[id])))
    klara.fill_in(meeting.area(first))
    go(klara, SEND)
    second = next(name for name in reversed(meeting.chosen) if name != first)
    go(klara, f'main a[href="{board}nytt/"]')
    klara.fill_in(meeting.area(second))
    go(klara, SEND)
    meeting.areas = meeting.made()
    assert {first, second} == set(meeting.areas)
    waiting = [meeting.proposals[title] for title in meeting.titles(second) if meeting.proposals[title] not in taken]
    for place, proposal in enumerate(waiting[:BY_HAND]):
        card = f"#forslag-{proposal}"
        if place == 0 and type(klara) is Mouse:
            drag(klara, card, meeting.areas[second])
        else:
            klara.unfold(f"{card} summary")
            klara.choose("to", str(meeting.areas[second]), within=card)
            go(klara, f'{card} button[type="submit"]')
        assert meeting.board()[proposal][0] == meeting.areas[second]
    meeting.gather()
    away, (to, reason) = next(iter(meeting.sent.items()))
    _elsewhere(klara, meeting, away, f"{here}forslag/{meeting.proposals[away]}/skicka-vidare/", {"to": to, "reason": reason})
    aside, why = next(iter(meeting.aside.items()))
    _elsewhere(klara, meeting, aside, f"{here}forslag/{meeting.proposals[aside]}/at-sidan/", {"reason": why})
    meeting.send_elsewhere()
    klara.page.goto(board)
    go(klara, 'main button[form="fix"]')


def _elsewhere(klara: Mouse, meeting: Meeting, title: str, address: str, said: dict[str, str]) -> None:
    """From the card of a proposal to the page that asks who gets it, or why it is set aside."""
    klara.page.goto(reverse("round_areas", args=[meeting.round]))
    card = f"#forslag-{meeting.proposals[title]}"
    klara.unfold(f"{card} summary")
    go(klara, f'{card} a[href="{address}"]')
    klara.fill_in(said)
    go(klara, SEND)


def _is_voted_in(meeting: Meeting, as_: Someone, here: str) -> None:
    """Two representatives vote by hand, from the meeting's page; each of the others that votes, by posts."""
    meeting.on(5)
    for name in VOTE_BY_HAND:
        own = as_(meeting.of(name), here)
        go(own, f'main .buttons a[href="{here}rosta/"]')
        for area in own.page.locator('main [name="area"]').evaluate_all("all => all.map(one => one.value)"):
            if area in {str(meeting.areas[one]) for one in meeting.ballots[name]}:
                own.tick("area", area)
        go(own, SEND)
        assert own.page.locator("main strong").first.inner_text(), "There is a receipt."
    meeting.vote(name for name in meeting.ballots if name not in VOTE_BY_HAND)


def _is_counted_and_decided(meeting: Meeting, as_: Someone, here: str) -> None:
    """When the ballots have closed they are counted; the count says who carried what, and the decision is written in with its reason."""
    meeting.on(0)
    klara = as_(meeting.keeper, here)
    go(klara, f'main form[action="{here}rakna/"] button')
    shared = carried(klara.page.content())
    assert set(shared) == set(meeting.chosen)
    for area, names in shared.items():
        assert names, f"Nobody carried {area}."
        assert names <= {name for name, ticks in meeting.ballots.items() if area in ticks}
    go(klara, f'main .buttons a[href="{here}beslut/"]')
    ticked = klara.page.locator('main [name="chosen"]:checked').evaluate_all("all => all.map(one => Number(one.value))")
    assert set(ticked) == {meeting.areas[name] for name in meeting.chosen}, "The form begins with what the count gave."
    klara.choose("body", str(Body.objects.get(slug="member_group").pk))
    klara.write("why", "Vi börjar med dem som flest bar.")
    go(klara, SEND)
    go(klara, 'main button[name="publish"]')


def _can_be_followed(meeting: Meeting, as_: Someone, here: str, language: str) -> None:
    """Anybody reads where every proposal went and who carried the areas; those who proposed read it on their own proposal's page."""
    visitor = as_(meeting.sign_in(VISITOR), here)
    public = visitor.page.content()
    many, few = len(meeting.proposals), len(meeting.chosen)
    assert re.search(rf"\b{many}\b.*\b{few}\b", visitor.page.locator("main .state").first.inner_text())
    assert followed(public) == meeting.went(language)
    assert "Vi börjar med dem som flest bar." in public
    go(visitor, f'main a[href="{here}resultat/"]')
    assert set(carried(visitor.page.content())) == set(meeting.chosen)
    for title in (meeting.titles(meeting.chosen[0])[0], next(iter(meeting.aside)), next(iter(meeting.sent))):
        whose, where = meeting.went(language)[title]
        own = as_(meeting.of(whose), reverse("proposal", args=[meeting.proposals[title]]))
        assert where.split(": ")[-1] in own.page.locator("#idemoten").inner_text()


def _becomes_an_activity(meeting: Meeting, as_: Someone, here: str) -> None:
    """One of those who proposed makes an activity of an area in one step, and the meeting's page says so."""
    area = meeting.chosen[0]
    title = meeting.titles(area)[0]
    own = as_(meeting.of(meeting.by[title]), here)
    go(own, f'main a[href="{here}omraden/{meeting.areas[area]}/aktivitet/"]')
    own.choose("format_id", "larprojekt")
    go(own, SEND)
    activity = re.search(r"/aktiviteter/\d+/", own.page.url).group()  # type: ignore[union-attr]
    assert own.page.locator(f'main a[href="{here}#omrade-{meeting.areas[area]}"]').count() == 1, "The activity says from which area it grew."
    own.page.goto(here)
    said = own.page.locator(f'#omrade-{meeting.areas[area]} a[href="{activity}"]')
    assert said.count() == 1 + len(meeting.titles(area)), "The area says what it became, and so does each of its proposals."
    assert said.last.text_content() == area
    own.page.goto(reverse("proposal", args=[meeting.proposals[title]]))
    assert own.page.locator(f'main a[href="{activity}"]').count() >= 1
