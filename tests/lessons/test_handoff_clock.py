"""The clock asks what became of what was sent on and accepted, in the same way as of what was taken home (F3, F8)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from samlar.activities.rules.follow_up import QuestionClosed
from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.lessons.actions import follow_ups
from samlar.lessons.actions import handoffs as actions
from samlar.lessons.actions.handoff_clock import close_handoff_questions, follow_up_handoffs
from samlar.lessons.actions.handoffs import Asks
from samlar.lessons.models import FollowUp, Handoff
from samlar.lessons.queries.follow_ups import asked, waiting_for
from samlar.lessons.rules.deeds import LessonRefused
from samlar.lessons.rules.follow_up import Answer
from samlar.lessons.rules.handoffs import To
from samlar.people.models import Employment
from samlar.people.queries.links import link, token_of
from samlar.web.letters import render
from tests.lessons import sending

pytestmark = pytest.mark.django_db
VERA = sending.OUTSIDE.email


def at(day):
    return clock.at(datetime.combine(day, time(9), tzinfo=UTC))


def tick(day):
    with at(day):
        before = set(Letter.objects.values_list("id", flat=True))
        if close_handoff_questions() + follow_up_handoffs() == 0:
            return []
        assert (close_handoff_questions(), follow_up_handoffs()) == (0, 0), "twice is once"
        return [(one.name, one.to) for one in Letter.objects.exclude(id__in=before).order_by("id")]


def letters_between(first, last):
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {str(day): told for day in days if (told := tick(day))}


def token():
    return token_of(link(FollowUp.objects.latest("id").link_id, "follow_up"))


@pytest.fixture
def accepted(cast):
    """What somebody outside accepted today."""
    made = sending.sent(cast.stina, sending.room(cast))
    actions.answer_by_link(sending.token(), yes=True)
    return made


@pytest.fixture
def at_dalarna(cast):
    """What Dan accepted today, for Region Dalarna."""
    made = sending.sent(
        cast.stina, sending.room(cast), to=To(organisation=cast.organisation("Region Dalarna")), asks=Asks(person=cast.dan.person)
    )
    actions.answer_by_link(sending.token(), yes=True)
    return made


def test_whoever_accepted_is_asked_after_three_months_and_reminded_once(accepted):
    told = letters_between(date(2027, 2, 18), date(2027, 5, 19))
    assert told == {"2027-02-20": [("follow_up_handoff", VERA)], "2027-03-22": [("follow_up_handoff", VERA)]}
    first, again = (
        render("follow_up_handoff", code, one.values)
        for code, one in zip(("sv", "en"), Letter.objects.filter(name="follow_up_handoff"), strict=True)
    )
    assert first.subject == "Vad blev det av medskicket från Region Kalmar län? Svara på en minut"
    assert "?svar=klart" in first.text
    assert again.subject.startswith("Reminder")


def test_the_receiving_organisations_representatives_are_told_of_silence(cast, at_dalarna):
    told = letters_between(date(2027, 2, 20), date(2027, 5, 19))
    assert told["2027-04-21"] == [("follow_up_handoff_silent", cast.disa.email)]


def test_what_became_of_it_stands_with_the_handoff_and_nothing_more_is_asked(accepted):
    tick(date(2027, 2, 20))
    with at(date(2027, 2, 22)):
        follow_ups.became(token(), Answer.DONE, word="Datan finns samlad.")
    row = Handoff.objects.get(id=accepted)
    assert (row.outcome, row.outcome_word) == ("done", "Datan finns samlad.")
    assert letters_between(date(2027, 2, 23), date(2027, 5, 22)) == {}


def test_still_working_is_asked_again_at_the_next_round_and_nothing_asks_why(accepted):
    tick(date(2027, 2, 20))
    with at(date(2027, 2, 22)):
        with pytest.raises(LessonRefused) as refused:
            follow_ups.became(token(), Answer.NOTHING)
        assert refused.value.field == "word"
        with pytest.raises(LessonRefused) as refused:
            follow_ups.became(token(), Answer.WORKING)
        assert refused.value.field == "new_day"
        follow_ups.became(token(), Answer.WORKING, new_day=date(2027, 5, 1))
        with pytest.raises(QuestionClosed):
            follow_ups.became(token(), Answer.DONE)
    assert list(letters_between(date(2027, 4, 29), date(2027, 5, 20))) == ["2027-05-20"]


def test_who_has_left_the_receiver_is_not_asked_but_its_representatives(cast, at_dalarna):
    Employment.objects.filter(person=cast.dan.person).update(end=date(2027, 1, 31))
    assert tick(date(2027, 2, 20)) == [("follow_up_handoff_silent", cast.disa.email)]
    assert tick(date(2027, 3, 22)) == []


def test_the_question_waits_on_my_page_and_its_page_has_the_three_answers(cast, client, at_dalarna, settings):
    tick(date(2027, 2, 20))
    settings.SAMLAR_NOW = "2027-02-22T09:00:00+00:00"
    (wait,) = waiting_for(cast.dan)
    address = f"/folj-upp/{wait.subject}/"
    told = client.get(address).content.decode()
    for words in ("Samla data om drönare på ett ställe.", "?svar=klart", "?svar=arbetar", "?svar=inget", "Till Dan Fiktivsson"):
        assert words in told
    assert client.post(address, {"svar": "inget", "word": " "}).status_code == 422
    assert client.post(address, {"svar": "vidare"}).status_code == 422
    assert client.post(address, {"svar": "inget", "word": "Ingen ville."}).status_code == 302
    assert asked(wait.subject).answer == Answer.NOTHING
    assert "Det blev inget" in client.get(address).content.decode()
    assert waiting_for(cast.dan) == []
