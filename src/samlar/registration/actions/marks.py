"""Participants mark where they and their organisations stand on each expected result, before and after (F6)."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from samlar.activities import queries as activities
from samlar.activities.models import ExpectedResult
from samlar.activities.rules.times import day_of
from samlar.foundation import audit, clock, outbox
from samlar.foundation.rounds import all_of
from samlar.people.rules import Actor
from samlar.registration.models import Mark, Registration
from samlar.registration.queries.marks import Unmarked, unmarked, windows
from samlar.registration.rules import marks as rules
from samlar.registration.rules.machine import State
from samlar.registration.rules.marks import Step


@transaction.atomic
def mark(actor: Actor, activity_id: int, *, moment: str, marks: Mapping[int, Step]) -> None:
    """Keeps what the actor marks at a moment: {expected result: where}. What is None stays as it was.

    Locks the actor's own registration. The audit trail tells that something was marked, never what. Raises NotVisible (no such
    activity, moment or result), NotAllowed (no confirmed place), MarkRefused (not the time, no step of the scale, nothing marked).
    """
    activity = activities.activity(actor, activity_id)
    when = rules.must_be_a_moment(moment)
    mine = Registration.objects.filter(activity=activity_id, person=actor.person or 0, state=State.CONFIRMED)
    place = mine.select_for_update().first()
    rules.must_have_a_place(place is not None)
    assert place is not None
    results = set(ExpectedResult.objects.filter(activity=activity_id).values_list("id", flat=True))
    rules.must_expect_something(results)
    rules.must_be_open(windows(activity)[when], activity)
    kept = rules.taken(marks, results)
    for result, step in kept.items():
        said = {field: value for field, value in (("own", step.own), ("home", step.home)) if value is not None}
        Mark.objects.update_or_create(
            result_id=result, person_id=place.person_id, moment=when,
            defaults={**said, "organisation_id": place.organisation_id, "made": clock.now()},
        )  # fmt: skip
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="results.marked", kind="registration", subject=place.pk,
        changes={"moment": [None, when], "count": [None, len(kept)]},
    )  # fmt: skip


def ask_for_marks() -> int:
    """One letter to each participant before the first session and one after the last, while nothing is marked. Says how many."""
    asked = {_key(one): one for one in unmarked()}
    told = outbox.used(asked)
    return all_of([one for key, one in asked.items() if key not in told], _ask)


def _key(one: Unmarked) -> str:
    return f"marks:{one.moment}:{one.activity}:{one.person}"


def _ask(one: Unmarked) -> int:
    last_day = day_of(one.closes - timedelta(microseconds=1))
    values = {
        "to": one.name, "title": one.title, "closes": one.closes.isoformat(), "last_day": last_day.isoformat(),
        "path": f"/aktiviteter/{one.activity}/resultat/markera/",
    }  # fmt: skip
    return outbox.put(to=one.email, language=one.language, name=f"marks_{one.moment}", values=values, key=_key(one))
