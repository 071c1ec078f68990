"""The parts of a session's programme: the lead adds, changes and takes out; those inside propose, and get an answer (E4)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from samlar.activities.actions import letters
from samlar.activities.actions.locks import locked
from samlar.activities.models import Homework, ProgrammeItem, Speaker
from samlar.activities.queries import items as queries
from samlar.activities.queries.sessions import live_session, session
from samlar.activities.rules import items as rules
from samlar.activities.rules import sessions as session_rules
from samlar.activities.rules.access import must_be_inside, must_lead
from samlar.activities.rules.deeds import ActivityRefused, Overtaken, must_say
from samlar.activities.rules.items import CANCELLED, DECLINED, PLANNED, PROPOSED, ItemRow, ItemText, Placed, SpeakerText
from samlar.activities.rules.rows import ActivityRow
from samlar.activities.rules.sessions import SessionRow
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock, outbox
from samlar.people.queries import person_contact
from samlar.people.rules import Actor, must_act_for_an_organisation


@transaction.atomic
def add_item(actor: Actor, activity_id: int, session_id: int, item: ItemText) -> int:
    """Adds an item to a session; says its id. Locks the activity, writes, records.

    Raises NotVisible, NotAllowed (only the lead and the owner), ActivityRefused: over, cancelled, too many, or by the field (ends before
    it begins, outside its session, the room is taken, a speaker is elsewhere).
    """
    activity, on = _open(actor, activity_id, session_id)
    placed = queries.placed(activity_id)
    rules.must_have_room_for(sum(one.session == on.id for one in placed))
    made, _ = _add(activity, on, item, placed)
    _record(actor, activity, "item.added", on.id, count=[None, 1])
    return made


@transaction.atomic
def add_items(actor: Actor, activity_id: int, session_id: int, items: Iterable[ItemText]) -> list[int]:
    """Adds several items, all or none; says their ids. Raises as `add_item`, with the row: ItemsRefused."""
    activity, on = _open(actor, activity_id, session_id)
    several, placed, made = list(items), queries.placed(activity_id), []
    rules.must_have_room_for(sum(one.session == on.id for one in placed), len(several))
    for row, item in enumerate(several):
        try:
            written, here = _add(activity, on, item, placed)
        except ActivityRefused as refusal:
            raise rules.ItemsRefused(refusal, row) from refusal
        placed.append(here)
        made.append(written)
    _record(actor, activity, "item.added", on.id, count=[None, len(made)])
    return made


def _open(actor: Actor, activity_id: int, session_id: int) -> tuple[ActivityRow, SessionRow]:
    """The activity, locked, and the session, both open for changes. Raises NotVisible, NotAllowed, ActivityRefused."""
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    session_rules.must_be_open(activity)
    on = live_session(activity_id, session_id)
    session_rules.must_not_be_cancelled(on.cancelled)
    return activity, on


def _add(activity: ActivityRow, on: SessionRow, item: ItemText, placed: list[Placed]) -> tuple[int, Placed]:
    kept, fields, here = _judged(activity, on, item, placed, id=None)
    written = ProgrammeItem.objects.create(session_id=on.id, state=PLANNED, **fields)
    _write_speakers(written.pk, kept.speakers)
    return written.pk, here


def _judged(
    activity: ActivityRow, on: SessionRow, item: ItemText, placed: list[Placed], *, id: int | None
) -> tuple[ItemText, dict[str, Any], Placed]:
    """The item as it is kept, its columns and its place. Raises ActivityRefused."""
    kept, starts, ends = rules.taken(item, on)
    if kept.homework is not None and not Homework.objects.filter(id=kept.homework, activity=activity.id).exists():
        raise ActivityRefused(Sentence("Välj en av hemuppgifterna.", "Choose one of the homework tasks."), field="homework")
    here = Placed(
        id=id, session=on.id, title=kept.title, starts=starts, ends=ends, room=kept.room, speakers=tuple(one.name for one in kept.speakers)
    )
    rules.must_not_collide(here, placed)
    fields = {
        "kind": kept.kind, "title": kept.title, "text": kept.text, "starts": starts, "ends": ends, "room": kept.room,
        "homework_id": kept.homework,
    }  # fmt: skip
    return kept, fields, here


def _write_speakers(item_id: int, speakers: Iterable[SpeakerText]) -> None:
    Speaker.objects.filter(item=item_id).delete()
    Speaker.objects.bulk_create(
        Speaker(item_id=item_id, name=one.name, of=one.of, gender=one.gender, position=place) for place, one in enumerate(speakers)
    )


@transaction.atomic
def change_item(actor: Actor, activity_id: int, item_id: int, item: ItemText, *, revision: int) -> None:
    """Changes a planned item, or takes up a proposed one by giving it a time; then its proposer gets a letter.

    Raises NotVisible, NotAllowed, ActivityRefused (as `add_item`; declined or taken out) and Overtaken.
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    session_rules.must_be_open(activity)
    before = queries.item(activity_id, item_id)
    on = live_session(activity_id, before.session)
    session_rules.must_not_be_cancelled(on.cancelled)
    _must_be_read_lately(before, revision)
    if before.state not in (PLANNED, PROPOSED):
        rules.must_wait(before.state)
    kept, fields, _ = _judged(activity, on, item, queries.placed(activity_id), id=item_id)
    if before.state == PROPOSED:
        rules.must_have_room_for(len(queries.items_of(on.id, PLANNED)))
    elif all(getattr(before, name.removesuffix("_id")) == value for name, value in fields.items()) and before.speakers == kept.speakers:
        return
    ProgrammeItem.objects.filter(id=item_id).update(**fields, state=PLANNED, revision=revision + 1)
    _write_speakers(item_id, kept.speakers)
    taken_up = before.state == PROPOSED
    _record(actor, activity, "item.taken_up" if taken_up else "item.changed", on.id, item=[item_id, item_id])
    if taken_up:
        _tell_proposer(actor, activity, on, before, "item_taken_up", starts=fields["starts"].isoformat(), item=kept.title)


def _must_be_read_lately(before: ItemRow, revision: int) -> None:
    if before.revision != revision:
        raise Overtaken(
            Sentence(
                "Någon annan har ändrat programpunkten medan du skrev. Din text finns kvar här nedanför men är inte sparad.",
                "Somebody else changed the item while you were writing. Your text is still here below but is not saved.",
            ),
            now=before.revision,
        )


@transaction.atomic
def take_out_item(actor: Actor, activity_id: int, item_id: int) -> None:
    """Takes an item out of the programme; it can be put back. Twice changes nothing. Raises NotVisible, NotAllowed, ActivityRefused."""
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    session_rules.must_be_open(activity)
    before = queries.item(activity_id, item_id)
    if before.state == CANCELLED:
        return
    if before.state != PLANNED:
        rules.must_wait(before.state)
        raise ActivityRefused(Sentence("Svara på förslaget i stället.", "Answer the proposal instead."), source="E4")
    ProgrammeItem.objects.filter(id=item_id).update(state=CANCELLED, revision=before.revision + 1)
    _record(actor, activity, "item.taken_out", before.session, item=[item_id, None])


@transaction.atomic
def put_back_item(actor: Actor, activity_id: int, item_id: int) -> None:
    """Puts an item that was taken out where it was. Raises NotVisible, NotAllowed, ActivityRefused (no longer fits, or taken)."""
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    session_rules.must_be_open(activity)
    before = queries.item(activity_id, item_id)
    if before.state != CANCELLED or before.starts is None or before.ends is None:
        return
    on = live_session(activity_id, before.session)
    session_rules.must_not_be_cancelled(on.cancelled)
    rules.must_fit_when_moved(before.title, before.starts, before.ends, on.starts, on.ends)
    names = tuple(one.name for one in before.speakers)
    here = Placed(id=item_id, session=on.id, title=before.title, starts=before.starts, ends=before.ends, room=before.room, speakers=names)
    rules.must_not_collide(here, queries.placed(activity_id))
    ProgrammeItem.objects.filter(id=item_id).update(state=PLANNED, revision=before.revision + 1)
    _record(actor, activity, "item.put_back", on.id, item=[None, item_id])


# — what those inside propose —


@transaction.atomic
def propose_item(actor: Actor, activity_id: int, session_id: int, *, title: str, text: str = "") -> int:
    """Proposes an item for a session that the actor can read; the lead gets a letter. Says its id.

    Raises NotVisible, NotAllowed (outside), ActivityRefused (over, cancelled, held, too many that wait, no title, too long).
    """
    locked(actor, activity_id)
    activity, on = session(actor, activity_id, session_id)
    must_be_inside(actor, activity)
    session_rules.must_be_open(activity)
    organisation = must_act_for_an_organisation(actor)
    waiting = ProgrammeItem.objects.filter(session=session_id, state=PROPOSED, organisation=organisation).count()
    rules.must_be_proposable(on, waiting, clock.now())
    kept = rules.taken_words(ItemText(title=title, text=text))
    made = ProgrammeItem.objects.create(
        session_id=session_id, title=kept.title, text=kept.text, state=PROPOSED, proposed_by_id=actor.person, organisation_id=organisation
    )
    _record(actor, activity, "item.proposed", session_id, item=[None, made.pk])
    values = letters.about(actor, activity, session=on.title, item=kept.title, text=kept.text[:500])
    values["path"] = f"/aktiviteter/{activity_id}/program/traffar/{session_id}/#forslag"
    letters.to_lead(actor, "item_proposed", activity, values)
    return made.pk


@transaction.atomic
def decline_item(actor: Actor, activity_id: int, item_id: int, *, answer: str) -> None:
    """The lead says no to a proposed item, with a word that its proposer gets by letter.

    Raises NotVisible, NotAllowed, ActivityRefused (over, answered already, no word, too long).
    """
    _, activity = locked(actor, activity_id)
    must_lead(actor, activity)
    session_rules.must_be_open(activity)
    before = queries.item(activity_id, item_id)
    rules.must_wait(before.state)
    missing = Sentence("Skriv varför, gärna med ett tack.", "Write why, and say thank you.")
    said = must_say(answer, field="answer", most=rules.ANSWER_LENGTH, missing=missing)
    ProgrammeItem.objects.filter(id=item_id).update(state=DECLINED, answer=said, revision=before.revision + 1)
    on = live_session(activity_id, before.session)
    _record(actor, activity, "item.declined", on.id, item=[item_id, None])
    _tell_proposer(actor, activity, on, before, "item_declined", answer=said, item=before.title)


def _tell_proposer(actor: Actor, activity: ActivityRow, on: SessionRow, proposed: ItemRow, letter: str, **values: Any) -> None:
    if proposed.proposed_by is None or proposed.proposed_by == actor.person:
        return
    organisation = ProgrammeItem.objects.values_list("organisation", flat=True).get(id=proposed.id)
    to = person_contact(proposed.proposed_by, organisation)
    told = letters.about(actor, activity, session=on.title, **values, to=to.name)
    told["path"] = f"/aktiviteter/{activity.id}/program/traffar/{on.id}/"
    outbox.put(to=to.email, language=to.language, name=letter, values=told)


def _record(actor: Actor, activity: ActivityRow, verb: str, session_id: int, **changes: list[Any]) -> None:
    audit.record(
        person=actor.person, organisation=actor.organisation, verb=verb, kind="activity", subject=activity.id,
        changes={"session": [session_id, session_id], **changes},
    )  # fmt: skip
