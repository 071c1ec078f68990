"""Areas that were chosen, as activities grow from them (B3); and the idea meetings in figures."""

from dataclasses import dataclass

from samlar.formats.sentence import Sentence
from samlar.foundation.keys import is_key
from samlar.ideas.models import Area, Entry, Interest
from samlar.ideas.rules.rounds import RoundRefused, RoundState
from samlar.ideas.rules.rows import State
from samlar.people.rules import Actor, NotVisible


@dataclass(frozen=True, slots=True)
class ChosenArea:
    """A chosen area: its proposals (ids), those of them still open by id and title, and who proposed them."""

    id: int
    round: int
    name: str
    text: str
    format: str
    proposals: tuple[int, ...]
    open: dict[int, str]
    proposers: frozenset[int]
    interested: dict[int, str]


def chosen_area(actor: Actor, area_id: int) -> ChosenArea:
    """A chosen area of a decided round. Three queries. Raises NotVisible, RoundRefused where it was not chosen."""
    area = (
        Area.objects.select_related("round")
        .filter(id=area_id if is_key(area_id) else 0, round__audience__in=actor.tokens, removed=None)
        .first()
    )
    if area is None:
        raise NotVisible
    if area.round.state != RoundState.DECIDED or not area.chosen:
        raise RoundRefused(
            Sentence("Bara ett valt område blir en aktivitet.", "Only a chosen area becomes an activity."), source="B3",
            mend=Sentence(
                "Ett förslag som inte valdes kan gå vidare som provrum.", "A proposal that was not chosen can go on as a test room."
            ),
        )  # fmt: skip
    rows = list(
        Entry.objects.filter(area=area)
        .order_by("proposal__title")
        .values_list("proposal", "proposal__title", "proposal__state", "proposal__organisation", "proposal__organisation__name")
    )
    interests = Interest.objects.filter(proposal__in=[row[0] for row in rows], withdrawn=None)
    interested = dict(interests.order_by("organisation__name").values_list("organisation", "organisation__name"))
    return ChosenArea(
        area.pk, area.round_id, area.name, area.text, area.format, tuple(row[0] for row in rows),
        {row[0]: row[1] for row in rows if row[2] == State.PUBLISHED}, frozenset(row[3] for row in rows),
        {**interested, **{row[3]: row[4] for row in rows}},
    )  # fmt: skip
