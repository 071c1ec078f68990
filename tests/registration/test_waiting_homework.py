"""What waits on somebody's page: homework to hand in and the four questions (E5, F1)."""

from datetime import UTC, date, datetime

import pytest

from samlar.activities.models import Debrief, Participation
from samlar.activities.queries.homework import homework
from samlar.foundation import clock
from samlar.people.models import Employment
from samlar.registration.models import Attendance
from samlar.registration.queries.homework import unfinished, waiting_for
from samlar.reports import queries as reports
from tests.activities import homework as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def lab(cast):
    found = made.lab(cast)
    made.registered(found, cast, "dan", "disa")
    return found


def waits(actor):
    return [(one.deed, one.subject) for one in waiting_for(actor) if one.deed == "homework.hand_in"]


def asked(actor):
    return [(one.deed, one.subject) for one in waiting_for(actor) if one.deed == "debrief.write"]


def test_homework_waits_for_each_until_it_is_handed_in(cast, lab):
    on = made.homework(lab)
    mine = ("homework.hand_in", f"{lab.pk}/{on.pk}")
    assert waits(cast.dan) == waits(cast.disa) == [mine]
    made.handin(on, cast, "dan")
    assert (waits(cast.dan), waits(cast.disa)) == ([], [mine])
    assert mine in [(one.deed, one.subject) for one in reports.waiting(cast.disa)]


def test_a_place_in_one_activity_gives_no_homework_of_another(cast, lab):
    other = made.lab(cast, "Ett annat lärlabb")
    made.homework(other)
    assert waits(cast.dan) == []
    assert {one.title for one in waiting_for(cast.dan)} == {"Att lära om lärande"}


def test_one_hand_in_is_enough_for_an_organisation(cast, lab):
    on = made.homework(lab, by="organisation")
    assert waits(cast.dan)
    made.handin(on, cast, "disa")
    assert waits(cast.dan) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"due": date(2026, 12, 4)}, 1), ({"due": date(2026, 12, 5)}, 0), ({"due": date(2026, 11, 1)}, 1), ({"due": date(2026, 9, 20)}, 0),
        ({"given": None}, 0),
    ],
)  # fmt: skip
def test_only_what_is_near_or_lately_late_and_given_waits(cast, lab, fields, expected):
    made.homework(lab, **fields)
    assert len(waits(cast.dan)) == expected


def test_what_has_been_taken_up_no_longer_waits(cast, lab):
    second = made.sessions(lab)[1]
    made.homework(lab, taken_up_at_id=second)
    with clock.at(datetime(2026, 12, 8, 11, 59, tzinfo=UTC)):
        assert len(waits(cast.dan)) == 1
    with clock.at(datetime(2026, 12, 8, 12, 0, tzinfo=UTC)):
        assert waits(cast.dan) == []


def test_it_waits_for_nobody_without_a_place_and_for_the_contact_where_nobody_is_registered(cast, lab):
    on = made.homework(lab)
    for key in ("gustav", "nils", "klara", "gun", "siv", "majken"):
        assert waits(getattr(cast, key)) == [], key
    Participation.objects.filter(activity=lab, organisation=cast.organisation("SLU")).update(contact=cast.siv.person)
    assert waits(cast.siv) == [("homework.hand_in", f"{lab.pk}/{on.pk}")]
    made.homework(made.lab(cast, "Där SLU:s kontakt är en annan"))
    assert waits(cast.siv) == [("homework.hand_in", f"{lab.pk}/{on.pk}")]
    Participation.objects.filter(activity=lab, is_lead=True).update(contact=cast.stina.person)
    assert waits(cast.stina) == []
    Participation.objects.filter(activity=lab, organisation=cast.organisation("Region Dalarna")).update(state="left")
    assert waits(cast.dan) == []


def test_whoever_changes_employer_has_nothing_waiting_from_the_old_one(cast, lab):
    made.homework(lab)
    Employment.objects.filter(person=cast.dan.person).update(organisation=cast.organisation("SLU"))
    assert waits(cast.dan) == []


def test_the_four_questions_wait_for_a_week(cast, lab):
    held = made.sessions(lab)[0]  # ended 18 November 12.00 UTC
    assert asked(cast.dan) == [("debrief.write", f"{lab.pk}/{held}")]
    with clock.at(datetime(2026, 11, 25, 12, 0, tzinfo=UTC)):
        assert asked(cast.dan) == []
    Debrief.objects.create(session_id=held, person_id=cast.dan.person, organisation_id=cast.dan.organisation, next="x", written=made.GIVEN)
    assert (asked(cast.dan), len(asked(cast.disa))) == ([], 1)
    lab.sessions.update(cancelled=clock.now())
    assert asked(cast.disa) == []


def test_whoever_was_noted_as_absent_is_not_asked_and_whoever_was_there_is(cast, lab):
    held = made.sessions(lab)[0]
    for key, present in (("dan", False), ("disa", True)):
        who = getattr(cast, key)
        Attendance.objects.create(
            session_id=held,
            person_id=who.person,
            organisation_id=who.organisation,
            kind="region",
            present=present,
            source="list",
            noted=made.GIVEN,
        )
    assert (asked(cast.dan), len(asked(cast.disa))) == ([], 1)


def test_what_was_not_released_is_not_asked_about(cast, lab):
    lab.releases.all().delete()
    assert asked(cast.dan) == []


def test_what_is_over_waits_for_nobody(cast, lab):
    made.homework(lab)
    type(lab).objects.filter(id=lab.pk).update(stage="closed", stage_kind="closed")
    assert waiting_for(cast.dan) == []


def test_the_leaders_see_which_registered_persons_have_not_handed_in(cast, lab):
    on = made.homework(lab)
    made.handin(on, cast, "dan")
    assert [(one.person, one.organisation) for one in unfinished(*homework(cast.stina, lab.pk, on.pk))] == [
        ("Disa Låtsas", "Region Dalarna")
    ]
    assert unfinished(*homework(cast.siv, lab.pk, on.pk)) == []


def test_it_is_one_question_to_the_database_and_one_more_where_a_session_waits(cast, lab, django_assert_num_queries):
    made.homework(lab)
    made.homework(lab, title="En till")
    dan, gun = cast.dan, cast.gun
    with django_assert_num_queries(2):
        waiting_for(dan)
    with django_assert_num_queries(1):
        waiting_for(gun)
