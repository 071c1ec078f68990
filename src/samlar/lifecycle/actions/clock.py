"""What happens because time has passed (J1, Z2). Every part may run again at any moment: what is done is not done twice."""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import timedelta

from samlar.activities.actions.staff import forget_outsiders
from samlar.activities.queries.duties import LateDuty, late_duties
from samlar.activities.rules.access import MANDATES
from samlar.foundation import audit, clock, files, outbox
from samlar.foundation.rounds import after_failure, all_of
from samlar.ideas.actions.counting import count_closed, remind_to_vote
from samlar.ideas.actions.home import forget_marks
from samlar.lessons.actions import forgetting as lessons
from samlar.lessons.actions.capacity_clock import close_rounds, forget_words, remind_to_answer
from samlar.lessons.actions.clock import close_questions, follow_up
from samlar.lessons.actions.handoff_clock import close_handoff_questions, follow_up_handoffs
from samlar.lessons.actions.handoffs import forget_asked, remind_of_handoffs
from samlar.lessons.queries.examples import used_files as pictures_of_examples
from samlar.library.actions.captions import remind_captions
from samlar.library.actions.clock import dispose_due, empty_wastebasket, tell_of_disposal
from samlar.library.actions.intake import forget_unbegun
from samlar.library.actions.missed import forget_missed
from samlar.library.actions.saved import forget_saved, mail_new
from samlar.library.queries.files import used_files as files_of_documents
from samlar.lifecycle.actions.bringing_home import ask_to_bring_home
from samlar.lifecycle.actions.debriefs import ask_after_sessions
from samlar.lifecycle.actions.proposals import tell_proposers
from samlar.people.actions import forget_leavers
from samlar.people.actions.links import close_old
from samlar.people.queries import Contact, contacts, mandate_holders
from samlar.registration.actions.assignment_clock import remind_of_assignments
from samlar.registration.actions.assignment_follow_ups import close_assignment_questions, follow_up_assignments
from samlar.registration.actions.clock import forget_answers, forget_people, lapse_offers, remind_managers, tell_of_silence
from samlar.registration.actions.marks import ask_for_marks

log = logging.getLogger("samlar.tick")
UNUSED_FILES_KEPT = timedelta(days=30)


class PartsFailed(Exception):
    """Some parts of a tick failed; all others were done. `done` is {deed: how many}, `failed` names the parts."""

    def __init__(self, done: Mapping[str, int], failed: tuple[str, ...]) -> None:
        super().__init__(f"failed: {', '.join(failed)}")
        self.done, self.failed = dict(done), failed


def tick(*, often: bool = False) -> dict[str, int]:
    """Lets the clock tick: {deed: how many}. Reminders, offers that have run out, what is old away, leavers forgotten.

    `often`: only what somebody may wait for by the minute, without what is asked about by the day and has much to read through.
    Every part is tried, whatever becomes of the others. Raises PartsFailed afterwards, if any failed.
    """
    return _done(_reminding() if often else {**_reminding(), **_following_up(), **_forgetting()})


def _reminding() -> dict[str, Callable[[], int]]:
    return {
        "reminders": remind_of_late_duties,
        "offers run out": lapse_offers,
        "managers reminded": remind_managers,
        "told of silent managers": tell_of_silence,
        "asked to mark": ask_for_marks,
        "reminded of assignments": remind_of_assignments,
        "asked after sessions": ask_after_sessions,
        "questions closed": close_questions,
        "questions of handoffs closed": close_handoff_questions,
        "assignment questions closed": close_assignment_questions,
        "asked to bring home": ask_to_bring_home,
        "reminded of handoffs": remind_of_handoffs,
        "reminded of analyses": remind_to_answer,
        "analyses closed": close_rounds,
        "idea meetings counted": count_closed,
        "reminded to vote": remind_to_vote,
        "told of disposal": tell_of_disposal,
        "reminded of captions": remind_captions,
    }


def _following_up() -> dict[str, Callable[[], int]]:
    """What reads through all that was taken home, sent on and agreed: after the questions that are no longer asked were closed."""
    return {
        "asked what became of it": follow_up,
        "asked what became of handoffs": follow_up_handoffs,
        "asked what became of assignments": follow_up_assignments,
        "told of what is new": mail_new,
        "told what became of proposals": tell_proposers,
    }


def _forgetting() -> dict[str, Callable[[], int]]:
    return {
        "letters deleted": outbox.sweep,
        "documents disposed of": dispose_due,
        "wastebasket emptied": empty_wastebasket,
        "archives forgotten": forget_unbegun,
        "files deleted": sweep_files,
        "links closed": close_old,
        "answers deleted": forget_answers,
        "people forgotten": forget_leavers,
        "registrations emptied": forget_people,
        "checks emptied": lessons.forget_checkers,
        "follow-ups emptied": lessons.forget_follow_ups,
        "reasons emptied": lessons.forget_reasons,
        "words about lessons emptied": lessons.forget_answers,
        "staff forgotten": forget_outsiders,
        "searches forgotten": forget_saved,
        "questions forgotten": forget_missed,
        "analyses emptied of words": forget_words,
        "receivers forgotten": forget_asked,
        "words at home deleted": forget_marks,
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


def sweep_files() -> int:
    """Files that no example and no document has had for a month are deleted."""
    return files.sweep(pictures_of_examples() | files_of_documents(), before=clock.now() - UNUSED_FILES_KEPT)


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
