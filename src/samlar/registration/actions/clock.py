"""What happens to registrations because time passes; running it twice does nothing twice (E2, Z2)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from samlar.activities.models import Activity, Session
from samlar.foundation import clock
from samlar.registration.actions import line
from samlar.registration.models import Answer, Registration
from samlar.registration.queries.managers import unattended
from samlar.registration.queries.terms import terms
from samlar.registration.rules.machine import State


def lapse_offers() -> int:
    """Offers whose time has run out go to the next in line. Says how many ran out."""
    late = Registration.objects.filter(state=State.OFFERED, offered_until__lte=clock.now())
    return sum(_lapse(activity_id) for activity_id in sorted(set(late.values_list("activity", flat=True))))


@transaction.atomic
def _lapse(activity_id: int) -> int:
    Activity.objects.select_for_update().get(id=activity_id)
    activity = unattended(activity_id)
    late = Registration.objects.filter(activity=activity_id, state=State.OFFERED, offered_until__lte=clock.now()).order_by("received", "id")
    ids = list(late.values_list("id", flat=True))
    for registration_id in ids:
        line.change(None, registration_id, "lapse", State.DECLINED)
        line.tell(registration_id, "registration_lapsed", activity)
    line.settle(activity, terms(activity))
    return len(ids)


def forget_answers() -> int:
    """Deletes the answers to an activity's own questions when their time after its last session, or its end, is out. Says how many."""
    now, gone = clock.now(), 0
    rows = Answer.objects.values("question", "question__kept_days", "question__activity", "question__activity__ended").distinct()
    last = dict(
        Session.objects.filter(activity__in={row["question__activity"] for row in rows}).values_list("activity").annotate(Max("ends"))
    )
    for row in rows:
        over = last.get(row["question__activity"]) or row["question__activity__ended"]
        if over is not None and over + timedelta(days=row["question__kept_days"]) < now:
            gone += Answer.objects.filter(question=row["question"]).delete()[0]
    return gone
