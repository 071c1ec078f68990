"""Participant and manager at the same moment, in real transactions (on both databases): one is first, and the other is told."""


import pytest

from samlar.activities.models import Activity
from samlar.activities.rules.deeds import Overtaken
from samlar.foundation.models import AuditEntry, Letter
from samlar.people.rules import VISITOR
from samlar.people.rules.links import LinkClosed
from samlar.registration.actions import assignments as actions
from samlar.registration.models import Assignment
from samlar.registration.queries.assignments import assignment_of
from samlar.registration.rules.assignments import State, Written
from tests.at_once import at_once
from tests.cast import Cast
from tests.registration import making
from tests.registration.assigning import WHOLE, lab_with, sent, token

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(prepared) -> tuple[Cast, Activity, int]:
    cast = Cast.enter()
    lab, registration = lab_with(cast, cast.dan)
    sent(cast.dan, lab, registration)
    return cast, lab, registration


def worded(use: str) -> Written:
    return Written(**{**WHOLE.said, "use": use})


@pytest.mark.parametrize("_turn", range(4))
def test_the_manager_confirms_while_the_participant_writes_and_exactly_one_is_first(place, _turn):
    cast, lab, registration = place
    held, dan = token(), cast.dan
    answers = at_once(
        lambda: actions.confirm(VISITOR, held, worded("Chefens."), revision=1),
        lambda: actions.write(dan, lab.pk, registration, worded("Deltagarens."), revision=1),
    )
    row = assignment_of(registration)
    assert row is not None
    assert sum(isinstance(one, Overtaken) for one in answers) == 1
    assert row.revision == 2
    first = next(place for place, one in enumerate(answers) if not isinstance(one, Exception))
    assert (row.written.use, row.state) == (("Chefens.", State.CONFIRMED), ("Deltagarens.", State.SENT))[first]


def test_a_link_used_twice_at_once_answers_once(place):
    _cast, _lab, registration = place
    held = token()
    answers = at_once(
        lambda: actions.confirm(VISITOR, held, WHOLE, revision=1),
        lambda: actions.confirm(VISITOR, held, WHOLE, revision=1),
        lambda: actions.send_back(VISITOR, held, WHOLE, revision=1, word="Nej."),
    )
    assert sum(one is None for one in answers) == 1
    assert sum(isinstance(one, (LinkClosed, Overtaken)) for one in answers) == 2
    assert Letter.objects.filter(name__in=("assignment_confirmed", "assignment_sent_back")).count() == 1
    verbs = AuditEntry.objects.filter(kind="assignment", subject=str(registration), verb__in=("assignment.confirmed", "assignment.sent_back"))
    assert verbs.count() == 1


def test_two_windows_that_begin_at_once_make_one_draft(place):
    cast, lab, _registration = place
    gun = cast.gun
    other = making.registered(gun, lab)
    answers = at_once(
        lambda: actions.write(gun, lab.pk, other, worded("Ett."), revision=0),
        lambda: actions.write(gun, lab.pk, other, worded("Två."), revision=0),
    )
    assert sum(isinstance(one, Overtaken) for one in answers) == 1
    assert Assignment.objects.filter(registration=other).count() == 1
