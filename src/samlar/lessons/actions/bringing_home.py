"""An organisation answers at an activity's end: what it takes home, all at once, or nothing and why (F2)."""

from collections.abc import Iterable

from django.db import transaction

from samlar.activities import queries as activities
from samlar.activities.models import Participation
from samlar.activities.rules.rows import TAKING_PART
from samlar.foundation import audit, clock
from samlar.foundation.keys import is_key
from samlar.lessons.actions import uptakes
from samlar.lessons.actions.uptakes import Home
from samlar.lessons.models import Lesson, TakingHome, Uptake
from samlar.lessons.queries.bringing_home import seal_of
from samlar.lessons.rules import bringing_home as rules
from samlar.lessons.rules.bringing_home import Chosen
from samlar.lessons.rules.deeds import LessonRefused
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation


@transaction.atomic
def take_home(actor: Actor, activity_id: int, chosen: Iterable[Chosen], *, seal: str) -> list[int]:
    """The actor's organisation takes these of the activity's lessons home: all of them, or none where one is refused. Says the uptakes.

    A later answer adds to an earlier one. Side effects in order: locks the participation, then each lesson by number; writes uptakes, one
    letter to each owner and the answer; records. Raises NotVisible (the activity, a lesson that is not its own), NotAllowed (does not
    take part), Overtaken (a colleague was faster), LessonRefused (nothing chosen; at `<part>-<lesson>`, the parts being
    take, owner, next_step and next_day).
    """
    at = _held(actor, activity_id, seal)
    ticked = sorted({one.lesson: one for one in chosen}.values(), key=lambda one: one.lesson)
    if not ticked:
        has = Uptake.objects.filter(lesson__activity=activity_id, organisation=at).count()
        answered = TakingHome.objects.filter(activity=activity_id, organisation=at).exists()
        rules.must_choose(0, taken_home=has, answered=answered)
    ids = [one.lesson for one in ticked if is_key(one.lesson)]
    theirs = set(Lesson.objects.filter(activity=activity_id, id__in=ids).values_list("id", flat=True))
    if any(one.lesson not in theirs for one in ticked):
        raise NotVisible
    made = [_taken_home(actor, activity_id, one) for one in ticked]
    uptakes.tell_owners(actor, made)
    _answer(actor, activity_id, at, why_none="")
    _record(actor, activity_id, at, "activity.taken_home", len(made))
    return made


@transaction.atomic
def take_nothing(actor: Actor, activity_id: int, *, why: str, seal: str) -> None:
    """The actor's organisation takes nothing home just now, and says why; or nothing more than it has, which needs no word.

    Raises as `take_home`; LessonRefused at `why`.
    """
    at = _held(actor, activity_id, seal)
    has = Uptake.objects.filter(lesson__activity=activity_id, organisation=at).count()
    said = rules.taken_none(why, taken_home=has)
    _answer(actor, activity_id, at, why_none="" if has else said)
    _record(actor, activity_id, at, "activity.took_nothing_home" if not has else "activity.taken_home", 0)


def _held(actor: Actor, activity_id: int, seal: str) -> int:
    """The organisation, with its participation locked. Raises NotVisible, NotAllowed, LessonRefused, Overtaken."""
    at = must_act_for_an_organisation(actor)
    rules.must_answer_for(actor, activities.activity(actor, activity_id))
    own = Participation.objects.select_for_update(no_key=True).filter(activity=activity_id, organisation=at, state=TAKING_PART)
    if own.first() is None:
        raise NotVisible
    rules.must_be_the_newest(seal, seal_of(activity_id, at))
    return at


def _taken_home(actor: Actor, activity_id: int, one: Chosen) -> int:
    """One of them; a refusal is told by its own row. Raises LessonRefused."""
    try:
        kept = rules.taken(one, today=clock.today())
        home = Home(owner=kept.owner, next_step=kept.next_step, next_day=kept.next_day, activity=activity_id)
        return uptakes.take_home(actor, one.lesson, home, tells=False)
    except LessonRefused as refused:
        refused.field = f"{refused.field or 'take'}-{one.lesson}"
        raise


def _answer(actor: Actor, activity_id: int, organisation: int, *, why_none: str) -> None:
    fresh = {"why_none": why_none, "person_id": actor.person, "answered": clock.now()}
    TakingHome.objects.update_or_create(activity_id=activity_id, organisation_id=organisation, defaults=fresh)


def _record(actor: Actor, activity_id: int, organisation: int, verb: str, many: int) -> None:
    """Of the organisation's own answer, kept apart from the activity's own history."""
    audit.record(
        person=actor.person, organisation=organisation, verb=verb, kind="taking_home", subject=f"{activity_id}/{organisation}",
        changes={"taken": [None, many]},
    )  # fmt: skip
