from datetime import timedelta

from samlar.foundation import audit, clock
from samlar.foundation.models import AuditEntry
from samlar.people import actions, queries
from samlar.people.models import Employment, Person
from samlar.people.rules import VISITOR

DAY = timedelta(days=1)


def leave(cast, days_ago):
    """Stina leaves, and `days_ago` days go by."""
    kalmar = cast.organisation("Region Kalmar län")
    actions.change_person(cast.majken, kalmar, cast.stina.person, name="Stina Påhittad", email="stina@region-kalmar-lan.test", title="chef")
    actions.let_go(cast.majken, kalmar, cast.stina.person, last=clock.today())
    return clock.at(clock.now() + timedelta(days=days_ago))


def test_who_left_24_months_ago_is_emptied_and_the_deeds_stay(cast, settings):
    stina = cast.stina.person
    Person.objects.filter(id=cast.nils.person).delete()  # known by address alone: tests/registration/test_clock
    audit.record(person=stina, organisation=1, verb="proposal.published", kind="proposal", subject=7)
    with leave(cast, settings.SAMLAR_LEAVERS_KEPT_DAYS + 1):
        assert actions.forget_leavers() == 1
        assert actions.forget_leavers() == 0
    row = Person.objects.get(id=stina)
    assert (row.name, row.is_active) == ("Tidigare medarbetare", False)
    assert row.email.endswith("@forgotten.invalid")
    assert queries.actor(stina) == VISITOR
    assert Employment.objects.get(person=stina).title == ""
    told = AuditEntry.objects.get(verb="proposal.published")
    assert told.person == row.email.split("@")[0]
    assert not AuditEntry.objects.filter(kind="person", subject=str(stina)).exists()


def test_a_day_earlier_nothing_is_emptied(cast, settings):
    with leave(cast, settings.SAMLAR_LEAVERS_KEPT_DAYS):
        assert actions.forget_leavers() == 0
    assert cast.stina.name == "Stina Påhittad"


def test_who_works_somewhere_else_now_is_not_emptied(cast, settings):
    with leave(cast, 30):
        actions.add_person(cast.disa, cast.organisation("Region Dalarna"), name="x", email=cast.stina.email, start=clock.today())
    with clock.at(clock.now() + timedelta(days=settings.SAMLAR_LEAVERS_KEPT_DAYS + 60)):
        actions.forget_leavers()
        assert cast.stina.signed_in


def test_who_was_emptied_can_come_back_as_somebody_new(cast, settings):
    stina = cast.stina
    with leave(cast, settings.SAMLAR_LEAVERS_KEPT_DAYS + 1):
        actions.forget_leavers()
        again = actions.add_person(cast.majken, stina.organisation, name="Stina Påhittad", email=stina.email, start=clock.today())
    assert again != stina.person


def test_the_audit_trail_is_kept_ten_years(cast, settings):
    audit.record(person=1, organisation=1, verb="x.done", kind="x", subject=1)
    with clock.at(clock.now() + timedelta(days=settings.SAMLAR_AUDIT_KEPT_DAYS)):
        assert audit.sweep() == 0
    with clock.at(clock.now() + timedelta(days=settings.SAMLAR_AUDIT_KEPT_DAYS + 1)):
        assert audit.sweep() == 1
