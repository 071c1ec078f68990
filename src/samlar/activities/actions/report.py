"""The result is written (C3)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import Duty, Measure, Report, YearReview
from samlar.activities.queries.report import kept_report
from samlar.activities.rules import report as rules
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.deeds import Overtaken
from samlar.activities.rules.report import Answer, ReportRow
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.people.rules import Actor
from samlar.talk.rules import text_within


@transaction.atomic
def save_report(actor: Actor, activity_id: int, *, sections: Mapping[str, str], answers: Mapping[int, Answer], revision: int) -> int:
    """Keeps the report as written, finished or not, and says its new revision (unchanged where nothing was).

    `sections` maps the format's headings to text, `answers` the plan's measures (by id) to what is said of them; what is left out
    stays as it is. Side effects in order: locks the activity, writes report and answers, records.

    Raises NotVisible (also for a heading or measure that is not this activity's), NotAllowed (only the lead and the owner write),
    ActivityRefused (not running, unknown outcome), TextRefused (too long) and Overtaken (saved by somebody else meanwhile).
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_be_written_now(activity)
    kept = kept_report(activity)
    if kept.revision != revision:
        raise Overtaken(_somebody_else(kept), now=kept.revision)
    rules.must_be_asked_for(activity, sections, answers, {one.id for one in kept.measures})
    told = {one.id: text_within(sections[one.id], most=one.most, field=f"section_{one.id}") for one in kept.sections if one.id in sections}
    said = {
        id: Answer(answer.outcome, text_within(answer.text, most=rules.ANSWER_LENGTH, field=f"answer_{id}"))
        for id, answer in answers.items()
    }
    changed = _changed(kept, told, said)
    if not changed:
        return revision
    _write(actor, activity, kept, told, said)
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="report.saved",
        kind="activity",
        subject=activity_id,
        changes={"parts": [None, changed], "revision": [revision, revision + 1]},
    )
    return revision + 1


def _somebody_else(kept: ReportRow) -> Sentence:
    return Sentence(
        "{who} har sparat en nyare version av resultatet medan du skrev. Din text finns kvar här nedanför men är inte sparad.",
        "{who} has saved a newer version of the result while you were writing. Your text is still here below but is not saved.",
    ).fill(who=kept.changed_by or Sentence("Någon annan", "Somebody else"))


def _changed(kept: ReportRow, told: Mapping[str, str], said: Mapping[int, Answer]) -> list[str]:
    """What differs, by its word; never what was written (Z4)."""
    parts = [one.id for one in kept.sections if one.id in told and told[one.id] != one.text]
    kinds = {one.kind for one in kept.measures if one.id in said and said[one.id] != Answer(one.outcome, one.answer)}
    return parts + sorted(kinds)


def _write(actor: Actor, activity: ActivityRow, kept: ReportRow, told: Mapping[str, str], said: Mapping[int, Answer]) -> None:
    sections: dict[str, Any] = {one.id: one.text for one in kept.sections} | dict(told)
    Report.objects.update_or_create(
        activity_id=activity.id,
        defaults={"sections": sections, "revision": kept.revision + 1, "changed": clock.now(), "changed_by_id": actor.person},
    )
    for id, answer in said.items():
        Measure.objects.filter(id=id).update(outcome=answer.outcome, answer=answer.text)


def keep_year(activity: ActivityRow) -> None:
    """A lasting activity goes on: what it told this year is kept as it was, and the next year's result, answers and duties begin anew.

    Within the deed that takes the step (lifecycle.actions.steps), which has locked the activity.
    """
    if activity.reported is None:
        return
    kept = kept_report(activity)
    spread = Duty.objects.filter(activity=activity.id).values_list("duty", "done", "link", "note")
    told = {
        "sections": {one.id: one.text for one in kept.sections if one.text},
        "measures": [[one.kind, one.text, one.outcome, one.answer] for one in kept.measures],
        "spread": [[duty, done.isoformat() if done else None, link, note] for duty, done, link, note in spread],
    }
    YearReview.objects.create(activity_id=activity.id, told=told, reported=activity.reported)
    Report.objects.filter(activity=activity.id).update(sections={}, revision=kept.revision + 1)
    Measure.objects.filter(plan__activity=activity.id).update(outcome="", answer="")
    Duty.objects.filter(activity=activity.id).delete()
