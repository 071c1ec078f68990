"""Letters about a round: the call, the ballots' opening, and what became of each proposal. In the deed's own transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from samlar.formats.sentence import Sentence
from samlar.foundation import clock, outbox
from samlar.ideas.actions.letters import answering
from samlar.ideas.models import Area, Ballot, Entry, Outcome, PrioritisationRound, Proposal
from samlar.ideas.queries.voters import voters
from samlar.ideas.rules.counting import left_of_budget, short_of
from samlar.ideas.rules.rounds import MANY_AREAS, Fate, opening
from samlar.people.models import Body, Organisation, Seat
from samlar.people.queries import Contact, contacts, members, on
from samlar.people.rules import Actor


def called(actor: Actor, found: PrioritisationRound) -> None:
    """To every member's representatives: an idea meeting has been called, until when proposals come in and when ballots open.

    That they cast a ballot is told those alone whose organisation votes as its membership is today.
    """
    to = contacts(members(clock.today()))
    voting = voters(clock.today())
    vote = {one.person for one in to if one.organisation in voting}
    _put(actor, "round_called", [one for one in to if one.person in vote], found, votes=True)
    _put(actor, "round_called", [one for one in to if one.person not in vote], found, votes=False)


def entered(actor: Actor, found: PrioritisationRound, proposal: Proposal) -> None:
    """To those who proposed, when somebody else has put their proposal into the round; nothing to whoever did it."""
    if actor.person != proposal.author_id:
        more = {"proposal": proposal.title, "who": actor.name, "organisation": actor.organisation_name, "path": f"/ideer/{proposal.pk}/"}
        _put(actor, "round_entered", answering(proposal.author_id, proposal.organisation_id), found, **more)


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
    many = Area.objects.filter(round=found, removed=None).count() >= MANY_AREAS
    return _put(None, name, contacts(waiting), found, key=f"{name}:{found.pk}", many=many)


def sent_on(actor: Actor, found: PrioritisationRound, entry: Entry) -> None:
    """To those who proposed, and to the receiver: its representatives, or those who sit for the network."""
    to = answering(entry.proposal.author_id, entry.proposal.organisation_id)
    there, receiver = _receiver(entry.sent_to, entry.sent_to_body)
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


def sent_on_no_longer(actor: Actor, entry: Entry, organisation: Organisation | None, body: Body | None) -> None:
    """What was told when the areas were fixed before holds no longer: to who received it then, and to those who proposed unless a new
    letter tells them where it goes."""
    there, receiver = _receiver(organisation, body)
    again = entry.fate == Fate.SENT_ON
    to = there if again else [*answering(entry.proposal.author_id, entry.proposal.organisation_id), *there]
    more = {
        "proposal": entry.proposal.title, "receiver_sv": receiver.sv, "receiver_en": receiver.en, "path": f"/ideer/{entry.proposal_id}/",
    }  # fmt: skip
    _put(actor, "round_sent_on_no_longer", to, entry.round, **more)


def _receiver(organisation: Organisation | None, body: Body | None) -> tuple[list[Contact], Sentence]:
    """(whom a letter to an organisation or a network goes to, what it is called)."""
    if organisation is not None:
        return contacts([organisation.pk]), Sentence(organisation.name, organisation.name)
    assert body is not None  # it is sent to one or the other
    seats = list(Seat.objects.filter(on(clock.today()), body=body).order_by("id").values_list("person", "organisation"))
    return [one for person, at in seats for one in answering(person, at)], Sentence(body.name_sv, body.name_en)


def decided(actor: Actor, found: PrioritisationRound) -> None:
    """To everybody who proposed something in the round: what became of it, and why (B3). One letter per proposal."""
    result = Outcome.objects.get(round=found).result
    winners = result["equal_shares"]["winners"]
    left = left_of_budget(found.budget, result["equal_shares"]["cost"])
    words: dict[str, Any] = {
        "left": left, "unit": found.unit,
        "body_sv": found.body.name_sv if found.body else "", "body_en": found.body.name_en if found.body else "",
        "why": opening(found.why),
        "decision_path": f"/idemoten/{found.pk}/#beslutet", "result_path": f"/idemoten/{found.pk}/resultat/",
    }  # fmt: skip
    entries = Entry.objects.filter(round=found).exclude(fate=Fate.TAKEN_BACK).select_related("proposal", "area").order_by("id")
    for entry in entries:
        chosen = bool(entry.area and entry.area.chosen)
        became = "chosen" if chosen else "area" if entry.area else entry.fate
        more: dict[str, Any] = {
            "proposal": entry.proposal.title,
            "became": became,
            "area": entry.area.name if entry.area else "",
            "reason": entry.reason,
            "path": f"/ideer/{entry.proposal_id}/",
            "carry_on_path": f"/ideer/{entry.proposal_id}/#provrum",
            **words,
        }
        if entry.area:
            wanted = result["approvals"][str(entry.area_id)]
            won = entry.area_id in winners
            more |= {
                "cost": entry.area.cost or 0, "wanted": wanted,
                "short": "decision" if won else short_of(entry.area.cost or 0, left=left, wanted=wanted).value,
            }  # fmt: skip
        _put(actor, "round_decided", answering(entry.proposal.author_id, entry.proposal.organisation_id), found, **more)


def ask_at_home(actor: Actor, found: PrioritisationRound, to: Iterable[Contact], note: str, key: str) -> None:
    """To the actor's colleagues, in the actor's name: say what is urgent before the ballot."""
    more = {"who": actor.name, "organisation": actor.organisation_name, "note": note, "path": f"/idemoten/{found.pk}/hemma/"}
    _put(actor, "round_asked_at_home", to, found, key=key, **more)


def _last_day(until: datetime) -> str:
    """The last day of something that ends at a moment: a midnight ends the day before."""
    return clock.day_of(until - timedelta(microseconds=1)).isoformat()  # type: ignore[union-attr]


def _put(
    actor: Actor | None, name: str, to: Iterable[Contact], found: PrioritisationRound, *, key: str = "", **more: str | bool | int
) -> int:
    values = {
        "title": found.title,
        "proposals_until": _last_day(found.proposals_until),
        "ballots_from": clock.day_of(found.ballots_from).isoformat(),  # type: ignore[union-attr]
        "ballots_until": _last_day(found.ballots_until),
        "closes": found.ballots_until.isoformat(),
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
