"""Reads of wishes: what participants and members want changed in a format, and what became of it (C3)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from samlar.catalogue.models import FormatWish
from samlar.formats.sentence import Sentence
from samlar.people.rules import MEMBERS, Actor, MandateKind, NotVisible


@dataclass(frozen=True, slots=True)
class WishRow:
    """A wish. `became_number` is told once the version is published; until then `taken_in` is the draft, for those who may see it."""

    id: int
    format: str
    format_name: Sentence
    number: int
    text: str
    author: str
    organisation: str
    written: datetime
    state: str
    answer: str
    answered: datetime | None
    became: int | None
    became_number: int | None
    taken_in: int | None
    may_answer: bool


def visible(actor: Actor) -> Q:
    """The wishes that a viewer may see: members and partners all of them, others their own organisation's, visitors none."""
    if MEMBERS in actor.tokens or actor.holds(MandateKind.FORMATS):
        return Q()
    return Q(organisation=actor.organisation) if actor.at_work else Q(pk__in=[])


def _rows(actor: Actor, found: QuerySet[FormatWish]) -> list[WishRow]:
    return [
        WishRow(
            id=row["id"],
            format=row["format"],
            text=row["text"],
            written=row["written"],
            state=row["state"],
            answer=row["answer"],
            answered=row["answered"],
            format_name=Sentence(row["version__name_sv"], row["version__name_en"]),
            number=row["version__number"] or 0,
            author=row["author__name"],
            organisation=row["organisation__name"],
            became=row["became"] if row["became__number"] else None,
            became_number=row["became__number"],
            taken_in=row["became"] if row["became__number"] is None and row["became__organisation"] == actor.organisation else None,
            may_answer=row["state"] == "open" and actor.holds(MandateKind.FORMATS),
        )
        for row in found.values(
            "id", "format", "text", "written", "state", "answer", "answered", "version__name_sv", "version__name_en", "version__number",
            "author__name", "organisation__name", "became", "became__number", "became__organisation",
        )
    ]  # fmt: skip


def wishes(actor: Actor, format_id: str) -> list[WishRow]:
    """The wishes about a format that the viewer may see, newest first. One query."""
    return _rows(actor, FormatWish.objects.filter(visible(actor), format=format_id))


def wish(actor: Actor, wish_id: int) -> WishRow:
    """One wish. Raises NotVisible."""
    rows = _rows(actor, FormatWish.objects.filter(visible(actor), id=wish_id))
    if not rows:
        raise NotVisible
    return rows[0]


def open_wishes(actor: Actor) -> list[WishRow]:
    """The wishes that wait for an answer, oldest first, for whoever holds the mandate. One query."""
    if not actor.holds(MandateKind.FORMATS):
        return []
    return _rows(actor, FormatWish.objects.filter(state="open").order_by("written", "id"))


def fulfilled_by(actor: Actor, version_ids: list[int]) -> dict[int, list[WishRow]]:
    """The wishes that became each of some published versions, as far as the viewer may see them. One query."""
    by_version: dict[int, list[WishRow]] = {}
    for row in _rows(actor, FormatWish.objects.filter(visible(actor), became__in=version_ids, became__state="published")):
        by_version.setdefault(row.became or 0, []).append(row)
    return by_version
