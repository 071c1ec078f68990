"""A plan to read: for those who do not write it, and for the mandate that reviews it."""

from typing import Any

from samlar.activities.queries.plan import PlanRow, overrides
from samlar.activities.rules.rows import ActivityRow
from samlar.formats import words as w


def to_read(found: ActivityRow, kept: PlanRow) -> dict[str, Any]:
    """The plan to read: what is written, the budget, and the reasons for what was set aside."""
    sections = [
        {"label": section.label, "value": kept.text.sections.get(section.id, ""), "kind": section.kind}
        for section in found.definition.plan.sections
    ]
    rules = {rule.id: rule.sentence.fill(min=rule.min, max=rule.max) for rule in found.definition.rules}
    reasons = [{"rule": rules[one.rule], "one": one} for one in overrides(found).values() if one.rule in rules]
    lines = [
        {"text": one.text, "cost": w.COSTS[one.cost], "paid_by": w.PAYERS[one.paid_by], "amount": one.amount} for one in kept.text.lines
    ]
    return {"kept": kept, "sections": sections, "reasons": reasons, "lines": lines}
