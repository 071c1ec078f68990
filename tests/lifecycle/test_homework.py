"""Who is told of homework and asked after a session: each once, nobody else (E5, F1)."""

from datetime import UTC, date, datetime

import pytest

from samlar.activities.models import Debrief, Participation
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lifecycle import actions
from samlar.lifecycle.actions import homework
from samlar.lifecycle.actions.debriefs import ask_after_sessions
from samlar.registration.models import Attendance
from tests.activities import homework as made
from tests.activities.rows import session

pytestmark = pytest.mark.django_db
AFTER = datetime(2026, 11, 18, 12, 30, tzinfo=UTC)  # half an hour after workshop 1


@pytest.fixture
def lab(cast):
    return made.lab(cast)


def told(name):
    return sorted(Letter.objects.filter(name=name).values_list("to", flat=True))


def test_giving_tells_each_registered_person_once_and_the_representatives_of_those_who_registered_nobody(cast, lab):
    made.registered(lab, cast, "dan")
    made.registered(made.lab(cast, "Ett annat lärlabb"), cast, "dan", "disa", "stina")  # nobody hears of another's homework
    made.registered(lab, cast, "disa", state="waitlisted")
    Participation.objects.filter(activity=lab, organisation=cast.organisation("SLU")).update(contact=cast.siv.person)
    draft = made.homework(lab, given=None)

    assert homework.give(cast.stina, lab.pk, draft.pk, revision=1) == 2

    assert told("homework_given") == sorted([cast.dan.email, cast.siv.email])
    letter = Letter.objects.get(to=cast.dan.email)
    assert (letter.values["homework"], letter.values["due"], letter.values["path"]) == (
        "Tre samtal", "2026-12-01", f"/aktiviteter/{lab.pk}/hemuppgifter/{draft.pk}/",
    )  # fmt: skip


def test_a_moved_last_day_is_told_again_and_a_changed_word_is_not(cast, lab):
    made.registered(lab, cast, "dan", "siv", "stina")
    given = made.homework(lab)
    assert homework.change(cast.stina, lab.pk, given.pk, made.words(title="Ny rubrik"), revision=1) == 0
    assert homework.change(cast.stina, lab.pk, given.pk, made.words(due=date(2026, 12, 5)), revision=2) == 2
    assert told("homework_moved") == sorted([cast.dan.email, cast.siv.email])
    assert Letter.objects.first().values["before"] == "2026-12-01"


def test_after_a_session_each_registered_person_is_asked_once(cast, lab):
    made.registered(lab, cast, "dan", "siv", "stina")
    made.registered(lab, cast, "disa", state="withdrawn")
    elsewhere = made.lab(cast, "Ett annat lärlabb")
    elsewhere.releases.all().delete()
    made.registered(elsewhere, cast, "disa", "majken")
    with clock.at(AFTER):
        assert actions.tick()["asked after sessions"] == 3
        assert actions.tick()["asked after sessions"] == 0
    assert told("debrief_asked") == sorted([cast.dan.email, cast.siv.email, cast.stina.email])
    held = made.sessions(lab)[0]
    assert Letter.objects.get(to=cast.dan.email).values["path"] == f"/aktiviteter/{lab.pk}/program/traffar/{held}/efterat/"


def test_nobody_is_asked_before_the_end_or_more_than_three_days_after_it(cast, lab):
    made.registered(lab, cast, "dan")
    for moment in (datetime(2026, 11, 18, 11, 59, 59, tzinfo=UTC), datetime(2026, 11, 21, 12, 0, tzinfo=UTC)):
        with clock.at(moment):
            assert ask_after_sessions() == 0
    with clock.at(datetime(2026, 11, 21, 11, 59, tzinfo=UTC)):
        assert ask_after_sessions() == 1


def test_nobody_is_asked_about_what_was_cancelled_or_not_released_or_is_over(cast, lab):
    over = made.lab(cast, "Slut", stage="closed")
    for one in (lab, over):
        made.registered(one, cast, "dan")
    session(lab, "Inte släppt", datetime(2026, 11, 18, 8, tzinfo=UTC), datetime(2026, 11, 18, 9, tzinfo=UTC))
    lab.sessions.filter(id=made.sessions(lab)[0]).update(cancelled=clock.now())
    with clock.at(AFTER):
        assert ask_after_sessions() == 0


def test_whoever_has_answered_or_was_not_there_is_left_in_peace(cast, lab):
    made.registered(lab, cast, "dan", "siv", "stina")
    held = made.sessions(lab)[0]
    Debrief.objects.create(session_id=held, person_id=cast.dan.person, organisation_id=cast.dan.organisation, next="Vila.", written=AFTER)
    for key, present in (("siv", False), ("stina", True)):
        who = getattr(cast, key)
        Attendance.objects.create(
            session_id=held,
            person_id=who.person,
            organisation_id=who.organisation,
            kind="region",
            present=present,
            source="list",
            noted=AFTER,
        )
    with clock.at(AFTER):
        assert ask_after_sessions() == 1
    assert told("debrief_asked") == [cast.stina.email]
