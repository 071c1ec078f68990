"""The mandate for quality reads the plan or the result (C3)."""

from typing import Any

from django.db import transaction

from samlar.activities.actions import letters
from samlar.activities.actions.locks import locked
from samlar.activities.models import QualityCheck, Report
from samlar.activities.queries.plan import kept_plan
from samlar.activities.rules.deeds import NOTE_LENGTH, Overtaken, must_say
from samlar.activities.rules.review import must_read
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.people.rules import Actor


@transaction.atomic
def check(actor: Actor, activity_id: int, *, of: str, approved: bool, note: str = "", revision: int, tell: bool = True) -> None:
    """Writes down that the plan or the result is good, or what is to be mended; the lead gets a letter unless another one follows.

    `of` is plan or result, `revision` that of the plan or the report on the reader's page. Raises NotVisible, NotAllowed, ActivityRefused,
    and Overtaken where what was read has changed since the page was opened.
    """
    _, activity = locked(actor, activity_id)
    must_read(actor, activity, of)
    now = _revision(activity, of)
    if now != revision:
        raise Overtaken(Sentence("Texten har ändrats sedan du öppnade sidan.", "The text has changed since you opened the page."), now=now)
    missing = None if approved else Sentence("Skriv vad som behöver ändras.", "Write what needs to change.")
    said = must_say(note, field="note", most=NOTE_LENGTH, missing=missing)
    reader: dict[str, Any] = {"person_id": actor.person, "organisation_id": actor.organisation}
    QualityCheck.objects.create(
        activity_id=activity_id, of=of, plan_revision=revision, approved=approved, note=said, made=clock.now(), **reader
    )
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb=f"{of}.approved" if approved else f"{of}.found_wanting",
        kind="activity",
        subject=activity_id,
        changes={"revision": [None, revision]},
        reason=said,
    )
    if tell:
        letters.to_lead(actor, "activity_read", activity, letters.about(actor, activity, of=of, approved=approved, note=said))


def _revision(activity: ActivityRow, of: str) -> int:
    """The revision of what is read: the plan's, or the report's (0 while nothing is reported)."""
    if of == "plan":
        return kept_plan(activity).revision
    return Report.objects.filter(activity=activity.id).values_list("revision", flat=True).first() or 0
