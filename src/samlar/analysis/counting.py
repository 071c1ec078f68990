"""The count by any of the rules."""

from __future__ import annotations

from fractions import Fraction

from . import approval, equal_shares, phragmen
from .election import Election, Outcome, Rule, Utility


def count(
    election: Election, rule: Rule = Rule.EQUAL_SHARES, utility: Utility = Utility.COST, *, step: Fraction | None = None, ties: bool = True
) -> Outcome:
    """Counts by the rule. `utility` and `step` concern equal shares alone; see there. Without `ties` none are looked for."""
    if rule is Rule.PHRAGMEN:
        return phragmen.count(election, ties=ties)
    if rule is Rule.APPROVAL:
        return approval.count(election, ties=ties)
    return equal_shares.count(election, utility, step=step, ties=ties)
