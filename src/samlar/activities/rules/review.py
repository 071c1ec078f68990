"""When a plan may be written, a should set aside, and the plan or the result read by the mandate for quality (C3)."""

from samlar.activities.rules.access import is_planned
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.lineage import lasting
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.evaluate import next_steps, rules_for
from samlar.formats.sentence import Sentence, Severity
from samlar.people.rules import Actor, MandateKind, NotAllowed, NotVisible

CHECKS = {"plan": "quality_check", "result": "result_check"}  # what is read, and the need of a step that asks for it


def must_be_planned(activity: ActivityRow) -> None:
    """The plan is written while the activity is planned; what was reviewed and cleared is that plan. A lasting one plans year by year."""
    if not is_planned(activity):
        raise ActivityRefused(
            Sentence(
                "Planen kan ändras medan {format} planeras. Nu är skedet: {stage}.",
                "The plan can be changed while {format} is being planned. The stage now is: {stage}.",
            ).fill(format=activity.definition.definite, stage=activity.stage_now.name),
            source="C3",
            mend=Sentence("Planen för nästa år skrivs vid årsavstämningen.", "The plan for the next year is written at the yearly review.")
            if lasting(activity.definition)
            else Sentence(
                "Behöver planen ändras? Be den som granskar skicka tillbaka den.",
                "Does the plan need to change? Ask the reviewer to send it back.",
            ),
        )


def must_be_a_should(activity: ActivityRow, rule_id: str) -> None:
    """A rule of this activity's format that may be set aside. Raises NotVisible for an unknown one, ActivityRefused for a must."""
    severities = {rule.id: severity for rule, severity in rules_for(activity.definition, activity.member_led)}
    if rule_id not in severities:
        raise NotVisible
    if severities[rule_id] is Severity.MUST:
        raise ActivityRefused(
            Sentence("Det här är ett krav. Det går inte att göra avsteg från.", "This is a requirement. It cannot be set aside."),
            rule=rule_id,
        )


def must_not_be_cleared(activity: ActivityRow) -> None:
    if activity.stage_kind not in ("planning", "review"):
        raise ActivityRefused(
            Sentence(
                "Avsteg skrivs före start. Nu är skedet: {stage}.", "Reasons are written before the start. The stage now is: {stage}."
            ).fill(stage=activity.stage_now.name)
        )


def is_to_be_read(activity: ActivityRow, of: str) -> bool:
    """Whether a step from here waits for the mandate's reading of the plan or of the result."""
    return any(CHECKS[of] in step.needs for step in next_steps(activity.definition, activity.stage))


def may_read(actor: Actor, activity: ActivityRow, of: str) -> bool:
    """Whether the actor is to read the plan or the result now, for the mandate for quality (C3, L1)."""
    return actor.holds(MandateKind.QUALITY) and is_to_be_read(activity, of)


def must_read(actor: Actor, activity: ActivityRow, of: str) -> None:
    """Raises NotAllowed for those without the mandate, ActivityRefused where nothing waits for a reading."""
    if not actor.holds(MandateKind.QUALITY):
        raise NotAllowed(
            Sentence("Kvaliteten säkras av den som har mandatet för det.", "The quality is assured by whoever holds the mandate for it."),
            source="C3; L1",
        )
    if not is_to_be_read(activity, of):
        raise ActivityRefused(
            Sentence("Det finns inget att kvalitetssäkra i det här skedet.", "There is nothing to quality assure in this stage.")
        )
