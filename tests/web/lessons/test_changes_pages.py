"""The list of changes, its figures and its files, on the web: open to all, of what each sees (F2)."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from samlar.foundation import clock
from samlar.lessons.models import Evidence, Lesson, Uptake
from samlar.people.rules import MEMBERS, PUBLIC

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(cast):
    now = clock.now()
    return Lesson.objects.create(
        sentence="Fråga mottagaren först.", organisation_id=cast.organisation("SLU"), person_id=cast.stina.person, state="published", audience=PUBLIC,
        day=date(2020, 1, 1), written=now, changed=now,
    )  # fmt: skip


def used(cast, name, lesson, audience, changed):
    now, since = clock.now(), date(2026, 3, 2)
    row = Uptake.objects.create(
        lesson=lesson, organisation_id=cast.organisation(name), standing="used", since=since, audience=audience, taken=since, person_id=cast.stina.person, made=now,
        changed=now,
    )  # fmt: skip
    Evidence.objects.create(uptake=row, step="used", day=since, said={"changed": changed, "lives_in": "HEMLIGRUTIN"}, person_id=cast.stina.person, entered=now)


PAGES = [("changes", []), ("changes_file", []), ("change_figures", []), ("change_figures_file", []), ("changes_year", [2026])]


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_an_empty_country_has_its_pages_too(cast, name, args):
    assert Client().get(reverse(name, args=args)).status_code == 200


def test_a_visitor_reads_what_is_shown_to_all_and_nothing_of_where_it_is_written(cast, lesson):
    used(cast, "Region Gotland", lesson, PUBLIC, "Varje projekt slutar med en runda.")
    used(cast, "Region Dalarna", lesson, MEMBERS, "HEMLIGFORANDRING")
    for name, args in PAGES:
        answer = Client().get(reverse(name, args=args))
        assert b"HEMLIG" not in answer.content
    page = Client().get(reverse("changes")).content.decode()
    assert "Varje projekt slutar med en runda." in page
    assert "En sak har ändrats hemma." in page
    assert "lärt av SLU" in page


def test_the_list_is_kept_as_a_file_that_no_spreadsheet_runs(cast, lesson):
    used(cast, "Region Gotland", lesson, PUBLIC, "=HYPERLINK(1)")
    rows = list(csv.reader(io.StringIO(Client().get(reverse("changes_file")).content.decode("utf-8-sig"))))
    assert rows[1][:3] == ["Region Gotland", "'=HYPERLINK(1)", "2026-03-02"]
    book = load_workbook(io.BytesIO(Client().get(reverse("changes_file"), {"typ": "excel"}).content))
    assert book.active["B2"].value == "=HYPERLINK(1)"
    assert book.active["B2"].data_type == "s"


@pytest.mark.parametrize("asked", ["ar=abc", "ar=99999999999", "organisation=9999999999999999999999", "aktivitet=-1", "tema=x%00", "format=%F0%9F%92%A9", "page=x"])
def test_what_cannot_be_understood_is_left_out(cast, lesson, asked):
    used(cast, "Region Gotland", lesson, PUBLIC, "Varje projekt slutar med en runda.")
    for name in ("changes", "change_figures", "changes_file"):
        assert Client().get(f"{reverse(name)}?{asked}").status_code == 200


@pytest.mark.parametrize("year", [0, 1999, 2027, 999999999])
def test_a_year_that_has_no_page_has_none(cast, year):
    assert Client().get(f"/forandringar/ar/{year}/").status_code == 404


def test_the_figures_narrow_to_one_organisation(cast, lesson):
    used(cast, "Region Gotland", lesson, PUBLIC, "A")
    used(cast, "Region Uppsala", lesson, PUBLIC, "B")
    page = Client().get(reverse("change_figures"), {"organisation": cast.organisation("Region Uppsala")}).content.decode()
    assert "1 av 1 hemtagning används i dag" in page
    assert "Region Uppsala" in page


def test_the_page_is_in_english_too(cast, lesson, sign_in):
    used(cast, "Region Gotland", lesson, PUBLIC, "A")
    client = sign_in(cast.gun)
    client.post(reverse("language"), {"language": "en"})
    assert "One thing has changed at home." in client.get(reverse("changes")).content.decode()
