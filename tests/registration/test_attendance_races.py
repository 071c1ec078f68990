"""Several phones at one door, in real transactions (on both databases)."""

import pytest

from samlar.activities import queries
from samlar.registration.actions.attendance import arrive, arrive_by_address, note
from samlar.registration.models import Attendance
from samlar.registration.queries.door import door_token
from samlar.registration.rules.attendance import Mark
from tests.activities.rows import activity
from tests.at_once import at_once
from tests.cast import Cast
from tests.registration import attending


@pytest.mark.django_db(transaction=True)
def test_two_phones_and_the_person_note_the_same_arrival_once(prepared):
    cast = Cast.enter()
    made = activity(cast, format="larprojekt")
    session = attending.meeting(made)
    attending.confirmed(cast, made, "dan", "disa")
    stina, majken, dan = cast.stina, cast.majken, cast.dan
    token = door_token(stina, queries.activity(stina, made.pk), session.pk)[1]
    answers = at_once(
        lambda: note(stina, made.pk, session.pk, person=dan.person, mark=Mark.PRESENT),
        lambda: note(majken, made.pk, session.pk, person=dan.person, mark=Mark.PRESENT),
        lambda: arrive(dan, token),
        lambda: arrive_by_address(token, dan.email),
        lambda: note(stina, made.pk, session.pk, person=cast.disa.person, mark=Mark.PRESENT),
    )
    assert answers == [None] * 5
    assert Attendance.objects.filter(person=dan.person).count() == 1
    assert attending.noted(session) == {"Dan Fiktivsson": True, "Disa Låtsas": True}
