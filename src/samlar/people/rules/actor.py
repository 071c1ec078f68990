"""Who a viewer is and what that viewer may do: pure values and verdicts (A1, A2, L1)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from samlar.formats.sentence import Refusal, Sentence


class MembershipKind(StrEnum):
    MEMBER = "member"
    PARTNER = "partner"
    GUEST = "guest"


class Function(StrEnum):
    """What a person works with at home (L): a mix of the two carries lessons home."""

    STRATEGIC = "strategic"
    OPERATIVE = "operative"


class RoleKind(StrEnum):
    MEMBER_REPRESENTATIVE = "member_representative"
    MANAGER = "manager"
    PROCESS_LEADER = "process_leader"
    CONTENT_LEADER = "content_leader"
    SECRETARIAT = "secretariat"  # carries out the mandates that the organisation holds
    BOARD_MEMBER = "board_member"


class MandateKind(StrEnum):
    """The secretariat's functions, each held by organisations for a period (L1). Nothing asks for "the secretariat"."""

    CLEARANCE = "clearance"
    QUALITY = "quality"
    FORMATS = "formats"
    DISSEMINATION = "dissemination"
    PRIORITISATION = "prioritisation"  # calls idea meetings and leads them to a decision
    REGISTER = "register"  # organisations, memberships and the mandates themselves


PUBLIC = "public"
MEMBERS = "members"  # everyone who is signed in and works at a member or partner


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who looks at or does something, as known at the start of a request or a job.

    `tokens` are the audiences that the viewer belongs to; a row is seen when its audience is among them.
    """

    person: int | None = None
    name: str = ""
    email: str = ""
    language: str = "sv"
    organisation: int | None = None
    organisation_name: str = ""
    organisation_kind: str = ""
    membership: MembershipKind | None = None
    function: str = ""
    roles: frozenset[RoleKind] = frozenset()
    mandates: frozenset[MandateKind] = frozenset()
    tokens: frozenset[str] = field(default=frozenset({PUBLIC}))

    @property
    def signed_in(self) -> bool:
        return self.person is not None

    @property
    def at_work(self) -> bool:
        """Signed in and employed at an organisation today: can act on its behalf."""
        return self.organisation is not None

    @property
    def is_member(self) -> bool:
        return self.membership == MembershipKind.MEMBER

    @property
    def is_representative(self) -> bool:
        return RoleKind.MEMBER_REPRESENTATIVE in self.roles

    def holds(self, mandate: MandateKind) -> bool:
        return mandate in self.mandates


VISITOR = Actor()


def organisation_token(organisation: int) -> str:
    return f"org:{organisation}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the viewer, as every room tells it; my page gathers them, most urgent first.

    `deed` is noun.verb and tells the page where the button leads; `due` is the last day, where there is one.
    """

    deed: str
    subject: int | str
    title: str
    sentence: Sentence
    button: Sentence
    due: date | None = None


class NotVisible(Exception):
    """There is nothing there for this viewer: answered as 404, whether or not it exists."""


class NotAllowed(Refusal):
    """The viewer sees the thing but may not do this with it; the sentence says who may."""


def must_act_for_an_organisation(actor: Actor) -> int:
    """The organisation that the actor acts for. Raises NotAllowed for visitors and for people between employments."""
    if actor.organisation is None:
        raise NotAllowed(
            Sentence(
                sv="Det här gör du för en organisations räkning, och du är inte knuten till någon just nu.",
                en="You do this on behalf of an organisation, and you do not belong to one at the moment.",
            ),
            source="A2",
            mend=Sentence(
                sv="Be er medlemsansvariga att lägga till dig, eller logga in.",
                en="Ask your member representative to add you, or sign in.",
            ),
        )
    return actor.organisation
