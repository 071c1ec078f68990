"""Who may propose, show interest and lead: the format's own demands, or the open rule where any format will do (B1, C3)."""

from samlar.formats import words as w
from samlar.formats.case import Case, Proposer
from samlar.formats.definition import Definition
from samlar.formats.evaluate import judge
from samlar.formats.sentence import Refusal, Sentence, Severity
from samlar.people.rules import Actor, NotAllowed

# Where no format is chosen: members propose at any time, partners too (that they may not is a rule of the test room), B1.
PROPOSE = ("member", "partner")
INTERESTED = ("member", "partner")
LEAD = ("member",)  # P does not say; to lead is to convene and report to the members (docs/decisions, 1)


def why_not_propose(actor: Actor, definition: Definition | None) -> NotAllowed | None:
    """The refusal, with the format's rule, its source and the way in; None when the actor's organisation may propose.

    The format is judged with nothing but the proposer in the case, so only its rules about the proposer have something to say.
    """
    if definition is None:
        return None if actor.membership in PROPOSE else _not_of_the_circle(actor)
    proposer = Proposer(organisation=actor.organisation_name, kind=actor.organisation_kind or None, membership=actor.membership)
    for one in judge(definition, Case(format=definition.id, proposer=proposer)).rules:
        if one.subject == "proposer" and one.severity is Severity.MUST and one.state == "failed" and one.message is not None:
            return NotAllowed(one.message, rule=one.rule_id, source=one.source, mend=one.mend, field="format")
    allowed = definition.participation.propose
    if actor.membership in allowed:
        return None
    return NotAllowed(
        Sentence("Det här formatet föreslås av {who}.", "This format is proposed by a {who}.").fill(who=_listed(allowed)),
        rule="participation.propose", source=definition.source, field="format",
        mend=Sentence(
            "Visa intresse för ett förslag, eller be någon av dem lägga förslaget.",
            "Show interest in a proposal, or ask one of them to make it.",
        ),
    )  # fmt: skip


def must_propose(actor: Actor, definition: Definition | None) -> None:
    """Raises NotAllowed unless the actor's organisation may propose for the format (B1)."""
    refusal = why_not_propose(actor, definition)
    if refusal is not None:
        raise refusal


def may_show_interest(membership: str | None, definition: Definition | None) -> bool:
    """Whether an organisation with this membership may show interest."""
    return membership in (definition.participation.show_interest if definition else INTERESTED)


def may_lead(membership: str | None, definition: Definition | None) -> bool:
    """Whether an organisation with this membership may lead: the format's setting, by default not a partner (B1)."""
    return membership in (definition.participation.lead if definition else LEAD)


def must_show_interest(actor: Actor, definition: Definition | None, *, would_lead: bool, field: str = "would_lead") -> None:
    """Raises NotAllowed unless the actor's organisation may take part, and lead if it says that it would (B1)."""
    if not may_show_interest(actor.membership, definition):
        allowed = definition.participation.show_interest if definition else INTERESTED
        raise NotAllowed(
            Sentence("Intresse visas av {who}.", "Interest is shown by a {who}.").fill(who=_listed(allowed)),
            rule="participation.show_interest", source=definition.source if definition else "B1",
            mend=Sentence("Kommentera förslaget i stället.", "Comment on the proposal instead."), field=field,
        )  # fmt: skip
    if would_lead:
        must_lead(actor, definition, field=field)


def must_lead(actor: Actor, definition: Definition | None, *, field: str = "would_lead") -> None:
    """Raises NotAllowed unless the actor's organisation may lead (B1, C3)."""
    if may_lead(actor.membership, definition):
        return
    allowed = definition.participation.lead if definition else LEAD
    raise NotAllowed(
        Sentence("Den som leder ska vara {who}. Ni är {own}.", "Whoever leads must be a {who}. You are a {own}.").fill(
            who=_listed(allowed), own=w.MEMBERSHIPS.get(actor.membership or "guest", w.MEMBERSHIPS["guest"])
        ),
        rule="participation.lead", source=definition.source if definition else "B1", field=field,
        mend=Sentence(
            "Visa intresse utan att leda. Då är ni med när någon annan leder.",
            "Show interest without leading. Then you are in when somebody else leads.",
        ),
    )  # fmt: skip


class UnknownFormat(Refusal):
    """The format that was chosen is not in the catalogue."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Det formatet finns inte. Välj ett i listan.", "There is no such format. Choose one from the list."), field="format"
        )


def _not_of_the_circle(actor: Actor) -> NotAllowed:
    return NotAllowed(
        Sentence("Medlemmar och partner lägger förslag.", "Members and partners make proposals."),
        source="B1",
        mend=Sentence("Be en medlem lägga förslaget åt er.", "Ask a member to make the proposal for you."),
    )


def _listed(memberships: tuple[str, ...]) -> Sentence:
    labels = w.MEMBERSHIPS.labels(memberships)
    return Sentence(" eller ".join(one.sv for one in labels), " or ".join(one.en for one in labels))
