"""A participant answers the four questions after a session (F1)."""

from collections.abc import Mapping

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import Debrief
from samlar.activities.queries.debriefs import afterwards, own
from samlar.activities.rules import debriefs as rules
from samlar.foundation import audit, clock
from samlar.people.rules import Actor, must_act_for_an_organisation


@transaction.atomic
def answer(actor: Actor, activity_id: int, session_id: int, *, answers: Mapping[str, str], could_be_lesson: bool) -> int:
    """Keeps the actor's answers, new or changed; says their id.

    Side effects in order: locks the activity, writes, records. Raises NotVisible, NotAllowed (does not take part), ActivityRefused
    (not begun, cancelled, over, no answer, too long, written more than thirty days ago).
    """
    locked(actor, activity_id)
    found = afterwards(actor, activity_id, session_id)
    rules.must_answer(actor, found.activity)
    rules.must_be_asked(found.activity, found.session, clock.now())
    kept = own(actor, found)
    if kept is not None:
        rules.must_be_changeable(clock.day_of(kept.written) or clock.today(), clock.today())
    said = rules.taken(dict(answers))
    if kept is not None:
        if (said, could_be_lesson) != (kept.answers, kept.could_be_lesson):
            Debrief.objects.filter(id=kept.id).update(**said, could_be_lesson=could_be_lesson, changed=clock.now())
            _record(actor, "debrief.changed", session_id)
        return kept.id
    made = Debrief.objects.create(  # type: ignore[misc]  # whoever acts for an organisation is a person
        session_id=session_id, person_id=actor.person, organisation_id=must_act_for_an_organisation(actor), written=clock.now(),
        could_be_lesson=could_be_lesson, **said,
    )  # fmt: skip
    _record(actor, "debrief.written", session_id)
    return made.pk


def _record(actor: Actor, verb: str, session_id: int) -> None:
    """Of the session: what is said afterwards is no part of the history that members read."""
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="session", subject=session_id)
