"""What happens because time has passed (J1, Z2). Every part may run again at any moment: what is done is not done twice."""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping

from samlar.activities.actions.staff import forget_outsiders
from samlar.activities.queries.duties import LateDuty, late_duties
from samlar.activities.rules.access import MANDATES
from samlar.foundation import audit, clock, outbox
from samlar.foundation.rounds import after_failure, all_of
from samlar.lifecycle.actions.debriefs import ask_after_sessions
from samlar.people.actions import forget_leavers
from samlar.people.actions.links import close_old
from samlar.people.queries import Contact, contacts, mandate_holders
from samlar.registration.actions.assignment_clock import remind_of_assignments
from samlar.registration.actions.clock import forget_answers, forget_people, lapse_offers, remind_managers, tell_of_silence
from samlar.registration.actions.marks import ask_for_marks

log = logging.getLogger("samlar.tick")


class PartsFailed(Exception):
    """Some parts of a tick failed; all others were done. `done` is {deed: how many}, `failed` names the parts."""

    def __init__(self, done: Mapping[str, int], failed: tuple[str, ...]) -> None:
        super().__init__(f"failed: {', '.join(failed)}")
        self.done, self.failed = dict(done), failed


def tick() -> dict[str, int]:
    """Lets the clock tick: {deed: how many}. Reminders, offers that have run out, what is old away, leavers forgotten.

    Every part is tried, whatever becomes of the others. Raises PartsFailed afterwards, if any failed.
    """
    return _done({**_reminding(), **_forgetting()})


def _reminding() -> dict[str, Callable[[], int]]:
    return {
        "reminders": remind_of_late_duties,
        "offers run out": lapse_offers,
        "managers reminded": remind_managers,
        "told of silent managers": tell_of_silence,
        "asked to mark": ask_for_marks,
        "reminded of assignments": remind_of_assignments,
        "asked after sessions": ask_after_sessions,
    }


def _forgetting() -> dict[str, Callable[[], int]]:
    return {
        "letters deleted": outbox.sweep,
        "links closed": close_old,
        "answers deleted": forget_answers,
        "people forgotten": forget_leavers,
        "registrations emptied": forget_people,
        "staff forgotten": forget_outsiders,
        "audit entries deleted": audit.sweep,
    }


def _done(parts: Mapping[str, Callable[[], int]]) -> dict[str, int]:
    """Each part on its own. Of a failure only its kind is logged: what it says may hold names and addresses."""
    done: dict[str, int] = {}
    failed: list[str] = []
    for name, part in parts.items():
        try:
            done[name] = part()
        except Exception as failure:  # whatever it is, the next part has its turn
            log.error("%s: %s", name, type(failure).__name__)
            failed.append(name)
            after_failure()
    if failed:
        raise PartsFailed(done, tuple(failed))
    return done


def remind_of_late_duties() -> int:
    """One letter a month, at most, to each person who owes late duties of dissemination, with all of them in it (J1)."""
    month = clock.today().strftime("%Y-%m")
    told = outbox.used_with("duties_late:")
    owed: dict[Contact, list[LateDuty]] = defaultdict(list)
    asked: dict[tuple[str, tuple[int, ...]], list[Contact]] = {}
    for duty in late_duties():
        whose = (duty.by, tuple(duty.leads))
        for person in asked.get(whose) or asked.setdefault(whose, _who_owe(duty)):
            if _key(person, month) not in told:
                owed[person].append(duty)

    def put(person: Contact) -> int:
        duties = [duty.as_values() for duty in owed[person]]
        values = {"to": person.name, "duties": duties, "path": "/spridning/"}
        return outbox.put(to=person.email, language=person.language, name="duties_late", values=values, key=_key(person, month))

    return all_of(owed, put)


def _key(person: Contact, month: str) -> str:
    return f"duties_late:{person.person}:{month}"


def _who_owe(duty: LateDuty) -> list[Contact]:
    """The mandate's people, or the representatives of those who lead; each once, whatever they represent."""
    found = mandate_holders(MANDATES[duty.by]) if duty.by in MANDATES else contacts(duty.leads)
    return list({one.person: one for one in found}.values())
