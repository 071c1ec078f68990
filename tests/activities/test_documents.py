"""Documents hang on an activity and its sessions: the group reads them, and nobody else does (G1)."""

import pytest

from samlar.activities.actions import documents as actions
from samlar.activities.models import ActivityDocument
from samlar.activities.queries.documents import hangs_on, of_activity, of_session, takes_part_in
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.rows import activity_token
from samlar.library.actions import documents as library
from samlar.library.models import Document
from samlar.library.queries.documents import document
from samlar.people.rules import MEMBERS, NotAllowed, NotVisible, organisation_token
from tests.activities import rows
from tests.library import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(cast):
    return rows.activity(cast, "Öppet provrum", stage="running")


def test_what_is_for_the_group_is_read_by_the_group_alone(cast, running, visitor):
    made = actions.add(cast.stina, running.pk, making.text(reach="group"), sent=making.sent())
    assert document(cast.dan, made).audience == activity_token(running.pk)
    assert [one.id for one in of_activity(cast.dan, running.pk).shown] == [made]
    for stranger in (cast.gun, cast.gustav, visitor):
        with pytest.raises(NotVisible):
            document(stranger, made)
        assert of_activity(stranger, running.pk).many == 0


def test_a_session_shows_its_own_and_the_activity_all(cast, running):
    held = rows.session(running, "Öppen workshop")
    rows.released(running)
    at_session = actions.add(cast.dan, running.pk, making.text(reach="group"), sent=making.sent(), session_id=held.pk)
    at_activity = actions.add(cast.stina, running.pk, making.text(reach="group"), sent=making.sent())
    assert [one.id for one in of_session(cast.stina, running.pk, held.pk).shown] == [at_session]
    assert [one.id for one in of_activity(cast.stina, running.pk).shown] == [at_activity, at_session]
    assert hangs_on(cast.stina, at_session).session == held.pk


def test_a_session_of_another_activity_is_not_there(cast, running):
    other = rows.session(rows.activity(cast, "Annat", stage="running"), "Annan träff")
    with pytest.raises(NotVisible):
        actions.add(cast.stina, running.pk, making.text(), sent=making.sent(), session_id=other.pk)
    assert not Document.objects.exists()


def test_those_outside_add_nothing_and_leave_nothing(cast, running):
    with pytest.raises(NotAllowed):
        actions.add(cast.gun, running.pk, making.text(), sent=making.sent())
    own = making.document(cast.gun)
    with pytest.raises(NotAllowed):
        actions.attach(cast.gun, running.pk, own)
    assert (Document.objects.count(), ActivityDocument.objects.count()) == (1, 0)


def test_nobody_hangs_up_what_another_organisation_has(cast, running):
    theirs = making.published(cast.dan)
    with pytest.raises(NotAllowed):
        actions.attach(cast.stina, running.pk, theirs)


def test_a_document_belongs_to_one_activity(cast, running):
    made = actions.add(cast.stina, running.pk, making.text(reach="group"), sent=making.sent())
    other = rows.activity(cast, "Annat", stage="running")
    with pytest.raises(ActivityRefused):
        actions.attach(cast.stina, other.pk, made)
    assert document(cast.stina, made).token == activity_token(running.pk)


def test_what_is_let_go_is_the_organisations_own_again(cast, running):
    made = actions.add(cast.dan, running.pk, making.text(reach="group"), sent=making.sent())
    actions.detach(cast.stina, running.pk, made)  # Kalmar leads, and keeps order
    assert Document.objects.values_list("token", "audience").get(id=made) == ("", organisation_token(cast.dan.organisation))
    with pytest.raises(NotVisible):
        document(cast.stina, made)
    with pytest.raises(NotVisible):
        actions.detach(cast.dan, running.pk, made)


def test_those_who_take_part_but_do_not_lead_take_away_only_their_own(cast, running):
    made = actions.add(cast.stina, running.pk, making.text(reach="group"), sent=making.sent())
    with pytest.raises(NotAllowed):
        actions.detach(cast.dan, running.pk, made)


def test_the_audience_follows_reach_state_and_wastebasket(cast, running):
    made = actions.add(cast.stina, running.pk, making.text(reach="group"), sent=making.sent())
    seen = []
    for deed in (
        lambda: library.change(cast.stina, made, making.text(reach="members"), revision=2),
        lambda: library.change(cast.stina, made, making.text(reach="group"), revision=3),
        lambda: library.publish(cast.stina, made, revision=4),
        lambda: library.back_to_working(cast.stina, made, revision=5, why="Fel"),
        lambda: library.bin(cast.stina, made, revision=6),
        lambda: library.restore(cast.stina, made, revision=7),
    ):
        deed()
        seen.append(Document.objects.values_list("audience", flat=True).get(id=made))
    group = activity_token(running.pk)
    assert seen == [MEMBERS, group, "public", group, organisation_token(cast.stina.organisation), group]


def test_what_lies_in_the_wastebasket_hangs_nowhere_to_be_seen(cast, running):
    made = actions.add(cast.stina, running.pk, making.text(reach="group"), sent=making.sent())
    library.bin(cast.stina, made, revision=2)
    assert of_activity(cast.stina, running.pk).many == 0


def test_the_choice_of_activities_is_those_one_takes_part_in(cast, running):
    assert takes_part_in(cast.stina) == [(running.pk, "Öppet provrum")]
    assert takes_part_in(cast.gun) == []


def test_a_list_of_many_costs_as_many_queries_as_one(cast, running, django_assert_num_queries):
    for _ in range(7):
        actions.add(cast.stina, running.pk, making.text(reach="group"), sent=making.sent())
    actor = cast.dan
    with django_assert_num_queries(3):
        assert len(of_activity(actor, running.pk, size=5).shown) == 5
    assert of_activity(actor, running.pk, size=5).many == 7
