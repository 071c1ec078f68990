"""A colleague takes over the place of somebody who leaves: it is the organisation's (A3)."""

from datetime import timedelta

import pytest

from samlar.activities.models import Activity, Participation
from samlar.foundation import audit, clock
from samlar.lifecycle import actions as lifecycle
from samlar.people import actions as people
from samlar.people.queries import actor
from samlar.people.rules import Item, NotAllowed, NotVisible
from samlar.people.rules.links import LinkClosed
from samlar.registration.actions.managers import answer
from samlar.registration.actions.reassigning import reassign
from samlar.registration.actions.registering import accept, withdraw
from samlar.registration.models import Answer, Question, Registration
from samlar.registration.rules.machine import NotNow
from samlar.registration.rules.registering import CannotRegister
from samlar.reports import queries as reports
from tests.conftest import NOW
from tests.registration import making
from tests.registration.test_when_things_change import ended, letters, queue

DAY = timedelta(days=1)


def item(made: int) -> Item:
    return Item("registration", made)


@pytest.fixture
def eva(cast) -> int:
    """A colleague of Dan's, with a strategic function."""
    return making.colleague(cast.dan.organisation, "Eva Ekberg", function="strategic")


def leaves(cast) -> None:
    people.let_go(cast.disa, cast.dan.organisation, cast.dan.person, last=clock.today())


def test_a_place_is_among_what_needs_a_new_owner_and_goes_over_in_one_step_with_its_state(cast, eva):
    lab = making.lab(cast)
    question = Question.objects.create(activity=lab, position=0, text="Mat?", purpose="Beställa mat.", kept_days=2)
    made = making.registered(cast.dan, lab, answers={question.pk: "Allt"}, shares_contact=True)
    making.approved(made)
    leaves(cast)
    with clock.at(NOW + DAY):
        [left] = reports.needs_new_owner(cast.disa)
        assert [(thing.item, thing.what.sv, thing.title) for thing in left.things] == [(item(made), "Har en plats i", lab.title)]
        lifecycle.reassign(cast.disa, cast.dan.person, eva, [item(made)])
        assert reports.needs_new_owner(cast.disa) == []
    row = Registration.objects.get(id=made)
    assert (row.person_id, row.state, row.function, row.shares_contact) == (eva, "confirmed", "strategic", False)
    assert not Answer.objects.exists()
    assert Participation.objects.get(activity=lab, organisation=cast.dan.organisation).state == "taking_part"
    [to_manager] = letters("place_taken_over")
    assert (to_manager["to"], to_manager["values"]["name"], to_manager["values"]["before"]) == ("chef@hemma.test", "Eva Ekberg", cast.dan.name)
    assert [one["to"] for one in letters("new_owner")] == ["eva.ekberg@region-dalarna.test"]
    assert audit.trail("registration", made)[0]["changes"] == {"person": [cast.dan.person, eva]}


def test_a_manager_who_has_not_answered_is_asked_anew_about_the_colleague(cast, eva):
    made = making.registered(cast.dan, making.lab(cast))
    old = making.token_of(made)
    reassign(cast.disa, item(made), to=eva)
    assert [one["values"]["name"] for one in letters("manager_asked")] == ["Eva Ekberg", cast.dan.name]
    with pytest.raises(LinkClosed):
        answer(old, yes=True)
    assert making.approved(made) == "confirmed"


def test_the_turn_in_line_and_an_offer_go_over_too(cast, eva):
    lab, first, _, _ = queue(cast)
    made = making.registered(cast.disa, lab)
    reassign(cast.disa, item(made), to=eva)
    assert making.state_of(made) == "waitlisted"
    for one, who in ((first, cast.dan), *((row.pk, actor(row.person_id)) for row in Registration.objects.filter(id__gt=first, id__lt=made))):
        withdraw(who, lab.pk, one)
    assert making.state_of(made) == "offered"
    assert [one["to"] for one in letters("registration_offered", "eva.ekberg@region-dalarna.test")]
    accept(actor(eva), lab.pk, made)
    assert making.state_of(made) == "confirmed"


def test_who_takes_over_works_there_is_not_registered_and_is_not_the_manager(cast, eva):
    lab = making.lab(cast)
    made = making.registered(cast.dan, lab, manager_email="eva.ekberg@region-dalarna.test")
    other = making.registered(cast.disa, lab)
    for to, said in ((cast.gun.person, "arbetar hos er"), (cast.disa.person, "redan anmäld"), (eva, "någon annan än den som anmäls"), (2**63, "arbetar hos er")):
        with pytest.raises(CannotRegister, match=said):
            reassign(cast.disa, item(made), to=to)
    assert Registration.objects.get(id=made).person_id == cast.dan.person
    assert len(letters("manager_asked")) == 2
    withdraw(cast.disa, lab.pk, other)
    with pytest.raises(NotNow):
        reassign(cast.disa, item(other), to=eva)


def test_only_whoever_looks_after_the_organisations_people_hands_over(cast, eva):
    made = making.registered(cast.dan, making.lab(cast))
    for who in (cast.dan, cast.gun, cast.stina):
        with pytest.raises(NotAllowed):
            reassign(who, item(made), to=eva)
    for wrong in (item(2**63), item(0), item(made + 1), Item("contact", made)):
        with pytest.raises(NotVisible):
            reassign(cast.disa, wrong, to=eva)


def test_what_is_over_needs_nobody(cast):
    lab = making.lab(cast, approval=False)
    making.registered(cast.dan, lab)
    leaves(cast)
    ended(lab, "closed")
    assert reports.needs_new_owner(cast.disa) == []


def test_a_place_a_contact_and_the_lead_go_over_together(cast, eva):
    lab = making.lab(cast, approval=False)
    made = making.registered(cast.dan, lab)
    theirs = Participation.objects.get(activity=lab, organisation=cast.dan.organisation)
    Participation.objects.filter(id=theirs.pk).update(contact=cast.dan.person)
    leaves(cast)
    lifecycle.hand_over(cast.disa, cast.dan.person, {eva: [item(made), Item("contact", theirs.pk)]})
    assert Registration.objects.get(id=made).person_id == eva
    assert Participation.objects.get(id=theirs.pk).contact_id == eva
    assert Activity.objects.get(id=lab.pk).stage_kind == "running"


def test_the_page_lists_the_place_and_says_what_was_refused(cast, eva, sign_in):
    made = making.registered(cast.dan, making.lab(cast), manager_email="eva.ekberg@region-dalarna.test")
    leaves(cast)
    browser = sign_in(cast.disa)
    page = browser.get("/var-organisation/ny-agare/").content.decode()
    assert "Väntar på chefens ja till" in page
    sent = {"from": str(cast.dan.person), f"p{cast.dan.person}-everything": str(eva), f"p{cast.dan.person}-registration-{made}": "waits"}
    refused = browser.post("/var-organisation/ny-agare/", sent)
    assert refused.status_code == 422
    assert "någon annan än den som anmäls" in refused.content.decode()
    sent[f"p{cast.dan.person}-everything"] = str(cast.disa.person)
    assert browser.post("/var-organisation/ny-agare/", sent).status_code == 302
    assert Registration.objects.get(id=made).person_id == cast.disa.person


@pytest.mark.parametrize("approved", [True, False], ids=["approved", "asked anew"])
def test_the_managers_old_link_does_not_name_the_colleague_who_took_over(cast, eva, client, approved):
    made = making.registered(cast.dan, making.lab(cast))
    path = f"/chef/{making.token_of(made)}/"
    if approved:
        making.approved(made)
    leaves(cast)
    with clock.at(NOW + DAY):
        assert cast.dan.name in client.get(path).content.decode()
        reassign(cast.disa, item(made), to=eva)
        text = client.get(path).content.decode()
    assert "Eva Ekberg" not in text
    assert cast.dan.name in text
    assert ("En kollega har tagit över platsen sedan dess." in text) == approved
