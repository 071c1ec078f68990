"""How much basic funding a plan can ask for, and why (D2). Amounts are whole kr."""

from dataclasses import dataclass

from samlar.activities.rules.plan import PlanText
from samlar.formats.definition import Definition
from samlar.formats.evaluate import joint_costs, largest_grant
from samlar.formats.sentence import Sentence


@dataclass(frozen=True, slots=True)
class GrantReason:
    """One limit: so much at most, in words, and where the limit comes from."""

    amount: int
    sentence: Sentence
    source: str


@dataclass(frozen=True, slots=True)
class GrantRoom:
    """What can be asked for. `amount`: the tightest of `reasons`, which come tightest first.

    `covered` is what the lines paid by joint money come to where they are of a kind that joint money pays; `says` tells the whole in
    a sentence or two.
    """

    amount: int
    covered: int
    reasons: tuple[GrantReason, ...]
    says: Sentence


def grant_room(definition: Definition, plan: PlanText, *, granted: int | None, envelope: int | None) -> GrantRoom | None:
    """How much can be asked for with this budget: 150 000 kr → 75 000 kr, 300 000 kr → 100 000 kr (D2).

    `granted` is the year's basic funding to others (None while no year is known), `envelope` what was decided for the year (None
    while undecided: the format's own ceiling holds). None where the format has no rule about a grant.
    """
    found = largest_grant(definition, plan.total, granted)
    if found is None:
        return None
    reasons = [GrantReason(one.limit, one.sentence, one.source) for one in found.limits]
    if envelope is not None and granted is not None:
        left = max(0, envelope - granted)
        said = Sentence("{left} kr är kvar av årets ram på {envelope} kr.", "SEK {left} is left of the year's envelope of SEK {envelope}.")
        reasons.append(GrantReason(left, said.fill(left=left, envelope=envelope), "D2"))
    reasons.sort(key=lambda one: one.amount)
    amount = reasons[0].amount
    costs = joint_costs(definition)
    covered = sum(line.amount for line in plan.lines if line.paid_by == "joint" and (not costs or line.cost in costs))
    return GrantRoom(amount, covered, tuple(reasons), _says(plan, amount, covered))


def _says(plan: PlanText, amount: int, covered: int) -> Sentence:
    if not plan.lines:
        return Sentence(
            "Skriv budgetens rader, så räknas det ut hur mycket ni kan söka.",
            "Write the budget's lines, and how much you can apply for is worked out.",
        )
    most = Sentence("Med den här budgeten kan ni söka högst {amount} kr.", "With this budget you can apply for SEK {amount} at most.").fill(
        amount=amount
    )
    if covered >= amount:
        return most
    lines = Sentence(
        "Hittills är {covered} kr i budgeten sådant som gemensamma pengar får betala.",
        "So far SEK {covered} of the budget is such as joint money may pay.",
    ).fill(covered=covered)
    return Sentence(f"{most.sv} {lines.sv}", f"{most.en} {lines.en}")
