"""What has been ended stays ended, and one person with two addresses is one person (F2)."""

import pytest

from samlar.foundation import clock
from samlar.lessons.actions import merging, uptakes
from samlar.lessons.actions.uptakes import Care
from samlar.lessons.models import Move
from samlar.lessons.queries import lesson as read
from samlar.lessons.queries import uptake
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.words import STEPS, Reach, Standing
from samlar.people.actions.staff import add_colleague
from samlar.people.models import Person
from samlar.people.queries import actor
from tests.lessons.making import home, lesson, shows

pytestmark = pytest.mark.django_db


def colleague(cast, email):
    """Somebody else at the same organisation, by this address."""
    add_colleague(cast.majken, name="En Annan", email=email)
    return actor(Person.objects.get(email=email).pk)


@pytest.mark.parametrize("way", [Standing.DECLINED, Standing.OBSOLETE])
def test_what_is_ended_is_not_begun_again_by_changing_who_sees_or_owns_it(cast, way):
    of = home(cast.stina, lesson(cast.stina), reach=Reach.PUBLIC)
    uptakes.end(cast.stina, of, way, why="Vi har valt något annat.", revision=1)
    moves = Move.objects.count()
    uptakes.care(cast.stina, of, Care(owner=cast.majken.person, reach=Reach.OWN), revision=2)
    row = uptake(cast.stina, of)
    assert (row.standing, row.why, row.reach, row.owner) == (way, "Vi har valt något annat.", Reach.OWN, cast.majken.person)
    assert Move.objects.count() == moves
    assert uptakes.take_up_again(cast.stina, of, revision=row.revision) == Standing.TAKEN


def test_another_address_of_the_same_mailbox_is_no_second_person(cast):
    name, domain = cast.stina.email.split("@")
    same = colleague(cast, f"{name}+jobb@{domain}")
    of = home(cast.stina, lesson(cast.stina))
    uptakes.add_evidence(cast.stina, of, shows(clock.today(), *STEPS), revision=1)
    with pytest.raises(LessonRefused) as refused:
        uptakes.check(same, of)
    assert refused.value.field == "checker"


def test_whoever_checked_makes_it_used_by_no_other_address_either(cast):
    name, domain = cast.majken.email.split("@")
    same = colleague(cast, f"{name}+jobb@{domain}")
    of = home(cast.stina, lesson(cast.stina), owner=None)
    uptakes.add_evidence(cast.stina, of, shows(clock.today(), *STEPS), revision=1)
    uptakes.check(cast.majken, of)
    row = uptake(cast.stina, of)
    assert row.standing == Standing.ANCHORED, "nobody owns it"
    assert uptakes.care(cast.stina, of, Care(owner=same.person), revision=row.revision) == Standing.ANCHORED
    row = uptake(cast.stina, of)
    assert uptakes.care(cast.stina, of, Care(owner=cast.stina.person), revision=row.revision) == Standing.USED


def test_what_a_merge_ended_is_not_taken_up_again(cast):
    one, other = lesson(cast.stina, "Den ena."), lesson(cast.stina, "Den andra.")
    goes, stays = home(cast.stina, one), home(cast.stina, other)
    merging.merge(cast.stina, one, other, revision=read(cast.stina, one).revision)
    assert uptake(cast.stina, stays).standing == Standing.TAKEN
    row = uptake(cast.stina, goes)
    with pytest.raises(LessonRefused):
        uptakes.take_up_again(cast.stina, goes, revision=row.revision)
    assert uptake(cast.stina, goes).standing == Standing.OBSOLETE
