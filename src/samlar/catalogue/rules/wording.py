"""The sentences of a rule when nobody has written any: made from its fact and its bounds, in both languages.

A person who makes a rule chooses a fact and a bound; the words that the leaders will read can then be left to this, or
written better by hand. The values (`{min}`, `{now}` …) are filled in when a case is judged.
"""

from collections.abc import Mapping
from typing import Any

from samlar.formats import words as w
from samlar.formats.facts import FACTS, Fact
from samlar.formats.sentence import Sentence, listed

SENTENCES = ("sentence", "message", "mend")

# For facts without bounds: what must hold, what is wrong, what to do about it.
OWN: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "plan.sections": (
        ("De avsnitt som planen måste ha är ifyllda.", "The sections that the plan must have are filled in."),
        ("Det här saknas i planen: {missing}.", "This is missing in the plan: {missing}."),
        ("Fyll i det som saknas. Några meningar räcker.", "Fill in what is missing. A few sentences will do."),
    ),
    "grant.costs": (
        ("De gemensamma pengarna går till det som de får gå till.", "The joint money goes to what it may go to."),
        ("{problem}", "{problem}"),
        ("Låt deltagarna betala det som gemensamma pengar inte får gå till.",
         "Let the participants pay for what joint money may not go to."),
    ),
    "registration.deadline": (
        ("Anmälan kommer in senast den sista anmälningsdagen.", "The registration comes in by the last day of registration."),
        ("Anmälan kom {received}. Sista dag var {last_day}.", "The registration came on {received}. The last day was {last_day}."),
        ("Fråga den som leder om det finns plats ändå.", "Ask the leader whether there is room all the same."),
    ),
    "registration.manager_approval": (
        ("Varje anmäld person har sin chefs godkännande.", "Each registered person has the manager's approval."),
        ("Chefens godkännande saknas för {count}.", "The manager's approval is missing for {count}."),
        ("Be cheferna att godkänna.", "Ask the managers to approve."),
    ),
    "persons.mix": (
        ("Organisationer med flera deltagare har både strategisk och operativ funktion med.",
         "Organisations with several participants have both strategic and operative functions among them."),
        ("Det stämmer inte för {organisations}.", "That does not hold for {organisations}."),
        ("Låt någon med den andra funktionen vara med.", "Let somebody with the other function take part."),
    ),
}  # fmt: skip


# Where the engine's help speaks to those who write the text by hand.
EXPLAINED: dict[str, Sentence] = {
    "participants.count": Sentence(
        "Alla som deltar, eller bara vissa slag av organisationer, vissa medlemskap eller de som leder.",
        "All who take part, or only some kinds of organisation, some memberships or those who lead.",
    ),
    "participants.ready": Sentence(
        "Som antalet ovan, men räknat inför starten. Under ”Hur det räknas” bestämmer ni om den som leder räknas med.",
        "As the number above, but counted before the start. Under “How it is counted” you decide whether the leader counts.",
    ),
    "participants.membership": Sentence(
        "Varje organisation, eller bara de som leder, har ett visst medlemskap.",
        "Each organisation, or only those who lead, has a certain membership.",
    ),
    "participants.kind": Sentence(
        "Varje organisation, eller bara de som leder, är av ett visst slag.",
        "Each organisation, or only those who lead, is of a certain kind.",
    ),
    "starts.year": Sentence(
        "Hur många som får starta under ett år. Under ”Hur det räknas” bestämmer ni vilka som räknas till året.",
        "How many may start in a year. Under “How it is counted” you decide which count to the year.",
    ),
    "plan.sections": Sentence(
        "Att vissa avsnitt i planen är ifyllda, och att budgeten har minst en rad om planen har en budget.",
        "That some sections of the plan are filled in, and that the budget has a line if the plan has a budget.",
    ),
    "plan.items": Sentence(
        "Hur många punkter det finns i ett avsnitt, till exempel kriterier för ett lyckat resultat.",
        "How many entries there are in a section, such as criteria of success.",
    ),
    "grant.costs": Sentence(
        "Vilka slags kostnader de gemensamma pengarna får gå till, och om de ska täcka hela basfinansieringen.",
        "Which kinds of cost the joint money may pay, and whether it must cover the whole basic funding.",
    ),
}


def explained(fact: Fact) -> Sentence:
    """What a fact is, for a person who chooses among them."""
    return EXPLAINED.get(fact.id, fact.help)


def unit(fact: Fact) -> Sentence:
    """What the fact's bounds are counted in: as a form says it beside the number."""
    return {
        "count": Sentence("Ett helt tal", "A whole number"),
        "share": Sentence("I procent", "In per cent"),
        "money": Sentence("I hela kronor", "In whole kronor"),
        "months": Sentence("I månader", "In months"),
        "days": Sentence("I dagar", "In days"),
    }.get(fact.bounded.unit if fact.bounded else "", Sentence("", ""))


def suggested(rule: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The three sentences of a rule (a plain table with fact and bounds), as plain tables. Empty for an unknown fact."""
    fact = FACTS.get(str(rule.get("fact")))
    if fact is None:
        return {}
    if fact.id in OWN:
        texts = [Sentence(*text) for text in OWN[fact.id]]
    elif "one_of" in fact.takes:
        texts = _choice(fact, rule)
    else:
        texts = _bounded(fact, rule)
    return {name: text.as_dict() for name, text in zip(SENTENCES, texts, strict=True)}


def _choice(fact: Fact, rule: Mapping[str, Any]) -> list[Sentence]:
    chosen = [fact.choices[word] for word in rule.get("one_of") or () if fact.choices and word in fact.choices]
    allowed = Sentence(_either([one.sv for one in chosen], "eller"), _either([one.en for one in chosen], "or"))
    wrong = (
        Sentence("Det stämmer inte för {organisations}.", "That does not hold for {organisations}.")
        if "organisations" in fact.gives
        else Sentence("Nu: {now}.", "Now: {now}.")
    )
    return [
        Sentence(f"{fact.label.sv}: {allowed.sv}.", f"{fact.label.en}: {allowed.en}."),
        wrong,
        Sentence(f"Det ska vara {allowed.sv}.", f"It must be {allowed.en}."),
    ]


def _either(parts: list[str], word: str) -> str:
    return f" {word} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _bounded(fact: Fact, rule: Mapping[str, Any]) -> list[Sentence]:
    limits = _limits(fact, rule)
    subject = _subject(fact, rule)
    wrong = (
        Sentence(
            "Det stämmer inte för {organisations}. Det ska vara " + limits.sv + ".",
            "That does not hold for {organisations}. It must be " + limits.en + ".",
        )
        if "organisations" in fact.gives
        else Sentence(f"{subject.sv} ska vara {limits.sv}. Nu: {{now}}.", f"{subject.en} must be {limits.en}. Now: {{now}}.")
    )
    return [
        Sentence(f"{subject.sv}: {limits.sv}.", f"{subject.en}: {limits.en}."),
        wrong,
        Sentence(f"Ändra så att det blir {limits.sv}.", f"Change it to {limits.en}."),
    ]


def _limits(fact: Fact, rule: Mapping[str, Any]) -> Sentence:
    after = {"money": Sentence(" kr", " kr"), "months": Sentence(" månader", " months"), "days": Sentence(" dagar", " days")}
    tail = after.get(fact.bounded.unit if fact.bounded else "", Sentence("", ""))
    least, most = "min" in rule, "max" in rule
    if least and most and rule["min"] == rule["max"]:
        return Sentence("exakt {min}" + tail.sv, "exactly {min}" + tail.en)
    parts = [(Sentence("minst {min}", "at least {min}"), least), (Sentence("högst {max}", "at most {max}"), most)]
    kept = [text for text, there in parts if there]
    return Sentence(listed([text.sv for text in kept], "sv") + tail.sv, listed([text.en for text in kept], "en") + tail.en)


def _subject(fact: Fact, rule: Mapping[str, Any]) -> Sentence:
    """The fact with what narrows it: "Antal deltagande organisationer (region)"."""
    narrowed: list[Sentence] = []
    for word, vocabulary in (("kinds", w.KINDS), ("memberships", w.MEMBERSHIPS), ("sections", w.PLAN_SECTIONS)):
        narrowed += [vocabulary[one] for one in rule.get(word) or () if word in fact.takes and one in vocabulary]
    if isinstance(rule.get("leads"), bool) and "leads" in fact.takes:
        narrowed.append(Sentence("som leder", "who lead") if rule["leads"] else Sentence("som inte leder", "who do not lead"))
    if not narrowed:
        return fact.label
    sv, en = ", ".join(one.sv for one in narrowed), ", ".join(one.en for one in narrowed)
    return Sentence(f"{fact.label.sv} ({sv})", f"{fact.label.en} ({en})")
