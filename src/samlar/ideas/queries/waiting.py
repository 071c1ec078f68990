"""What waits for somebody among proposals and idea meetings: only what that person can do now, and nothing that can well be left."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from samlar.catalogue import queries as catalogue
from samlar.formats.definition import Definition
from samlar.formats.sentence import Sentence
from samlar.foundation import clock, sql
from samlar.foundation.sql import Rows
from samlar.ideas.models import Ballot, Entry, HomeMark, Interest, PrioritisationRound, Proposal
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.fit import may_lead
from samlar.ideas.rules.rounds import Fate, RoundState
from samlar.ideas.rules.rows import Interested, State
from samlar.ideas.rules.standing import missing
from samlar.people.models import Membership, Organisation, OrganisationKind
from samlar.people.queries import TODAY
from samlar.people.rules import Actor, MembershipKind, Waiting

DRAFT_RESTS_DAYS = 7
MOST = 20  # of each sort: nobody begins with the twenty-first
LOOKED_AT = 50  # published proposals that somebody would lead: so many are judged, the oldest
INTEREST = Interest._meta.db_table
ROUND = PrioritisationRound._meta.db_table
ENTRY = Entry._meta.db_table

OWES_A_BALLOT = f"""
    NOT EXISTS (SELECT 1 FROM {Ballot._meta.db_table} b WHERE b.round_id = r.id AND b.organisation_id = %(organisation)s)
      AND EXISTS (SELECT 1 FROM {Membership._meta.db_table} m
                  WHERE m.organisation_id = %(organisation)s AND m.kind = '{MembershipKind.MEMBER}' AND m.votes AND {TODAY.format("m")})"""
# Interests are judged only where a format demands something of them; of the others it is enough how many they are.
WAITING = f"""
WITH draft AS (
    SELECT p.id, p.title, p.created FROM {Proposal._meta.db_table} p
    WHERE p.author_id = %(person)s AND p.organisation_id = %(organisation)s AND p.state = '{State.DRAFT}' AND p.created < %(old)s
    ORDER BY p.created, p.id LIMIT {MOST}),
led AS (
    SELECT p.id, p.title, p.format, p.published
    FROM {Proposal._meta.db_table} p JOIN {INTEREST} own ON own.proposal_id = p.id AND own.withdrawn IS NULL
    WHERE p.state = '{State.PUBLISHED}' AND p.audience IN %(tokens)s
      AND own.organisation_id = %(organisation)s AND own.person_id = %(person)s AND own.would_lead
      AND EXISTS (SELECT 1 FROM {INTEREST} other
                  WHERE other.proposal_id = p.id AND other.withdrawn IS NULL AND other.organisation_id <> %(organisation)s)
    ORDER BY p.published, p.id LIMIT {LOOKED_AT})
SELECT 'draft', ROW_NUMBER() OVER (ORDER BY created, id), id, title, '', CAST(created AS text), 0 FROM draft
UNION ALL SELECT 'led', ROW_NUMBER() OVER (ORDER BY published, id), id, title, format, '',
        (SELECT COUNT(*) FROM {INTEREST} i WHERE i.proposal_id = led.id AND i.withdrawn IS NULL)
    FROM led
UNION ALL SELECT 'interest', ROW_NUMBER() OVER (ORDER BY i.shown, i.id), led.id, k.counts_as, COALESCE((
        SELECT m.kind FROM {Membership._meta.db_table} m
        WHERE m.organisation_id = i.organisation_id AND {TODAY.format("m")} ORDER BY m.start DESC LIMIT 1), ''),
        '', CASE WHEN i.would_lead THEN 1 ELSE 0 END
    FROM led JOIN {INTEREST} i ON i.proposal_id = led.id AND i.withdrawn IS NULL
    JOIN {Organisation._meta.db_table} o ON o.id = i.organisation_id JOIN {OrganisationKind._meta.db_table} k ON k.code = o.kind_id
    WHERE led.format <> ''
UNION ALL SELECT 'vote', ROW_NUMBER() OVER (ORDER BY r.ballots_until, r.id), r.id, r.title, '', CAST(r.ballots_until AS text), 0
    FROM {ROUND} r
    WHERE %(represents)s = 1 AND r.state = '{RoundState.VOTING}' AND r.ballots_from <= %(now)s AND r.ballots_until > %(now)s
      AND r.audience IN %(tokens)s
      AND {OWES_A_BALLOT}
UNION ALL SELECT 'mark', ROW_NUMBER() OVER (ORDER BY r.ballots_until, r.id), r.id, r.title, '', CAST(r.ballots_until AS text),
        (SELECT COUNT(*) FROM {ENTRY} e WHERE e.round_id = r.id AND e.fate <> '{Fate.TAKEN_BACK}')
    FROM {ROUND} r
    WHERE r.state IN ('{RoundState.OPEN}', '{RoundState.VOTING}') AND r.ballots_until > %(now)s AND r.audience IN %(tokens)s
      AND (%(represents)s = 0 OR r.state = '{RoundState.OPEN}' OR r.ballots_from > %(now)s)
      AND EXISTS (SELECT 1 FROM {ENTRY} e WHERE e.round_id = r.id AND e.fate <> '{Fate.TAKEN_BACK}')
      AND NOT EXISTS (SELECT 1 FROM {HomeMark._meta.db_table} h JOIN {ENTRY} e ON e.id = h.entry_id
                      WHERE e.round_id = r.id AND h.person_id = %(person)s AND h.organisation_id = %(organisation)s)
      AND {OWES_A_BALLOT}
UNION ALL SELECT 'fix', ROW_NUMBER() OVER (ORDER BY r.ballots_from, r.id), r.id, r.title, '', CAST(r.ballots_from AS text), 0
    FROM {ROUND} r
    WHERE %(keeps)s = 1 AND r.state = '{RoundState.OPEN}' AND r.proposals_until <= %(now)s AND r.audience IN %(tokens)s
UNION ALL SELECT 'decide', ROW_NUMBER() OVER (ORDER BY r.ballots_until, r.id), r.id, r.title, '', CAST(r.ballots_until AS text), 0
    FROM {ROUND} r WHERE %(keeps)s = 1 AND r.state = '{RoundState.COUNTED}' AND r.audience IN %(tokens)s
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """Own drafts older than a week, proposals that the viewer said they would lead and that lack nothing, a ballot that the viewer's
    organisation has not cast, an idea meeting before whose ballot the viewer has not said what is urgent at home, and idea meetings that
    wait for whoever holds their mandate. Two queries at most.

    Of each sort the longest waiting, at most twenty.

    `proposal.publish` and `proposal.start` lead to the proposal and to the start of planning; `round.vote`, `round.mark`,
    `round.fix` and `round.decide` to the ballot, the work at home, the board and the decision.
    """
    if not actor.at_work:
        return []
    found = sql.placed(
        WAITING,
        person=actor.person,
        organisation=actor.organisation,
        tokens=actor.tokens,
        today=clock.today(),
        now=clock.now(),
        old=clock.now() - timedelta(days=DRAFT_RESTS_DAYS),
        represents=int(actor.is_representative),
        keeps=int(rules.keeps(actor)),
    )
    proposals = [*_drafts(found["draft"]), *islice(_ready(actor, found["led"], found["interest"]), MOST)]
    return [*proposals, *_in_rounds(found)]


ONE_AT_HOME = Sentence("Vad tycker du? Ett förslag väntar på ditt ord.", "What do you think? One proposal waits for your word.")
AT_HOME = Sentence("Vad tycker du? {many} förslag väntar på ditt ord.", "What do you think? {many} proposals wait for your word.")


def _in_rounds(found: Mapping[str, Rows]) -> Iterator[Waiting]:
    """What waits in idea meetings: the ballot, the word at home, the board, the decision."""
    for id, title, _, closes, _ in found["vote"][:MOST]:
        said = Sentence("Er organisation har inte röstat än.", "Your organisation has not voted yet.")
        yield Waiting("round.vote", id, title, said, Sentence("Rösta på idémötet", "Vote in the idea meeting"), _last_day(closes))
    for id, title, _, closes, many in found["mark"][:MOST]:
        said = (ONE_AT_HOME if many == 1 else AT_HOME).fill(many=many)
        yield Waiting("round.mark", id, title, said, Sentence("Tyck till", "Have your say"), _last_day(closes))
    for id, title, _, opens, _ in found["fix"][:MOST]:
        said = Sentence(
            "Förslagen är inne. Områdena ska vara klara när röstningen öppnar.",
            "The proposals are in. The areas are to be ready when the ballots open.",
        )
        yield Waiting("round.fix", id, title, said, Sentence("Lås områdena", "Fix the areas"), clock.day_of(sql.moment(opens)))
    for id, title, _, closed, _ in found["decide"][:MOST]:
        said = Sentence("Rösterna räknades när röstningen stängde {day}.", "The ballots were counted when the voting closed on {day}.")
        yield Waiting("round.decide", id, title, said.fill(day=_last_day(closed)), Sentence("Skriv in beslutet", "Record the decision"))


def _last_day(until: str) -> date | None:
    """A midnight ends the day before."""
    moment = sql.moment(until)
    return clock.day_of(moment - timedelta(seconds=1)) if moment else None


def _drafts(rows: Rows) -> list[Waiting]:
    return [
        Waiting(
            deed="proposal.publish",
            subject=id,
            title=title,
            sentence=Sentence("Utkastet har legat sedan {day}.", "The draft has been resting since {day}.").fill(
                day=clock.day_of(sql.moment(created))
            ),
            button=Sentence("Läs och publicera", "Read and publish"),
        )
        for id, title, _, created, _ in rows
    ]


Circle = tuple[tuple[str, str, int], ...]  # of each interested organisation its kind, its membership and whether it would lead


def _ready(actor: Actor, rows: Rows, interests: Rows) -> Iterator[Waiting]:
    """Those that lack nothing. Many proposals gather alike circles under one format: such a circle is judged once."""
    if not rows:
        return
    definitions = {row.format: row.definition for row in catalogue.newest()}
    circles = defaultdict[int, Circle](tuple)
    for proposal, kind, membership, _, would_lead in interests:
        circles[proposal] += ((kind, membership, would_lead),)
    ready: dict[tuple[str, Circle], bool] = {}
    for id, title, format_id, _, many in rows:
        alike = format_id, circles[id]
        if alike not in ready:
            ready[alike] = _lacks_nothing(actor, definitions.get(format_id), circles[id])
        if ready[alike]:
            yield Waiting(
                deed="proposal.start",
                subject=id,
                title=title,
                sentence=Sentence(
                    "Ni vill leda, och {many} organisationer är med. Planeringen kan börja.",
                    "You would lead, and {many} organisations are in. Planning can begin.",
                ).fill(many=many),
                button=Sentence("Börja planera", "Start planning"),
            )


def _lacks_nothing(actor: Actor, definition: Definition | None, circle: Circle) -> bool:
    """Whether planning can begin with such a circle. Names make no difference to a format, so the places stand for them."""
    interested = [
        Interested(organisation=place, name=str(place), kind=kind, membership=membership or None, would_lead=bool(would_lead))
        for place, (kind, membership, would_lead) in enumerate(circle)
    ]
    return may_lead(actor.membership, definition) and not any(missing(definition, interested))
