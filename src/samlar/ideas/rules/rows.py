"""A proposal as everything above the tables knows it: plain values, already narrowed to what the viewer may see."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from samlar.formats.definition import Definition
from samlar.formats.sentence import Sentence


class State(StrEnum):
    """Where a proposal stands. Nothing is deleted: what was withdrawn stays traceable with its reason (B3)."""

    DRAFT = "draft"
    PUBLISHED = "published"
    TAKEN = "taken"  # an activity grew from it
    WITHDRAWN = "withdrawn"

    @property
    def sentence(self) -> Sentence:
        """The word people read."""
        return {
            State.DRAFT: Sentence("utkast", "draft"),
            State.PUBLISHED: Sentence("öppet", "open"),
            State.TAKEN: Sentence("blev aktivitet", "became an activity"),
            State.WITHDRAWN: Sentence("tillbakadraget", "withdrawn"),
        }[self]


class OwnInterest(StrEnum):
    """What the proposing organisation says of itself. To propose is not to promise to take part: it is asked, and may be left open."""

    LEAD = "lead"
    JOIN = "join"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interested:
    """An interested organisation as a format judges it. `kind` and `membership` are the words that rules know; `membership` is
    today's (None: none)."""

    organisation: int
    name: str
    kind: str
    membership: str | None
    would_lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestRow(Interested):
    """One organisation's interest, with who showed it."""

    slug: str
    person: int
    person_name: str
    note: str
    shown: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Another proposal at the other end of "carried on as": where this one came from, or what it goes on as (B4)."""

    id: int
    title: str
    organisation: str
    format: str
    format_name: Sentence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """One proposal with its interest. `format` is empty and `definition` None where any format will do; else the newest version.

    `changed` is the last change after publication. `interested` holds the live interests, first come first.
    """

    id: int
    title: str
    summary: str
    text: str
    format: str
    definition: Definition | None
    organisation: int
    organisation_name: str
    organisation_slug: str
    author: int
    author_name: str
    state: State
    thread: int
    created: datetime
    published: datetime | None
    changed: datetime | None
    withdrawn: datetime | None
    why_withdrawn: str
    revision: int
    interested: tuple[InterestRow, ...] = ()
    origin: Carried | None = None
    carried_on: tuple[Carried, ...] = ()

    @property
    def leaders(self) -> tuple[InterestRow, ...]:
        """Those who would lead."""
        return tuple(one for one in self.interested if one.would_lead)

    def interest_of(self, organisation: int | None) -> InterestRow | None:
        """An organisation's live interest."""
        return next((one for one in self.interested if one.organisation == organisation), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProposal:
    """A proposal in a list: what decides, and nothing else. `changed` is when it last became something else than it was."""

    id: int
    title: str
    organisation: str
    format_name: Sentence | None
    state: State
    published: datetime | None
    interested: int
    leaders: tuple[str, ...] = ()
    carried_on: bool = False


@dataclass(frozen=True, slots=True)
class NamedProposal:
    """A proposal by its name, whose it is and since when."""

    id: int
    title: str
    organisation: str
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOrganisation:
    """What an organisation proposes, and which other proposals it is interested in."""

    proposals: list[NamedProposal] = field(default_factory=list)
    interested_in: list[NamedProposal] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalForStart:
    """A proposal as an activity begins from it: the interested organisations and which of them would lead."""

    id: int
    title: str
    summary: str
    text: str
    format: str
    state: State
    organisation: int
    interested: tuple[InterestRow, ...]
