"""A lesson or an example builds on documents of the archive (G1): those who read it find what it comes from."""

from django.db import transaction

from samlar.formats.sentence import Sentence
from samlar.foundation import audit
from samlar.foundation.keys import is_key
from samlar.lessons.actions.writing import locked
from samlar.lessons.models import LessonDocument
from samlar.lessons.rules import lessons as rules
from samlar.lessons.rules.deeds import LessonRefused
from samlar.library.actions import documents as library
from samlar.library.actions.documents import DocumentText, Sent
from samlar.library.queries.documents import document
from samlar.people.rules import Actor, NotVisible

MOST = 20


def add(actor: Actor, lesson_id: int, text: DocumentText, *, sent: Sent | None = None) -> int:
    """Keeps a new document that the lesson builds on; says its id. Raises NotVisible, NotAllowed, LessonRefused, DocumentRefused."""
    return library.add(actor, text, sent=sent, then=lambda made: attach(actor, lesson_id, made))


@transaction.atomic
def attach(actor: Actor, lesson_id: int, document_id: int) -> None:
    """Says that the lesson builds on a document that the actor sees; whoever reads the lesson sees it if the document lets them.

    Raises NotVisible, NotAllowed (others than the lesson's organisation), LessonRefused (as many as it may have; in the wastebasket).
    """
    rules.must_carry(actor, locked(actor, lesson_id))
    if not document(actor, document_id).live:
        raise LessonRefused(Sentence("Dokumentet ligger i papperskorgen.", "The document is in the wastebasket."), field="document")
    if LessonDocument.objects.filter(lesson=lesson_id).exclude(document=document_id).count() >= MOST:
        raise LessonRefused(
            Sentence("En lärdom bygger på högst {most} dokument.", "A lesson builds on {most} documents at most.").fill(most=MOST),
            field="document",
        )
    LessonDocument.objects.get_or_create(lesson_id=lesson_id, document_id=document_id)
    _record(actor, lesson_id, "lesson.document_added", document_id)


@transaction.atomic
def detach(actor: Actor, lesson_id: int, document_id: int) -> None:
    """The lesson builds on it no more. Raises NotVisible (also: it does not), NotAllowed, LessonRefused."""
    rules.must_carry(actor, locked(actor, lesson_id))
    if not is_key(document_id) or not LessonDocument.objects.filter(lesson=lesson_id, document=document_id).delete()[0]:
        raise NotVisible
    _record(actor, lesson_id, "lesson.document_taken_away", document_id)


def _record(actor: Actor, lesson_id: int, verb: str, document_id: int) -> None:
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind="lesson", subject=lesson_id,
        changes={"document": [None, document_id]},
    )  # fmt: skip
