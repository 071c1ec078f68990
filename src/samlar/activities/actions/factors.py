"""The lead shows which success factors an activity has, and states what it is to give (C4, C5, C7)."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import ProtectedError

from samlar.activities.actions.locks import locked
from samlar.activities.models import ExpectedResult, SuccessFactor
from samlar.activities.queries.factors import expected_results, factors
from samlar.activities.rules import factors as rules
from samlar.activities.rules.access import must_lead
from samlar.activities.rules.review import must_be_planned
from samlar.foundation import audit
from samlar.people.rules import Actor


@transaction.atomic
def show_factors(actor: Actor, activity_id: int, *, evidence: Mapping[str, str], seal: str) -> None:
    """Keeps what shows that the activity has each factor; an empty text takes the factor away.

    `seal` is that of the factors on the page. Raises NotVisible, NotAllowed (only the lead and the owner), ActivityRefused
    (cancelled, too long), Overtaken.
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    rules.must_not_be_cancelled(activity)
    kept = rules.taken_evidence(activity.definition, evidence)
    now = factors(actor, activity)
    rules.must_be_read_lately(seal, now.seal)
    before = {one.factor: one.evidence for one in now.present}
    changed = sorted(one for one in {*before, *kept} if before.get(one) != kept.get(one))
    if not changed:
        return
    SuccessFactor.objects.filter(activity=activity_id).delete()
    SuccessFactor.objects.bulk_create(SuccessFactor(activity_id=activity_id, factor=one, evidence=text) for one, text in kept.items())
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="factors.shown",
        kind="activity",
        subject=activity_id,
        changes={"factors": [sorted(before), sorted(kept)], "count": [len(before), len(kept)]},
    )


@transaction.atomic
def state_results(actor: Actor, activity_id: int, *, texts: Iterable[str], seal: str) -> None:
    """Keeps the expected results, stated up front: changed while the activity is planned, fixed when it starts.

    Raises NotVisible, NotAllowed, ActivityRefused (not being planned, too many, too long, twice), Overtaken.
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    must_be_planned(activity)
    kept = rules.taken_results(texts)
    now = expected_results(actor, activity)
    rules.must_be_read_lately(seal, now.seal)
    if kept == now.texts:
        return
    _write_results(activity_id, kept)
    audit.record(
        person=actor.person,
        organisation=actor.organisation,
        verb="results.stated",
        kind="activity",
        subject=activity_id,
        changes={"count": [len(now.texts), len(kept)]},
    )


def _write_results(activity_id: int, texts: Iterable[str]) -> None:
    """Results whose words stay are the same still, with what was marked of them. Raises ActivityRefused where a marked one goes."""
    texts = list(texts)
    known = dict(ExpectedResult.objects.filter(activity=activity_id).values_list("text", "id"))
    try:
        ExpectedResult.objects.filter(activity=activity_id).exclude(text__in=texts).delete()
    except ProtectedError as marked:
        raise rules.already_marked() from marked
    for place, text in enumerate(texts):
        ExpectedResult.objects.update_or_create(id=known.get(text), defaults={"activity_id": activity_id, "position": place, "text": text})
