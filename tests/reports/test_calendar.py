"""Everybody's own calendar: what stands in it, who may read it, and how its address is replaced (E4)."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from django.test import Client

from samlar.activities.models import Activity, Participation
from samlar.foundation import clock
from samlar.foundation.audit import trail
from samlar.lifecycle.actions.calendar import close_calendar, new_calendar_address
from samlar.people.models import Employment, Person
from samlar.people.rules import NotVisible
from samlar.registration.models import Registration
from samlar.reports.queries.calendar import personal_calendar
from tests.activities import rows

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 20, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with clock.at(NOW):
        yield


@pytest.fixture
def lab(cast):
    made = rows.activity(cast, "Att lära om lärande", format="larlabb")
    rows.session(made, link="https://mote.test/1")
    rows.released(made)
    return made


def register(cast, who, made, state="confirmed"):
    return Registration.objects.create(
        activity=made, person_id=who.person, organisation_id=who.organisation, registered_by_id=who.person, state=state, received=NOW, since=NOW,
        kind=who.organisation_kind,
    )  # fmt: skip


def read(token: str) -> list[icalendar.Event]:
    answer = Client().get(f"/kalender/{token}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "set-cookie" not in {name.lower() for name in answer.headers}
    return icalendar.Calendar.from_ical(answer.content).walk("VEVENT")


def test_what_one_has_a_place_in_stands_in_the_calendar_with_its_link(cast, lab):
    register(cast, cast.dan, lab)
    (event,) = read(new_calendar_address(cast.dan))

    assert (str(event["summary"]), event["status"], event["location"]) == ("Att lära om lärande: Workshop 1", "CONFIRMED", "Stockholm")
    assert event.decoded("dtstart") == datetime(2026, 9, 1, 10, tzinfo=UTC)
    assert "https://mote.test/1" in event["description"]


@pytest.mark.parametrize(("state", "status"), [("received", "TENTATIVE"), ("awaiting_manager", "TENTATIVE"), ("waitlisted", "TENTATIVE"), ("offered", "TENTATIVE")])
def test_what_is_not_sure_yet_stands_as_tentative(cast, lab, state, status):
    register(cast, cast.gun, lab, state)
    (event,) = read(new_calendar_address(cast.gun))

    assert event["status"] == status
    assert "mote.test" not in event["description"]  # not inside yet


@pytest.mark.parametrize("state", ["declined", "withdrawn", "rejected"])
def test_what_one_is_not_in_any_more_is_gone(cast, lab, state):
    register(cast, cast.gun, lab, state)
    assert read(new_calendar_address(cast.gun)) == []


def test_the_contact_and_the_leader_have_it_too_once(cast, lab):
    Participation.objects.filter(activity=lab, organisation=cast.organisation("SLU")).update(contact=cast.siv.person)
    Activity.objects.filter(id=lab.pk).update(leader=cast.stina.person)
    register(cast, cast.stina, lab)

    assert [len(personal_calendar(who.person).rows) for who in (cast.siv, cast.stina, cast.majken)] == [1, 1, 0]


def test_only_what_is_released_stands_there_and_what_moves_or_is_cancelled_is_told_by_its_sequence(cast, lab):
    register(cast, cast.dan, lab)
    token = new_calendar_address(cast.dan)
    before = read(token)[0]
    rows.Session.objects.update(starts=datetime(2026, 9, 8, 10, tzinfo=UTC), ends=datetime(2026, 9, 9, 11, tzinfo=UTC))
    assert read(token)[0]["sequence"] == 0
    rows.released(lab, when=NOW)
    moved = read(token)[0]
    rows.Session.objects.update(cancelled=NOW)
    rows.released(lab, when=NOW + timedelta(hours=1))
    cancelled = read(token)[0]

    assert [one["sequence"] for one in (before, moved, cancelled)] == [0, 1, 2]
    assert before["uid"] == moved["uid"] == cancelled["uid"]
    assert (moved.decoded("dtstart").day, moved.decoded("last-modified")) == (8, NOW)
    assert (cancelled["status"], str(cancelled["summary"])) == ("CANCELLED", "Inställd: Att lära om lärande: Workshop 1")


def test_a_cancelled_activity_cancels_its_sessions(cast, lab):
    register(cast, cast.dan, lab)
    Activity.objects.filter(id=lab.pk).update(stage_kind="cancelled", ended=NOW)
    (event,) = read(new_calendar_address(cast.dan))
    assert (event["status"], event["sequence"], event.decoded("last-modified")) == ("CANCELLED", 1, NOW)


def test_whoever_has_left_the_organisation_no_longer_sees_inside(cast, lab):
    planned = rows.activity(cast, "Planerat", format="larlabb", stage="planning")
    rows.session(planned)
    rows.released(planned)
    for made in (lab, planned):
        register(cast, cast.dan, made)
    token = new_calendar_address(cast.dan)
    assert len(read(token)) == 2
    Employment.objects.filter(person=cast.dan.person).update(end=NOW.date() - timedelta(days=1))

    (event,) = read(token)
    assert "mote.test" not in event["description"]


def test_a_new_address_closes_the_old_one(cast, lab):
    register(cast, cast.dan, lab)
    old = new_calendar_address(cast.dan)
    new = new_calendar_address(cast.dan)

    answer = Client().get(f"/kalender/{old}.ics")
    assert (answer.status_code, b"BEGIN" in answer.content) == (410, False)
    assert len(read(new)) == 1
    close_calendar(cast.dan)
    assert Client().get(f"/kalender/{new}.ics").status_code == 410
    assert [entry["verb"] for entry in trail("person", cast.dan.person)] == ["calendar.closed", "calendar.address_made", "calendar.address_made"]


@pytest.mark.parametrize("token", ["x", "1-x", "0-a", "-", "1" * 80, "1-" + "a" * 32])
def test_a_guessed_address_is_nothing(cast, lab, token):
    new_calendar_address(cast.dan)
    assert Client().get(f"/kalender/{token}.ics").status_code == 404


def test_whoever_is_no_longer_there_has_an_empty_calendar(cast, lab):
    register(cast, cast.dan, lab)
    token = new_calendar_address(cast.dan)
    Person.objects.filter(id=cast.dan.person).update(is_active=False)
    assert read(token) == []


def test_a_visitor_has_no_calendar(visitor):
    with pytest.raises(NotVisible):
        new_calendar_address(visitor)


def test_the_calendar_is_read_in_as_many_questions_for_many_as_for_one(cast, lab, django_assert_num_queries):
    dan = cast.dan
    register(cast, dan, lab)
    with django_assert_num_queries(2):
        personal_calendar(dan.person)
    for number in range(4):
        other = rows.activity(cast, f"Nummer {number}", format="larlabb")
        rows.session(other)
        rows.released(other)
        register(cast, dan, other)
    with django_assert_num_queries(2):
        assert len(personal_calendar(dan.person).rows) == 5
