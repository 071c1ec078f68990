"""An organisation says what the format gave (C3)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import FormatEvaluation
from samlar.activities.rules import evaluation as rules
from samlar.foundation import audit, clock
from samlar.people.rules import Actor


@transaction.atomic
def evaluate(actor: Actor, activity_id: int, *, answers: Mapping[str, Any]) -> None:
    """Keeps the actor's organisation's answers to the format's questions; answering again replaces them, and the trail says so.

    Side effects in order: locks the activity, writes the evaluation, records. Raises NotVisible, NotAllowed (only those who take
    part), ActivityRefused (not reported, a question without its answer), TextRefused (too long).
    """
    _, activity = locked(actor, activity_id)
    rules.must_evaluate(actor, activity)
    kept = rules.taken(activity.definition.evaluation, answers)
    before = (
        FormatEvaluation.objects.filter(activity=activity_id, organisation=actor.organisation).values_list("answers", flat=True).first()
    )
    if before == kept:
        return
    FormatEvaluation.objects.update_or_create(
        activity_id=activity_id,
        organisation_id=actor.organisation,
        defaults={"version_id": activity.version, "person_id": actor.person, "answers": kept, "given": clock.now()},
    )
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="evaluation.given" if before is None else "evaluation.changed",
        kind="activity",
        subject=activity_id,
    )
