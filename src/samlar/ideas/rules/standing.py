"""What a proposal lacks to become an activity, said in a sentence, and the one next step for whoever looks (B1, C3)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from samlar.formats.case import Case, Participant
from samlar.formats.definition import Definition
from samlar.formats.evaluate import broken_of
from samlar.formats.sentence import Sentence, Severity
from samlar.ideas.rules.deeds import acts_for
from samlar.ideas.rules.fit import may_lead, may_show_interest
from samlar.ideas.rules.rows import Interested, InterestRow, ProposalRow, State
from samlar.people.rules import MEMBERS, Actor

FEW = {
    "sv": ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}


class Step(StrEnum):
    """The one thing a viewer would do next with a proposal."""

    PUBLISH = "publish"
    SHOW_INTEREST = "show_interest"
    START = "start"
    FOLLOW = "follow"  # the activity that grew from it
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Standing:
    """The sentence about the state, and whether a leader and interest enough are there."""

    sentence: Sentence
    ready: bool


def next_step(actor: Actor, proposal: ProposalRow) -> Step:
    """What the viewer would do next. Each step is one that the deed itself allows."""
    if proposal.state == State.TAKEN:
        return Step.FOLLOW
    if proposal.state == State.DRAFT and acts_for(actor, proposal.organisation):
        return Step.PUBLISH
    if proposal.state != State.PUBLISHED or not actor.at_work:
        return Step.NONE
    own = proposal.interest_of(actor.organisation)
    if own is not None:
        return Step.START if own.would_lead and may_lead(actor.membership, proposal.definition) else Step.NONE
    if MEMBERS in actor.tokens and may_show_interest(actor.membership, proposal.definition):
        return Step.SHOW_INTEREST
    return Step.NONE


def standing(proposal: ProposalRow) -> Standing:
    """Where the proposal stands and what is missing, for any viewer who sees it. Pure."""
    if proposal.state == State.DRAFT:
        seen = Sentence("Utkastet syns bara för {name}.", "The draft is seen by {name} only.").fill(name=proposal.organisation_name)
        lacks = Sentence("Sammanfattningen saknas innan ni kan publicera.", "The summary is missing before you can publish.")
        return Standing(seen if proposal.summary else _joined([seen, lacks]), False)
    if proposal.state == State.TAKEN:
        return Standing(Sentence("Förslaget har blivit en aktivitet.", "The proposal has become an activity."), False)
    if proposal.state == State.WITHDRAWN:
        return Standing(
            Sentence("{name} drog tillbaka förslaget: {why}", "{name} withdrew the proposal: {why}").fill(
                name=proposal.organisation_name, why=proposal.why_withdrawn
            ),
            False,
        )
    lacking = next(missing(proposal.definition, proposal.interested), None)
    leaders = proposal.leaders
    parts = [_interest(proposal.interested), *([lacking] if leaders and lacking else [])]
    ready = bool(leaders) and lacking is None
    if ready:
        parts.append(Sentence("Planeringen kan börja.", "Planning can begin."))
    return Standing(_joined(parts), ready)


def missing(definition: Definition | None, interested: Collection[Interested]) -> Iterator[Sentence]:
    """What the format demands of the participants and the interested don't give, one by one; nothing where any format will do.

    Judged as if all the interested took part and the first of those who would lead did. Too many is no lack: the leader chooses.
    """
    if definition is None:
        return
    lead = next((one.organisation for one in interested if one.would_lead), None)
    participants = tuple(
        Participant(organisation=one.name, kind=one.kind, membership=one.membership, lead=one.organisation == lead) for one in interested
    )
    bounds = {rule.id: rule.max for rule in definition.rules}
    for one in broken_of("participants", definition, Case(format=definition.id, participants=participants)):
        if one.severity is not Severity.MUST or one.message is None:
            continue
        most = bounds[one.rule_id]
        if most is not None and isinstance(one.observed, int) and one.observed > most:
            continue
        yield one.message


def _interest(interested: tuple[InterestRow, ...]) -> Sentence:
    """Who is interested and who would lead: "Två regioner är intresserade. Ingen vill leda än."."""
    if not interested:
        return Sentence("Ingen organisation har visat intresse än.", "No organisation has shown interest yet.")
    leaders = [one.name for one in interested if one.would_lead]
    if len(interested) == 1:
        name = interested[0].name
        if leaders:
            return Sentence("{name} är intresserad och vill leda.", "{name} is interested and would lead.").fill(name=name)
        return Sentence("{name} är intresserad. Ingen vill leda än.", "{name} is interested. Nobody would lead yet.").fill(name=name)
    if not leaders:
        return Sentence("{who}. Ingen vill leda än.", "{who}. Nobody would lead yet.").fill(who=_who(interested))
    return Sentence("{who}. {leaders} vill leda.", "{who}. {leaders} would lead.").fill(who=_who(interested), leaders=leaders)


def _who(interested: tuple[InterestRow, ...]) -> Sentence:
    regions, many = sum(one.kind == "region" for one in interested), len(interested)
    kinds = ("regioner", "regions") if regions == many else ("organisationer", "organisations")
    sv = f"{_number(many, 'sv').capitalize()} {kinds[0]} är intresserade"
    en = f"{_number(many, 'en').capitalize()} {kinds[1]} are interested"
    if regions in (0, many):
        return Sentence(sv, en)
    sv += f", varav {_number(regions, 'sv')} {'region' if regions == 1 else 'regioner'}"
    en += f", {_number(regions, 'en')} of them {'a region' if regions == 1 else 'regions'}"
    return Sentence(sv, en)


def _number(value: int, language: str) -> str:
    return FEW[language][value] if value < len(FEW[language]) else str(value)


def _joined(parts: list[Sentence]) -> Sentence:
    return Sentence(" ".join(one.sv for one in parts), " ".join(one.en for one in parts))
