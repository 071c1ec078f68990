"""What waits for somebody in the archive: captions that the law gives a day (G3). The same people as the letters go to."""

from samlar.formats.sentence import Sentence
from samlar.foundation import sql
from samlar.library.models import Document, Recording
from samlar.library.queries.documents import LIVE
from samlar.library.queries.ours import OWED
from samlar.library.rules.words import State
from samlar.people.queries import colleagues
from samlar.people.rules import Actor, Waiting

MOST = 20  # nobody begins with the twenty-first
CAPTIONS = f"""
SELECT d.id, d.title, CAST(r.due AS text) FROM {Document._meta.db_table} d JOIN {Recording._meta.db_table} r ON r.document_id = d.id
WHERE d.organisation_id = %(organisation)s AND d.state = '{State.PUBLISHED}' AND {LIVE} AND {OWED}
    AND (d.person_id = %(person)s OR (%(represents)s = 1 AND d.person_id NOT IN %(colleagues)s))
ORDER BY r.due, d.id LIMIT {MOST}
"""


def waiting_for(actor: Actor) -> list[Waiting]:
    """The published recordings without captions that the viewer put here, the first day first; the representative has those of people who
    work there no more. Two queries. Leads to the captions (`captions.make`)."""
    if not actor.at_work or actor.organisation is None:
        return []
    there = [id for id, _name in colleagues(actor.organisation)] if actor.is_representative else []
    values = {"person": actor.person, "represents": int(actor.is_representative), "colleagues": there or [0]}
    return [_captions(*row) for row in sql.rows(CAPTIONS, organisation=actor.organisation, **values)]


def _captions(document: int, title: str, due: str) -> Waiting:
    return Waiting(
        deed="captions.make",
        subject=document,
        title=title,
        sentence=Sentence("Inspelningen är publicerad och ska textas.", "The recording is published and is to have captions."),
        button=Sentence("Lägg in text", "Add captions"),
        due=sql.day(due),
    )
