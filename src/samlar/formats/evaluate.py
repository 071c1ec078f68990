"""What a format says of a case: findings with reasons, the next steps, and the largest grant that the rules allow."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from samlar.formats import words as w
from samlar.formats.case import Case
from samlar.formats.definition import Definition, Duty, Step
from samlar.formats.facts import FACTS, Fact, Outcome
from samlar.formats.rule import Rule
from samlar.formats.sentence import Sentence, Severity

State = Literal["passed", "failed", "not_judged"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a case violates. `observed` and `required` are plain JSON values."""

    rule: str
    severity: Severity
    message: Sentence
    mend: Sentence
    source: str
    observed: Any
    required: Any


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule as a page shows it, whatever its outcome.

    `sentence` is what must hold, `now` how it stands (None when not judged), `message` what is wrong (None unless
    failed), `subject` the part of the case that it concerns (proposer, participants, year, plan, budget, period,
    registration or persons) and `sections` the plan's sections that it reads.
    """

    rule_id: str
    severity: Severity
    state: State
    sentence: Sentence
    now: Sentence | None
    message: Sentence | None
    mend: Sentence
    source: str
    subject: str
    sections: tuple[str, ...]
    observed: Any
    required: Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """All rules of a format on one case, in the format's order.

    `findings` are the failed rules; `not_judged` (sorted) and `passed` are rule ids. `can_start`: no must failed and
    none is unjudged.
    """

    findings: tuple[Finding, ...]
    not_judged: tuple[str, ...]
    passed: tuple[str, ...]
    can_start: bool
    rules: tuple[Judged, ...]

    def failed(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)


def judge(definition: Definition, case: Case) -> Verdict:
    """Judge a case by every rule of the format. Never raises for a case made of the declared types (C1)."""
    judged = tuple(_judged(rule, severity, definition, case) for rule, severity in rules_for(definition, case.member_led))
    return Verdict(
        findings=tuple(_finding(one) for one in judged if one.state == "failed"),
        not_judged=tuple(sorted(one.rule_id for one in judged if one.state == "not_judged")),
        passed=tuple(one.rule_id for one in judged if one.state == "passed"),
        can_start=all(one.state == "passed" for one in judged if one.severity is Severity.MUST),
        rules=judged,
    )


def broken_of(subject: str, definition: Definition, case: Case) -> Iterator[Judged]:
    """The rules about one subject, such as "participants", that a case violates, each judged when it is asked for.

    For lists, where judging all costs too much (C1).
    """
    for rule, severity in rules_for(definition, case.member_led):
        fact = FACTS[rule.fact]
        if fact.subject == subject and (outcome := fact.judge(rule, definition.settings, case)).holds is False:
            yield _told(rule, severity, fact, outcome)


def rules_for(definition: Definition, member_led: bool) -> tuple[tuple[Rule, Severity], ...]:
    """The rules in order with the severity they have; lower where members lead and the format says so (C2)."""
    lower = {one.what: one.to for one in definition.member_led.lower} if member_led else {}
    return tuple(
        (rule, Severity.SHOULD if lower.get(rule.id) == "should" else rule.severity)
        for rule in definition.rules
        if lower.get(rule.id) != "dropped"
    )


def duties_for(definition: Definition, member_led: bool) -> tuple[tuple[Duty, Severity], ...]:
    """What is owed after the report; must unless the format lowers it where members lead (C2, J1)."""
    lower = {one.what: one.to for one in definition.member_led.lower} if member_led else {}
    return tuple(
        (duty, Severity.SHOULD if lower.get(duty.id) == "should" else Severity.MUST)
        for duty in definition.duties
        if lower.get(duty.id) != "dropped"
    )


def _judged(rule: Rule, severity: Severity, definition: Definition, case: Case) -> Judged:
    fact = FACTS[rule.fact]
    return _told(rule, severity, fact, fact.judge(rule, definition.settings, case))


def _told(rule: Rule, severity: Severity, fact: Fact, outcome: Outcome) -> Judged:
    state: State = "not_judged" if outcome.holds is None else "passed" if outcome.holds else "failed"
    limits: dict[str, object] = {"min": rule.min, "max": rule.max}
    return Judged(
        rule_id=rule.id,
        severity=severity,
        state=state,
        sentence=rule.sentence.fill(**limits),
        now=outcome.now if state != "not_judged" else None,
        message=rule.message.fill(**limits, now=outcome.now, **outcome.values) if state == "failed" else None,
        mend=rule.mend.fill(**limits),
        source=rule.source,
        subject=fact.subject,
        sections=rule.sections or (),
        observed=outcome.observed if state != "not_judged" else None,
        required=outcome.required if state != "not_judged" else None,
    )


def _finding(one: Judged) -> Finding:
    assert one.message is not None
    return Finding(one.rule_id, one.severity, one.message, one.mend, one.source, one.observed, one.required)


# — stages and steps —


def next_steps(definition: Definition, stage: str) -> tuple[Step, ...]:
    """The steps that leave a stage, in the format's order."""
    return tuple(step for step in definition.steps if stage in step.from_)


def missing(step: Step, done: Collection[str]) -> tuple[tuple[str, Sentence], ...]:
    """The needs of a step that are not done yet, each with its sentence."""
    return tuple((need, w.NEEDS[need]) for need in step.needs if need not in done)


# — money —


@dataclass(frozen=True, slots=True)
class GrantLimit:
    """A rule's limit for the grant, in kr."""

    rule_id: str
    limit: int
    sentence: Sentence
    source: str


@dataclass(frozen=True, slots=True)
class LargestGrant:
    """The largest grant that the rules allow, in kr, and each rule's limit, the tightest first (D2)."""

    amount: int
    limits: tuple[GrantLimit, ...]


def largest_grant(definition: Definition, budget: int, granted_same_year: int | None = None) -> LargestGrant | None:
    """How large the basic funding may be for a budget of so many kr (150 000 → 75 000; 300 000 → 100 000; D2).

    Without `granted_same_year` the year's envelope is left out. None when the format has no rule about a grant.
    """
    limits = []
    for rule in definition.rules:
        if rule.max is None:
            continue
        if rule.fact == "grant.amount":
            limit = int(rule.max)
        elif rule.fact == "grant.share":
            limit = int(Fraction(rule.max) * budget)
        elif rule.fact == "grant.year" and granted_same_year is not None:
            limit = max(0, int(rule.max) - granted_same_year)
        else:
            continue
        limits.append(GrantLimit(rule.id, limit, rule.sentence.fill(min=rule.min, max=rule.max), rule.source))
    if not limits:
        return None
    limits.sort(key=lambda one: one.limit)
    return LargestGrant(limits[0].limit, tuple(limits))


def year_envelope(definition: Definition) -> int | None:
    """All basic funding that the format may give in a year, in kr; None when no rule says."""
    return next((int(rule.max) for rule in definition.rules if rule.fact == "grant.year" and rule.max is not None), None)


def most_leads(definition: Definition) -> int:
    """How many organisations may lead at once: the lowest bound of the rules about leads, one where none says (C3, C6)."""
    bounds = [rule.max for rule in definition.rules if rule.fact == "participants.count" and rule.leads and rule.max is not None]
    return int(min(bounds, default=1))


def joint_costs(definition: Definition) -> tuple[str, ...]:
    """The kinds of cost that joint money may pay; empty when no rule says."""
    return next((rule.costs for rule in definition.rules if rule.fact == "grant.costs" and rule.costs), ())
