"""A conversation or a visit is asked for, answered, withdrawn and marked as held (F7). The request's row is its lock."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from samlar.foundation import audit, clock, outbox
from samlar.foundation.keys import is_key
from samlar.lessons.actions import writing
from samlar.lessons.models import Uptake, VisitRequest
from samlar.lessons.queries.visits import standing_of, visit
from samlar.lessons.rules import visits as rules
from samlar.lessons.rules.deeds import WORD, taken_text
from samlar.lessons.rules.lessons import must_live
from samlar.lessons.rules.visits import OPEN, State, VisitRow, Wish
from samlar.people.queries import Contact, answering, organisation_names
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation


@transaction.atomic
def ask(actor: Actor, lesson_id: int, to: int, wish: Wish) -> int:
    """The actor's organisation asks another that has come further; says the request's id. One open request to each about each lesson.

    Side effects in order: locks the lesson, writes, records, puts a letter to the other's owner, else its representatives. Raises
    NotVisible (the lesson, or no such organisation), NotAllowed (acts for nobody), LessonRefused (at `message`, `wanted_day`; asked
    already; the others do not show that they have come further).
    """
    at = must_act_for_an_organisation(actor)
    name = organisation_names([to]).get(to) if is_key(to) else None
    if name is None:
        raise NotVisible
    row = writing.locked(actor, lesson_id)
    rules.must_be_another(at, to)
    must_live(row)
    rules.must_be_further(standing_of(actor, lesson_id, to), name)
    kept = rules.taken(wish, today=clock.today())
    if VisitRequest.objects.filter(lesson=lesson_id, organisation=at, to=to, state__in=OPEN).exists():
        raise rules.asked_already(name)
    receivers = _hosts(lesson_id, to)
    made = VisitRequest.objects.create(  # type: ignore[misc]  # whoever acts for an organisation is a person
        lesson_id=lesson_id, kind=kept.sort, organisation_id=at, person_id=actor.person, to_id=to,
        asked_person_id=receivers[0].person if receivers else None, message=kept.message, wanted_day=kept.wanted_day, asked=clock.now(),
    )  # fmt: skip
    _record(actor, made.pk, "visit.asked", {"state": [None, State.ASKED.value]})
    _write("visit_asked", visit(actor, made.pk), receivers)
    return made.pk


@transaction.atomic
def accept(actor: Actor, visit_id: int, day: date | None, *, word: str = "") -> None:
    """Yes, with a day; once more, with another day, moves it. Raises NotVisible, NotAllowed, LessonRefused (at `day` or `word`)."""
    row = _held(actor, visit_id)
    then = rules.after(row, "accept", today=clock.today())
    agreed = rules.agreed_day(day, today=clock.today())
    said = taken_text(word, field="word", most=WORD)
    _answer(actor, row, then, day=agreed, answer=said, answered_by=actor.person, answered=clock.now())
    _write("visit_accepted", visit(actor, visit_id), _asker(row, visit_id), moved=row.state == State.ACCEPTED)


@transaction.atomic
def decline(actor: Actor, visit_id: int, *, word: str) -> None:
    """No, with a word why. Raises NotVisible, NotAllowed, LessonRefused (at `word`: nothing said)."""
    row = _held(actor, visit_id)
    then = rules.after(row, "decline", today=clock.today())
    said = taken_text(word, field="word", most=WORD, missing=rules.SAY_WHY)
    _answer(actor, row, then, answer=said, answered_by=actor.person, answered=clock.now())
    _write("visit_declined", visit(actor, visit_id), _asker(row, visit_id))


@transaction.atomic
def withdraw(actor: Actor, visit_id: int) -> None:
    """Those who asked take it back; whoever was asked is told. Raises NotVisible, NotAllowed, LessonRefused."""
    row = _held(actor, visit_id)
    _answer(actor, row, rules.after(row, "withdraw", today=clock.today()))
    person, by = VisitRequest.objects.values_list("asked_person", "answered_by").get(id=visit_id)
    _write("visit_withdrawn", row, answering(by or person, row.to))


@transaction.atomic
def hold(actor: Actor, visit_id: int) -> None:
    """It came about. Raises NotVisible, NotAllowed, LessonRefused (its day is to come)."""
    row = _held(actor, visit_id)
    _answer(actor, row, rules.after(row, "hold", today=clock.today()))


def _held(actor: Actor, visit_id: int) -> VisitRow:
    """The request, locked until the transaction ends. Raises NotVisible."""
    visit(actor, visit_id)
    VisitRequest.objects.select_for_update(no_key=True).get(id=visit_id)
    return visit(actor, visit_id)


def _answer(actor: Actor, row: VisitRow, then: State, **values: Any) -> None:
    fresh = {name.replace("answered_by", "answered_by_id"): value for name, value in values.items()}
    VisitRequest.objects.filter(id=row.id).update(state=then, **fresh)
    _record(actor, row.id, f"visit.{then.value}", {"state": [row.state.value, then.value]})


def _hosts(lesson_id: int, organisation: int) -> list[Contact]:
    """Who is asked: the owner of the others' uptake while working there, else their representatives."""
    owner = Uptake.objects.filter(lesson=lesson_id, organisation=organisation).values_list("owner", flat=True).first()
    return answering(owner, organisation)


def _asker(row: VisitRow, visit_id: int) -> list[Contact]:
    return answering(VisitRequest.objects.values_list("person", flat=True).get(id=visit_id), row.by)


def _write(name: str, row: VisitRow, receivers: Iterable[Contact], **more: Any) -> None:
    path = "/var-organisation/besok/" if name == "visit_declined" else f"/var-organisation/besok/{row.id}/"
    for one in receivers:
        values = {
            "to": one.name, "by": row.by_name, "host": row.to_name, "person": row.person_name, "sentence": row.sentence,
            "visit": row.sort == rules.Sort.VISIT, "message": row.message,
            "wanted": row.wanted_day.isoformat() if row.wanted_day else "", "date": row.day.isoformat() if row.day else "",
            "word": row.answer, "answered_by": row.answered_by, "path": path, **more,
        }  # fmt: skip
        outbox.put(to=one.email, language=one.language, name=name, values=values)


def _record(actor: Actor, visit_id: int, verb: str, changes: dict[str, list[Any]]) -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind="visit", subject=visit_id, changes=changes)
