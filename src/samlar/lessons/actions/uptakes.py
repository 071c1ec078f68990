"""An organisation takes a lesson home, and carries it up the ladder: evidence, owner, next step, check, back, exits (F2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock, outbox, sql
from samlar.foundation.keys import is_key
from samlar.lessons.actions import writing
from samlar.lessons.models import CheckRequest, Evidence, Lesson, Move, Uptake
from samlar.lessons.queries.checks import CHECK
from samlar.lessons.queries.uptakes import uptake
from samlar.lessons.rules import ladder
from samlar.lessons.rules import lessons as lesson_rules
from samlar.lessons.rules.audience import of_uptake
from samlar.lessons.rules.deeds import LINE, WORD, LessonRefused, must_be_read_lately, must_have_been, must_work_with, taken_text
from samlar.lessons.rules.rows import EvidenceRow, LessonRow, UptakeRow
from samlar.lessons.rules.words import EXITS, Kind, Reach, Standing, State, Step
from samlar.people.actions import links
from samlar.people.models import Person
from samlar.people.queries import person_contact, works_at
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """How a lesson is taken home. `owner`: None, it needs one. `day`: when, else today. `activity`: through which, else the lesson's."""

    owner: int | None = None
    next_step: str = ""
    next_day: date | None = None
    reach: Reach = Reach.MEMBERS
    activity: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Shows:
    """A step's evidence as somebody enters it."""

    day: date | None
    said: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def take_home(actor: Actor, lesson_id: int, home: Home, *, tells: bool = True) -> int:
    """The actor's organisation takes a lesson home; says the uptake's id. Taken already: raises LessonRefused.

    Side effects in order: locks the lesson, writes uptake and first move, records, writes to an owner who is another (`tells`: else the
    caller does, of several at once). Raises NotVisible,
    NotAllowed (acts for nobody), LessonRefused (at `owner`: works elsewhere; `day`: before the lesson or to come; `next_day`: has been;
    too long).
    """
    at = must_act_for_an_organisation(actor)
    row = writing.locked(actor, lesson_id)
    lesson_rules.must_be_takeable(row, at)
    if Uptake.objects.filter(lesson=lesson_id, organisation=at).exists():
        raise LessonRefused(
            Sentence("Er organisation har redan tagit hem den.", "Your organisation has taken it home already."),
            source="F2",
            mend=Sentence("Öppna den på er tavla.", "Open it on your board."),
        )
    day = must_have_been(home.day or clock.today(), learned=row.day, today=clock.today(), kind=row.kind)
    must_be_an_owner(home.owner, at)
    next_step = taken_text(home.next_step, field="next_step", most=LINE)
    _must_be_to_come(home.next_day)
    lesson_activity = Lesson.objects.values_list("activity", flat=True).get(id=lesson_id)
    now = clock.now()
    made = Uptake.objects.create(  # type: ignore[misc]  # whoever acts for an organisation is a person
        lesson_id=lesson_id, organisation_id=at, activity_id=home.activity or lesson_activity, owner_id=home.owner, since=day, taken=day,
        owned_from=clock.today() if home.owner else None, next_step=next_step, next_day=home.next_day, reach=home.reach,
        audience=of_uptake(home.reach, at, row.audience), person_id=actor.person, made=now, changed=now,
    )  # fmt: skip
    Move.objects.create(uptake=made, before="", after=Standing.TAKEN, day=day, at=now, person_id=actor.person)
    record(actor, made.pk, "uptake.taken_home", {"standing": [None, "taken"]})
    if tells:
        _tell_owner(actor, made.pk, home.owner, row, next_step)
    return made.pk


@transaction.atomic
def add_evidence(actor: Actor, uptake_id: int, shows: Mapping[Step, Shows], *, revision: int) -> Standing:
    """Keeps the evidence of one or several steps, at once; what a step had before is struck as replaced. Says the new standing.

    What says the same as before is left as it is, with its check. Side effects in order: locks the uptake, writes evidence, standing and
    move, records. Raises NotVisible, NotAllowed (works elsewhere), LessonRefused (nothing given; at `day` or a part of the step; an uptake
    that has ended), Overtaken. With several steps the fields are `<step>-<part>`.
    """
    row = locked(actor, uptake_id)
    must_be_read_lately(revision, row.revision)
    ladder.must_be_on_the_ladder(row.standing)
    if not shows:
        raise LessonRefused(Sentence("Fyll i underlaget för minst ett steg.", "Fill in the evidence of at least one step."), source="F2")
    entered = {step: _entered(row, step, one, prefix=f"{step.value}-" if len(shows) > 1 else "") for step, one in shows.items()}
    fresh = {step: one for step, one in entered.items() if not _says_the_same(row, step, *one)}
    if not fresh:
        return row.standing
    now = clock.now()
    for step, (said, day) in fresh.items():
        Evidence.objects.filter(uptake=uptake_id, step=step, struck=None).update(struck=now, why_struck="")
        Evidence.objects.create(uptake_id=uptake_id, step=step, day=day, said=said, person_id=actor.person, entered=now)  # type: ignore[misc]
        record(actor, uptake_id, "uptake.shown", {"step": [None, step.value]})
    if Step.USED in fresh:
        close_questions(uptake_id)
    return settle(actor, uptake_id)


def _says_the_same(row: UptakeRow, step: Step, said: Mapping[str, str], day: date) -> bool:
    there = row.showing(step)
    return there is not None and (there.said, there.day) == (said, day)


def _entered(row: UptakeRow, step: Step, one: Shows, *, prefix: str) -> tuple[dict[str, str], date]:
    try:
        said = ladder.taken(step, one.said)
        return said, must_have_been(one.day, learned=row.learned, today=clock.today(), kind=row.kind)
    except LessonRefused as refusal:
        refusal.field = f"{prefix}{refusal.field}"
        raise


@transaction.atomic
def check(actor: Actor, uptake_id: int, *, note: str = "", revision: int | None = None) -> Standing:
    """A second person at the organisation has looked: it is in use. Says the new standing.

    Raises NotVisible, NotAllowed, LessonRefused (nothing to check, or checked already; at `checker`: the owner or whoever entered it),
    Overtaken (`revision`, where the page says it: what was read is not what stands there).
    """
    row = locked(actor, uptake_id)
    if revision is not None:
        must_be_read_lately(revision, row.revision)
    ladder.must_be_on_the_ladder(row.standing)
    assert actor.person is not None
    return checked_by(actor, row, actor.person, note=note)


def checked_by(actor: Actor, row: UptakeRow, checker: int, *, note: str) -> Standing:
    """Writes somebody's check, under the uptake's lock: also for whoever answers by a link. Raises LessonRefused.

    Whoever else has been asked need not answer any more.
    """
    used = must_be_checkable(row)
    must_be_a_second(row, used, checker)
    said = taken_text(note, field="note", most=LINE)
    Evidence.objects.filter(id=used.id).update(checker=checker, checked=clock.now(), check_note=said)
    audit.record(person=checker, organisation=row.organisation, verb="uptake.checked", kind="uptake", subject=row.id)
    close_questions(row.id)
    return settle(actor, row.id)


def must_be_a_second(row: UptakeRow, used: EvidenceRow, checker: int, *, field: str = "checker") -> None:
    """Neither whoever entered or owns it, nor another address of the same mailbox. Raises LessonRefused at `field`."""
    ladder.must_be_a_second(checker, entered_by=used.person, owner=row.owner, field=field)
    own = Person.objects.filter(id__in=[used.person, row.owner or used.person]).values_list("id", "email")
    address = Person.objects.values_list("email", flat=True).get(id=checker)
    same = next((person for person, email in own if ladder.same_mailbox(email, address)), None)
    if same is not None:
        ladder.must_be_a_second(same, entered_by=used.person, owner=row.owner, field=field)


def must_be_checkable(row: UptakeRow) -> EvidenceRow:
    """The evidence of the fourth step, which nobody has checked who counts. Raises LessonRefused."""
    ladder.must_need_a_check(next((one for one in row.shown if one.step == Step.USED), None))
    used = row.showing(Step.USED)
    assert used is not None
    return used


def close_questions(uptake_id: int) -> None:
    """Whoever has been asked by a link to check need not any more. Under the uptake's lock."""
    links.revoke(CHECK, subject=uptake_id)
    CheckRequest.objects.filter(evidence__uptake=uptake_id, state="asked").update(state="replaced")


@transaction.atomic
def step_back(actor: Actor, uptake_id: int, to: Standing, *, why: str, revision: int) -> Standing:
    """Goes back to an earlier step: the evidence of those after it is struck, with the word why (somebody left, it was taken away).

    Raises NotVisible, NotAllowed, LessonRefused (at `to`: no step back; at `why`: nothing said), Overtaken.
    """
    row = locked(actor, uptake_id)
    must_be_read_lately(revision, row.revision)
    ladder.must_be_on_the_ladder(row.standing)
    struck = ladder.steps_to_strike(row.standing, to)
    said = ladder.must_say_why(why)
    Evidence.objects.filter(uptake=uptake_id, struck=None, step__in=struck).update(struck=clock.now(), why_struck=said)
    if Step.USED in struck:
        close_questions(uptake_id)
    return settle(actor, uptake_id, why=said)


@transaction.atomic
def end(actor: Actor, uptake_id: int, standing: Standing, *, why: str, revision: int) -> None:
    """The organisation declines it after all, or it is obsolete; the evidence stays as it was.

    Raises NotVisible, NotAllowed, LessonRefused (at `why`; ended already), Overtaken.
    """
    row = locked(actor, uptake_id)
    must_be_read_lately(revision, row.revision)
    ended(actor, row, standing, why=why)


def ended(actor: Actor, row: UptakeRow, standing: Standing, *, why: str) -> None:
    """Writes the exit, under the uptake's lock: also for whoever answers by a link. Raises LessonRefused."""
    assert standing in EXITS
    ladder.must_be_on_the_ladder(row.standing)
    said = ladder.must_say_why(why, most=WORD)
    _moved(actor, row, standing, day=clock.today(), why=said)
    Uptake.objects.filter(id=row.id).update(why=said)
    close_questions(row.id)


@transaction.atomic
def take_up_again(actor: Actor, uptake_id: int, *, revision: int) -> Standing:
    """What was declined or obsolete goes on where its evidence stands. Raises NotVisible, NotAllowed, LessonRefused, Overtaken."""
    row = locked(actor, uptake_id)
    must_be_read_lately(revision, row.revision)
    if row.standing not in EXITS:
        raise LessonRefused(Sentence("Den är inte avslutad.", "It has not been ended."), source="F2")
    if row.lesson_state == State.MERGED:
        raise LessonRefused(
            Sentence("Lärdomen är sammanförd med en annan.", "The lesson has been merged with another."),
            source="F2",
            mend=Sentence("Gå vidare med den som gäller.", "Go on with the one that holds."),
        )
    Uptake.objects.filter(id=uptake_id).update(why="")
    return settle(actor, uptake_id, again=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """Who carries it, what is next, how ready the organisation is (K), and who sees it."""

    owner: int | None
    next_step: str = ""
    next_day: date | None = None
    material: str = ""
    competence: str = ""
    backing: str = ""
    reach: Reach = Reach.OWN


@transaction.atomic
def care(actor: Actor, uptake_id: int, how: Care, *, revision: int) -> Standing:
    """Says who owns it, the next step with its day, readiness, and who sees it. Says the standing, which an owner may complete.

    A new owner gets a letter. Raises NotVisible, NotAllowed, LessonRefused (at `owner`: works elsewhere, or nobody where somebody is;
    `next_day`: has been), Overtaken.
    """
    row = locked(actor, uptake_id)
    must_be_read_lately(revision, row.revision)
    if how.owner is None and not row.needs_owner:
        raise LessonRefused(
            Sentence("Välj vem som tar över.", "Choose who takes over."),
            field="owner",
            source="F2",
            mend=Sentence("Det som ni har tagit hem behöver någon som äger det.", "What you have taken home needs somebody who owns it."),
        )
    must_be_an_owner(how.owner, row.organisation)
    next_step = taken_text(how.next_step, field="next_step", most=LINE)
    if how.next_day != row.next_day:
        _must_be_to_come(how.next_day)
    ready = {word: getattr(how, word) for word in ladder.READINESS}
    for word, answer in ready.items():
        if answer not in ladder.READY:
            raise LessonRefused(Sentence("Välj ett av svaren.", "Choose one of the answers."), field=word, source="K")
    Uptake.objects.filter(id=uptake_id).update(
        next_step=next_step, next_day=how.next_day, reach=how.reach, audience=of_uptake(how.reach, row.organisation, row.lesson_audience),
        **ready, **_owned(row, how.owner),
    )  # fmt: skip
    record(actor, uptake_id, "uptake.cared_for", {"owner": [row.owner, how.owner], "reach": [row.reach.value, how.reach.value]})
    if how.owner != row.owner:
        _tell_owner(actor, uptake_id, how.owner, row, next_step)
    return settle(actor, uptake_id)


@transaction.atomic
def take_over(actor: Actor, uptake_id: int, *, revision: int) -> Standing:
    """The actor takes on what needs an owner (A3). Says the standing.

    Raises NotVisible, NotAllowed, LessonRefused (somebody owns it), Overtaken.
    """
    row = locked(actor, uptake_id)
    must_be_read_lately(revision, row.revision)
    if not row.needs_owner:
        raise LessonRefused(
            Sentence("{name} äger den redan.", "{name} owns it already.").fill(name=row.owner_name),
            source="F2",
            mend=Sentence("Byt ägare under Ändra, om ni är överens.", "Change the owner under Change, if you agree."),
        )
    return handed_to(actor, row, actor.person)


def handed_to(actor: Actor, row: UptakeRow, owner: int | None) -> Standing:
    """Another owner, under the uptake's lock. Says the standing, which an owner may complete. Raises LessonRefused."""
    must_be_an_owner(owner, row.organisation)
    Uptake.objects.filter(id=row.id).update(**_owned(row, owner))
    record(actor, row.id, "uptake.handed_over", {"owner": [row.owner, owner]})
    return settle(actor, row.id)


def _owned(row: UptakeRow, owner: int | None) -> dict[str, Any]:
    return {"owner": owner, "owned_from": row.owned_from or (clock.today() if owner else None)}


def _tell_owner(actor: Actor, uptake_id: int, owner: int | None, row: LessonRow | UptakeRow, next_step: str) -> None:
    if owner is None or owner == actor.person or actor.organisation is None:
        return
    one = person_contact(owner, actor.organisation)
    values = {
        "to": one.name, "who": actor.name, "sentence": row.sentence, "example": row.kind == Kind.EXAMPLE, "next_step": next_step,
        "path": f"/hemtagning/{uptake_id}/",
    }  # fmt: skip
    outbox.put(to=one.email, language=one.language, name="uptake_yours", values=values)


def tell_owners(actor: Actor, made: Iterable[int]) -> None:
    """One letter to each owner of what was taken home in one act, with all that is theirs. Two queries, and one for each owner."""
    fields = ("id", "owner", "lesson__sentence", "lesson__kind", "next_step")
    theirs: dict[int, list[dict[str, Any]]] = {}
    for one in Uptake.objects.filter(id__in=list(made)).order_by("id").values(*fields):
        if one["owner"] is not None and one["owner"] != actor.person:
            theirs.setdefault(one["owner"], []).append(one)
    for owner, several in theirs.items():
        person = person_contact(owner, actor.organisation or 0)
        told = [
            {
                "sentence": one["lesson__sentence"], "example": one["lesson__kind"] == Kind.EXAMPLE, "next_step": one["next_step"],
                "path": f"/hemtagning/{one['id']}/",
            }
            for one in several
        ]  # fmt: skip
        all_of_them = {"uptakes": told, "path": "/var-organisation/hemtagning/"}
        values = {"to": person.name, "who": actor.name, **(told[0] if len(told) == 1 else all_of_them)}
        name = "uptake_yours" if len(told) == 1 else "uptakes_yours"
        outbox.put(to=person.email, language=person.language, name=name, values=values)


def _must_be_to_come(day: date | None) -> None:
    if day is not None and day < clock.today():
        raise LessonRefused(Sentence("Den dagen har redan varit.", "That day has been already."), field="next_day", source="F2")


def must_be_an_owner(person: int | None, organisation: int) -> None:
    """Raises LessonRefused at `owner` for somebody who does not work there today; None is nobody yet."""
    if person is not None and not (is_key(person) and works_at(person, organisation)):
        raise LessonRefused(
            Sentence("Ägaren ska arbeta hos er i dag.", "The owner must work with you today."),
            field="owner",
            source="F2",
            mend=Sentence("Välj en kollega.", "Choose a colleague."),
        )


def locked(actor: Actor, uptake_id: int) -> UptakeRow:
    """The uptake, locked until the transaction ends, for whoever works at its organisation. Raises NotVisible, NotAllowed."""
    found = held(actor, uptake_id)
    must_work_with(actor, found.organisation, found.organisation_name)
    return found


def held(actor: Actor, uptake_id: int) -> UptakeRow:
    """The uptake, locked until the transaction ends, as `actor` sees it: for those who hold a link to it. Raises NotVisible."""
    if not is_key(uptake_id) or not sql.lock(Uptake._meta.db_table, uptake_id):
        raise NotVisible
    return uptake(actor, uptake_id)


def settle(actor: Actor, uptake_id: int, *, why: str = "", again: bool = False) -> Standing:
    """The standing follows the evidence, and the move is written where it changed. Under the uptake's lock; counts up the revision.

    What has been ended stays so, whoever it is handed to, until it is taken up `again`.
    """
    row = uptake(actor, uptake_id)
    assert row.ours  # others do not see what it is settled by
    if row.standing in EXITS and not again:
        Uptake.objects.filter(id=uptake_id).update(revision=row.revision + 1, changed=clock.now())
        return row.standing
    standing = ladder.standing_of(row.shown, owned=not row.needs_owner, before=row.standing)
    day = ladder.since(standing, row.shown, taken=row.taken)
    if standing != row.standing:
        moved = day if standing.rank > row.standing.rank >= 0 else clock.today()
        _moved(actor, row, standing, day=moved, since=day, why=why)
    else:
        Uptake.objects.filter(id=uptake_id).update(since=day, revision=row.revision + 1, changed=clock.now())
    return standing


def _moved(actor: Actor, row: UptakeRow, standing: Standing, *, day: date, since: date | None = None, why: str = "") -> None:
    now = clock.now()
    done: dict[str, Any] = {"next_step": "", "next_day": None} if standing == Standing.USED else {}  # nothing is left to wait for
    Uptake.objects.filter(id=row.id).update(standing=standing, since=since or day, changed=now, revision=row.revision + 1, **done)
    Move.objects.create(uptake_id=row.id, before=row.standing, after=standing, day=day, at=now, person_id=actor.person, why=why)
    record(actor, row.id, "uptake.moved", {"standing": [row.standing.value, standing.value]}, reason=why)


def record(actor: Actor, uptake_id: int, verb: str, changes: dict[str, list[Any]], reason: str = "") -> None:
    """One entry in the audit trail of an uptake."""
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind="uptake", subject=uptake_id, changes=changes, reason=reason
    )
