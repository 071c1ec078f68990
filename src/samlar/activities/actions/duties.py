"""What was owed has been spread: noted with day and link, or taken back (J1)."""

from datetime import date

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import Duty
from samlar.activities.queries.duties import reported_day
from samlar.activities.rules import duties as rules
from samlar.activities.rules.deeds import must_say
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.definition import Duty as OwedDuty
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.people.rules import Actor, NotVisible
from samlar.talk.rules import lines_of


@transaction.atomic
def note_done(actor: Actor, activity_id: int, duty_id: int, *, day: date, link: str = "", note: str = "") -> None:
    """Notes that a duty was done on a day, with the link to it or a note of where.

    Side effects in order: locks the activity, writes the duty, records. Raises NotVisible, NotAllowed (only who owes it),
    ActivityRefused (not reported, done already, a day that does not fit, no link or a bad one).
    """
    activity, row, said = _owed(actor, activity_id, duty_id)
    rules.must_owe(actor, activity, said)
    rules.must_be_told(activity)
    rules.must_not_be_done(row.done, row.organisation.name if row.organisation else "")
    rules.must_be_a_fitting_day(day, reported=reported_day(activity_id), today=clock.today())
    link, note = link.strip(), lines_of(note).strip()
    rules.must_be_shown(row.channel, link, note)
    Duty.objects.filter(id=row.pk).update(done=day, link=link, note=note, person_id=actor.person, organisation_id=actor.organisation)
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="duty.done",
        kind="activity",
        subject=activity_id,
        changes={"duty": [None, row.duty], "done": [None, day.isoformat()]},
    )


@transaction.atomic
def take_back(actor: Actor, activity_id: int, duty_id: int, *, reason: str) -> None:
    """Takes back the note that a duty was done; the reason stays in the history.

    Raises NotVisible, NotAllowed (only who owes it), ActivityRefused (not done, closed, no reason).
    """
    activity, row, said = _owed(actor, activity_id, duty_id)
    rules.must_owe(actor, activity, said)
    rules.must_be_open_for_change(activity, row.done)
    why = must_say(reason, field="reason", most=rules.REASON_LENGTH, missing=Sentence("Skriv varför.", "Write why."))
    Duty.objects.filter(id=row.pk).update(done=None, link="", note="", person=None, organisation=None)
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="duty.taken_back",
        kind="activity",
        subject=activity_id,
        changes={"duty": [None, row.duty], "done": [row.done.isoformat() if row.done else None, None]},
        reason=why,
    )


def _owed(actor: Actor, activity_id: int, duty_id: int) -> tuple[ActivityRow, Duty, OwedDuty]:
    _, activity = locked(actor, activity_id)
    row = Duty.objects.select_related("organisation").filter(id=duty_id, activity=activity_id).first() if duty_id < 2**63 else None
    if row is None:
        raise NotVisible
    return activity, row, rules.declared(activity.definition, row.duty)
