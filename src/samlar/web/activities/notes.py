"""The format's findings on a plan, each beside what it concerns, and in sum what remains (D1)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from samlar.activities.queries.plan import OverrideRow
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.evaluate import Judged, Verdict
from samlar.formats.sentence import Sentence, Severity
from samlar.lifecycle.rules.steps import LATER_SUBJECTS

Kind = Literal["must", "should", "overridden", "open"]
PLACES = {"period": "period", "year": "period", "participants": "participants", "proposer": "participants"}


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside a part of the plan. `open`: nothing is wrong yet, but something is still to be written."""

    kind: Kind
    rule: str
    says: Sentence
    mend: Sentence | None
    why: Sentence
    source: str
    override: OverrideRow | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A part of the plan where something remains, for the list at the top."""

    place: str
    label: Sentence
    must: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """`by_place`: the part's word → its notes. `left`: the parts where something remains, musts first. `kept`: rules that hold."""

    by_place: dict[str, list[Note]]
    left: tuple[Left, ...]
    kept: int
    all: int


def notes(activity: ActivityRow, verdict: Verdict, overrides: dict[str, OverrideRow]) -> Notes:
    """Every rule that does not hold, by the part of the page that it concerns."""
    found: dict[str, list[Note]] = defaultdict(list)
    judged = [rule for rule in verdict.rules if rule.subject not in LATER_SUBJECTS]
    for rule in judged:
        if rule.state != "passed":
            for place, note in _placed(activity, rule, overrides.get(rule.rule_id)):
                if note.says not in [one.says for one in found[place]]:
                    found[place].append(note)
    return Notes(dict(found), _left(activity, found), sum(rule.state == "passed" for rule in judged), len(judged))


def _placed(activity: ActivityRow, rule: Judged, override: OverrideRow | None) -> list[tuple[str, Note]]:
    if rule.state == "not_judged":
        place = "participants" if rule.subject in ("participants", "proposer") else "period"
        return [(place, _note(rule, "open", rule.sentence if place == "participants" else NO_DAYS))]
    if rule.subject == "plan" and len(rule.sections) > 1:
        return [(section, _note(rule, "open", UNWRITTEN)) for section in rule.required if section not in rule.observed]
    kind: Kind = "overridden" if override else "must" if rule.severity is Severity.MUST else "should"
    return [(_place(activity, rule), _note(rule, kind, rule.message or rule.sentence, override))]


NO_DAYS = Sentence(
    "Välj första och sista dagen. Då räknas längden och vad som är kvar av året.",
    "Choose the first and the last day. Then the length and what is left of the year are worked out.",
)
UNWRITTEN = Sentence("Behövs innan planen kan skickas.", "Needed before the plan can be sent in.")


def _note(rule: Judged, kind: Kind, says: Sentence, override: OverrideRow | None = None) -> Note:
    mend = rule.mend if kind in ("must", "should") else None
    return Note(kind, rule.rule_id, says, mend, rule.sentence, rule.source, override)


def _place(activity: ActivityRow, rule: Judged) -> str:
    if rule.subject == "plan" and rule.sections:
        return rule.sections[0]
    if rule.subject == "budget":
        fact = next(one.fact for one in activity.definition.rules if one.id == rule.rule_id)
        return "grant" if fact.startswith("grant.") else "budget"
    return PLACES.get(rule.subject, "participants")


LABELS = {
    "period": Sentence("När", "When"),
    "budget": Sentence("Budget", "Budget"),
    "grant": Sentence("Basfinansiering", "Basic funding"),
    "participants": Sentence("Deltagare", "Participants"),
}


def _left(activity: ActivityRow, found: dict[str, list[Note]]) -> tuple[Left, ...]:
    labels = {section.id: section.label for section in activity.definition.plan.sections} | LABELS
    order = ["participants", *(section.id for section in activity.definition.plan.sections), "period", "budget", "grant"]
    left = [
        Left(place, labels[place], any(note.kind in ("must", "open") for note in found[place]))
        for place in order
        if any(note.kind != "overridden" for note in found.get(place, ()))
    ]
    return tuple(sorted(left, key=lambda one: not one.must))
