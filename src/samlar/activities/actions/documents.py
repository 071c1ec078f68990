"""What is kept in the archive from an activity or one of its sessions (G1): it hangs there, and the group may read it."""

from django.db import transaction

from samlar.activities import queries
from samlar.activities.actions.locks import locked
from samlar.activities.models import ActivityDocument
from samlar.activities.queries.sessions import session
from samlar.activities.rules import documents as rules
from samlar.activities.rules.deeds import ActivityRefused
from samlar.activities.rules.rows import activity_token
from samlar.formats.sentence import Sentence
from samlar.foundation import audit
from samlar.library.actions import documents as library
from samlar.library.actions.documents import DocumentText, Sent
from samlar.library.queries.documents import document
from samlar.library.rules.documents import must_belong
from samlar.people.rules import Actor, NotVisible


def add(actor: Actor, activity_id: int, text: DocumentText, *, sent: Sent | None = None, session_id: int | None = None) -> int:
    """Keeps a new document and hangs it there; says its id. Raises NotVisible, NotAllowed (does not take part), DocumentRefused."""
    rules.must_hang(actor, queries.activity(actor, activity_id))  # before a large file is copied; asked again under the lock
    return library.add(actor, text, sent=sent, then=lambda made: attach(actor, activity_id, made, session_id=session_id))


@transaction.atomic
def attach(actor: Actor, activity_id: int, document_id: int, *, session_id: int | None = None) -> None:
    """Hangs a document of the actor's organisation on the activity, or moves it to another of its sessions.

    Side effects in order: locks the activity and the document, gives the group's token, writes, records. Raises NotVisible, NotAllowed,
    DocumentRefused (in the wastebasket), ActivityRefused (hangs on another activity).
    """
    _, activity = locked(actor, activity_id)
    rules.must_hang(actor, activity)
    if session_id is not None:
        session(actor, activity_id, session_id)
    library.hang_on(actor, document_id, activity_token(activity_id))
    there = ActivityDocument.objects.filter(document=document_id).first()
    if there is not None and there.activity_id != activity_id:
        raise ActivityRefused(
            Sentence("Dokumentet hör redan till en annan aktivitet.", "The document already belongs to another activity."),
            source="G1",
            mend=Sentence("Ta bort det därifrån först.", "Take it away from there first."),
        )
    ActivityDocument.objects.update_or_create(document_id=document_id, defaults={"activity_id": activity_id, "session_id": session_id})
    _record(actor, activity_id, "activity.document_added", document_id)


@transaction.atomic
def detach(actor: Actor, activity_id: int, document_id: int) -> None:
    """The document hangs there no more; it stays in the archive. Its own organisation may, and those who lead.

    Raises NotVisible (also: does not hang there), NotAllowed.
    """
    _, activity = locked(actor, activity_id)
    row = document(actor, document_id)
    if not rules.keeps_order(actor, activity):
        must_belong(actor, row)
    if not ActivityDocument.objects.filter(activity=activity_id, document=document_id).delete()[0]:
        raise NotVisible
    library.let_hang_no_more(actor, document_id)
    _record(actor, activity_id, "activity.document_taken_away", document_id)


def _record(actor: Actor, activity_id: int, verb: str, document_id: int) -> None:
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind="activity", subject=activity_id,
        changes={"document": [None, document_id]},
    )  # fmt: skip
