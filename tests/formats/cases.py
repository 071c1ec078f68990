"""A case per format that meets all its rules, and for each rule a change that breaks it."""

from __future__ import annotations

from collections import deque
from copy import deepcopy
from typing import Any

from samlar.formats.definition import Definition, Step
from samlar.formats.evaluate import next_steps

SECTIONS = ("purpose", "expected_result", "main_question", "delimitations", "time_plan", "resources")


def organisation(name: str, kind: str = "region", membership: str = "member", lead: bool = False) -> dict[str, Any]:
    return {"organisation": name, "kind": kind, "membership": membership, "lead": lead}


def regions(count: int) -> list[dict[str, Any]]:
    """So many regions; the first one leads."""
    return [organisation(f"Region {number}", lead=number == 0) for number in range(count)]


def person(name: str, function: str = "strategic", approved: bool = True) -> dict[str, Any]:
    return {"organisation": name, "function": function, "manager_approved": approved}


def line(cost: str, amount: int, paid_by: str) -> dict[str, Any]:
    return {"cost": cost, "amount": amount, "paid_by": paid_by}


FULL: dict[str, Any] = {
    "proposer": {"organisation": "Region 0", "kind": "region", "membership": "member"},
    "participants": [*regions(2), organisation("Verket", "agency"), organisation("Lärosätet", "university", "partner")],
    "period": {"start": "2026-02-01", "end": "2026-07-31"},
    "started_same_year": 0,
    "granted_same_year": 0,
    "plan": dict.fromkeys(SECTIONS, "Text.")
    | {"success_criteria": ["Ett", "Två", "Tre", "Fyra"], "indicators": ["Ett"]},
    "budget": {
        "grant": 50_000,
        "lines": [line("expert", 60_000, "joint"), line("travel", 40_000, "participants")],
    },
    "registration": {"last_day": "2026-01-15", "received": "2026-01-15T12:00:00+01:00"},
    "persons": [person("Region 0"), person("Region 0", "operative"), person("Region 1"), person("Region 1", "operative")],
}  # fmt: skip

SPECIAL: dict[str, dict[str, Any]] = {
    "expedition": {
        "participants": [organisation("Region 0", lead=True), organisation("Region 1", lead=True), organisation("Verket", "agency")]
    },
    "arskonferens": {"period": {"start": "2026-02-07", "end": "2026-02-08"}},
}

GUEST = {"organisation": "Gästen", "kind": "other", "membership": "guest"}
GUESTS = [*regions(2), organisation("Gästen", "other", "guest")]
LATE = {"last_day": "2026-01-15", "received": "2026-01-16T00:00:00+01:00"}

# For each rule of each format the parts that break it.
BREAKS: dict[str, dict[str, dict[str, Any]]] = {
    "provrum": {
        "proposer.membership": {"proposer": GUEST},
        "participants.count": {"participants": regions(7)},
        "participants.one_lead": {"participants": [*regions(2), organisation("Region 9", lead=True)]},
        "participants.ready_regions": {"participants": [*regions(1), organisation("Verket", "agency")]},
        "starts.per_year": {"started_same_year": 2},
        "plan.sections": {"plan": {}},
        "grant.ceiling": {"budget": {"grant": 100_001, "lines": [line("expert", 400_000, "joint")]}},
        "grant.half": {"budget": {"grant": 50_001, "lines": [line("expert", 100_000, "joint")]}},
        "grant.costs": {"budget": {"grant": 0, "lines": [line("premises", 1, "joint")]}},
        "grant.per_year": {"granted_same_year": 150_001},
        "participants.region_share": {"participants": [*regions(2), *(organisation(f"Kommun {n}", "municipality") for n in range(3))]},
        "period.months": {"period": {"start": "2026-02-01", "end": "2026-08-01"}},
        "plan.success_criteria": {"plan": {"success_criteria": [" "]}},
        "plan.indicators": {"plan": {"indicators": []}},
    },
    "larlabb": {
        "participants.membership": {"participants": GUESTS},
        "persons.per_organisation": {"persons": [person("Region 0")] * 5},
        "registration.deadline": {"registration": LATE},
        "registration.manager_approval": {"persons": [person("Region 0", approved=False)]},
        "persons.mix": {"persons": [person("Region 0")] * 2},
    },
    "larprojekt": {
        "proposer.membership": {"proposer": GUEST},
        "participants.one_lead": {"participants": []},
        "plan.sections": {"plan": {"purpose": "Text."}},
        "plan.expected_result": {"plan": {"expected_result": "\t"}},
        "registration.deadline": {"registration": LATE},
        "plan.success_criteria": {"plan": {}},
        "participants.regions": {"participants": regions(1)},
        "participants.agencies": {"participants": regions(2)},
        "period.months": {"period": {"start": "2026-02-01", "end": "2026-07-30"}},
        "persons.per_organisation": {"persons": [person("Region 0")]},
        "registration.manager_approval": {"persons": [person("Region 0", approved=False)]},
    },
    "masterclass": {
        "proposer.membership": {"proposer": GUEST},
        "participants.one_lead": {"participants": []},
        "plan.sections": {"plan": {}},
        "plan.expected_result": {"plan": {}},
        "registration.deadline": {"registration": LATE},
        "plan.success_criteria": {"plan": {"success_criteria": ["Ett", "Två", "Tre"]}},
        "participants.regions": {"participants": regions(1)},
        "persons.per_organisation": {"persons": [person("Region 0")] * 5},
        "registration.manager_approval": {"persons": [person("Region 0", approved=False)]},
    },
    "expedition": {
        "proposer.membership": {"proposer": GUEST},
        "participants.two_holders": {"participants": regions(3)},
        "participants.holders_members": {"participants": [organisation("Lärosätet", "university", "partner", lead=True)]},
        "plan.sections": {"plan": {"purpose": "Text."}},
        "plan.sharing": {"plan": {"purpose": "Text."}},
        "participants.levels": {"participants": regions(2)},
        "participants.agencies": {"participants": regions(2)},
    },
    "natverk": {
        "proposer.membership": {"proposer": GUEST},
        "participants.one_lead": {"participants": []},
        "plan.sections": {"plan": {}},
        "participants.planning_group": {"participants": regions(2)},
        "plan.theme": {"plan": {}},
    },
    "arskonferens": {
        "proposer.membership": {"proposer": GUEST},
        "participants.one_lead": {"participants": []},
        "period.days": {"period": {"start": "2026-02-07", "end": "2026-02-07"}},
        "plan.sections": {"plan": {}},
        "plan.budget": {"budget": {"lines": []}},
        "registration.closes_before": {"registration": {"last_day": "2026-02-07"}},
        "registration.deadline": {"registration": LATE},
        "registration.time_to_plan": {"registration": {"last_day": "2026-02-01"}},
        "plan.success_criteria": {"plan": {}},
    },
}  # fmt: skip


def good(format: str, **parts: Any) -> dict[str, Any]:
    """A case that meets all rules of a format, with some parts replaced; a part that is None is left out."""
    case = {"format": format} | deepcopy(FULL) | deepcopy(SPECIAL.get(format, {})) | parts
    return {key: value for key, value in case.items() if value is not None}


def walk(definition: Definition) -> tuple[Step, ...]:
    """The shortest way from the first stage to one of kind closed. A format that was read always has one."""
    kinds = {stage.id: stage.kind for stage in definition.stages}
    first = definition.stages[0].id
    ways: dict[str, tuple[Step, ...]] = {first: ()}
    queue = deque([first])
    while queue:
        stage = queue.popleft()
        if kinds[stage] == "closed":
            return ways[stage]
        for step in next_steps(definition, stage):
            if step.to not in ways:
                ways[step.to] = (*ways[stage], step)
                queue.append(step.to)
    raise ValueError(f"{definition.id} cannot be closed")
