"""Idea meetings over the years, counted (B3)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from samlar.ideas.models import Area, Entry, Outcome, PrioritisationRound
from samlar.ideas.rules.rounds import Fate, RoundState
from samlar.ideas.rules.rows import State
from samlar.people.rules import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A decided round: its proposals, from how many organisations, its areas, those chosen, and how many proposals became activities."""

    id: int
    title: str
    decided: date | None
    proposals: int
    organisations: int
    areas: int
    chosen: int
    sent_on: int
    became: int
    voted: int
    voters: int


def over_the_years(actor: Actor) -> list[YearRow]:
    """The decided rounds that the viewer sees, the latest first. Four queries."""
    rows = list(PrioritisationRound.objects.filter(audience__in=actor.tokens, state=RoundState.DECIDED).order_by("-decided", "-id"))
    ids = [row.pk for row in rows]
    entries = Entry.objects.filter(round__in=ids).exclude(fate=Fate.TAKEN_BACK)
    proposals: Counter[int] = Counter()
    sent: Counter[int] = Counter()
    became: Counter[int] = Counter()
    organisations: dict[int, set[int]] = {}
    for round_id, fate, state, organisation in entries.values_list("round", "fate", "proposal__state", "proposal__organisation"):
        proposals[round_id] += 1
        sent[round_id] += fate == Fate.SENT_ON
        became[round_id] += state == State.TAKEN
        organisations.setdefault(round_id, set()).add(organisation)
    areas = list(Area.objects.filter(round__in=ids, removed=None).values_list("round", "chosen"))
    counted = dict(Outcome.objects.filter(round__in=ids).values_list("round", "counted"))
    return [
        YearRow(
            id=row.pk, title=row.title, decided=row.decided, proposals=proposals[row.pk], organisations=len(organisations.get(row.pk, ())),
            areas=sum(one == row.pk for one, _chosen in areas), chosen=sum(one == row.pk and bool(chosen) for one, chosen in areas),
            sent_on=sent[row.pk], became=became[row.pk], voted=len(counted[row.pk]["ballots"]) if row.pk in counted else 0,
            voters=counted[row.pk]["voters"] if row.pk in counted else 0,
        )
        for row in rows
    ]  # fmt: skip
