"""Homework and registrations straight into the tables, for the tests of what is handed in and of who is told."""

from datetime import UTC, date, datetime
from typing import Any

from samlar.activities.models import Activity, Handin, Homework
from samlar.activities.rules.homework import Written
from samlar.registration.models import Registration
from samlar.talk.models import Thread
from tests.activities.rows import activity, released, session
from tests.cast import Cast

GIVEN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DUE = date(2026, 12, 1)  # today is 20 November 2026
TEXT = "Fråga tre kollegor vad de gör med det de lär sig."


def lab(cast: Cast, title: str = "Att lära om lärande", **fields: Any) -> Activity:
    """A learning lab led by Region Kalmar län, with Region Dalarna and SLU, that runs; one session held, one to come, both released."""
    made = activity(cast, title, format="larlabb", **fields)
    session(made, "Workshop 1", datetime(2026, 11, 17, 11, tzinfo=UTC), datetime(2026, 11, 18, 12, tzinfo=UTC), template="workshop_1")
    session(made, "Workshop 2", datetime(2026, 12, 7, 11, tzinfo=UTC), datetime(2026, 12, 8, 12, tzinfo=UTC), template="workshop_2")
    released(made)
    return made


def sessions(made: Activity) -> list[int]:
    """The ids of its sessions, by time."""
    return list(made.sessions.order_by("starts").values_list("id", flat=True))


def words(**fields: Any) -> Written:
    """Homework as a form would send it."""
    return Written(
        **{
            "title": "Tre samtal",
            "text": TEXT,
            "due": DUE,
            "by": "person",
            "seen_by": "group",
            "after": None,
            "taken_up_at": None,
            **fields,
        }
    )


def homework(made: Activity, *, given: datetime | None = GIVEN, **fields: Any) -> Homework:
    """A piece of homework, given unless said otherwise."""
    values = {"title": "Tre samtal", "text": TEXT, "due": DUE, **fields}
    return Homework.objects.create(activity=made, given=given, changed=GIVEN, **values)


def handin(on: Homework, cast: Cast, key: str, *, text: str = "Vi gör ingenting.", when: datetime = GIVEN, **fields: Any) -> Handin:
    """What somebody of the cast has handed in, for the organisation of today."""
    who = getattr(cast, key)
    return Handin.objects.create(
        homework=on, person_id=who.person, organisation_id=who.organisation, alone=on.by == "person", text=text, handed_in=when,
        thread=Thread.objects.create(opened=when), **fields,
    )  # fmt: skip


def registered(made: Activity, cast: Cast, *keys: str, state: str = "confirmed") -> None:
    """Some of the cast with a place each."""
    for key in keys:
        who = getattr(cast, key)
        Registration.objects.create(
            activity=made, person_id=who.person, organisation_id=who.organisation, registered_by_id=who.person, state=state, received=GIVEN,
            since=GIVEN, kind=who.organisation_kind or "region",
        )  # fmt: skip
