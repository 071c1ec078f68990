"""The assignment: written, sent, confirmed or sent back; each told what the other did; nobody writes over the other (E3)."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.activities.models import Activity, Session
from samlar.activities.rules.deeds import ActivityRefused, Overtaken
from samlar.foundation import audit, clock, outbox
from samlar.people.models import Person
from samlar.people.rules import NotAllowed, NotVisible
from samlar.people.rules.links import LinkClosed
from samlar.registration.actions import assignments as actions
from samlar.registration.actions.assignment_clock import remind_of_assignments
from samlar.registration.actions.assignments import Manager
from samlar.registration.actions.registering import withdraw
from samlar.registration.models import Assignment, Registration
from samlar.registration.queries.assignments import asked, assignment_of, page
from samlar.registration.rules import assignments as rules
from samlar.registration.rules.assignments import State, Written
from samlar.registration.rules.registering import CannotRegister
from samlar.talk.models import Thread
from samlar.web.letters import render
from tests.activities.rows import released
from tests.registration import making
from tests.registration.assigning import CHIEF, WHOLE, confirmed, lab_with, letters, sent, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast):
    """(lab, registration): Dan has a place, his manager has approved."""
    return lab_with(cast, cast.dan)


def now(registration):
    row = assignment_of(registration)
    assert row is not None
    return row


def test_a_draft_is_kept_with_any_of_the_four_also_before_the_manager_has_approved(cast):
    lab = making.lab(cast)
    registration = making.registered(cast.dan, lab)

    assert actions.write(cast.dan, lab.pk, registration, Written(use="I  Dalastrategin\r\n"), revision=0) == State.DRAFT

    assert now(registration).written == Written(use="I  Dalastrategin")
    assert letters() == []


def test_what_is_sent_reaches_the_manager_by_a_link_who_confirms_it_whole(cast, place):
    _lab, registration = place
    sent(cast.dan, *place)
    (letter,) = letters("assignment_asked")
    assert (letter["to"], now(registration).state) == (CHIEF.email, State.SENT)

    actions.confirm(cast.nils, token(), WHOLE, revision=now(registration).revision, word="Bra!")

    assert now(registration).state == State.CONFIRMED
    (told,) = letters("assignment_confirmed")
    assert (told["to"], told["values"]["parts"], told["values"]["word"]) == (cast.dan.email, [], "Bra!")


def test_the_manager_changes_the_wording_and_the_participant_is_told_of_what(cast, place):
    _lab, registration = place
    sent(cast.dan, *place)

    actions.confirm(cast.nils, token(), Written(**{**WHOLE.said, "wanted": "En ny rutin."}), revision=1)

    assert now(registration).written.wanted == "En ny rutin."
    assert letters("assignment_confirmed")[0]["values"]["parts"] == ["Vad organisationen vill ha ut av det"]


def test_what_is_sent_back_comes_with_a_word_and_keeps_the_managers_wording(cast, place):
    _lab, registration = place
    sent(cast.dan, *place)
    with pytest.raises(ActivityRefused) as refused:
        actions.send_back(cast.nils, token(), WHOLE, revision=1, word="  ")
    assert refused.value.field == "word"

    actions.send_back(cast.nils, token(), Written(challenge="Annan."), revision=1, word="Säg vilka hemma.")

    row = now(registration)
    assert (row.state, row.written.challenge, row.word, row.asked) == (State.DRAFT, "Annan.", "Säg vilka hemma.", None)
    assert "Säg vilka hemma." in render("assignment_sent_back", "sv", letters("assignment_sent_back")[0]["values"]).text


def test_nothing_is_confirmed_until_all_four_are_said(cast, place):
    sent(cast.dan, *place, Written(challenge="Min."))
    with pytest.raises(rules.AssignmentRefused) as refused:
        actions.confirm(cast.nils, token(), Written(challenge="Min.", wanted="Vår."), revision=1)
    assert refused.value.field == "use"
    assert now(place[1]).state == State.SENT


def test_a_change_after_the_yes_opens_it_again_and_the_manager_is_told_once(cast, place):
    lab, registration = place
    sent(cast.dan, *place)
    actions.confirm(cast.nils, token(), WHOLE, revision=1)
    for use in ("I ledningsgruppen.", "I ledningsgruppen och i teamet."):
        row = now(registration)
        actions.write(cast.dan, lab.pk, registration, Written(**{**WHOLE.said, "use": use}), revision=row.revision)

    assert now(registration).state == State.DRAFT
    assert now(registration).confirmed is not None
    assert [one["to"] for one in letters("assignment_reopened")] == [CHIEF.email]
    verbs = [one["verb"] for one in audit.trail("assignment", registration)]
    assert verbs == [f"assignment.{deed}" for deed in ("written", "reopened", "confirmed", "sent", "begun")]
    assert "ledningsgruppen" not in str(audit.trail("assignment", registration))


def test_what_is_confirmed_and_unchanged_is_not_sent_again(cast, place):
    lab, registration = place
    sent(cast.dan, *place)
    actions.confirm(cast.nils, token(), WHOLE, revision=1)
    with pytest.raises(rules.AssignmentRefused, match="bekräftat"):
        actions.send(cast.dan, lab.pk, registration, WHOLE, revision=2, manager=CHIEF)
    assert now(registration).state == State.CONFIRMED


def test_what_is_changed_while_the_manager_has_it_is_told_at_most_once_a_day(cast, place):
    lab, registration = place
    sent(cast.dan, *place)
    for use in ("Ett.", "Två."):
        actions.write(cast.dan, lab.pk, registration, Written(**{**WHOLE.said, "use": use}), revision=now(registration).revision)
    assert now(registration).state == State.SENT
    assert len(letters("assignment_changed")) == 1


def test_the_manager_who_confirms_what_has_been_changed_since_is_told_and_loses_nothing(cast, place):
    lab, registration = place
    sent(cast.dan, *place)
    actions.write(cast.dan, lab.pk, registration, Written(**{**WHOLE.said, "use": "Nytt."}), revision=1)

    with pytest.raises(Overtaken) as overtaken:
        actions.confirm(cast.nils, token(), WHOLE, revision=1)

    assert (overtaken.value.now, now(registration).state, now(registration).written.use) == (2, State.SENT, "Nytt.")
    actions.confirm(cast.nils, token(), now(registration).written, revision=2)
    assert now(registration).state == State.CONFIRMED


def test_the_participant_who_writes_what_the_manager_has_just_changed_is_told(cast, place):
    lab, registration = place
    sent(cast.dan, *place)
    actions.confirm(cast.nils, token(), Written(**{**WHOLE.said, "use": "Chefens ord."}), revision=1)
    with pytest.raises(Overtaken):
        actions.write(cast.dan, lab.pk, registration, WHOLE, revision=1)
    assert now(registration).written.use == "Chefens ord."


# — who —


def test_only_the_participant_writes(cast, place):
    lab, registration = place
    making.colleague(cast.dan.organisation, "Kollega Ett")
    for actor in (cast.stina, cast.dan, cast.gun, cast.nils):
        if actor.person == cast.dan.person:
            continue
        with pytest.raises((NotAllowed, NotVisible)):
            actions.write(actor, lab.pk, registration, WHOLE, revision=0)
    assert assignment_of(registration) is None


def test_the_participant_answers_neither_by_address_nor_by_link(cast, place):
    _lab, registration = place
    with pytest.raises(CannotRegister) as refused:
        sent(cast.dan, *place, manager=Manager("Jag", cast.dan.email.upper()))
    assert refused.value.field == "manager_email"
    assert assignment_of(registration) is None
    sent(cast.dan, *place)
    with pytest.raises(NotAllowed):
        actions.confirm(cast.dan, token(), WHOLE, revision=1)


def test_a_draft_is_its_writers_own_and_what_was_sent_is_read_at_home_and_by_the_lead(cast, place):
    lab, registration = place
    actions.write(cast.dan, lab.pk, registration, Written(challenge="HEMLIGT"), revision=0)
    assert page(cast.dan, lab.pk, registration).row.written.challenge == "HEMLIGT"
    assert page(cast.stina, lab.pk, registration).row.written == Written()
    assert page(cast.stina, lab.pk, registration).happened == ()
    with pytest.raises(NotVisible):
        page(cast.gun, lab.pk, registration)

    sent(cast.dan, *place, Written(challenge="HEMLIGT"), revision=1)
    assert page(cast.stina, lab.pk, registration).row.written.challenge == "HEMLIGT"
    with pytest.raises(NotVisible):
        page(cast.gun, lab.pk, registration)


# — the link —


def test_a_link_answers_once(cast, place):
    sent(cast.dan, *place)
    held = token()
    actions.confirm(cast.nils, held, WHOLE, revision=1)
    for deed in (actions.confirm, actions.send_back):
        with pytest.raises(LinkClosed):
            deed(cast.nils, held, WHOLE, revision=2, word="Igen")


def test_a_link_that_was_replaced_guessed_or_has_run_out_does_nothing(cast, place):
    _lab, registration = place
    sent(cast.dan, *place)
    first = token()
    sent(cast.dan, *place, revision=1, manager=Manager("Ny Chef", "ny@hemma.test"))
    with pytest.raises(LinkClosed, match="ersatts"):
        actions.confirm(cast.nils, first, WHOLE, revision=1)
    for guess in (first[:-1] + ("a" if first[-1] != "a" else "b"), "1-" + "a" * 32, "", "\x00", "9" * 70, making.token_of(registration)):
        with pytest.raises(NotVisible):
            asked(guess)
    late = clock.now() + timedelta(days=rules.ASKED_DAYS + 1)
    with clock.at(late), pytest.raises(LinkClosed, match="gäller inte"):
        actions.confirm(cast.nils, token(), WHOLE, revision=1)
    assert now(registration).state == State.SENT


def test_who_has_withdrawn_needs_no_answer(cast, place):
    lab, registration = place
    sent(cast.dan, *place)
    withdraw(cast.dan, lab.pk, registration)
    with pytest.raises(rules.AssignmentRefused, match="har inte längre någon plats"):
        actions.confirm(cast.nils, token(), WHOLE, revision=1)


def test_when_it_is_over_the_assignment_stays_as_it_was(cast, place):
    lab, registration = place
    sent(cast.dan, *place)
    Activity.objects.filter(id=lab.pk).update(stage_kind="cancelled")
    for deed in (
        lambda: actions.confirm(cast.nils, token(), WHOLE, revision=1),
        lambda: actions.write(cast.dan, lab.pk, registration, Written(use="Nytt."), revision=1),
    ):
        with pytest.raises(rules.AssignmentRefused, match="över"):
            deed()
    assert (now(registration).state, now(registration).written) == (State.SENT, WHOLE)


def test_it_is_sent_when_there_is_a_place_and_something_of_ones_own(cast, place):
    lab, _registration = place
    with pytest.raises(rules.AssignmentRefused) as refused:
        sent(cast.dan, *place, Written(use="Här."))
    assert refused.value.field == "challenge"
    waiting = making.registered(cast.gun, lab)
    with pytest.raises(rules.AssignmentRefused, match="väntar på chef"):
        sent(cast.gun, lab, waiting)
    assert not Assignment.objects.exists()


# — after the approval, and after a takeover —


def test_the_manager_who_approves_is_offered_the_draft_by_the_same_link_however_often_it_is_asked(cast):
    lab = making.lab(cast)
    registration = making.registered(cast.dan, lab)
    actions.write(cast.dan, lab.pk, registration, Written(challenge="Min."), revision=0)
    assert actions.offer_after_approval(registration) is None
    making.approved(registration)

    offered = actions.offer_after_approval(registration)

    assert offered == actions.offer_after_approval(registration)
    actions.confirm(cast.nils, offered, WHOLE, revision=now(registration).revision)
    assert actions.offer_after_approval(registration) is None
    assert now(registration).state == State.CONFIRMED


def test_nothing_is_offered_where_nothing_is_written(cast, place):
    assert actions.offer_after_approval(place[1]) is None


def test_a_colleague_who_takes_over_gets_the_text_as_a_draft_and_the_link_is_dead(cast, place):
    _lab, registration = place
    sent(cast.dan, *place)
    held = token()
    colleague = making.colleague(cast.dan.organisation, "Ny Kollega")
    Registration.objects.filter(id=registration).update(person=colleague)
    actions.taken_over(cast.dan, registration)

    row = now(registration)
    assert (row.state, row.written, row.asked) == (State.DRAFT, WHOLE, None)
    with pytest.raises(LinkClosed):
        actions.confirm(cast.nils, held, WHOLE, revision=row.revision)


# — the clock —


def first_session(lab, days, *, told=True):
    starts = clock.now() + timedelta(days=days)
    Session.objects.create(
        activity=lab, title="Workshop 1", kind="workshop", mode="physical", starts=starts, ends=starts + timedelta(hours=3),
        check_in="0" * 32, thread=Thread.objects.create(opened=clock.now()),
    )  # fmt: skip
    if told:
        released(lab)


def test_the_clock_reminds_the_participant_once_within_two_weeks_of_the_first_session(cast, place):
    lab, _ = place
    first_session(lab, 20)
    assert remind_of_assignments() == 0
    with clock.at(clock.now() + timedelta(days=7)):
        assert remind_of_assignments() == 1
        assert remind_of_assignments() == 0
    with clock.at(clock.now() + timedelta(days=19)):
        assert remind_of_assignments() == 0
    (letter,) = letters("assignment_reminder")
    assert (letter["to"], letter["values"]["first_day"]) == (cast.dan.email, "2026-12-10")
    assert "Du har inget uppdrag än" in render("assignment_reminder", "sv", letter["values"]).text


def test_a_first_session_in_the_draft_reminds_nobody(cast, place):
    """The letter says the day, and only those who lead read the draft (0008)."""
    first_session(place[0], 5, told=False)
    assert remind_of_assignments() == 0
    released(place[0])
    assert remind_of_assignments() == 1


def test_nobody_with_a_confirmed_assignment_or_without_a_place_is_reminded(cast, place):
    lab, _ = place
    making.registered(cast.gun, lab)
    confirmed(cast, cast.dan, *place)
    first_session(lab, 5)
    assert remind_of_assignments() == 0


def test_a_first_session_that_has_begun_reminds_nobody(cast, place):
    first_session(place[0], -0.01)
    first_session(place[0], 10)
    assert remind_of_assignments() == 0


def test_the_manager_who_has_not_answered_in_five_days_is_reminded_once_for_each_link(cast, place):
    sent(cast.dan, *place)
    with clock.at(clock.now() + timedelta(days=4)):
        assert remind_of_assignments() == 0
    with clock.at(clock.now() + timedelta(days=6)):
        assert remind_of_assignments() == 1
        assert remind_of_assignments() == 0
        assert letters("assignment_unanswered")[0]["values"]["path"] == f"/uppdrag/{token()}/"
        sent(cast.dan, *place, revision=1, manager=Manager("Ny Chef", "ny@hemma.test"))
    with clock.at(clock.now() + timedelta(days=12)):
        assert remind_of_assignments() == 1
    assert [one["to"] for one in letters("assignment_unanswered")] == ["ny@hemma.test", CHIEF.email]
    with clock.at(clock.now() + timedelta(days=60)):
        assert remind_of_assignments() == 0


def test_nobody_is_reminded_for_somebody_who_has_withdrawn(cast, place):
    sent(cast.dan, *place)
    withdraw(cast.dan, place[0].pk, place[1])
    with clock.at(clock.now() + timedelta(days=6)):
        assert remind_of_assignments() == 0


# — properties of the rules —

DEEDS = st.lists(st.sampled_from(sorted(rules.WAYS)), max_size=30)


@given(DEEDS)
def test_only_the_managers_yes_confirms_and_only_what_was_sent(deeds):
    state, before = State.DRAFT, State.DRAFT
    for deed in deeds:
        try:
            before, state = state, rules.after(deed, state)
        except rules.AssignmentRefused:
            continue
        assert (state == State.CONFIRMED) == (deed == "confirm")
        assert deed != "confirm" or before == State.SENT


@given(st.lists(st.text(min_size=1, max_size=300), max_size=12))
def test_a_suggestion_is_made_of_whole_results_and_fits(texts):
    made = rules.suggestion(texts)
    assert len(made) <= rules.LENGTH
    assert any("\n".join(texts[:n]) == made for n in range(len(texts) + 1))


@given(st.text(max_size=2000))
@settings(max_examples=200)
def test_a_text_is_kept_within_its_limit_or_refused_at_its_field(text):
    with suppress(ActivityRefused):
        kept = rules.taken(Written(wanted=text))
        assert len(kept.wanted) <= rules.LENGTH
        assert "\x00" not in kept.wanted
        assert rules.taken(kept) == kept
    with pytest.raises(ActivityRefused) as refused:
        rules.taken(Written(wanted="x" * 601 + text))
    assert refused.value.field == "wanted"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_letter_is_whole_in_both_languages(cast, place, language):
    lab, registration = place
    Person.objects.filter(email=CHIEF.email).update(language=language)
    Person.objects.filter(id=cast.dan.person).update(language=language)
    sent(cast.dan, *place)
    actions.write(cast.dan, lab.pk, registration, Written(**{**WHOLE.said, "use": "Nytt."}), revision=1)
    actions.confirm(cast.nils, token(), WHOLE, revision=2, word="Ett ord.")
    actions.write(cast.dan, lab.pk, registration, Written(**{**WHOLE.said, "use": "Nytt igen."}), revision=3)
    sent(cast.dan, *place, revision=4)
    actions.remind_manager(registration)
    actions.send_back(cast.nils, token(), Written(challenge="A"), revision=5, word="Ett ord till.")
    kinds = {one["name"] for one in outbox.recent(limit=50) if one["name"].startswith("assignment_")}
    assert kinds == {f"assignment_{one}" for one in ("asked", "changed", "confirmed", "reopened", "unanswered", "sent_back")}
    for one in outbox.recent(limit=50):
        if one["name"].startswith("assignment_"):
            assert one["language"] == language
            said = render(one["name"], one["language"], one["values"])
            assert lab.title in said.text
            assert "None" not in said.text
