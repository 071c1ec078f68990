"""Two people do the same thing at the same moment, in two real transactions (on both databases)."""

from datetime import date, timedelta

import pytest
from django.core import signing

from samlar.foundation import clock
from samlar.foundation.models import Letter
from samlar.people import actions, queries
from samlar.people.actions import account
from samlar.people.models import Employment, Mandate, Person, Role
from samlar.people.rules import MandateKind, NotPossible, RoleKind
from tests.at_once import at_once
from tests.cast import Cast

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)


@pytest.fixture
def actors(prepared) -> Cast:
    return Cast.enter()


def refusals(answers) -> int:
    assert all(answer is None or isinstance(answer, (int, str, NotPossible)) for answer in answers), answers
    return sum(isinstance(answer, NotPossible) for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_two_representatives_who_end_each_others_role_leave_one(actors):
    kalmar = actors.organisation("Region Kalmar län")
    actions.appoint(actors.majken, kalmar, actors.stina.person, kind=RoleKind.MEMBER_REPRESENTATIVE, start=TODAY)
    majken, stina = actors.majken, actors.stina
    roles = dict(Role.objects.filter(organisation=kalmar, kind="member_representative").values_list("person", "id"))
    answers = at_once(
        lambda: actions.end_role(majken, roles[stina.person], last=TODAY),
        lambda: actions.end_role(stina, roles[majken.person], last=TODAY),
    )
    assert refusals(answers) == 1
    with clock.at(clock.now() + DAY):
        assert len(queries.contacts([kalmar])) == 1


@pytest.mark.django_db(transaction=True)
def test_two_organisations_that_add_the_same_address_share_one_person(actors):
    majken, disa = actors.majken, actors.disa
    answers = at_once(
        lambda: actions.add_person(majken, majken.organisation, name="Ny", email="ny@ny.test", start=TODAY),
        lambda: actions.add_person(disa, disa.organisation, name="Ny", email="ny@ny.test", start=TODAY),
    )
    assert refusals(answers) == 1
    assert Person.objects.filter(email="ny@ny.test").count() == 1
    assert Employment.objects.filter(person__email="ny@ny.test").count() == 1


@pytest.mark.django_db(transaction=True)
def test_somebody_who_says_yes_to_two_organisations_at_once_comes_to_one(actors):
    dan, links = actors.dan, []
    for asker in (actors.majken, actors.jon):
        actions.ask_to_move(asker, asker.organisation, email=dan.email, start=TODAY + DAY)
        links.append(Letter.objects.filter(name="move_asked").latest("id").values["path"].split("/")[-2])
    answers = at_once(lambda: actions.confirm_move(dan, token=links[0]), lambda: actions.confirm_move(dan, token=links[1]))
    assert refusals(answers) == 1
    assert Employment.objects.filter(person=dan.person, end=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_holders_who_give_a_function_up_at_once_do_not_leave_it_empty(actors):
    kind, dalarna = MandateKind.CLEARANCE, actors.organisation("Region Dalarna")
    Mandate.objects.create(kind=kind, organisation_id=dalarna, start=date(2020, 1, 1))
    disa, ture = actors.disa, actors.ture
    ids = dict(Mandate.objects.filter(kind=kind).values_list("organisation", "id"))
    answers = at_once(
        lambda: actions.end_mandate(disa, ids[dalarna], last=TODAY),
        lambda: actions.end_mandate(ture, ids[ture.organisation], last=TODAY),
    )
    assert refusals(answers) == 1
    assert Mandate.objects.filter(kind=kind, end=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_come_to_represent_each_other_at_once_make_no_circle(actors):
    klara, ture = actors.klara, actors.ture
    Role.objects.filter(person=ture.person).update(kind="member_representative")
    slu, boverket = actors.organisation("SLU"), actors.organisation("Boverket")
    answers = at_once(
        lambda: actions.represent(klara, slu, represents=boverket),
        lambda: actions.represent(ture, boverket, represents=slu),
    )
    assert refusals(answers) == 1


@pytest.mark.django_db(transaction=True)
def test_a_name_sent_to_the_register_twice_at_once_is_taken_once(actors):
    holder = next(one for one in (actors.klara, actors.sanna, actors.siv) if one.holds(MandateKind.REGISTER))
    for deed in (
        lambda: actions.add_organisation(holder, name="Region Mittlandet", kind="region"),
        lambda: actions.add_kind(holder, name_sv="Stiftelse", name_en="Foundation", plural_sv="Stiftelser", plural_en="Foundations", counts_as="other"),
        lambda: actions.add_body(holder, name_sv="Kartrådet", name_en="The map council", kind="member_group"),
    ):
        answers = at_once(deed, deed)
        assert [type(answer) for answer in answers if isinstance(answer, Exception)] == [NotPossible]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_new_address_at_once_the_second_is_refused(actors):
    address = "samma.adress@region.test"
    answers = at_once(
        *(
            lambda who=who: account.take_address(who, token=signing.dumps([who.person, who.email, address], salt=account.SALT))
            for who in (actors.stina, actors.dan)
        )
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["NotPossible", "str"]
