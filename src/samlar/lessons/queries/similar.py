"""Lessons that say about the same (F1): the newest that the viewer sees, judged by the rule. Asked as somebody writes, so it is bounded."""

from dataclasses import dataclass

from samlar.foundation import sql
from samlar.lessons.models import Lesson
from samlar.lessons.queries.lessons import SEEN, seen_by
from samlar.lessons.rules.similar import holding, most_like, to_look_up
from samlar.lessons.rules.words import LIVE_LESSONS, Kind, State
from samlar.people.models import Organisation
from samlar.people.rules import Actor

READ = 2_000  # sentences that are read, the newest: however many lessons there are, it takes a few milliseconds
JUDGED = 100  # of those that hold any of the stems, those that hold most of them
LESSON = Lesson._meta.db_table
# By number, which is the order they were written in: the database reads backwards until it has found as many as are wanted.
NEWEST = f"SELECT l.id, l.sentence FROM {LESSON} l WHERE l.id <> %(but)s AND l.state IN %(live)s AND {SEEN} ORDER BY l.id DESC LIMIT {READ}"
CHOSEN = f"""
SELECT l.id, l.kind, l.sentence, l.state, o.name
FROM {LESSON} l JOIN {Organisation._meta.db_table} o ON o.id = l.organisation_id WHERE l.id IN %(ids)s
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """A lesson that is like what somebody writes."""

    id: int
    kind: Kind
    sentence: str
    state: State
    organisation_name: str


def similar(actor: Actor, text: str, *, but: int = 0, most: int = 5) -> tuple[Alike, ...]:
    """Those that say about the same as a text, the most alike first. Two queries at most; none for a text without words."""
    wanted = to_look_up(text)
    if not wanted:
        return ()
    newest = sql.rows(NEWEST, but=but, live=LIVE_LESSONS, **seen_by(actor))
    ids: list[int] = most_like(text, holding(wanted, newest, most=JUDGED), most=most)
    found = {row[0]: row for row in sql.rows(CHOSEN, ids=ids)} if ids else {}
    return tuple(Alike(id, Kind(kind), sentence, State(state), name) for id, kind, sentence, state, name in (found[id] for id in ids))
