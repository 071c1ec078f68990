"""Who was there is noted by those who hold the session, on the list and at the door (E4, C4)."""

from datetime import UTC, date, datetime

import pytest

from samlar.activities import queries
from samlar.activities.models import Session, Staff
from samlar.foundation import clock
from samlar.foundation.audit import trail
from samlar.people.models import Employment
from samlar.people.rules import VISITOR, NotAllowed, NotVisible
from samlar.registration.actions.attendance import arrive, arrive_by_address, new_code, note, note_the_rest_absent
from samlar.registration.models import Attendance, Registration
from samlar.registration.queries.attendance import absences, addable, attendance, lists, meeting
from samlar.registration.queries.door import door, door_token
from samlar.registration.rules.attendance import Mark, NotNoted
from tests.activities.rows import activity, released
from tests.registration import attending

pytestmark = pytest.mark.django_db
PRESENT, ABSENT, CLEAR = Mark.PRESENT, Mark.ABSENT, Mark.CLEAR
DAY_BEFORE = datetime(2026, 11, 19, 22, 59, 59, tzinfo=UTC)  # a second before midnight in Stockholm
MIDNIGHT = datetime(2026, 11, 19, 23, 0, tzinfo=UTC)


@pytest.fixture
def made(cast):
    return activity(cast, format="larprojekt")


@pytest.fixture
def session(made):
    return attending.meeting(made)


@pytest.fixture
def registered(cast, made):
    return attending.confirmed(cast, made, "stina", "majken", "dan", "siv")


def listed(actor, made, session, **which):
    return attendance(actor, queries.activity(actor, made.pk), session.pk, **which)


def put(actor, made, session, person, mark=PRESENT, **which):
    note(actor, made.pk, session.pk, person=person, mark=mark, **which)


def test_everyone_with_a_place_is_on_the_list_by_organisation_and_nobody_else(cast, made, session, registered):
    attending.confirmed(cast, made, "disa", state="waitlisted")
    found = listed(cast.stina, made, session)
    assert [(one.organisation_name, one.name, one.mark) for one in found.rows] == [
        ("Region Dalarna", "Dan Fiktivsson", ""),
        ("Region Kalmar län", "Majken Exempelson", ""),
        ("Region Kalmar län", "Stina Påhittad", ""),
        ("SLU", "Siv Tänkbar", ""),
    ]
    assert (found.there, len(found.rows), found.whole, found.may_mark) == (0, 4, True, True)


def test_a_note_is_made_changed_and_taken_back(cast, made, session, registered):
    put(cast.stina, made, session, cast.dan.person)
    row = Attendance.objects.get()
    assert (row.organisation.name, row.kind, row.present, row.source, row.noted_by_id) == (
        "Region Dalarna", "region", True, "list", cast.stina.person,
    )  # fmt: skip
    put(cast.stina, made, session, cast.dan.person, ABSENT)
    assert attending.noted(session) == {"Dan Fiktivsson": False}
    put(cast.stina, made, session, cast.dan.person, CLEAR)
    assert attending.noted(session) == {}
    assert [entry["changes"]["present"] for entry in trail("session", session.pk)] == [[False, None], [True, False], [None, True]]


def test_noting_the_same_twice_changes_nothing(cast, made, session, registered):
    put(cast.stina, made, session, cast.dan.person)
    put(cast.majken, made, session, cast.dan.person)
    assert Attendance.objects.get().noted_by_id == cast.stina.person
    assert len(trail("session", session.pk)) == 1


def test_the_organisation_is_that_of_the_day(cast, made, session, registered):
    Employment.objects.filter(person=cast.dan.person).update(end=date(2026, 11, 18))
    Employment.objects.create(person_id=cast.dan.person, organisation_id=cast.organisation("Region Gotland"), start=date(2026, 11, 19))
    put(cast.stina, made, session, cast.dan.person)
    Employment.objects.filter(person=cast.dan.person, end=None).update(end=date(2026, 11, 20))
    assert Attendance.objects.get().organisation.name == "Region Gotland"
    assert {one.name: one.organisation_name for one in listed(cast.stina, made, session).rows}["Dan Fiktivsson"] == "Region Gotland"


def test_somebody_not_registered_is_added_from_an_organisation_that_takes_part(cast, made, session, registered):
    choices = addable(queries.activity(cast.stina, made.pk), meeting(queries.activity(cast.stina, made.pk), session.pk))
    assert choices[cast.organisation("Region Dalarna")] == ((cast.disa.person, "Disa Låtsas"),)
    put(cast.stina, made, session, cast.disa.person)
    assert {one.name: one.registered for one in listed(cast.stina, made, session).rows}["Disa Låtsas"] is False


@pytest.mark.parametrize("who", ["gun", "nils"])
def test_nobody_is_added_from_elsewhere(cast, made, session, registered, who):
    with pytest.raises(NotNoted) as refused:
        put(cast.stina, made, session, getattr(cast, who).person)
    assert "gäst" in refused.value.mend.sv
    assert not Attendance.objects.exists()


def test_only_who_was_to_come_can_be_absent(cast, made, session):
    with pytest.raises(NotNoted):
        put(cast.stina, made, session, cast.disa.person, ABSENT)


def test_those_who_do_not_hold_the_session_note_nothing(cast, made, session, registered, visitor):
    with pytest.raises(NotAllowed):
        put(cast.dan, made, session, cast.dan.person)
    for outside in (cast.gun, cast.klara, visitor):
        with pytest.raises(NotVisible):
            put(outside, made, session, cast.dan.person)
    with clock.at(DAY_BEFORE), pytest.raises(NotVisible):
        put(cast.dan, made, session, cast.dan.person)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(("role", "may"), [("content_leader", True), ("process_leader", True), ("practical", False)])
def test_the_activitys_own_leaders_note_too(cast, made, session, registered, role, may):
    Staff.objects.create(activity=made, role=role, person_id=cast.gun.person, name="Gun Sagolik")
    if may:
        put(cast.gun, made, session, cast.dan.person)
        assert listed(cast.gun, made, session).whole
    else:
        with pytest.raises(NotVisible):
            put(cast.gun, made, session, cast.dan.person)


def test_before_its_day_only_the_lead_notes(cast, made, session, registered):
    Staff.objects.create(activity=made, role="content_leader", person_id=cast.gun.person, name="Gun Sagolik")
    with clock.at(DAY_BEFORE):
        with pytest.raises(NotNoted) as refused:
            put(cast.gun, made, session, cast.dan.person)
        assert "20 november 2026" in refused.value.sentence.sv
        assert not listed(cast.gun, made, session).may_mark
        put(cast.stina, made, session, cast.siv.person)
    with clock.at(MIDNIGHT):
        put(cast.gun, made, session, cast.dan.person)
    assert attending.noted(session) == {"Siv Tänkbar": True, "Dan Fiktivsson": True}


def test_nothing_is_noted_of_a_cancelled_session(cast, made, session, registered):
    Session.objects.filter(pk=session.pk).update(cancelled=attending.MORNING)
    with pytest.raises(NotNoted):
        put(cast.stina, made, session, cast.dan.person)


def test_an_organisation_reads_of_its_own_people_from_the_day_on(cast, made, session, registered):
    put(cast.stina, made, session, cast.dan.person, ABSENT)
    put(cast.stina, made, session, cast.siv.person)
    found = listed(cast.disa, made, session)
    assert [(one.name, one.mark) for one in found.rows] == [("Dan Fiktivsson", "absent")]
    assert (found.whole, found.may_mark) == (False, False)
    with clock.at(DAY_BEFORE), pytest.raises(NotVisible):
        listed(cast.disa, made, session)
    for outside in (cast.gun, cast.klara, cast.nils, VISITOR):
        with pytest.raises(NotVisible):
            listed(outside, made, session)


def test_a_session_that_is_not_released_is_no_participants_until_somebody_is_noted_there(cast, made, session, registered):
    def known(actor):
        return [one.meeting.id for one in lists(actor, queries.activity(actor, made.pk))]

    assert (known(cast.stina), known(cast.dan)) == ([session.pk], [])
    with pytest.raises(NotVisible):
        listed(cast.dan, made, session)
    released(made)
    assert known(cast.dan) == [session.pk]
    other = attending.meeting(made, "Inte släppt")
    put(cast.stina, made, other, cast.siv.person)
    assert known(cast.dan) == [session.pk, other.pk]


def test_absences_are_seen_by_the_lead_and_by_the_own_organisation(cast, made, session, registered):
    put(cast.stina, made, session, cast.dan.person, ABSENT)
    put(cast.stina, made, session, cast.siv.person, ABSENT)

    def seen(actor):
        return [one.name for one in absences(actor, queries.activity(actor, made.pk))]

    assert seen(cast.stina) == ["Dan Fiktivsson", "Siv Tänkbar"]
    assert seen(cast.disa) == ["Dan Fiktivsson"]
    assert seen(cast.gun) == seen(cast.klara) == seen(VISITOR) == []


def test_once_the_session_is_over_the_rest_are_noted_as_absent(cast, made, session, registered):
    put(cast.stina, made, session, cast.dan.person)
    with pytest.raises(NotNoted):
        note_the_rest_absent(cast.stina, made.pk, session.pk)
    with clock.at(attending.NOON):
        assert note_the_rest_absent(cast.stina, made.pk, session.pk) == 3
        assert note_the_rest_absent(cast.stina, made.pk, session.pk) == 0
    assert attending.noted(session) == {"Dan Fiktivsson": True, "Majken Exempelson": False, "Siv Tänkbar": False, "Stina Påhittad": False}


def test_each_planned_item_has_its_own_list_and_counts_as_the_session(cast, made, session, registered):
    one, other = attending.item(session, "Pass A"), attending.item(session, "Pass B")
    proposed = attending.item(session, "Förslag", state="proposed", starts=None, ends=None)
    put(cast.stina, made, session, cast.dan.person, ABSENT)
    put(cast.stina, made, session, cast.dan.person, item_id=one.pk)
    assert attending.noted(session) == {}  # whoever was at an item was there
    assert listed(cast.stina, made, session, item_id=one.pk).there == 1
    assert listed(cast.stina, made, session, item_id=other.pk).there == 0
    whole = listed(cast.stina, made, session)
    assert whole.there == 1
    assert [(row.title, row.present) for row in whole.meeting.items] == [("Pass A", 1), ("Pass B", 0)]
    with pytest.raises(NotNoted, match="Pass A"):
        put(cast.stina, made, session, cast.dan.person, ABSENT)
    for foreign in (proposed.pk, 2**70, 0):
        with pytest.raises(NotVisible):
            listed(cast.stina, made, session, item_id=foreign)


def test_a_session_of_another_activity_is_not_there(cast, made, session, registered):
    elsewhere = attending.meeting(activity(cast, "En annan"))
    with pytest.raises(NotVisible):
        put(cast.stina, made, elsewhere, cast.dan.person)
    for strange in (2**70, 0, -1):
        with pytest.raises(NotVisible):
            note(cast.stina, made.pk, strange, person=cast.dan.person, mark=PRESENT)


# — the door —


@pytest.fixture
def token(cast, made, session):
    return door_token(cast.stina, queries.activity(cast.stina, made.pk), session.pk)[1]


def test_at_the_door_whoever_is_registered_notes_that_they_are_there(cast, made, session, registered, token):
    assert door(cast.dan, token).may_enter
    arrive(cast.dan, token)
    arrive(cast.dan, token)
    row = Attendance.objects.get()
    assert (row.person_id, row.source, row.noted_by_id) == (cast.dan.person, "door", cast.dan.person)
    assert door(cast.dan, token).there
    with pytest.raises(NotAllowed):
        arrive(cast.disa, token)
    with pytest.raises(NotVisible):
        arrive(VISITOR, token)


def test_who_comes_after_all_is_no_longer_absent(cast, made, session, registered, token):
    put(cast.stina, made, session, cast.dan.person, ABSENT)
    arrive(cast.dan, token)
    assert attending.noted(session) == {"Dan Fiktivsson": True}


def test_an_address_at_the_door_notes_only_whom_is_registered_and_tells_nobody(cast, made, session, registered, token):
    for address in (f"  {cast.dan.email.upper()} ", cast.disa.email, "okand@ingenstans.test", "", "\x00", "a" * 5000):
        assert arrive_by_address(token, address) is None
    row = Attendance.objects.get()
    assert (row.person_id, row.source, row.noted_by_id) == (cast.dan.person, "door", None)


def test_whose_registration_was_taken_back_does_not_come_in_by_an_address(cast, made, session, registered, token):
    put(cast.stina, made, session, cast.dan.person, ABSENT)
    Registration.objects.filter(person=cast.dan.person).update(state="withdrawn")
    arrive_by_address(token, cast.dan.email)
    assert attending.noted(session) == {"Dan Fiktivsson": False}


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (datetime(2026, 11, 20, 6, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 20, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 20, 22, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 20, 23, 0, tzinfo=UTC), False),
    ],
)
def test_the_door_is_open_from_an_hour_before_until_the_days_end(cast, made, session, registered, token, moment, open_):
    with clock.at(moment):
        assert (door(cast.dan, token).closed is None) is open_
        if open_:
            arrive(cast.dan, token)
        else:
            with pytest.raises(NotNoted):
                arrive(cast.dan, token)
            with pytest.raises(NotNoted):
                arrive_by_address(token, cast.dan.email)


def test_a_new_code_shuts_the_old_door(cast, made, session, registered, token):
    new_code(cast.stina, made.pk, session.pk)
    for old in (token, token[:-1] + "0", "ingen-lank", "1", "-", f"{2**70}-aa", "٣-aa", f"{session.pk}-"):
        with pytest.raises(NotVisible):
            door(cast.dan, old)
    fresh = door_token(cast.stina, queries.activity(cast.stina, made.pk), session.pk)[1]
    assert door(cast.dan, fresh).may_enter
    with pytest.raises(NotAllowed):
        new_code(cast.dan, made.pk, session.pk)
    with pytest.raises(NotAllowed):
        door_token(cast.dan, queries.activity(cast.dan, made.pk), session.pk)


def test_the_list_asks_as_much_for_many_as_for_few(cast, made, session, registered, django_assert_max_num_queries):
    actor, found = cast.stina, queries.activity(cast.stina, made.pk)
    with django_assert_max_num_queries(5):
        attendance(actor, found, session.pk)
