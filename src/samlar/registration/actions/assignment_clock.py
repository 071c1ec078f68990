"""The clock reminds of assignments: the participant before the first session, the manager who has not answered. Each once (E3)."""

from samlar.foundation import clock, outbox
from samlar.foundation.rounds import all_of
from samlar.registration.actions.assignments import remind_manager
from samlar.registration.models import Assignment
from samlar.registration.queries.assignment_lists import ToRemind, to_remind, unanswered


def remind_of_assignments() -> int:
    """A letter to each participant without a confirmed assignment, fourteen days before the first session, and one to each manager who
    has not answered in five days. Says how many."""
    people = {_key(one): one for one in to_remind()}
    told = outbox.used(people)
    reminded = all_of([one for key, one in people.items() if key not in told], _remind)
    links = Assignment.objects.filter(registration__in=unanswered()).values_list("link", "registration")
    silent = {f"assignment_unanswered:{link}": id for link, id in links}  # as `remind_manager` writes it
    told = outbox.used(silent)
    return reminded + all_of([id for key, id in silent.items() if key not in told], remind_manager)


def _key(one: ToRemind) -> str:
    return f"assignment_reminder:{one.registration}:{one.person}"


def _remind(one: ToRemind) -> int:
    first = clock.day_of(one.first) or clock.today()
    values = {
        "to": one.name, "title": one.title, "first_day": first.isoformat(), "state": one.state.value if one.state else "",
        "path": f"/aktiviteter/{one.activity}/uppdrag/{one.registration}/",
    }  # fmt: skip
    return outbox.put(to=one.email, language=one.language, name="assignment_reminder", values=values, key=_key(one))
