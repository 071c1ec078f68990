"""The clock reminds of assignments: the participant before the first session, the manager who has not answered. Each once (E3)."""

from django.db import transaction

from samlar.foundation import clock, outbox
from samlar.registration.actions.assignments import remind_manager
from samlar.registration.queries.assignment_lists import to_remind, unanswered


@transaction.atomic
def remind_of_assignments() -> int:
    """A letter to each participant without a confirmed assignment, fourteen days before the first session, and one to each manager who
    has not answered in five days. Says how many."""
    told = 0
    for one in to_remind():
        first = clock.day_of(one.first) or clock.today()
        values = {
            "to": one.name, "title": one.title, "first_day": first.isoformat(), "state": one.state.value if one.state else "",
            "path": f"/aktiviteter/{one.activity}/uppdrag/{one.registration}/",
        }  # fmt: skip
        told += outbox.put(
            to=one.email, language=one.language, name="assignment_reminder", values=values,
            key=f"assignment_reminder:{one.registration}:{one.person}",
        )  # fmt: skip
    return told + sum(remind_manager(registration_id) for registration_id in unanswered())
