"""Those who lead learn from each other (C2)."""

from django.db import transaction

from samlar.activities.models import Exchange
from samlar.activities.queries.exchange import NAME, has_led, leads_thread
from samlar.activities.rules.exchange import must_exchange
from samlar.foundation import audit
from samlar.people.rules import Actor, NotVisible
from samlar.talk import actions as talk


@transaction.atomic
def say(actor: Actor, *, text: str) -> int:
    """Adds a comment to the exchange; says its id. The first one opens the thread. Raises NotAllowed, TextRefused."""
    must_exchange(actor, has_led=has_led(actor))
    thread = leads_thread()
    if thread is None:
        made, _ = Exchange.objects.get_or_create(name=NAME, defaults={"thread_id": talk.open_thread()})
        thread = made.thread_id
    written = talk.comment(actor, thread, text)
    audit.record(person=actor.person, organisation=actor.organisation, verb="comment.written", kind="exchange", subject=NAME)
    return written


@transaction.atomic
def take_back(actor: Actor, comment_id: int) -> None:
    """Takes a comment away; its place stays. Raises NotAllowed, NotVisible."""
    must_exchange(actor, has_led=has_led(actor))
    thread = leads_thread()
    if thread is None:
        raise NotVisible
    talk.remove_comment(actor, thread, comment_id)
