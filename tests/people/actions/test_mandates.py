from datetime import date, timedelta

import pytest

from samlar.foundation import clock
from samlar.foundation.models import AuditEntry, Letter
from samlar.people import actions, queries
from samlar.people.models import Grant, Mandate, Role
from samlar.people.rules import MandateKind, NotAllowed, NotPossible, NotVisible

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
CLEARANCE = MandateKind.CLEARANCE


def mandate(kind):
    return Mandate.objects.get(kind=kind, delegated_from=None, end=None).pk


def test_a_mandate_handed_over_today_works_today(cast):
    actions.hand_over_mandate(cast.klara, mandate(CLEARANCE), to=cast.organisation("Region Dalarna"), start=TODAY)
    assert cast.disa.holds(CLEARANCE)
    assert not cast.klara.holds(CLEARANCE)
    assert set(Letter.objects.values_list("name", "to")) == {("mandate_given", cast.disa.email), ("mandate_ended", cast.ture.email)}
    assert set(AuditEntry.objects.filter(kind="mandate").values_list("verb", "subject")) == {
        ("mandate.given", "clearance"),
        ("mandate.ended", "clearance"),
    }


def test_a_rotation_can_be_set_for_a_coming_day(cast):
    actions.hand_over_mandate(cast.klara, mandate(CLEARANCE), to=cast.organisation("Region Dalarna"), start=TODAY + 30 * DAY)
    assert cast.klara.holds(CLEARANCE)
    assert not cast.disa.holds(CLEARANCE)
    with clock.at(clock.now() + 30 * DAY):
        assert (cast.klara.holds(CLEARANCE), cast.disa.holds(CLEARANCE)) == (False, True)


def test_both_hold_what_is_delegated(cast):
    lent = mandate(CLEARANCE)
    actions.delegate_mandate(cast.ture, lent, to=cast.organisation("Region Dalarna"), start=TODAY, end=TODAY + 10 * DAY)
    assert cast.klara.holds(CLEARANCE)
    assert cast.disa.holds(CLEARANCE)
    with clock.at(clock.now() + 11 * DAY):
        assert not cast.disa.holds(CLEARANCE)


def test_who_lent_it_can_take_it_back(cast):
    actions.delegate_mandate(cast.ture, mandate(CLEARANCE), to=cast.organisation("Region Dalarna"), start=TODAY, end=TODAY + 10 * DAY)
    lent = Mandate.objects.exclude(delegated_from=None).get().pk
    actions.end_mandate(cast.ture, lent, last=TODAY - DAY)
    assert not Mandate.objects.filter(id=lent).exists()
    assert not cast.disa.holds(CLEARANCE)


def test_nobody_can_leave_a_function_without_a_holder(cast):
    with pytest.raises(NotPossible) as refusal:
        actions.end_mandate(cast.klara, mandate(CLEARANCE), last=TODAY)
    assert refusal.value.source == "L1"
    actions.give_mandate(cast.klara, CLEARANCE, to=cast.organisation("Region Dalarna"), start=TODAY + DAY)
    actions.end_mandate(cast.klara, Mandate.objects.filter(kind=CLEARANCE).earliest("start").pk, last=TODAY)


def test_others_decide_nothing_about_it(cast, visitor):
    at = cast.organisation("Region Dalarna")
    for stranger in (cast.disa, cast.sanna, cast.nils, visitor):
        with pytest.raises(NotAllowed):
            actions.hand_over_mandate(stranger, mandate(CLEARANCE), to=at, start=TODAY)
        with pytest.raises(NotAllowed):
            actions.give_mandate(stranger, CLEARANCE, to=at, start=TODAY)
    with pytest.raises(NotVisible):
        actions.end_mandate(cast.klara, 10**9, last=TODAY)


def test_a_holder_without_the_register_passes_on_its_own(cast):
    actions.hand_over_mandate(cast.sanna, mandate(MandateKind.DISSEMINATION), to=cast.organisation("Region Gotland"), start=TODAY)
    assert cast.gun.holds(MandateKind.DISSEMINATION)


def test_an_organisation_that_nobody_represents_gets_no_mandate(cast):
    Role.objects.filter(person=cast.gun.person).delete()
    with pytest.raises(NotPossible) as refusal:
        actions.hand_over_mandate(cast.klara, mandate(CLEARANCE), to=cast.organisation("Region Gotland"), start=TODAY)
    assert refusal.value.field == "to"
    with pytest.raises(NotVisible):
        actions.hand_over_mandate(cast.klara, mandate(CLEARANCE), to=10**9, start=TODAY)


def test_what_a_mandate_lets_see_follows_it(cast):
    Grant.objects.create(token="activity:7", mandate=CLEARANCE)
    assert "activity:7" not in cast.disa.tokens
    actions.hand_over_mandate(cast.klara, mandate(CLEARANCE), to=cast.organisation("Region Dalarna"), start=TODAY)
    assert "activity:7" in cast.disa.tokens
    assert "activity:7" not in cast.klara.tokens
    assert queries.mandate_holders(CLEARANCE)[0].person == cast.disa.person
