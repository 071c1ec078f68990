"""The manager is asked by a letter with a one-time link, and answers without an account (E2, L)."""

from datetime import datetime, time, timedelta

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import Activity, Session
from samlar.activities.rules.deeds import must_say
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Refusal, Sentence
from samlar.foundation import audit, clock, outbox
from samlar.people.actions import links
from samlar.people.actions.guests import known_or_guest
from samlar.people.models import Person
from samlar.people.queries.links import opened, token_of
from samlar.people.rules import Actor
from samlar.people.rules.links import must_hold
from samlar.registration.actions import line
from samlar.registration.models import Approval, Registration
from samlar.registration.queries.managers import unattended
from samlar.registration.queries.registrations import registration
from samlar.registration.queries.terms import terms
from samlar.registration.rules import registering as rules
from samlar.registration.rules.machine import State, must_lead

PURPOSE = "approval"


def ask(actor: Actor, activity: ActivityRow, registration_id: int, *, person: int, name: str, email: str) -> None:
    """Asks a manager: an earlier question is replaced, its link no longer holds. Called under the activity's lock.

    Raises NotPossible by `manager_name` or `manager_email`, CannotRegister (the person's own address).
    """
    manager = manager_at(name, email)
    rules.must_be_another(person, manager)
    no_longer_asked(registration_id)
    now = clock.now()
    link = links.give(PURPOSE, subject=registration_id, person=manager, expires=_until(activity.id, now))
    Approval.objects.create(registration_id=registration_id, manager_id=manager, link_id=link.id, asked=now)
    line.change(actor, registration_id, "ask_manager", State.AWAITING_MANAGER)
    row = Registration.objects.values("person__name", "organisation__name").get(id=registration_id)
    to = Person.objects.values("name", "email", "language").get(id=manager)
    last_day = terms(activity).last_day
    values = {
        "to": to["name"], "name": row["person__name"], "organisation": row["organisation__name"], "title": activity.title,
        "format_sv": activity.definition.definite.sv, "format_en": activity.definition.definite.en,
        "until": link.expires.isoformat() if link.expires else "", "last_day": last_day.isoformat() if last_day else "",
        "path": f"/chef/{token_of(link)}/",
    }  # fmt: skip
    outbox.put(to=to["email"], language=to["language"], name="manager_asked", values=values)


def manager_at(name: str, email: str) -> int:
    """The manager as a person. What is wrong stands by the manager's own fields."""
    from_fields = {"name": "manager_name", "email": "manager_email"}
    try:
        return known_or_guest(name=name, email=email)
    except Refusal as refusal:
        refusal.field = from_fields.get(refusal.field or "", refusal.field)
        raise


def _until(activity_id: int, now: datetime) -> datetime:
    """When the link runs out: at the end of the day three weeks ahead, but not after the first session has begun, and a day at least."""
    last = datetime.combine((now + timedelta(days=rules.ASKED_DAYS)).astimezone(clock.STOCKHOLM).date(), time(23, 59, 59), clock.STOCKHOLM)
    first = Session.objects.filter(activity=activity_id, cancelled=None).order_by("starts").values_list("starts", flat=True).first()
    return max(min(last, first) if first else last, now + timedelta(days=1))


def no_longer_asked(registration_id: int) -> None:
    """Whoever was asked need not answer any more."""
    links.revoke(PURPOSE, subject=registration_id)
    Approval.objects.filter(registration=registration_id, state__in=("asked", "question")).update(state="replaced")


@transaction.atomic
def ask_again(actor: Actor, activity_id: int, registration_id: int, *, name: str, email: str, reply: str = "") -> None:
    """Asks the same manager again or another one; `reply` answers what the manager asked back, and stands in the letter's page.

    Raises NotVisible, NotAllowed, NotNow (nobody's yes is needed now), NotPossible, CannotRegister.
    """
    registration(actor, activity_id, registration_id)
    locked(actor, activity_id)
    activity, found = registration(actor, activity_id, registration_id)
    rules.must_act_for(actor, found)
    must_lead("ask_manager", found.state)
    said = must_say(reply, field="reply", most=rules.WORD_LENGTH)
    before = found.approval
    ask(actor, activity, found.id, person=found.person, name=name, email=email)
    if before is not None and before.state == "question":
        newest = Approval.objects.filter(registration=found.id, state="asked").order_by("-id").values_list("id", flat=True)[0]
        Approval.objects.filter(id=newest).update(word=before.word, reply=said)


@transaction.atomic
def answer(token: str, *, yes: bool, word: str = "") -> State:
    """The manager's yes or no, by the link alone. A yes gives a place, or a place in line; a no turns the registration down, with a word.

    Says where the registration stands then. Raises NotVisible (no such link), LinkClosed (used, replaced or too old), NotNow.
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
    links.use_up(approval.link_id)
    Approval.objects.filter(id=approval.pk).update(
        state="approved" if yes else "declined", answered=clock.now(), word=said or approval.word
    )
    audit.record(
        person=approval.manager_id, organisation=found.organisation_id, verb="approval.given" if yes else "approval.refused",
        kind="registration", subject=found.pk,
    )  # fmt: skip
    if yes:
        state = line.place(None, activity, found.pk, found.organisation_id, asked, deed="approve")
    else:
        state = State.REJECTED
        line.change(None, found.pk, "reject", state, why=said[: rules.WHY_LENGTH])
        line.tell(found.pk, "registration_rejected", activity, why=said)
    line.settle(activity, asked)
    return state


@transaction.atomic
def ask_back(token: str, *, word: str) -> None:
    """The manager asks something first: the person gets it by letter and answers; the link still holds. Raises as `answer`."""
    approval, activity = _asked(token)
    said = must_say(word, field="word", most=rules.WORD_LENGTH, missing=Sentence("Skriv din fråga.", "Write your question."))
    Approval.objects.filter(id=approval.pk).update(state="question", word=said, reply="")
    line.tell(approval.registration_id, "manager_asks", activity, word=said, manager=approval.manager.name)


def _asked(token: str) -> tuple[Approval, ActivityRow]:
    """What the link asks, under the activity's lock. Raises NotVisible, LinkClosed, NotNow."""
    link = opened(token, PURPOSE)
    must_hold(link, clock.now())
    activity_id = Registration.objects.values_list("activity", flat=True).get(id=link.subject)
    Activity.objects.select_for_update().get(id=activity_id)
    must_hold(opened(token, PURPOSE), clock.now())
    approval = Approval.objects.select_related("registration", "manager").get(link=link.id)
    must_lead("approve", approval.registration.state)
    return approval, unattended(activity_id)
