"""What an activity sends on: written, sent by a link, answered once, followed until it has become something (F8)."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.conf import settings as configured
from hypothesis import given, settings
from hypothesis import strategies as st

from samlar.activities.rules.deeds import Overtaken
from samlar.foundation import clock
from samlar.foundation.models import AuditEntry
from samlar.lessons.actions import handoffs as actions
from samlar.lessons.actions.handoffs import Asks
from samlar.lessons.models import Handoff
from samlar.lessons.queries import following
from samlar.lessons.queries.handoffs import answerers, asked, handoff, handoffs_of, ours, unanswered, waiting_for
from samlar.lessons.queries.receiving import answers_still
from samlar.lessons.rules import handoffs as rules
from samlar.lessons.rules.handoffs import HandoffRefused, Outcome, State, To
from samlar.lessons.rules.words import State as Draft
from samlar.people.models import Body, Employment, Person, Seat
from samlar.people.rules import VISITOR, NotAllowed, NotVisible
from samlar.people.rules.links import LinkClosed
from tests.activities import rows
from tests.lessons.answering import colleague
from tests.lessons.making import lesson
from tests.lessons.sending import OUTSIDE, draft, letters, room, sent, text, token

pytestmark = pytest.mark.django_db


def revision(actor, made):
    return handoff(actor, made).revision


# — written and sent —


@pytest.mark.parametrize("same", [False, True])
def test_what_was_never_sent_to_somebody_is_never_read_by_them(cast, same):
    activity, dalarna = room(cast, stage="closed"), cast.organisation("Region Dalarna")
    first = dalarna if same else cast.organisation("Region Skåne")
    made = sent(cast.stina, activity, "Det som skickades.", to=To(organisation=first))
    opened = token()
    actions.withdraw(cast.stina, made, revision=revision(cast.stina, made))
    if same:
        assert handoff(cast.disa, made).text == "Det som skickades.", "what was sent is read though it was withdrawn"
    written = text("HEMLIGT UTKAST", to=To(organisation=dalarna))
    actions.change(cast.stina, made, written, revision=revision(cast.stina, made))
    for again in (False, True):
        if again:
            actions.remove(cast.stina, made, revision=revision(cast.stina, made))
        for other in (cast.disa, cast.dan, cast.gun, VISITOR):
            with pytest.raises(NotVisible):
                handoff(other, made)
            assert handoffs_of(other, activity.pk) == ()
        assert ours(cast.disa, "received").counts == {"": 0}
        assert waiting_for(cast.disa) == []
    assert handoff(cast.stina, made).state == State.WITHDRAWN, "the link in the letter says that it was withdrawn"
    assert not asked(opened).current
    actions.change(cast.stina, made, written, revision=revision(cast.stina, made))
    actions.send(cast.stina, made, Asks(person=cast.disa.person), revision=revision(cast.stina, made))
    assert handoff(cast.disa, made).text == "HEMLIGT UTKAST", "now it is sent"


def test_who_no_longer_leads_counts_only_what_is_still_read(cast):
    activity = room(cast)
    leads = activity.staff.create(role="process_leader", person_id=cast.dan.person)
    draft(cast.dan, activity)
    sent(cast.dan, activity)
    back = sent(cast.dan, activity)
    actions.withdraw(cast.dan, back, revision=revision(cast.dan, back))
    assert ours(cast.dan, "sent").counts == {"": 3, "draft": 1, "sent": 1, "withdrawn": 1}
    leads.delete()
    found = ours(cast.dan, "sent")
    assert (found.counts, len(found.page.object_list)) == ({"": 1, "sent": 1}, 1)
    assert ours(cast.dan, "received").others == 1


@pytest.mark.parametrize("outside", [True, False])
def test_the_words_of_somebody_outside_are_read_by_those_inside_alone(cast, outside):
    activity = room(cast, stage="closed")
    asks = {} if outside else {"to": To(organisation=cast.organisation("Region Skåne"))}
    made = sent(cast.stina, activity, **asks)
    actions.answer_by_link(token(), yes=True, word="Vi prövar.")
    actions.became_by_link(Handoff.objects.get(id=made).asked_id, made, "nothing", "Vi hade en konflikt.")
    for reader in (cast.stina, cast.dan):
        row = handoff(reader, made)
        assert (row.word, row.outcome_word) == ("Vi prövar.", "Vi hade en konflikt.")
    for reader in (cast.gun, VISITOR):
        row = handoff(reader, made)
        assert row.outcome == Outcome.NOTHING, "what became of it is told to all"
        assert (row.word, row.outcome_word) == (("", "") if outside else ("Vi prövar.", "Vi hade en konflikt."))
        assert [(one.word, one.outcome_word) for one in handoffs_of(reader, activity.pk)] == [(row.word, row.outcome_word)]


@pytest.fixture(params=["organisation", "body", "activity", "leader", "guest", "outside"])
def asked_one(cast, request):
    """(handoff, who was asked, how that one leaves the receiver) for every sort of receiver; for outside and guests nobody leaves."""
    activity, skane = room(cast), cast.organisation("Region Skåne")
    pelle = colleague(skane, "Pelle").person
    job = Employment.objects.filter(person=pelle)
    yesterday = clock.today() - timedelta(days=1)
    to, asks, leaves = To(organisation=skane), Asks(person=pelle), lambda: job.update(end=yesterday)
    if request.param == "body":
        body = Body.objects.create(name_sv="Gruppen", name_en="The group", slug="gruppen")
        Seat.objects.create(body=body, person_id=pelle, organisation_id=skane, start=clock.today() - timedelta(days=300))
        to, leaves = To(body=body.pk), lambda: Seat.objects.filter(person=pelle).update(end=yesterday)
    elif request.param in ("activity", "leader"):
        network = room(cast, title="Nätet")
        pelle = colleague(cast.stina.organisation, "Petra").person
        to, asks = To(activity=network.pk), Asks(person=pelle)
        leaves = lambda: Employment.objects.filter(person=pelle).update(end=yesterday)  # noqa: E731
        if request.param == "leader":
            type(network).objects.filter(id=network.pk).update(leader=pelle)
            leaves = lambda: (  # noqa: E731
                Employment.objects.filter(person=pelle).update(end=yesterday), type(network).objects.update(leader=None)
            )  # fmt: skip
    elif request.param in ("guest", "outside"):
        to = To(name="Transportstyrelsen") if request.param == "outside" else to
        asks = OUTSIDE
        leaves = lambda: Person.objects.filter(email=OUTSIDE.email).update(is_active=False)  # noqa: E731
    made = sent(cast.stina, activity, to=to, asks=asks)
    return made, Handoff.objects.get(id=made).asked_id, leaves


def test_whoever_no_longer_answers_for_the_receiver_is_not_reminded_and_does_not_answer(asked_one):
    made, person, leaves = asked_one
    opened = token()
    with clock.at(clock.now() + timedelta(days=15)):
        assert unanswered(clock.now()) == [made]
        assert answers_still(made, person)
        leaves()
        assert unanswered(clock.now()) == []
        assert actions.remind_of_handoffs() == 0
        with pytest.raises(HandoffRefused):
            actions.answer_by_link(opened, yes=True)
        assert Handoff.objects.get(id=made).state == State.SENT


def test_whoever_accepted_and_left_the_receiver_is_not_asked_what_became_of_it(asked_one):
    made, person, leaves = asked_one
    actions.answer_by_link(token(), yes=True)
    assert following.case("handoff", made).owner == person
    leaves()
    assert following.case("handoff", made).owner is None


def test_a_draft_is_read_by_those_who_lead_and_by_nobody_else(cast):
    activity = room(cast, stage="closed")
    made = draft(cast.stina, activity, to=To(organisation=cast.organisation("Region Dalarna")))
    assert handoff(cast.stina, made).state == State.DRAFT
    for other in (cast.dan, cast.siv, cast.gun, VISITOR):
        with pytest.raises(NotVisible):
            handoff(other, made)
        assert handoffs_of(other, activity.pk) == ()
    assert ours(cast.dan, "received").counts == {"": 0}, "what is not seen is not counted"
    assert letters() == []


def test_who_leads_the_process_writes_too_though_employed_elsewhere(cast):
    activity = room(cast)
    with pytest.raises(NotAllowed):
        draft(cast.dan, activity)
    activity.staff.create(role="process_leader", person_id=cast.dan.person)
    made = sent(cast.dan, activity)
    assert handoff(cast.dan, made).state == handoff(cast.stina, made).state == State.SENT


def test_nothing_is_written_before_the_start_or_in_what_was_cancelled(cast):
    for stage in ("planning", "cancelled"):
        activity = room(cast, stage=stage)
        with pytest.raises(HandoffRefused):
            draft(cast.stina, activity)
    assert not Handoff.objects.exists()


@pytest.mark.parametrize(
    ("to", "field"),
    [
        (To(), "to"),
        (To(organisation=1, name="Någon"), "to_name"),
        (To(organisation=1, body=2), "to_name"),
        (To(name=" \n "), "to"),
        (To(name="x" * 161), "to_name"),
    ],
)
def test_it_has_exactly_one_receiver(to, field):
    with pytest.raises(HandoffRefused) as refused:
        rules.taken(text(to=to))
    assert refused.value.field == field


def test_what_cannot_be_chosen_is_not_there(cast):
    activity = room(cast)
    hidden = lesson(cast.dan, "HEMLIG", state=Draft.DRAFT, activity=activity.pk)
    for to, builds_on in (
        (To(organisation=2**80), None),
        (To(organisation=999_999), None),
        (To(body=77), None),
        (To(activity=2**70), None),
        (None, hidden),
    ):
        with pytest.raises(NotVisible):
            actions.write(cast.stina, activity.pk, text(to=to, lesson=builds_on))
    with pytest.raises(HandoffRefused) as refused:
        draft(cast.stina, activity, to=To(activity=activity.pk))
    assert refused.value.field == "to"


def test_one_letter_with_one_link_goes_to_whoever_is_asked(cast):
    made = sent(cast.stina, room(cast))
    (letter,) = letters()
    assert (letter["name"], letter["to"]) == ("handoff_asked", "vera@utanfor.test")
    assert asked(token()).row.id == made
    assert handoff(cast.stina, made).asked_name == "Vera Utsed"


def test_an_organisation_is_asked_through_its_representative_first(cast):
    made = draft(cast.stina, room(cast), to=To(organisation=cast.organisation("Region Dalarna")))
    people = answerers(handoff(cast.stina, made))
    assert people[0][0] == cast.disa.person, "Disa represents Dalarna"
    with pytest.raises(HandoffRefused) as refused:
        actions.send(cast.stina, made, Asks(person=cast.siv.person), revision=1)
    assert refused.value.field == "person", "Siv works elsewhere"
    with pytest.raises(HandoffRefused) as refused:
        actions.send(cast.stina, made, Asks(), revision=1)
    assert refused.value.field == "person"


def test_sent_anew_to_somebody_else_the_old_link_no_longer_holds(cast):
    made = sent(cast.stina, room(cast))
    actions.send(cast.stina, made, Asks(name="Ville", email="ville@utanfor.test"), revision=revision(cast.stina, made))
    with pytest.raises(LinkClosed):
        actions.answer_by_link(token(1), yes=True)
    assert not asked(token(1)).current
    actions.answer_by_link(token(0), yes=True)
    assert handoff(cast.stina, made).state == State.ACCEPTED
    with pytest.raises(LinkClosed):
        actions.answer_by_link(token(1), yes=False, word="Nej.")


def test_the_second_of_two_who_send_is_told(cast):
    made = draft(cast.stina, room(cast))
    actions.send(cast.stina, made, OUTSIDE, revision=1)
    with pytest.raises(Overtaken):
        actions.send(cast.majken, made, OUTSIDE, revision=1)
    assert len(letters("handoff_asked")) == 1


def test_what_is_withdrawn_cannot_be_answered_and_can_be_written_anew(cast):
    made = sent(cast.stina, room(cast))
    actions.withdraw(cast.stina, made, revision=revision(cast.stina, made))
    with pytest.raises(LinkClosed):
        actions.answer_by_link(token(), yes=True)
    actions.change(cast.stina, made, text("Samla data på två ställen."), revision=revision(cast.stina, made))
    assert handoff(cast.stina, made).state == State.DRAFT


def test_a_draft_goes_away_for_good_but_what_was_sent_stays_as_withdrawn(cast):
    activity = room(cast)
    made = draft(cast.stina, activity)
    assert actions.remove(cast.stina, made, revision=1) == activity.pk
    assert not Handoff.objects.exists()
    made = sent(cast.stina, activity)
    with pytest.raises(HandoffRefused):
        actions.remove(cast.stina, made, revision=revision(cast.stina, made))


# — answered —


def test_a_yes_by_the_link_needs_no_word_and_reaches_those_who_sent_it(cast):
    made = sent(cast.stina, room(cast))
    actions.answer_by_link(token(), yes=True)
    row = handoff(cast.stina, made)
    assert (row.state, row.answered) == (State.ACCEPTED, clock.now())
    (letter,) = letters("handoff_answered")
    assert (letter["to"], letter["values"]["yes"]) == (cast.stina.email, True)
    assert AuditEntry.objects.filter(kind="handoff", verb="handoff.accepted").count() == 1


def test_a_no_says_why(cast):
    made = sent(cast.stina, room(cast))
    for word in ("", "  ", "x" * 501):
        with pytest.raises(HandoffRefused) as refused:
            actions.answer_by_link(token(), yes=False, word=word)
        assert refused.value.field == "word"
    actions.answer_by_link(token(), yes=False, word="Det ligger hos en annan myndighet.")
    assert (handoff(cast.stina, made).state, handoff(cast.stina, made).word) == (State.DECLINED, "Det ligger hos en annan myndighet.")


def test_what_is_answered_is_answered(cast):
    made = sent(cast.stina, room(cast), to=To(organisation=cast.organisation("Region Dalarna")), asks=Asks(person=cast.dan.person))
    actions.answer(cast.dan, made, yes=True, word="Gärna.")
    for again in (
        lambda: actions.answer_by_link(token(), yes=False, word="Nej."),
        lambda: actions.answer(cast.dan, made, yes=False, word="Nej."),
    ):
        with pytest.raises(HandoffRefused):
            again()
    assert (handoff(cast.dan, made).state, handoff(cast.dan, made).word) == (State.ACCEPTED, "Gärna.")


def test_those_outside_the_receiver_do_not_answer(cast):
    made = sent(cast.stina, room(cast), to=To(organisation=cast.organisation("Region Dalarna")), asks=Asks(person=cast.dan.person))
    with pytest.raises(NotAllowed):
        actions.answer(cast.stina, made, yes=True)
    with pytest.raises(NotVisible):
        actions.answer(cast.gun, made, yes=True)


def test_somebody_who_has_left_the_receiver_no_longer_answers_by_the_link(cast):
    sent(cast.stina, room(cast), to=To(organisation=cast.organisation("Region Dalarna")), asks=Asks(person=cast.dan.person))
    Employment.objects.filter(person=cast.dan.person).update(end=clock.today() - timedelta(days=1))
    with pytest.raises(HandoffRefused):
        actions.answer_by_link(token(), yes=True)


def test_a_body_and_a_network_answer_through_their_people(cast):
    body = Body.objects.create(slug="natverket", name_sv="Nätverket", name_en="The network", kind="network")
    Seat.objects.create(body=body, organisation_id=cast.organisation("Region Gotland"), person_id=cast.gun.person, start=clock.today())
    to_body = sent(cast.stina, room(cast), to=To(body=body.pk), asks=Asks(person=cast.gun.person))
    assert [wait.subject for wait in waiting_for(cast.gun)] == [to_body]
    network = rows.activity(cast, "Ett nätverk", format="natverk", lead="Region Dalarna", others=())
    to_network = sent(cast.stina, room(cast, title="En till"), to=To(activity=network.pk), asks=Asks(person=cast.dan.person))
    actions.answer(cast.dan, to_network, yes=True)
    actions.answer(cast.gun, to_body, yes=True)
    assert handoff(cast.stina, to_body).state == handoff(cast.stina, to_network).state == State.ACCEPTED
    assert waiting_for(cast.gun) == []


def test_it_waits_for_those_who_answer_for_the_receiver_and_for_nobody_else(cast):
    sent(cast.stina, room(cast), to=To(organisation=cast.organisation("Region Dalarna")), asks=Asks(person=cast.dan.person))
    assert [wait.deed for wait in waiting_for(cast.dan)] == ["handoff.answer"]
    for other in (cast.stina, cast.siv, cast.gun, VISITOR):
        assert waiting_for(other) == []


# — who reads what —


def test_persons_outside_and_reasons_for_a_no_are_read_by_few(cast):
    activity = room(cast, stage="closed")
    made = sent(cast.stina, activity)
    with pytest.raises(NotVisible):
        handoff(VISITOR, made)
    assert handoff(cast.dan, made).state == State.SENT, "Dan is inside"
    assert "Vera" not in repr(handoff(cast.dan, made))
    actions.answer_by_link(token(), yes=False, word="HEMLIGT SKÄL")
    assert handoff(cast.dan, made).word == "HEMLIGT SKÄL"
    seen = handoff(VISITOR, made)
    assert (seen.state, seen.word, seen.asked_name, seen.person_name) == (State.DECLINED, "", "", "")


def test_those_outside_read_answers_once_the_activity_has_told_its_result(cast):
    made = sent(cast.stina, room(cast, stage="running"))
    actions.answer_by_link(token(), yes=True, word="Vi tar med det.")
    with pytest.raises(NotVisible):
        handoff(VISITOR, made)
    told = sent(cast.stina, room(cast, title="En till", stage="closed"), to=To(organisation=cast.organisation("Region Skåne")))
    actions.answer_by_link(token(), yes=True, word="Vi tar med det.")
    assert handoff(VISITOR, told).word == "Vi tar med det."


def test_a_receiver_who_is_not_inside_reads_what_was_sent(cast):
    made = sent(cast.stina, room(cast), to=To(organisation=cast.organisation("Region Gotland")), asks=Asks(person=cast.gun.person))
    assert handoff(cast.gun, made).answerable
    assert ours(cast.gun, "received").counts == {"": 1, "sent": 1}
    assert [row.id for row in ours(cast.stina, "sent").page] == [made]


# — what became of it —


def test_what_became_of_it_is_told_by_the_receiver_any_time_after_a_yes(cast):
    made = sent(cast.stina, room(cast), to=To(organisation=cast.organisation("Region Dalarna")), asks=Asks(person=cast.dan.person))
    with pytest.raises(HandoffRefused):
        actions.became(cast.dan, made, "done", "Klart.")
    actions.answer(cast.dan, made, yes=True)
    for outcome, word, field in (("done", "", "word"), ("nothing", " ", "word"), ("maybe", "x", "outcome")):
        with pytest.raises(HandoffRefused) as refused:
            actions.became(cast.dan, made, outcome, word)
        assert refused.value.field == field
    actions.became(cast.dan, made, "under_way")
    assert actions.became_by_link(cast.dan.person, made, "done", "En gemensam databas.") == Outcome.DONE
    row = handoff(cast.stina, made)
    assert (row.outcome, row.outcome_word, row.outcome_day) == (Outcome.DONE, "En gemensam databas.", clock.today())
    assert len(letters("handoff_became")) == 2
    with pytest.raises(NotAllowed):
        actions.became(cast.stina, made, "nothing", "x")


def test_the_same_word_again_is_no_news(cast):
    made = sent(cast.stina, room(cast), to=To(organisation=cast.organisation("Region Dalarna")), asks=Asks(person=cast.dan.person))
    actions.answer(cast.dan, made, yes=True)
    for _ in range(3):
        actions.became(cast.dan, made, "under_way", "Vi har börjat.")
    assert len(letters("handoff_became")) == 1


# — the clock —


def test_silence_is_reminded_of_once_for_each_link(cast):
    sent(cast.stina, room(cast))
    assert actions.remind_of_handoffs() == 0
    with clock.at(clock.now() + timedelta(days=15)):
        assert actions.remind_of_handoffs() == 1
        assert actions.remind_of_handoffs() == 0
    with clock.at(clock.now() + timedelta(days=70)):
        assert actions.remind_of_handoffs() == 0, "the link has run out"


def test_who_outside_was_asked_is_forgotten_when_nothing_more_is_asked(cast):
    made = sent(cast.stina, room(cast))
    actions.answer_by_link(token(), yes=True)
    later = clock.now() + timedelta(days=configured.SAMLAR_STAFF_KEPT_DAYS + 1)
    with clock.at(later):
        assert actions.forget_asked() == 0, "what became of it is still asked"
        actions.became_by_link(Person.objects.get(email="vera@utanfor.test").pk, made, "done", "Klart.")
        assert actions.forget_asked() == 1
        assert actions.forget_asked() == 0
    assert handoff(cast.stina, made).asked_name == ""


# — no order of deeds leads astray —

DEEDS = ("change", "send", "withdraw", "remove", "yes", "no", "became")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(DEEDS), max_size=8))
def test_whatever_is_done_in_whatever_order_an_answer_stands_and_only_one_link_is_open(deeds):
    """The states alone, as the rules let them pass."""
    state, answered = State.DRAFT, None
    names = {"change": "write", "yes": "accept", "no": "decline", "became": "become"}
    for deed in deeds:
        with suppress(HandoffRefused):
            state = rules.after(names.get(deed, deed), state)
        if answered is not None:
            assert state == answered
        if state in rules.ANSWERED:
            answered = state
