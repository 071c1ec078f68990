"""Who did what is in the audit trail, by name: for the rooms, which put it into words (Z4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samlar.formats.sentence import Sentence
from samlar.people.queries.names import organisation_names, person_names


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One thing that happened: `who` is the person and the organisation of that day, as far as the viewer reads them."""

    when: datetime
    who: str
    what: Sentence
    reason: str


def number_of(text: str) -> int:
    """The number that an entry keeps as text; 0 for nobody, and for who has been forgotten."""
    return int(text) if text.isdecimal() else 0


def by_whom(entries: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str, str]]:
    """(entry, person and organisation, the organisation alone) of each. Two queries. The caller has asked who may read them."""
    organisations = organisation_names(number_of(entry["organisation"]) for entry in entries)
    persons = person_names(number_of(entry["person"]) for entry in entries)
    for entry in entries:
        by = organisations.get(number_of(entry["organisation"]), "")
        person = persons.get(number_of(entry["person"]), "")
        yield entry, ", ".join(part for part in (person, by) if part), by
