"""What was promised, and what was asked for, when something else changes meanwhile (E2, A3)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samlar.activities.actions import participation
from samlar.activities.models import Activity, Participation, Session
from samlar.foundation import clock, outbox
from samlar.lifecycle.actions.leaving import leave
from samlar.people import actions as people
from samlar.people.models import Employment, Membership, Person
from samlar.people.queries import actor
from samlar.people.rules import NotAllowed, NotVisible
from samlar.people.rules.links import LinkClosed
from samlar.registration.actions.clock import forget_answers, lapse_offers
from samlar.registration.actions.managers import answer, ask_again, ask_back
from samlar.registration.actions.registering import accept, decline, turn_down, withdraw
from samlar.registration.actions.terms import set_terms
from samlar.registration.models import Answer, Approval, Question, Registration, Terms
from samlar.registration.queries.registrations import registration
from samlar.registration.rules.machine import NotNow
from samlar.registration.rules.registering import CannotRegister
from samlar.registration.rules.terms import TermsRefused, Written, WrittenQuestion
from samlar.talk.models import Thread
from tests.conftest import NOW
from tests.registration import making

DAY = timedelta(days=1)


def letters(name: str, to: str = "") -> list[dict]:
    return [one for one in outbox.recent(limit=500) if one["name"] == name and to in ("", one["to"])]


def ended(made: Activity, kind: str = "cancelled") -> None:
    Activity.objects.filter(id=made.pk).update(stage=kind, stage_kind=kind, ended=clock.now())


def session(made: Activity, starts: datetime) -> Session:
    return Session.objects.create(
        activity=made, title="Workshop 1", kind="workshop", mode="digital", starts=starts, ends=starts + timedelta(hours=3), check_in="x",
        thread=Thread.objects.create(opened=clock.now()),
    )  # fmt: skip


def queue(cast, **terms):
    """A lab with one place: Dan has it, Gun waits first, Siv second."""
    lab = making.lab(cast, approval=False, places=1, **terms)
    return lab, *(making.registered(who, lab) for who in (cast.dan, cast.gun, cast.siv))


def written(**changes) -> Written:
    values = {
        "open_to": ("member", "partner"), "last_day": making.OPEN_UNTIL, "places": None, "per_organisation": 4, "approval": True, "fee": 0,
        "offer_hours": 48,
    }  # fmt: skip
    return Written(**{**values, **changes})


# — the activity is over —


@pytest.mark.parametrize("kind", ["cancelled", "reported", "closed"])
def test_nothing_is_promised_in_an_activity_that_is_over(cast, kind):
    lab, first, second, third = queue(cast)
    withdraw(cast.dan, lab.pk, first)
    ended(lab, kind)
    with pytest.raises(NotNow, match="Aktiviteten är över"):
        accept(cast.gun, lab.pk, second)
    decline(cast.gun, lab.pk, second)
    assert making.state_of(third) == "waitlisted"
    with clock.at(NOW + 3 * DAY):
        assert lapse_offers() == 0
    withdraw(cast.siv, lab.pk, third)


def test_a_manager_who_answers_when_it_is_over_is_told_that_no_answer_is_needed(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    ended(lab)
    for deed in (lambda: answer(making.token_of(made), yes=True), lambda: ask_back(making.token_of(made), word="Varför?")):
        with pytest.raises(NotNow, match="Du behöver inte svara: aktiviteten är över"):
            deed()
    assert making.state_of(made) == "awaiting_manager"


def test_a_manager_who_answers_after_a_withdrawal_is_told_so_and_not_to_look_for_a_newer_letter(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    withdraw(cast.dan, lab.pk, made)
    with pytest.raises(NotNow, match="Du behöver inte svara: anmälan är återkallad"):
        answer(making.token_of(made), yes=True)
    assert making.state_of(made) == "withdrawn"


def test_an_offer_that_stands_when_it_is_cancelled_is_not_said_to_be_declined(cast):
    lab, first, second, _ = queue(cast)
    withdraw(cast.dan, lab.pk, first)
    ended(lab)
    with clock.at(NOW + 3 * DAY):
        lapse_offers()
    assert making.state_of(second) == "offered"
    assert not letters("registration_lapsed")


def test_when_it_runs_again_the_free_places_are_offered_by_the_clock(cast):
    lab, first, second, _ = queue(cast)
    Activity.objects.filter(id=lab.pk).update(stage_kind="reported")
    withdraw(cast.dan, lab.pk, first)
    assert making.state_of(second) == "waitlisted"
    Activity.objects.filter(id=lab.pk).update(stage_kind="running")
    lapse_offers()
    assert making.state_of(second) == "offered"


def test_a_newcomer_does_not_pass_those_who_wait_when_it_runs_again(cast):
    lab, first, second, third = queue(cast)
    Activity.objects.filter(id=lab.pk).update(stage_kind="reported")
    withdraw(cast.dan, lab.pk, first)
    Activity.objects.filter(id=lab.pk).update(stage_kind="running")
    new = making.registered(cast.dan, lab)
    assert [making.state_of(one) for one in (second, third, new)] == ["offered", "waitlisted", "waitlisted"]


def test_no_offer_goes_out_when_the_last_session_has_been(cast):
    lab, first, second, _ = queue(cast)
    session(lab, NOW + DAY)
    with clock.at(NOW + 2 * DAY):
        withdraw(cast.dan, lab.pk, first)
        assert making.state_of(second) == "waitlisted"
        with pytest.raises(NotNow, match="Sista träffen har varit"):
            making.registered(cast.disa, lab)


def test_who_comes_and_goes_in_a_network_between_its_meetings_gets_a_place(cast):
    network = making.lab(cast, "Nätverket", approval=False, places=1, last_day=None)
    session(network, NOW - 30 * DAY)
    assert making.state_of(making.registered(cast.dan, network)) == "confirmed"


# — the organisation —


def test_an_organisation_that_leaves_gives_its_places_back_and_its_people_are_told(cast):
    lab = making.lab(cast, approval=False, places=2)
    own, colleague = making.registered(cast.disa, lab), making.registered(cast.disa, lab, cast.dan.person)
    waits = making.registered(cast.gun, lab)
    leave(cast.disa, lab.pk, why="Vi behöver tiden.")
    assert [making.state_of(one) for one in (own, colleague, waits)] == ["withdrawn", "withdrawn", "offered"]
    assert Participation.objects.get(activity=lab, organisation=cast.disa.organisation).state == "left"
    assert [one["values"]["who"] for one in letters("registration_withdrawn", cast.dan.email)] == [cast.disa.name]
    assert not letters("registration_withdrawn", cast.disa.email)


def test_whoever_may_not_withdraw_the_others_does_not_leave_for_them(cast):
    lab = making.lab(cast, approval=False)
    made = making.registered(cast.disa, lab)
    with pytest.raises(NotAllowed):
        leave(cast.dan, lab.pk, why="Nej.")
    assert making.state_of(made) == "confirmed"
    assert Participation.objects.get(activity=lab, organisation=cast.dan.organisation).state == "taking_part"


def test_people_of_the_lead_and_of_those_asked_leave_their_organisation_in(cast):
    lab = making.lab(cast, approval=False)
    Participation.objects.create(
        activity=lab, organisation_id=cast.gun.organisation, state="taking_part", asked=clock.now(), answered=clock.now()
    )
    for who in (cast.stina, cast.gun):
        withdraw(who, lab.pk, making.registered(who, lab))
        mine = Participation.objects.get(activity=lab, organisation=who.organisation)
        assert (mine.state, mine.by_registration) == ("taking_part", False)


def test_an_organisation_that_took_over_the_lead_stays_in_without_people(cast):
    lab = making.lab(cast, approval=False)
    made = making.registered(cast.dan, lab)
    theirs = Participation.objects.get(activity=lab, organisation=cast.dan.organisation)
    participation.hand_over(cast.stina, lab.pk, theirs.pk)
    back = Participation.objects.get(activity=lab, organisation=cast.stina.organisation)
    participation.hand_over(cast.dan, lab.pk, back.pk)
    withdraw(cast.dan, lab.pk, made)
    theirs.refresh_from_db()
    assert (theirs.state, theirs.by_registration) == ("taking_part", False)


def test_who_waits_keeps_the_turn_when_the_membership_ends_or_it_is_opened_to_fewer(cast):
    lab, first, second, third = queue(cast, format="natverk")
    Membership.objects.filter(organisation=cast.gun.organisation).update(end=date(2026, 11, 19))
    set_terms(cast.stina, lab.pk, written=written(open_to=("member",), places=1, approval=False), questions=(), revision=1)
    withdraw(cast.dan, lab.pk, first)
    accept(cast.gun, lab.pk, second)
    withdraw(cast.gun, lab.pk, second)
    assert making.state_of(third) == "offered"
    with pytest.raises(CannotRegister, match="medlem"):
        making.registered(cast.gun, lab)


def test_what_took_place_stands_when_somebody_withdraws_afterwards(cast):
    lab = making.lab(cast, approval=False)
    made = making.registered(cast.dan, lab)
    ended(lab, "closed")
    withdraw(cast.dan, lab.pk, made)
    assert Participation.objects.get(activity=lab, organisation=cast.dan.organisation).state == "taking_part"


# — the person —


def test_a_yes_for_somebody_who_has_left_gives_no_place_and_says_who_can_take_it(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    people.let_go(cast.disa, cast.dan.organisation, cast.dan.person, last=clock.today())
    with clock.at(NOW + DAY):
        with pytest.raises(NotNow, match="arbetar inte längre på Region Dalarna") as refused:
            answer(making.token_of(made), yes=True)
        assert refused.value.mend is not None
        assert answer(making.token_of(made), yes=False, word="Dan har slutat.") == "rejected"


def test_who_has_left_cannot_take_the_place_but_can_decline_it_and_the_representative_gets_the_letter(cast):
    lab, first, second, _ = queue(cast)
    Employment.objects.filter(person=cast.gun.person).update(end=clock.today())
    with clock.at(NOW + DAY):
        withdraw(cast.dan, lab.pk, first)
        assert making.state_of(second) == "offered"
        assert [one["to"] for one in letters("registration_offered")] == [
            one.email for one in Person.objects.filter(held_roles__kind="member_representative", held_roles__organisation=cast.organisation("Region Gotland"))
            if one.pk != cast.gun.person
        ]  # fmt: skip
        gun = cast.gun
        with pytest.raises(NotNow, match="arbetar inte längre"):
            accept(gun, lab.pk, second)
        decline(gun, lab.pk, second)


def test_registering_again_after_a_withdrawal_is_a_new_registration_last_in_line(cast):
    lab, _, second, third = queue(cast)
    withdraw(cast.gun, lab.pk, second)
    again = making.registered(cast.gun, lab)
    assert again != second
    assert registration(cast.siv, lab.pk, third)[1].line == 1
    assert registration(cast.gun, lab.pk, again)[1].line == 2


def test_somebody_registered_by_their_former_employer_is_told_what_mends_it(cast):
    lab = making.lab(cast, approval=False)
    making.registered(cast.dan, lab)
    Employment.objects.filter(person=cast.dan.person).update(end=clock.today() - DAY)
    Employment.objects.create(person_id=cast.dan.person, organisation_id=cast.gun.organisation, start=clock.today())
    with pytest.raises(CannotRegister, match="för en annan organisation") as refused:
        making.registered(cast.dan, lab)
    assert refused.value.mend is not None


# — who is told —


def test_a_colleague_who_is_registered_is_told_and_may_withdraw(cast):
    lab = making.lab(cast)
    made = making.registered(cast.disa, lab, cast.dan.person)
    [told] = letters("registration_made")
    assert (told["to"], told["values"]["registered_by"], told["values"]["asked"]) == (cast.dan.email, cast.disa.name, True)
    withdraw(cast.dan, lab.pk, made)
    assert [one["to"] for one in letters("registration_withdrawn")] == [cast.disa.email]
    assert not letters("place_given_back")


def test_the_lead_is_told_of_a_place_that_was_given_back(cast):
    lab = making.lab(cast, approval=False)
    withdraw(cast.dan, lab.pk, making.registered(cast.dan, lab), why="Jag blev sjuk.")
    assert [one["values"]["why"] for one in letters("place_given_back")] == ["Jag blev sjuk."]
    assert not letters("registration_withdrawn")


def test_nobody_gets_the_same_letter_twice(cast):
    lab = making.lab(cast, approval=False, places=1)
    making.registered(cast.disa, lab, cast.dan.person)
    making.registered(cast.gun, lab)
    told = [(one["name"], one["to"]) for one in outbox.recent(limit=100)]
    assert sorted(told) == sorted(set(told))


# — the manager —


def test_asking_the_same_manager_twice_at_once_sends_one_letter(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    ask_again(cast.dan, lab.pk, made, name="Chef Chefsson", email="CHEF@hemma.test")
    assert len(letters("manager_asked")) == 1
    with clock.at(NOW + timedelta(minutes=3)):
        ask_again(cast.dan, lab.pk, made, name="Chef Chefsson", email="chef@hemma.test")
    assert len(letters("manager_asked")) == 2
    assert Approval.objects.filter(registration=made, state="asked").count() == 1


def test_a_managers_question_and_its_answer_come_with_the_next_letter(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    ask_back(making.token_of(made), word="Hur många dagar?")
    ask_back(making.token_of(made), word="Hur många dagar?")
    assert len(letters("manager_asks")) == 1
    ask_again(cast.dan, lab.pk, made, name="Chef Chefsson", email="chef@hemma.test", reply="Tre.")
    sent = letters("manager_asked")[0]["values"]
    assert (sent["word"], sent["reply"]) == ("Hur många dagar?", "Tre.")
    with clock.at(NOW + timedelta(minutes=3)):
        ask_again(cast.dan, lab.pk, made, name="Chef Chefsson", email="chef@hemma.test")
        sent = letters("manager_asked")[0]["values"]
        assert (sent["word"], sent["reply"]) == ("Hur många dagar?", "Tre.")
        ask_again(cast.dan, lab.pk, made, name="En annan", email="annan@hemma.test", reply="Kan du?")
    sent = letters("manager_asked", "annan@hemma.test")[0]["values"]
    assert (sent["word"], sent["reply"]) == ("", "Kan du?")


def test_managers_are_not_flooded(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    for number in range(5):
        ask_again(cast.dan, lab.pk, made, name="Chef", email=f"chef{number}@hemma.test")
    withdraw(cast.dan, lab.pk, made)
    with pytest.raises(CannotRegister, match="Fler skickas inte"):
        making.registered(cast.dan, lab)
    with clock.at(NOW + DAY + timedelta(minutes=1)):
        making.registered(cast.dan, lab)


def test_a_no_needs_a_word_and_the_link_is_kept_until_it_has_one(cast):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab)
    with pytest.raises(CannotRegister) as refused:
        answer(making.token_of(made), yes=False, word=" \x00 ")
    assert refused.value.field == "word"
    assert answer(making.token_of(made), yes=False, word="Vi hinner inte.") == "rejected"
    with pytest.raises(LinkClosed, match="redan använd"):
        answer(making.token_of(made), yes=True)


# — bad input —


def test_control_signs_and_impossible_numbers_are_no_crash(cast):
    lab = making.lab(cast, approval=False)
    question = Question.objects.create(activity=lab, position=0, text="Mat?", purpose="Beställa mat.", kept_days=0)
    made = making.registered(cast.dan, lab, answers={question.pk: "Vege\x00tariskt\x1b \ud800", 2**70: "x"})
    assert Answer.objects.get(registration=made).text == "Vegetariskt"
    withdraw(cast.dan, lab.pk, made, why="Sjuk\x00")
    for person in (2**63, -1):
        with pytest.raises(CannotRegister):
            making.registered(cast.dan, lab, person)
    for wrong in (2**63, 0, -5):
        with pytest.raises(NotVisible):
            withdraw(cast.dan, lab.pk, wrong)
        with pytest.raises(NotVisible):
            making.registered(cast.dan, type("A", (), {"pk": wrong}))
    for token in ("", "-", "1-", "0-x", "9" * 70, f"{2**64}-abc", "1-\x00", "ä-ö", "1-" + "a" * 32):
        with pytest.raises(NotVisible):
            answer(token, yes=True)


def test_words_of_no_vocabulary_are_refused_by_their_field(cast):
    lab = making.lab(cast)
    with pytest.raises(TermsRefused) as refused:
        set_terms(cast.stina, lab.pk, written=written(open_to=("hacker",)), questions=(), revision=1)
    assert refused.value.field == "open_to"
    asked = WrittenQuestion(id=2**70, text="Mat?\x00", purpose="Mat.\x00", kind="evil", choices=(), required=False, kept_days=1)
    with pytest.raises(TermsRefused) as refused:
        set_terms(cast.stina, lab.pk, written=written(), questions=[asked], revision=1)
    assert refused.value.field == "q0_kind"
    kept = WrittenQuestion(id=2**70, text="Mat?\x00", purpose="Mat.\x00", kind="choice", choices=("Ja", "Ja ", "Nej\x00"), required=False, kept_days=1)
    set_terms(cast.stina, lab.pk, written=written(), questions=[kept], revision=1)
    row = Question.objects.get()
    assert (row.text, row.purpose, row.choices) == ("Mat?", "Mat.", ["Ja", "Nej"])


def test_answers_go_with_the_registration_and_when_their_time_is_out(cast):
    lab = making.lab(cast, approval=False)
    question = Question.objects.create(activity=lab, position=0, text="Mat?", purpose="Beställa mat.", kept_days=2)
    first, _ = (making.registered(who, lab, answers={question.pk: "Allt"}) for who in (cast.dan, cast.gun))
    turned = making.registered(cast.siv, lab)
    withdraw(cast.dan, lab.pk, first)
    assert Answer.objects.filter(registration=first).count() == 0
    with pytest.raises(NotNow):
        turn_down(cast.stina, lab.pk, turned, why="Du har redan en plats.")
    held = session(lab, datetime(2026, 12, 20, 9, tzinfo=UTC))
    with clock.at(held.ends + 2 * DAY):
        assert forget_answers() == 0
    with clock.at(held.ends + 2 * DAY + timedelta(seconds=1)):
        assert forget_answers() == 1
        assert forget_answers() == 0


def test_answers_to_a_cancelled_activity_are_not_kept_until_a_day_that_never_comes(cast):
    lab = making.lab(cast, approval=False)
    question = Question.objects.create(activity=lab, position=0, text="Mat?", purpose="Beställa mat.", kept_days=2)
    making.registered(cast.dan, lab, answers={question.pk: "Allt"})
    session(lab, NOW + 60 * DAY)
    ended(lab)
    with clock.at(NOW + 3 * DAY):
        assert forget_answers() == 1


# — limits —


def test_limits_are_lowered_only_to_what_is_held_and_raised_for_those_in_line(cast):
    lab, first, second, third = queue(cast, format="natverk")
    Terms.objects.filter(activity=lab).update(places=2)
    Registration.objects.filter(id=second).update(state="confirmed")
    with pytest.raises(TermsRefused) as refused:
        set_terms(cast.stina, lab.pk, written=written(places=1, approval=False), questions=(), revision=1)
    assert refused.value.field == "places"
    set_terms(cast.stina, lab.pk, written=written(places=3, approval=False), questions=(), revision=1)
    assert [making.state_of(one) for one in (first, second, third)] == ["confirmed", "confirmed", "offered"]


def test_a_raised_number_per_organisation_offers_to_whoever_waited_for_it(cast):
    lab = making.lab(cast, approval=True, per_organisation=2)
    made = [making.registered(cast.disa, lab, making.colleague(cast.disa.organisation, f"Kollega {n}")) for n in range(2)]
    Terms.objects.filter(activity=lab).update(per_organisation=1)
    assert [making.approved(one) for one in made] == ["confirmed", "waitlisted"]
    sent = letters("registration_waitlisted")[0]["values"]
    assert (sent["place"], sent["own_full"], sent["per_organisation"]) == (1, True, 1)
    set_terms(cast.stina, lab.pk, written=written(per_organisation=2), questions=(), revision=1)
    assert making.state_of(made[1]) == "offered"


# — who reads what —


def test_a_colleague_sees_where_it_stands_and_not_what_was_answered_or_said(cast):
    lab = making.lab(cast)
    question = Question.objects.create(activity=lab, position=0, text="Mat?", purpose="Beställa mat.", kept_days=2)
    made = making.registered(cast.dan, lab, answers={question.pk: "Glutenfritt"})
    ask_back(making.token_of(made), word="Har vi råd?")
    colleague = actor(making.colleague(cast.dan.organisation, "Kollega Kollegasson"))
    seen = {name: registration(who, lab.pk, made)[1] for name, who in (("own", cast.dan), ("rep", cast.disa), ("lead", cast.stina), ("other", colleague))}
    assert {name: bool(row.answers) for name, row in seen.items()} == {"own": True, "rep": False, "lead": True, "other": False}
    assert {name: bool(row.approval.word) for name, row in seen.items()} == {"own": True, "rep": True, "lead": False, "other": False}
    assert {row.state for row in seen.values()} == {"awaiting_manager"}
