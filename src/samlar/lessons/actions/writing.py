"""A lesson is caught, changed, shared and published (F1)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Min

from samlar.activities import queries as activities
from samlar.activities.models import Debrief, Handin, Session
from samlar.activities.queries.sessions import session as the_session
from samlar.activities.rules.rows import ActivityRow
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.foundation.keys import is_key
from samlar.lessons.models import Evidence, Lesson, LessonTheme, Uptake
from samlar.lessons.queries.lessons import lesson
from samlar.lessons.rules import lessons as rules
from samlar.lessons.rules.audience import of_lesson, of_uptake
from samlar.lessons.rules.deeds import LessonRefused, must_be_read_lately
from samlar.lessons.rules.lessons import LessonText
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import Reach, State
from samlar.library.models import Theme
from samlar.people.queries import works_at
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation


@transaction.atomic
def capture(actor: Actor, text: LessonText, *, state: State = State.DRAFT) -> int:
    """Keeps a new lesson of the actor's organisation, as a draft or at once shared or published; says its id.

    Raises NotAllowed (acts for nobody), NotVisible (an activity, session or hand-in that the actor does not see),
    LessonRefused (at a field).
    """
    at = must_act_for_an_organisation(actor)
    text = rules.taken(text, today=clock.today())
    _must_fit(actor, text, at)
    now = clock.now()
    made = Lesson.objects.create(  # type: ignore[misc]  # whoever acts for an organisation is a person
        kind=text.kind, organisation_id=at, person_id=actor.person, state=state, audience=of_lesson(state, at, text.activity), written=now,
        changed=now, shared=now if state != State.DRAFT else None, published=now if state == State.PUBLISHED else None, origin=text.origin,
        activity_id=text.activity, session_id=text.session, handin_id=text.handin, debrief_id=text.debrief,
        day=text.day or clock.today(), **_texts(actor, text),
    )  # fmt: skip
    _sort(made.pk, text.themes)
    _record(actor, made.pk, "lesson.captured", {"state": [None, state.value]})
    return made.pk


@transaction.atomic
def change(actor: Actor, lesson_id: int, text: LessonText, *, revision: int) -> None:
    """Changes the words; where it was caught stays. A change of sentence, context or what it takes makes it unread again (validated).

    Raises NotVisible, NotAllowed (others than its organisation), LessonRefused, Overtaken (`revision` is not the newest).
    """
    row = locked(actor, lesson_id)
    rules.must_carry(actor, row)
    must_be_read_lately(revision, row.revision)
    text = rules.taken(text, today=clock.today())
    _must_be_colleague(text.contact, row.organisation)
    day = text.day or row.day
    _must_not_pass_evidence(lesson_id, row, day)
    fresh = _texts(actor, text) | {"day": day, "revision": row.revision + 1, "changed": clock.now()}
    if any(fresh[word] != getattr(row, word) for word in ("sentence", "context", "takes")):
        fresh["validated"] = None
    Lesson.objects.filter(id=lesson_id).update(**fresh)
    LessonTheme.objects.filter(lesson=lesson_id).delete()
    _sort(lesson_id, text.themes)
    _record(actor, lesson_id, "lesson.changed", {})


@transaction.atomic
def open_to(actor: Actor, lesson_id: int, state: State) -> None:
    """Shares it with the group, or publishes it; what organisations show of their uptakes follows.

    Raises NotVisible, NotAllowed, LessonRefused (it is open that far already).
    """
    row = locked(actor, lesson_id)
    rules.must_carry(actor, row)
    rules.must_open(row, state)
    now = clock.now()
    activity = Lesson.objects.values_list("activity", flat=True).get(id=lesson_id)
    audience = of_lesson(state, row.organisation, activity)
    moments: dict[str, Any] = {"shared": row.shared or now} | ({"published": now} if state == State.PUBLISHED else {})
    Lesson.objects.filter(id=lesson_id).update(state=state, audience=audience, revision=row.revision + 1, **moments)
    follow_lesson(lesson_id, audience)
    _record(actor, lesson_id, f"lesson.{state.value}", {"state": [row.state.value, state.value]})


def follow_lesson(lesson_id: int, audience: str) -> None:
    """What organisations show of their uptakes follows the lesson's audience. Within the deed's transaction, under the lesson's lock.

    The uptakes are locked first: an organisation that narrows what it shows at the same moment is not opened again.
    """
    _lock_uptakes(lesson_id)
    for reach, organisation in set(Uptake.objects.filter(lesson=lesson_id).values_list("reach", "organisation")):
        wanted = of_uptake(Reach(reach), organisation, audience)
        Uptake.objects.filter(lesson=lesson_id, organisation=organisation).exclude(audience=wanted).update(audience=wanted)


def _lock_uptakes(lesson_id: int) -> None:
    """All uptakes of a lesson, in order of id, until the transaction ends: the lesson's own row is locked before."""
    list(Uptake.objects.select_for_update(no_key=True).filter(lesson=lesson_id).order_by("id").values_list("id"))


def locked(actor: Actor, lesson_id: int) -> LessonRow:
    """The lesson as the actor sees it, locked until the transaction ends. Raises NotVisible."""
    lesson(actor, lesson_id)
    Lesson.objects.select_for_update(no_key=True).get(id=lesson_id)
    return lesson(actor, lesson_id)


def _texts(actor: Actor, text: LessonText) -> dict[str, Any]:
    return {
        "sentence": text.sentence, "context": text.context, "takes": text.takes, "failed": text.failed, "source_name": text.source_name,
        "source_link": text.source_link, "contact_id": text.contact or actor.person,
    }  # fmt: skip


def _must_fit(actor: Actor, text: LessonText, at: int) -> None:
    """Where it was caught is something that the actor takes part in, and the parts belong together; an answer becomes one lesson.

    Raises NotVisible, LessonRefused.
    """
    if text.activity is not None:
        _must_take_part(activities.activity(actor, text.activity))
    elif any(part is not None for part in (text.session, text.handin, text.debrief)):
        raise _apart()
    if text.session is not None and (not is_key(text.session) or not _sees_session(actor, text)):
        raise _apart()
    if text.handin is not None and not _is_of(Handin.objects.filter(homework__activity=text.activity, organisation=at), text.handin):
        raise _apart()
    if text.debrief is not None:
        _must_be_new(text, at)
    _must_be_colleague(text.contact, at)


def _must_take_part(activity: ActivityRow) -> None:
    if not activity.inside:
        raise LessonRefused(
            Sentence(
                "Lärdomen kan bara höra till en aktivitet som ni deltar i.",
                "The lesson can only belong to an activity that you take part in.",
            ),
            field="activity",
            source="F1",
            mend=Sentence("Skriv aktivitetens namn som källa i stället.", "Give the activity's name as a source instead."),
        )


def _sees_session(actor: Actor, text: LessonText) -> bool:
    """Whether the session is the activity's, and released to the actor; one that an answer was given after has been held."""
    assert text.activity is not None
    try:
        the_session(actor, text.activity, text.session or 0)
    except NotVisible:
        return text.debrief is not None and _is_of(Session.objects.filter(activity=text.activity), text.session or 0)
    return True


def _must_be_new(text: LessonText, at: int) -> None:
    """An answer after a session, of one of the own organisation's, that no lesson was made of: the answer's row is the lock."""
    found = Debrief.objects.filter(session__activity=text.activity, organisation=at)
    if text.debrief is None or not _is_of(found, text.debrief):
        raise _apart()
    Debrief.objects.select_for_update(no_key=True).get(id=text.debrief)
    if Lesson.objects.filter(debrief=text.debrief).exists():
        raise LessonRefused(
            Sentence("Svaret har redan blivit en lärdom.", "The answer has become a lesson already."),
            source="F1",
            mend=Sentence("Öppna den från svaren efter träffen.", "Open it from the answers after the session."),
        )


def _is_of(rows: Any, key: int) -> bool:
    return is_key(key) and rows.filter(id=key).exists()


def _apart() -> LessonRefused:
    return LessonRefused(
        Sentence("Det som lärdomen bygger på finns inte där.", "What the lesson builds on is not to be found there."),
        field="activity",
        source="F1",
    )


def _must_be_colleague(person: int | None, organisation: int) -> None:
    if person is not None and not works_at(person, organisation):
        raise LessonRefused(
            Sentence("Den som svarar på frågor ska arbeta hos er.", "Whoever answers questions must work with you."),
            field="contact",
            source="F1",
        )


def _must_not_pass_evidence(lesson_id: int, row: LessonRow, day: Any) -> None:
    """The lesson's day may not come after what has been built on it: evidence is never older than its lesson (F2).

    Under the lock of its uptakes, so that no evidence is added meanwhile.
    """
    if day <= row.day:
        return
    _lock_uptakes(lesson_id)
    days = (
        Uptake.objects.filter(lesson=lesson_id).aggregate(first=Min("taken"))["first"],
        Evidence.objects.filter(uptake__lesson=lesson_id, struck=None).aggregate(first=Min("day"))["first"],
    )
    first = min((one for one in days if one is not None), default=None)
    if first is not None and day > first:
        raise LessonRefused(
            Sentence("Lärdomen togs hem redan den {day}.", "The lesson was taken home already on {day}.").fill(day=first),
            field="day",
            source="F2",
        )


def _sort(lesson_id: int, themes: Iterable[int]) -> None:
    kept = Theme.objects.filter(id__in=[one for one in set(themes) if is_key(one)], retired=None).values_list("id", flat=True)
    LessonTheme.objects.bulk_create(LessonTheme(lesson_id=lesson_id, theme_id=theme) for theme in kept)


def _record(actor: Actor, lesson_id: int, verb: str, changes: dict[str, list[Any]]) -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="lesson", subject=lesson_id, changes=changes)
