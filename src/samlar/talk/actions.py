"""Deeds in threads. Who may see a thread is the upper room's to judge: it checks, then calls these in its own transaction."""

from django.db import transaction

from samlar.foundation import audit, clock
from samlar.foundation.keys import is_key
from samlar.people.rules import Actor, NotVisible
from samlar.talk import rules
from samlar.talk.models import Comment, Thread


def open_thread() -> int:
    """A new, empty thread; says its id."""
    return Thread.objects.create(opened=clock.now()).pk


@transaction.atomic
def comment(actor: Actor, thread_id: int, text: str) -> int:
    """Adds a comment for the actor's organisation of today; says its id. Raises NotAllowed (works nowhere) and TextRefused (B1)."""
    person, organisation = rules.writer(actor)
    kept = rules.comment_text(text)
    written = Comment.objects.create(thread_id=thread_id, author_id=person, organisation_id=organisation, text=kept, written=clock.now())
    return written.pk


@transaction.atomic
def remove_comment(actor: Actor, thread_id: int, comment_id: int) -> None:
    """Takes a comment away: its place stays, its text is gone for good. Removing twice changes nothing.

    Raises NotVisible when the thread has no such comment, and NotAllowed for others than its author and the representative of its
    organisation.
    """
    if not is_key(comment_id):
        raise NotVisible
    comments = Comment.objects.select_for_update().filter(id=comment_id, thread=thread_id)
    found = comments.values("author", "organisation", "removed").first()
    if found is None:
        raise NotVisible
    rules.must_remove(actor, found["author"], found["organisation"])
    if found["removed"] is None:
        Comment.objects.filter(id=comment_id).update(removed=clock.now(), text="")
        audit.record(person=actor.person, organisation=actor.organisation, verb="comment.removed", kind="thread", subject=thread_id)
