"""The plan is written; a should is set aside with a reason (C3, D1)."""

from collections.abc import Iterable

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import Activity, BudgetLine, Measure, Override, Plan
from samlar.activities.queries.lineage import could_continue
from samlar.activities.queries.plan import PlanRow, kept_plan
from samlar.activities.rules import review as rules
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.deeds import REASON_LENGTH, ActivityRefused, Overtaken, must_say
from samlar.activities.rules.plan import MEASURES, About, Line, PlanText, must_be_keepable, must_be_keepable_about
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.people.rules import Actor


@transaction.atomic
def save(actor: Actor, activity_id: int, *, about: About, plan: PlanText, revision: int) -> int:
    """Keeps the plan as written, finished or not, and says its new revision (unchanged where nothing was).

    Raises NotVisible, NotAllowed (only the lead and the owner write), ActivityRefused (not being planned), PlanRefused (something
    is not of its type) and Overtaken (somebody saved since this page was opened: `now` is their revision, nothing was kept).
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_be_planned(activity)
    must_be_keepable_about(activity.definition, about, [id for id, _title in could_continue(activity)] if about.continues else [])
    must_be_keepable(activity.definition, plan)
    kept = kept_plan(activity)
    if kept.revision != revision:
        raise Overtaken(_somebody_else(kept), now=kept.revision)
    changed = _changes(kept.text, plan, About(activity.title, activity.summary, activity.use, activity.continues), about)
    if not changed:
        return revision
    _write(activity_id, plan, actor, revision + 1)
    Activity.objects.filter(id=activity_id).update(
        title=about.title.strip(), summary=about.summary.strip(), use=about.use, continues=about.continues
    )
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="plan.saved",
        kind="activity",
        subject=activity_id,
        changes={"parts": [None, changed], "revision": [revision, revision + 1]},
    )
    return revision + 1


def _somebody_else(kept: PlanRow) -> Sentence:
    return Sentence(
        "{who} har sparat en nyare version av planen medan du skrev. Din text finns kvar här nedanför men är inte sparad.",
        "{who} has saved a newer version of the plan while you were writing. Your text is still here below but is not saved.",
    ).fill(who=kept.changed_by or Sentence("Någon annan", "Somebody else"))


def _changes(before: PlanText, after: PlanText, was: About, about: About) -> list[str]:
    """The parts that differ, by their words; never what was written in them (Z4)."""
    names = sorted({*before.sections, *after.sections})
    changed = [
        name
        for name in names
        if before.sections.get(name, "") != after.sections.get(name, "") and (before.sections.get(name) or after.sections.get(name))
    ]
    changed += [part for part in ("start", "end", "grant", "lines") if getattr(before, part) != getattr(after, part)]
    if was != About(about.title.strip(), about.summary.strip(), about.use, about.continues):
        changed.append("about")
    return changed


def _write(activity_id: int, plan: PlanText, actor: Actor, revision: int) -> None:
    row = Plan.objects.get(activity=activity_id)
    row.sections = {
        name: list(value) if isinstance(value, tuple) else value for name, value in plan.sections.items() if name not in MEASURES
    }
    row.start, row.end, row.grant = plan.start, plan.end, plan.grant
    row.revision, row.changed, row.changed_by_id = revision, clock.now(), actor.person
    row.save()
    _write_lines(row, plan.lines)
    for section, kind in MEASURES.items():
        entries = plan.sections.get(section, ())
        _write_measures(row, kind, (entries,) if isinstance(entries, str) else entries)


def _write_lines(row: Plan, lines: Iterable[Line]) -> None:
    row.lines.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(plan=row, position=place, cost=line.cost, text=line.text, amount=line.amount, paid_by=line.paid_by)
        for place, line in enumerate(lines)
    )


def _write_measures(row: Plan, kind: str, texts: Iterable[str]) -> None:
    """Entries whose words stay keep their answers: a plan may come back from a later stage."""
    known = {measure.text: measure for measure in row.measures.filter(kind=kind)}
    row.measures.filter(kind=kind).delete()
    Measure.objects.bulk_create(
        Measure(
            plan=row,
            kind=kind,
            position=place,
            text=text,
            outcome=known[text].outcome if text in known else "",
            answer=known[text].answer if text in known else "",
        )
        for place, text in enumerate(texts)
    )


@transaction.atomic
def set_aside(actor: Actor, activity_id: int, *, rule: str, reason: str) -> None:
    """The lead answers for leaving a should unmet, with a reason that stays visible; writing again replaces the reason.

    Raises NotVisible (no such rule here), NotAllowed, ActivityRefused (a must, no reason, or cleared already).
    """
    _, activity = locked(actor, activity_id)
    rules.must_be_a_should(activity, rule)
    must_lead(actor, activity)
    rules.must_not_be_cleared(activity)
    said = must_say(reason, field="reason", most=REASON_LENGTH, missing=Sentence("Skriv skälet.", "Write the reason."))
    now = clock.now()
    written = {"reason": said, "person_id": actor.person, "organisation_id": actor.organisation, "written": now}
    Override.objects.update_or_create(activity_id=activity_id, rule=rule, defaults=written)
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="rule.set_aside",
        kind="activity",
        subject=activity_id,
        changes={"rule": [None, rule]},
        reason=said,
    )


@transaction.atomic
def take_back(actor: Actor, activity_id: int, *, rule: str) -> None:
    """The lead takes a reason back, until the start is cleared. Raises NotVisible, NotAllowed, ActivityRefused."""
    _, activity = locked(actor, activity_id)
    rules.must_be_a_should(activity, rule)
    must_lead(actor, activity)
    rules.must_not_be_cleared(activity)
    if not Override.objects.filter(activity=activity_id, rule=rule).delete()[0]:
        raise ActivityRefused(Sentence("Det finns inget skäl att ta tillbaka.", "There is no reason to take back."))
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="rule.taken_back",
        kind="activity",
        subject=activity_id,
        changes={"rule": [rule, None]},
    )
