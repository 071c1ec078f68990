"""One ballot per organisation, until the ballots close; not one after (A1, B3)."""

import secrets
from collections.abc import Iterable

from django.db import transaction

from samlar.foundation import clock
from samlar.ideas.actions.rounds import locked, phase_of, record
from samlar.ideas.models import Area, Ballot, Tick
from samlar.ideas.queries.voters import voter
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Phase
from samlar.people.rules import Actor

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # that nobody takes for one another
RECEIPT = 10


@transaction.atomic
def cast(actor: Actor, round_id: int, areas: Iterable[int], *, blank: bool = False, revision: int = 0) -> str:
    """Casts or changes the organisation's ballot and says its receipt. `revision` is the ballot's that was read, 0 for none yet.

    The round is locked first, so a ballot and the closing, or two colleagues' ballots, come one after the other: the second of two
    is told. No area is an answer too, of whoever says that the ballot is `blank`. The trail says that it has voted, never how.
    Raises NotVisible, NotAllowed (who may vote is the members of this day), RoundRefused, RoundChanged.
    """
    found = locked(actor, round_id)
    person, organisation = rules.must_vote(actor, voter(actor.organisation))
    rules.must_be_in(phase_of(found), (Phase.VOTING,))
    chosen = rules.ticks_of(areas, set(Area.objects.filter(round=found, removed=None).values_list("id", flat=True)), blank=blank)
    ballot = Ballot.objects.filter(round=found, organisation=organisation).first()
    rules.must_be_as_read(ballot.revision if ballot else 0, revision)
    if ballot is None:
        ballot = Ballot.objects.create(
            round=found, organisation_id=organisation, person_id=person, cast=clock.now(),
            receipt="".join(secrets.choice(SIGNS) for _ in range(RECEIPT)),
        )  # fmt: skip
        verb = "round.voted"
    else:
        Ballot.objects.filter(id=ballot.pk).update(person=person, cast=clock.now(), revision=ballot.revision + 1)
        Tick.objects.filter(ballot=ballot).delete()
        verb = "round.voted_again"
    Tick.objects.bulk_create(Tick(ballot=ballot, area_id=one) for one in chosen)
    record(actor, verb, found.pk)
    return ballot.receipt
