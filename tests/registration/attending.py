"""Sessions with people registered, straight into the tables: how they came there is other tests' business."""

from datetime import UTC, datetime, timedelta
from typing import Any

from samlar.activities.models import Activity, ProgrammeItem, Session
from samlar.people.models import Person
from samlar.registration.models import Attendance, Registration
from samlar.talk.models import Thread
from tests.cast import Cast

MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)  # 09.00 in Stockholm, an hour before the tests' now
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def meeting(made: Activity, title: str = "Workshop 1", *, starts: datetime = MORNING, **fields: Any) -> Session:
    """A session of three hours that began this morning."""
    thread = Thread.objects.create(opened=starts)
    values = {"kind": "workshop", "mode": "physical", "ends": starts + timedelta(hours=3), "check_in": "hemligt", "thread": thread}
    return Session.objects.create(activity=made, title=title, starts=starts, **{**values, **fields})


def item(session: Session, title: str, **fields: Any) -> ProgrammeItem:
    times = {"starts": session.starts, "ends": session.starts + timedelta(minutes=45)}
    return ProgrammeItem.objects.create(session=session, title=title, **{**times, **fields})


def confirmed(cast: Cast, made: Activity, *keys: str, state: str = "confirmed") -> list[int]:
    """Registers people of the cast, each for the own organisation."""
    return [place(made, getattr(cast, key).person, getattr(cast, key).organisation, state=state) for key in keys]


def place(made: Activity, person: int, organisation: int, *, kind: str = "region", state: str = "confirmed") -> int:
    return Registration.objects.create(
        activity=made, person_id=person, organisation_id=organisation, registered_by_id=person, state=state, received=MORNING,
        since=MORNING, kind=kind,
    ).person_id  # fmt: skip


def noted(session: Session) -> dict[str, bool]:
    """{name: present} of a session's own notes."""
    return dict(Attendance.objects.filter(session=session, item=None).values_list("person__name", "present"))


def somebody(name: str, email: str = "") -> int:
    """A person who works nowhere."""
    return Person.objects.create(name=name, email=email or f"{name.lower().replace(' ', '.')}@ute.test", added=MORNING, password="!").pk
