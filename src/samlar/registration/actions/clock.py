"""What happens to registrations because time passes; running it twice does nothing twice (E2, Z2)."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from samlar.activities.models import Activity
from samlar.foundation import clock, outbox
from samlar.foundation.rounds import all_of
from samlar.people.queries.links import link
from samlar.registration.actions import letters, line, managers
from samlar.registration.models import Answer, Approval, Assignment, AssignmentFollowUp, Registration
from samlar.registration.queries.keeping import outdated
from samlar.registration.queries.managers import unattended
from samlar.registration.queries.terms import terms
from samlar.registration.rules.machine import State
from samlar.registration.rules.registering import OPEN_STAGES
from samlar.registration.rules.reminders import TOLD_FOR, reminder

AT_ONCE = 500  # rows in one deletion


def lapse_offers() -> int:
    """Offers whose time has run out go to the next in line. Says how many ran out.

    Wherever somebody waits the line is looked over too: an activity that runs again has free places to offer. What is over stands as it
    stood: nobody is said to have declined what was cancelled.
    """
    late = Q(state=State.OFFERED, offered_until__lte=clock.now())
    waits = Registration.objects.filter(late | Q(state=State.WAITLISTED), activity__stage_kind__in=OPEN_STAGES)
    return all_of(sorted(set(waits.values_list("activity", flat=True))), _lapse)


def _lapse(activity_id: int) -> int:
    Activity.objects.select_for_update().get(id=activity_id)
    activity = unattended(activity_id)
    if activity.stage_kind not in OPEN_STAGES:
        return 0
    late = Registration.objects.filter(activity=activity_id, state=State.OFFERED, offered_until__lte=clock.now()).order_by("received", "id")
    ran_out = list(late.values_list("id", "offered_until"))
    for registration_id, until in ran_out:
        line.change(None, registration_id, "lapse", State.DECLINED, offered_until=until)  # kept: nobody said no
        letters.tell(registration_id, "registration_lapsed", activity)
    line.settle(activity, terms(activity))
    return len(ran_out)


def forget_answers() -> int:
    """Deletes the answers to an activity's own questions when their time is out (`rules.keeping`). Says how many."""
    gone = outdated(unattended)
    return sum(Answer.objects.filter(id__in=gone[at : at + AT_ONCE]).delete()[0] for at in range(0, len(gone), AT_ONCE))


def remind_managers() -> int:
    """A manager who has not answered gets a letter after four days and one two days before the link runs out, no more. Says how many.

    A manager who has asked something back is not reminded: it is the participant's turn.
    """
    now = clock.now()
    silent = Approval.objects.filter(state="asked", manager__is_active=True, link__expires__gt=now)
    due = {_key(one, which): one for one in _open(silent) if (which := reminder(one.asked, one.link.expires or now, now))}
    told = outbox.used(due)
    return all_of([(one, key) for key, one in due.items() if key not in told], _remind)


def _key(one: Approval, which: str) -> str:
    return f"manager_reminded:{one.pk}:{which}"


def _remind(due: tuple[Approval, str]) -> int:
    one, key = due
    found = link(one.link_id, managers.PURPOSE)
    if found is None:
        return 0
    return letters.to_manager(
        one.manager_id, "manager_reminded", one.registration_id, unattended(one.registration.activity_id),
        key=key, last=key == _key(one, "last"), **managers.link_values(found),
    )  # fmt: skip


def tell_of_silence() -> int:
    """The participant is told, once, that the manager's link has run out unanswered, and asks again, or another. Says how many letters."""
    now = clock.now()
    out = Approval.objects.filter(state__in=("asked", "question"), link__expires__lte=now, link__expires__gt=now - TOLD_FOR)
    told = {key.split(":")[1] for key in outbox.used_with("manager_silent:")}
    return all_of([one for one in _open(out) if str(one.pk) not in told], _tell_of_silence)


def _tell_of_silence(one: Approval) -> int:
    return letters.tell(
        one.registration_id, "manager_silent", unattended(one.registration.activity_id), manager=one.manager.name,
        asked_back=one.state == "question", key=f"manager_silent:{one.pk}",
    )  # fmt: skip


def _open(asked: "QuerySet[Approval]") -> Iterable[Approval]:
    """Those whose answer makes a difference still, and whose link has not been used or taken back. One query."""
    waits = asked.filter(registration__state=State.AWAITING_MANAGER, registration__activity__stage_kind__in=OPEN_STAGES)
    return waits.filter(link__used=None, link__revoked=None).select_related("registration", "manager", "link").order_by("id")


@transaction.atomic
def forget_people() -> int:
    """What registrations still say of people who have been forgotten: answers, the word of a withdrawal, what manager and participant
    wrote to each other (once either is forgotten), and the consent to the contact list (Z2). Says how many rows.

    The places stay, for the figures; an assignment's four texts are the organisation's and stay too (docs/operations.md).
    """
    gone = Registration.objects.filter(person__is_active=False)
    either = Q(registration__person__is_active=False) | Q(manager__is_active=False)
    words = Approval.objects.filter(either).exclude(word="", reply="")
    became = Q(assignment__registration__person__is_active=False) | Q(manager__is_active=False)
    return (
        Answer.objects.filter(registration__in=gone).delete()[0]
        + gone.filter(Q(shares_contact=True) | ~Q(why="")).update(shares_contact=False, why="")
        + words.update(word="", reply="")
        + Assignment.objects.filter(either).exclude(word="").update(word="")
        + AssignmentFollowUp.objects.filter(became).exclude(word="").update(word="")
    )
