"""Every page about people: who may open it, and that it says what it is for."""

from datetime import date

import pytest
from django.urls import reverse

from samlar.people import actions
from samlar.people.models import Mandate, Membership, Role

TODAY = date(2026, 11, 20)
OPEN = ("organisations", "mandates", "bodies")
OF_PEOPLE = {"add_person": [], "describe_organisation": []}
REGISTER = ("add_organisation", "organisation_kinds", "give_mandate", "add_body")
REGISTER_AT = ("change_organisation", "represent", "begin_membership")


@pytest.mark.parametrize("name", OPEN)
def test_lists_are_open_to_all(cast, sign_in, visitor, name):
    for actor in (visitor, cast.nils, cast.gustav, cast.stina, cast.majken, cast.klara):
        page = sign_in(actor).get(reverse(name))
        assert page.status_code == 200
        assert page.content.count(b"<h1") == 1


def test_an_organisations_page_is_open_and_its_people_are_not(cast, sign_in, visitor):
    address = reverse("organisation", args=["region-kalmar-lan"])
    for stranger in (visitor, cast.nils, cast.gustav):
        said = sign_in(stranger).get(address).content.decode()
        assert "Region Kalmar län" in said
        assert "Stina" not in said
        assert "@region-kalmar" not in said
    said = sign_in(cast.dan).get(address).content.decode()
    assert "Stina Påhittad" in said
    assert cast.stina.email not in said
    assert cast.majken.email in said
    assert cast.stina.email in sign_in(cast.klara).get(address).content.decode()


def test_an_organisation_that_does_not_exist_is_not_found(cast, sign_in):
    assert sign_in(cast.stina).get(reverse("organisation", args=["ingen"])).status_code == 404


def test_our_own_page_shows_our_people_with_addresses_to_all_of_us(cast, sign_in, visitor):
    said = sign_in(cast.stina).get(reverse("our_organisation")).content.decode()
    assert cast.majken.email in said
    assert reverse("add_person", args=["region-kalmar-lan"]) not in said
    assert reverse("add_person", args=["region-kalmar-lan"]) in sign_in(cast.majken).get(reverse("our_organisation")).content.decode()
    assert sign_in(cast.nils).get(reverse("our_organisation")).status_code == 403
    assert sign_in(visitor).get(reverse("our_organisation")).status_code == 302


def people_pages(cast):
    at, stina = "region-kalmar-lan", cast.stina.person
    role = Role.objects.get(person=cast.majken.person, kind="member_representative").pk
    return [
        reverse("add_person", args=[at]),
        reverse("describe_organisation", args=[at]),
        reverse("person", args=[at, stina]),
        reverse("change_person", args=[at, stina]),
        reverse("let_go", args=[at, stina]),
        reverse("appoint", args=[at, stina]),
        reverse("end_role", args=[at, cast.majken.person, role]),
    ]


def test_the_representative_and_the_register_open_what_others_may_not(cast, sign_in, visitor):
    for address in people_pages(cast):
        for actor, status in ((cast.majken, 200), (cast.klara, 200), (cast.stina, 403), (cast.disa, 403), (cast.nils, 403), (visitor, 302)):
            assert sign_in(actor).get(address).status_code == status, (address, actor.name)


def test_a_person_of_another_organisation_is_not_found_here(cast, sign_in):
    for name in ("person", "change_person", "let_go", "appoint"):
        assert sign_in(cast.majken).get(reverse(name, args=["region-kalmar-lan", cast.dan.person])).status_code == 404
        assert sign_in(cast.majken).get(reverse(name, args=["region-kalmar-lan", 10**30])).status_code == 404


def test_the_registers_pages_are_the_registers_alone(cast, sign_in, visitor):
    membership = Membership.objects.get(organisation=cast.organisation("SLU")).pk
    addresses = [reverse(name) for name in REGISTER]
    addresses += [reverse(name, args=["slu"]) for name in REGISTER_AT]
    addresses.append(reverse("end_membership", args=["slu", membership]))
    for address in addresses:
        for actor, status in ((cast.klara, 200), (cast.siv, 403), (cast.sanna, 403), (cast.nils, 403), (visitor, 302)):
            assert sign_in(actor).get(address).status_code == status, (address, actor.name)


def test_a_mandate_is_passed_on_by_its_holder_and_the_register(cast, sign_in, visitor):
    held = Mandate.objects.get(kind="dissemination").pk
    for name in ("hand_over_mandate", "delegate_mandate", "end_mandate"):
        for actor, status in ((cast.sanna, 200), (cast.klara, 200), (cast.disa, 403), (cast.nils, 403), (visitor, 302)):
            assert sign_in(actor).get(reverse(name, args=[held])).status_code == status, (name, actor.name)
        assert sign_in(cast.klara).get(reverse(name, args=[10**30])).status_code == 404


def test_who_sits_in_a_group_is_for_members_and_partners(cast, sign_in, visitor):
    board = actions.add_body(cast.klara, name_sv="Styrelsen", name_en="The board", kind="board")
    seat = actions.seat(cast.klara, board, organisation=cast.organisation("Region Kalmar län"), person=cast.majken.person, start=TODAY)
    address = reverse("body", args=["styrelsen"])
    assert "Majken" in sign_in(cast.dan).get(address).content.decode()
    for stranger in (visitor, cast.gustav, cast.nils):
        said = sign_in(stranger).get(address).content.decode()
        assert "Region Kalmar län" in said
        assert "Majken" not in said
    assert sign_in(cast.klara).get(reverse("end_seat", args=[seat])).status_code == 200
    assert sign_in(cast.klara).get(reverse("add_seat", args=["styrelsen"])).status_code == 200
    assert sign_in(cast.dan).get(reverse("end_seat", args=[seat])).status_code == 403
    assert sign_in(cast.dan).get(reverse("body", args=["ingen"])).status_code == 404
    assert sign_in(cast.klara).get(reverse("end_seat", args=[10**30])).status_code == 404


def test_the_list_narrows_by_links_and_says_how_many(cast, sign_in, visitor):
    browser = sign_in(visitor)
    said = browser.get(reverse("organisations"), {"medlemskap": "member", "sort": "agency"}).content.decode()
    assert "2 organisationer" in said
    assert "Vinnova" in said
    assert "Boverket" not in said
    said = browser.get(reverse("organisations"), {"q": "örebro"}).content.decode()
    assert said.index("Region Örebro län") < said.index("Örebro universitet")
    assert "Ingen organisation passar" in browser.get(reverse("organisations"), {"q": "finns inte"}).content.decode()
    assert (
        browser.get(reverse("organisations"), {"sort": "\x00", "medlemskap": "x", "page": "10" * 40, "q": "\x00<script>"}).status_code
        == 200
    )


def test_the_list_costs_the_same_however_long_it_is(cast, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.stina)
    browser.get(reverse("organisations"))
    with django_assert_max_num_queries(13):
        browser.get(reverse("organisations"))
