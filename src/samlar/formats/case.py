"""A case: the facts about one activity that a format judges. Every part may be absent (None = not known = not judged)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


def normal(name: str) -> str:
    """The form in which two names of the same organisation are equal: NFC, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposer:
    """The organisation that proposed."""

    organisation: str | None = None
    kind: str | None = None
    membership: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An organisation that takes part."""

    organisation: str | None = None
    kind: str | None = None
    membership: str | None = None
    lead: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day, both included."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The filled-in template: section -> text, or a tuple of texts for a list. An absent section counts as empty."""

    sections: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)

    def entries(self, section: str) -> tuple[str, ...]:
        """What is written in a section, blank entries left out."""
        value = self.sections.get(section, ())
        return tuple(text for text in ((value,) if isinstance(value, str) else value) if text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """A line of the budget; `amount` in whole kr."""

    cost: str | None = None
    amount: int | None = None
    paid_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The planned budget; `grant` is the basic funding asked for, in whole kr (0 = none is asked for)."""

    grant: int | None = None
    lines: tuple[BudgetLine, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationFacts:
    """The last day of registration (Stockholm) and the moment a registration came in (with time zone)."""

    last_day: date | None = None
    received: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A person registered."""

    organisation: str | None = None
    function: str | None = None
    manager_approved: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The facts about one activity. `started_same_year` and `granted_same_year` (kr) leave this case out.

    `member_led` chooses what is lower when members lead (C2); a case file cannot state it.
    """

    format: str
    proposer: Proposer | None = None
    participants: tuple[Participant, ...] | None = None
    period: Period | None = None
    started_same_year: int | None = None
    granted_same_year: int | None = None
    plan: Plan | None = None
    budget: Budget | None = None
    registration: RegistrationFacts | None = None
    persons: tuple[PersonFacts, ...] | None = None
    member_led: bool = False
