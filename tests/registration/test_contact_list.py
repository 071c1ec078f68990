"""The participants' own contact list: by consent, seen by those on it and those who lead, gone at once when taken back (E7)."""

import pytest

from samlar.activities import queries
from samlar.activities.models import Activity
from samlar.foundation.models import AuditEntry
from samlar.people.models import Employment, Person
from samlar.people.rules import NotAllowed, NotVisible
from samlar.registration.actions.contact_list import share_contact, stop_sharing_contact
from samlar.registration.models import Registration
from samlar.registration.queries.contact_list import contact_list, has_contact_list
from tests.activities.rows import activity
from tests.registration.taking_part import place

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast):
    """Dan and Siv are on the list; Gun has a place and is not; Gustav waits for one."""
    made = activity(cast, "Lab", format="larlabb", others=("Region Dalarna", "SLU", "Region Gotland", "Science Park Norr"))
    for key in ("dan", "siv", "gun"):
        place(made, getattr(cast, key))
    place(made, cast.gustav, state="waitlisted")
    for key in ("dan", "siv"):
        share_contact(getattr(cast, key), made.pk)
    return made


def seen(actor, made):
    return [(one.name, one.title, one.organisation_name, one.email) for one in contact_list(actor, queries.activity(actor, made.pk)).rows]


def test_those_on_it_and_those_who_lead_see_it(cast, made):
    whole = [("Dan Fiktivsson", "analytiker", "Region Dalarna", "dan@region-dalarna.test"), ("Siv Tänkbar", "forskare", "SLU", "siv@slu.test")]
    assert [row[::2] for row in seen(cast.dan, made)] == [row[::2] for row in whole]
    assert seen(cast.dan, made) == seen(cast.siv, made) == seen(cast.stina, made) == seen(cast.majken, made)


def test_others_see_only_how_many_and_those_without_a_place_nothing(cast, visitor, made):
    found = contact_list(cast.gun, queries.activity(cast.gun, made.pk))
    assert (found.rows, found.count, found.has_place, found.mine) == ((), 2, True, False)
    for outside in (cast.gustav, cast.klara, cast.erin, cast.nils, visitor):
        found = contact_list(outside, queries.activity(outside, made.pk))
        assert (found.rows, found.count, found.has_place) == ((), 0, False)
        assert not has_contact_list(outside, queries.activity(outside, made.pk))
    assert has_contact_list(cast.gun, queries.activity(cast.gun, made.pk))


def test_consent_is_taken_back_at_any_time_and_holds_at_once(cast, made):
    stop_sharing_contact(cast.dan, made.pk)
    assert [row[0] for row in seen(cast.siv, made)] == [cast.siv.name]
    assert seen(cast.dan, made) == []
    stop_sharing_contact(cast.dan, made.pk)
    trail = AuditEntry.objects.filter(verb__startswith="contact.", person=str(cast.dan.person)).order_by("id")
    assert list(trail.values_list("verb", "kind", "changes")) == [
        ("contact.shared", "registration", {"shares_contact": [False, True]}),
        ("contact.no_longer_shared", "registration", {"shares_contact": [True, False]}),
    ]


def test_consenting_twice_is_told_once(cast, made):
    share_contact(cast.dan, made.pk)
    assert AuditEntry.objects.filter(verb="contact.shared", person=str(cast.dan.person)).count() == 1


@pytest.mark.parametrize("key", ["gustav", "stina", "erin", "klara"])
def test_only_those_with_a_confirmed_place_stand_on_it(cast, made, key):
    with pytest.raises(NotAllowed):
        share_contact(getattr(cast, key), made.pk)
    stop_sharing_contact(getattr(cast, key), made.pk)


def test_what_is_not_seen_has_no_list(cast, visitor):
    hidden = activity(cast, "Hemlig", stage="planning")
    for actor, where in ((cast.erin, hidden.pk), (visitor, hidden.pk), (cast.dan, 10**30)):
        for deed in (share_contact, stop_sharing_contact):
            with pytest.raises(NotVisible):
                deed(actor, where)


def test_who_left_moved_or_withdrew_is_not_on_it(cast, made):
    Employment.objects.filter(person=cast.siv.person).update(end="2026-11-19")
    assert [row[0] for row in seen(cast.dan, made)] == [cast.dan.name]
    Employment.objects.create(person_id=cast.siv.person, organisation_id=cast.organisation("Vinnova"), start="2026-11-20")
    moved = contact_list(cast.siv, queries.activity(cast.siv, made.pk))
    assert (moved.rows, moved.mine, moved.works_there) == ((), True, False)
    stop_sharing_contact(cast.siv, made.pk)
    Registration.objects.filter(person=cast.dan.person).update(state="withdrawn")
    assert seen(cast.stina, made) == []


def test_who_is_forgotten_is_not_on_it(cast, made):
    Person.objects.filter(id=cast.siv.person).update(is_active=False)
    assert [row[0] for row in seen(cast.dan, made)] == [cast.dan.name]


def test_it_stays_when_the_activity_is_over(cast, made):
    Activity.objects.update(stage="closed", stage_kind="closed")
    assert len(seen(cast.dan, made)) == 2


def test_it_costs_two_queries_however_many(cast, made, django_assert_num_queries):
    for key in ("klara", "erin", "majken"):
        place(made, getattr(cast, key), shares_contact=True)
    dan = cast.dan
    row = queries.activity(dan, made.pk)
    with django_assert_num_queries(2):
        assert len(contact_list(dan, row).rows) == 5
