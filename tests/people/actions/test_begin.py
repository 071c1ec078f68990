import pytest

from samlar.foundation import clock
from samlar.people import actions, queries
from samlar.people.models import Person
from samlar.people.rules import MandateKind, NotPossible


def test_the_first_person_can_do_everything_that_others_will_need(db):
    actor = actions.begin(organisation="Region Norr", kind="region", name="Första Påhittad", email="forsta@norr.test")
    assert actor.mandates == set(MandateKind)
    assert actor.is_member
    assert actor.is_representative
    other = actions.add_organisation(actor, name="SLU", kind="university")
    actions.add_person(actor, other, name="Andra Påhittad", email="andra@slu.test", start=clock.today())


def test_a_copy_begins_once(cast):
    with pytest.raises(actions.AlreadyBegun):
        actions.begin(organisation="Region Norr", kind="region", name="Första Påhittad", email="forsta@norr.test")


def test_what_will_not_do_leaves_the_copy_empty(db):
    with pytest.raises(NotPossible):
        actions.begin(organisation="Region Norr", kind="region", name="Första Påhittad", email="ingen adress")
    assert not Person.objects.exists()
    assert queries.members(clock.today()) == []
