"""Two lessons that say the same become one; nobody's way with either is lost (F1, F2)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from samlar.activities import queries as activities
from samlar.activities.rules.access import may_lead
from samlar.activities.rules.follow_up import LAPSED
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock
from samlar.foundation.keys import is_key
from samlar.lessons.actions.reviewing import tell_those_who_have_it
from samlar.lessons.actions.uptakes import close_questions
from samlar.lessons.models import Borrowing, Evidence, FollowUp, Lesson, LessonTheme, Move, Uptake
from samlar.lessons.queries.lessons import lesson
from samlar.lessons.rules import ladder
from samlar.lessons.rules import merging as rules
from samlar.lessons.rules.audience import of_uptake
from samlar.lessons.rules.deeds import LessonRefused, must_be_read_lately
from samlar.lessons.rules.ladder import Shown, same_mailbox
from samlar.lessons.rules.lessons import MOST_THEMES
from samlar.lessons.rules.merging import Held
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import EXITS, Reach, Standing, State, Step
from samlar.people.models import Person
from samlar.people.queries import works_at
from samlar.people.rules import Actor, NotVisible

WHY = "Sammanförd med lärdom {into}."


@transaction.atomic
def merge(actor: Actor, lesson_id: int, into: int, *, revision: int) -> None:
    """The first lesson goes into the second and points on to it; uptakes move with their evidence.

    Where an organisation has both, the one that stays gets the evidence of whichever came furthest and, of the steps that it lacks, the
    other's; the one that goes is ended with its own history. Side effects in order: locks both lessons, then their uptakes, each by id;
    writes, records, a letter to who owns what was moved. Raises NotVisible, NotAllowed, LessonRefused (at `into`), Overtaken.
    """
    if not is_key(into):
        raise _not_found()
    one, other = lesson(actor, lesson_id), _seen(actor, into)
    list(Lesson.objects.select_for_update(no_key=True).filter(id__in=(lesson_id, into)).order_by("id").values_list("id"))
    one, other = lesson(actor, lesson_id), lesson(actor, into)
    rules.must_merge(actor, one, other, leads=_leads_both(actor, one, other))
    must_be_read_lately(revision, one.revision)
    uptakes = list(Uptake.objects.select_for_update(no_key=True).filter(lesson__in=(lesson_id, into)).order_by("id"))
    here = {row.organisation_id: row for row in uptakes if row.lesson_id == into}
    values = {"sentence": one.sentence, "into": other.sentence, "path": f"/lardomar/{into}/"}
    tell_those_who_have_it(lesson_id, "lesson_merged", values, key=f"lesson-merged:{lesson_id}:{into}", but=actor.person)
    for row in uptakes:
        if row.lesson_id == lesson_id and row.organisation_id in here:
            _join(actor, row, here[row.organisation_id], other)
        elif row.lesson_id == lesson_id:
            _move(actor, row, other)
    _write(actor, one, other)


def _seen(actor: Actor, into: int) -> LessonRow:
    try:
        return lesson(actor, into)
    except NotVisible:
        raise _not_found() from None


def _not_found() -> LessonRefused:
    return LessonRefused(Sentence("Välj en lärdom som du ser.", "Choose a lesson that you see."), field="into", source="F1")


def _leads_both(actor: Actor, one: LessonRow, other: LessonRow) -> bool:
    if one.activity is None or one.activity != other.activity:
        return False
    return may_lead(actor, activities.activity(actor, one.activity))


def _write(actor: Actor, one: LessonRow, other: LessonRow) -> None:
    """The lessons themselves: the one points on, as does what was merged into it before; the other is as old as the oldest."""
    now = clock.now()
    Lesson.objects.filter(merged_into=one.id).update(merged_into=other.id)
    Lesson.objects.filter(id=one.id).update(
        state=State.MERGED, merged_into=other.id, why=WHY.format(into=other.id), validated=None, changed=now, revision=one.revision + 1
    )
    Lesson.objects.filter(id=other.id).update(day=min(one.day, other.day), revision=other.revision + 1)
    known = {id for id, _, _ in other.themes}
    fresh = [id for id, _, _ in one.themes if id not in known][: max(0, MOST_THEMES - len(known))]
    LessonTheme.objects.bulk_create(LessonTheme(lesson_id=other.id, theme_id=theme) for theme in fresh)
    _record(actor, "lesson", one.id, "lesson.merged", {"into": [None, other.id]})
    _record(actor, "lesson", other.id, "lesson.took_in", {"from": [None, one.id]})


def _move(actor: Actor, row: Uptake, other: LessonRow) -> None:
    """An organisation that has only the lesson that goes: its uptake belongs to the one that stays from now on."""
    audience = of_uptake(Reach(row.reach), row.organisation_id, other.audience)
    Uptake.objects.filter(id=row.pk).update(lesson=other.id, audience=audience, changed=clock.now(), revision=row.revision + 1)
    _record(actor, "uptake", row.pk, "uptake.merged", {"lesson": [row.lesson_id, other.id]})


def _join(actor: Actor, goes: Uptake, stays: Uptake, other: LessonRow) -> None:
    """An organisation that has both. What stays keeps its number, and all links to it."""
    moved, kept = _held(goes), _held(stays)
    for row in (goes, stays):
        close_questions(row.pk)  # what was asked about may be struck or moved
    first, second = (goes, stays) if rules.further(moved, kept) else (stays, goes)
    own, fill = rules.filled(*((moved, kept)[one is stays].evidence for one in (first, second)))
    taking = own if first is goes else fill
    now, why = clock.now(), WHY.format(into=other.id)
    _living(stays, taking).update(struck=now, why_struck=why)
    _living(goes, taking).update(uptake=stays.pk)
    owner = next((one.owner_id for one in (first, second) if one.owner_id and works_at(one.owner_id, one.organisation_id)), first.owner_id)
    reach = rules.narrowest(goes.reach, stays.reach)
    standing, since = _stands(stays, first, owner=owner)
    Uptake.objects.filter(id=stays.pk).update(
        owner=owner, owned_from=_earliest(goes.owned_from, stays.owned_from) if owner else stays.owned_from,
        next_step=first.next_step or second.next_step, next_day=first.next_day or second.next_day,
        material=first.material or second.material, competence=first.competence or second.competence,
        backing=first.backing or second.backing,
        reach=reach, audience=of_uptake(reach, stays.organisation_id, other.audience), standing=standing, since=since,
        why=stays.why if standing in EXITS else "", changed=now, revision=stays.revision + 1,
    )  # fmt: skip
    if standing != stays.standing:
        _moved(actor, stays, standing, day=since, why=why)
    _end(actor, goes, why)
    known = Borrowing.objects.filter(uptake=stays.pk).values("organisation")
    Borrowing.objects.filter(uptake=goes.pk).exclude(organisation__in=known).update(uptake=stays.pk)
    _record(actor, "uptake", stays.pk, "uptake.merged", {"lesson": [goes.lesson_id, other.id]})


def _end(actor: Actor, goes: Uptake, why: str) -> None:
    """The uptake of the lesson that went: ended, with its history; nothing more is asked about it."""
    now = clock.now()
    if goes.standing not in EXITS:
        Uptake.objects.filter(id=goes.pk).update(
            standing=Standing.OBSOLETE, since=clock.today(), why=why, changed=now, revision=goes.revision + 1
        )
        _moved(actor, goes, Standing.OBSOLETE, day=clock.today(), why=why)
    FollowUp.objects.filter(uptake=goes.pk, answered=None).update(answered=now, answer=LAPSED)


def _held(row: Uptake) -> Held:
    return Held(Standing(row.standing), {one.step: one for one in _shown(row)}, row.owner_id is not None)


def _shown(row: Uptake, owner: int | None = None) -> list[Shown]:
    found = Evidence.objects.filter(uptake=row.pk, struck=None).values_list("step", "day", "checked", "checker__email")
    own = Person.objects.values_list("email", flat=True).get(id=owner) if owner is not None else ""
    return [
        Shown(Step(step), day, checked is not None, bool(checker and own) and same_mailbox(checker, own))
        for step, day, checked, checker in found
    ]


def _living(row: Uptake, steps: Iterable[Step]) -> Any:
    return Evidence.objects.filter(uptake=row.pk, struck=None, step__in=list(steps))


def _stands(stays: Uptake, first: Uptake, *, owner: int | None) -> tuple[Standing, Any]:
    """Where the evidence leads now, and since when; two exits stay an exit. Never less far than the furthest of the two."""
    if Standing(first.standing) in EXITS:
        return Standing(stays.standing), stays.since
    shown, owned = _shown(stays, owner), owner is not None and works_at(owner, stays.organisation_id)
    standing = ladder.standing_of(shown, owned=owned, before=Standing(first.standing))
    return standing, ladder.since(standing, shown, taken=stays.taken)


def _moved(actor: Actor, row: Uptake, standing: Standing, *, day: Any, why: str) -> None:
    now = clock.now()
    Move.objects.create(uptake_id=row.pk, before=row.standing, after=standing, day=day, at=now, person_id=actor.person, why=why)
    _record(actor, "uptake", row.pk, "uptake.moved", {"standing": [row.standing, standing.value]}, reason=why)


def _earliest(one: Any, other: Any) -> Any:
    return min((day for day in (one, other) if day is not None), default=None)


def _record(actor: Actor, kind: str, subject: int, verb: str, changes: dict[str, list[Any]], reason: str = "") -> None:
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind=kind, subject=subject, changes=changes, reason=reason
    )
