from datetime import date, timedelta

from samlar.foundation import clock
from samlar.management.world import cast as parts
from samlar.people import queries
from samlar.people.models import Employment, Membership, Person, Role
from samlar.people.rules import MandateKind, MembershipKind

YESTERDAY = date(2026, 11, 19)


def test_organisations_and_persons_are_named_by_id(cast):
    at = cast.organisation("SLU")
    assert queries.organisation_names([at, None]) == {at: "SLU"}
    assert queries.person_names([cast.siv.person, None]) == {cast.siv.person: "Siv Tänkbar"}


def test_of_24_members_23_pay(cast):
    assert len(queries.members(clock.today())) == 24
    assert queries.payers(clock.today()) == 23


def test_who_left_yesterday_is_no_member_today(cast):
    Membership.objects.filter(organisation=cast.organisation("Vinnova")).update(end=YESTERDAY)
    assert cast.organisation("Vinnova") not in queries.members(clock.today())
    assert cast.organisation("Vinnova") in queries.members(YESTERDAY)
    assert (queries.payers(clock.today()), queries.payers(YESTERDAY)) == (22, 23)


def test_choices_are_sorted_as_a_swedish_reader_expects_and_empty_for_visitors(cast, visitor):
    names = [name for _, name in queries.organisation_choices(cast.stina)]
    assert names.index("Region Örebro län") == names.index("Region Östergötland") - 1
    assert names.index("Region Västmanland") < names.index("Region Örebro län")
    assert len(names) == 24 + len(parts.PARTNERS) + 1
    assert queries.organisation_choices(visitor) == []
    assert len(queries.organisation_choices(cast.stina, kinds=[MembershipKind.MEMBER])) == 24


def test_letters_for_an_organisation_go_to_its_member_representatives(cast):
    found = queries.contacts([cast.organisation("Region Kalmar län"), cast.organisation("Region Norrbotten")])
    assert [(contact.name, contact.language) for contact in found] == [("Majken Exempelson", "sv"), ("Erin Invented", "en")]


def test_a_representative_who_works_elsewhere_now_gets_no_letters(cast):
    at = cast.organisation("Region Kalmar län")
    Employment.objects.filter(person=cast.majken.person).update(end=YESTERDAY)
    Employment.objects.create(person_id=cast.majken.person, organisation_id=cast.organisation("SLU"), start=clock.today())
    assert Role.objects.filter(person=cast.majken.person, organisation=at, end=None).exists()
    assert queries.contacts([at]) == []


def test_letters_to_a_mandate_go_to_those_who_carry_it_out(cast):
    assert [contact.name for contact in queries.mandate_holders(MandateKind.CLEARANCE)] == ["Klara Skådespel", "Ture Tänkt"]
    assert [contact.name for contact in queries.mandate_holders(MandateKind.DISSEMINATION)] == ["Sanna Spridare"]


def test_somebody_with_two_roles_gets_one_letter(cast):
    Role.objects.create(
        person_id=cast.klara.person,
        organisation_id=cast.organisation("Tillväxtverket"),
        kind="member_representative",
        start=clock.today() - timedelta(days=1),
    )
    assert [contact.name for contact in queries.mandate_holders(MandateKind.CLEARANCE)] == ["Klara Skådespel", "Ture Tänkt"]


def test_nobody_writes_to_somebody_who_is_no_longer_active(cast):
    Person.objects.filter(id=cast.sanna.person).update(is_active=False)
    assert queries.mandate_holders(MandateKind.DISSEMINATION) == []
