"""BRP+, one framework taken home six ways (facts.md), entered through the web: two in a real browser, by hand and by keyboard without
scripts, four with the test client. Afterwards the flow, the matrix and the list of changes show them."""

from html import unescape

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from samlar.foundation import clock
from samlar.lessons.models import Borrowing, LessonTheme, Uptake
from samlar.lessons.queries import uptake
from samlar.lessons.rules.words import Kind, Step
from samlar.library.models import Theme
from samlar.people.models import Employment, Organisation, Person
from samlar.people.queries import actor
from samlar.people.rules import VISITOR
from tests.cast import FIRST_DAY, Cast
from tests.journeys.hands import Keyboard, Mouse
from tests.lessons.making import SAID, lesson

pytestmark = pytest.mark.browser
NAME = "BRP+ mäter hur människor har det"
SIX = {
    "Region Gävleborg": "Trygghet: fem mått och kommunernas egen statistik.",
    "Region Västerbotten": "Över tid, tillsammans med Umeå.",
    "Region Värmland": "Öst och väst var för sig.",
    "Region Dalarna": "Industrikommunerna för sig.",
    "Region Gotland": "Ett mått per mål i den regionala strategin.",
    "Region Örebro län": "Hälsa först, ägt av folkhälsan.",
}
HANDS = {"Region Dalarna": (Mouse, 1280, True), "Region Gotland": (Keyboard, 375, False)}


@pytest.fixture
def stage(prepared):
    """The cast, and two made-up people in each of the six and at SKR."""
    cast = Cast.enter()
    people = {}
    for name in (*SIX, "SKR"):
        at = Organisation.objects.get(name=name)
        for place in range(2):
            person = Person.objects.create(
                email=f"p{place}@{at.slug}.test", name=f"Påhitt {place} {name}", language="sv", added=clock.now(), password="!"
            )
            Employment.objects.create(person=person, organisation=at, title="analytiker", function="operative", start=FIRST_DAY)
            people[name, place] = person.pk
    return cast, people


def said(answer):
    return unescape(answer.content.decode())


@pytest.mark.django_db(transaction=True)
def test_six_regions_steal_one_framework_each_in_its_own_way(stage, live_server, browser: Browser, sign_in):
    _cast, people = stage
    skr = actor(people["SKR", 0])
    made = lesson(skr, NAME, kind=Kind.EXAMPLE)
    theme = Theme.objects.create(slug="livskvalitet-prov", name_sv="Livskvalitet på prov", name_en="Quality of life on trial")
    LessonTheme.objects.create(lesson_id=made, theme=theme)
    there = reverse("lesson_borrow", args=[made])
    for name, adapted in SIX.items():
        if name not in HANDS:
            answer = sign_in(actor(people[name, 0])).post(
                there, {"organisation": skr.organisation, "adapted": adapted, "day": "", "reach": "public"}
            )
            assert answer.status_code == 302
            continue
        hand, width, scripts = HANDS[name]
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, java_script_enabled=scripts, reduced_motion="reduce"
        )
        client = sign_in(actor(people[name, 0]))
        context.add_cookies([{"name": key, "value": cookie.value, "url": live_server.url} for key, cookie in client.cookies.items()])
        page = context.new_page()
        page.goto(reverse("lesson", args=[made]))
        with page.expect_navigation():
            page.get_by_role("link", name="Vi stal den här").first.click()
        does = hand(page)
        does.write("adapted", adapted)
        does.choose("reach", "public")
        does.press('main form.form button[type="submit"]')
        page.wait_for_url("**/hemtagning/**")
        assert adapted in page.inner_text("main")
        context.close()
    assert Borrowing.objects.count() == Uptake.objects.count() == 6
    _one_of_them_is_used(people, made, sign_in)

    visitor = sign_in(VISITOR)
    flow = said(visitor.get(reverse("flow")))
    assert "Sex organisationer har lärt av någon annan; mest av SKR" in flow
    example = said(visitor.get(reverse("lesson", args=[made])))
    assert "Sex organisationer har stulit exemplet" in example
    matrix = said(sign_in(skr).get(reverse("matrix"), {"tema": theme.slug}))
    changes = said(visitor.get(reverse("changes")))
    for name, adapted in SIX.items():
        assert f'<th scope="row">SKR</th><td class="number">{name}</td>' in flow
        assert adapted in example
        assert name in matrix or name.removeprefix("Region ") in matrix
    assert "Länets trygghet följs med fem mått." in changes
    assert "Region Gävleborg" in changes
    assert "SKR" in changes


def _one_of_them_is_used(people, made, sign_in):
    """Gävleborg enters all four steps on one page, and a second person there checks it."""
    name = "Region Gävleborg"
    first = actor(people[name, 0])
    of = Uptake.objects.get(lesson=made, organisation=first.organisation).pk
    words = {step: dict(SAID[step]) for step in Step}
    words[Step.USED] = {"changed": "Länets trygghet följs med fem mått.", "lives_in": "Handlingsplanen för trygghet"}
    typed = {f"{step.value}-{part}": text for step in Step for part, text in words[step].items()}
    typed |= {f"{step.value}-day": clock.today().isoformat() for step in Step}
    answer = sign_in(first).post(reverse("uptake_evidence_all", args=[of]), {**typed, "revision": uptake(first, of).revision})
    assert answer.status_code == 302
    second = actor(people[name, 1])
    answer = sign_in(second).post(
        reverse("uptake_check", args=[of]), {"note": "Jag har läst planen.", "revision": uptake(second, of).revision}
    )
    assert answer.status_code == 302
    assert Uptake.objects.get(id=of).standing == "used"
