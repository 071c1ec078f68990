"""Idea meetings as a viewer may see them: nobody sees a ballot but its own organisation, nobody a mark but colleagues (B2, B3)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.ideas.models import Area, Ballot, Entry, HomeMark, Interest, Outcome, PrioritisationRound, Proposal, Tick
from samlar.ideas.queries.voters import voters
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Fate, Phase
from samlar.ideas.rules.rows import State
from samlar.people.rules import MEMBERS, Actor, NotVisible

OWN = (
    "id", "title", "text", "unit", "budget", "secret", "proposals_until", "ballots_from", "ballots_until", "state", "organisation", "seed",
    "fixed", "counted", "decided", "follows", "why", "revision",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """A round in a list."""

    id: int
    title: str
    phase: Phase
    proposals_until: datetime
    ballots_until: datetime
    decided: date | None
    proposals: int
    areas: int
    chosen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A proposal in the round: whose it is, who is interested, and where it went. `area` is the id, 0 in none."""

    proposal: int
    title: str
    summary: str
    organisation: str
    slug: str
    own: bool
    state: str
    interested: int
    fate: Fate
    area: int
    receiver: Sentence | None
    reason: str
    carried_from: tuple[int, str] | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """An area with its proposals. `cost` in the round's units, None until somebody has estimated it. `organisations`: how many proposed."""

    id: int
    name: str
    text: str
    cost: int | None
    format: str
    format_name: Sentence | None
    place: int | None
    chosen: bool | None
    revision: int
    entries: tuple[EntryRow, ...] = ()

    @property
    def organisations(self) -> int:
        return len({one.organisation for one in self.entries})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """One round whole: entries in the order of their titles, areas as they were made."""

    id: int
    title: str
    text: str
    unit: str
    budget: int
    secret: bool
    proposals_until: datetime
    ballots_from: datetime
    ballots_until: datetime
    state: str
    phase: Phase
    organisation: int
    organisation_name: str
    seed: str
    fixed: datetime | None
    counted: datetime | None
    decided: date | None
    body: Sentence | None
    follows: bool | None
    why: str
    revision: int
    entries: tuple[EntryRow, ...] = ()
    areas: tuple[AreaRow, ...] = ()
    cast: int = 0
    voters: int = 0

    def with_fate(self, *fates: Fate) -> tuple[EntryRow, ...]:
        """The proposals that went one of these ways."""
        return tuple(one for one in self.entries if one.fate in fates)

    def area(self, area_id: int) -> AreaRow | None:
        """One of the areas."""
        return next((one for one in self.areas if one.id == area_id), None)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a colleague thinks of a proposal."""

    person: str
    own: bool
    urgent: bool
    note: str


@dataclass(frozen=True, slots=True)
class AtHome:
    """A proposal as the organisation talks of it at home, the most urgent first."""

    entry: EntryRow
    marks: tuple[Mark, ...] = ()

    @property
    def urgent(self) -> int:
        return sum(one.urgent for one in self.marks)

    @property
    def own(self) -> Mark | None:
        return next((one for one in self.marks if one.own), None)


@dataclass(frozen=True, slots=True)
class OwnBallot:
    """The organisation's ballot, as the organisation alone sees it before the count."""

    receipt: str
    areas: frozenset[int]
    cast: datetime
    by: str
    revision: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The kept count: `ballots` and `result` in the shapes of `rules.counting`."""

    counted: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)


def rounds(actor: Actor) -> list[RoundRow]:
    """All rounds that the viewer sees, the latest first. One query."""
    found = (
        PrioritisationRound.objects.filter(audience__in=actor.tokens)
        .annotate(
            proposals=Count("entries", filter=~Q(entries__fate=Fate.TAKEN_BACK), distinct=True),
            many=Count("areas", filter=Q(areas__removed=None), distinct=True),
            won=Count("areas", filter=Q(areas__removed=None, areas__chosen=True), distinct=True),
        )
        .order_by("-ballots_until", "-id")
    )
    return [
        RoundRow(
            id=one.pk, title=one.title, phase=_phase(one.__dict__), proposals_until=one.proposals_until, ballots_until=one.ballots_until,
            decided=one.decided, proposals=one.proposals, areas=one.many, chosen=one.won,
        )
        for one in found
    ]  # fmt: skip


def round_(actor: Actor, round_id: int) -> RoundPage:
    """One round with its proposals and areas. Eight queries, however many there are. Raises NotVisible.

    The proposals of a round that the viewer sees are seen with it: with the decision all of them are public (B3).
    """
    if not is_key(round_id):
        raise NotVisible
    row = (
        PrioritisationRound.objects.filter(id=round_id, audience__in=actor.tokens)
        .values(*OWN, "organisation__name", "body__name_sv", "body__name_en")
        .first()
    )
    if row is None:
        raise NotVisible
    entries = _entries(actor, round_id)
    names = catalogue.names()
    by_area = defaultdict(list)
    for one in entries:
        by_area[one.area].append(one)
    areas = tuple(
        AreaRow(
            id=one.pk, name=one.name, text=one.text, cost=one.cost, format=one.format, format_name=names.get(one.format), place=one.place,
            chosen=one.chosen, revision=one.revision, entries=tuple(by_area[one.pk]),
        )
        for one in Area.objects.filter(round=round_id, removed=None).order_by("id")
    )  # fmt: skip
    phase = _phase(row)
    return RoundPage(
        **{name: row[name] for name in OWN},
        phase=phase,
        organisation_name=row["organisation__name"],
        body=Sentence(row["body__name_sv"], row["body__name_en"]) if row["body__name_sv"] else None,
        entries=entries,
        areas=areas,
        cast=Ballot.objects.filter(round=round_id).count(),
        voters=len(voters(clock.today())) if phase in (Phase.FIXED, Phase.VOTING) else 0,
    )


def at_home(actor: Actor, page: RoundPage) -> list[AtHome]:
    """The round's proposals as the viewer's organisation talks of them: the most urgent first. One query; nothing for visitors."""
    if actor.organisation is None:
        return []
    marks = defaultdict(list)
    rows = HomeMark.objects.filter(entry__round=page.id, organisation=actor.organisation).order_by("said", "id")
    for proposal, person, name, urgent, note in rows.values_list("entry__proposal", "person", "person__name", "urgent", "note"):
        marks[proposal].append(Mark(name, person == actor.person, urgent, note))
    found = [AtHome(one, tuple(marks[one.proposal])) for one in page.entries if one.fate is not Fate.TAKEN_BACK]
    return sorted(found, key=lambda one: -one.urgent)


def own_ballot(actor: Actor, round_id: int) -> OwnBallot | None:
    """The ballot of the viewer's organisation. Two queries. The caller has seen the round."""
    if actor.organisation is None:
        return None
    row = (
        Ballot.objects.filter(round=round_id, organisation=actor.organisation)
        .values("id", "receipt", "cast", "person__name", "revision")
        .first()
    )
    if row is None:
        return None
    ticked = frozenset(Tick.objects.filter(ballot=row["id"]).values_list("area", flat=True))
    return OwnBallot(row["receipt"], ticked, row["cast"], row["person__name"], row["revision"])


def outcome(page: RoundPage) -> Counted | None:
    """The count, once it is made: before that nobody has it. One query. The caller has seen the round."""
    if page.phase not in (Phase.COUNTED, Phase.DECIDED):
        return None
    row = Outcome.objects.filter(round=page.id).values("counted", "result").first()
    return Counted(row["counted"], row["result"]) if row else None


def open_rounds(actor: Actor) -> list[RoundRow]:
    """The rounds that take proposals now. One query."""
    return [one for one in rounds(actor) if one.phase is Phase.PROPOSING]


@dataclass(frozen=True, slots=True)
class Outside:
    """An open proposal that is not in a round."""

    id: int
    title: str
    organisation: str


def outside(actor: Actor, round_id: int) -> list[Outside]:
    """The open proposals that the viewer sees and that are not in the round, by title; at most five hundred. One query."""
    inside = Entry.objects.filter(round=round_id).values("proposal")  # what was taken back too: only those who did so put it in again
    rows = Proposal.objects.filter(audience__in=actor.tokens, state=State.PUBLISHED).exclude(id__in=inside).order_by("title", "id")
    return [Outside(*row) for row in rows.values_list("id", "title", "organisation__name")[:500]]


@dataclass(frozen=True, slots=True)
class InRound:
    """A round that a proposal is or was in, and where it went."""

    round: int
    title: str
    phase: Phase
    fate: Fate
    area: str
    area_chosen: bool | None
    receiver: Sentence | None
    reason: str


def rounds_of(actor: Actor, proposal_id: int) -> list[InRound]:
    """The rounds that a proposal has been in, as far as the viewer sees, the latest first. One query. The caller has seen the proposal."""
    rows = (
        Entry.objects.filter(proposal=proposal_id, round__audience__in=actor.tokens)
        .select_related("round", "area", "sent_to", "sent_to_body")
        .order_by("-round__ballots_until")
    )
    return [
        InRound(
            one.round_id, one.round.title, _phase(one.round.__dict__), Fate(one.fate), one.area.name if one.area else "",
            one.area.chosen if one.area else None,
            _receiver({
                "sent_to__name": one.sent_to.name if one.sent_to else None,
                "sent_to_body__name_sv": one.sent_to_body.name_sv if one.sent_to_body else None,
                "sent_to_body__name_en": one.sent_to_body.name_en if one.sent_to_body else None,
            }),
            one.reason,
        )
        for one in rows
    ]  # fmt: skip


def _entries(actor: Actor, round_id: int) -> tuple[EntryRow, ...]:
    # What was taken back is the circle's to see, and nobody's once all the rest is public.
    shown = Entry.objects.filter(round=round_id)
    if MEMBERS not in actor.tokens:
        shown = shown.exclude(fate=Fate.TAKEN_BACK)
    rows = list(
        shown.order_by("proposal__title", "id")
        .values(
            "proposal", "proposal__title", "proposal__summary", "proposal__organisation", "proposal__organisation__name",
            "proposal__organisation__slug", "proposal__state", "fate", "area", "sent_to__name", "sent_to_body__name_sv",
            "sent_to_body__name_en", "reason", "carried_from", "carried_from__title", "revision",
        )
    )  # fmt: skip
    interests = Interest.objects.filter(proposal__in=[row["proposal"] for row in rows], withdrawn=None)
    many = dict(interests.values_list("proposal").annotate(n=Count("id")).order_by("proposal"))
    return tuple(
        EntryRow(
            proposal=row["proposal"],
            title=row["proposal__title"],
            summary=row["proposal__summary"],
            organisation=row["proposal__organisation__name"],
            slug=row["proposal__organisation__slug"],
            own=row["proposal__organisation"] == actor.organisation,
            state=row["proposal__state"],
            interested=many.get(row["proposal"], 0),
            fate=Fate(row["fate"]),
            area=row["area"] or 0,
            receiver=_receiver(row),
            reason=row["reason"],
            carried_from=(row["carried_from"], row["carried_from__title"]) if row["carried_from"] else None,
            revision=row["revision"],
        )
        for row in rows
    )


def _receiver(row: Mapping[str, Any]) -> Sentence | None:
    if row["sent_to__name"]:
        return Sentence(row["sent_to__name"], row["sent_to__name"])
    return Sentence(row["sent_to_body__name_sv"], row["sent_to_body__name_en"]) if row["sent_to_body__name_sv"] else None


def _phase(row: dict[str, Any]) -> Phase:
    return rules.phase(
        row["state"], proposals_until=row["proposals_until"], ballots_from=row["ballots_from"], ballots_until=row["ballots_until"],
        now=clock.now(),
    )  # fmt: skip
