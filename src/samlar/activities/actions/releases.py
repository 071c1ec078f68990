"""The lead releases the programme: from then on all others read that version (E4). Who is told is the conductor's to see to."""

from dataclasses import dataclass

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import ProgrammeRelease
from samlar.activities.queries import releases as queries
from samlar.activities.queries.items import draft
from samlar.activities.rules import programme as rules
from samlar.activities.rules import releases as verdicts
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.deeds import NOTE_LENGTH, must_say
from samlar.activities.rules.programme import Change, Programme
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import must_be_open
from samlar.foundation import audit, clock
from samlar.people.rules import Actor, must_act_for_an_organisation


@dataclass(frozen=True, slots=True)
class Released:
    """What was released: the activity, the version's number, the whole programme, and what it changed since the version before."""

    activity: ActivityRow
    number: int
    programme: Programme
    changes: tuple[Change, ...]
    note: str


@transaction.atomic
def release(actor: Actor, activity_id: int, *, seal: str, note: str = "") -> Released:
    """Releases the draft as it is. Locks the activity, writes the version, records.

    `seal` is that of the draft on the page (`rules.releases.seal_of`). Raises NotVisible, NotAllowed (only the lead and the owner),
    ActivityRefused (over, no session, nothing changed, the note too long) and Overtaken (the draft has changed since the page was opened).
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    must_be_open(activity)
    said = must_say(note, field="note", most=NOTE_LENGTH)
    before = queries.newest(activity)
    kept = before.programme if before else None
    now = clock.now()
    made = draft(activity_id)
    verdicts.must_be_read_lately(seal, made)
    programme = rules.released(made, kept, now)
    changes = rules.changes(kept, programme)
    verdicts.must_be_worth_it(programme, kept, changes)
    number = before.number + 1 if before else 1
    ProgrammeRelease.objects.create(  # type: ignore[misc]  # whoever leads is a person
        activity_id=activity_id, number=number, programme=rules.as_json(programme), changes=[one.as_json() for one in changes], note=said,
        released=now, person_id=actor.person, organisation_id=must_act_for_an_organisation(actor),
    )  # fmt: skip
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="programme.released", kind="activity", subject=activity_id,
        changes={"number": [number - 1 or None, number], "count": [None, len(changes)]},
    )  # fmt: skip
    return Released(activity, number, programme, changes, said)
