"""Deeds upon what has been taken home at the same moment, in real transactions (on both databases): one is first, the other is told."""

from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from django.db import DatabaseError, transaction

from samlar.activities.rules.deeds import Overtaken
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lessons.actions import checks, merging, uptakes, writing
from samlar.lessons.actions.uptakes import Care
from samlar.lessons.models import Evidence, Move, Uptake
from samlar.lessons.queries import lesson as read_lesson
from samlar.lessons.queries import uptake
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.words import STEPS, Reach, Standing, State, Step
from samlar.lifecycle import actions as lifecycle
from samlar.people.rules import VISITOR, Item, organisation_token
from samlar.people.rules.links import LinkClosed
from tests.at_once import at_once
from tests.cast import Cast
from tests.lessons.making import home, lesson, shows
from tests.lessons.uptaking import asked, revision, shown

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(prepared) -> Cast:
    return Cast.enter()


def failed(answers):
    return [answer for answer in answers if isinstance(answer, Exception)]


def holds_together(of):
    """The chain of moves, and the standing that they end in."""
    moves = list(Move.objects.filter(uptake=of).order_by("id").values_list("before", "after"))
    assert [before for before, _ in moves[1:]] == [after for _, after in moves[:-1]]
    assert moves[-1][1] == Uptake.objects.get(id=of).standing
    living = list(Evidence.objects.filter(uptake=of, struck=None).values_list("step", flat=True))
    assert len(living) == len(set(living))


@pytest.mark.parametrize("_turn", range(3))
def test_two_who_take_home_at_once_make_one_row(cast, _turn):
    made, stina, majken = lesson(cast.dan), cast.stina, cast.majken
    answers = at_once(lambda: home(stina, made), lambda: home(majken, made), lambda: home(stina, made))
    assert [type(one) for one in failed(answers)] == [LessonRefused, LessonRefused]
    (of,) = Uptake.objects.values_list("id", flat=True)
    assert Move.objects.filter(uptake=of).count() == 1


@pytest.mark.parametrize("_turn", range(3))
def test_two_who_move_the_same_card_are_one_first_and_one_overtaken(cast, _turn):
    of = shown(cast.stina, Step.SHARED, Step.TRIED)
    read, stina, majken = revision(cast.stina, of), cast.stina, cast.majken
    answers = at_once(
        lambda: uptakes.step_back(stina, of, Standing.SHARED, why="Nej", revision=read),
        lambda: uptakes.add_evidence(majken, of, shows(clock.today(), Step.ANCHORED), revision=read),
    )
    assert [type(one) for one in failed(answers)] == [Overtaken]
    assert uptake(stina, of).revision == read + 1
    holds_together(of)


@pytest.mark.parametrize("_turn", range(3))
def test_the_same_evidence_twice_at_once_is_kept_once(cast, _turn):
    of, stina, majken = home(cast.stina, lesson(cast.stina)), cast.stina, cast.majken
    answers = at_once(
        lambda: uptakes.add_evidence(stina, of, shows(clock.today(), *STEPS), revision=1),
        lambda: uptakes.add_evidence(stina, of, shows(clock.today(), *STEPS), revision=1),
        lambda: uptakes.add_evidence(majken, of, shows(clock.today(), Step.SHARED), revision=1),
    )
    assert [type(one) for one in failed(answers)] == [Overtaken, Overtaken]
    assert Evidence.objects.filter(uptake=of, struck__isnull=False).count() == 0
    holds_together(of)


@pytest.mark.parametrize("_turn", range(3))
def test_a_link_clicked_twice_at_once_answers_once(cast, _turn):
    of = shown(cast.stina, *STEPS)
    held = asked(cast.stina, of)
    answers = at_once(
        lambda: checks.answer(VISITOR, held, holds=True),
        lambda: checks.answer(VISITOR, held, holds=True),
        lambda: checks.answer(VISITOR, held, holds=False, note="Nej"),
    )
    assert [type(one) for one in failed(answers)] == [LinkClosed, LinkClosed]
    assert Letter.objects.filter(name="check_answered").count() == 1
    holds_together(of)


@pytest.mark.parametrize("_turn", range(3))
def test_a_check_by_link_and_by_a_colleague_at_once_is_one_check(cast, _turn):
    of = shown(cast.stina, *STEPS)
    held, majken = asked(cast.stina, of), cast.majken
    answers = at_once(lambda: checks.answer(VISITOR, held, holds=True), lambda: uptakes.check(majken, of))
    assert len(failed(answers)) == 1
    assert isinstance(failed(answers)[0], (LinkClosed, LessonRefused))
    assert Move.objects.filter(uptake=of, after=Standing.USED).count() == 1
    holds_together(of)


@pytest.mark.parametrize("_turn", range(3))
def test_a_check_while_its_evidence_is_replaced_never_counts_for_the_new(cast, _turn):
    of = shown(cast.stina, *STEPS)
    read, stina, held = revision(cast.stina, of), cast.stina, asked(cast.stina, of)
    other = {Step.USED: uptakes.Shows(clock.today(), {"changed": "Något annat.", "lives_in": "En annan mall"})}
    at_once(lambda: checks.answer(VISITOR, held, holds=True), lambda: uptakes.add_evidence(stina, of, other, revision=read))
    row = uptake(stina, of)
    used = row.showing(Step.USED)
    assert (used.checked is None) == (used.said["changed"] == "Något annat.")
    assert (row.standing == Standing.USED) == (used.checked is not None)
    holds_together(of)


@pytest.mark.parametrize("_turn", range(3))
def test_ended_while_evidence_is_added_is_one_or_the_other(cast, _turn):
    of = shown(cast.stina, Step.SHARED)
    read, stina, majken = revision(cast.stina, of), cast.stina, cast.majken
    answers = at_once(
        lambda: uptakes.end(stina, of, Standing.DECLINED, why="Nej", revision=read),
        lambda: uptakes.add_evidence(majken, of, shows(clock.today(), Step.TRIED), revision=read),
    )
    assert [type(one) for one in failed(answers)] == [Overtaken]
    holds_together(of)


@pytest.mark.parametrize("_turn", range(3))
def test_two_who_take_over_at_once_are_one_owner(cast, _turn):
    of, stina, majken = home(cast.stina, lesson(cast.stina), owner=None), cast.stina, cast.majken
    answers = at_once(lambda: uptakes.take_over(stina, of, revision=1), lambda: uptakes.take_over(majken, of, revision=1))
    assert [type(one) for one in failed(answers)] == [Overtaken]


@pytest.mark.parametrize("_turn", range(3))
def test_what_is_narrowed_while_its_lesson_is_opened_stays_narrow(cast, _turn):
    made = lesson(cast.stina, state=State.SHARED)
    of, stina, majken = home(cast.stina, made, reach=Reach.PUBLIC), cast.stina, cast.majken
    answers = at_once(
        lambda: uptakes.care(majken, of, Care(owner=stina.person, reach=Reach.OWN), revision=1),
        lambda: writing.open_to(stina, made, State.PUBLISHED),
    )
    assert failed(answers) == []
    row = uptake(stina, of)
    assert (row.reach, row.audience) == (Reach.OWN, organisation_token(stina.organisation))


def test_what_is_being_narrowed_is_waited_for_before_it_is_read(cast):
    """The narrowing has written but is not done when the lesson is opened: the opening reads it afterwards, not before."""
    made = lesson(cast.stina, state=State.SHARED)
    of, stina, majken, written = home(cast.stina, made, reach=Reach.PUBLIC), cast.stina, cast.majken, Event()

    def narrow():
        with transaction.atomic():
            uptakes.care(majken, of, Care(owner=stina.person, reach=Reach.OWN), revision=1)
            written.set()
            sleep(1)  # the opening comes as far as it can

    def open_it():
        assert written.wait(timeout=20)
        writing.open_to(stina, made, State.PUBLISHED)

    assert failed(at_once(narrow, open_it)) == []
    assert uptake(stina, of).audience == organisation_token(stina.organisation)


@pytest.mark.parametrize("_turn", range(3))
def test_what_is_widened_while_its_lesson_is_opened_follows_both(cast, _turn):
    made = lesson(cast.stina, state=State.SHARED)
    of, stina, majken = home(cast.stina, made, reach=Reach.OWN), cast.stina, cast.majken
    at_once(
        lambda: uptakes.care(majken, of, Care(owner=stina.person, reach=Reach.PUBLIC), revision=1),
        lambda: writing.open_to(stina, made, State.PUBLISHED),
    )
    assert uptake(stina, of).audience == "public"


@pytest.mark.parametrize("_turn", range(3))
def test_a_lessons_day_and_older_evidence_at_once_never_both(cast, _turn):
    day = clock.today() - timedelta(days=30)
    made = lesson(cast.stina, day=day)
    stina, majken = cast.stina, cast.majken
    of = home(stina, made)
    text = LessonText(sentence="Samma.", day=clock.today())
    at_once(
        lambda: writing.change(stina, made, text, revision=1),
        lambda: uptakes.add_evidence(majken, of, shows(day, Step.SHARED), revision=1),
    )
    row = uptake(stina, of)
    assert all(one.day >= row.learned for one in row.living)


@pytest.mark.parametrize("_turn", range(3))
def test_lessons_come_before_uptakes_so_nothing_waits_for_each_other(cast, _turn):
    """Merging, opening, handing over, taking home, evidence and a check at once: each is done or refused, none is stuck."""
    first, second = lesson(cast.stina, state=State.SHARED), lesson(cast.stina, "En som säger detsamma.", state=State.SHARED)
    stina, majken, dan = cast.stina, cast.majken, cast.dan
    of, other = home(stina, first), home(stina, second)
    shown(stina, *STEPS, uptake_id=of)
    theirs = home(dan, first)
    held, read = asked(stina, of), read_lesson(stina, first).revision
    answers = at_once(
        lambda: merging.merge(stina, first, second, revision=read),
        lambda: writing.open_to(majken, second, State.PUBLISHED),
        lambda: lifecycle.reassign(
            majken, stina.person, majken.person, [Item("uptake", other), Item("lesson", second), Item("uptake", of)]
        ),
        lambda: checks.answer(VISITOR, held, holds=True),
        lambda: uptakes.add_evidence(dan, theirs, shows(clock.today(), *STEPS), revision=1),
        lambda: home(dan, second),
    )
    assert [one for one in answers if isinstance(one, (DatabaseError, AssertionError))] == []
    for one in Uptake.objects.values_list("id", flat=True):
        holds_together(one)
