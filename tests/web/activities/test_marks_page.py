"""The page on which a participant marks, and the change on the result's page (F6)."""

import pytest

from samlar.activities.models import Activity
from samlar.foundation import clock
from samlar.registration.models import Mark
from tests.activities.rows import activity, released
from tests.registration.taking_part import place, results, session
from tests.registration.test_marks import FIRST, LAST, TEXTS, marked

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    made = activity(cast, "Vatten", format="larprojekt", others=("Region Dalarna", "SLU", "Region Gotland"))
    results(made, *TEXTS)
    session(made, FIRST)
    session(made, LAST)
    released(made)
    for key in ("stina", "dan", "siv"):
        place(made, getattr(cast, key))
    return made


def path(made, more="resultat/markera/"):
    return f"/aktiviteter/{made.pk}/{more}"


def test_all_is_marked_on_one_page_and_what_is_left_out_is_kept(cast, made, sign_in):
    browser = sign_in(cast.dan)
    page = browser.get(path(made)).content.decode()
    first, second = made.expected_results.values_list("id", flat=True)
    assert page.count('type="radio"') == 20
    assert "Hur långt har Region Dalarna kommit?" in page

    sent = browser.post(path(made) + "?nar=fore", {f"own_{first}": "2", f"home_{second}": "4"})

    assert sent.headers["Location"] == path(made, "resultat/")
    assert set(Mark.objects.values_list("result", "own", "home")) == {(first, 2, None), (second, None, 4)}
    again = browser.get(path(made) + "?nar=fore").content.decode()
    assert again.count("checked") == 2


@pytest.mark.parametrize("bad", ["9", "0", "-1", "x", "1" * 400, "\x00", "2.5"])
def test_what_is_no_step_stands_by_its_field_and_loses_nothing(cast, made, sign_in, bad):
    first, second = made.expected_results.values_list("id", flat=True)
    answer = sign_in(cast.dan).post(path(made), {f"own_{first}": bad, f"home_{second}": "4"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Välj ett tal från 1 till 5." in page
    assert page.count("checked") == 1
    assert not Mark.objects.exists()


def test_an_empty_form_and_one_that_comes_too_late_are_refused_with_the_reason(cast, made, sign_in):
    browser = sign_in(cast.dan)
    empty = browser.post(path(made), {})
    assert (empty.status_code, "Markera på minst en rad" in empty.content.decode()) == (422, True)
    first = made.expected_results.first().pk
    with clock.at(FIRST.replace(hour=12)):
        late = browser.post(path(made) + "?nar=fore", {f"own_{first}": "3"})
    assert late.status_code == 422
    assert "för sent att markera var du stod före" in late.content.decode()


def test_nobody_else_opens_the_page(cast, visitor, made, sign_in):
    assert sign_in(visitor).get(path(made)).status_code == 302
    assert sign_in(cast.majken).get(path(made)).status_code == 403
    assert sign_in(cast.majken).post(path(made), {}).status_code == 403
    hidden = activity(cast, "Hemlig", stage="planning")
    assert sign_in(cast.erin).get(path(hidden)).status_code == 404


def test_the_result_tells_the_change_with_its_message_and_the_same_figures_as_a_table(cast, visitor, made, sign_in):
    marked(cast, made, {"stina": (1, 3), "dan": (2, 4), "siv": (3, 3)})
    page = sign_in(cast.majken).get(path(made, "resultat/")).content.decode()
    assert f"Två av tre har kommit längre: {TEXTS[0]}" in page
    assert "<td class=\"number\">2,0</td><td class=\"number\">3,3</td><td class=\"number\">3 personer</td>" in page
    Activity.objects.update(stage="reported", stage_kind="reported")
    assert "har kommit längre" not in sign_in(visitor).get(path(made, "resultat/")).content.decode()


def test_the_overview_leads_to_the_page_for_those_who_mark(cast, made, sign_in):
    assert path(made) in sign_in(cast.dan).get(path(made, "")).content.decode()
    assert path(made) not in sign_in(cast.majken).get(path(made, "")).content.decode()
