"""What lessons and examples build on (G1), and which of them build on a document; each as far as the viewer may see it."""

from samlar.foundation import sql
from samlar.lessons.models import Lesson, LessonDocument
from samlar.lessons.queries.lessons import SEEN, seen_by
from samlar.library.models import Document
from samlar.library.queries import documents as library
from samlar.library.rules.rows import DocumentRow
from samlar.people.rules import Actor

OF_LESSON = f"""
SELECT h.document_id FROM {LessonDocument._meta.db_table} h JOIN {Document._meta.db_table} d ON d.id = h.document_id
WHERE h.lesson_id = %(lesson)s AND {library.LIVE} AND {library.SEEN}
"""
BUILDING = f"""
SELECT l.id, l.kind, l.sentence FROM {LessonDocument._meta.db_table} h JOIN {Lesson._meta.db_table} l ON l.id = h.lesson_id
WHERE h.document_id = %(document)s AND {SEEN} ORDER BY l.written DESC, l.id DESC LIMIT 20
"""


def of_lesson(actor: Actor, lesson_id: int) -> list[DocumentRow]:
    """What the lesson builds on, newest first. Whoever asks has been let in to the lesson. Three queries at most."""
    found = sql.rows(OF_LESSON, lesson=lesson_id, **library.seen_by(actor))
    return library.documents(actor, [row[0] for row in found])


def building_on(actor: Actor, document_id: int) -> list[tuple[int, str, str]]:
    """(id, kind, sentence) of the newest lessons and examples that build on a document. One query."""
    return [(id, kind, sentence) for id, kind, sentence in sql.rows(BUILDING, document=document_id, **seen_by(actor))]
