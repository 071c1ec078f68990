"""The code at a session's door: an address that nobody guesses, and what stands behind it (E4)."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import constant_time_compare, salted_hmac

from samlar.activities.models import Session
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.people.models import Person
from samlar.people.rules import Actor, NotVisible
from samlar.registration.models import Attendance, Registration
from samlar.registration.queries.attendance import OWN, meeting, roles_of
from samlar.registration.rules import attendance as rules
from samlar.registration.rules.attendance import MeetingRow
from samlar.registration.rules.machine import State
from samlar.registration.rules.writing import address_of

SALT = "samlar.registration.door"
SIGNS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What whoever opens the address sees. `closed`: why it does not work now; `may_enter`: the viewer has a confirmed registration;
    `there`: and is noted already.
    """

    meeting: MeetingRow
    activity_title: str
    closed: Sentence | None
    may_enter: bool
    there: bool


def token_of(session_id: int, check_in: str) -> str:
    """The last part of the door's address: the session's number, and a seal of it with the session's own secret and the copy's."""
    return f"{session_id}-{salted_hmac(SALT, f'{session_id}:{check_in}', algorithm='sha256').hexdigest()[:SIGNS]}"


def door_token(actor: Actor, activity: ActivityRow, session_id: int) -> tuple[MeetingRow, str]:
    """A session and its door's token, for those who hold the session. Four queries. Raises NotVisible, NotAllowed."""
    found = meeting(activity, session_id)
    rules.must_mark(actor, activity, roles_of(actor, activity.id), found, clock.now())
    return found, token_of(session_id, Session.objects.values_list("check_in", flat=True).get(id=session_id))


def session_behind(token: str) -> int:
    """The session that a door's token leads to. One query. Raises NotVisible: guessed, or replaced by a newer."""
    number, _, _seal = token.partition("-")
    session_id = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
    if not is_key(session_id):
        raise NotVisible
    check_in = Session.objects.filter(id=session_id).values_list("check_in", flat=True).first()
    if check_in is None or not constant_time_compare(token, token_of(session_id, check_in)):
        raise NotVisible
    return session_id


def door(actor: Actor, token: str) -> Door:
    """What stands behind a door's address. Two queries for a visitor, four for whoever is signed in. Raises NotVisible."""
    session_id = session_behind(token)
    row = Session.objects.values(*OWN, "activity__title").get(id=session_id)
    title = row.pop("activity__title")
    found = MeetingRow(**{**row, "cancelled": row["cancelled"] is not None})
    own = actor.person is not None
    return Door(
        meeting=found,
        activity_title=title,
        closed=rules.door_says(found, clock.now()),
        may_enter=own and is_registered(found.activity, actor.person),
        there=own and Attendance.objects.filter(session=session_id, item=None, person=actor.person, present=True).exists(),
    )


def is_registered(activity_id: int, person: int | None) -> bool:
    """Whether somebody has a confirmed registration."""
    return Registration.objects.filter(activity=activity_id, person=person, state=State.CONFIRMED).exists()


def person_at(email: str) -> int | None:
    """Who has an address, however its capitals and spaces are written. For the door's deed: nobody is told the answer."""
    address = address_of(email)
    return Person.objects.filter(email=address, is_active=True).values_list("id", flat=True).first() if address else None


def too_many_at(session_id: int) -> bool:
    """Counts one more attempt at a session's door, in the cache that all web processes share; whether there are too many now."""
    key = f"door:{session_id}:{int(clock.now().timestamp()) // rules.ATTEMPT_SECONDS}"
    cache.add(key, 0, timeout=rules.ATTEMPT_SECONDS * 2)
    try:
        return cache.incr(key) > rules.ATTEMPTS
    except ValueError:  # swept away at this very moment
        return False
