"""How many persons a letter goes to, before whoever leads a meeting presses the button (B3). The letters are `actions.round_letters`'."""

from collections import defaultdict
from collections.abc import Collection

from samlar.foundation import clock
from samlar.ideas.models import Entry, Proposal
from samlar.ideas.queries.round_trail import told_before
from samlar.ideas.queries.rounds import RoundPage
from samlar.ideas.rules.rounds import Fate
from samlar.people.models import Seat
from samlar.people.queries import answerers, contacts, on
from samlar.people.rules import Actor


def many_at(actor: Actor, organisations: Collection[int], bodies: Collection[int]) -> dict[tuple[str, int], int]:
    """{("organisation", id) or ("body", id): how many others than the viewer get a letter that is sent there}. Four queries."""
    persons = _persons_at(organisations, bodies)
    return {one: len(persons[one] - {actor.person}) for one in persons}


def told_at_fix(actor: Actor, page: RoundPage) -> int:
    """How many others than the viewer get a letter when the areas are fixed as they are: of what is sent on and has not been told
    already. Seven queries, or none where nothing is sent on."""
    if not page.with_fate(Fate.SENT_ON):
        return 0
    rows = Entry.objects.filter(round=page.id, fate=Fate.SENT_ON).values_list(
        "proposal", "sent_to", "sent_to_body", "reason", "proposal__author", "proposal__organisation"
    )
    known = told_before(page.id)
    new = [row for row in rows if known.get(str(row[0])) != [Fate.SENT_ON, *row[1:4]]]
    there = _persons_at({row[1] for row in new if row[1]}, {row[2] for row in new if row[2]})
    told = set().union(*there.values(), *answerers([(row[4], row[5]) for row in new]).values())
    return len(told - {actor.person})


def told_of_decision(actor: Actor, page: RoundPage) -> int:
    """How many others than the viewer get a letter when the decision is published: whoever answers for a proposal. Three queries."""
    ids = [one.proposal for one in page.entries if one.fate is not Fate.TAKEN_BACK]
    pairs = list(Proposal.objects.filter(id__in=ids).values_list("author", "organisation"))
    return len(set().union(*answerers(pairs).values()) - {actor.person})


def _persons_at(organisations: Collection[int], bodies: Collection[int]) -> dict[tuple[str, int], set[int]]:
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for one in contacts(organisations):
        found["organisation", one.organisation].add(one.person)
    seats = list(Seat.objects.filter(on(clock.today()), body__in=bodies).values_list("body", "person", "organisation"))
    persons = answerers([(person, organisation) for _body, person, organisation in seats])
    for body, person, organisation in seats:
        found["body", body] |= persons[person, organisation]
    return found
