"""What was sent on or set aside while areas were made is told when they are fixed: to those it concerns, once (B3)."""

from samlar.foundation import audit
from samlar.ideas.actions import round_letters as letters
from samlar.ideas.models import Entry, PrioritisationRound
from samlar.ideas.queries.round_trail import Fates, told_before
from samlar.ideas.rules.rounds import Fate
from samlar.people.models import Body, Organisation
from samlar.people.rules import Actor

VERBS = {Fate.SENT_ON: "sent_on", Fate.ASIDE: "set_aside", Fate.AREA: "kept"}


def tell(actor: Actor, found: PrioritisationRound) -> Fates:
    """Letters, and an entry in each proposal's own trail, for what is new or changed since the areas were fixed before; says all that
    holds now, for the trail of this fixing. The caller has locked the round."""
    before = told_before(found.pk)
    entries = Entry.objects.filter(round=found).select_related("round", "proposal", "sent_to", "sent_to_body").order_by("id")
    now: Fates = {}
    for entry in entries:
        was = before.get(str(entry.proposal_id))
        if entry.fate in (Fate.SENT_ON, Fate.ASIDE):
            now[str(entry.proposal_id)] = holds = [entry.fate, entry.sent_to_id, entry.sent_to_body_id, entry.reason]
            if was == holds:
                continue
        elif was is None or entry.fate != Fate.AREA:
            continue
        verb = VERBS[Fate(entry.fate)]
        audit.record(
            person=actor.person, organisation=actor.organisation, verb=f"proposal.{verb}", kind="proposal", subject=entry.proposal_id,
            changes={"round": [None, found.pk]}, reason=entry.reason,
        )  # fmt: skip
        if entry.fate == Fate.SENT_ON:
            letters.sent_on(actor, found, entry)
        if was is not None and was[0] == Fate.SENT_ON and was[1:3] != [entry.sent_to_id, entry.sent_to_body_id]:
            organisation = Organisation.objects.filter(id=was[1]).first() if was[1] else None
            letters.sent_on_no_longer(actor, entry, organisation, Body.objects.filter(id=was[2]).first() if was[2] else None)
    return now
