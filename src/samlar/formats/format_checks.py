"""What must hold between the words of a format: bounds that are possible, stages that can be reached and left."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from samlar.formats import words as w
from samlar.formats.facts import FACTS, Fact
from samlar.formats.sentence import Sentence, placeholders
from samlar.formats.shapes import BAD, Problems, unknown

OPERATORS = ("min", "max", "one_of", "kinds", "memberships", "leads", "sections", "budget_line", "costs", "cover_grant")
Values = dict[str, Any]


def check_rule(values: Values, place: str, problems: Problems) -> None:
    """The fact is declared, its bounds are possible, and the sentences ask for values that there are."""
    name = values["fact"]
    if not isinstance(name, str):
        return
    fact = FACTS.get(name)
    if fact is None:
        unknown(f"{place}.fact", name, FACTS, problems)
        return
    given = [operator for operator in OPERATORS if values[operator] is not None]
    for operator in given:
        if operator not in fact.takes:
            problems.add(
                f"{place}.{operator}",
                "Faktumet ”{fact}” tar inte ordet ”{word}”.",
                "The fact “{fact}” does not take the word “{word}”.",
                fact=name, word=operator,
            )  # fmt: skip
    for choice in fact.needs:
        if not set(choice) & set(given):
            problems.add(
                place,
                "Faktumet ”{fact}” behöver {words}.",
                "The fact “{fact}” needs {words}.",
                fact=name,
                words=Sentence(" eller ".join(choice), " or ".join(choice)),
            )
    _check_bounds(values, fact, place, problems)
    _check_choices(values, fact, place, problems)
    _check_placeholders(values, fact, place, problems)


def _check_bounds(values: Values, fact: Fact, place: str, problems: Problems) -> None:
    if fact.bounded is None:
        return
    good = {}
    for name in ("min", "max"):
        value = values[name]
        if value is None or value is BAD or name not in fact.takes:
            continue
        if fact.bounded.unit != "share" and not isinstance(value, int):
            problems.add(f"{place}.{name}", "Gränsen ska vara ett heltal.", "The bound must be a whole number.")
        elif value < 0:
            problems.add(f"{place}.{name}", "Gränsen kan inte vara mindre än noll.", "The bound cannot be less than zero.")
        elif value > fact.bounded.largest:
            problems.add(
                f"{place}.{name}",
                "Gränsen kan inte vara större än {largest} för ”{fact}”.",
                "The bound cannot be larger than {largest} for “{fact}”.",
                largest=fact.bounded.largest, fact=fact.id,
            )  # fmt: skip
        else:
            good[name] = value
    if len(good) == 2 and good["min"] > good["max"]:
        problems.add(
            f"{place}.min",
            "Det minsta ({min}) är större än det högsta ({max}). Inget kan uppfylla det.",
            "The least ({min}) is larger than the most ({max}). Nothing can meet that.",
            min=_plain(good["min"]), max=_plain(good["max"]),
        )  # fmt: skip


def _plain(value: int | Decimal) -> int | str:
    return value if isinstance(value, int) else str(value)


def _check_choices(values: Values, fact: Fact, place: str, problems: Problems) -> None:
    if fact.choices is not None and isinstance(values["one_of"], tuple):
        for number, choice in enumerate(values["one_of"]):
            if choice not in fact.choices:
                unknown(f"{place}.one_of[{number}]", choice, fact.choices, problems)
    if fact.id == "plan.items" and isinstance(values["sections"], tuple) and len(values["sections"]) != 1:
        problems.add(f"{place}.sections", "Välj ett enda avsnitt.", "Choose a single section.")


def _check_placeholders(values: Values, fact: Fact, place: str, problems: Problems) -> None:
    bounds = {name for name in ("min", "max") if values[name] is not None}
    for name, allowed in (("sentence", bounds), ("message", bounds | {"now"} | set(fact.gives)), ("mend", bounds)):
        if not isinstance(values[name], Sentence):
            continue
        for code in ("sv", "en"):
            for used in sorted(placeholders(values[name].in_language(code)) - allowed):
                problems.add(
                    f"{place}.{name}.{code}",
                    "Värdet ”{used}” finns inte här. Det som finns är {allowed}.",
                    "There is no value “{used}” here. Those there are: {allowed}.",
                    used=used,
                    allowed=sorted(allowed) or Sentence("inget", "none"),
                )


def check_question(values: Values, place: str, problems: Problems) -> None:
    """A scale says what its ends mean; no other question has ends."""
    if values["kind"] is BAD:
        return
    for name in ("low", "high"):
        if values["kind"] == "scale" and values[name] is None:
            problems.add(place, "En skala behöver ordet ”{name}”.", "A scale needs the word “{name}”.", name=name)
        elif values["kind"] != "scale" and values[name] is not None:
            problems.add(f"{place}.{name}", "Bara en skala har ändar.", "Only a scale has ends.")


def check_participation(values: Values, place: str, problems: Problems) -> None:
    """The people per organisation are possible, and only asked for where people register."""
    least, most = values["persons_min"], values["persons_max"]
    if isinstance(least, int) and isinstance(most, int) and least > most:
        problems.add(
            f"{place}.persons_min",
            "Det minsta ({min}) är större än det högsta ({max}).",
            "The least ({min}) is larger than the most ({max}).",
            min=least, max=most,
        )  # fmt: skip
    if values["register"] is None and (least, most) != (None, None):
        problems.add(
            place,
            "Personer per organisation kräver ordet ”register”.",
            "People per organisation needs the word “register”.",
        )


def check_trial(values: Values, place: str, problems: Problems) -> None:
    """The trial ends no earlier than it begins."""
    first, last = values["first_year"], values["last_year"]
    if isinstance(first, int) and isinstance(last, int) and first > last:
        problems.add(f"{place}.last_year", "Försöket slutar innan det börjar.", "The trial ends before it begins.")


def check_format(values: Values, place: str, problems: Problems) -> None:
    """What must hold between the tables of a format."""
    tables = problems.tables
    stages = _numbered(tables, "stages")
    steps = _numbered(tables, "steps")
    rules = _numbered(tables, "rules")
    known = {one["id"] for _, one in stages if isinstance(one["id"], str)}
    _check_stage_names(known, steps, _numbered(tables, "guide"), problems)
    if values["stages"] is not BAD and values["steps"] is not BAD:
        _check_ways(stages, steps, known, problems)
    _check_plan(rules, tables, problems)
    _check_follow_up(values["follow_up"], problems)
    _check_lowered(rules, _numbered(tables, "duties"), _numbered(tables, "member_led.lower"), problems)


def _numbered(tables: dict[str, Values], name: str) -> list[tuple[str, Values]]:
    found: list[tuple[str, Values]] = []
    while (place := f"{name}[{len(found)}]") in tables:
        found.append((place, tables[place]))
    return found


def _check_follow_up(months: Any, problems: Problems) -> None:
    if months is not BAD and list(months) != sorted(months):
        problems.add("follow_up", "Månaderna ska stå i stigande ordning.", "The months must stand in rising order.")


def _check_stage_names(known: set[str], steps: list[tuple[str, Values]], guide: list[tuple[str, Values]], problems: Problems) -> None:
    for place, step in steps:
        leaves = step["from"] if isinstance(step["from"], tuple) else ()
        for number, stage in enumerate(leaves):
            if stage not in known:
                unknown(f"{place}.from[{number}]", stage, sorted(known), problems)
        if isinstance(step["to"], str) and step["to"] not in known:
            unknown(f"{place}.to", step["to"], sorted(known), problems)
        if step["to"] in leaves:
            problems.add(f"{place}.to", "Steget leder tillbaka till samma skede.", "The step leads back to the same stage.")
    for place, tip in guide:
        if isinstance(tip["stage"], str) and tip["stage"] not in known:
            unknown(f"{place}.stage", tip["stage"], sorted(known), problems)


def _check_ways(stages: list[tuple[str, Values]], steps: list[tuple[str, Values]], known: set[str], problems: Problems) -> None:
    kinds = {stage["id"]: stage["kind"] for _, stage in stages}
    for kind in ("planning", "running", "closed"):
        if kind not in kinds.values():
            problems.add(
                "stages", "Ett skede av slaget ”{kind}” saknas.", "A stage of the kind “{kind}” is missing.", kind=w.STAGE_KINDS[kind]
            )
    if kinds and next(iter(kinds.values())) != "planning":
        problems.add("stages[0].kind", "Det första skedet ska vara planering.", "The first stage must be planning.")
    arrows = {(leaves, step["to"]) for _, step in steps for leaves in step["from"]}
    reached = _reach({next(iter(kinds))}, arrows)
    ends = {stage for stage, kind in kinds.items() if kind in w.ENDS}
    closes = _reach({stage for stage, kind in kinds.items() if kind == "closed"}, {(to, leaves) for leaves, to in arrows})
    for place, stage in stages:
        name = stage["id"]
        if name not in reached:
            problems.add(
                place,
                "Skedet ”{stage}” går inte att nå från det första skedet.",
                "The stage “{stage}” cannot be reached from the first stage.",
                stage=name,
            )
        if name not in ends and name not in closes:
            problems.add(
                place,
                "Från skedet ”{stage}” går det inte att komma till ett avslut.",
                "From the stage “{stage}” there is no way to a close.",
                stage=name,
            )
    for place, step in steps:
        for stage in sorted(set(step["from"]) & ends & known):
            problems.add(
                f"{place}.from",
                "Skedet ”{stage}” är ett slut. Inget steg kan gå därifrån.",
                "The stage “{stage}” is an end. No step can leave it.",
                stage=stage,
            )


def _reach(first: set[str], arrows: Iterable[tuple[str, str]]) -> set[str]:
    arrows, reached = list(arrows), set(first)
    while more := {to for leaves, to in arrows if leaves in reached} - reached:
        reached |= more
    return reached


def _check_plan(rules: list[tuple[str, Values]], tables: dict[str, Values], problems: Problems) -> None:
    plan = tables.get("plan")
    if plan is None:
        return
    sections = {one["id"]: (place, one["kind"]) for place, one in _numbered(tables, "plan.sections") if isinstance(one["id"], str)}
    for name, (place, kind) in sections.items():
        needed = "list" if name in w.LIST_SECTIONS else "text" if name in w.PLAN_SECTIONS else kind
        if kind is not BAD and kind != needed:
            problems.add(
                f"{place}.kind",
                "Avsnittet ”{section}” ska vara av slaget ”{kind}”.",
                "The section “{section}” must be of the kind “{kind}”.",
                section=w.PLAN_SECTIONS[name], kind=w.SECTION_KINDS[needed],
            )  # fmt: skip
    for place, rule in rules:
        fact = FACTS.get(rule["fact"]) if isinstance(rule["fact"], str) else None
        if fact is not None and fact.subject == "budget" and plan["budget"] is False:
            problems.add(
                f"{place}.fact",
                "Regeln talar om budgeten, men planen har ingen. Skriv budget = true under [plan].",
                "The rule speaks of the budget, but the plan has none. Write budget = true under [plan].",
            )
        for section in rule["sections"] if isinstance(rule["sections"], tuple) else ():
            if section not in sections:
                problems.add(
                    f"{place}.sections",
                    "Avsnittet ”{section}” finns inte i planens mall, så ingen kan fylla i det.",
                    "The section “{section}” is not in the plan's template, so nobody can fill it in.",
                    section=section,
                )


def _check_lowered(
    rules: list[tuple[str, Values]],
    duties: list[tuple[str, Values]],
    lower: list[tuple[str, Values]],
    problems: Problems,
) -> None:
    known = {one["id"]: one.get("severity") for _, one in [*rules, *duties] if isinstance(one["id"], str)}
    seen: set[str] = set()
    for place, one in lower:
        what = one["what"]
        if not isinstance(what, str):
            continue
        if what not in known:
            unknown(f"{place}.what", what, sorted(known), problems)
        elif one["to"] == "should" and known[what] == "should":
            problems.add(
                f"{place}.to",
                "Regeln ”{rule}” är redan en rekommendation.",
                "The rule “{rule}” is a recommendation already.",
                rule=what,
            )
        if what in seen:
            problems.add(f"{place}.what", "”{what}” sänks två gånger.", "“{what}” is lowered twice.", what=what)
        seen.add(what)
