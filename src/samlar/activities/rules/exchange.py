"""Who takes part in the exchange among those who lead (C2)."""

from samlar.formats.sentence import Sentence
from samlar.people.rules import Actor, MandateKind, NotAllowed, RoleKind

PRACTISED = frozenset({RoleKind.PROCESS_LEADER, RoleKind.CONTENT_LEADER})


def may_exchange(actor: Actor, *, has_led: bool) -> bool:
    """Whose organisation leads or has led something, whoever is a process or content leader, and who assures the quality of what is led."""
    return actor.at_work and (has_led or bool(actor.roles & PRACTISED) or actor.holds(MandateKind.QUALITY))


def must_exchange(actor: Actor, *, has_led: bool) -> None:
    """Raises NotAllowed for others."""
    if not may_exchange(actor, has_led=has_led):
        raise NotAllowed(
            Sentence("Här talar de som leder aktiviteter med varandra.", "Here those who lead activities talk to each other."),
            source="C2",
            mend=Sentence(
                "Sidan öppnas när ni leder en aktivitet, eller när du är process- eller innehållsledare.",
                "The page opens when you lead an activity, or when you are a process or content leader.",
            ),
        )
