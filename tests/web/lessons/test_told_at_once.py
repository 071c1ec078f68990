"""A form tells all that is wrong in one round: a day or a link that cannot be is told though another field is empty."""

from html import unescape

import pytest
from django.urls import reverse

from samlar.lessons.models import Borrowing, Evidence, Lesson
from samlar.lessons.rules.words import STEPS, Step
from tests.lessons.making import SAID, home, lesson
from tests.lessons.sending import room

pytestmark = pytest.mark.django_db
FUTURE, NOT_YET, LINK = "2028-01-01", "Den dagen har inte varit än.", "Länken ska börja med https://"


def told(answer):
    assert answer.status_code == 422
    return unescape(answer.content.decode())


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("page", ["one", "several"])
def test_a_steps_day_is_told_with_what_is_empty(cast, sign_in, step, page):
    of, browser = home(cast.stina, lesson(cast.stina)), sign_in(cast.stina)
    names = {"day": FUTURE, **dict.fromkeys(SAID[step], ""), **({"link": "rutinen"} if step == Step.USED else {})}
    if page == "one":
        here, values = reverse("uptake_evidence", args=[of, step.value]), names
    else:
        here, values = reverse("uptake_evidence_all", args=[of]), {f"{step.value}-{name}": value for name, value in names.items()}
    answer = told(browser.post(here, {**values, "revision": "1"}))
    assert NOT_YET in answer
    assert (LINK in answer) == (step == Step.USED)
    assert answer.count('class="field field-invalid"') > 1 + (step == Step.USED)
    assert not Evidence.objects.exists()


def test_a_lessons_link_and_day_are_told_with_its_missing_sentence(cast, sign_in):
    answer = told(sign_in(cast.stina).post(reverse("lesson_new"), {"sentence": "", "source_link": "rutinen", "day": FUTURE}))
    for words in ("Skriv lärdomen i en mening.", LINK, NOT_YET):
        assert words in answer
    assert not Lesson.objects.exists()


def test_what_was_stolen_from_nobody_on_a_day_to_come_is_told_at_once(cast, sign_in):
    made = lesson(cast.stina)
    answer = told(sign_in(cast.dan).post(reverse("lesson_borrow", args=[made]), {"organisation": "", "day": FUTURE, "reach": "public"}))
    assert "Välj vem ni lärde er av." in answer
    assert NOT_YET in answer
    assert not Borrowing.objects.exists()


def test_a_handoff_without_words_and_receiver_is_told_at_once(cast, sign_in):
    activity = room(cast)
    answer = told(sign_in(cast.stina).post(reverse("handoff_new", args=[activity.pk]), {"kind": "question", "text": "", "to": "", "to_name": ""}))
    assert "Skriv vad ni skickar med." in answer
    assert "Välj vem det är till, eller skriv det." in answer
