"""At home before the ballot: an organisation's people say what they find urgent, seen by the organisation alone (B2)."""

from datetime import timedelta

from django.db import transaction

from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.ideas.actions import round_letters
from samlar.ideas.actions.rounds import locked, phase_of, record
from samlar.ideas.models import Entry, HomeMark, PrioritisationRound
from samlar.ideas.queries.asked import key_of_asking, others_at_home, why_not_ask
from samlar.ideas.queries.voters import voter
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Phase
from samlar.people.rules import Actor, NotVisible
from samlar.talk.rules import writer

KEPT = timedelta(days=365)
AT_HOME = (Phase.PROPOSING, Phase.CLUSTERING, Phase.FIXED, Phase.VOTING)


@transaction.atomic
def mark(actor: Actor, round_id: int, proposal_id: int, *, urgent: bool | None, note: str | None = "") -> None:
    """What the actor thinks of a proposal in the round; neither urgent nor a note takes the mark away. Said again, it is changed.

    None leaves what was said of the one while the other is said.

    It is not recorded in any trail: it is a colleague's word to colleagues, deleted a year after the ballots have closed.
    Raises NotVisible, NotAllowed, RoundRefused, TextRefused.
    """
    person, organisation = writer(actor)
    entry = (
        Entry.objects.select_for_update(no_key=True, of=("self",))  # a mark waits for no round: whoever moves the card holds that first
        .select_related("round")
        .filter(
            round=round_id if is_key(round_id) else 0, round__audience__in=actor.tokens, proposal=proposal_id if is_key(proposal_id) else 0
        )
        .first()
    )
    if entry is None:
        raise NotVisible
    rules.must_be_in(phase_of(entry.round), AT_HOME)
    own = HomeMark.objects.filter(entry=entry, organisation=organisation, person=person)
    before = own.first()
    urgent = bool(before and before.urgent) if urgent is None else urgent
    said = (before.note if before else "") if note is None else rules.short_text(note, field="note")
    if not urgent and not said:
        own.delete()
        return
    HomeMark.objects.update_or_create(
        entry=entry, organisation_id=organisation, person_id=person, defaults={"urgent": urgent, "note": said, "said": clock.now()}
    )


@transaction.atomic
def ask(actor: Actor, round_id: int, *, note: str = "") -> int:
    """Asks the colleagues by letter what they find urgent, with some words of the actor's own; once a week at most.

    Says how many get it. Raises NotVisible, NotAllowed, RoundRefused, TextRefused.
    """
    found = locked(actor, round_id)
    organisation = rules.must_ask_at_home(actor, voter(actor.organisation))
    rules.must_be_in(phase_of(found), AT_HOME)
    words = rules.short_text(note, field="note")
    to = others_at_home(actor, organisation)
    if no := why_not_ask(found.pk, organisation, to):
        raise no
    round_letters.ask_at_home(actor, found, to, words, key_of_asking(found.pk, organisation, clock.today()))
    record(actor, "round.asked_at_home", found.pk)
    return len(to)


def forget_marks() -> int:
    """Deletes what people said at home of rounds whose ballots closed a year ago (Z2); says how many. For the clock."""
    old = clock.now() - KEPT
    ended = PrioritisationRound.objects.filter(ballots_until__lt=old)
    return HomeMark.objects.filter(entry__round__in=ended).delete()[0]
