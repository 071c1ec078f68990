"""At an activity's end: each organisation chooses what it takes home, all at once or nothing of it; and is asked, once and once more (F2)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.activities.models import Activity, Participation
from samlar.activities.rules.deeds import Overtaken
from samlar.foundation import clock, outbox
from samlar.foundation.models import AuditEntry, Letter
from samlar.lessons.actions.bringing_home import take_home, take_nothing
from samlar.lessons.models import Lesson, TakingHome, Uptake
from samlar.lessons.queries import uptake
from samlar.lessons.queries.bringing_home import bringing_home
from samlar.lessons.rules import bringing_home as rules
from samlar.lessons.rules.bringing_home import Chosen
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.words import Reach, State
from samlar.lifecycle.actions.bringing_home import ask_to_bring_home
from samlar.people.rules import VISITOR, NotAllowed, NotVisible
from samlar.reports.queries.bringing_home import waiting_for
from samlar.web.letters import render
from tests.activities import rows
from tests.lessons.making import home, lesson

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def ended(cast):
    """(activity, three lessons): Kalmar has led a test room with Dalarna and SLU, reported two weeks ago."""
    activity = rows.activity(cast, stage="reported", reported=clock.now() - timedelta(days=14))
    return activity, [lesson(cast.stina, f"Lärdom {number}", state=State.SHARED, activity=activity.pk) for number in (1, 2, 3)]


def chosen(actor, *lessons, step="Vi berättar för ledningen.", **more):
    return [Chosen(lesson=one, owner=actor.person, next_step=step, **more) for one in lessons]


def seal(actor, activity):
    return bringing_home(actor, activity.pk).seal


# — the answer —


def test_what_an_organisation_takes_home_for_itself_changes_nothing_of_what_others_read(cast, ended):
    activity, lessons = ended

    def read_by(actor):
        found = bringing_home(actor, activity.pk)
        return [(one.none, one.taken, one.why_none, one.answered) for one in found.answers if one.organisation == cast.dan.organisation]

    take_nothing(cast.dan, activity.pk, why="Inte nu.", seal=seal(cast.dan, activity))
    before = read_by(cast.stina)
    assert before[0][:3] == (True, 0, "Inte nu.")
    home(cast.dan, lessons[0], reach=Reach.OWN)
    assert read_by(cast.stina) == before
    assert read_by(cast.dan)[0][:2] == (False, 1), "the own organisation sees what it has"
    home(cast.dan, lessons[1], reach=Reach.PUBLIC)
    assert read_by(cast.stina)[0][:2] == (False, 1)


def test_who_has_taken_something_home_for_itself_alone_has_answered_and_no_more_is_said(cast, ended):
    activity, lessons = ended
    take_home(cast.dan, activity.pk, chosen(cast.dan, lessons[0]), seal=seal(cast.dan, activity))
    Uptake.objects.update(reach=Reach.OWN, audience=f"organisation:{cast.dan.organisation}")
    (answer,) = bringing_home(cast.stina, activity.pk).answers
    assert (answer.none, answer.taken, answer.why_none) == (False, 0, "")


def test_several_are_taken_home_at_once_with_owner_and_first_step(cast, ended):
    activity, lessons = ended
    day = clock.today() + timedelta(days=30)
    made = take_home(cast.dan, activity.pk, chosen(cast.dan, *lessons[:2], next_day=day), seal=seal(cast.dan, activity))
    for one in made:
        row = uptake(cast.dan, one)
        assert (row.owner, row.next_step, row.next_day, row.activity) == (cast.dan.person, "Vi berättar för ledningen.", day, activity.pk)
    page = bringing_home(cast.dan, activity.pk)
    assert [one.id for one in page.to_choose] == lessons[2:]
    assert page.own is not None
    assert (page.own.taken, page.own.none) == (2, False)


def test_a_colleague_who_owns_several_gets_one_letter_that_lists_them(cast, ended):
    activity, lessons = ended
    two = [Chosen(lesson=one, owner=cast.disa.person, next_step="Ring Stina.") for one in lessons[:2]]
    take_home(cast.dan, activity.pk, two, seal=seal(cast.dan, activity))
    letter = Letter.objects.get(to=cast.disa.email, name__startswith="uptake")
    assert letter.name == "uptakes_yours"
    assert [one["sentence"] for one in letter.values["uptakes"]] == [Lesson.objects.get(id=one).sentence for one in sorted(lessons[:2])]
    assert "Du äger nu 2 hemtagningar" in render(letter.name, "sv", letter.values).subject
    take_home(cast.dan, activity.pk, [Chosen(lesson=lessons[2], owner=cast.disa.person, next_step="Ring.")], seal=seal(cast.dan, activity))
    assert Letter.objects.get(to=cast.disa.email, name="uptake_yours").values["next_step"] == "Ring."


def test_what_one_row_is_refused_for_leaves_nothing_written(cast, ended):
    activity, lessons = ended
    good = chosen(cast.dan, *lessons[:2])
    for wrong, field in (
        (Chosen(lesson=lessons[2], owner=cast.gun.person, next_step="Ett steg."), "owner"),
        (Chosen(lesson=lessons[2], owner=2**80, next_step="Ett steg."), "owner"),
        (Chosen(lesson=lessons[2], owner=None, next_step="Ett steg."), "owner"),
        (Chosen(lesson=lessons[2], owner=cast.dan.person, next_step=" "), "next_step"),
        (Chosen(lesson=lessons[2], owner=cast.dan.person, next_step="x" * 100_000), "next_step"),
        (Chosen(lesson=lessons[2], owner=cast.dan.person, next_step="Ett steg.", next_day=date(2020, 1, 1)), "next_day"),
    ):
        with pytest.raises(LessonRefused) as refused:
            take_home(cast.dan, activity.pk, [*good, wrong], seal=seal(cast.dan, activity))
        assert refused.value.field == f"{field}-{lessons[2]}"
    assert not Uptake.objects.exists()
    assert not TakingHome.objects.exists()


def test_only_the_activitys_own_lessons_that_one_sees_are_taken_home_here(cast, ended):
    activity, _ = ended
    other = lesson(cast.stina, "Annan", state=State.PUBLISHED)
    draft = lesson(cast.stina, "Utkast", state=State.DRAFT, activity=activity.pk)
    for one in (other, draft, 999_999, 2**80):
        with pytest.raises(NotVisible):
            take_home(cast.dan, activity.pk, chosen(cast.dan, one), seal=seal(cast.dan, activity))
    assert draft not in [one.id for one in bringing_home(cast.dan, activity.pk).offered]


def test_nothing_is_an_answer_too_with_why(cast, ended):
    activity, _ = ended
    for why in ("", "   ", "x" * 501):
        with pytest.raises(LessonRefused) as refused:
            take_nothing(cast.dan, activity.pk, why=why, seal=seal(cast.dan, activity))
        assert refused.value.field == "why"
    take_nothing(cast.dan, activity.pk, why="Vi har inga skogar.", seal=seal(cast.dan, activity))
    assert bringing_home(cast.stina, activity.pk).answers[0].why_none == "Vi har inga skogar."


def test_a_later_answer_adds_and_nothing_is_no_longer_nothing(cast, ended):
    activity, lessons = ended
    take_nothing(cast.dan, activity.pk, why="Inte nu.", seal=seal(cast.dan, activity))
    take_home(cast.dan, activity.pk, chosen(cast.dan, lessons[0]), seal=seal(cast.dan, activity))
    take_home(cast.dan, activity.pk, chosen(cast.dan, lessons[1]), seal=seal(cast.dan, activity))
    assert TakingHome.objects.get().why_none == ""
    assert Uptake.objects.count() == 2
    take_nothing(cast.dan, activity.pk, why="", seal=seal(cast.dan, activity))
    assert TakingHome.objects.get().why_none == "", "what they have is enough, and needs no word"


def test_nothing_ticked_is_told_and_changes_nothing(cast, ended):
    activity, _ = ended
    with pytest.raises(LessonRefused):
        take_home(cast.dan, activity.pk, [], seal=seal(cast.dan, activity))
    assert not TakingHome.objects.exists()


def test_the_second_of_two_colleagues_is_told(cast, ended):
    activity, lessons = ended
    opened = seal(cast.dan, activity)
    take_home(cast.dan, activity.pk, chosen(cast.dan, lessons[0]), seal=opened)
    with pytest.raises(Overtaken):
        take_home(cast.disa, activity.pk, chosen(cast.disa, lessons[1]), seal=opened)
    with pytest.raises(Overtaken):
        take_nothing(cast.disa, activity.pk, why="Inget.", seal=opened)
    assert Uptake.objects.count() == 1


def test_a_lesson_that_a_colleague_took_home_from_its_page_meanwhile_is_told_of(cast, ended):
    activity, lessons = ended
    opened = seal(cast.dan, activity)
    home(cast.disa, lessons[0])
    with pytest.raises(Overtaken):
        take_home(cast.dan, activity.pk, chosen(cast.dan, lessons[0]), seal=opened)


def test_those_who_do_not_take_part_do_not_answer_here(cast, ended):
    activity, lessons = ended
    Activity.objects.filter(id=activity.pk).update(audience="public")
    with pytest.raises(NotAllowed):
        take_home(cast.gun, activity.pk, chosen(cast.gun, lessons[0]), seal="")
    with pytest.raises(NotAllowed):
        take_nothing(VISITOR, activity.pk, why="Inget.", seal="")


def test_the_answer_stands_in_the_trail_and_not_in_the_activitys_own(cast, ended):
    activity, _ = ended
    take_nothing(cast.dan, activity.pk, why="HEMLIGT SKÄL", seal=seal(cast.dan, activity))
    entry = AuditEntry.objects.get(kind="taking_home")
    assert "HEMLIGT" not in str(entry.changes)
    assert not AuditEntry.objects.filter(kind="activity", verb__contains="home").exists()


# — who reads the answers —


def test_those_outside_read_no_answers_and_nobody_but_the_lead_who_is_silent(cast, ended):
    activity, lessons = ended
    take_nothing(cast.dan, activity.pk, why="HEMLIGT SKÄL", seal=seal(cast.dan, activity))
    outside = bringing_home(cast.gun, activity.pk)
    assert (outside.answers, outside.silent, outside.own, outside.seal, outside.people) == ((), (), None, "", ())
    assert "HEMLIGT" not in repr(bringing_home(VISITOR, activity.pk))
    inside = bringing_home(cast.dan, activity.pk)
    assert [one.name for one in inside.answers] == ["Region Dalarna"]
    assert inside.silent == ()
    assert {one.name for one in bringing_home(cast.stina, activity.pk).silent} == {"Region Kalmar län", "SLU"}
    assert lessons


def test_what_an_organisation_keeps_to_itself_is_not_counted_for_others(cast, ended):
    activity, lessons = ended
    take_home(cast.dan, activity.pk, chosen(cast.dan, *lessons), seal=seal(cast.dan, activity))
    Uptake.objects.filter(lesson=lessons[0]).update(reach="own", audience=f"org:{cast.dan.organisation}")
    assert bringing_home(cast.dan, activity.pk).answers[0].taken == 3
    assert bringing_home(cast.stina, activity.pk).answers[0].taken == 2


def test_the_page_asks_the_same_few_questions_however_many_lessons(cast, ended, django_assert_max_num_queries):
    activity, _ = ended
    dan = cast.dan
    with django_assert_max_num_queries(16) as few:
        bringing_home(dan, activity.pk)
    before = len(few)
    for number in range(20):
        lesson(cast.stina, f"Mer {number}", state=State.SHARED, activity=activity.pk)
    with django_assert_max_num_queries(before):
        bringing_home(dan, activity.pk)


# — asked, once and once more —


def asked_letters():
    return [one for one in outbox.recent(limit=500) if one["name"] == "bring_home_asked"]


def test_each_organisation_is_asked_once_and_once_more_after_fourteen_days(cast, ended):
    activity, _ = ended
    Participation.objects.filter(activity=activity, organisation=cast.dan.organisation).update(contact=cast.dan.person)
    many = ask_to_bring_home()
    told = {one["to"] for one in asked_letters()}
    assert cast.dan.email in told, "the contact"
    assert cast.disa.email not in told, "the contact was reached, so not the representative"
    assert ask_to_bring_home() == 0
    with clock.at(clock.now() + timedelta(days=13)):
        assert ask_to_bring_home() == 0
    for days in (14, 15, 30, 60, 75, 400):
        with clock.at(clock.now() + timedelta(days=days)):
            assert ask_to_bring_home() == (many if days == 14 else 0)
    assert len([one for one in asked_letters() if one["values"]["last"]]) == many


def test_who_has_answered_is_not_asked(cast, ended):
    activity, lessons = ended
    take_home(cast.dan, activity.pk, chosen(cast.dan, lessons[0]), seal=seal(cast.dan, activity))
    ask_to_bring_home()
    assert not [one for one in asked_letters() if one["to"].endswith("dalarna.test")]
    assert waiting_for(cast.disa) == []


def test_without_lessons_or_long_after_nobody_is_asked(cast):
    rows.activity(cast, "Utan lärdomar", stage="reported", reported=clock.now())
    old = rows.activity(cast, "Gammal", stage="closed", reported=LONG_AGO, ended=LONG_AGO)
    Lesson.objects.filter(id=lesson(cast.stina, state=State.PUBLISHED, activity=old.pk)).update(shared=LONG_AGO)
    draft = rows.activity(cast, "Bara utkast", stage="reported", reported=clock.now())
    lesson(cast.stina, state=State.DRAFT, activity=draft.pk)
    assert ask_to_bring_home() == 0
    assert waiting_for(cast.disa) == []


def test_it_is_asked_when_the_last_session_has_ended_though_nothing_is_reported(cast):
    activity = rows.activity(cast, stage="running")
    lesson(cast.stina, state=State.SHARED, activity=activity.pk)
    rows.session(activity, starts=clock.now() - timedelta(days=3), ends=clock.now() - timedelta(days=2))
    coming = rows.session(activity, "Sista", starts=clock.now() + timedelta(days=3), ends=clock.now() + timedelta(days=4))
    assert waiting_for(cast.disa) == []
    assert ask_to_bring_home() == 0
    coming.delete()
    assert [wait.deed for wait in waiting_for(cast.disa)] == ["lessons.bring_home"]
    assert ask_to_bring_home() > 0
    assert waiting_for(cast.dan) == [], "neither registered, contact nor representative"


def test_a_network_between_two_meetings_has_not_ended(cast):
    activity = rows.activity(cast, format="natverk", stage="running")
    lesson(cast.stina, state=State.SHARED, activity=activity.pk)
    rows.session(activity, starts=clock.now() - timedelta(days=3), ends=clock.now() - timedelta(days=2))
    assert ask_to_bring_home() == 0


# — the rule —

NOW = datetime(2026, 11, 20, tzinfo=UTC)
moments = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 19)).map(lambda one: one.replace(tzinfo=UTC))


@given(st.sampled_from(["planning", "review", "running", "reported", "closed", "cancelled"]), st.booleans(), moments, moments, moments)
def test_it_ends_at_the_first_of_its_ends_and_never_before_it_runs(kind, lasts, last, reported, ended):
    found = rules.asked_from(kind, lasts=lasts, last_session=last, moments={"reported": reported, "ended": ended})
    if kind in ("planning", "review", "cancelled"):
        assert found is None
    elif found is not None:
        assert found in (last, reported, ended)
        assert not (lasts and found == last and found not in (reported, ended))


@given(moments, moments, st.integers(0, 400))
def test_it_is_asked_for_a_while_and_then_no_more(ended, first, days):
    due = rules.due_from(ended, first)
    if due is not None:
        assert rules.is_asked(due, due + timedelta(days=days)) == (days < rules.ASKED_DAYS)
    else:
        assert not rules.is_asked(due, NOW)
