"""Documents as everything above the tables knows them: plain values, already narrowed to what the viewer may see."""

from dataclasses import dataclass
from datetime import date, datetime

from samlar.library.rules.words import FAILED, Disposal, Kind, Reach, Reading, State


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One file of a document. `file` is its checksum, `type` a word of `foundation.extraction.kinds`; `preview` empty: no picture.

    `person_name` is empty for those who are not signed in.
    """

    id: int
    number: int
    file: str
    name: str
    type: str
    bytes: int
    note: str
    person_name: str
    added: datetime
    reading: Reading
    why: str
    pages: int | None
    preview: str

    @property
    def waits(self) -> bool:
        return self.reading in (Reading.WAITING, Reading.READING)

    @property
    def failed(self) -> bool:
        return self.reading in FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One change of record state. `person_name` empty: the clock did it."""

    before: str
    after: str
    person_name: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One item of the archive. `ours`: the viewer works at its organisation, and may carry it on.

    Persons are empty for those who are not signed in; record number and disposal rule are the organisation's own business.
    `file`: the newest version, none for a link or what has been disposed of.
    """

    id: int
    kind: Kind
    title: str
    summary: str
    language: str
    authors: str
    licence: str
    day: date | None
    link: str
    organisation: int
    organisation_name: str
    organisation_slug: str
    person: int | None
    person_name: str
    version: int
    state: State
    reach: Reach
    token: str
    audience: str
    record_number: str
    disposal: Disposal
    dispose_on: date | None
    disposed: datetime | None
    binned: datetime | None
    binned_by_name: str
    added: datetime
    changed: datetime
    revision: int
    ours: bool
    themes: tuple[tuple[int, str, str], ...] = ()  # (id, Swedish, English)
    file: VersionRow | None = None

    @property
    def live(self) -> bool:
        """Neither in the wastebasket nor disposed of."""
        return self.binned is None and self.disposed is None

    @property
    def year(self) -> int:
        """The year it is from; where that is not said, when it came here."""
        return (self.day or self.added).year
