"""The lead says what registration asks: who may, until when, how many, whose yes, which questions (E2)."""

from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from samlar.activities.actions.locks import locked
from samlar.activities.models import Session
from samlar.activities.rules.deeds import Overtaken
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.people.queries import organisation_names
from samlar.people.rules import Actor
from samlar.registration.actions import line
from samlar.registration.models import Question, Terms
from samlar.registration.queries.registrations import claims
from samlar.registration.queries.terms import terms
from samlar.registration.rules import registering
from samlar.registration.rules import terms as rules
from samlar.registration.rules.terms import Written, WrittenQuestion


@transaction.atomic
def set_terms(actor: Actor, activity_id: int, *, written: Written, questions: Iterable[WrittenQuestion], revision: int) -> None:
    """Writes the terms and the questions. A raised limit offers places to those who wait, in order.

    A question that somebody may have answered is never rewritten: it is taken away and asked anew. In order: locks the activity, asks the
    rules, writes, records, offers. Raises NotVisible, NotAllowed (only the lead), TermsRefused, Overtaken (somebody wrote meanwhile).
    """
    _, activity = locked(actor, activity_id)
    registering.must_manage(actor, activity)
    rules.must_be_editable(activity)
    before = terms(activity)
    if before.revision != revision:
        raise Overtaken(
            Sentence("Någon har ändrat villkoren medan sidan var öppen.", "Somebody changed the terms while the page was open."),
            now=before.revision,
        )
    first = Session.objects.filter(activity=activity_id, cancelled=None).order_by("starts").values_list("starts", flat=True).first()
    rules.must_fit_format(activity, written, first_day=clock.day_of(first))
    kept = rules.must_be_questions(questions)
    live = claims(activity_id)
    rules.must_keep_promises(before, written, live, organisation_names(one.organisation for one in live))
    fresh = {**asdict(written), "open_to": list(written.open_to), "changed": clock.now(), "revision": before.revision + 1}
    Terms.objects.update_or_create(activity_id=activity_id, defaults=fresh)
    _ask(activity_id, kept)
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="terms.set", kind="activity", subject=activity_id,
        changes={
            name: [_plain(getattr(before, name)) if before.set_up else None, _plain(value)]
            for name, value in asdict(written).items()
            if not before.set_up or getattr(before, name) != value
        },
    )  # fmt: skip
    line.settle(activity, terms(activity))


def _ask(activity_id: int, kept: tuple[WrittenQuestion, ...]) -> None:
    """The questions asked from now on. What is unchanged keeps its row and its answers."""
    now = clock.now()
    there = {row.pk: row for row in Question.objects.filter(activity=activity_id, removed=None)}
    stays = set()
    for place, one in enumerate(kept):
        fields = {
            "text": one.text, "purpose": one.purpose, "kind": one.kind, "choices": list(one.choices), "required": one.required,
            "kept_days": one.kept_days,
        }  # fmt: skip
        row = there.get(one.id or 0)
        if row is not None and all(getattr(row, name) == value for name, value in fields.items()):
            stays.add(row.pk)
            Question.objects.filter(id=row.pk).update(position=place)
        else:
            Question.objects.create(activity_id=activity_id, position=place, **fields)
    Question.objects.filter(id__in=set(there) - stays).update(removed=now)


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else list(value) if isinstance(value, tuple) else value
