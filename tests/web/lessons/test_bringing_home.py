"""The page where an organisation chooses what it takes home: all at once, nothing typed is lost, two colleagues are told (F2)."""

import re
from datetime import timedelta

import pytest

from samlar.foundation import clock
from samlar.lessons.models import TakingHome, Uptake
from samlar.lessons.rules.words import State
from tests.activities import rows
from tests.lessons.making import home, lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(cast):
    activity = rows.activity(cast, stage="reported", reported=clock.now() - timedelta(days=14))
    return activity, [lesson(cast.stina, f"Lärdom nummer {number}", state=State.SHARED, activity=activity.pk) for number in (1, 2, 3)]


def path(activity):
    return f"/aktiviteter/{activity.pk}/ta-hem/"


def seal_in(response):
    return re.search(r'name="seal" value="([^"]*)"', response.content.decode()).group(1)


def ticked(actor, *lessons, step="Ett första steg"):
    return {
        key: value for one in lessons for key, value in ((f"take-{one}", "on"), (f"owner-{one}", actor.person), (f"next_step-{one}", step))
    }


def test_what_is_ticked_goes_home_and_stands_on_the_page_with_its_step(cast, ended, sign_in):
    activity, lessons = ended
    browser = sign_in(cast.dan)
    page = browser.get(path(activity))
    assert page.content.decode().count('<li class="take-row') == 3
    done = browser.post(path(activity), {"seal": seal_in(page), "deed": "take", **ticked(cast.dan, *lessons[:2])}, follow=True)
    told = done.content.decode()
    assert "2 lärdomar är hemtagna." in told
    assert told.count('<li class="take-row') == 1
    assert told.count("Ett första steg") == 2


def test_a_choice_without_a_step_is_told_by_its_row_and_nothing_typed_is_lost(cast, ended, sign_in):
    activity, lessons = ended
    browser = sign_in(cast.dan)
    page = browser.get(path(activity))
    given = {**ticked(cast.dan, lessons[0], step="HAR SKRIVITS"), **ticked(cast.dan, lessons[1], step="")}
    answer = browser.post(path(activity), {"seal": seal_in(page), "deed": "take", **given, f"next_step-{lessons[2]}": "GLÖMDE KRYSSA"})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_next_step-{lessons[1]}_error"' in told
    assert f'id="id_take-{lessons[2]}_error"' in told
    assert "HAR SKRIVITS" in told
    assert "GLÖMDE KRYSSA" in told
    assert not Uptake.objects.exists()


@pytest.mark.parametrize("bad", ["x" * 100_000, "\x00", "2**80", "99999999999999999999999999", "inte-en-dag", ""])
def test_whatever_is_sent_is_answered_with_a_page(cast, ended, sign_in, bad):
    activity, lessons = ended
    browser = sign_in(cast.dan)
    for part in ("owner", "next_step", "next_day"):
        given = ticked(cast.dan, lessons[0]) | {f"{part}-{lessons[0]}": bad}
        assert browser.post(path(activity), {"seal": bad, "deed": "take", **given}).status_code in (302, 409, 422)
    assert browser.post(path(activity), {"seal": bad, "deed": "none", "why": bad}).status_code in (302, 409, 422)


def test_the_second_of_two_colleagues_keeps_what_was_typed_and_can_go_on(cast, ended, sign_in):
    activity, lessons = ended
    browser = sign_in(cast.dan)
    opened = seal_in(browser.get(path(activity)))
    home(cast.disa, lessons[0])
    answer = browser.post(path(activity), {"seal": opened, "deed": "take", **ticked(cast.dan, *lessons[:2], step="MITT STEG")})
    assert answer.status_code == 409
    assert "En kollega hann före" in answer.content.decode()
    assert answer.content.decode().count("MITT STEG") == 1, "of the lesson that is left to take home"
    again = browser.post(path(activity), {"seal": seal_in(answer), "deed": "take", **ticked(cast.dan, lessons[1], step="MITT STEG")})
    assert again.status_code == 302
    assert Uptake.objects.count() == 2


def test_nothing_right_now_asks_why(cast, ended, sign_in):
    activity, _ = ended
    browser = sign_in(cast.dan)
    seal = seal_in(browser.get(path(activity)))
    assert browser.post(path(activity), {"seal": seal, "deed": "none", "why": " "}).status_code == 422
    told = browser.post(path(activity), {"seal": seal, "deed": "none", "why": "Vi har inga skogar."}, follow=True).content.decode()
    assert "Ert svar: inget just nu" in told
    assert TakingHome.objects.get().why_none == "Vi har inga skogar."
    assert "Vi har inga skogar." in sign_in(cast.stina).get(path(activity)).content.decode()
    assert "Vi har inga skogar." not in sign_in(cast.gun).get(path(activity)).content.decode()


def test_reading_the_page_changes_nothing_and_visitors_sign_in_first(cast, ended, sign_in, client):
    activity, _ = ended
    sign_in(cast.dan).get(path(activity))
    assert not TakingHome.objects.exists()
    assert client.get(path(activity)).status_code == 302


def test_a_hundred_lessons_cost_no_more_questions(cast, ended, sign_in, django_assert_max_num_queries):
    activity, _ = ended
    browser = sign_in(cast.dan)
    browser.get(path(activity))
    with django_assert_max_num_queries(45) as few:
        browser.get(path(activity))
    for number in range(30):
        lesson(cast.stina, f"Mer {number}", state=State.SHARED, activity=activity.pk)
    with django_assert_max_num_queries(len(few)):
        browser.get(path(activity))
