from datetime import date, timedelta

import pytest

from samlar.foundation import clock
from samlar.foundation.models import AuditEntry, Letter
from samlar.people import actions, queries
from samlar.people.actions import Details
from samlar.people.models import Body, Employment, Person, Role, Seat
from samlar.people.rules import Function, MandateKind, NotAllowed, NotPossible, NotVisible, RoleKind, WorksElsewhere

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
REPRESENTATIVE = RoleKind.MEMBER_REPRESENTATIVE


def letters(name):
    return list(Letter.objects.filter(name=name).order_by("to").values_list("to", flat=True))


@pytest.fixture
def kalmar(cast):
    return cast.organisation("Region Kalmar län")


def add(actor, organisation, email="ny@kalmar.test", **more):
    return actions.add_person(actor, organisation, name="Ny Nyling", email=email, **{"start": TODAY, **more})


def test_a_representative_adds_somebody_who_is_told_and_can_act_the_same_day(cast, kalmar):
    details = Details("analytiker", Function.OPERATIVE, "analytiker", frozenset({RoleKind.MANAGER}))
    person = add(cast.majken, kalmar, " Ny@Kalmar.TEST ", details=details, language="en")
    actor = queries.actor(person)
    assert (actor.name, actor.email, actor.organisation, actor.function, actor.language) == (
        "Ny Nyling",
        "ny@kalmar.test",
        kalmar,
        "operative",
        "en",
    )
    assert actor.roles == {RoleKind.MANAGER}
    assert letters("person_added") == ["ny@kalmar.test"]
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"employment.begun", "role.given"}


def test_somebody_who_starts_later_cannot_act_before(cast, kalmar):
    person = add(cast.majken, kalmar, start=TODAY + 7 * DAY)
    assert not queries.actor(person).at_work
    with clock.at(clock.now() + 7 * DAY):
        assert queries.actor(person).organisation == kalmar


def test_nobody_adds_people_to_another_organisation(cast, kalmar, visitor):
    for stranger in (cast.disa, cast.stina, cast.nils, visitor):
        with pytest.raises(NotAllowed):
            add(stranger, kalmar)
    assert not Person.objects.filter(email="ny@kalmar.test").exists()


def test_the_register_gives_an_organisation_its_first_representative(cast):
    at = cast.organisation("Jönköpings kommun")
    person = add(cast.klara, at, details=Details(roles=frozenset({REPRESENTATIVE})))
    assert queries.actor(person).is_representative
    assert [contact.person for contact in queries.contacts([at])] == [person]


@pytest.mark.parametrize(
    ("name", "email", "field"),
    [("", "a@b.test", "name"), ("x" * 121, "a@b.test", "name"), ("A", "inte en adress", "email"), ("A", "", "email")],
)
def test_a_name_or_an_address_that_will_not_do_is_refused_by_its_field(cast, kalmar, name, email, field):
    with pytest.raises(NotPossible) as refusal:
        actions.add_person(cast.majken, kalmar, name=name, email=email, start=TODAY)
    assert refusal.value.field == field


def test_an_address_known_elsewhere_is_told_and_nothing_changes(cast, kalmar):
    before = list(Employment.objects.values_list("id", "end"))
    with pytest.raises(WorksElsewhere) as refusal:
        add(cast.majken, kalmar, cast.dan.email)
    assert refusal.value.organisation == cast.organisation("Region Dalarna")
    assert "Region Dalarna" in refusal.value.sentence.sv
    assert list(Employment.objects.values_list("id", "end")) == before


def test_somebody_who_comes_back_keeps_the_name_and_both_periods(cast, kalmar):
    actions.let_go(cast.majken, kalmar, cast.stina.person, last=TODAY - DAY)
    assert not cast.stina.at_work
    assert add(cast.majken, kalmar, cast.stina.email) == cast.stina.person
    assert cast.stina.name == "Stina Påhittad"
    periods = Employment.objects.filter(person=cast.stina.person).order_by("start").values_list("start", "end")
    assert list(periods) == [(date(2015, 1, 1), TODAY - DAY), (TODAY, None)]


def test_who_leaves_loses_the_roles_and_the_seat_becomes_empty(cast, kalmar):
    actions.appoint(cast.majken, kalmar, cast.stina.person, kind=REPRESENTATIVE, start=TODAY)
    body = Body.objects.create(slug="natverk", name_sv="Nätverk", name_en="Network", kind="network")
    Seat.objects.create(body=body, organisation_id=kalmar, person_id=cast.majken.person, duty="chair", start=date(2020, 1, 1))
    actions.let_go(cast.stina, kalmar, cast.majken.person, last=TODAY)
    assert set(Role.objects.filter(person=cast.majken.person).values_list("end", flat=True)) == {TODAY}
    seats = Seat.objects.order_by("start").values_list("person", "duty", "start", "end")
    assert list(seats) == [(cast.majken.person, "chair", date(2020, 1, 1), TODAY), (None, "chair", TODAY + DAY, None)]
    assert cast.majken.is_representative
    with clock.at(clock.now() + DAY):
        assert not cast.majken.at_work


def test_the_last_representative_cannot_leave_without_a_successor(cast, kalmar):
    with pytest.raises(NotPossible) as refusal:
        actions.let_go(cast.majken, kalmar, cast.majken.person, last=TODAY)
    assert refusal.value.mend is not None
    role = Role.objects.get(person=cast.majken.person, kind=REPRESENTATIVE)
    with pytest.raises(NotPossible):
        actions.end_role(cast.majken, role.pk, last=TODAY)
    actions.appoint(cast.majken, kalmar, cast.stina.person, kind=REPRESENTATIVE, start=TODAY + 8 * DAY)
    with pytest.raises(NotPossible):
        actions.end_role(cast.majken, role.pk, last=TODAY + 6 * DAY)
    actions.end_role(cast.majken, role.pk, last=TODAY + 7 * DAY)


def test_the_register_may_let_the_last_representative_go_and_is_told(cast):
    at = cast.organisation("Region Gotland")
    actions.let_go(cast.klara, at, cast.gun.person, last=TODAY)
    assert letters("representative_missing") == [cast.ture.email]


def test_a_last_day_can_be_taken_back(cast, kalmar):
    actions.let_go(cast.majken, kalmar, cast.stina.person, last=TODAY + 9 * DAY)
    actions.let_go(cast.majken, kalmar, cast.stina.person, last=None)
    assert Employment.objects.get(person=cast.stina.person).end is None


def test_who_does_not_work_here_cannot_be_let_go(cast, kalmar):
    with pytest.raises(NotVisible):
        actions.let_go(cast.majken, kalmar, cast.dan.person, last=TODAY)


def test_a_role_that_began_today_can_be_taken_back_today(cast, kalmar):
    role = actions.appoint(cast.majken, kalmar, cast.stina.person, kind=RoleKind.SECRETARIAT, start=TODAY)
    assert letters("role_given") == [cast.stina.email]
    actions.end_role(cast.majken, role, last=TODAY - DAY)
    assert cast.stina.roles == set()
    assert "role.ended" in AuditEntry.objects.values_list("verb", flat=True)


def test_somebody_elses_role_is_not_ended(cast, kalmar):
    role = Role.objects.get(person=cast.disa.person)
    with pytest.raises(NotAllowed):
        actions.end_role(cast.majken, role.pk, last=TODAY)
    with pytest.raises(NotVisible):
        actions.end_role(cast.majken, 10**9, last=TODAY)


def test_carrying_out_the_mandates_is_a_role_that_works_at_once(cast):
    at = cast.organisation("Tillväxtverket")
    person = add(cast.ture, at, "ny@tillvaxt.test", details=Details(roles=frozenset({RoleKind.SECRETARIAT})))
    assert queries.actor(person).holds(MandateKind.CLEARANCE)


def test_an_address_is_corrected_by_others_only_until_the_first_sign_in(cast, kalmar):
    person = add(cast.majken, kalmar, "fle@kalmar.test")
    actions.change_person(cast.majken, kalmar, person, name="Ny Nyling", email="fel@kalmar.test", title="x")
    assert queries.actor(person).email == "fel@kalmar.test"
    with pytest.raises(NotPossible):
        actions.change_person(cast.majken, kalmar, person, name="Ny Nyling", email=cast.dan.email)
    Person.objects.filter(id=person).update(last_login=clock.now())
    with pytest.raises(NotPossible) as refusal:
        actions.change_person(cast.majken, kalmar, person, name="Ny Nyling", email="annan@kalmar.test")
    assert refusal.value.field == "email"


def test_the_audit_trail_of_a_change_holds_no_personal_text(cast, kalmar):
    actions.change_person(cast.majken, kalmar, cast.stina.person, name="Stina Omdöpt", email=cast.stina.email, title="chef")
    entry = AuditEntry.objects.get(verb="person.changed")
    assert entry.changes == {"fields": [[], ["name", "work"]]}
