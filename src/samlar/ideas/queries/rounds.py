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
from samlar.foundation.swedish import sort_key
from samlar.ideas.models import Area, Ballot, Entry, HomeMark, Interest, Outcome, PrioritisationRound, Proposal, Tick
from samlar.ideas.queries.voters import voters
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.counting import Short, left_of_budget, short_of
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
    """A proposal in the round: whose it is, who is interested, and where it went. `area` is the id, 0 in none.

    Once the areas are fixed `title` and `summary` are as they were then; `changed`: the proposal says something else today.
    `grown`: the activities that it became, for whoever shows the round to say.
    """

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
    changed: bool = False
    grown: tuple[tuple[int, str], ...] = ()


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

    @property
    def told(self) -> bool:
        """Whether everybody sees where proposals were sent on or set aside: until the areas are fixed that is only meant."""
        return self.fixed is not None

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
    """A proposal as the organisation talks of it at home."""

    entry: EntryRow
    marks: tuple[Mark, ...] = ()

    @property
    def urgent(self) -> int:
        return sum(one.urgent for one in self.marks)

    @property
    def own(self) -> Mark | None:
        return next((one for one in self.marks if one.own), None)

    @property
    def notes(self) -> tuple[Mark, ...]:
        return tuple(one for one in self.marks if one.note)


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
    entries = _entries(actor, round_id, shown=_fates_shown(actor, row["fixed"]))
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
    """The round's proposals, by title, as the viewer's organisation talks of them. One query; nothing for visitors."""
    if actor.organisation is None:
        return []
    marks = defaultdict(list)
    rows = HomeMark.objects.filter(entry__round=page.id, organisation=actor.organisation).order_by("said", "id")
    for proposal, person, name, urgent, note in rows.values_list("entry__proposal", "person", "person__name", "urgent", "note"):
        marks[proposal].append(Mark(name, person == actor.person, urgent, note))
    return [AtHome(one, tuple(marks[one.proposal])) for one in page.entries if one.fate is not Fate.TAKEN_BACK]


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
    """An open proposal that is not in a round. `busy`: the round that goes on and that it is in, and where that is; `leads`: an
    organisation that would lead it."""

    id: int
    title: str
    organisation: str
    busy: tuple[str, Phase] | None
    leads: str


def outside(actor: Actor, round_id: int) -> list[Outside]:
    """The open proposals that the viewer sees and that are not in the round, by title; at most five hundred. Three queries."""
    inside = Entry.objects.filter(round=round_id).values("proposal")  # what was taken back too: only those who did so put it in again
    rows = Proposal.objects.filter(audience__in=actor.tokens, state=State.PUBLISHED).exclude(id__in=inside).order_by("title", "id")
    found = list(rows.values_list("id", "title", "organisation__name")[:500])
    ids = [id for id, _title, _organisation in found]
    elsewhere = Entry.objects.filter(proposal__in=ids, round__audience__in=actor.tokens).exclude(fate=Fate.TAKEN_BACK)
    going_on = elsewhere.exclude(round__state__in=(rules.RoundState.DRAFT, rules.RoundState.DECIDED, rules.RoundState.CALLED_OFF))
    busy = {one.proposal_id: (one.round.title, _phase(one.round.__dict__)) for one in going_on.select_related("round").order_by("id")}
    wishes = Interest.objects.filter(proposal__in=ids, withdrawn=None, would_lead=True).order_by("-shown", "-id")
    leads = dict(wishes.values_list("proposal", "organisation__name"))
    return [Outside(id, title, organisation, busy.get(id), leads.get(id, "")) for id, title, organisation in found]


def still_open(actor: Actor, page: RoundPage, format: str) -> frozenset[int]:
    """The proposals of the round that are open and neither are for a format nor have been carried on as one. One query."""
    ids = [one.proposal for one in page.entries if one.fate is not Fate.TAKEN_BACK]
    rows = Proposal.objects.filter(id__in=ids, state=State.PUBLISHED, audience__in=actor.tokens).exclude(format=format)
    on = Proposal.objects.filter(origin__in=ids, format=format).exclude(state=State.WITHDRAWN)
    return frozenset(rows.exclude(id__in=on.values("origin")).values_list("id", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChosen:
    """Why a decided round did not choose an area. `won`: the count did, and `why` says what spoke against it. Else `wanted` ticked it,
    and of the budget `left` was left, in the round's `unit`s."""

    won: bool
    why: str
    body: Sentence | None
    short: Short
    wanted: int
    cost: int
    left: int
    unit: str


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
    told: bool  # False: it is only meant so, and only those who lead see it
    not_chosen: NotChosen | None = None


def rounds_of(actor: Actor, proposal_id: int) -> list[InRound]:
    """The rounds that a proposal has been in, as far as the viewer sees, the latest first. Two queries. The caller has seen the
    proposal."""
    rows = (
        Entry.objects.filter(proposal=proposal_id, round__audience__in=actor.tokens)
        .select_related("round__body", "area", "sent_to", "sent_to_body")
        .order_by("-round__ballots_until")
    )
    lost = [one.round_id for one in rows if one.area and one.area.chosen is False]
    parts = ("result__equal_shares__winners", "result__equal_shares__cost", "result__approvals")
    counts = {of: found for of, *found in Outcome.objects.filter(round__in=lost).values_list("round", *parts)} if lost else {}
    return [_in_round(actor, one, _not_chosen(one, *counts[one.round_id]) if one.round_id in counts else None) for one in rows]


def _not_chosen(one: Entry, winners: list[int], spent: str, approvals: dict[str, int]) -> NotChosen:
    assert one.area is not None  # an area that was not chosen
    body, cost, wanted = one.round.body, one.area.cost or 0, approvals.get(str(one.area_id), 0)
    left = left_of_budget(one.round.budget, spent)
    return NotChosen(
        won=one.area_id in winners, why=one.round.why, body=Sentence(body.name_sv, body.name_en) if body else None,
        short=short_of(cost, left=left, wanted=wanted), wanted=wanted, cost=cost, left=left, unit=one.round.unit,
    )  # fmt: skip


def _in_round(actor: Actor, one: Entry, not_chosen: NotChosen | None) -> InRound:
    kept: dict[str, Any] = {
        "fate": one.fate,
        "reason": one.reason,
        "sent_to__name": one.sent_to.name if one.sent_to else None,
        "sent_to_body__name_sv": one.sent_to_body.name_sv if one.sent_to_body else None,
        "sent_to_body__name_en": one.sent_to_body.name_en if one.sent_to_body else None,
    }
    if not _fates_shown(actor, one.round.fixed):
        kept = _as_waiting(kept)
    return InRound(
        one.round_id, one.round.title, _phase(one.round.__dict__), Fate(kept["fate"]), one.area.name if one.area else "",
        one.area.chosen if one.area else None, _receiver(kept), kept["reason"], one.round.fixed is not None,
        not_chosen,
    )  # fmt: skip


def _fates_shown(actor: Actor, fixed: datetime | None) -> bool:
    """Where a proposal is sent on or set aside before the areas are fixed, that is a thought of those who lead: theirs alone to see."""
    return fixed is not None or rules.keeps(actor)


def _as_waiting(row: Mapping[str, Any]) -> dict[str, Any]:
    """An entry as others see it until then: one that was sent on or set aside still waits."""
    if row["fate"] not in (Fate.SENT_ON, Fate.ASIDE):
        return {**row}
    return {**row, "fate": Fate.WAITING, "reason": "", "sent_to__name": None, "sent_to_body__name_sv": None, "sent_to_body__name_en": None}


def _entries(actor: Actor, round_id: int, *, shown: bool) -> tuple[EntryRow, ...]:
    # What was taken back is the circle's to see, and nobody's once all the rest is public.
    kept = Entry.objects.filter(round=round_id)
    if MEMBERS not in actor.tokens:
        kept = kept.exclude(fate=Fate.TAKEN_BACK)
    found = (
        kept.order_by("id")
        .values(
            "proposal", "proposal__title", "proposal__summary", "proposal__organisation", "proposal__organisation__name",
            "proposal__organisation__slug", "proposal__state", "fate", "area", "sent_to__name", "sent_to_body__name_sv",
            "sent_to_body__name_en", "reason", "carried_from", "carried_from__title", "revision",
            "title_at_fix", "summary_at_fix",
        )
    )  # fmt: skip
    rows: list[dict[str, Any]] = [{**row} if shown else _as_waiting(row) for row in found]
    for row in rows:
        now = row["proposal__title"], row["proposal__summary"]
        row["title"], row["summary"] = (row["title_at_fix"], row["summary_at_fix"]) if row["title_at_fix"] else now
        row["changed"] = (row["title"], row["summary"]) != now
    rows.sort(key=lambda row: sort_key(row["title"]))
    interests = Interest.objects.filter(proposal__in=[row["proposal"] for row in rows], withdrawn=None)
    many = dict(interests.values_list("proposal").annotate(n=Count("id")).order_by("proposal"))
    return tuple(
        EntryRow(
            proposal=row["proposal"],
            title=row["title"],
            summary=row["summary"],
            changed=row["changed"],
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
