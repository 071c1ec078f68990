"""An organisation's analysis of how it learns: opened, answered, read together, shared, acted upon; private until shared (F5)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlar.activities.rules.deeds import Overtaken
from samlar.foundation import clock
from samlar.foundation.models import AuditEntry, Letter
from samlar.lessons.actions import capacity as actions
from samlar.lessons.actions.capacity_clock import close_rounds, forget_words, remind_to_answer
from samlar.lessons.models import CapacityAction, CapacityAnswer, CapacityRound
from samlar.lessons.queries import capacity as reads
from samlar.lessons.rules import capacity as rules
from samlar.lessons.rules.capacity import Agreed, Answer, Need, Round
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lifecycle.actions.new_owners import hand_over
from samlar.management.world.cast import REGIONS
from samlar.people import queries
from samlar.people.models import Employment, Person
from samlar.people.rules import VISITOR, Item, NotAllowed, NotVisible
from tests.lessons.answering import ALL, answered, closed, colleague, opened, team

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
SPRING = datetime(2026, 3, 2, 9, tzinfo=UTC)


def letters(name):
    return list(Letter.objects.filter(name=name).order_by("to").values_list("to", flat=True))


# — a round —


def test_anybody_at_work_opens_one_and_only_one_is_open(cast):
    first = opened(cast.stina, areas=("Vatten",))
    row = reads.round_of(cast.majken, first)
    assert (row.name, row.subject_areas, row.ours, row.is_open, row.questions) == ("Våren", ("Vatten",), True, True, 1)
    with pytest.raises(LessonRefused, match="redan en analys"):
        opened(cast.majken, "En till")
    opened(cast.dan)
    with pytest.raises(NotAllowed):
        opened(cast.nils)


def test_it_is_done_again_with_the_same_questions(cast):
    first = closed([cast.stina])
    again = actions.open_round(cast.majken, Round("Hösten", TODAY), again=first)
    assert reads.round_of(cast.majken, again).questions == reads.round_of(cast.majken, first).questions
    with pytest.raises(NotVisible):
        actions.open_round(cast.dan, Round("Vår", TODAY), again=first)


def test_it_is_changed_while_open_but_areas_that_people_may_have_chosen_stay(cast):
    made = opened(cast.stina, areas=("Vatten", "Kultur"))
    actions.change_round(cast.majken, made, Round("Nytt namn", TODAY, ("Vatten",)), revision=1)
    with pytest.raises(Overtaken):
        actions.change_round(cast.stina, made, Round("Gammalt", TODAY), revision=1)
    answered(cast.stina, made, subject_area="Vatten")
    with pytest.raises(LessonRefused) as refusal:
        actions.change_round(cast.stina, made, Round("Nytt namn", TODAY, ("Kultur",)), revision=2)
    assert refusal.value.field == "subject_areas"
    actions.change_round(cast.stina, made, Round("Nytt namn", TODAY, ("Vatten", "Kultur")), revision=2)
    assert reads.round_of(cast.stina, made).subject_areas == ("Vatten", "Kultur")


def test_colleagues_are_invited_once_each_and_reminded_once(cast):
    one, two = team(cast.stina.organisation, 2)
    made = opened(cast.stina, days=3)
    assert actions.invite(cast.stina, made, [one.person, two.person], message="Ta en kvart.") == 2
    assert actions.invite(cast.majken, made, [one.person]) == 0
    assert letters("capacity_invited") == sorted([one.email, two.email])
    answered(one, made)
    assert remind_to_answer() == 1
    assert remind_to_answer() == 0
    assert letters("capacity_reminded") == [two.email]
    for persons, message in (([cast.dan.person], ""), ([], ""), ([one.person], "x" * 301)):
        with pytest.raises(LessonRefused):
            actions.invite(cast.stina, made, persons, message=message)
    with pytest.raises(NotVisible):
        actions.invite(cast.dan, made, [cast.dan.person])


def test_who_is_asked_has_it_waiting_until_answered(cast):
    one = colleague(cast.stina.organisation, "Kollega")
    made = opened(cast.stina)
    assert reads.waiting_for(one) == []
    actions.invite(cast.stina, made, [one.person])
    assert [(wait.deed, wait.subject, wait.due) for wait in reads.waiting_for(one)] == [
        ("capacity.answer", made, TODAY + timedelta(days=20))
    ]
    answered(one, made)
    assert reads.waiting_for(one) == []
    assert reads.waiting_for(VISITOR) == reads.waiting_for(cast.nils) == []


def test_it_closes_by_itself_after_the_last_day_and_tells_whoever_opened_it(cast):
    made = opened(cast.stina, days=0)
    for one in (cast.stina, cast.majken, colleague(cast.stina.organisation, "Tredje")):
        answered(one, made)
    assert close_rounds() == 0
    with clock.at(datetime(2026, 11, 21, 9, tzinfo=UTC)):
        assert (close_rounds(), close_rounds()) == (1, 0)
        assert [wait.deed for wait in reads.waiting_for(cast.stina)] == ["capacity.conclude"]
        with pytest.raises(LessonRefused, match="avslutad"):
            answered(cast.majken, made)
    assert letters("capacity_closed") == [cast.stina.email]
    assert not reads.round_of(cast.stina, made).is_open


# — answering —


def test_an_answer_is_saved_changed_and_taken_back_while_it_is_open(cast):
    made = opened(cast.stina)
    answered(cast.stina, made, {"i1": 2}, strengthens={"place": "Vi åker dit."}, function="strategic")
    kept, read = reads.own_answer(cast.stina, reads.round_of(cast.stina, made))
    assert (kept.marks, kept.strengthens, kept.hinders, kept.function) == ({"i1": 2}, {"place": "Vi åker dit."}, {}, "strategic")
    with pytest.raises(Overtaken):
        answered(cast.stina, made, {"i1": 5})
    actions.answer(cast.stina, made, Answer(marks={"i1": 5}), read=read)
    assert reads.own_answer(cast.stina, reads.round_of(cast.stina, made))[0].marks == {"i1": 5}
    actions.take_back(cast.stina, made)
    assert reads.round_of(cast.stina, made).answers == 0


def test_only_the_organisations_own_answer_and_only_while_it_is_open(cast):
    made = opened(cast.stina)
    for outsider in (cast.dan, cast.siv, cast.gustav, cast.klara, cast.nils, VISITOR):
        with pytest.raises(NotVisible):
            answered(outsider, made)
    actions.close(cast.stina, made)
    for deed in (
        lambda: answered(cast.stina, made),
        lambda: actions.take_back(cast.stina, made),
        lambda: actions.close(cast.stina, made),
        lambda: actions.invite(cast.stina, made, [cast.majken.person]),
        lambda: actions.change_round(cast.stina, made, Round("x", TODAY), revision=2),
    ):
        with pytest.raises(LessonRefused, match="avslutad"):
            deed()


@pytest.mark.parametrize("number", [0, -1, 10**6, 2**63, 2**64])
def test_a_round_that_is_not_there_is_not_seen(cast, number):
    for read in (reads.round_of, reads.action_of, reads.need_of):
        with pytest.raises(NotVisible):
            read(cast.stina, number)


def test_the_trail_tells_that_somebody_answered_and_never_what(cast):
    made = opened(cast.stina)
    answered(cast.stina, made, {"i1": 2}, hinders={"place": "HEMLIGT"})
    entry = AuditEntry.objects.get(verb="capacity.answered")
    assert entry.changes == {}
    assert "HEMLIGT" not in str(list(AuditEntry.objects.values()))


# — what it says —


def test_nothing_is_told_while_it_is_open_nor_of_fewer_than_three(cast):
    two = [cast.stina, cast.majken]
    made = opened(cast.stina)
    for one in [*two, colleague(cast.stina.organisation, "Tredje")]:
        answered(one, made)
    assert reads.result(reads.round_of(cast.stina, made)) is None
    assert reads.means_of([reads.round_of(cast.stina, made)]) == {}
    actions.close(cast.stina, made)
    assert reads.result(reads.round_of(cast.stina, made)) is not None
    few = closed(two, "Få")
    row = reads.round_of(cast.stina, few)
    assert (reads.result(row), reads.means_of([row])[few]) == (None, {})
    with pytest.raises(LessonRefused, match="Färre än tre"):
        actions.share(cast.stina, few, shared=True, compares=False, revision=row.revision)
    with pytest.raises(LessonRefused, match="Färre än tre"):
        actions.conclude(cast.stina, few, "Vi drar ingen.", revision=row.revision)
    assert few not in [wait.subject for wait in reads.waiting_for(cast.stina)]


def test_the_result_says_how_answers_are_spread_and_peoples_words_without_names(cast):
    made = opened(cast.stina, areas=("Vatten",))
    at = [cast.stina, cast.majken, *team(cast.stina.organisation, 4)]
    for place, one in enumerate(at):
        answered(
            one,
            made,
            {**ALL, "i1": 1 + place % 5, "i2": 0},
            strengthens={"place": f"Ord {place}"},
            function="strategic" if place < 3 else "operative",
            subject_area="Vatten",
        )
    actions.close(cast.stina, made)
    found = reads.result(reads.round_of(cast.majken, made))
    assert found is not None
    first, second, *_ = found.spreads["infrastructure"]
    assert (first.steps, second.steps, second.n) == ((2, 1, 1, 1, 1), (), 0)
    assert sorted(found.strengthens["place"]) == [f"Ord {place}" for place in range(6)]
    assert all(one.name not in str(found) for one in at)
    assert set(found.groups.functions.shown) == {"strategic", "operative"}
    assert found.means == reads.means_of([reads.round_of(cast.stina, made)])[made]


def test_only_who_works_there_reads_it_and_not_who_has_left(cast):
    made = closed([cast.stina, cast.majken, colleague(cast.stina.organisation, "Tredje")])
    for outsider in (cast.dan, cast.siv, cast.gustav, cast.klara, cast.sanna, cast.nils, VISITOR):
        with pytest.raises(NotVisible):
            reads.round_of(outsider, made)
        assert [one.id for one in reads.shared_rounds(outsider)] == []
    Employment.objects.filter(person=cast.stina.person).update(end=TODAY - timedelta(days=1))
    with pytest.raises(NotVisible):
        reads.round_of(cast.stina, made)


def test_what_is_shared_is_averages_and_the_conclusion_and_can_be_taken_back(cast):
    made = closed([cast.stina, cast.majken, colleague(cast.stina.organisation, "Tredje")], areas=("HEMLIGT OMRÅDE",))
    actions.conclude(cast.stina, made, "Vi börjar med mötena.", revision=2)
    with pytest.raises(NotVisible):
        reads.round_of(cast.dan, made)
    actions.share(cast.stina, made, shared=True, compares=True, revision=3)
    row = reads.round_of(cast.dan, made)
    assert (row.conclusion, row.subject_areas, row.person, row.compares, row.answers) == ("Vi börjar med mötena.", (), 0, False, 3)
    assert (reads.result(row), reads.agreed(cast.dan, row), reads.compared_with(cast.dan, row)) == (None, [], ())
    assert reads.means_of([row])[made] == {part.id: 4 for part in row.parts}
    assert [one.id for one in reads.shared_rounds(cast.dan)] == [made]
    for outsider in (cast.gustav, cast.nils, VISITOR):
        with pytest.raises(NotVisible):
            reads.round_of(outsider, made)
    for deed in (
        lambda: actions.conclude(cast.dan, made, "x", revision=4),
        lambda: actions.share(cast.dan, made, shared=False, compares=False, revision=4),
        lambda: actions.agree(cast.dan, made, Agreed("place", "x", None, TODAY)),
        lambda: actions.open_round(cast.dan, Round("x", TODAY), again=made),
    ):
        with pytest.raises(NotAllowed):
            deed()
    actions.share(cast.majken, made, shared=False, compares=True, revision=4)
    with pytest.raises(NotVisible):
        reads.round_of(cast.dan, made)


def test_the_conclusion_is_written_upon_what_stands(cast):
    made = closed([cast.stina, *team(cast.stina.organisation, 2)])
    actions.conclude(cast.stina, made, "Ett.", revision=2)
    with pytest.raises(Overtaken):
        actions.conclude(cast.majken, made, "Två.", revision=2)
    with pytest.raises(LessonRefused) as refusal:
        actions.conclude(cast.majken, made, "x" * 2001, revision=3)
    assert refusal.value.field == "conclusion"


# — compared —


def others(cast, count):
    """So many other organisations with a round closed in the spring that lets itself be compared."""
    made = []
    for name in [one for one in REGIONS if one != "Region Kalmar län"][:count]:
        with clock.at(SPRING):
            people = [colleague(cast.organisation(name), f"Kollega{count}{place}") for place in range(3)]
            made.append(closed(people, mark=3))
            actions.share(people[0], made[-1], shared=False, compares=True, revision=2)
    return made


def test_five_others_closed_before_the_turn_are_compared_with_and_four_are_not(cast):
    three = [cast.stina, cast.majken, colleague(cast.stina.organisation, "Tredje")]
    row = reads.round_of(cast.stina, closed(three))
    made = others(cast, 5)
    found = reads.compared_with(cast.stina, row)
    assert [one.counts for one in found] == [(0, 0, 0, 0, 5, 0, 0, 0)] * 4
    CapacityRound.objects.filter(id=made[0]).update(compares=False)
    assert reads.compared_with(cast.stina, row) == ()
    CapacityRound.objects.filter(id=made[0]).update(compares=True, closed=clock.now())
    assert reads.compared_with(cast.stina, row) == ()
    CapacityRound.objects.filter(id=made[0]).update(closed=SPRING)
    CapacityAnswer.objects.filter(id=CapacityAnswer.objects.filter(round=made[0]).values("id")[:1]).delete()
    assert reads.compared_with(cast.stina, row) == ()


def test_nobody_begins_to_count_after_the_turn_but_anybody_may_stop(cast):
    (made,) = others(cast, 1)
    actor = queries.actor(CapacityRound.objects.get(id=made).person_id)
    actions.share(actor, made, shared=True, compares=False, revision=3)
    with pytest.raises(LessonRefused) as refusal:
        actions.share(actor, made, shared=True, compares=True, revision=4)
    assert refusal.value.field == "compares"


def test_reading_a_result_asks_as_many_questions_however_many_there_are(cast):
    three = [cast.stina, cast.majken, colleague(cast.stina.organisation, "Tredje")]
    row, stina = reads.round_of(cast.stina, closed(three)), cast.stina

    def asked():
        with CaptureQueriesContext(connection) as asked_of:
            reads.result(row)
            reads.compared_with(stina, row)
            reads.means_of(reads.our_rounds(stina))
        return len(asked_of)

    others(cast, 1)
    before = asked()
    others(cast, 7)
    assert asked() == before <= 5


# — what follows —


def test_what_is_agreed_has_an_owner_who_is_told_and_for_whom_it_waits(cast):
    made = closed([cast.stina])
    action = actions.agree(cast.stina, made, Agreed("place", "Boka en halvdag", cast.majken.person, TODAY + timedelta(days=10)))
    assert letters("capacity_action") == [cast.majken.email]
    assert reads.waiting_for(cast.majken) == []
    with clock.at(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        assert [(wait.deed, wait.subject) for wait in reads.waiting_for(cast.majken)] == [("capacity.act", action)]
    for owner in (cast.dan.person, 10**9):
        with pytest.raises(LessonRefused) as refusal:
            actions.agree(cast.stina, made, Agreed("place", "x", owner, TODAY))
        assert refusal.value.field == "owner"
    with pytest.raises(NotVisible):
        actions.change_action(cast.dan, action, Agreed("place", "x", None, TODAY))
    actions.change_action(cast.majken, action, Agreed("place", "Boka en halvdag", cast.majken.person, TODAY, TODAY, "Bokad till mars."))
    assert (reads.action_of(cast.stina, action).outcome, reads.agreed(cast.stina, open_only=True)) == ("Bokad till mars.", [])


def test_nothing_is_agreed_before_the_answers_are_in(cast):
    with pytest.raises(LessonRefused, match="öppen"):
        actions.agree(cast.stina, opened(cast.stina), Agreed("place", "x", None, TODAY))


def test_what_a_leaver_was_to_do_gets_a_new_owner(cast):
    made = closed([cast.stina])
    action = actions.agree(cast.stina, made, Agreed("place", "Boka en halvdag", cast.stina.person, TODAY + timedelta(days=10)))
    Employment.objects.filter(person=cast.stina.person).update(end=TODAY - timedelta(days=1))
    assert reads.agreed(cast.majken)[0].needs_owner
    hand_over(cast.majken, cast.stina.person, {cast.majken.person: [Item("capacity_action", action)]})
    assert CapacityAction.objects.get(id=action).owner_id == cast.majken.person
    assert not reads.agreed(cast.majken)[0].needs_owner


def test_a_need_is_noted_and_met_and_is_the_organisations_own(cast):
    made = actions.note_need(cast.stina, Need("Leda utan att bestämma", "Vatten", "strategic"))
    with pytest.raises(NotVisible):
        actions.change_need(cast.dan, made, Need("x"))
    assert reads.needs(cast.dan) == reads.needs(VISITOR) == []
    actions.change_need(cast.majken, made, Need("Leda utan att bestämma", "Vatten", "strategic", TODAY, "Två gick en kurs."))
    assert [(one.met, one.how_met) for one in reads.needs(cast.stina)] == [(TODAY, "Två gick en kurs.")]


def test_the_words_of_somebody_forgotten_go_and_the_figures_stay(cast):
    one = colleague(cast.stina.organisation, "Tredje")
    made = opened(cast.stina)
    for who in (cast.stina, cast.majken, one):
        answered(who, made, strengthens={"place": who.name}, hinders={"place": who.name})
    actions.close(cast.stina, made)
    row = reads.round_of(cast.stina, made)
    before = reads.means_of([row])
    Person.objects.filter(id=one.person).update(is_active=False)
    assert (forget_words(), forget_words()) == (1, 0)
    found = reads.result(row)
    assert found is not None
    assert sorted(found.strengthens["place"]) == sorted([cast.stina.name, cast.majken.name])
    assert reads.means_of([row]) == before


def test_every_part_has_a_name_in_every_set():
    assert set(reads.QUESTIONS) == {one.id for number in rules.SETS for one in rules.questions_of(number)}
