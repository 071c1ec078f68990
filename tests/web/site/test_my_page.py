"""What waits for me, what happens next, what we take part in; and the secretariat's desks."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse

import samlar
from samlar.activities.models import Participation
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.people.rules import Waiting
from samlar.web.site.deeds import DEEDS, address
from tests.activities import rows
from tests.registration.taking_part import place

SOURCE = Path(samlar.__file__).parent
SAYS_PARTS = {"one.of": ("plan", "result")}  # what stands in the names that are put together


def deeds_said_by_rooms() -> set[str]:
    """The deed in every `Waiting(…)` of every room, read from the source: a deed that no test happens to reach counts too."""
    found: set[str] = set()
    for path in [*SOURCE.glob("*/queries.py"), *SOURCE.glob("*/queries/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Waiting", "_waiting"):
                named = [keyword.value for keyword in node.keywords if keyword.arg == "deed"]
                for value in named or node.args[:2]:
                    if isinstance(value, ast.Constant) and isinstance(value.value, str) and "." in value.value:
                        found.add(value.value)
                    if isinstance(value, ast.JoinedStr):
                        stem, ending = value.values
                        assert isinstance(stem, ast.FormattedValue)
                        assert isinstance(ending, ast.Constant)
                        found |= {part + str(ending.value) for part in SAYS_PARTS[ast.unparse(stem.value)]}
    return found


def test_every_deed_that_a_room_says_leads_to_a_page_and_no_other_stands_in_the_table():
    assert deeds_said_by_rooms() == set(DEEDS)


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_a_deed_leads_to_an_address_that_exists(deed):
    page = DEEDS[deed].page
    assert page in get_resolver().reverse_dict
    wait = Waiting(deed=deed, subject="/".join("1" for _ in DEEDS[deed].parts), title="", sentence=Sentence("", ""), button=Sentence("", ""))
    assert address(wait).startswith("/")


def test_a_visitor_is_asked_to_sign_in_and_comes_back(db, client):
    assert client.get("/min-sida/").url == "/logga-in/?next=%2Fmin-sida%2F"


def test_what_waits_is_shown_with_a_button_that_leads_to_the_deed(cast, sign_in):
    browser = sign_in(cast.klara)
    page = browser.get("/min-sida/")
    waits = page.context["waits"]
    assert waits
    for wait in waits:
        assert f'href="{wait["href"]}"' in page.content.decode()
        assert browser.get(wait["href"]).status_code == 200


def test_an_empty_page_says_what_to_do(cast, sign_in):
    page = sign_in(cast.gun).get("/min-sida/").content.decode()
    assert "Du är i kapp" in page
    assert "Region Gotland deltar inte i något just nu." in page


def test_my_next_sessions_come_first_with_day_and_place_and_the_lead_takes_attendance_on_the_day(cast, sign_in):
    lab = rows.activity(cast, "Att lära om lärande", format="larlabb")
    today = rows.session(lab, "Workshop 1", starts=datetime(2026, 11, 20, 11, tzinfo=UTC), ends=datetime(2026, 11, 20, 15, tzinfo=UTC))
    later = rows.session(lab, "Workshop 2", starts=datetime(2027, 1, 11, 11, tzinfo=UTC), ends=datetime(2027, 1, 12, 12, tzinfo=UTC), place="Visby")
    rows.session(lab, "Har varit")
    rows.session(lab, "Inställd", starts=later.starts, ends=later.ends, cancelled=clock.now())
    place(lab, cast.dan)
    place(lab, cast.gun, state="waitlisted")
    place(lab, cast.siv, state="withdrawn")
    Participation.objects.filter(activity=lab, is_lead=True).update(contact=cast.stina.person)

    def coming(actor):
        page = sign_in(actor).get("/min-sida/").content.decode()
        part = page[page.index('id="harnast"') : page.index("</section>", page.index('id="harnast"'))]
        return " ".join(re.sub("<[^>]+>", " ", part).split()), part

    assert "Workshop" not in coming(cast.dan)[0]  # a draft
    rows.released(lab)
    said, html = coming(cast.dan)
    assert "I dag 12.00: Workshop 1, Stockholm Att lära om lärande 11 januari 2027 kl. 12.00: Workshop 2, Visby" in said
    assert reverse("activity_session", args=[lab.pk, today.pk]) in html
    assert "Har varit" not in said
    assert "Inställd" not in said
    assert "Ta närvaro" not in said
    assert "Workshop 1" in coming(cast.gun)[0]
    assert "Workshop 1" not in coming(cast.siv)[0]
    assert "Workshop 1" not in coming(cast.erin)[0]
    said, html = coming(cast.stina)
    assert said.count("Ta närvaro") == 1
    assert reverse("session_attendance", args=[lab.pk, today.pk]) in html


def test_whoever_works_nowhere_is_told_what_to_do(cast, sign_in):
    page = sign_in(cast.nils).get("/min-sida/")
    assert page.status_code == 200
    assert "Du är inte knuten till någon organisation just nu." in page.content.decode()


def test_the_page_is_read_in_the_persons_language(cast, sign_in):
    page = sign_in(cast.erin).get("/min-sida/").content.decode()
    assert '<html lang="en"' in page


def test_the_secretariats_desks_are_those_of_the_mandates_one_carries_out(cast, sign_in):
    desks = {who: {desk["mandate"] for desk in sign_in(getattr(cast, who)).get("/kansli/").context["desks"]} for who in ("klara", "sanna")}
    assert desks == {"klara": {"clearance", "quality", "formats", "register", "prioritisation"}, "sanna": {"dissemination"}}


def test_the_desks_where_something_waits_come_first(cast, sign_in):
    waits = [bool(desk["waits"]) for desk in sign_in(cast.klara).get("/kansli/").context["desks"]]
    assert waits == sorted(waits, reverse=True)
    assert {True, False} == set(waits)


@pytest.mark.parametrize("who", ["stina", "majken", "siv", "nils"])
def test_there_is_no_secretariat_for_others(cast, sign_in, who):
    assert sign_in(getattr(cast, who)).get("/kansli/").status_code == 404
