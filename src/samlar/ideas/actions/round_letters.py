"""Letters about a round: the call, the ballots' opening, and what became of each proposal. In the deed's own transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from samlar.formats.sentence import Sentence
from samlar.foundation import clock, outbox
from samlar.ideas.actions.letters import answering
from samlar.ideas.models import Ballot, Entry, PrioritisationRound
from samlar.ideas.queries.voters import voters
from samlar.ideas.rules.rounds import Fate
from samlar.people.models import Seat
from samlar.people.queries import Contact, contacts, members, on
from samlar.people.rules import Actor


def called(actor: Actor, found: PrioritisationRound) -> None:
    """To every member's representatives: an idea meeting has been called, until when proposals come in and when ballots open."""
    _put(actor, "round_called", contacts(members(clock.today())), found)


def called_off(actor: Actor, found: PrioritisationRound) -> None:
    """To every member's representatives, with the reason."""
    _put(actor, "round_called_off", contacts(members(clock.today())), found, reason=found.why)


def to_vote(found: PrioritisationRound, *, last: bool) -> int:
    """To the representatives of those who vote and have not: when the ballots have opened, and once more before they close.

    Once each; says how many letters were new.
    """
    voted = set(Ballot.objects.filter(round=found).values_list("organisation", flat=True))
    waiting = [one for one in voters(clock.today()) if one not in voted]
    name = "round_vote_last" if last else "round_vote"
    return _put(None, name, contacts(waiting), found, key=f"{name}:{found.pk}")


def sent_on(actor: Actor, found: PrioritisationRound, entry: Entry) -> None:
    """To those who proposed, and to the receiver: its representatives, or those who sit for the network."""
    to = answering(entry.proposal.author_id, entry.proposal.organisation_id)
    if entry.sent_to_id is not None:
        there, name = contacts([entry.sent_to_id]), entry.sent_to.name if entry.sent_to else ""
        receiver = Sentence(name, name)
    else:
        body = entry.sent_to_body
        assert body is not None  # it is sent to one or the other
        seats = list(Seat.objects.filter(on(clock.today()), body=body).order_by("id").values_list("person", "organisation"))
        there = [one for person, organisation in seats for one in (answering(person, organisation) if person else contacts([organisation]))]
        receiver = Sentence(body.name_sv, body.name_en)
    more = {
        "proposal": entry.proposal.title,
        "reason": entry.reason,
        "receiver_sv": receiver.sv,
        "receiver_en": receiver.en,
        "path": f"/ideer/{entry.proposal_id}/",
    }
    _put(actor, "round_sent_on", to, found, **more)
    told = {one.person for one in to}
    _put(actor, "round_sent_to_you", [one for one in there if one.person not in told], found, **more)


def decided(actor: Actor, found: PrioritisationRound) -> None:
    """To everybody who proposed something in the round: what became of it (B3). One letter per proposal."""
    entries = Entry.objects.filter(round=found).exclude(fate=Fate.TAKEN_BACK).select_related("proposal", "area").order_by("id")
    for entry in entries:
        chosen = bool(entry.area and entry.area.chosen)
        became = "chosen" if chosen else "area" if entry.area else entry.fate
        more = {
            "proposal": entry.proposal.title,
            "became": became,
            "area": entry.area.name if entry.area else "",
            "reason": entry.reason,
            "path": f"/ideer/{entry.proposal_id}/",
        }
        _put(actor, "round_decided", answering(entry.proposal.author_id, entry.proposal.organisation_id), found, **more)


def _last_day(until: datetime) -> str:
    """The last day of something that ends at a moment: a midnight ends the day before."""
    return clock.day_of(until - timedelta(microseconds=1)).isoformat()  # type: ignore[union-attr]


def _at_midnight(moment: datetime) -> bool:
    return moment == clock.start_of(clock.day_of(moment))  # type: ignore[arg-type]


def _put(actor: Actor | None, name: str, to: Iterable[Contact], found: PrioritisationRound, *, key: str = "", **more: str) -> int:
    values = {
        "title": found.title,
        "proposals_until": _last_day(found.proposals_until),
        "ballots_from": clock.day_of(found.ballots_from).isoformat(),  # type: ignore[union-attr]
        "ballots_until": _last_day(found.ballots_until),
        "closes": "" if _at_midnight(found.ballots_until) else found.ballots_until.isoformat(),
        "path": f"/idemoten/{found.pk}/",
        **more,
    }
    told, new = {actor.person} if actor else set(), 0
    for one in to:
        if one.person in told:
            continue
        told.add(one.person)
        own = f"{key}:{one.person}" if key else None
        new += bool(outbox.put(to=one.email, language=one.language, name=name, values={**values, "to": one.name}, key=own))
    return new
