"""An organisation's analysis of how it learns: opened, answered, closed, concluded, shared; what was agreed and what is needed (F5).

The round's row is the lock of everything that is done to it. The audit trail tells that somebody answered, never what.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock, outbox
from samlar.lessons.actions.uptakes import must_be_an_owner
from samlar.lessons.models import CapacityAction, CapacityAnswer, CapacityRound, CompetenceNeed
from samlar.lessons.queries.capacity import RoundRow, action_of, invitation_key, need_of, round_of
from samlar.lessons.rules import capacity as rules
from samlar.lessons.rules import capacity_results as results
from samlar.lessons.rules.capacity import Agreed, Answer, Need, Round
from samlar.lessons.rules.deeds import LINE, LessonRefused, taken_text
from samlar.people.actions.guard import lock_organisations
from samlar.people.models import Person
from samlar.people.queries import colleagues
from samlar.people.rules import MEMBERS, Actor, must_act_for_an_organisation, organisation_token

# — a round —


@transaction.atomic
def open_round(actor: Actor, given: Round, *, again: int | None = None) -> int:
    """Begins an analysis at the actor's organisation; says its id. `again`: the round it repeats, with the same questions.

    Locks the organisation: only one is open at a time. Raises NotAllowed, NotVisible (no such round to repeat), LessonRefused (at a
    field; one is open already).
    """
    at = must_act_for_an_organisation(actor)
    questions = rules.CURRENT
    if again is not None:
        before = round_of(actor, again)
        rules.must_be_at_home(actor, before.organisation)
        questions = before.questions
    lock_organisations(at)
    rules.must_be_none_open(CapacityRound.objects.filter(organisation=at, closed=None).exists())
    kept = rules.taken_round(given, today=clock.today(), opened=clock.today())
    assert kept.last_day is not None
    made = CapacityRound.objects.create(  # type: ignore[misc]  # whoever acts for an organisation is a person
        organisation_id=at, name=kept.name, questions=questions, subject_areas=list(kept.subject_areas), person_id=actor.person,
        opened=clock.now(), last_day=kept.last_day, audience=organisation_token(at),
    )  # fmt: skip
    _record(actor, made.pk, "capacity.opened", {"last_day": [None, kept.last_day.isoformat()]})
    return made.pk


@transaction.atomic
def change_round(actor: Actor, round_id: int, given: Round, *, revision: int) -> None:
    """Changes the name, the last day and the areas of an open round. Raises NotVisible, NotAllowed, LessonRefused, Overtaken."""
    row = _locked(actor, round_id)
    rules.must_be_read_lately(revision, row.revision)
    rules.must_be_open(row.closed)
    kept = rules.taken_round(given, today=clock.today(), opened=clock.day_of(row.opened) or clock.today())
    assert kept.last_day is not None
    if row.answers:
        rules.must_keep_areas(row.subject_areas, kept.subject_areas)
    CapacityRound.objects.filter(id=round_id).update(
        name=kept.name, last_day=kept.last_day, subject_areas=list(kept.subject_areas), revision=row.revision + 1
    )
    _record(actor, round_id, "capacity.changed", {"last_day": [row.last_day.isoformat(), kept.last_day.isoformat()]})


@transaction.atomic
def invite(actor: Actor, round_id: int, persons: Iterable[int], *, message: str = "") -> int:
    """A letter with the page to colleagues, once to each; says how many letters went.

    Raises NotVisible, NotAllowed, LessonRefused (closed; at `persons`: nobody chosen, or somebody who works elsewhere; at `message`).
    """
    row = _locked(actor, round_id)
    rules.must_be_open(row.closed)
    asked, there = set(persons), {id for id, _ in colleagues(row.organisation)}
    if not asked or asked - there:
        says = (
            Sentence("Alla du valde arbetar inte hos er i dag.", "Not everybody you chose works with you today.")
            if asked
            else Sentence("Välj minst en kollega.", "Choose at least one colleague.")
        )
        raise LessonRefused(says, field="persons", source="F5")
    said = taken_text(message, field="message", most=LINE)
    went = 0
    for one in Person.objects.filter(id__in=asked).order_by("id"):
        values = {**_about(row), "to": one.name, "who": actor.name, "message": said}
        key = invitation_key(round_id, one.pk)
        went += outbox.put(to=one.email, language=one.language, name="capacity_invited", values=values, key=key)
    _record(actor, round_id, "capacity.invited", {"count": [None, went]})
    return went


@transaction.atomic
def close(actor: Actor, round_id: int) -> None:
    """Closes a round: no more answers, and its result can be read. Closed twice: raises LessonRefused. Raises NotVisible, NotAllowed."""
    row = _locked(actor, round_id)
    rules.must_be_open(row.closed)
    CapacityRound.objects.filter(id=round_id).update(closed=clock.now(), revision=row.revision + 1)
    _record(actor, round_id, "capacity.closed", {"answers": [None, row.answers]})


@transaction.atomic
def conclude(actor: Actor, round_id: int, conclusion: str, *, revision: int) -> None:
    """Writes what the organisation concludes. Raises NotVisible, NotAllowed, LessonRefused (still open; too few answers; at
    `conclusion`), Overtaken."""
    row = _locked(actor, round_id)
    rules.must_be_read_lately(revision, row.revision)
    rules.must_be_closed(row.closed)
    rules.must_have_enough(row.enough or bool(row.conclusion))
    CapacityRound.objects.filter(id=round_id).update(conclusion=rules.taken_conclusion(conclusion), revision=row.revision + 1)
    _record(actor, round_id, "capacity.concluded", {})


@transaction.atomic
def share(actor: Actor, round_id: int, *, shared: bool, compares: bool, revision: int) -> None:
    """Who reads the averages and the conclusion, and whether the round counts, unnamed, in what others compare with.

    Both can be taken back.

    Raises NotVisible, NotAllowed, Overtaken, LessonRefused (still open; too few answers; at `compares`: too late to begin).
    """
    row = _locked(actor, round_id)
    rules.must_be_read_lately(revision, row.revision)
    rules.must_be_closed(row.closed)
    if shared or compares:
        rules.must_have_enough(row.enough)
    closed = row.closed_day
    assert closed is not None
    if compares and not row.compares and not results.may_begin_to_compare(closed, clock.today()):
        raise LessonRefused(
            Sentence(
                "Det går inte att börja räknas med efter halvårsskiftet: då skulle andra kunna se att just ni kom till.",
                "It is too late to begin to count after the turn of the half-year: others could see that it was you who came.",
            ),
            field="compares",
            source="F5",
            mend=Sentence("Låt nästa analys räknas med.", "Let the next analysis count."),
        )
    audience = MEMBERS if shared else organisation_token(row.organisation)
    CapacityRound.objects.filter(id=round_id).update(audience=audience, compares=compares, revision=row.revision + 1)
    _record(actor, round_id, "capacity.shared", {"shared": [row.shared, shared], "compares": [row.compares, compares]})


# — an answer —


@transaction.atomic
def answer(actor: Actor, round_id: int, given: Answer, *, read: int) -> None:
    """Keeps what the actor answers, for the first time or anew; `read`: which state of it stood on the page.

    Raises NotVisible, NotAllowed (works elsewhere), LessonRefused (closed; at a question or a text), Overtaken.
    """
    row = _locked(actor, round_id)
    rules.must_be_open(row.closed)
    kept = rules.taken_answer(given, questions=row.questions, areas=row.subject_areas)
    before = CapacityAnswer.objects.filter(round=round_id, person=actor.person).values_list("given", flat=True).first()
    rules.must_be_read_lately(read, rules.stamp(before))
    CapacityAnswer.objects.update_or_create(
        round_id=round_id, person_id=actor.person,
        defaults={
            "function": kept.function, "subject_area": kept.subject_area, "marks": kept.marks, "strengthens": kept.strengthens,
            "hinders": kept.hinders, "given": clock.now(),
        },
    )  # fmt: skip
    _record(actor, round_id, "capacity.answered", {})


@transaction.atomic
def take_back(actor: Actor, round_id: int) -> None:
    """The actor's own answer goes, whole, while the round is open. Raises NotVisible, NotAllowed, LessonRefused (closed)."""
    row = _locked(actor, round_id)
    rules.must_be_open(row.closed)
    CapacityAnswer.objects.filter(round=round_id, person=actor.person).delete()
    _record(actor, round_id, "capacity.taken_back", {})


# — what was agreed —


@transaction.atomic
def agree(actor: Actor, round_id: int, given: Agreed) -> int:
    """Notes what the organisation has agreed to do; an owner who is another than the actor is told. Says its id.

    Raises NotVisible, NotAllowed, LessonRefused (still open; at `part`, `text`, `owner` or `due`).
    """
    row = _locked(actor, round_id)
    rules.must_be_closed(row.closed)
    kept = rules.taken_action(given, questions=row.questions, today=clock.today())
    must_be_an_owner(kept.owner, row.organisation)
    assert kept.due is not None
    made = CapacityAction.objects.create(
        round_id=round_id, part=kept.part, text=kept.text, owner_id=kept.owner, due=kept.due, done=kept.done, outcome=kept.outcome,
        agreed=clock.now(),
    )  # fmt: skip
    _record(actor, round_id, "capacity.agreed", {"action": [None, made.pk], "owner": [None, kept.owner]})
    if kept.owner != actor.person and kept.done is None:
        _tell_owner(actor, row, made.pk)
    return made.pk


@transaction.atomic
def change_action(actor: Actor, action_id: int, given: Agreed) -> None:
    """Changes an agreed action, or says that it is done and what came of it. Locks its round. Raises as `agree`."""
    found = action_of(actor, action_id)
    row = _locked(actor, found.round)
    found = action_of(actor, action_id)
    kept = rules.taken_action(given, questions=row.questions, today=clock.today(), before=found.due)
    if kept.owner != found.owner:
        must_be_an_owner(kept.owner, row.organisation)
    CapacityAction.objects.filter(id=action_id).update(
        part=kept.part, text=kept.text, owner=kept.owner, due=kept.due, done=kept.done, outcome=kept.outcome
    )
    _record(actor, row.id, "capacity.action_changed", {"action": [action_id, action_id], "owner": [found.owner, kept.owner]})
    if kept.owner not in (found.owner, actor.person) and kept.done is None:
        _tell_owner(actor, row, action_id)


def handed_to(actor: Actor, action_id: int, to: int) -> None:
    """A colleague owns an action from now on: somebody leaves (A3). Within the deed's transaction; the caller has asked who may.

    Raises NotVisible, LessonRefused at `owner`.
    """
    found = action_of(actor, action_id)
    CapacityAction.objects.select_for_update(no_key=True).get(id=action_id)
    assert actor.organisation is not None
    must_be_an_owner(to, actor.organisation)
    CapacityAction.objects.filter(id=action_id).update(owner=to)
    _record(actor, found.round, "capacity.action_changed", {"action": [action_id, action_id], "owner": [found.owner, to]})


# — what is needed —


@transaction.atomic
def note_need(actor: Actor, given: Need) -> int:
    """Notes a competence that the organisation needs; says its id. Raises NotAllowed, LessonRefused at a field."""
    at = must_act_for_an_organisation(actor)
    kept = rules.taken_need(given, today=clock.today())
    made = CompetenceNeed.objects.create(  # type: ignore[misc]
        organisation_id=at, text=kept.text, subject_area=kept.subject_area, function=kept.function, met=kept.met, how_met=kept.how_met,
        person_id=actor.person, noted=clock.now(),
    )  # fmt: skip
    _record(actor, made.pk, "need.noted", {}, kind="need")
    return made.pk


@transaction.atomic
def change_need(actor: Actor, need_id: int, given: Need) -> None:
    """Changes a need, or says that it is met and how. Raises NotVisible, LessonRefused at a field."""
    need_of(actor, need_id)
    CompetenceNeed.objects.select_for_update(no_key=True).get(id=need_id)
    kept = rules.taken_need(given, today=clock.today())
    CompetenceNeed.objects.filter(id=need_id).update(
        text=kept.text, subject_area=kept.subject_area, function=kept.function, met=kept.met, how_met=kept.how_met
    )
    _record(actor, need_id, "need.met" if kept.met else "need.changed", {}, kind="need")


# — told, recorded —


def _locked(actor: Actor, round_id: int) -> RoundRow:
    """The round, locked until the transaction ends, for whoever works at its organisation. Raises NotVisible, NotAllowed."""
    row = round_of(actor, round_id)
    rules.must_be_at_home(actor, row.organisation)
    CapacityRound.objects.select_for_update(no_key=True).get(id=round_id)
    return round_of(actor, round_id)


def _about(row: RoundRow) -> dict[str, Any]:
    path = f"/var-organisation/larkapacitet/{row.id}/"
    return {"name": row.name, "organisation": row.organisation_name, "last_day": row.last_day.isoformat(), "path": f"{path}svara/"}


def _tell_owner(actor: Actor, row: RoundRow, action_id: int) -> None:
    found = CapacityAction.objects.select_related("owner").get(id=action_id)
    if found.owner is not None and found.owner.is_active:
        values = {
            "to": found.owner.name, "who": actor.name, "text": found.text, "due": found.due.isoformat(), "name": row.name,
            "path": f"/var-organisation/larkapacitet/atgard/{action_id}/",
        }  # fmt: skip
        outbox.put(to=found.owner.email, language=found.owner.language, name="capacity_action", values=values)


def _record(actor: Actor, subject: int, verb: str, changes: dict[str, list[Any]], *, kind: str = "capacity") -> None:
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind=kind, subject=subject, changes=changes)
