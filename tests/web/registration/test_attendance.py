"""The pages of attendance, by hand and by htmx: the list, the door, a file (E4)."""

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samlar.activities import queries
from samlar.foundation import clock
from samlar.people.models import Person
from samlar.people.rules import VISITOR
from samlar.registration.models import Attendance
from samlar.registration.queries.door import door_token, too_many_at
from samlar.registration.rules import attendance as rules
from tests.activities.rows import activity, released
from tests.registration import attending
from tests.registration.test_attendance_file import HEADER, csv_of, packed, xlsx_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    return activity(cast, format="larprojekt")


@pytest.fixture
def session(cast, made):
    found = attending.meeting(made, place="Falun")
    attending.confirmed(cast, made, "stina", "dan", "siv")
    return found


@pytest.fixture
def lead(cast, sign_in):
    return sign_in(cast.stina)


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def page(name, made, session=None, *args):
    return reverse(name, args=[made.pk, *([session.pk] if session else []), *args])


# — the list —


def test_one_press_notes_a_person_and_leads_back_to_the_row(cast, made, session, lead):
    shown = lead.get(page("session_attendance", made, session))
    assert "0 av 3 på plats" in words(shown)
    assert f'name="present" value="{cast.dan.person}"' in shown.content.decode()
    pressed = lead.post(page("session_attendance_note", made, session), {"present": cast.dan.person, "sok": "dan"})
    assert pressed["Location"] == f"{page('session_attendance', made, session)}?sok=dan#p-{cast.dan.person}"
    after = words(lead.get(page("session_attendance", made, session)))
    assert "1 av 3 på plats" in after
    assert "Ångra : Dan Fiktivsson" in after


def test_htmx_gets_the_row_and_the_count(cast, made, session, lead):
    answer = lead.post(page("session_attendance_note", made, session), {"absent": cast.dan.person}, headers={"hx-request": "true"})
    html = answer.content.decode()
    assert html.strip().startswith(f'<li id="p-{cast.dan.person}"')
    assert 'hx-swap-oob="true"' in html
    assert "0 av 3 på plats, 1 kom inte" in words(answer)


def test_what_is_refused_is_said_above_the_list_to_htmx_too(cast, made, session, lead):
    session.cancelled = attending.MORNING
    session.save()
    to = page("session_attendance_note", made, session)
    assert lead.post(to, {"present": cast.dan.person}, headers={"hx-request": "true"})["HX-Refresh"] == "true"
    assert "Träffen är inställd." in words(lead.get(page("session_attendance", made, session)))


@pytest.mark.parametrize("posted", [{}, {"present": "x"}, {"present": "9" * 40}, {"present": "-1"}, {"present": "1", "punkt": "9" * 40}])
def test_strange_presses_change_nothing(made, session, lead, posted):
    answer = lead.post(page("session_attendance_note", made, session), posted)
    assert answer.status_code in (302, 404)
    assert not Attendance.objects.exists()


def test_the_list_is_searched_by_name_and_organisation(cast, made, session, lead):
    for sought, names in {"DALARNA": {"Dan Fiktivsson"}, "tänk": {"Siv Tänkbar"}, "ingen": set()}.items():
        html = lead.get(page("session_attendance", made, session), {"sok": sought}).content.decode()
        assert set(re.findall(r'row-name">([^<]+)<', html)) == names
    assert "Ingen på listan heter" in html


def test_an_item_has_a_list_of_its_own(cast, made, session, lead):
    part = attending.item(session, "Pass A", room="Sal 1")
    lead.post(page("session_attendance_note", made, session), {"present": cast.dan.person, "punkt": part.pk})
    shown = words(lead.get(page("session_attendance", made, session), {"punkt": part.pk}))
    assert "1 av 3 på plats" in shown
    assert "Pass A (Sal 1)" in shown
    assert "noterad på en programpunkt" in words(lead.get(page("session_attendance", made, session)))
    assert lead.get(page("session_attendance", made, session), {"punkt": "strunt"}).status_code == 404


def test_somebody_is_added_in_two_presses(cast, made, session, lead):
    chosen = words(lead.get(page("session_attendance_add", made, session), {"organisation": cast.organisation("Region Dalarna")}))
    assert "Disa Låtsas" in chosen
    assert "Dan Fiktivsson" not in chosen
    lead.post(page("session_attendance_note", made, session), {"present": cast.disa.person})
    assert "inte anmäld" in words(lead.get(page("session_attendance", made, session)))
    assert lead.get(page("session_attendance_add", made, session), {"organisation": "strunt"}).status_code == 200


def test_the_rest_are_noted_when_it_is_over(cast, made, session, lead):
    with clock.at(attending.NOON):
        assert "Notera resten som frånvarande" in words(lead.get(page("session_attendance", made, session)))
        lead.post(page("session_attendance_rest", made, session))
        shown = words(lead.get(page("activity_attendance", made)))
    assert "3 kom inte" in shown
    assert "Dan Fiktivsson Region Dalarna" in shown


def test_who_sees_what(cast, made, session, sign_in, visitor):
    released(made)
    places = ("session_attendance", "session_attendance_add", "session_door", "session_attendance_file")
    seen = {
        key: [sign_in(getattr(cast, key)).get(page(name, made, session)).status_code for name in places]
        for key in ("stina", "dan", "gun", "klara", "gustav", "nils")
    }
    assert seen == {
        "stina": [200, 200, 200, 200],
        "dan": [200, 403, 403, 403],  # the own organisation's
        "gun": [404, 404, 404, 404],
        "klara": [404, 404, 404, 404],
        "gustav": [404, 404, 404, 404],
        "nils": [404, 404, 404, 404],
    }
    own = words(sign_in(cast.dan).get(page("session_attendance", made, session)))
    assert "Dan Fiktivsson" in own
    assert "Siv Tänkbar" not in own
    assert "På plats :" not in own
    assert sign_in(VISITOR).get(page("session_attendance", made, session)).status_code == 302


# — the door —


@pytest.fixture
def door(cast, made, session):
    return reverse("door", args=[door_token(cast.stina, queries.activity(cast.stina, made.pk), session.pk)[1]])


def test_the_code_is_a_drawing_of_our_own_that_leads_to_the_door(made, session, lead, door):
    html = lead.get(page("session_door", made, session)).content.decode()
    assert '<svg viewBox="0 0' in html
    assert f"http://127.0.0.1:8000{door}" in html
    assert "style=" not in html


def test_signed_in_and_registered_one_presses_once(cast, made, session, sign_in, door):
    browser = sign_in(cast.dan)
    assert "Jag är här" in words(browser.get(door))
    assert "Du är noterad på plats" in words(browser.post(door, follow=True))
    assert "Du har ingen bekräftad anmälan" in words(sign_in(cast.gun).get(door))
    assert sign_in(cast.gun).post(door).status_code == 403


def test_not_signed_in_the_answer_is_the_same_whoever_it_is(cast, made, session, sign_in, door):
    browser = sign_in(VISITOR)
    assert "E-postadressen som du anmälde dig med" in words(browser.get(door))
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    answers = {token.sub("", browser.post(door, {"email": email}).content.decode()) for email in (cast.dan.email, cast.gun.email, "x", "okand@ny.test")}
    assert len(answers) == 1
    assert "Tack! Är adressen anmäld är du nu noterad." in answers.pop()
    assert attending.noted(session) == {"Dan Fiktivsson": True}
    assert [browser.post(door, {"email": email}).status_code for email in ("", "\x00", "a" * 300)] == [422] * 3


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (datetime(2026, 11, 20, 6, 59, tzinfo=UTC), "Koden fungerar från en timme före träffen: 20 november 2026 kl. 08.00."),
        (datetime(2026, 11, 20, 23, 0, tzinfo=UTC), "Träffen är över, så koden fungerar inte längre."),
    ],
)
def test_outside_its_time_the_door_says_when(cast, made, session, sign_in, door, moment, sentence):
    with clock.at(moment):
        for browser in (sign_in(VISITOR), sign_in(cast.dan)):
            shown = browser.get(door)
            assert sentence in words(shown)
            assert "Jag är här</button>" not in shown.content.decode()
            assert browser.post(door, {"email": cast.dan.email}).status_code == 409
    assert not Attendance.objects.exists()


def test_a_guessed_door_is_not_there(made, session, sign_in):
    assert sign_in(VISITOR).get(reverse("door", args=[f"{session.pk}-{'0' * 32}"])).status_code == 404


def test_a_machine_that_guesses_at_one_door_is_slowed_down(cast, made, session, sign_in, door):
    cache.clear()
    assert not any(too_many_at(session.pk) for _ in range(rules.ATTEMPTS - 2))
    browser = sign_in(VISITOR)
    assert [browser.post(door, {"email": "x@y.test"}).status_code for _ in range(4)] == [200, 200, 429, 429]


def test_a_new_code_shuts_the_old_door(made, session, lead, sign_in, door):
    lead.post(page("session_door_new", made, session))
    assert sign_in(VISITOR).get(door).status_code == 404


# — a file —


def sent(browser, address, data: bytes, name="lista.csv"):
    return browser.post(address, {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_tried_answered_and_read_in(cast, made, session, lead):
    to = page("session_attendance_file", made, session)
    lines = (f"Dan;{cast.dan.email};Region Dalarna;ja", "Ny Gäst;ny@ny.test;Reg Gotland;ja", "=Formel;f@ny.test;SLU;ja", f";{cast.disa.email};;kanske")
    tried = sent(lead, to, csv_of(HEADER, *lines))
    html, said = tried.content.decode(), words(tried)
    assert "Filen har 4 rader. Inget är inläst än." in said
    assert "”kanske” är varken ja eller nej." in said
    assert re.search(r'Liknar">\s*<option value="\d+">Region Gotland<', html)
    assert not Attendance.objects.exists()
    answers = {
        "rader": re.search(r'name="rader" value="([^"]+)"', html)[1],
        "organisation-0": cast.organisation("Region Gotland"), "organisationsnamn-0": "Reg Gotland", "alla": "on",
    }  # fmt: skip
    done = lead.post(to, answers, follow=True)
    assert "3 rader är inlästa. 2 gäster är tillagda. 1 rad lämnades utanför." in words(done)
    assert set(attending.noted(session)) == {"Dan Fiktivsson", "Ny Gäst", "=Formel"}


def test_strange_answers_to_a_dry_run_change_nothing(cast, made, session, lead):
    to = page("session_attendance_file", made, session)
    html = sent(lead, to, csv_of(HEADER, "Ny;ny@ny.test;Finns Inte;ja", "Dan Fiktivsson;dan@privat.test;Region Dalarna;")).content.decode()
    sealed = re.search(r'name="rader" value="([^"]+)"', html)[1]
    strange = {"vem-": "1", "vem-x": "y", "vem-3": "9" * 40, "gast": ["x", "-1"], "andra": "9" * 30, "organisation-0": "9" * 30, "organisationsnamn-0": "\x00"}
    assert lead.post(to, {"rader": sealed, **strange}).status_code == 302
    assert lead.post(to, {"rader": "fuskat"}).status_code == 422
    assert not Attendance.objects.exists()
    assert not Person.objects.filter(email__contains="ny.test").exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (csv_of("Förnamn;Telefon", "A;1"), "Kolumner saknas: e-post, eller namn och organisation. Första raden säger ”Förnamn” och ”Telefon”."),
        (csv_of("e-post", *(f"p{n}@a.test" for n in range(10_000))), "Filen har fler än 5 000 rader. Dela upp den i flera filer."),
        (xlsx_of(["namn", "organisation"], ["=1+1", "SLU"]), "Cellen A2 är en formel. Formler läses inte."),
        (packed(**{"xl/workbook.xml": b"\0" * 30_000_000}), "Filen går inte att läsa. Spara listan som xlsx eller csv och försök igen."),
        (b"e-post\n" + b"a" * 5_000_001, "Filen är större än 5 MB."),
        (b"", "Filen är tom."),
    ],
    ids=["columns", "rows", "formula", "bomb", "size", "empty"],
)
def test_a_file_that_is_refused_says_why_by_the_field(made, session, lead, data, sentence):
    answer = sent(lead, page("session_attendance_file", made, session), data)
    assert answer.status_code == 422
    assert sentence in words(answer).replace("\u00a0", " ")


def test_a_list_of_all_sessions_is_read_by_day(cast, made, session, lead):
    to = page("activity_attendance_file", made)
    html = sent(lead, to, csv_of("e-post,träff", f"{cast.dan.email},2026-11-20")).content.decode()
    lead.post(to, {"rader": re.search(r'name="rader" value="([^"]+)"', html)[1]})
    assert attending.noted(session) == {"Dan Fiktivsson": True}
    assert "träff" in words(sent(lead, to, csv_of("e-post", cast.dan.email)))


def test_five_thousand_unknown_rows_make_a_page_that_can_be_answered(made, session, lead):
    to = page("session_attendance_file", made, session)
    lines = (f"Ny Person {n};p{n}@ny.test;SLU;ja" for n in range(5000))
    tried = sent(lead, to, csv_of(HEADER, *lines))
    html = tried.content.decode()
    assert len(html) < 1_000_000
    assert html.count('name="gast"') == 200
    assert "Och 4800 rader till." in words(tried).replace("\u00a0", "")
    done = lead.post(to, {"rader": re.search(r'name="rader" value="([^"]+)"', html)[1], "alla": "on"})
    assert done.status_code == 302
    assert Attendance.objects.count() == 5000
