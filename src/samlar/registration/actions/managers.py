"""The manager is asked by a letter with a one-time link, and answers without an account (E2, L)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import Activity
from samlar.activities.queries.released import first_starts
from samlar.activities.rules.deeds import must_say
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import audit, clock
from samlar.people.actions import links
from samlar.people.actions.guests import known_or_guest
from samlar.people.queries import works_at
from samlar.people.queries.links import opened, token_of
from samlar.people.rules import Actor
from samlar.people.rules.links import LinkRow, must_hold
from samlar.registration.actions import letters, line
from samlar.registration.models import Approval, Registration
from samlar.registration.queries.managers import unattended
from samlar.registration.queries.registrations import registration
from samlar.registration.queries.terms import no_places, terms
from samlar.registration.rules import registering as rules
from samlar.registration.rules.machine import State, must_lead

PURPOSE = "approval"
TWICE = timedelta(minutes=2)  # the same asked again so soon is a double click


def ask(
    actor: Actor, activity: ActivityRow, registration_id: int, *, person: int, manager: int, word: str = "", reply: str = ""
) -> None:
    """Asks a manager (`manager_at`): an earlier question is replaced, its link no longer holds. Called under the activity's lock.

    `word` is what this manager asked back, `reply` the answer to it. Raises CannotRegister (the person's own address; too many letters).
    """
    rules.must_be_another(person, manager)
    now = clock.now()
    same = Approval.objects.filter(registration__activity=activity.id, registration__person=person, asked__gt=now - timedelta(days=1))
    rules.must_not_flood(same.count())
    no_longer_asked(registration_id)
    link = links.give(PURPOSE, subject=registration_id, person=manager, expires=_until(activity.id, now))
    Approval.objects.create(registration_id=registration_id, manager_id=manager, link_id=link.id, asked=now, word=word, reply=reply)
    line.change(actor, registration_id, "ask_manager", State.AWAITING_MANAGER)
    letters.to_manager(manager, "manager_asked", registration_id, activity, word=word, reply=reply, **link_values(link))


def link_values(link: LinkRow) -> dict[str, Any]:
    """What a letter says of a manager's link: where it leads, and the last day that it holds."""
    return {"path": f"/chef/{token_of(link)}/", "until": link.expires.isoformat() if link.expires else ""}


def manager_at(name: str, email: str) -> int:
    """The manager as a person, new or known. What is wrong stands by the manager's own fields. Raises NotPossible."""
    from_fields = {"name": "manager_name", "email": "manager_email"}
    try:
        return known_or_guest(name=name, email=email)
    except Refusal as refusal:
        refusal.field = from_fields.get(refusal.field or "", refusal.field)
        raise


def _until(activity_id: int, now: datetime) -> datetime:
    """When the link runs out: at the end of the day three weeks ahead, not after the first released session has begun, a day at least."""
    last = clock.end_of(clock.today() + timedelta(days=rules.ASKED_DAYS))
    first = first_starts(activity_id)
    return max(min(last, first) if first else last, now + timedelta(days=1))


def no_longer_asked(registration_id: int) -> None:
    """Whoever was asked need not answer any more."""
    links.revoke(PURPOSE, subject=registration_id)
    Approval.objects.filter(registration=registration_id, state__in=("asked", "question")).update(state="replaced")


@transaction.atomic
def ask_again(actor: Actor, activity_id: int, registration_id: int, *, name: str, email: str, reply: str = "") -> None:
    """Asks the same manager again or another one; `reply` answers what the manager asked back, and stands in the letter and on its page.

    The same asked twice within two minutes is asked once. Raises NotVisible, NotAllowed, NotNow (nobody's yes is needed now), NotPossible,
    CannotRegister (one's own address; too many letters).
    """
    registration(actor, activity_id, registration_id)
    locked(actor, activity_id)
    activity, found = registration(actor, activity_id, registration_id)
    rules.must_act_for(actor, found)
    must_lead("ask_manager", found.state)
    said = must_say(reply, field="reply", most=rules.WORD_LENGTH)
    manager, before = manager_at(name, email), found.approval
    same = before is not None and before.manager == manager
    if before is not None and same:
        if before.state == "asked" and before.reply == said and clock.now() - before.asked < TWICE:
            return
        ask(actor, activity, found.id, person=found.person, manager=manager, word=before.word, reply=said or before.reply)
    else:
        ask(actor, activity, found.id, person=found.person, manager=manager, reply=said)


@transaction.atomic
def answer(token: str, *, yes: bool, word: str = "") -> State:
    """The manager's yes or no, by the link alone. A yes gives a place, or a place in line; a no turns the registration down, with a word.

    Says where the registration stands then. Raises NotVisible (no such link), LinkClosed (used, replaced or too old), NotNow (withdrawn
    meanwhile, the activity is over; for a yes also: no more places are given, the person works elsewhere now).
    """
    approval, activity = _asked(token)
    said = must_say(word, field="word", most=rules.WORD_LENGTH)
    if not yes and not said:
        raise rules.CannotRegister(
            Sentence(
                "Skriv några ord om varför. Den som är anmäld får läsa dem.",
                "Write a few words on why. The person registered will read them.",
            ),
            field="word",
        )
    asked, found = terms(activity), approval.registration
    if yes:
        rules.must_give_places(no_places(activity, asked))
        rules.must_still_work_there(works_at(found.person_id, found.organisation_id), found.person.name, found.organisation.name)
    links.use_up(approval.link_id)
    Approval.objects.filter(id=approval.pk).update(
        state="approved" if yes else "declined", answered=clock.now(), word=said or approval.word
    )
    audit.record(
        person=approval.manager_id, organisation=found.organisation_id, verb="approval.given" if yes else "approval.refused",
        kind="registration", subject=found.pk,
    )  # fmt: skip
    if yes:
        line.settle(activity, asked)
        state = line.place(None, activity, found.pk, found.organisation_id, asked, deed="approve")
    else:
        state = State.REJECTED
        line.change(None, found.pk, "reject", state, why=said[: rules.WHY_LENGTH])
        letters.tell(found.pk, "registration_rejected", activity, why=said, manager=approval.manager.name)
    return state


@transaction.atomic
def ask_back(token: str, *, word: str) -> None:
    """The manager asks something first: the person gets it by letter and answers; the link still holds. The same question sent twice is
    one. Raises as `answer`."""
    approval, activity = _asked(token)
    said = must_say(word, field="word", most=rules.WORD_LENGTH, missing=Sentence("Skriv din fråga.", "Write your question."))
    if approval.state == "question" and approval.word == said:
        return
    Approval.objects.filter(id=approval.pk).update(state="question", word=said, reply="")
    letters.tell(approval.registration_id, "manager_asks", activity, word=said, manager=approval.manager.name)


def _asked(token: str) -> tuple[Approval, ActivityRow]:
    """What the link asks, under the activity's lock. Raises NotVisible, LinkClosed, NotNow."""
    seen = opened(token, PURPOSE)
    activity_id = Registration.objects.values_list("activity", flat=True).get(id=seen.subject)
    Activity.objects.select_for_update().get(id=activity_id)
    link, activity = opened(token, PURPOSE), unattended(activity_id)
    approval = Approval.objects.select_related("registration__person", "registration__organisation", "manager").get(link=link.id)
    if link.used is None:
        rules.must_need_an_answer(activity, approval.registration.state)  # a registration withdrawn also takes its link back
    must_hold(link, clock.now())
    return approval, activity
