"""What waits among uptakes: one line for each, the late ones folded, nothing for what is used (F2, A3)."""

from datetime import timedelta

import pytest

from samlar.activities.rules.follow_up import Deed, Due
from samlar.foundation import clock
from samlar.lessons.actions import asking, checks, uptakes
from samlar.lessons.actions.uptakes import Shows
from samlar.lessons.models import Uptake
from samlar.lessons.queries import following, uptake
from samlar.lessons.queries.board import Choice, board
from samlar.lessons.queries.follow_ups import waiting_for as asked_by_the_clock
from samlar.lessons.queries.uptakes_waiting import waiting_for
from samlar.lessons.rules.board import Narrow
from samlar.lessons.rules.words import STEPS, Standing, Step
from samlar.people.rules import VISITOR
from tests.lessons.making import SAID
from tests.lessons.uptaking import asked, revision, shown, used

pytestmark = pytest.mark.django_db


def planned(of, days, step="Ta upp det på mötet"):
    Uptake.objects.filter(id=of).update(next_step=step, next_day=clock.today() + timedelta(days=days))
    return of


def waits(actor):
    return [(one.deed, str(one.subject), one.sentence.sv) for one in waiting_for(actor)]


def test_a_late_next_step_waits_by_itself_and_several_as_one_line(cast):
    first = planned(shown(cast.stina), -3)
    ((deed, subject, _said),) = waits(cast.stina)
    assert (deed, subject) == ("uptake.carry_on", str(first))
    planned(shown(cast.stina), -200)
    near = planned(shown(cast.stina), 3)
    assert [one[:2] for one in waits(cast.stina)] == [("uptakes.late", ""), ("uptake.carry_on", str(near))]
    assert waits(cast.stina)[0][2] == "2 nästa steg är försenade."


def test_what_is_used_has_no_next_step_that_waits_or_is_late(cast):
    of = planned(shown(cast.stina, *STEPS), 5)
    uptakes.check(cast.majken, of)
    row = uptake(cast.stina, of)
    assert (row.standing, row.next_step, row.next_day) == (Standing.USED, "", None)
    planned(of, -5)  # as it may have been kept before
    assert waits(cast.stina) == []
    assert board(cast.stina, Choice()).late == 0


def test_the_clocks_question_takes_the_next_steps_place_and_has_no_day(cast):
    of = planned(shown(cast.stina), -3)
    asking.ask(following.case("uptake", of), Due(Deed.ASK, 3, clock.today()))
    assert waits(cast.stina) == []
    (one,) = asked_by_the_clock(cast.stina)
    assert (one.sentence.sv, one.due) == ("Hur har det gått hemma?", None)
    assert [one.deed for one in asked_by_the_clock(VISITOR)] == []


def test_a_no_waits_for_the_owner_alone_until_the_evidence_is_mended_or_another_is_asked(cast):
    of = planned(shown(cast.stina, *STEPS), -3)
    checks.answer(VISITOR, asked(cast.stina, of), holds=False, note="Mallen finns inte.")
    ((deed, subject, said),) = waits(cast.stina)
    assert (deed, subject) == ("check.mend", str(of))
    assert said.startswith("Kim Kollega svarade att det inte stämmer att ”")
    assert waits(cast.majken) == []
    asked(cast.stina, of, name="En Annan", email="en@annan.test")
    assert [one[0] for one in waits(cast.stina)] == ["uptake.carry_on"]
    checks.answer(VISITOR, asked(cast.stina, of), holds=False, note="Nej.")
    mended = {Step.USED: Shows(clock.today(), {**SAID[Step.USED], "lives_in": "I rutinen, avsnitt 2."})}
    uptakes.add_evidence(cast.stina, of, mended, revision=revision(cast.stina, of))
    assert [one[0] for one in waits(cast.stina)] == ["uptake.carry_on"]


def test_the_board_narrows_to_the_late(cast):
    of = planned(shown(cast.stina), -3)
    used(cast.stina, cast.majken)
    found = board(cast.stina, Choice(narrow=Narrow.LATE))
    assert [card.id for column in found.columns for card in column.cards] == [of]
