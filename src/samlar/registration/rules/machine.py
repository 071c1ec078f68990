"""A registration's states and the only ways between them (E2). Pure: whether there is a place is `line`'s to say."""

from dataclasses import dataclass
from enum import StrEnum

from samlar.formats.sentence import Refusal, Sentence


class State(StrEnum):
    RECEIVED = "received"
    AWAITING_MANAGER = "awaiting_manager"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


WORDS = {
    State.RECEIVED: Sentence("inkommen", "received"),
    State.AWAITING_MANAGER: Sentence("väntar på chef", "awaits the manager"),
    State.CONFIRMED: Sentence("bekräftad", "confirmed"),
    State.WAITLISTED: Sentence("på väntelista", "on the waiting list"),
    State.OFFERED: Sentence("erbjuden plats", "offered a place"),
    State.DECLINED: Sentence("tackat nej", "declined"),
    State.WITHDRAWN: Sentence("återkallad", "withdrawn"),
    State.REJECTED: Sentence("avslagen", "turned down"),
}
STANDS = {  # after "anmälan"
    State.RECEIVED: Sentence("har kommit in", "has come in"),
    State.AWAITING_MANAGER: Sentence("väntar på chefens svar", "awaits the manager's answer"),
    State.CONFIRMED: Sentence("är bekräftad", "is confirmed"),
    State.WAITLISTED: Sentence("står på väntelistan", "is on the waiting list"),
    State.OFFERED: Sentence("har ett erbjudande om plats", "has an offer of a place"),
    State.DECLINED: Sentence("är avslutad utan plats", "ended without a place"),
    State.WITHDRAWN: Sentence("är återkallad", "has been withdrawn"),
    State.REJECTED: Sentence("är avslagen", "was turned down"),
}
HOLDING = (State.CONFIRMED, State.OFFERED)  # has a place, or one is kept for the answer
ASKING = (State.RECEIVED, State.AWAITING_MANAGER)  # on the way to a place or a place in line
OVER = ("declined", "withdrawn", "rejected")
LIVE = tuple(state for state in State if state.value not in OVER)


@dataclass(frozen=True, slots=True)
class Way:
    """A way between states: the deed, where it may be done, and where it may lead."""

    deed: str
    from_: tuple[State, ...]
    to: tuple[State, ...]


WAYS = {
    way.deed: way
    for way in (
        Way("ask_manager", (State.RECEIVED, State.AWAITING_MANAGER), (State.AWAITING_MANAGER,)),
        Way("approve", (State.AWAITING_MANAGER,), (State.CONFIRMED, State.WAITLISTED)),
        Way("place", (State.RECEIVED,), (State.CONFIRMED, State.WAITLISTED)),  # where no manager is asked
        Way("offer", (State.WAITLISTED,), (State.OFFERED,)),
        Way("accept", (State.OFFERED,), (State.CONFIRMED,)),
        Way("decline", (State.OFFERED,), (State.DECLINED,)),
        Way("lapse", (State.OFFERED,), (State.DECLINED,)),  # the time for the answer ran out
        Way("withdraw", LIVE, (State.WITHDRAWN,)),
        Way("reject", (State.AWAITING_MANAGER,), (State.REJECTED,)),  # the manager's no
        Way("turn_down", (State.RECEIVED, State.AWAITING_MANAGER, State.WAITLISTED), (State.REJECTED,)),  # the lead's no
    )
}


class NotNow(Refusal):
    """The registration is in a state from which the deed does not lead."""


def may(deed: str, state: str) -> bool:
    """Whether a deed leads from a state."""
    return State(state) in WAYS[deed].from_


def must_lead(deed: str, state: str) -> None:
    """Raises NotNow, telling where the registration stands, unless the deed leads from there."""
    if not may(deed, state):
        raise NotNow(
            Sentence("Det går inte nu: anmälan {stands}.", "That is not possible now: the registration {stands}.").fill(
                stands=STANDS[State(state)]
            ),
            mend=Sentence("Läs sidan igen: läget kan ha ändrats.", "Read the page again: things may have changed."),
            source="E2",
        )
