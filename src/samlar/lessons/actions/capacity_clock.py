"""What happens to analyses because time passes: reminded of once, closed by themselves, emptied of forgotten people's words (F5, Z2)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from samlar.foundation import audit, clock, outbox
from samlar.foundation.rounds import all_of
from samlar.lessons.models import CapacityAnswer, CapacityRound
from samlar.lessons.queries.capacity import invited
from samlar.lessons.rules import capacity as rules
from samlar.people.models import Person
from samlar.people.queries import colleagues, works_at


def remind_to_answer() -> int:
    """Once to each who was asked and has not answered, in the last days. Says how many letters."""
    today = clock.today()
    due = CapacityRound.objects.filter(closed=None, last_day__gte=today, last_day__lte=today + timedelta(days=rules.REMINDED_AHEAD))
    return all_of(due.order_by("id").values_list("id", flat=True), _remind)


def _remind(round_id: int) -> int:
    row = CapacityRound.objects.select_related("organisation").get(id=round_id)
    answered = set(CapacityAnswer.objects.filter(round=round_id).values_list("person", flat=True))
    there = {id for id, _ in colleagues(row.organisation_id)}
    silent = {f"capacity_reminded:{round_id}:{id}": id for id in (invited(round_id) & there) - answered}
    told = outbox.used(silent)
    people = {one.pk: one for one in Person.objects.filter(id__in=silent.values())}
    went = 0
    for key, id in sorted(silent.items()):
        if key not in told:
            one = people[id]
            values = {
                "to": one.name, "name": row.name, "organisation": row.organisation.name, "last_day": row.last_day.isoformat(),
                "path": f"/var-organisation/larkapacitet/{round_id}/svara/",
            }  # fmt: skip
            went += outbox.put(to=one.email, language=one.language, name="capacity_reminded", values=values, key=key)
    return went


def close_rounds() -> int:
    """Rounds whose last day has passed close by themselves; whoever opened one is told. Says how many closed."""
    late = CapacityRound.objects.filter(closed=None, last_day__lt=clock.today())
    return all_of(late.order_by("id").values_list("id", flat=True), _close)


def _close(round_id: int) -> int:
    row = CapacityRound.objects.select_for_update(no_key=True, of=("self",)).select_related("person").get(id=round_id)
    if row.closed is not None or row.last_day >= clock.today():
        return 0
    CapacityRound.objects.filter(id=round_id).update(closed=clock.now(), revision=row.revision + 1)
    answers = CapacityAnswer.objects.filter(round=round_id).count()
    audit.record(
        person=None, organisation=row.organisation_id, verb="capacity.closed", kind="capacity", subject=round_id,
        changes={"answers": [None, answers]},
    )  # fmt: skip
    if row.person.is_active and works_at(row.person_id, row.organisation_id):
        values = {"to": row.person.name, "name": row.name, "count": answers, "path": f"/var-organisation/larkapacitet/{round_id}/"}
        outbox.put(
            to=row.person.email, language=row.person.language, name="capacity_closed", values=values, key=f"capacity_closed:{round_id}"
        )
    return 1


@transaction.atomic
def forget_words() -> int:
    """What people who have been forgotten wrote in their own words goes; says how many answers. May run again at any time.

    Their marks stay, under a person of whom nothing is known: an average of years ago is not to change because somebody left.
    """
    gone = CapacityAnswer.objects.filter(person__is_active=False).exclude(Q(strengthens={}) & Q(hinders={}))
    return gone.update(strengthens={}, hinders={})
