"""Registrations, sessions and expected results straight into the tables: who got a place, and how, is other tests' business."""

from datetime import datetime, timedelta

from samlar.activities.models import Activity, ExpectedResult, Session
from samlar.foundation import clock
from samlar.people.rules import Actor
from samlar.registration.models import Registration
from samlar.talk.models import Thread


def place(made: Activity, actor: Actor, *, state: str = "confirmed", organisation: int | None = None, **fields: object) -> Registration:
    """A registration of somebody, for the own organisation."""
    now = clock.now()
    return Registration.objects.create(
        activity=made, person_id=actor.person, organisation_id=organisation or actor.organisation, registered_by_id=actor.person,
        state=state, received=now, since=now, kind=actor.organisation_kind, **fields,
    )  # fmt: skip


def session(made: Activity, starts: datetime, *, hours: int = 3, title: str = "Träff", **fields: object) -> Session:
    return Session.objects.create(
        activity=made, title=title, kind="workshop", mode="physical", starts=starts, ends=starts + timedelta(hours=hours),
        check_in=f"{made.pk}-{starts:%d%H%M}", thread=Thread.objects.create(opened=starts), **fields,
    )  # fmt: skip


def results(made: Activity, *texts: str) -> list[ExpectedResult]:
    return [ExpectedResult.objects.create(activity=made, position=place, text=text) for place, text in enumerate(texts)]
