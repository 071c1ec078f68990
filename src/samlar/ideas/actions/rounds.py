"""The idea meeting from call to decision (B2, B3, I1). Ballots and the count have files of their own."""

import secrets
from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery

from samlar.foundation import audit, clock
from samlar.foundation.keys import is_key
from samlar.ideas.actions import fates
from samlar.ideas.actions import round_letters as letters
from samlar.ideas.models import Area, Ballot, Entry, Outcome, PrioritisationRound, Proposal
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Fate, Phase, RoundState, RoundText
from samlar.people.models import Body
from samlar.people.rules import MEMBERS, PUBLIC, Actor, NotVisible, organisation_token

WRITTEN = ("title", "text", "unit", "budget", "secret", "proposals_until", "ballots_from", "ballots_until")


def locked(actor: Actor, round_id: int) -> PrioritisationRound:
    """The round, locked until the transaction ends: every deed in it begins here. Raises NotVisible."""
    if not is_key(round_id):
        raise NotVisible
    found = PrioritisationRound.objects.select_for_update().filter(id=round_id, audience__in=actor.tokens).first()
    if found is None:
        raise NotVisible
    return found


def phase_of(found: PrioritisationRound) -> Phase:
    """Where the round is now: asked after the lock, so that nothing slips in between."""
    return rules.phase(
        found.state,
        proposals_until=found.proposals_until,
        ballots_from=found.ballots_from,
        ballots_until=found.ballots_until,
        now=clock.now(),
    )


@transaction.atomic
def call_round(actor: Actor, given: RoundText) -> int:
    """Writes a round as a draft that the calling organisation sees; says its id. Raises NotAllowed, RoundRefused, TextRefused."""
    _person, organisation = rules.must_keep(actor)
    kept = rules.round_text(given)
    rules.must_take_proposals(given.proposals_until, clock.now())
    new = PrioritisationRound.objects.create(
        **kept, state=RoundState.DRAFT, audience=organisation_token(organisation), organisation_id=organisation
    )
    record(actor, "round.written", new.pk)
    return new.pk


@transaction.atomic
def change_round(actor: Actor, round_id: int, given: RoundText, *, revision: int) -> None:
    """Changes what is still open to change. Raises NotVisible, NotAllowed, RoundRefused, RoundChanged, TextRefused."""
    found = locked(actor, round_id)
    rules.must_keep(actor)
    rules.must_be_as_read(found.revision, revision)
    new = rules.round_text(given)
    kept = {name: getattr(found, name) for name in WRITTEN}
    rules.must_still_be_written(phase_of(found), kept, new)
    changes = {name: [_plain(kept[name]), _plain(new[name])] for name in WRITTEN if kept[name] != new[name]}
    if found.state == RoundState.DRAFT:
        rules.must_take_proposals(given.proposals_until, clock.now())
    if not changes:
        return
    if found.state == RoundState.VOTING and "ballots_until" in changes:
        rules.must_come(given.ballots_until, clock.now(), field="ballots_until")
    if "unit" in changes:
        rules.must_have_no_costs(Area.objects.filter(round=found, removed=None).exclude(cost=None).count())
    if found.state == RoundState.OPEN and "budget" in changes:
        dear = Area.objects.filter(round=found, removed=None, cost__gt=new["budget"]).first()
        if dear is not None:
            rules.must_cost(dear.cost or 0, int(str(new["budget"])), str(new["unit"]))
    PrioritisationRound.objects.filter(id=found.pk).update(**new, revision=found.revision + 1)
    record(actor, "round.changed", found.pk, changes)


@transaction.atomic
def announce_round(actor: Actor, round_id: int) -> None:
    """Opens the round to all members and partners and tells the member representatives. Raises NotVisible, NotAllowed, RoundRefused."""
    found = locked(actor, round_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), (Phase.DRAFT,))
    rules.must_take_proposals(found.proposals_until, clock.now())
    _move(actor, found, RoundState.OPEN, "round.announced", audience=MEMBERS)
    letters.called(actor, found)


@transaction.atomic
def fix_areas(actor: Actor, round_id: int) -> None:
    """The areas become what is voted on, with the proposals' titles and summaries as they are now, and the lot among equals is drawn
    with a kept public word, before any ballot (B4). What was sent on or set aside is told now.

    Raises NotVisible, NotAllowed, RoundRefused with what lacks.
    """
    found = locked(actor, round_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), (Phase.CLUSTERING,))
    rules.must_come(found.ballots_until, clock.now())
    areas = list(Area.objects.filter(round=found, removed=None).annotate(many=Count("entries")).order_by("id"))
    waiting = Entry.objects.filter(round=found, fate=Fate.WAITING).count()
    rules.must_be_ready([rules.ToFix(one.pk, one.name, one.cost, one.many) for one in areas], waiting, found.budget, found.unit)
    seed = secrets.token_hex(8)
    drawn = [one.pk for one in areas]
    Random(seed).shuffle(drawn)
    for area in areas:
        area.place = drawn.index(area.pk) + 1
    Area.objects.bulk_update(areas, ["place"])
    proposal = Proposal.objects.filter(id=OuterRef("proposal"))
    Entry.objects.filter(round=found).update(
        title_at_fix=Subquery(proposal.values("title")), summary_at_fix=Subquery(proposal.values("summary"))
    )
    found.seed, found.fixed = seed, clock.now()
    found.save(update_fields=["seed", "fixed"])
    told = fates.tell(actor, found)
    _move(actor, found, RoundState.VOTING, "round.fixed", lot=[None, drawn], seed=[None, seed], told=[None, told])


@transaction.atomic
def reopen_areas(actor: Actor, round_id: int, *, reason: str) -> None:
    """Takes fixed areas back to be changed, while nobody has voted; a new lot comes then. The drawing that no longer holds stays in the
    trail, and the reason with it, for everybody to read. Raises NotVisible, NotAllowed, RoundRefused, TextRefused."""
    found = locked(actor, round_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), (Phase.FIXED, Phase.VOTING))
    rules.must_be_untouched(Ballot.objects.filter(round=found).count())
    why = rules.short_text(reason, field="reason", empty=rules.SAY_WHY)
    Entry.objects.filter(round=found).update(title_at_fix="", summary_at_fix="")
    Area.objects.filter(round=found).update(place=None)
    found.seed, found.fixed = "", None
    found.save(update_fields=["seed", "fixed"])
    _move(actor, found, RoundState.OPEN, "round.reopened", reason=why)


@transaction.atomic
def call_off(actor: Actor, round_id: int, *, reason: str) -> None:
    """Calls the round off with a reason that its circle reads; the proposals stay open. Raises NotVisible, NotAllowed, RoundRefused."""
    found = locked(actor, round_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), [one for one in Phase if one not in (Phase.COUNTED, Phase.DECIDED, Phase.CALLED_OFF)])
    found.why = rules.short_text(reason, field="reason", empty=rules.SAY_WHY)
    found.save(update_fields=["why"])
    told = found.state != RoundState.DRAFT
    _move(actor, found, RoundState.CALLED_OFF, "round.called_off", reason=found.why)
    if told:
        letters.called_off(actor, found)


@transaction.atomic
def decide(
    actor: Actor, round_id: int, *, chosen: Iterable[int], body: int | None, why: str = "", beyond: str = "", day: date | None = None
) -> None:
    """Records the decision of a body, which follows the count or says why not, and publishes the whole round (B3). `beyond`: where what
    it costs above the budget comes from, published with the reason; `day`: when it was made, today unless said.

    Every proposer is told what became of the proposal. Raises NotVisible, NotAllowed, RoundRefused, TextRefused.
    """
    found = locked(actor, round_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), (Phase.COUNTED,))
    areas = dict(Area.objects.filter(round=found, removed=None).values_list("id", "cost"))
    counted = Outcome.objects.get(round=found).result["equal_shares"]["winners"]
    said, more = rules.long_text(why, field="why"), rules.short_text(beyond, field="beyond")
    today, counted_on = clock.today(), clock.day_of(found.counted)
    assert counted_on is not None  # it has been counted
    given = rules.Decision(chosen=frozenset(chosen), why=said, beyond=more, day=day or today)
    follows = rules.must_be_decided(
        given, costs=areas, counted=counted, budget=found.budget, unit=found.unit, counted_on=counted_on, today=today
    )
    said, decided = "\n\n".join(one for one in (said, more) if one.strip()), given.chosen
    if body is None or not is_key(body) or not Body.objects.filter(id=body).exists():
        raise rules.no_body()
    Area.objects.filter(round=found, id__in=areas).update(chosen=False)
    Area.objects.filter(round=found, id__in=decided).update(chosen=True)
    found.decided, found.body_id, found.follows, found.why = given.day, body, follows, said
    found.save(update_fields=["decided", "body", "follows", "why"])
    _move(actor, found, RoundState.DECIDED, "round.decided", audience=PUBLIC, chosen=[None, sorted(decided)], reason=said[:300])
    letters.decided(actor, found)


def _move(
    actor: Actor, found: PrioritisationRound, to: RoundState, verb: str, *, audience: str = "", reason: str = "", **changes: Any
) -> None:
    before = found.state
    found.state, found.audience, found.revision = to, audience or found.audience, found.revision + 1
    found.save(update_fields=["state", "audience", "revision"])
    record(actor, verb, found.pk, {"state": [before, to], **changes}, reason=reason)


def record(actor: Actor, verb: str, round_id: int, changes: dict[str, list[Any]] | None = None, *, reason: str = "") -> None:
    """Adds the deed to the round's trail."""
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind="round", subject=round_id, changes=changes, reason=reason
    )


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
