"""What the trail tells of a round: who was first where two meet, and how the lot has been drawn (B3, B4)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samlar.foundation import audit
from samlar.ideas.models import Area
from samlar.people.queries.trail import by_whom

ENTRIES = ("round.entered", "round.placed", "round.sent_on", "round.set_aside", "round.taken_back", "round.area_removed")
MANY = 10_000  # entries that are looked through: some per proposal
Fates = dict[str, list[Any]]  # {proposal: [fate, organisation it was sent to, network it was sent to, reason]}, as the trail keeps it


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did something last, and when; `who` is empty where that has been forgotten."""

    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of the lot: when, with which word (empty where it was not kept), and the areas' names in its order. One that no longer
    holds says when the areas were opened again, and why (empty where nobody was asked)."""

    when: datetime
    word: str
    areas: tuple[str, ...]
    undone: datetime | None = None
    why: str = ""


def drawings(round_id: int, seed: str) -> list[Drawing]:
    """How the lot has been drawn, the latest first; `seed` is the word of the one that holds. Two queries. The caller has seen the
    round."""
    found: list[Drawing] = []
    entries = audit.trail("round", round_id, verbs=("round.fixed", "round.reopened"), limit=MANY)
    names = dict(Area.objects.filter(round=round_id).values_list("id", "name")) if entries else {}
    opened: dict[str, Any] | None = None
    for one in entries:
        if one["verb"] == "round.reopened":
            opened = one
            continue
        order = tuple(names[area] for area in _after(one, "lot") or () if area in names)
        undone, why = (opened["at"], opened["reason"]) if opened else (None, "")
        found.append(Drawing(one["at"], _after(one, "seed") or ("" if opened else seed), order, undone, why))
        opened = None
    return found


def told_before(round_id: int) -> Fates:
    """What was told of where proposals go when the areas were fixed last, whether or not that holds still. One query."""
    latest = audit.trail("round", round_id, verbs=("round.fixed",), limit=1)
    return latest[0]["changes"].get("told", [None, {}])[1] if latest else {}


def moved_last(round_id: int, proposal_id: int) -> Deed | None:
    """Who moved a proposal in the round last. Three queries. The caller has seen the round."""
    removed: dict[int, dict[str, Any]] = {}
    for one in audit.trail("round", round_id, verbs=ENTRIES, limit=MANY):
        if one["verb"] == "round.area_removed":
            removed[one["changes"]["area"][0]] = one
        elif _after(one, "proposal") == proposal_id:
            return _deed(removed.get(_after(one, "area"), one))
    return None


def changed_last(round_id: int, verbs: Collection[str], *, area: int | None = None) -> Deed | None:
    """Who last did one of these deeds in the round, or to one of its areas. Three queries. The caller has seen the round."""
    rows = audit.trail("round", round_id, verbs=verbs, limit=MANY)
    return next((_deed(one) for one in rows if area is None or _after(one, "area") == area), None)


def _after(entry: dict[str, Any], part: str) -> Any:
    return entry["changes"].get(part, [None, None])[1]


def _deed(entry: dict[str, Any]) -> Deed:
    who: Iterator[tuple[dict[str, Any], str, str]] = by_whom([entry])
    return next(Deed(name, one["at"]) for one, name, _by in who)
