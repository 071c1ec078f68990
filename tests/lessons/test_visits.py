"""Who has come further, and a conversation or a visit asked for, answered, held (F7)."""

from datetime import timedelta

import pytest

from samlar.foundation import clock, outbox
from samlar.lessons.actions import uptakes
from samlar.lessons.actions import visits as actions
from samlar.lessons.models import Uptake, VisitRequest
from samlar.lessons.queries.visits import further, matches, requests, visit, waiting_for
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.visits import Sort, State, Wish
from samlar.lessons.rules.words import STEPS, Reach, Standing, Step
from samlar.people.models import Employment
from samlar.people.rules import NotAllowed, NotVisible
from tests.at_once import refused_at_once
from tests.cast import Cast
from tests.lessons.making import home, lesson, shows

pytestmark = pytest.mark.django_db
SOON = timedelta(days=10)


def anchored(actor, lesson_id, **how):
    made = home(actor, lesson_id, **how)
    uptakes.add_evidence(actor, made, shows(clock.today(), *STEPS[:3]), revision=1)
    return made


def trying(actor, lesson_id, **how):
    made = home(actor, lesson_id, **how)
    uptakes.add_evidence(actor, made, shows(clock.today(), Step.TRIED), revision=1)
    return made


@pytest.fixture
def tried(cast):
    """Dalarna tries what Gotland has anchored, a lesson of Kalmar's."""
    made = lesson(cast.stina)
    anchored(cast.gun, made)
    trying(cast.dan, made)
    return made


def wish(**said):
    return Wish(**{"message": "Hur fick ni med er ledningen?", **said})


def asked(cast, lesson_id, **said):
    return actions.ask(cast.dan, lesson_id, cast.gun.organisation, wish(**said))


def letters(name):
    return [one for one in outbox.recent(limit=50) if one["name"] == name]


def test_those_who_have_come_further_are_offered_with_where_oneself_stands(cast, tried):
    (match,), total = matches(cast.dan)
    assert total == 1
    assert [one.name for one in match.ahead] == ["Region Gotland"]
    assert match.headline.sv == "En organisation har förankrat det ni prövar"
    assert further(cast.dan, tried) == match


def test_what_others_keep_to_themselves_is_neither_offered_nor_counted(cast, tried):
    anchored(cast.jon, tried, reach=Reach.OWN)
    (match,), _ = matches(cast.dan)
    assert [one.name for one in match.ahead] == ["Region Gotland"]
    assert match.more == 0
    Uptake.objects.filter(organisation=cast.gun.organisation).update(reach="own", audience=f"org:{cast.gun.organisation}")
    assert matches(cast.dan) == ((), 0)
    assert further(cast.dan, tried) is None
    with pytest.raises(LessonRefused):
        asked(cast, tried)


def test_whoever_is_there_already_is_offered_nobody_and_visitors_never_are(cast, tried, visitor):
    assert matches(cast.gun) == ((), 0)
    assert further(visitor, tried) is None
    assert matches(cast.nils) == ((), 0)
    match = further(cast.jon, tried)
    assert match is not None
    assert match.headline.sv == "En organisation har förankrat det här", "the lesson's page offers it before it is taken home, too"


def test_the_owner_gets_the_letter_and_is_not_named_before_the_answer_is_yes(cast, tried):
    made = asked(cast, tried)
    (letter,) = letters("visit_asked")
    assert letter["to"] == cast.gun.email
    row = visit(cast.dan, made)
    assert (row.answered_by, row.answered_email) == ("", "")
    actions.accept(cast.gun, made, clock.today() + SOON, word="Välkomna!")
    row = visit(cast.dan, made)
    assert (row.answered_by, row.answered_email, row.answer) == (cast.gun.name, cast.gun.email, "Välkomna!")
    assert letters("visit_accepted")[0]["to"] == cast.dan.email


def test_a_no_names_nobody_and_needs_a_word(cast, tried):
    made = asked(cast, tried)
    with pytest.raises(LessonRefused) as refused:
        actions.decline(cast.gun, made, word=" ")
    assert refused.value.field == "word"
    actions.decline(cast.gun, made, word="Vi omorganiserar just nu.")
    row = visit(cast.dan, made)
    assert (row.state, row.answered_by, row.answer) == (State.DECLINED, "", "Vi omorganiserar just nu.")
    assert visit(cast.gun, made).answered_by == cast.gun.name


def test_where_the_owner_has_left_the_representatives_are_asked(cast, tried):
    Uptake.objects.filter(organisation=cast.gun.organisation).update(owner=cast.stina.person)
    made = asked(cast, tried)
    assert [one["to"] for one in letters("visit_asked")] == [cast.gun.email]
    assert VisitRequest.objects.get(id=made).asked_person_id == cast.gun.person


def test_the_request_is_the_two_organisations_business(cast, tried, visitor):
    made = asked(cast, tried)
    for other in (cast.stina, cast.nils, visitor):
        with pytest.raises(NotVisible):
            visit(other, made)
    assert visit(cast.disa, made).asks
    assert [row.id for row in requests(cast.gun)] == [made]
    assert list(requests(cast.stina)) == []
    with pytest.raises(NotVisible):
        visit(cast.dan, 10**30)


def test_one_open_request_to_each_about_each_lesson_and_a_new_one_when_it_is_over(cast, tried):
    made = asked(cast, tried)
    with pytest.raises(LessonRefused):
        asked(cast, tried)
    actions.withdraw(cast.disa, made)
    assert letters("visit_withdrawn")[0]["to"] == cast.gun.email
    assert asked(cast, tried) != made


def test_each_side_does_its_own_deeds(cast, tried):
    made = asked(cast, tried)
    with pytest.raises(NotAllowed):
        actions.accept(cast.dan, made, clock.today() + SOON)
    with pytest.raises(NotAllowed):
        actions.withdraw(cast.gun, made)
    with pytest.raises(LessonRefused):
        actions.hold(cast.dan, made)
    with pytest.raises(NotVisible):
        actions.accept(cast.stina, made, clock.today())


@pytest.mark.parametrize("days", [None, -1])
def test_a_yes_comes_with_a_day_to_come(cast, tried, days):
    made = asked(cast, tried)
    with pytest.raises(LessonRefused) as refused:
        actions.accept(cast.gun, made, None if days is None else clock.today() + timedelta(days=days))
    assert refused.value.field == "day"
    assert visit(cast.gun, made).state == State.ASKED


@pytest.mark.parametrize(("said", "field"), [({"message": "  "}, "message"), ({"message": "x" * 501}, "message")])
def test_a_question_says_what_and_a_day_to_come(cast, tried, said, field):
    with pytest.raises(LessonRefused) as refused:
        asked(cast, tried, **said)
    assert refused.value.field == field
    with pytest.raises(LessonRefused) as refused:
        asked(cast, tried, wanted_day=clock.today() - timedelta(days=1))
    assert refused.value.field == "wanted_day"


def test_nobody_asks_at_home_or_one_that_has_not_come_further(cast, tried):
    with pytest.raises(LessonRefused):
        actions.ask(cast.gun, tried, cast.gun.organisation, wish())
    with pytest.raises(LessonRefused):
        actions.ask(cast.gun, tried, cast.dan.organisation, wish())
    with pytest.raises(NotVisible):
        actions.ask(cast.gun, tried, 10**30, wish())


def test_both_are_asked_in_their_turn_and_the_day_after_and_nobody_while_it_is_to_come(cast, tried):
    made = asked(cast, tried, sort=Sort.VISIT)
    assert [one.deed for one in waiting_for(cast.gun)] == ["visit.answer"]
    assert waiting_for(cast.dan) == []
    actions.accept(cast.gun, made, clock.today() + SOON)
    assert waiting_for(cast.gun) == waiting_for(cast.dan) == []
    with clock.at(clock.now() + SOON):
        assert waiting_for(cast.dan) == [], "not on the day itself"
        actions.hold(cast.dan, made)
        VisitRequest.objects.update(state="accepted")
    with clock.at(clock.now() + SOON + timedelta(days=1)):
        assert [one.deed for one in waiting_for(cast.dan)] == ["visit.held"]
        actions.hold(cast.disa, made)
        assert waiting_for(cast.dan) == []
    assert visit(cast.gun, made).state == State.HELD


def test_what_waited_for_one_who_has_left_waits_for_the_representatives(cast, tried):
    made = asked(cast, tried)
    actions.accept(cast.gun, made, clock.today() + SOON)
    Employment.objects.filter(person=cast.dan.person).update(end=clock.today())
    with clock.at(clock.now() + SOON + timedelta(days=1)):
        assert [one.deed for one in waiting_for(cast.disa)] == ["visit.held"], "Disa represents Dalarna"


def test_the_day_moves_by_a_new_yes(cast, tried):
    made = asked(cast, tried)
    for days in (10, 20):
        actions.accept(cast.gun, made, clock.today() + timedelta(days=days))
    assert visit(cast.dan, made).day == clock.today() + timedelta(days=20)
    assert [one["values"]["moved"] for one in letters("visit_accepted")] == [True, False]


def test_used_comes_before_anchored(cast, tried):
    Uptake.objects.filter(id=anchored(cast.jon, tried)).update(standing=Standing.USED)
    (match,), _ = matches(cast.dan)
    assert [one.name for one in match.ahead] == ["Region Jönköpings län", "Region Gotland"]


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_ask_at_the_same_moment_ask_once(prepared):
    cast = Cast.enter()
    made = lesson(cast.stina)
    anchored(cast.gun, made)
    ask = [lambda who=who: actions.ask(who, made, cast.gun.organisation, wish()) for who in (cast.dan, cast.disa)]
    assert [type(one) for one in refused_at_once(*ask) if one] == [LessonRefused]
    assert VisitRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_a_withdrawal_at_the_same_moment_leave_one_answer(prepared):
    cast = Cast.enter()
    made = lesson(cast.stina)
    anchored(cast.gun, made)
    request = actions.ask(cast.dan, made, cast.gun.organisation, wish())
    refused_at_once(lambda: actions.withdraw(cast.dan, request), lambda: actions.accept(cast.gun, request, clock.today() + SOON))
    assert visit(cast.dan, request).state == State.WITHDRAWN, "a yes before it is withdrawn after; a yes after it is refused"
