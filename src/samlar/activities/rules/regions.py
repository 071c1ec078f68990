"""Where Sweden's 21 regions lie, for a map of who takes part: columns from the west, rows from the north."""

from collections.abc import Iterable
from dataclasses import dataclass

from samlar.activities.rules.rows import ParticipantRow

# The word that a region's name is known by, what its tile says (a line break where it is long), and where it lies.
LAID_OUT = (
    ("norrbotten", "Norrbotten", 2, 0),
    ("västerbotten", "Västerbotten", 2, 1),
    ("jämtland", "Jämtland", 1, 2),
    ("västernorrland", "Väster-\nnorrland", 2, 2),
    ("dalarna", "Dalarna", 1, 3),
    ("gävleborg", "Gävleborg", 2, 3),
    ("värmland", "Värmland", 0, 4),
    ("örebro", "Örebro", 1, 4),
    ("västmanland", "Västmanland", 2, 4),
    ("uppsala", "Uppsala", 3, 4),
    ("västra götaland", "Västra\nGötaland", 0, 5),
    ("östergötland", "Östergötland", 1, 5),
    ("sörmland", "Sörmland", 2, 5),
    ("stockholm", "Stockholm", 3, 5),
    ("halland", "Halland", 0, 6),
    ("jönköping", "Jönköping", 1, 6),
    ("kalmar", "Kalmar", 2, 6),
    ("gotland", "Gotland", 3, 6),
    ("skåne", "Skåne", 0, 7),
    ("kronoberg", "Kronoberg", 1, 7),
    ("blekinge", "Blekinge", 2, 7),
)
KINDS = ("region", "municipal_association", "municipality", "county_board", "agency", "university", "skr", "other")


@dataclass(frozen=True, slots=True)
class Placed:
    """A region's tile: what it says, where it lies, and who takes part there (None: nobody)."""

    label: str
    column: int
    row: int
    participant: ParticipantRow | None


def placed(taking_part: Iterable[ParticipantRow]) -> tuple[Placed, ...]:
    """All 21 tiles, from the north, each with the region that takes part."""
    regions = [one for one in taking_part if one.kind == "region"]
    found = []
    for word, label, column, row in LAID_OUT:
        there = next((one for one in regions if word in one.name.casefold()), None)
        found.append(Placed(label, column, row, there))
    return tuple(found)


def by_kind(taking_part: Iterable[ParticipantRow]) -> list[tuple[str, list[ParticipantRow]]]:
    """(kind, those of that kind), regions first, kinds without anybody left out. A kind that is not known counts as other."""
    several: dict[str, list[ParticipantRow]] = {kind: [] for kind in KINDS}
    for one in taking_part:
        several[one.kind if one.kind in several else "other"].append(one)
    return [(kind, rows) for kind, rows in several.items() if rows]
