"""What time does to registrations: reminders, silence, what is forgotten; nothing twice (E2, Z2)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlar.foundation import clock, outbox
from samlar.lifecycle.actions import tick
from samlar.people import actions as people
from samlar.people.actions.guests import known_or_guest
from samlar.people.models import Person
from samlar.registration.actions.managers import answer, ask_again, ask_back
from samlar.registration.actions.registering import withdraw
from samlar.registration.models import Answer, Approval, Question, Registration
from samlar.registration.rules.reminders import APART, reminder
from tests.activities.rows import released, session
from tests.conftest import NOW
from tests.registration import making
from tests.registration.test_when_things_change import ended, letters, queue

DAY = timedelta(days=1)


def tick_at(moment: datetime) -> dict[str, int]:
    """The clock ticks twice: the second time nothing more is done."""
    with clock.at(moment):
        first, again = tick(), tick()
    assert not any(again.values())
    return first


# — managers —


def test_a_silent_manager_is_reminded_twice_and_then_the_participant_is_told(cast):
    made = making.registered(cast.dan, making.lab(cast))
    expires = Approval.objects.get(registration=made).link.expires
    days = [NOW + n * DAY for n in range(int((expires - NOW) / DAY) + 40)]
    told = {day: (done["managers reminded"], done["told of silent managers"]) for day in days if any((done := tick_at(day)).values())}
    reminded = [day for day, (to_manager, _) in told.items() if to_manager]
    assert reminded == [NOW + 4 * DAY, next(day for day in days if day >= expires - 2 * DAY)]
    assert [day for day, (_, to_person) in told.items() if to_person] == [next(day for day in days if day >= expires)]


def test_the_link_ends_with_the_first_session_as_released_and_tells_nothing_of_the_draft(cast):
    lab = making.lab(cast)
    first = session(lab, starts=NOW + 5 * DAY, ends=NOW + 6 * DAY)
    assert Approval.objects.get(registration=making.registered(cast.dan, lab)).link.expires > NOW + 20 * DAY
    released(lab)
    assert Approval.objects.get(registration=making.registered(cast.gun, lab)).link.expires == first.starts


def test_the_reminder_carries_the_same_link_and_the_last_day(cast):
    made = making.registered(cast.dan, making.lab(cast))
    tick_at(NOW + 4 * DAY)
    [first], [sent] = letters("manager_asked"), letters("manager_reminded")
    assert {key: sent["values"][key] for key in ("path", "until", "name", "last")} == {
        **{key: first["values"][key] for key in ("path", "until", "name")}, "last": False,
    }  # fmt: skip
    with clock.at(NOW + 5 * DAY):
        assert answer(sent["values"]["path"].split("/")[2], yes=True) == "confirmed"
    assert making.state_of(made) == "confirmed"
    tick_at(NOW + 20 * DAY)
    assert len(letters("manager_reminded")) == 1


@pytest.mark.parametrize("what", ["asked back", "withdrawn", "cancelled", "asked another"])
def test_whoever_need_not_answer_is_not_reminded(cast, what):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    if what == "asked back":
        ask_back(making.token_of(made), word="Hur länge?")
    elif what == "withdrawn":
        withdraw(cast.dan, lab.pk, made)
    elif what == "cancelled":
        ended(lab)
    else:
        ask_again(cast.dan, lab.pk, made, name="En annan", email="annan@hemma.test")
    tick_at(NOW + 5 * DAY)
    assert [one["to"] for one in letters("manager_reminded")] == (["annan@hemma.test"] if what == "asked another" else [])
    tick_at(NOW + 30 * DAY)
    silent = letters("manager_silent")
    assert [one["values"]["asked_back"] for one in silent] == {"asked back": [True], "asked another": [False]}.get(what, [])


def test_a_clock_that_stood_still_sends_no_heap_of_old_letters(cast):
    making.registered(cast.dan, making.lab(cast))
    done = tick_at(NOW + 60 * DAY)
    assert (done["managers reminded"], done["told of silent managers"]) == (0, 0)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1)).map(lambda one: one.replace(tzinfo=UTC))


@given(MOMENTS, st.timedeltas(timedelta(hours=1), timedelta(days=22)), st.lists(st.timedeltas(timedelta(0), timedelta(days=25)), max_size=40))
def test_never_more_than_two_reminders_and_never_right_after_one_another(asked, holds, ticks):
    expires, sent = asked + holds, {}
    for moment in sorted(asked + one for one in ticks):
        which = reminder(asked, expires, moment)
        if which:
            sent.setdefault(which, moment)  # the letter's key
            assert moment < expires
            assert moment >= asked + APART
    assert len(sent) <= 2
    if len(sent) == 2:
        assert sent["last"] - sent["first"] >= APART


# — offers —


def test_an_offer_that_runs_out_goes_on_and_says_that_nobody_declined(cast):
    lab, first, second, third = queue(cast)
    withdraw(cast.dan, lab.pk, first)
    done = tick_at(NOW + 2 * DAY)
    assert done["offers run out"] == 1
    assert [making.state_of(one) for one in (second, third)] == ["declined", "offered"]
    assert Registration.objects.get(id=second).offered_until == NOW + 2 * DAY
    assert [one["to"] for one in letters("registration_lapsed")] == [cast.gun.email]


def test_a_second_before_its_time_an_offer_stands(cast):
    lab, first, second, _ = queue(cast)
    withdraw(cast.dan, lab.pk, first)
    tick_at(NOW + 2 * DAY - timedelta(seconds=1))
    assert making.state_of(second) == "offered"


# — forgetting —


def test_a_manager_known_by_address_alone_is_forgotten_when_nobody_has_asked_for_24_months(cast, settings):
    kept = timedelta(days=settings.SAMLAR_LEAVERS_KEPT_DAYS)
    made = making.registered(cast.dan, making.lab(cast))
    answer(making.token_of(made), yes=False, word="Vi har inte råd.")
    manager = Person.objects.get(email="chef@hemma.test")
    with clock.at(NOW + kept - DAY):
        people.forget_leavers()
    manager.refresh_from_db()
    assert manager.is_active
    tick_at(NOW + kept + 2 * DAY)
    manager.refresh_from_db()
    assert (manager.is_active, manager.name) == (False, "Tidigare medarbetare")
    assert Approval.objects.get().word == ""


def test_a_guest_or_manager_who_is_named_again_stays(cast, settings):
    kept = timedelta(days=settings.SAMLAR_LEAVERS_KEPT_DAYS)
    guest = known_or_guest(name="Gäst Gästsson", email="gast@hemma.test")
    with clock.at(NOW + 300 * DAY):
        assert known_or_guest(name="Annat Namn", email="GAST@hemma.test") == guest
    with clock.at(NOW + kept + 2 * DAY):
        people.forget_leavers()
        assert Person.objects.get(id=guest).is_active
    with clock.at(NOW + 300 * DAY + kept + 2 * DAY):
        people.forget_leavers()
        assert not Person.objects.get(id=guest).is_active
        assert known_or_guest(name="Gäst Gästsson", email="gast@hemma.test") != guest


def test_somebody_who_left_but_is_asked_as_a_manager_is_not_forgotten(cast, settings):
    kept = timedelta(days=settings.SAMLAR_LEAVERS_KEPT_DAYS)
    people.let_go(cast.disa, cast.dan.organisation, cast.dan.person, last=clock.today())
    with clock.at(NOW + kept - 5 * DAY):
        lab = making.lab(cast, last_day=(NOW + 2 * kept).date())
        made = making.registered(cast.gun, lab)
        ask_again(cast.gun, lab.pk, made, name="Dan", email=cast.dan.email)
    with clock.at(NOW + kept + 5 * DAY):
        people.forget_leavers()
    assert cast.dan.signed_in


def test_of_who_is_forgotten_a_registration_keeps_the_place_and_nothing_said(cast, settings):
    lab = making.lab(cast, approval=False)
    question = Question.objects.create(activity=lab, position=0, text="Mat?", purpose="Beställa mat.", kept_days=365)
    made = making.registered(cast.dan, lab, answers={question.pk: "Allt"}, shares_contact=True)
    Registration.objects.filter(id=made).update(why="Sjuk.")
    people.let_go(cast.disa, cast.dan.organisation, cast.dan.person, last=clock.today())
    with clock.at(NOW + timedelta(days=settings.SAMLAR_LEAVERS_KEPT_DAYS + 2)):
        assert tick()["registrations emptied"] == 2
        assert tick()["registrations emptied"] == 0
    row = Registration.objects.get(id=made)
    assert (row.state, row.shares_contact, row.why, row.person.name) == ("confirmed", False, "", "Tidigare medarbetare")
    assert not Answer.objects.exists()


def test_nothing_of_an_old_letter_is_left_that_could_open_a_door(cast):
    making.registered(cast.dan, making.lab(cast))
    tick_at(NOW + 91 * DAY)
    assert not [one for one in outbox.recent(limit=100) if one["name"] == "manager_asked"]
