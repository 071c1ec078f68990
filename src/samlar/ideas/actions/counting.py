"""The count: once, after the ballots have closed, of the ballots of those who voted then (A1, B4)."""

from datetime import datetime, timedelta

from django.db import transaction

from samlar.foundation import audit, clock
from samlar.foundation.rounds import all_of
from samlar.ideas.actions import round_letters as letters
from samlar.ideas.actions.rounds import locked, phase_of
from samlar.ideas.models import Area, Ballot, Outcome, PrioritisationRound, Tick
from samlar.ideas.queries.voters import voters
from samlar.ideas.rules import counting as rules
from samlar.ideas.rules import rounds
from samlar.ideas.rules.counting import CountedArea, CountedBallot
from samlar.ideas.rules.rounds import Phase, RoundState
from samlar.people.rules import Actor

LAST_CALL = timedelta(days=2)  # before the ballots close


@transaction.atomic
def count(actor: Actor, round_id: int) -> None:
    """Counts a round whose ballots have closed. Counted already: nothing happens. Raises NotVisible, NotAllowed, RoundRefused."""
    found = locked(actor, round_id)
    rounds.must_keep(actor)
    if phase_of(found) in (Phase.COUNTED, Phase.DECIDED):
        return
    rounds.must_be_in(phase_of(found), (Phase.CLOSED,))
    _count(found, person=actor.person, organisation=actor.organisation)


def count_closed() -> int:
    """Counts the rounds whose ballots have closed: nobody needs to press anything. Says how many. For the clock."""
    return all_of(_ids(ballots_until__lte=clock.now()), _count_closed)


def _count_closed(round_id: int) -> int:
    found = PrioritisationRound.objects.select_for_update().get(id=round_id)
    if phase_of(found) is not Phase.CLOSED:
        return 0
    _count(found, person=None, organisation=None)
    return 1


def remind_to_vote() -> int:
    """Letters to those who vote and have not, when the ballots open and two days before they close; says how many. For the clock."""
    now = clock.now()
    return all_of(_ids(ballots_from__lte=now, ballots_until__gt=now), _remind)


def _remind(round_id: int) -> int:
    found = PrioritisationRound.objects.get(id=round_id)
    last_call = found.ballots_until - LAST_CALL
    return letters.to_vote(found, last=clock.now() >= last_call > found.ballots_from)


def _ids(**when: datetime) -> list[int]:
    return list(PrioritisationRound.objects.filter(state=RoundState.VOTING, **when).order_by("id").values_list("id", flat=True))


def _count(found: PrioritisationRound, *, person: int | None, organisation: int | None) -> None:
    """Counts the locked round: the ballots of the organisations that voted on the day when the ballots closed."""
    day = clock.day_of(found.ballots_until - timedelta(seconds=1))
    assert day is not None
    who = voters(day)
    ticks: dict[int, list[int]] = {}
    for ballot, area in Tick.objects.filter(ballot__round=found).order_by("ballot", "area").values_list("ballot", "area"):
        ticks.setdefault(ballot, []).append(area)
    rows = list(Ballot.objects.filter(round=found).order_by("receipt").values("id", "organisation", "organisation__name", "receipt"))
    ballots = [
        CountedBallot(row["receipt"], "" if found.secret else row["organisation__name"], tuple(ticks.get(row["id"], ())))
        for row in rows
        if row["organisation"] in who
    ]
    left_out = sorted(row["organisation__name"] for row in rows if row["organisation"] not in who)
    areas = [
        CountedArea(one.pk, one.name, one.cost or 0, one.place or 0)
        for one in Area.objects.filter(round=found, removed=None).order_by("place")
    ]
    kept = {
        "day": day.isoformat(),
        "voters": len(who),
        "left_out": left_out,
        "silent": [] if found.secret else [name for id, name in who.items() if id not in {row["organisation"] for row in rows}],
        "ballots": [{"receipt": one.receipt, "organisation": one.organisation, "areas": list(one.areas)} for one in ballots],
    }
    Outcome.objects.create(round=found, counted=kept, result=rules.counted(areas, ballots, found.budget, seed=found.seed))
    PrioritisationRound.objects.filter(id=found.pk).update(state=RoundState.COUNTED, counted=clock.now(), revision=found.revision + 1)
    audit.record(
        person=person, organisation=organisation, verb="round.counted", kind="round", subject=found.pk,
        changes={"state": [RoundState.VOTING, RoundState.COUNTED], "ballots": [None, len(ballots)]},
    )  # fmt: skip
