"""A proposal in a round and where it goes: to an area, sent on, set aside; never out of sight (B3)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from samlar.foundation import audit, clock
from samlar.foundation.keys import is_key
from samlar.ideas.actions import round_letters as letters
from samlar.ideas.actions.rounds import locked, phase_of, record
from samlar.ideas.models import Area, Entry, PrioritisationRound, Proposal
from samlar.ideas.rules import deeds
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Fate, Phase, RoundState
from samlar.people.models import Body, Organisation
from samlar.people.rules import MEMBERS, Actor, NotVisible, must_act_for_an_organisation

GATHERING = (Phase.PROPOSING, Phase.CLUSTERING)


@transaction.atomic
def enter(actor: Actor, round_id: int, proposals: Iterable[int]) -> int:
    """Puts published proposals into the round: one's own until the last day, any by whoever leads it. Says how many were new.

    One that was in an earlier round and not chosen comes in as carried on from there. Whoever wrote a proposal that somebody else puts
    in is told. Raises NotVisible, NotAllowed, RoundRefused.
    """
    organisation = must_act_for_an_organisation(actor)
    found = locked(actor, round_id)
    leads = rules.keeps(actor)
    rules.must_be_in(phase_of(found), GATHERING if leads else (Phase.PROPOSING,))
    wanted = {one for one in proposals if is_key(one)}
    rows = Proposal.objects.select_for_update().filter(id__in=wanted, audience=MEMBERS, audience__in=actor.tokens).order_by("id")
    new = 0
    for proposal in rows:
        if not leads:
            deeds.must_act_for(actor, proposal.organisation_id, proposal.organisation.name)
        deeds.must_be_open(proposal.state)
        now = clock.now()
        earlier = (
            Entry.objects.filter(proposal=proposal, round__state=RoundState.DECIDED)
            .exclude(Q(round=found) | Q(fate=Fate.TAKEN_BACK) | Q(area__chosen=True))
            .order_by("-round_id")
            .first()
        )
        entry, made = Entry.objects.get_or_create(
            round=found, proposal=proposal,
            defaults={"entered": now, "organisation_id": organisation, "carried_from_id": earlier.round_id if earlier else None},
        )  # fmt: skip
        if not made and entry.fate == Fate.TAKEN_BACK and proposal.organisation_id == organisation:  # only theirs to put in again
            Entry.objects.filter(id=entry.pk).update(fate=Fate.WAITING, reason="", revision=entry.revision + 1)
            made = True
        if made:
            new += 1
            _both(actor, "entered", found, proposal.pk)
            letters.entered(actor, found, proposal)
    if not rows:
        raise NotVisible
    return new


@transaction.atomic
def take_back(actor: Actor, round_id: int, proposal_id: int) -> None:
    """Those who proposed take it out of the round, until the areas are fixed. It stays in the list as taken back.

    Raises NotVisible, NotAllowed, RoundRefused.
    """
    must_act_for_an_organisation(actor)
    found, entry = _entry(actor, round_id, proposal_id)
    deeds.must_act_for(actor, entry.proposal.organisation_id, entry.proposal.organisation.name)
    rules.must_be_in(phase_of(found), GATHERING)
    _send(entry, Fate.TAKEN_BACK)
    _both(actor, "taken_back", found, proposal_id)


@transaction.atomic
def place(actor: Actor, round_id: int, proposal_id: int, area_id: int | None, *, revision: int | None = None) -> None:
    """Puts a proposal in an area, or back among those that wait (None). Of two who move it at once the second is told.

    Raises NotVisible, NotAllowed, RoundRefused, RoundChanged.
    """
    found, entry = _entry(actor, round_id, proposal_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), GATHERING)
    rules.must_be_in_still(entry.fate)
    if revision is not None:
        rules.must_be_as_read(entry.revision, revision)
    if area_id is not None and not Area.objects.filter(id=area_id if is_key(area_id) else 0, round=found, removed=None).exists():
        raise NotVisible
    before = entry.area_id
    if area_id == before and (area_id is not None or entry.fate == Fate.WAITING):
        return
    _send(entry, Fate.AREA if area_id is not None else Fate.WAITING, area=area_id)
    record(actor, "round.placed", found.pk, {"proposal": [None, proposal_id], "area": [before, area_id]})


@transaction.atomic
def send_on(
    actor: Actor, round_id: int, proposal_id: int, *, reason: str, organisation: int | None = None, body: int | None = None,
    revision: int | None = None,
) -> None:  # fmt: skip
    """Sends a proposal on to another organisation or to a network, with a reason that both sides read (B3). It is told, in letters and
    on pages, when the areas are fixed: until then it can be moved back, and only those who lead see it.

    Raises NotVisible, NotAllowed, RoundRefused (nobody or two receivers), RoundChanged, TextRefused.
    """
    found, entry = _entry(actor, round_id, proposal_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), GATHERING)
    rules.must_be_in_still(entry.fate)
    if revision is not None:
        rules.must_be_as_read(entry.revision, revision)
    why = rules.short_text(reason, field="reason", empty=rules.SAY_WHY)
    rules.must_have_one_receiver(organisation, body)
    there: type[Organisation] | type[Body] = Organisation if organisation is not None else Body
    number = organisation if organisation is not None else body
    if number is None or not is_key(number) or not there._default_manager.filter(id=number).exists():
        raise rules.nobody_there()
    _send(entry, Fate.SENT_ON, reason=why, organisation=organisation, body=body)
    record(actor, "round.sent_on", found.pk, {"proposal": [None, proposal_id]}, reason=why)


@transaction.atomic
def set_aside(actor: Actor, round_id: int, proposal_id: int, *, reason: str, revision: int | None = None) -> None:
    """A proposal that belongs to no area this time is not prioritised, with a reason that its proposers read when the areas are
    fixed (B3).

    Raises NotVisible, NotAllowed, RoundRefused, RoundChanged, TextRefused.
    """
    found, entry = _entry(actor, round_id, proposal_id)
    rules.must_keep(actor)
    rules.must_be_in(phase_of(found), GATHERING)
    rules.must_be_in_still(entry.fate)
    if revision is not None:
        rules.must_be_as_read(entry.revision, revision)
    why = rules.short_text(reason, field="reason", empty=rules.SAY_WHY)
    _send(entry, Fate.ASIDE, reason=why)
    record(actor, "round.set_aside", found.pk, {"proposal": [None, proposal_id]}, reason=why)


def _entry(actor: Actor, round_id: int, proposal_id: int) -> tuple[PrioritisationRound, Entry]:
    found = locked(actor, round_id)
    entry = (
        Entry.objects.select_related("proposal__organisation")
        .filter(round=found, proposal=proposal_id if is_key(proposal_id) else 0)
        .first()
    )
    if entry is None:
        raise NotVisible
    return found, entry


def _send(
    entry: Entry, fate: Fate, *, area: int | None = None, reason: str = "", organisation: int | None = None, body: int | None = None
) -> None:
    entry.fate, entry.area_id, entry.reason, entry.sent_to_id, entry.sent_to_body_id = fate, area, reason, organisation, body
    entry.revision += 1
    entry.save(update_fields=["fate", "area", "reason", "sent_to", "sent_to_body", "revision"])


def _both(actor: Actor, what: str, found: PrioritisationRound, proposal_id: int, *, reason: str = "") -> None:
    """In the round's trail, and in the proposal's own: whoever follows the proposal learns where it went."""
    record(actor, f"round.{what}", found.pk, {"proposal": [None, proposal_id]}, reason=reason)
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=f"proposal.{what}", kind="proposal", subject=proposal_id,
        changes={"round": [None, found.pk]}, reason=reason,
    )  # fmt: skip
