"""An activity asks the network for contacts, gets answers and closes the request (C3)."""

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import ContactRequest
from samlar.activities.queries.contacts import contact, open_requests
from samlar.activities.rules import contacts as rules
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.deeds import must_say
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock, outbox
from samlar.people.queries import person_contact
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation
from samlar.talk import actions as talk
from samlar.talk.models import Thread
from samlar.talk.rules import lines_of


@transaction.atomic
def ask(actor: Actor, activity_id: int, *, kind: str, text: str) -> int:
    """Asks all members and partners for contacts of a kind; says the request's id.

    Side effects in order: locks the activity, writes the request and its thread, records. Raises NotVisible, NotAllowed (only the
    lead and the owner), ActivityRefused (over, too many open, no kind, no text or too long).
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_be_askable(activity, open_requests(activity_id))
    rules.must_say_kind(kind)
    said = must_say(lines_of(text), field="text", most=rules.TEXT_LENGTH, missing=Sentence("Skriv vad ni behöver.", "Write what you need."))
    now, organisation = clock.now(), must_act_for_an_organisation(actor)
    made = ContactRequest.objects.create(  # type: ignore[misc]  # whoever acts for an organisation is a person
        activity_id=activity_id, kind=kind, text=said, person_id=actor.person, organisation_id=organisation,
        thread=Thread.objects.create(opened=now), asked=now,
    )  # fmt: skip
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="contacts.asked", kind="activity", subject=activity_id,
        changes={"request": [None, made.pk]},
    )  # fmt: skip
    return made.pk


@transaction.atomic
def answer(actor: Actor, request_id: int, *, text: str) -> int:
    """Answers a request; whoever asked gets a letter. Says the answer's id. Raises NotVisible, NotAllowed, ActivityRefused, TextRefused."""
    row = _locked(actor, request_id)
    rules.must_be_open(row.closed)
    written = talk.comment(actor, row.thread_id, text)
    if actor.person != row.person_id:
        to = person_contact(row.person_id, row.organisation_id)
        values = {
            "to": to.name, "who": actor.name, "organisation": actor.organisation_name, "text": lines_of(text), "asked": row.text,
            "path": f"/aktiviteter/kontakter/{request_id}/#kommentar-{written}",
        }  # fmt: skip
        outbox.put(to=to.email, language=to.language, name="contact_answered", values=values, key=f"contact_answered:{written}")
    return written


@transaction.atomic
def take_back_answer(actor: Actor, request_id: int, comment_id: int) -> None:
    """Takes an answer away; its place stays. Raises NotVisible, NotAllowed."""
    talk.remove_comment(actor, _locked(actor, request_id).thread_id, comment_id)


@transaction.atomic
def close(actor: Actor, request_id: int) -> None:
    """Closes a request: it stays readable and takes no more answers. Closing twice changes nothing. Raises NotVisible, NotAllowed."""
    row = _locked(actor, request_id)
    if row.closed is not None:
        return
    rules.must_close(contact(actor, request_id).request.may_close)
    ContactRequest.objects.filter(id=request_id).update(closed=clock.now())
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="contacts.closed", kind="activity", subject=row.activity_id,
        changes={"request": [row.pk, row.pk]},
    )  # fmt: skip


def _locked(actor: Actor, request_id: int) -> ContactRequest:
    contact(actor, request_id)
    row = ContactRequest.objects.select_for_update().filter(id=request_id).first()
    if row is None:
        raise NotVisible
    return row
