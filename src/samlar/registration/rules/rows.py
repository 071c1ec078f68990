"""Registrations as everything above the tables knows them: plain values, narrowed to what the viewer may see."""

from dataclasses import dataclass
from datetime import date, datetime

from samlar.formats.sentence import Sentence
from samlar.registration.rules.line import Limits
from samlar.registration.rules.machine import WORDS, State


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """One of the activity's own questions. `kept_days`: after the event, then its answers are deleted."""

    id: int
    text: str
    purpose: str
    kind: str
    choices: tuple[str, ...]
    required: bool
    kept_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsRow:
    """What is asked of those who register. `set_up`: written down for this activity; else what the format starts from."""

    activity: int
    set_up: bool
    open_to: tuple[str, ...]
    last_day: date | None
    places: int | None
    per_organisation: int | None
    approval: bool
    fee: int
    offer_hours: int
    revision: int
    questions: tuple[QuestionRow, ...] = ()

    @property
    def limits(self) -> Limits:
        return Limits(self.places, self.per_organisation)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRow:
    """How a manager was asked and what came of it."""

    id: int
    manager: int
    manager_name: str
    state: str
    word: str
    reply: str
    asked: datetime
    answered: datetime | None
    expires: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRow:
    """One registration. `mine`: the viewer's own; `ours`: of the viewer's organisation. `line`: the place on the waiting list, from 1."""

    id: int
    activity: int
    person: int
    name: str
    email: str
    title: str
    organisation: int
    organisation_name: str
    registered_by: int
    registered_by_name: str
    state: State
    received: datetime
    since: datetime
    function: str
    membership: str
    offered_until: datetime | None
    shares_contact: bool
    why: str
    revision: int
    mine: bool
    ours: bool
    line: int | None = None
    approval: ApprovalRow | None = None
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def word(self) -> Sentence:
        return WORDS[self.state]

    @property
    def lapsed(self) -> bool:
        """Nobody said no: the time for the answer to an offer ran out."""
        return self.state == State.DECLINED and self.offered_until is not None
