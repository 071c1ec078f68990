"""The manager who confirmed an assignment is asked what became of it, months after the last session, and answers by a link (E3, F3)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlar.activities.models import Activity
from samlar.activities.rules.follow_up import QuestionClosed
from samlar.catalogue import queries as catalogue
from samlar.foundation import audit, clock
from samlar.foundation.models import Letter
from samlar.people.models import Employment, Link, Person
from samlar.people.queries.links import link, token_of
from samlar.registration.actions.assignment_follow_ups import answer, close_assignment_questions, follow_up_assignments
from samlar.registration.actions.assignments import write
from samlar.registration.actions.clock import forget_people
from samlar.registration.models import AssignmentFollowUp, Registration
from samlar.registration.queries.assignment_follow_ups import asked, rounds_of
from samlar.registration.queries.assignments import page
from samlar.registration.rules.assignment_follow_ups import Round
from samlar.registration.rules.assignments import Written
from samlar.web.letters import render
from tests.activities.rows import released, session
from tests.registration.assigning import CHIEF, WHOLE, confirmed, lab_with

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 10)


def at(day):
    return clock.at(datetime.combine(day, time(9), tzinfo=UTC))


@pytest.fixture
def place(cast):
    """(lab, registration): Dan's assignment is confirmed; the last session is on 10 December 2026."""
    lab, registration = lab_with(cast, cast.dan)
    ends = datetime.combine(LAST, time(14), tzinfo=UTC)
    session(lab, "Sista träffen", starts=ends - timedelta(hours=5), ends=ends)
    released(lab)
    confirmed(cast, cast.dan, lab, registration)
    return lab, registration


def tick(day):
    with at(day):
        before = set(Letter.objects.values_list("id", flat=True))
        if close_assignment_questions() + follow_up_assignments() == 0:
            return []
        assert (close_assignment_questions(), follow_up_assignments()) == (0, 0), "twice is once"
        return [(one.name, one.to) for one in Letter.objects.exclude(id__in=before).order_by("id")]


def letters_between(first, last):
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {str(day): [name for name, _ in told] for day in days if (told := tick(day))}


def token():
    row = AssignmentFollowUp.objects.latest("id")
    return token_of(link(row.link_id, "assignment_follow"))


def test_the_manager_is_asked_after_three_six_and_twelve_months_and_reminded_once_each(cast, place):
    told = letters_between(date(2027, 3, 8), date(2028, 1, 11))
    asked, reminded = "assignment_follow_up", "assignment_follow_up_reminded"
    assert told == {
        "2027-03-10": [asked], "2027-04-09": [reminded], "2027-06-10": [asked], "2027-07-10": [reminded],
        "2027-12-10": [asked], "2028-01-09": [reminded],
    }  # fmt: skip
    assert {one.to for one in Letter.objects.filter(name__startswith=asked)} == {CHIEF.email}


def test_who_says_yes_is_asked_no_more_who_says_partly_is_at_the_next_round(cast, place):
    tick(date(2027, 3, 10))
    with at(date(2027, 3, 12)):
        answer(cast.nils, token(), answer="partly", word="Modellen finns, men används inte.")
    assert letters_between(date(2027, 3, 13), date(2027, 6, 10)) == {"2027-06-10": ["assignment_follow_up"]}
    with at(date(2027, 6, 12)):
        answer(cast.nils, token(), answer="reached")
    assert tick(date(2027, 12, 10)) == []


def test_the_answer_stands_on_the_assignments_page_and_counts_for_those_who_lead(cast, place):
    lab, registration = place
    tick(date(2027, 3, 10))
    with at(date(2027, 3, 12)):
        answer(cast.nils, token(), answer="partly", word="Modellen finns.")
        (row,) = page(cast.dan, lab.pk, registration).followed_up
    assert (row.months, row.answer, row.word, row.manager_name) == (3, "partly", "Modellen finns.", "Chef Chefsson")
    assert rounds_of(lab.pk) == (Round(months=3, asked=1, partly=1),)
    assert "Modellen" not in str(audit.trail("assignment", registration))


def test_the_letter_asks_one_question_with_three_answers(cast, place):
    tick(date(2027, 3, 10))
    values = Letter.objects.get(name="assignment_follow_up").values
    sv, en = render("assignment_follow_up", "sv", values), render("assignment_follow_up", "en", values)
    assert sv.subject == "Vad blev det av uppdraget för Dan Fiktivsson?"
    for words in ("10 december 2026", "?svar=ja", "?svar=delvis", "?svar=nej", "till och med 9 juni 2027"):
        assert words in sv.text
    assert "Did it become what you agreed?" in en.text


def test_answered_twice_is_answered_once(cast, place):
    tick(date(2027, 3, 10))
    with at(date(2027, 3, 12)):
        opened = token()
        answer(cast.nils, opened, answer="not")
        with pytest.raises(QuestionClosed, match="redan besvarad"):
            answer(cast.nils, opened, answer="reached")
    assert AssignmentFollowUp.objects.get().answer == "not"


@pytest.mark.parametrize("gone", ["inactive", "left", "reopened", "withdrawn"])
def test_a_manager_who_is_gone_is_met_with_silence_and_what_no_longer_stands_is_not_asked_about(cast, place, gone):
    lab, registration = place
    tick(date(2027, 3, 10))
    chief = Person.objects.get(email=CHIEF.email)
    with at(date(2027, 3, 12)):
        if gone == "inactive":
            Person.objects.filter(id=chief.pk).update(is_active=False)
        elif gone == "left":
            Employment.objects.create(person=chief, organisation_id=cast.dan.organisation, start=date(2020, 1, 1), end=date(2027, 3, 11))
        elif gone == "reopened":
            write(cast.dan, lab.pk, registration, Written(**{**WHOLE.said, "use": "Nytt."}), revision=2)
        else:
            Registration.objects.update(state="withdrawn")
    told = letters_between(date(2027, 3, 13), date(2027, 6, 20))
    assert "assignment_follow_up" not in str(told.values())


@pytest.mark.parametrize("answered", [False, True])
def test_a_manager_who_has_left_neither_reads_nor_answers_by_the_link(cast, place, answered):
    tick(date(2027, 3, 10))
    opened, chief = token(), Person.objects.get(email=CHIEF.email)
    with at(date(2027, 3, 12)):
        assert asked(opened).written.begun
        if answered:
            answer(cast.nils, opened, answer="partly", word="Modellen finns.")
        Employment.objects.create(person=chief, organisation_id=cast.dan.organisation, start=date(2020, 1, 1), end=date(2027, 3, 11))
        found = asked(opened)
        assert (found.closed is None, found.written.begun, found.word) == (False, False, ""), "nothing stands there for somebody who left"
        with pytest.raises(QuestionClosed):
            answer(cast.nils, opened, answer="reached")
        assert (close_assignment_questions(), close_assignment_questions()) == (0 if answered else 1, 0)


def test_to_close_many_questions_takes_a_constant_number_of_queries_for_each(cast, place):
    tick(date(2027, 3, 10))
    first = AssignmentFollowUp.objects.get()
    Registration.objects.update(state="withdrawn")
    with CaptureQueriesContext(connection) as one:
        assert close_assignment_questions() == 1
    for n in range(5):
        Link.objects.filter(id=first.link_id).update(revoked=None)
        kept = Link.objects.get(id=first.link_id)
        kept.pk = None
        kept.save()
        AssignmentFollowUp.objects.create(
            assignment_id=first.assignment_id, months=20 + n, due=LAST + timedelta(days=n), manager_id=first.manager_id, link_id=kept.pk,
            asked=clock.now(),
        )  # fmt: skip
    with CaptureQueriesContext(connection) as five:
        assert close_assignment_questions() == 5
    read = [query for query in five if "follow" in query["sql"] and query["sql"].lstrip().startswith("SELECT f.id")]
    assert len(read) == 6, "one question for all of them, then one for each"
    assert all("f.id =" in query["sql"] for query in read[1:]), "each is judged by its own row"
    assert len(five) <= 5 * len(one)


def test_a_network_that_goes_on_has_no_last_session(cast):
    lab, registration = lab_with(cast, cast.dan)
    session(lab, starts=datetime(2026, 12, 10, 9, tzinfo=UTC), ends=datetime(2026, 12, 10, 14, tzinfo=UTC))
    released(lab)
    confirmed(cast, cast.dan, lab, registration)
    network = Activity.objects.get(id=lab.pk)
    row = catalogue.latest("natverk")
    Activity.objects.filter(id=network.pk).update(format="natverk", version=row.version_id)
    assert tick(date(2027, 3, 10)) == []
    Activity.objects.filter(id=network.pk).update(ended=datetime(2027, 5, 1, tzinfo=UTC), stage_kind="closed")
    assert tick(date(2027, 3, 11)) == [("assignment_follow_up", CHIEF.email)]


def test_the_words_go_with_whoever_is_forgotten(cast, place):
    tick(date(2027, 3, 10))
    with at(date(2027, 3, 12)):
        answer(cast.nils, token(), answer="not", word="Det var Dans fel.")
    Person.objects.filter(id=cast.dan.person).update(is_active=False)
    assert forget_people() > 0
    assert (AssignmentFollowUp.objects.get().word, AssignmentFollowUp.objects.get().answer) == ("", "not")


# — the page —


@pytest.fixture
def address(settings, place):
    tick(date(2027, 3, 10))
    settings.SAMLAR_NOW = "2027-03-12T09:00:00+00:00"
    return f"/uppdrag/uppfoljning/{token()}/"


def test_the_page_shows_the_four_texts_and_nothing_happens_until_it_is_sent(client, address):
    for svar, chosen in (("", ""), ("?svar=ja", "reached"), ("?svar=nej", "not"), ("?svar=x", "")):
        told = client.get(address + svar).content.decode()
        assert client.head(address + svar).status_code == 200
        assert "En gemensam modell." in told
        assert ("checked" in told) == bool(chosen)
    assert AssignmentFollowUp.objects.get().answered is None


def test_the_answer_is_thanked_for_and_told_again_when_the_link_is_opened_again(client, address):
    answer = client.post(address, {"answer": "partly", "word": "Modellen finns."})
    assert answer.status_code == 302
    for told in (client.get(address).content.decode(), client.post(address, {"answer": "not"}).content.decode()):
        assert "Tack! Du svarade 12 mars 2027: Delvis." in told
        assert "Modellen finns." in told


@pytest.mark.parametrize("typed", [{}, {"answer": "kanske"}, {"answer": "not", "word": "x" * 100_000}, {"answer": "not", "word": "a\0"}])
def test_an_answer_that_does_not_hold_is_told_at_its_field(client, address, typed):
    answer = client.post(address, typed)
    assert (answer.status_code, "att rätta" in answer.content.decode()) == (422, True)
    assert AssignmentFollowUp.objects.get().answered is None


def test_the_participant_does_not_answer_for_the_manager(cast, sign_in, address):
    assert sign_in(cast.dan).post(address, {"answer": "reached"}).status_code == 403
    assert AssignmentFollowUp.objects.get().answered is None


def test_a_link_that_is_none_is_not_there(client):
    assert client.get("/uppdrag/uppfoljning/1-aaaa/").status_code == 404


def test_participant_and_leaders_read_the_answer(cast, sign_in, client, place, address):
    lab, registration = place
    client.post(address, {"answer": "partly", "word": "Modellen finns."})
    mine = sign_in(cast.dan).get(f"/aktiviteter/{lab.pk}/uppdrag/{registration}/").content.decode()
    assert "3 månader efter sista träffen" in mine
    assert "Modellen finns." in mine
    leads = sign_in(cast.stina).get(f"/aktiviteter/{lab.pk}/uppdrag/").content.decode()
    assert "Chefernas svar" in leads
    assert "Chefernas svar" not in sign_in(cast.gun).get(f"/aktiviteter/{lab.pk}/uppdrag/").content.decode()
