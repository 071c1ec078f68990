"""What happens because time has passed (J1, Z2). Every part may run again at any moment: what is done is not done twice."""

from collections import defaultdict

from django.db import transaction

from samlar.activities.queries.duties import LateDuty, late_duties
from samlar.activities.rules.access import MANDATES
from samlar.foundation import audit, clock, outbox
from samlar.lifecycle.actions.debriefs import ask_after_sessions
from samlar.people.actions import forget_leavers
from samlar.people.actions.links import close_old
from samlar.people.queries import Contact, contacts, mandate_holders
from samlar.registration.actions.assignment_clock import remind_of_assignments
from samlar.registration.actions.clock import forget_answers, forget_people, lapse_offers, remind_managers, tell_of_silence
from samlar.registration.actions.marks import ask_for_marks


def tick() -> dict[str, int]:
    """Lets the clock tick: {deed: how many}. Reminders, offers that have run out, what is old away, leavers forgotten."""
    return {
        "reminders": remind_of_late_duties(),
        "offers run out": lapse_offers(),
        "managers reminded": remind_managers(),
        "told of silent managers": tell_of_silence(),
        "asked to mark": ask_for_marks(),
        "reminded of assignments": remind_of_assignments(),
        "asked after sessions": ask_after_sessions(),
        "letters deleted": outbox.sweep(),
        "links closed": close_old(),
        "answers deleted": forget_answers(),
        "people forgotten": forget_leavers(),
        "registrations emptied": forget_people(),
        "audit entries deleted": audit.sweep(),
    }


@transaction.atomic
def remind_of_late_duties() -> int:
    """One letter a month, at most, to each person who owes late duties of dissemination, with all of them in it (J1)."""
    month = clock.today().strftime("%Y-%m")
    owed: dict[Contact, list[LateDuty]] = defaultdict(list)
    for duty in late_duties():
        for person in _who_owe(duty):
            owed[person].append(duty)
    return sum(
        outbox.put(
            to=person.email,
            language=person.language,
            name="duties_late",
            values={"to": person.name, "duties": [duty.as_values() for duty in duties], "path": "/spridning/"},
            key=f"duties_late:{person.person}:{month}",
        )
        for person, duties in owed.items()
    )


def _who_owe(duty: LateDuty) -> list[Contact]:
    """The mandate's people, or the representatives of those who lead; each once, whatever they represent."""
    found = mandate_holders(MANDATES[duty.by]) if duty.by in MANDATES else contacts(duty.leads)
    return list({one.person: one for one in found}.values())
