"""The four questions after a session: who answers, when, and who reads what (F1)."""

from datetime import UTC, datetime, timedelta

import pytest

from samlar.activities.actions.debriefs import answer
from samlar.activities.models import Debrief
from samlar.activities.queries.debriefs import afterwards, debriefs, own
from samlar.activities.rules.debriefs import QUESTIONS, gathered
from samlar.activities.rules.deeds import ActivityRefused
from samlar.foundation import clock
from samlar.foundation.audit import trail
from samlar.people.rules import NotAllowed, NotVisible
from tests.activities import homework as made
from tests.activities.rows import session

pytestmark = pytest.mark.django_db
SAID = {"expected": "Teori.", "happened": "  Vi fick höra hur Dalarna gör.\r\n", "why": "", "next": ""}


@pytest.fixture
def lab(cast):
    return made.lab(cast)


@pytest.fixture
def held(lab):
    return made.sessions(lab)[0]


def say(actor, lab, session_id, *, lesson=False, **answers):
    return answer(actor, lab.pk, session_id, answers=answers or SAID, could_be_lesson=lesson)


def read(actor, lab, session_id):
    return debriefs(actor, afterwards(actor, lab.pk, session_id))


def test_each_who_takes_part_answers_and_those_inside_read_with_names(cast, lab, held):
    say(cast.dan, lab, held)
    say(cast.siv, lab, held, next="Prövar hemma.")

    for key in ("dan", "disa", "siv", "stina", "klara", "sanna"):
        assert [(row.person, row.organisation) for row in read(getattr(cast, key), lab, held)] == [
            ("Dan Fiktivsson", "Region Dalarna"), ("Siv Tänkbar", "SLU"),
        ]  # fmt: skip
    assert read(cast.dan, lab, held)[0].answers["happened"] == "Vi fick höra hur Dalarna gör."
    assert trail("activity", lab.pk) == []  # who answered is no part of the history that members read


@pytest.mark.parametrize("key", ["gustav", "nils", "gun", "erin"])
def test_nothing_of_it_is_there_outside(cast, lab, held, key):
    say(cast.dan, lab, held)
    for deed in (read, say):
        with pytest.raises(NotVisible):
            deed(getattr(cast, key), lab, held)


def test_a_mandate_reads_and_does_not_answer(cast, lab, held):
    with pytest.raises(NotAllowed):
        say(cast.klara, lab, held)


def test_the_tick_is_seen_by_the_writer_and_the_leaders_alone(cast, lab, held):
    say(cast.dan, lab, held, lesson=True)
    assert {key: read(getattr(cast, key), lab, held)[0].could_be_lesson for key in ("dan", "stina", "majken", "disa", "siv", "klara")} == {
        "dan": True, "stina": True, "majken": True, "disa": False, "siv": False, "klara": False,
    }  # fmt: skip


def test_one_answer_is_enough_and_none_or_too_much_is_refused_at_its_field(cast, lab, held):
    for answers, field in (
        (dict.fromkeys(QUESTIONS, " \n"), "expected"),
        ({**SAID, "why": "x" * 601}, "why"),
        ({"happened": "\x00"}, "expected"),
    ):
        with pytest.raises(ActivityRefused) as refusal:
            say(cast.dan, lab, held, **answers)
        assert refusal.value.field == field
    assert not Debrief.objects.exists()
    say(cast.dan, lab, held, why="Tiden räckte.")


def test_it_opens_when_the_session_begins(cast, lab):
    coming = made.sessions(lab)[1]  # 7 December 11.00 UTC
    with clock.at(datetime(2026, 12, 7, 10, 59, 59, tzinfo=UTC)), pytest.raises(ActivityRefused) as refusal:
        say(cast.dan, lab, coming)
    assert "7 december 2026" in refusal.value.sentence.sv
    with clock.at(datetime(2026, 12, 7, 11, 0, tzinfo=UTC)):
        say(cast.dan, lab, coming)


def test_the_same_person_changes_the_answer_for_thirty_days(cast, lab, held):
    first = say(cast.dan, lab, held)
    with clock.at(datetime(2026, 12, 20, 22, 59, tzinfo=UTC)):  # the thirtieth day, before midnight in Stockholm
        assert say(cast.dan, lab, held, next="Ändrat.") == first
    with clock.at(datetime(2026, 12, 20, 23, 0, tzinfo=UTC)), pytest.raises(ActivityRefused, match="till och med 20 december 2026"):
        say(cast.dan, lab, held, next="För sent.")
    row = own(cast.dan, afterwards(cast.dan, lab.pk, held))
    assert (row.answers["next"], row.answers["happened"]) == ("Ändrat.", "")
    assert row.changed is not None


def test_a_cancelled_session_and_an_activity_that_is_over_are_not_asked_about(cast, lab, held):
    over = made.lab(cast, "Slut", stage="closed")
    with pytest.raises(ActivityRefused):
        say(cast.dan, over, made.sessions(over)[0])
    lab.sessions.filter(id=held).update(cancelled=clock.now())
    with pytest.raises(ActivityRefused):
        say(cast.stina, lab, held)


def test_a_session_that_was_not_released_is_not_there_for_others(cast, lab):
    hidden = session(lab, "Hemlig", clock.now() - timedelta(days=1), clock.now() - timedelta(hours=20))
    with pytest.raises(NotVisible):
        say(cast.dan, lab, hidden.pk)
    say(cast.stina, lab, hidden.pk)


def test_the_answers_are_gathered_by_question_and_empty_ones_left_out(cast, lab, held):
    say(cast.dan, lab, held)
    say(cast.siv, lab, held, expected="Praktik.", next="Vila.")
    by_word = {one.word: [(said.who, said.text) for said in one.answers] for one in gathered(read(cast.stina, lab, held))}
    assert by_word == {
        "expected": [("Dan Fiktivsson, Region Dalarna", "Teori."), ("Siv Tänkbar, SLU", "Praktik.")],
        "happened": [("Dan Fiktivsson, Region Dalarna", "Vi fick höra hur Dalarna gör.")],
        "why": [],
        "next": [("Siv Tänkbar, SLU", "Vila.")],
    }


@pytest.mark.parametrize("id", [0, -1, 10**30, 987654])
def test_a_session_that_does_not_exist_is_not_there(cast, lab, id):
    for deed in (read, say):
        with pytest.raises(NotVisible):
            deed(cast.dan, lab, id)
