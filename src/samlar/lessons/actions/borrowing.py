""" "We stole this": an organisation says whom it learned from, and what it adapted; what it had not taken home it takes home now (F4)."""

from typing import Any

from django.db import transaction

from samlar.foundation import audit, clock, outbox
from samlar.lessons.actions import uptakes, writing
from samlar.lessons.actions.uptakes import Home
from samlar.lessons.models import Borrowing, Lesson, Uptake
from samlar.lessons.queries.borrowings import borrowing, sources
from samlar.lessons.rules import borrowing as rules
from samlar.lessons.rules import ladder
from samlar.lessons.rules.borrowing import BorrowingRow, Stolen
from samlar.lessons.rules.deeds import must_be_read_lately, must_work_with
from samlar.lessons.rules.rows import LessonRow
from samlar.lessons.rules.words import Kind, Reach
from samlar.people.models import Person
from samlar.people.queries import organisation_names, works_at
from samlar.people.rules import Actor, must_act_for_an_organisation, organisation_token


@transaction.atomic
def borrow(actor: Actor, lesson_id: int, stolen: Stolen, *, reach: Reach = Reach.MEMBERS) -> int:
    """Keeps that the actor's organisation stole it; what it had not taken home it takes home now, owned by the actor. Says its id.

    Side effects in order: locks the lesson, then the uptake; writes both, records, puts a letter to whom one calls about it, where that
    organisation sees it. Raises NotVisible, NotAllowed (acts for nobody), LessonRefused (at `organisation`, `adapted` or `day`; stolen
    from there already; the uptake has ended).
    """
    at = must_act_for_an_organisation(actor)
    row = writing.locked(actor, lesson_id)
    kept = _taken(actor, row, at, stolen)
    found = Uptake.objects.filter(lesson=lesson_id, organisation=at).values_list("id", flat=True).first()
    if found is None:
        found = uptakes.take_home(actor, lesson_id, Home(owner=actor.person, reach=reach, day=kept.day))
    held = uptakes.locked(actor, found)
    ladder.must_be_on_the_ladder(held.standing)
    if Borrowing.objects.filter(uptake=found, organisation=kept.organisation).exists():
        raise rules.already(_name(kept.organisation))
    made = Borrowing.objects.create(  # type: ignore[misc]  # whoever acts for an organisation is a person
        uptake_id=found, organisation_id=kept.organisation, adapted=kept.adapted, day=kept.day, person_id=actor.person,
        entered=clock.now(),
    )  # fmt: skip
    _record(actor, found, "uptake.borrowed", {"of": [None, kept.organisation]})
    _tell(actor, row, made.pk, kept, audience=held.audience)
    return made.pk


@transaction.atomic
def change_borrowing(actor: Actor, borrowing_id: int, stolen: Stolen, *, revision: int) -> None:
    """Changes from whom, what was adapted, or when. Raises as `borrow`, and Overtaken where a colleague has changed it since."""
    before = _held(actor, borrowing_id)
    must_be_read_lately(revision, before.revision)
    kept = _taken(actor, writing.locked(actor, before.lesson), before.by, stolen, before=before.of)
    if Borrowing.objects.filter(uptake=before.uptake, organisation=kept.organisation).exclude(id=borrowing_id).exists():
        raise rules.already(_name(kept.organisation))
    Borrowing.objects.filter(id=borrowing_id).update(organisation=kept.organisation, adapted=kept.adapted, day=kept.day)
    _record(actor, before.uptake, "uptake.borrowing_changed", {"of": [before.of, kept.organisation]})


@transaction.atomic
def take_back_borrowing(actor: Actor, borrowing_id: int) -> None:
    """It was not so after all: it is taken away; the uptake stays. Raises NotVisible, NotAllowed (others than its organisation)."""
    before = _held(actor, borrowing_id)
    Borrowing.objects.filter(id=borrowing_id).delete()
    _record(actor, before.uptake, "uptake.borrowing_taken_back", {"of": [before.of, None]})


def _held(actor: Actor, borrowing_id: int) -> BorrowingRow:
    """The borrowing, with its lesson and its uptake locked, for whoever works where it was written. Raises NotVisible, NotAllowed."""
    found = borrowing(actor, borrowing_id)
    must_work_with(actor, found.by, found.by_name)
    Lesson.objects.select_for_update(no_key=True).get(id=found.lesson)
    uptakes.locked(actor, found.uptake)
    return borrowing(actor, borrowing_id)


def _taken(actor: Actor, row: LessonRow, own: int, stolen: Stolen, *, before: int | None = None) -> Stolen:
    """What is kept; whom it said before may stand, though that organisation shows it no more."""
    allowed = {id for id, _ in sources(actor, row.id)} | ({before} if before else set())
    return rules.taken(stolen, own=own, sources=allowed, learned=row.day, today=clock.today(), kind=row.kind)


def _name(organisation: int | None) -> str:
    return organisation_names([organisation]).get(organisation or 0, "")


def _tell(actor: Actor, row: LessonRow, borrowing_id: int, kept: Stolen, *, audience: str) -> None:
    """Whoever answers questions about it learns that it is in use elsewhere: only where its organisation sees the uptake."""
    contact = Lesson.objects.values_list("contact", flat=True).get(id=row.id)
    if row.organisation != kept.organisation or audience == organisation_token(actor.organisation or 0) or contact is None:
        return
    if not works_at(contact, row.organisation):
        return
    person = Person.objects.get(id=contact)
    values: dict[str, Any] = {
        "to": person.name, "who": actor.organisation_name, "sentence": row.sentence, "example": row.kind == Kind.EXAMPLE,
        "adapted": kept.adapted, "path": f"/lardomar/{row.id}/",
    }  # fmt: skip
    outbox.put(to=person.email, language=person.language, name="lesson_stolen", values=values, key=f"lesson_stolen:{borrowing_id}")


def _record(actor: Actor, uptake_id: int, verb: str, changes: dict[str, list[Any]]) -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="uptake", subject=uptake_id, changes=changes)
