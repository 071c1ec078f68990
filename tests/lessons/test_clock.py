"""The clock asks what became of what was taken home: whom, when, how often, and when it stops (F3)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from samlar.activities.rules.follow_up import QuestionClosed
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.foundation.rounds import SomeFailed
from samlar.lessons.actions import follow_ups, handoffs, uptakes
from samlar.lessons.actions.clock import close_questions, follow_up
from samlar.lessons.actions.handoff_clock import follow_up_handoffs
from samlar.lessons.actions.uptakes import Care
from samlar.lessons.models import FollowUp, Lesson
from samlar.lessons.queries import following, uptake
from samlar.lessons.queries.follow_ups import asked, waiting_for
from samlar.lessons.rules.words import Step
from samlar.people.models import Employment, Role
from samlar.people.queries.links import link, token_of
from samlar.web.letters import render
from tests.lessons import sending
from tests.lessons.making import home, lesson, shows

pytestmark = pytest.mark.django_db
TAKEN = date(2026, 11, 20)


def at(day):
    return clock.at(datetime.combine(day, time(9), tzinfo=UTC))


def tick(day):
    """The clock ticks twice that day: the second time nothing is done. Says the names of that day's letters, with their receivers."""
    with at(day):
        before = set(Letter.objects.values_list("id", flat=True))
        if close_questions() + follow_up() == 0:
            return []
        assert (close_questions(), follow_up()) == (0, 0), "twice is once"
        return [(one.name, one.to) for one in Letter.objects.exclude(id__in=before).order_by("id")]


def letters_between(first, last):
    """{day: letters} from the first day to the last."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {str(day): told for day in days if (told := tick(day))}


def token(follow_up_id=None):
    row = FollowUp.objects.get(id=follow_up_id) if follow_up_id else FollowUp.objects.latest("id")
    found = link(row.link_id, "follow_up")
    return token_of(found)


def revision(actor, uptake_id):
    return uptake(actor, uptake_id).revision


@pytest.fixture
def taken(cast):
    """What Stina owns at Region Kalmar län, taken home today."""
    return home(cast.stina, lesson(cast.dan), next_step="Ta upp det i ledningsgruppen.")


def test_the_owner_is_asked_after_three_months_reminded_and_then_a_representative_is_told_once(cast, taken):
    told = letters_between(TAKEN, TAKEN + timedelta(days=180))
    stina, majken = cast.stina.email, cast.majken.email
    assert told == {
        "2027-02-20": [("follow_up_asked", stina)],
        "2027-03-22": [("follow_up_reminded", stina)],
        "2027-04-21": [("follow_up_silent", majken)],
    }
    assert tick(date(2027, 5, 21)) == [("follow_up_asked", stina)], "the next round, a month after the latest letter"


def test_the_letter_says_what_and_has_the_three_answers_in_both_languages(cast, taken):
    tick(date(2027, 2, 20))
    values = Letter.objects.get(name="follow_up_asked").values
    sv, en = render("follow_up_asked", "sv", values), render("follow_up_asked", "en", values)
    assert sv.subject == "Vad blev det av ”Fråga mottagaren innan ni skriver rådet.”? Svara på en minut"
    for words in ("20 november 2026", "Region Kalmar län", "Nästa steg var: Ta upp det i ledningsgruppen.", "?svar=vidare", "?svar=arbetar"):
        assert words in sv.text
    assert "till och med 19 maj 2027" in sv.text
    assert "We have moved on" in en.text


def test_whoever_answers_is_not_asked_again_until_the_next_round(cast, taken):
    tick(date(2027, 2, 20))
    with at(date(2027, 2, 24)):
        follow_ups.moved_on(token(), shows(date(2027, 1, 10), Step.SHARED), revision=revision(cast.stina, taken))
    assert letters_between(date(2027, 2, 24), date(2027, 5, 22)) == {"2027-05-20": [("follow_up_asked", cast.stina.email)]}


def test_a_promised_day_after_the_last_round_is_asked_about(cast, taken):
    tick(date(2027, 11, 20))
    with at(date(2027, 11, 24)):
        follow_ups.still_working(token(), new_day=date(2028, 3, 1), next_step="Pröva i vår.", revision=revision(cast.stina, taken))
    assert letters_between(date(2027, 11, 25), date(2028, 3, 2)) == {"2028-03-01": [("follow_up_asked", cast.stina.email)]}
    assert FollowUp.objects.latest("id").months == 0
    assert uptake(cast.stina, taken).next_day == date(2028, 3, 1)


@pytest.mark.parametrize("how", ["declined", "obsolete", "lesson", "used"])
def test_what_has_ended_is_not_asked_about_and_an_open_question_is_closed(cast, taken, how):
    tick(date(2027, 2, 20))
    opened = token()
    with at(date(2027, 2, 25)):
        if how == "lesson":
            Lesson.objects.update(state="obsolete")
        elif how == "used":
            uptakes.add_evidence(cast.stina, taken, shows(date(2027, 2, 1), *Step), revision=revision(cast.stina, taken))
            uptakes.check(cast.majken, taken)
        else:
            uptakes.end(cast.stina, taken, uptakes.Standing(how), why="Därför.", revision=revision(cast.stina, taken))
        assert asked(opened).closed is not None
        assert waiting_for(cast.stina) == []
    assert letters_between(date(2027, 2, 25), date(2027, 5, 22)) == {}
    assert FollowUp.objects.get().answer == "lapsed"


def test_what_was_taken_home_long_ago_is_asked_about_once_a_month_after_it_was_entered(cast):
    old = lesson(cast.dan, day=date(2020, 1, 1))
    home(cast.stina, old, day=date(2021, 5, 1))
    assert list(letters_between(TAKEN, TAKEN + timedelta(days=59))) == ["2026-12-20"]
    assert FollowUp.objects.get().months == 12


def test_what_nobody_owns_is_told_to_the_representatives(cast, taken):
    Employment.objects.filter(person=cast.stina.person).update(end=date(2027, 1, 31))
    assert letters_between(date(2027, 2, 1), date(2027, 5, 19)) == {"2027-02-20": [("follow_up_ownerless", cast.majken.email)]}
    assert FollowUp.objects.get().link is None


def test_when_the_owner_leaves_the_link_is_closed_and_the_representatives_get_the_question(cast, taken):
    tick(date(2027, 2, 20))
    opened = token()
    Employment.objects.filter(person=cast.stina.person).update(end=date(2027, 2, 28))
    with at(date(2027, 3, 1)):
        found = asked(opened)
        assert found.closed.sentence.sv == "En annan på Region Kalmar län har hand om det här nu."
        assert found.uptake is None, "nothing of it is shown to somebody who has left"
        with pytest.raises(QuestionClosed):
            follow_ups.declined(opened, why="Nej.", revision=1)
    told = letters_between(date(2027, 3, 1), date(2027, 5, 19))
    assert told == {"2027-03-22": [("follow_up_ownerless", cast.majken.email)]}


def test_a_new_owner_gets_the_question_on_my_page_at_once_and_by_letter_when_a_letter_may_go(cast, taken):
    tick(date(2027, 2, 20))
    opened = token()
    with at(date(2027, 2, 26)):
        uptakes.care(cast.stina, taken, Care(owner=cast.majken.person), revision=revision(cast.stina, taken))
    assert tick(date(2027, 2, 26)) == []
    with at(date(2027, 2, 26)):
        assert asked(opened).closed is not None
        assert waiting_for(cast.stina) == []
        (wait,) = waiting_for(cast.majken)
        assert asked(wait.subject).closed is None
    assert letters_between(date(2027, 2, 27), date(2027, 4, 30)) == {"2027-03-28": [("follow_up_asked", cast.majken.email)]}


def test_nobody_gets_more_than_three_of_the_letters_a_day(cast):
    for n in range(5):
        home(cast.stina, lesson(cast.dan, f"Lärdom {n}."))
    told = letters_between(date(2027, 2, 20), date(2027, 2, 23))
    assert {day: len(those) for day, those in told.items()} == {"2027-02-20": 3, "2027-02-21": 2}


def test_the_question_waits_on_my_page_until_it_is_answered(cast, taken):
    tick(date(2027, 2, 20))
    with at(date(2027, 2, 21)):
        (wait,) = waiting_for(cast.stina)
        assert (wait.deed, wait.subject, wait.due) == ("follow_up.answer", token(), None)
        assert waiting_for(cast.majken) == []
        follow_ups.declined(token(), why="Vi har ingen som kan.", revision=revision(cast.stina, taken))
        assert waiting_for(cast.stina) == []


def test_the_clock_looks_only_at_what_may_be_due(cast, taken):
    for _ in range(3):
        home(cast.dan, lesson(cast.dan))
    with at(date(2027, 2, 19)):
        assert following.may_be_due("uptake") == []
    with at(date(2027, 2, 20)):
        assert len(following.may_be_due("uptake")) == 4
    tick(date(2027, 2, 20))
    with at(date(2027, 2, 20)):
        assert len(following.may_be_due("uptake")) == 0


def unreadable(**about):
    """An answer that cannot be judged: its moment is beyond the calendar of Stockholm."""
    beyond = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    FollowUp.objects.create(
        **about, months=3, due=TAKEN, asked=datetime(2026, 11, 21, tzinfo=UTC), answered=beyond, answer="working", new_day=date(2027, 1, 1)
    )


def test_what_cannot_be_judged_stops_none_of_the_others(cast, taken):
    broken = home(cast.dan, lesson(cast.dan, "En annan."))
    unreadable(uptake_id=broken)
    with at(date(2027, 2, 20)):
        assert following.may_be_due("uptake") == sorted([taken, broken])
        with pytest.raises(SomeFailed, match="OverflowError"):
            follow_up()
    assert [(one.name, one.to) for one in Letter.objects.all()] == [("follow_up_asked", cast.stina.email)]


def test_a_handoff_that_cannot_be_judged_stops_none_of_the_others(cast):
    made = []
    for said in ("En sak.", "En annan sak."):
        made.append(sending.sent(cast.stina, sending.room(cast, title=said), said))
        handoffs.answer_by_link(sending.token(), yes=True)
    unreadable(handoff_id=made[0])
    with at(date(2027, 2, 20)), pytest.raises(SomeFailed, match="OverflowError"):
        follow_up_handoffs()
    assert [one.values["text"] for one in Letter.objects.filter(name="follow_up_handoff")] == ["En annan sak."]


def test_the_representative_who_owns_it_gets_no_letter_about_the_own_silence(cast):
    Role.objects.filter(person=cast.stina.person).delete()
    home(cast.majken, lesson(cast.dan))
    told = letters_between(date(2027, 2, 20), date(2027, 5, 19))
    assert [name for those in told.values() for name, _ in those] == ["follow_up_asked", "follow_up_reminded"]
