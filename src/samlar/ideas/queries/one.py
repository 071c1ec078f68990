"""The one guarded way to a proposal."""

from typing import Any

from samlar.catalogue import queries as catalogue
from samlar.formats.definition import Definition
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.foundation.keys import is_key
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.rules.rows import Carried, InterestRow, ProposalForStart, ProposalRow, State
from samlar.people.models import Membership
from samlar.people.queries import on
from samlar.people.rules import Actor, NotVisible

OWN = (
    "id", "title", "summary", "text", "format", "organisation", "author", "thread", "created", "published", "changed", "withdrawn",
    "why_withdrawn", "revision",
)  # fmt: skip


def proposal(actor: Actor, proposal_id: int) -> ProposalRow:
    """A proposal as the viewer may see it. Seven queries at most, however many are interested. Raises NotVisible.

    A draft is its own organisation's; a published one is all members' and partners' (B1).
    """
    if not is_key(proposal_id):
        raise NotVisible
    found = (
        Proposal.objects.filter(id=proposal_id, audience__in=actor.tokens)
        .values(*OWN, "state", "origin", "organisation__name", "organisation__slug", "author__name")
        .first()
    )
    if found is None:
        raise NotVisible
    origin, carried_on = _carried(actor, proposal_id, found["origin"])
    return ProposalRow(
        **{name: found[name] for name in OWN},
        state=State(found["state"]),
        definition=definition_of(found["format"]),
        organisation_name=found["organisation__name"],
        organisation_slug=found["organisation__slug"],
        author_name=found["author__name"],
        interested=interested(proposal_id),
        origin=origin,
        carried_on=carried_on,
    )


def for_start(actor: Actor, proposal_id: int) -> ProposalForStart:
    """The proposal as an activity begins from it: who is interested, first come first, and who would lead. Raises NotVisible.

    It tells the state and refuses nothing: `actions.mark_taken` does, in the transaction of the start.
    """
    if not is_key(proposal_id):
        raise NotVisible
    fields = ("id", "title", "summary", "text", "format", "organisation")
    found = Proposal.objects.filter(id=proposal_id, audience__in=actor.tokens).values(*fields, "state").first()
    if found is None:
        raise NotVisible
    return ProposalForStart(**{name: found[name] for name in fields}, state=State(found["state"]), interested=interested(proposal_id))


def interested(proposal_id: int) -> tuple[InterestRow, ...]:
    """The live interests in a proposal, first come first. Two queries. The caller has seen the proposal."""
    rows = list(
        Interest.objects.filter(proposal=proposal_id, withdrawn=None)
        .order_by("shown", "id")
        .values(
            "organisation", "organisation__name", "organisation__slug", "organisation__kind__counts_as", "person", "person__name",
            "would_lead", "note", "shown",
        )
    )  # fmt: skip
    memberships = memberships_of({row["organisation"] for row in rows})
    return tuple(_interest(row, memberships.get(row["organisation"])) for row in rows)


def memberships_of(organisations: set[int]) -> dict[int, str]:
    """{organisation: its membership today}. One query."""
    rows = Membership.objects.filter(on(clock.today()), organisation__in=organisations).order_by("start")
    return dict(rows.values_list("organisation", "kind"))


def definition_of(format_id: str) -> Definition | None:
    """The newest version of a format; None for any format. Raises NotVisible where nothing of that name is published."""
    return catalogue.latest(format_id).definition if format_id else None


def _interest(row: Any, membership: str | None) -> InterestRow:
    return InterestRow(
        organisation=row["organisation"],
        name=row["organisation__name"],
        slug=row["organisation__slug"],
        kind=row["organisation__kind__counts_as"],
        membership=membership,
        person=row["person"],
        person_name=row["person__name"],
        would_lead=row["would_lead"],
        note=row["note"],
        shown=row["shown"],
    )


def _carried(actor: Actor, proposal_id: int, origin: int | None) -> tuple[Carried | None, tuple[Carried, ...]]:
    """Where the proposal came from, and what it was carried on as and still is, as far as the viewer sees. Two queries."""
    seen = Proposal.objects.filter(audience__in=actor.tokens)
    near = seen.filter(origin=proposal_id).exclude(state=State.WITHDRAWN) | seen.filter(id=origin or 0)
    rows = list(near.order_by("id").values("id", "title", "organisation__name", "format"))
    names: dict[str, Sentence] = catalogue.names() if rows else {}
    ends = [
        Carried(
            id=row["id"],
            title=row["title"],
            organisation=row["organisation__name"],
            format=row["format"],
            format_name=names.get(row["format"]),
        )
        for row in rows
    ]
    return next((one for one in ends if one.id == origin), None), tuple(one for one in ends if one.id != origin)
