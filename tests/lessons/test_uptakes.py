"""One organisation's way with one lesson: what each step asks for, and what may not be (F2)."""

import pytest

from samlar.foundation import clock
from samlar.lessons.actions import uptakes
from samlar.lessons.models import Move
from samlar.lessons.queries import uptake
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.words import STEPS, Standing, Step
from tests.lessons.making import home, lesson, shows

pytestmark = pytest.mark.django_db


def revision(actor, uptake_id):
    return uptake(actor, uptake_id).revision


def test_the_evidence_of_all_four_an_owner_and_a_second_person_make_it_used(cast):
    of = home(cast.stina, lesson(cast.stina))
    standing = uptakes.add_evidence(cast.stina, of, shows(clock.today(), *STEPS), revision=revision(cast.stina, of))
    assert standing == Standing.ANCHORED, "nobody else has checked"
    with pytest.raises(LessonRefused) as refused:
        uptakes.check(cast.stina, of)
    assert refused.value.field == "checker"


def test_evidence_without_its_parts_changes_nothing(cast):
    of = home(cast.stina, lesson(cast.stina))
    before = uptake(cast.stina, of)
    with pytest.raises(LessonRefused) as refused:
        uptakes.add_evidence(cast.stina, of, {Step.TRIED: uptakes.Shows(clock.today(), {"case": "Ett fall"})}, revision=before.revision)
    assert refused.value.field == "worked"
    assert uptake(cast.stina, of) == before


@pytest.mark.parametrize("why", ["", " \n\u00a0", "å" * 501])
def test_a_step_back_and_an_exit_say_why_in_a_few_words(cast, why):
    of = home(cast.stina, lesson(cast.stina))
    uptakes.add_evidence(cast.stina, of, shows(clock.today(), Step.SHARED), revision=1)
    before = uptake(cast.stina, of)
    for deed, to in ((uptakes.step_back, Standing.TAKEN), (uptakes.end, Standing.DECLINED), (uptakes.end, Standing.OBSOLETE)):
        with pytest.raises(LessonRefused) as refused:
            deed(cast.stina, of, to, why=why, revision=before.revision)
        assert refused.value.field == "why"
    assert uptake(cast.stina, of) == before


@pytest.mark.parametrize("to", [Standing.SHARED, Standing.TRIED, Standing.USED, Standing.DECLINED])
def test_a_step_back_is_back_and_nothing_else(cast, to):
    of = home(cast.stina, lesson(cast.stina))
    uptakes.add_evidence(cast.stina, of, shows(clock.today(), Step.SHARED), revision=1)
    with pytest.raises(LessonRefused) as refused:
        uptakes.step_back(cast.stina, of, to, why="Så är det.", revision=2)
    assert refused.value.field == "to"


def test_nothing_at_all_is_no_evidence(cast):
    of = home(cast.stina, lesson(cast.stina))
    with pytest.raises(LessonRefused):
        uptakes.add_evidence(cast.stina, of, {}, revision=1)
    assert uptake(cast.stina, of).revision == 1


def test_a_step_back_strikes_what_came_after_and_keeps_it_to_read(cast):
    of = home(cast.stina, lesson(cast.stina))
    uptakes.add_evidence(cast.stina, of, shows(clock.today(), Step.SHARED, Step.TRIED, Step.ANCHORED), revision=1)
    assert uptakes.step_back(cast.stina, of, Standing.SHARED, why="Chefen slutade.", revision=2) == Standing.SHARED
    row = uptake(cast.stina, of)
    assert [one.step for one in row.living] == [Step.SHARED]
    assert {(one.step, one.why_struck) for one in row.evidence if one.struck} == {
        (Step.TRIED, "Chefen slutade."),
        (Step.ANCHORED, "Chefen slutade."),
    }
    move = Move.objects.filter(uptake=of).latest("id")
    assert (move.before, move.after, move.day, move.why) == ("anchored", "shared", clock.today(), "Chefen slutade.")
    assert (row.since, row.revision) == (clock.today(), 3)
