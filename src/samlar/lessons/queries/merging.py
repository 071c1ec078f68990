"""Which lessons one may be merged into: those that are alike, or that a search finds, among what the viewer sees."""

from samlar.lessons.queries.listing import titled
from samlar.lessons.queries.similar import Alike, similar
from samlar.lessons.rules.rows import LessonRow
from samlar.people.rules import Actor

MOST = 10


def candidates(actor: Actor, row: LessonRow, words: str = "") -> list[Alike]:
    """What holds the words; without words what is alike. Never the lesson itself. Five queries at most."""
    if not words:
        return list(similar(actor, row.sentence, but=row.id, most=MOST))
    found, _ = titled(actor, words, most=MOST + 1)
    return [Alike(one.id, one.kind, one.sentence, one.state, one.organisation_name) for one in found if one.id != row.id][:MOST]
