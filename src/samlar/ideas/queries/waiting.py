"""What waits for somebody among proposals: only what that person can do now, and nothing that can well be left."""

from datetime import timedelta
from itertools import islice

from django.db.models import Exists, OuterRef

from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Sentence
from samlar.foundation import clock
from samlar.ideas.models import Interest, Proposal
from samlar.ideas.queries.one import judged_interests
from samlar.ideas.rules.fit import may_lead
from samlar.ideas.rules.rows import State
from samlar.ideas.rules.standing import missing
from samlar.people.rules import Actor, Waiting

DRAFT_RESTS_DAYS = 7
MOST = 20  # of each sort: nobody begins with the twenty-first
LOOKED_AT = 50  # published proposals that somebody would lead: so many are judged, the oldest


def waiting_for(actor: Actor) -> list[Waiting]:
    """Own drafts older than a week, and proposals that the viewer said they would lead and that lack nothing. Six queries at most.

    Of each sort the longest waiting, at most twenty.

    `proposal.publish` and `proposal.start` lead to the proposal and to the start of planning.
    """
    if not actor.at_work:
        return []
    return [*_drafts(actor), *_ready(actor)]


def _drafts(actor: Actor) -> list[Waiting]:
    old = clock.now() - timedelta(days=DRAFT_RESTS_DAYS)
    rows = Proposal.objects.filter(author=actor.person, organisation=actor.organisation, state=State.DRAFT, created__lt=old).order_by(
        "created"
    )
    return [
        Waiting(
            deed="proposal.publish",
            subject=id,
            title=title,
            sentence=Sentence("Utkastet har legat sedan {day}.", "The draft has been resting since {day}.").fill(
                day=created.astimezone(clock.STOCKHOLM).date()
            ),
            button=Sentence("Läs och publicera", "Read and publish"),
        )
        for id, title, created in rows.values_list("id", "title", "created")[:MOST]
    ]


def _ready(actor: Actor) -> list[Waiting]:
    mine = Proposal.objects.filter(
        state=State.PUBLISHED, interests__person=actor.person, interests__organisation=actor.organisation, interests__would_lead=True,
        interests__withdrawn=None, audience__in=actor.tokens,
    )  # fmt: skip
    others = Interest.objects.filter(proposal=OuterRef("id"), withdrawn=None).exclude(organisation=actor.organisation)
    rows = list(mine.filter(Exists(others)).order_by("published", "id").values_list("id", "title", "format")[:LOOKED_AT])
    if not rows:
        return []
    definitions = {row.format: row.definition for row in catalogue.newest()}
    interests = judged_interests([id for id, _, _ in rows])
    ready = (
        Waiting(
            deed="proposal.start",
            subject=id,
            title=title,
            sentence=Sentence(
                "Ni vill leda, och {many} organisationer är med. Planeringen kan börja.",
                "You would lead, and {many} organisations are in. Planning can begin.",
            ).fill(many=len(interested)),
            button=Sentence("Börja planera", "Start planning"),
        )
        for id, title, format_id in rows
        for definition, interested in [(definitions.get(format_id), interests.get(id, ()))]
        if may_lead(actor.membership, definition) and not any(missing(definition, interested))
    )
    return list(islice(ready, MOST))
