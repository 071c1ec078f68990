"""What somebody who leaves had in hand: each room lists its own, the page gathers them (A3)."""

from dataclasses import dataclass
from typing import NamedTuple

from samlar.formats.sentence import Sentence


class Item(NamedTuple):
    """One thing that a person has in hand: which sort of thing, and which one."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Owned:
    """A thing in somebody's hand, on behalf of an organisation. `what` says in which way it is theirs ("Leder aktiviteten")."""

    item: Item
    person: int
    organisation: int
    title: str
    what: Sentence
