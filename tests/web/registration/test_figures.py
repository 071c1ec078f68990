"""The pages of figures and their workbooks: everyone sees the totals, names stay with those who hold the sessions (E6)."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from samlar.people.models import Person
from samlar.people.rules import VISITOR
from samlar.registration.actions.attendance import Mark, note
from tests.activities.rows import activity, released
from tests.registration import attending
from tests.web.registration.test_attendance import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    return activity(cast, format="larprojekt")


@pytest.fixture
def held(cast, made):
    session = attending.meeting(made, "=Workshop")
    released(made)
    attending.confirmed(cast, made, "stina", "dan", "siv")
    for who in (cast.dan, cast.siv):
        note(cast.stina, made.pk, session.pk, person=who.person, mark=Mark.PRESENT)
    return session


def sheets(response) -> dict[str, list[tuple]]:
    assert response["Content-Disposition"].startswith("attachment;")
    book = load_workbook(io.BytesIO(response.content))
    assert not any(cell.data_type == "f" or cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_everyone_sees_the_totals_with_their_definitions_and_no_names(cast, made, held, sign_in):
    for browser in (sign_in(VISITOR), sign_in(cast.gun), sign_in(cast.stina)):
        shown = words(browser.get(page("activity_figures", made)))
        assert "Anmälda organisationer: 3 (2 regioner och 1 övrig). På plats: 2 (1 region och 1 övrig)." in shown
        assert "Personer som har varit på plats på minst en träff." in shown
        for name in ("Dan Fiktivsson", "Siv Tänkbar"):
            assert name not in shown
    assert "Siffror</a>" in sign_in(VISITOR).get(page("activity", made)).content.decode()


def test_before_anything_is_held_the_page_says_when_there_will_be_figures(made, sign_in):
    assert "Inget att räkna än" in words(sign_in(VISITOR).get(page("activity_figures", made)))
    assert "siffror/" not in sign_in(VISITOR).get(page("activity", made)).content.decode()


def test_a_workbook_begins_with_the_definitions_and_has_names_for_the_lead_alone(cast, made, held, sign_in):
    Person.objects.filter(id=cast.dan.person).update(name="=HYPERLINK(1)")
    mine = sheets(sign_in(cast.stina).get(page("activity_figures_file", made)))
    assert list(mine) == ["Siffror", "Organisationer", "Träffar", "Närvaro"]
    assert ("Unika personer", 2, "Personer som har varit på plats på minst en träff. Var och en räknas en gång.") in mine["Siffror"]
    assert ("2026-11-20", "=Workshop", "=HYPERLINK(1)", "Region Dalarna", "ja") in mine["Närvaro"]
    assert mine["Träffar"][1][:2] == ("2026-11-20", "=Workshop")
    for browser in (sign_in(VISITOR), sign_in(cast.dan), sign_in(cast.klara)):
        theirs = sheets(browser.get(page("activity_figures_file", made)))
        assert list(theirs) == ["Siffror", "Organisationer", "Träffar"]
        assert "HYPERLINK" not in str(theirs)


def test_a_period_is_chosen_by_year_by_days_and_by_organisation(cast, made, held, sign_in):
    browser, here = sign_in(VISITOR), reverse("figures")
    assert "2 Unika personer" in re.sub(r"Unika personer (\d+)", r"\1 Unika personer", words(browser.get(here)))
    assert "Inget hölls då" in words(browser.get(here, {"ar": "2024"}))
    chosen = words(browser.get(here, {"first": "2026-11-20", "last": "2026-11-20", "organisation": cast.organisation("SLU")}))
    assert "SLU, 20 november 2026 – 20 november 2026" in chosen
    answer = browser.get(reverse("figures_file"), {"first": "2026-11-20", "last": "2026-11-20"})
    assert list(sheets(answer)) == ["Siffror", "Format", "Aktiviteter", "Organisationer", "Träffar"]


@pytest.mark.parametrize(
    "asked",
    [
        {"first": "2026-02-01", "last": "2026-01-01"}, {"first": "x"}, {"first": "2026-02-30", "last": "2026-03-01"}, {"first": "0001-01-01", "last": "9999-12-31"},
        {"ar": "2026", "organisation": "9" * 30}, {"ar": "2026", "format": "\x00"}, {"organisation": "x"},
    ],
)
def test_a_period_that_cannot_be_is_said_by_its_field(sign_in, asked, db):
    for name in ("figures", "figures_file"):
        answer = sign_in(VISITOR).get(reverse(name), asked)
        assert answer.status_code == 422
        assert "field-invalid" in answer.content.decode()


@pytest.mark.parametrize("year", ["", "0", "99999999999", "x", "1"])
def test_a_strange_year_is_this_year(sign_in, year, db):
    assert "1 januari 2026 – 31 december 2026" in words(sign_in(VISITOR).get(reverse("figures"), {"ar": year}))


def test_an_organisations_page_tells_its_last_year_and_leads_to_its_figures(cast, made, held, sign_in):
    browser = sign_in(VISITOR)
    shown = browser.get(reverse("organisation", args=["slu"])).content.decode()
    href = re.search(r'href="(/siffror/\?[^"]+)">De senaste tolv månaderna: 1 person, 1 deltagande<', shown)[1]
    assert "1 Deltaganden" in re.sub(r"Deltaganden (\d+)", r"\1 Deltaganden", words(browser.get(href.replace("&amp;", "&"))))
    assert "De senaste tolv månaderna" not in browser.get(reverse("organisation", args=["vinnova"])).content.decode()
    assert reverse("figures") in browser.get(reverse("activities")).content.decode()


def test_a_session_leads_to_its_attendance_for_those_who_may_open_it(cast, made, held, sign_in):
    links = {
        key: re.findall(r"/narvaro/[a-z]*", sign_in(getattr(cast, key)).get(page("activity_session", made, held)).content.decode())
        for key in ("stina", "dan", "gun", "klara")
    }
    # On the day it is the lead's one filled button, too.
    assert links == {"stina": ["/narvaro/", "/narvaro/", "/narvaro/dorren"], "dan": ["/narvaro/"], "gun": [], "klara": []}
