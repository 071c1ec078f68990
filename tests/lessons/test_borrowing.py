"""We stole this: from whom, what was adapted, when; and nobody reads more of it than those who took it home show (F4)."""

from datetime import timedelta

import pytest

from samlar.foundation import clock, outbox
from samlar.lessons.actions import borrowing as actions
from samlar.lessons.actions import uptakes
from samlar.lessons.models import Borrowing, Uptake
from samlar.lessons.queries import borrowings
from samlar.lessons.queries.flow import given_and_taken, learned
from samlar.lessons.rules.borrowing import Stolen, told
from samlar.lessons.rules.deeds import LessonRefused, Overtaken
from samlar.lessons.rules.words import Kind, Reach, Standing, State
from samlar.people.models import Employment
from samlar.people.rules import NotAllowed, NotVisible
from tests.at_once import refused_at_once
from tests.cast import Cast
from tests.lessons.making import home, lesson

pytestmark = pytest.mark.django_db


def of(actor, **said):
    return Stolen(organisation=actor.organisation, **said)


def letters(name="lesson_stolen"):
    return [one for one in outbox.recent(limit=50) if one["name"] == name]


def test_whoever_had_not_taken_it_home_takes_it_home_in_the_same_act_and_owns_it(cast):
    made = lesson(cast.stina)
    actions.borrow(cast.dan, made, of(cast.stina, adapted="Vi frågar kommunerna först."), reach=Reach.PUBLIC)
    (uptake,) = Uptake.objects.all()
    assert (uptake.organisation_id, uptake.owner_id, uptake.reach) == (cast.dan.organisation, cast.dan.person, "public")
    (row,) = borrowings.of_lesson(cast.gun, made)
    assert (row.by_name, row.of_name, row.adapted) == ("Region Dalarna", "Region Kalmar län", "Vi frågar kommunerna först.")
    assert [(one["to"], one["values"]["who"]) for one in letters()] == [(cast.stina.email, "Region Dalarna")]


def test_what_is_taken_home_already_keeps_its_owner_and_its_reach(cast):
    made = lesson(cast.stina)
    taken = home(cast.disa, made, reach=Reach.OWN)
    actions.borrow(cast.dan, made, of(cast.stina), reach=Reach.PUBLIC)
    assert Uptake.objects.values_list("id", "owner", "reach").get() == (taken, cast.disa.person, "own")
    assert letters() == [], "whose it is does not learn of an uptake that is not shown"


@pytest.mark.parametrize("whom", ["self", "nobody", "hidden", "none", "huge"])
def test_it_is_learned_from_whose_it_is_or_somebody_who_shows_that_they_have_it(cast, whom):
    made = lesson(cast.stina)
    home(cast.gun, made, reach=Reach.OWN)
    who = {"self": cast.dan.organisation, "nobody": cast.jon.organisation, "hidden": cast.gun.organisation, "none": None, "huge": 10**30}
    with pytest.raises(LessonRefused) as refused:
        actions.borrow(cast.dan, made, Stolen(organisation=who[whom]))
    assert refused.value.field == "organisation"
    assert not Uptake.objects.filter(organisation=cast.dan.organisation).exists(), "nothing is taken home by a refusal"


def test_the_preselected_is_whose_it_is_then_those_who_show_that_they_have_it(cast):
    made = lesson(cast.stina)
    home(cast.gun, made)
    home(cast.jon, made, reach=Reach.OWN)
    assert [name for _, name in borrowings.sources(cast.dan, made)] == ["Region Kalmar län", "Region Gotland"]
    assert [name for _, name in borrowings.sources(cast.stina, made)] == ["Region Gotland"]


def test_the_day_is_neither_to_come_nor_before_the_lesson(cast):
    made = lesson(cast.stina)
    for day in (clock.today() + timedelta(days=1), clock.today() - timedelta(days=1)):
        with pytest.raises(LessonRefused) as refused:
            actions.borrow(cast.dan, made, of(cast.stina, day=day))
        assert refused.value.field == "day"
    assert not Uptake.objects.exists()


def test_a_draft_of_others_is_not_there_and_whoever_works_nowhere_steals_nothing(cast):
    with pytest.raises(NotVisible):
        actions.borrow(cast.dan, lesson(cast.stina, state=State.DRAFT), of(cast.stina))
    with pytest.raises(NotAllowed):
        actions.borrow(cast.nils, lesson(cast.stina), of(cast.stina))


def test_an_ended_uptake_is_taken_up_before_it_says_whom_it_was_stolen_from(cast):
    made = lesson(cast.stina)
    taken = home(cast.dan, made)
    uptakes.end(cast.dan, taken, Standing.DECLINED, why="Passar inte oss.", revision=1)
    with pytest.raises(LessonRefused):
        actions.borrow(cast.dan, made, of(cast.stina))


def test_a_colleague_changes_and_takes_back_and_others_do_not(cast):
    made = lesson(cast.stina)
    kept = actions.borrow(cast.dan, made, of(cast.stina, adapted="Först så."))
    row = borrowings.borrowing(cast.disa, kept)
    with pytest.raises(NotAllowed):
        actions.change_borrowing(cast.gun, kept, of(cast.stina), revision=row.revision)
    actions.change_borrowing(cast.disa, kept, of(cast.stina, adapted="Sedan så."), revision=row.revision)
    with pytest.raises(Overtaken):
        actions.change_borrowing(cast.dan, kept, of(cast.stina, adapted="Eller så."), revision=row.revision)
    assert borrowings.borrowing(cast.dan, kept).adapted == "Sedan så."
    actions.take_back_borrowing(cast.dan, kept)
    assert not Borrowing.objects.exists()
    assert Uptake.objects.count() == 1


def test_a_changed_source_is_not_one_that_is_there_already(cast):
    made = lesson(cast.stina)
    home(cast.gun, made)
    actions.borrow(cast.dan, made, of(cast.stina))
    second = actions.borrow(cast.dan, made, of(cast.gun))
    with pytest.raises(LessonRefused) as refused:
        actions.change_borrowing(cast.dan, second, of(cast.stina), revision=borrowings.borrowing(cast.dan, second).revision)
    assert refused.value.field == "organisation"


def test_whom_it_was_learned_from_may_stand_though_they_no_longer_show_it(cast):
    made = lesson(cast.stina)
    home(cast.gun, made)
    kept = actions.borrow(cast.dan, made, of(cast.gun))
    Uptake.objects.filter(organisation=cast.gun.organisation).update(reach="own", audience=f"org:{cast.gun.organisation}")
    row = borrowings.borrowing(cast.dan, kept)
    actions.change_borrowing(cast.dan, kept, of(cast.gun, adapted="Vårt sätt."), revision=row.revision)
    assert borrowings.borrowing(cast.dan, kept).adapted == "Vårt sätt."


def test_nobody_is_told_to_a_contact_who_has_left(cast):
    made = lesson(cast.stina)
    Employment.objects.filter(person=cast.stina.person).update(end=clock.today() - timedelta(days=1))
    actions.borrow(cast.dan, made, Stolen(organisation=cast.majken.organisation))
    assert letters() == []


@pytest.mark.parametrize("role", ["visitor", "nils", "gun", "siv", "stina"])
def test_what_an_organisation_keeps_to_itself_is_neither_read_nor_counted(cast, visitor, role):
    viewer = visitor if role == "visitor" else getattr(cast, role)
    made = lesson(cast.stina)
    actions.borrow(cast.dan, made, of(cast.stina, adapted="HEMLIGT"), reach=Reach.OWN)
    assert borrowings.of_lesson(viewer, made) == ()
    assert learned(viewer).flow.total == 0
    assert learned(viewer).years == {}
    assert given_and_taken(viewer, cast.stina.organisation) == ((), ())
    assert learned(cast.disa).flow.total == 1


def test_a_borrowing_does_not_tell_that_somebody_else_has_what_it_does_not_show(cast, visitor):
    """Gotland shows members that it took it home, Dalarna shows everybody that it learned it from Gotland: visitors are not told."""
    made = lesson(cast.stina)
    home(cast.gun, made, reach=Reach.MEMBERS)
    actions.borrow(cast.dan, made, of(cast.gun), reach=Reach.PUBLIC)
    assert len(borrowings.of_lesson(cast.stina, made)) == 1
    assert borrowings.of_lesson(visitor, made) == ()
    assert learned(visitor).flow.total == 0
    Uptake.objects.filter(organisation=cast.gun.organisation).update(reach="own", audience=f"org:{cast.gun.organisation}")
    assert learned(cast.stina).flow.total == 0
    assert learned(cast.gun).flow.total == learned(cast.dan).flow.total == 1, "those two know it themselves"


@pytest.mark.parametrize(("many", "said"), [(1, "En organisation har stulit exemplet"), (5, "Fem organisationer har stulit exemplet")])
def test_how_many_have_stolen_it_is_said_in_words(many, said):
    assert told(many, Kind.EXAMPLE).sv == said


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_the_same_moment_keep_one_uptake_and_one_borrowing(prepared):
    cast = Cast.enter()
    made = lesson(cast.stina)
    refused = refused_at_once(*(lambda who=who: actions.borrow(who, made, of(cast.stina)) for who in (cast.dan, cast.disa)))
    assert [type(one) for one in refused if one] == [LessonRefused]
    assert (Uptake.objects.count(), Borrowing.objects.count()) == (1, 1)
