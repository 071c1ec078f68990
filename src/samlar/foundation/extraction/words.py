"""The same words in Swedish and English. Upper rooms make a Sentence of them: this floor does not see the room that owns that class."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    sv: str
    en: str
