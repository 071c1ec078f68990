"""What happens to registrations because time passes; running it twice does nothing twice (E2, Z2)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q

from samlar.activities.models import Activity, Session
from samlar.foundation import clock
from samlar.registration.actions import letters, line
from samlar.registration.models import Answer, Registration
from samlar.registration.queries.managers import unattended
from samlar.registration.queries.terms import terms
from samlar.registration.rules.machine import State
from samlar.registration.rules.registering import OPEN_STAGES


def lapse_offers() -> int:
    """Offers whose time has run out go to the next in line. Says how many ran out.

    Wherever somebody waits the line is looked over too: an activity that runs again has free places to offer. What is over stands as it
    stood: nobody is said to have declined what was cancelled.
    """
    late = Q(state=State.OFFERED, offered_until__lte=clock.now())
    waits = Registration.objects.filter(late | Q(state=State.WAITLISTED), activity__stage_kind__in=OPEN_STAGES)
    return sum(_lapse(activity_id) for activity_id in sorted(set(waits.values_list("activity", flat=True))))


@transaction.atomic
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
    """Deletes the answers to an activity's own questions when their time after its last session, or its end, is out. Says how many.

    What ended before its last session (cancelled) counts from the end; a session that is cancelled is no session.
    """
    now, gone = clock.now(), 0
    rows = Answer.objects.values("question", "question__kept_days", "question__activity", "question__activity__ended").distinct()
    held = Session.objects.filter(activity__in={row["question__activity"] for row in rows}, cancelled=None)
    last = dict(held.values_list("activity").annotate(Max("ends")))
    for row in rows:
        moments = [one for one in (last.get(row["question__activity"]), row["question__activity__ended"]) if one is not None]
        if moments and min(moments) + timedelta(days=row["question__kept_days"]) < now:
            gone += Answer.objects.filter(question=row["question"]).delete()[0]
    return gone
