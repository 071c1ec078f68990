"""A person who leaves hands over, or it shows that it needs a new owner; what waits for whom (A3, F2)."""

from datetime import timedelta

import pytest

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lessons.actions import uptakes
from samlar.lessons.actions.uptakes import Care
from samlar.lessons.models import Lesson
from samlar.lessons.queries import uptake
from samlar.lessons.queries.uptakes_waiting import waiting_for
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.words import STEPS, Standing, Step
from samlar.lifecycle import actions as lifecycle
from samlar.people import actions as people
from samlar.people.models import Employment
from samlar.people.rules import Item, NotAllowed, NotVisible
from samlar.reports import queries as reports
from tests.lessons.making import home, lesson
from tests.lessons.uptaking import asked, revision, shown, used

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def leaves(cast, key, last):
    Employment.objects.filter(person=cast.people[key]).update(end=last)


def test_whoever_leaves_has_lessons_and_uptakes_to_hand_over(cast):
    learned = lesson(cast.stina)
    of = home(cast.stina, learned)
    ended = home(cast.stina, lesson(cast.stina, "En annan."))
    uptakes.end(cast.stina, ended, Standing.DECLINED, why="Nej", revision=1)
    people.let_go(cast.majken, cast.organisation("Region Kalmar län"), cast.stina.person, last=clock.today() + 10 * DAY)
    (one,) = reports.needs_new_owner(cast.majken)
    assert {thing.item for thing in one.things} >= {Item("lesson", learned), Item("uptake", of)}
    assert Item("uptake", ended) not in {thing.item for thing in one.things}
    lifecycle.reassign(cast.majken, cast.stina.person, cast.majken.person, [thing.item for thing in one.things])
    assert (uptake(cast.majken, of).owner, Lesson.objects.get(id=learned).contact_id) == (cast.majken.person, cast.majken.person)
    assert reports.needs_new_owner(cast.majken) == []


def test_handing_over_is_for_who_looks_after_the_people_and_to_a_colleague(cast):
    of = home(cast.stina, lesson(cast.stina))
    item = Item("uptake", of)
    leaves(cast, "stina", clock.today() + DAY)
    with pytest.raises(NotAllowed):
        lifecycle.reassign(cast.stina, cast.stina.person, cast.majken.person, [item])
    with pytest.raises((LessonRefused, NotVisible)):
        lifecycle.reassign(cast.majken, cast.stina.person, cast.dan.person, [item])
    with pytest.raises(NotVisible):
        lifecycle.reassign(cast.majken, cast.stina.person, cast.majken.person, [Item("uptake", 10**30)])
    assert uptake(cast.majken, of).owner == cast.people["stina"]


def test_what_an_owner_leaves_behind_shows_it_and_anyone_there_takes_it_over(cast):
    of = used(cast.stina, cast.majken)
    leaves(cast, "stina", clock.today() - DAY)
    row = uptake(cast.majken, of)
    assert (row.standing, row.needs_owner, row.owner_left) == (Standing.USED, True, True)
    assert uptakes.take_over(cast.majken, of, revision=row.revision) == Standing.USED
    assert not uptake(cast.majken, of).needs_owner
    with pytest.raises(LessonRefused):
        uptakes.take_over(cast.majken, of, revision=revision(cast.majken, of))


def test_an_owner_is_replaced_and_not_taken_away_and_works_here(cast):
    of = home(cast.stina, lesson(cast.stina))
    for owner in (None, cast.dan.person, 10**30, 0):
        with pytest.raises(LessonRefused) as refused:
            uptakes.care(cast.stina, of, Care(owner=owner), revision=1)
        assert refused.value.field == "owner"
    with pytest.raises(LessonRefused) as refused:
        home(cast.stina, lesson(cast.stina, "En annan."), owner=cast.dan.person)
    assert refused.value.field == "owner"


def test_a_colleague_who_is_made_owner_gets_a_letter_and_oneself_none(cast):
    of = home(cast.stina, lesson(cast.stina))
    assert not Letter.objects.filter(name="uptake_yours").exists()
    uptakes.care(cast.stina, of, Care(owner=cast.majken.person, next_step="Ring Dan"), revision=1)
    uptakes.care(cast.stina, of, Care(owner=cast.majken.person), revision=2)
    letter = Letter.objects.get(name="uptake_yours")
    assert (letter.to, letter.values["next_step"]) == (cast.majken.email, "Ring Dan")


def test_the_owner_who_completes_it_makes_it_used(cast):
    of = home(cast.stina, lesson(cast.stina), owner=None)
    shown(cast.stina, *STEPS, uptake_id=of)
    assert uptakes.check(cast.majken, of) == Standing.ANCHORED
    assert uptakes.take_over(cast.stina, of, revision=revision(cast.stina, of)) == Standing.USED


def waits(actor):
    return {(one.deed, str(one.subject)[:20]) for one in waiting_for(actor)}


@pytest.mark.parametrize(("days", "is_there"), [(-40, True), (0, True), (7, True), (8, False), (None, False)])
def test_a_next_step_waits_for_its_owner_from_a_week_before(cast, days, is_there):
    day = None if days is None else clock.today() + days * DAY
    of = home(cast.stina, lesson(cast.stina), next_step="Ring", next_day=day if days is None or days >= 0 else None)
    if days is not None and days < 0:
        uptakes.Uptake.objects.filter(id=of).update(next_day=day)
    assert (("uptake.carry_on", str(of)) in waits(cast.stina)) == is_there
    assert waits(cast.majken) == set(), "the owner's alone"
    uptakes.end(cast.stina, of, Standing.DECLINED, why="Nej", revision=1)
    assert waits(cast.stina) == set()


def test_a_check_waits_for_whoever_is_asked_until_it_is_answered(cast):
    of = shown(cast.stina, *STEPS)
    held = asked(cast.stina, of, name="Dan", email=cast.dan.email)
    assert [(one.deed, one.subject) for one in waiting_for(cast.dan)] == [("check.give", held)]
    uptakes.check(cast.majken, of)
    assert waits(cast.dan) == set()


def test_what_nobody_owns_waits_for_the_representative_in_one_line(cast, visitor):
    first = home(cast.stina, lesson(cast.stina), owner=None)
    assert waits(cast.majken) == {("uptake.own", str(first))}
    home(cast.stina, lesson(cast.stina, "En till."), owner=None)
    assert waits(cast.majken) == {("uptakes.own", "")}
    assert waits(cast.stina) == waits(cast.dan) == waits(visitor) == set()


def test_waiting_is_one_question(cast, django_assert_num_queries):
    for number in range(3):
        asked(
            cast.stina,
            shown(cast.stina, *STEPS, uptake_id=home(cast.stina, lesson(cast.stina, f"Nr {number}.")), next_day=None),
            email=cast.dan.email,
        )
    actor = cast.dan
    with django_assert_num_queries(1):
        assert len(waiting_for(actor)) == 3


def test_a_lessons_day_may_not_pass_the_evidence_that_builds_on_it(cast):
    from samlar.lessons.actions import writing
    from samlar.lessons.rules.lessons import LessonText

    learned = lesson(cast.stina, day=clock.today() - 30 * DAY)
    of = home(cast.stina, learned)
    uptakes.add_evidence(cast.stina, of, {Step.SHARED: uptakes.Shows(clock.today() - 20 * DAY, {"forum": "Mötet"})}, revision=1)
    with pytest.raises(LessonRefused) as refused:
        writing.change(cast.stina, learned, LessonText(sentence="Ny.", day=clock.today() - 10 * DAY), revision=1)
    assert refused.value.field == "day"
    writing.change(cast.stina, learned, LessonText(sentence="Ny.", day=clock.today() - 20 * DAY), revision=1)
