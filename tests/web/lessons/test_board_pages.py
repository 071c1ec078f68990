"""Our board, the matrix and an activity's lessons on the web: who sees what, how a card is moved, and what the pages ask."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samlar.foundation import clock
from samlar.lessons.actions import uptakes
from samlar.lessons.models import LessonTheme, Uptake
from samlar.lessons.queries import uptake
from samlar.lessons.rules.words import STEPS, Reach, State, Step
from samlar.library.models import Theme
from samlar.people.rules import VISITOR
from samlar.web.activities.frame import MOST_TABS, folded
from tests.activities.rows import activity
from tests.lessons.making import home, lesson, shows

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def column(response, standing: str) -> str:
    return response.content.decode().split(f'data-column="{standing}"')[1].split("</section>")[0]


def on(actor, of, *steps):
    uptakes.add_evidence(actor, of, shows(clock.today(), *steps), revision=uptake(actor, of).revision)


@pytest.fixture
def made(cast):
    return activity(cast, format="larprojekt", stage="running")


# — the board —


def test_an_empty_board_says_what_would_fill_it(cast, sign_in):
    shown = words(sign_in(cast.stina).get(reverse("board")))
    assert "Ni har inte tagit hem något än" in shown
    assert "Hitta något att ta hem" in shown


def test_the_board_is_for_those_who_work_somewhere(cast, sign_in):
    assert sign_in(VISITOR).get(reverse("board")).status_code == 302
    home(cast.dan, lesson(cast.stina, "HEMLIGT hos Dalarna"), reach=Reach.OWN)
    assert "HEMLIGT" not in sign_in(cast.stina).get(reverse("board")).content.decode()
    assert "HEMLIGT" in sign_in(cast.dan).get(reverse("board")).content.decode()


def test_a_card_tells_owner_next_step_and_how_old_its_evidence_is(cast, sign_in):
    of = home(
        cast.stina,
        lesson(cast.stina, "Fråga mottagaren", day=date(2026, 1, 1)),
        day=date(2026, 1, 2),
        next_step="Berätta för ledningen",
        next_day=date(2026, 12, 5),
    )
    uptakes.add_evidence(cast.stina, of, shows(date(2026, 3, 15), Step.TRIED), revision=uptake(cast.stina, of).revision)
    answer = sign_in(cast.majken).get(reverse("board"))
    card = column(answer, "tried")
    for told in (
        "Fråga mottagaren",
        cast.stina.name,
        "Berätta för ledningen",
        "5 december 2026",
        "Underlaget är 8 månader gammalt.",
        "Har stått still sedan mars.",
    ):
        assert told in card, told
    assert reverse("uptake", args=[of]) in card
    assert "1 står still." in words(answer)
    assert "Den enda hemtagningen används inte än." in words(answer)
    mine = column(sign_in(cast.stina).get(reverse("board")), "tried")
    assert "<p>Du</p>" in mine


def test_saffron_only_for_whoever_finds_a_new_owner(cast, sign_in):
    of = home(cast.stina, lesson(cast.stina))
    Uptake.objects.filter(id=of).update(owner=None, next_day=clock.today() - timedelta(days=2))
    representative = next(who for who in (cast.stina, cast.majken) if who.is_representative)
    colleague = next(who for who in (cast.majken, cast.stina) if not who.is_representative)
    assert "chip-waiting" in column(sign_in(representative).get(reverse("board")), "taken")
    seen = column(sign_in(colleague).get(reverse("board")), "taken")
    assert "behöver ny ägare" in seen
    assert "chip-waiting" not in seen
    assert "Försenad" in seen


def test_a_card_is_moved_by_its_own_form_without_scripts(cast, sign_in):
    of = home(cast.stina, lesson(cast.stina))
    on(cast.stina, of, Step.TRIED)
    browser = sign_in(cast.stina)
    card = column(browser.get(reverse("board")), "tried")
    assert f'action="{reverse("uptake_move", args=[of])}"' in card
    revision = re.search(r'name="revision" value="(\d+)"', card).group(1)
    choices = re.findall(r'name="to" value="(\w+)"', card)
    assert choices == ["shared", "anchored"], "back and forward"
    forward = browser.post(reverse("uptake_move", args=[of]), {"to": "anchored", "revision": revision})
    assert forward.status_code == 302
    assert forward["Location"] == reverse("uptake_evidence", args=[of, "anchored"]), "forward asks for the evidence"
    back = browser.post(reverse("uptake_move", args=[of]), {"to": "shared", "revision": revision})
    assert back["Location"].startswith(reverse("uptake_back", args=[of])), "back asks why"
    assert uptake(cast.stina, of).standing == "tried", "nothing has moved by the press alone"


def test_of_two_who_move_the_same_card_the_second_keeps_what_was_written(cast, sign_in):
    of = home(cast.stina, lesson(cast.stina))
    first, second = sign_in(cast.stina), sign_in(cast.majken)
    read = [re.search(r'name="revision" value="(\d+)"', column(who.get(reverse("board")), "taken")).group(1) for who in (first, second)]
    assert read[0] == read[1]
    pages = [who.post(reverse("uptake_move", args=[of]), {"to": "shared", "revision": read[0]})["Location"] for who in (first, second)]
    forms = [who.get(page).content.decode() for who, page in zip((first, second), pages, strict=True)]
    fields = [dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)) for form in forms]
    for kept in fields:
        kept.pop("csrfmiddlewaretoken", None)
        kept.pop("next", None)
    told = {"day": "2026-11-20"}
    done = first.post(pages[0], {**fields[0], **told, "forum": "Ledningsmötet"})
    assert done.status_code == 302
    late = second.post(pages[1], {**fields[1], **told, "forum": "Avdelningens dag"})
    assert late.status_code == 409
    assert "Avdelningens dag" in late.content.decode(), "nothing that was typed is lost"
    assert "En kollega hann" in words(late)
    assert uptake(cast.stina, of).living[0].said["forum"] == "Ledningsmötet"


def test_the_filters_are_links_and_bad_ones_are_no_error(cast, sign_in):
    theme = Theme.objects.create(slug="vatten-prov", name_sv="Vatten prov", name_en="Water test")
    of = lesson(cast.stina, "Om vatten")
    LessonTheme.objects.create(lesson_id=of, theme=theme)
    home(cast.stina, of)
    home(cast.stina, lesson(cast.stina, "Om annat"))
    browser = sign_in(cast.stina)
    narrowed = browser.get(reverse("board"), {"tema": theme.pk}).content.decode()
    assert "Om vatten" in narrowed
    assert "Om annat" not in narrowed
    assert f"?tema={theme.pk}&amp;steg=hemtagna" not in narrowed, "all fit in the column"
    for bad in (
        {"tema": "9" * 30},
        {"tema": "\x00"},
        {"aktivitet": "x" * 10**5},
        {"visa": "allt"},
        {"steg": "upp"},
        {"steg": "provade", "page": "99999999999"},
    ):
        assert browser.get(reverse("board"), bad).status_code == 200, bad
    assert "Inget passar det du har valt" in words(browser.get(reverse("board"), {"aktivitet": "77"}))


def test_what_is_more_than_a_column_holds_is_listed_by_step(cast, sign_in):
    for n in range(23):
        home(cast.stina, lesson(cast.stina, f"Lärdom nummer {n}"))
    browser = sign_in(cast.stina)
    whole = browser.get(reverse("board")).content.decode()
    assert whole.count("data-card") == 20
    assert "Visa alla 23" in whole
    listed = browser.get(reverse("board"), {"steg": "hemtagna"}).content.decode()
    assert listed.count("data-card") == 23
    with CaptureQueriesContext(connection) as many:
        browser.get(reverse("board"))
    Uptake.objects.filter(organisation=cast.stina.organisation, id__gt=Uptake.objects.order_by("id")[2].pk).update(
        organisation=cast.dan.organisation
    )
    with CaptureQueriesContext(connection) as few:
        browser.get(reverse("board"))
    assert len(many) == len(few)


def test_my_page_and_our_organisation_tell_it_in_three_figures(cast, sign_in):
    browser = sign_in(cast.stina)
    assert "Vad har vi tagit hem? Inget än." in words(browser.get(reverse("my_page")))
    first, second = (home(cast.stina, lesson(cast.stina, f"Lärdom {n}")) for n in range(2))
    on(cast.stina, first, *STEPS)
    uptakes.check(cast.majken, first)
    Uptake.objects.filter(id=second).update(owner=None)
    for page in ("my_page", "our_organisation"):
        told = words(browser.get(reverse(page)))
        assert "hemtagna 2 används 1 behöver omsorg 1" in told
        assert reverse("board") in browser.get(reverse(page)).content.decode()


def test_an_organisations_page_tells_what_it_shows_used_first_and_nothing_else(cast, sign_in):
    hidden, shown = (
        home(cast.dan, lesson(cast.stina, name), reach=reach) for name, reach in (("HEMLIGT", Reach.OWN), ("Delat", Reach.MEMBERS))
    )
    used = home(cast.dan, lesson(cast.stina, "Använt"), reach=Reach.PUBLIC)
    on(cast.dan, used, *STEPS)
    Uptake.objects.filter(id=used).update(standing="used")
    page = reverse("organisation", args=["region-dalarna"])
    member, visitor = sign_in(cast.stina).get(page), sign_in(VISITOR).get(page)
    told = words(member)
    assert "2 lärdomar och exempel. 1 används." in told
    assert told.index("Använt") < told.index("Delat")
    assert "Delat" not in words(visitor)
    assert "1 lärdom eller exempel. 1 används." in words(visitor)
    for answer in (member, visitor):
        assert "HEMLIGT" not in answer.content.decode()
    assert hidden != shown


# — the matrix —


def test_the_matrix_is_a_table_of_bars_that_are_words_too(cast, made, sign_in):
    of = lesson(cast.stina, "Fråga mottagaren <b>", activity=made.pk)
    on(cast.dan, home(cast.dan, of), Step.TRIED)
    answer = sign_in(cast.stina).get(reverse("matrix"), {"aktivitet": made.pk})
    html = answer.content.decode()
    assert '<td class="m m-2"><i>prövad</i></td>' in html
    assert "Fråga mottagaren &lt;b&gt;" in html
    assert "1 prövar" in words(answer)
    assert "En organisation har tagit hem, ingen använder än." in words(answer)
    assert 'role="region" tabindex="0"' in html, "it can be scrolled by keyboard"
    assert reverse("organisation", args=["region-dalarna"]) in html


def test_the_matrix_draws_and_counts_only_what_the_viewer_may_see(cast, made, sign_in):
    theme = Theme.objects.create(slug="vatten-prov", name_sv="Vatten prov", name_en="Water test")
    shown, group = lesson(cast.stina, "Öppen", activity=made.pk), lesson(cast.stina, "HEMLIG", activity=made.pk, state=State.SHARED)
    LessonTheme.objects.bulk_create(LessonTheme(lesson_id=of, theme=theme) for of in (shown, group))
    home(cast.dan, shown, reach=Reach.OWN)
    home(cast.stina, shown)
    for where in ({"aktivitet": made.pk}, {"tema": theme.pk}, {"tema": theme.slug}):
        answer = sign_in(cast.gun).get(reverse("matrix"), where)
        assert "HEMLIG" not in answer.content.decode()
        assert "1 har tagit hem" in words(answer), "Dalarna's own is not counted"
        assert answer.content.decode().count('class="m m-0"') == 1


def test_the_matrix_is_chosen_by_theme_or_activity_and_what_is_not_seen_is_not_there(cast, made, sign_in):
    hidden = activity(cast, "HEMLIG aktivitet", format="larprojekt", stage="planning")
    lesson(cast.stina, "Öppen", activity=made.pk)
    lesson(cast.stina, "I det dolda", activity=hidden.pk)
    browser = sign_in(cast.gun)
    assert sign_in(VISITOR).get(reverse("matrix")).status_code == 302
    assert f"?aktivitet={made.pk}" in browser.get(reverse("matrix")).content.decode()
    assert "HEMLIG" not in browser.get(reverse("matrix")).content.decode()
    for bad in ({"aktivitet": hidden.pk}, {"aktivitet": "9" * 30}, {"aktivitet": "x"}, {"tema": "finns-inte"}, {"tema": "x" * 10**5}):
        assert browser.get(reverse("matrix"), bad).status_code == 404, bad
    assert browser.get(reverse("matrix"), {"tema": "\x00", "aktivitet": ""}).status_code == 404


# — an activity's lessons —


def test_an_activitys_lessons_are_read_by_all_as_far_as_they_are_published(cast, made, sign_in):
    lesson(cast.stina, "Publicerad", activity=made.pk)
    lesson(cast.stina, "Delad HEMLIG", activity=made.pk, state=State.SHARED)
    lesson(cast.stina, "Utkast HEMLIG", activity=made.pk, state=State.DRAFT)
    page = reverse("activity_lessons", args=[made.pk])
    visitor = sign_in(VISITOR).get(page)
    assert visitor.status_code == 200
    assert "Publicerad" in words(visitor)
    assert "HEMLIG" not in visitor.content.decode()
    inside = sign_in(cast.stina).get(page)
    assert "Delad HEMLIG" in words(inside)
    assert "delad med gruppen" in words(inside)
    assert f"{reverse('lesson_new')}?aktivitet={made.pk}" in inside.content.decode()
    assert reverse("activity_bring_home", args=[made.pk]) in inside.content.decode()
    assert reverse("activity_bring_home", args=[made.pk]) not in sign_in(cast.gun).get(page).content.decode()


def test_before_any_lesson_the_tab_is_for_those_inside_and_says_what_to_do(cast, made, sign_in):
    there = reverse("activity", args=[made.pk])
    assert reverse("activity_lessons", args=[made.pk]) in sign_in(cast.stina).get(there).content.decode()
    assert reverse("activity_lessons", args=[made.pk]) not in sign_in(VISITOR).get(there).content.decode()
    empty = sign_in(cast.stina).get(reverse("activity_lessons", args=[made.pk]))
    assert "Ingen lärdom är fångad än" in words(empty)
    assert words(empty).count("Fånga en lärdom") == 1


def test_no_activity_has_more_than_nine_tabs_and_the_rest_are_reached_from_the_side():
    keys = [
        "overview",
        "invitation",
        "programme",
        "registration",
        "participants",
        "homework",
        "lessons",
        "plan",
        "review",
        "result",
        "figures",
        "evaluation",
    ]
    for told in (True, False):
        for current in keys:
            places = [{"key": key, "current": key == current} for key in keys]
            tabs, side = folded(places, told=told)
            assert len(tabs) <= MOST_TABS
            assert {one["key"] for one in (*tabs, *side)} == set(keys)
            assert current in {one["key"] for one in tabs}
            assert {"overview", "result", "lessons"} <= {one["key"] for one in tabs}
