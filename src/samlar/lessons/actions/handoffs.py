"""Recommendations and open questions are written, sent on, answered, and it is told what became of them (F8). The row is the lock."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from samlar.activities import queries as activities
from samlar.activities.models import Activity
from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock, outbox
from samlar.foundation.keys import is_key
from samlar.foundation.rounds import all_of
from samlar.lessons.models import Handoff
from samlar.lessons.queries import handoffs as queries
from samlar.lessons.queries.handoffs import PURPOSE, handoff
from samlar.lessons.queries.receiving import answers_still
from samlar.lessons.rules import handoffs as rules
from samlar.lessons.rules.deeds import must_be_read_lately
from samlar.lessons.rules.handoffs import HandoffRefused, HandoffRow, HandoffText, Outcome, State, To
from samlar.people.actions import links
from samlar.people.actions.guests import known_or_guest
from samlar.people.models import Body, Organisation, Person
from samlar.people.queries import answering
from samlar.people.queries.links import link as link_of
from samlar.people.queries.links import opened, token_of
from samlar.people.rules import Actor, NotVisible, must_act_for_an_organisation
from samlar.people.rules.links import LinkRow, must_hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """Who is asked to answer: one of those who answer for the receiver, or somebody by name and address."""

    person: int | None = None
    name: str = ""
    email: str = ""


# — those who lead —


@transaction.atomic
def write(actor: Actor, activity_id: int, text: HandoffText) -> int:
    """Keeps a draft; says its id. Nobody but those who lead reads it until it is sent.

    Side effects in order: locks the activity, writes, records. Raises NotVisible (activity, receiver or lesson), NotAllowed (only those
    who lead), HandoffRefused (not begun; at a field; too many wait).
    """
    at = must_act_for_an_organisation(actor)
    activity = queries.activity_to_send_from(actor, activity_id)
    rules.must_be_written_now(activity)
    text = rules.taken(text)
    _must_be_there(actor, activity_id, text)
    Activity.objects.select_for_update(no_key=True).get(id=activity_id)
    rules.must_be_room(Handoff.objects.filter(activity=activity_id, state__in=(State.DRAFT, State.SENT)).count())
    made = Handoff.objects.create(  # type: ignore[misc]  # whoever acts for an organisation is a person
        activity_id=activity_id, organisation_id=at, person_id=actor.person, written=clock.now(), **_fields(text)
    )
    _record(actor, made.pk, "handoff.written", None, State.DRAFT)
    return made.pk


@transaction.atomic
def change(actor: Actor, handoff_id: int, text: HandoffText, *, revision: int) -> None:
    """Changes a draft, or what was withdrawn, which is a draft again and has not been sent. Raises as `write`, and Overtaken."""
    row = _led(actor, handoff_id)
    must_be_read_lately(revision, row.revision)
    state = rules.after("write", row.state)
    text = rules.taken(text)
    _must_be_there(actor, row.activity, text)
    other = {} if text.to == row.to else {"asked": None}
    _update(row, state=state, sent=None, **_fields(text), **other)
    _record(actor, handoff_id, "handoff.written", row.state, state)


@transaction.atomic
def send(actor: Actor, handoff_id: int, asks: Asks, *, revision: int) -> None:
    """Sends it: one letter with a one-time link to whoever is asked. Sent again, to the same or another, the earlier link no longer holds.

    Side effects in order: locks the handoff, finds or makes the person, takes back the old link, gives a new one, writes, records, puts
    the letter. Raises NotVisible, NotAllowed, HandoffRefused (answered already; at `person`: nobody chosen), NotPossible (at `name`,
    `email`), Overtaken.
    """
    row = _led(actor, handoff_id)
    must_be_read_lately(revision, row.revision)
    state = rules.after("send", row.state)
    person = _to_ask(row, asks)
    now = clock.now()
    links.revoke(PURPOSE, subject=handoff_id)
    link = links.give(PURPOSE, subject=handoff_id, person=person, expires=clock.end_of(clock.today() + timedelta(days=rules.ASKED_DAYS)))
    _update(row, state=state, asked=person, link=link.id, sent=now, word="", answered_by=None, answered=None)
    _record(actor, handoff_id, "handoff.sent", row.state, state)
    _ask("handoff_asked", handoff_id, link)


@transaction.atomic
def withdraw(actor: Actor, handoff_id: int, *, revision: int) -> None:
    """Takes back what has not been answered; its link no longer holds. Raises NotVisible, NotAllowed, HandoffRefused, Overtaken."""
    row = _led(actor, handoff_id)
    must_be_read_lately(revision, row.revision)
    state = rules.after("withdraw", row.state)
    links.revoke(PURPOSE, subject=handoff_id)
    _update(row, state=state)
    _record(actor, handoff_id, "handoff.withdrawn", row.state, state)


@transaction.atomic
def remove(actor: Actor, handoff_id: int, *, revision: int) -> int:
    """Removes a draft that nobody else has read; says its activity. Raises as `withdraw`; what has been sent is withdrawn instead."""
    row = _led(actor, handoff_id)
    must_be_read_lately(revision, row.revision)
    rules.after("remove", row.state)
    if Handoff.objects.filter(id=handoff_id).exclude(link=None).exists():
        _update(row, state=State.WITHDRAWN)  # sent once: its link leads here and says so; what was written since nobody else reads
    else:
        Handoff.objects.filter(id=handoff_id).delete()
    _record(actor, handoff_id, "handoff.removed", row.state, None)
    return row.activity


def _led(actor: Actor, handoff_id: int) -> HandoffRow:
    """The handoff, locked, for those who lead its activity. Raises NotVisible, NotAllowed, HandoffRefused."""
    handoff(actor, handoff_id)
    row = held(actor, handoff_id)
    activity = activities.activity(actor, row.activity)
    rules.must_lead(actor, activity, queries.leaders_of(row.activity))
    rules.must_be_written_now(activity)
    return row


def held(actor: Actor, handoff_id: int) -> HandoffRow:
    """The handoff as the actor sees it, locked until the transaction ends. Raises NotVisible."""
    if not is_key(handoff_id) or Handoff.objects.select_for_update(no_key=True).filter(id=handoff_id).first() is None:
        raise NotVisible
    return handoff(actor, handoff_id)


def _must_be_there(actor: Actor, activity_id: int, text: HandoffText) -> None:
    """The receiver and the lesson are what the writer could choose. Raises NotVisible."""
    to = text.to
    if to.activity is not None and activities.activity(actor, to.activity).id == activity_id:
        raise HandoffRefused(
            Sentence("Det är aktiviteten själv.", "That is the activity itself."), field="to", source="F8",
            mend=Sentence("Välj någon annan.", "Choose somebody else."),
        )  # fmt: skip
    if not _is_there(Organisation, to.organisation) or not _is_there(Body, to.body):
        raise NotVisible
    if text.lesson is not None and text.lesson not in dict(queries.lessons_to_build_on(actor, activity_id)):
        raise NotVisible


def _is_there(model: Any, key: int | None) -> bool:
    return key is None or (is_key(key) and model.objects.filter(id=key).exists())


def _to_ask(row: HandoffRow, asks: Asks) -> int:
    """Who is asked. Raises HandoffRefused at `person`, NotPossible at `name` or `email`."""
    if asks.name.strip() or asks.email.strip():
        return known_or_guest(name=asks.name, email=asks.email)
    if asks.person is None:
        raise HandoffRefused(
            Sentence("Välj vem som ska svara, eller skriv namn och adress.", "Choose who is to answer, or write a name and an address."),
            field="name" if row.outside else "person", source="F8",
        )  # fmt: skip
    if asks.person not in dict(queries.answerers(row)):
        raise HandoffRefused(
            Sentence("Den personen svarar inte för mottagaren i dag.", "That person does not answer for the receiver today."),
            field="person", source="F8",
        )  # fmt: skip
    return asks.person


def _fields(text: HandoffText) -> dict[str, Any]:
    to: To = text.to
    return {
        "kind": text.kind, "text": text.text, "background": text.background, "lesson_id": text.lesson,
        "to_organisation_id": to.organisation, "to_body_id": to.body, "to_activity_id": to.activity, "to_name": to.name,
    }  # fmt: skip


# — the receiver —


@transaction.atomic
def answer(actor: Actor, handoff_id: int, *, yes: bool, word: str = "") -> None:
    """Somebody who acts for the receiver says yes or no, signed in; the link is used up with it.

    Raises NotVisible, NotAllowed (acts for somebody else), HandoffRefused (answered or withdrawn already; a no without a word).
    """
    row = held(actor, handoff_id)
    rules.must_receive(row)
    _answered(actor, row, yes=yes, word=word)


@transaction.atomic
def answer_by_link(token: str, *, yes: bool, word: str = "") -> None:
    """Whoever was asked says yes or no by the link alone.

    Raises NotVisible (no such link), LinkClosed (used, replaced or too old), HandoffRefused (as `answer`; works elsewhere now).
    """
    link = opened(token, PURPOSE)
    if Handoff.objects.select_for_update(no_key=True).filter(id=link.subject).first() is None:
        raise NotVisible
    link = opened(token, PURPOSE)
    row = queries.read_as_asked(link)
    if link.revoked is not None or row.state not in rules.ANSWERED:
        must_hold(link, clock.now())
    _must_still_answer(link, row)
    _answered(Actor(person=link.person, organisation=row.to_organisation), row, yes=yes, word=word)


def _must_still_answer(link: LinkRow, row: HandoffRow) -> None:
    """Raises HandoffRefused for somebody who no longer answers for the receiver."""
    if answers_still(row.id, link.person):
        return
    if row.to_organisation is not None:
        raise HandoffRefused(
            Sentence("Du arbetar inte längre där: en kollega svarar.", "You no longer work there: a colleague answers."), source="F8"
        )
    raise HandoffRefused(
        Sentence("Du svarar inte längre för {name}.", "You no longer answer for {name}.").fill(name=row.to_name), source="F8",
        mend=Sentence("De som skickade det frågar någon annan.", "Those who sent it ask somebody else."),
    )  # fmt: skip


def _answered(actor: Actor, row: HandoffRow, *, yes: bool, word: str) -> None:
    """Written under the handoff's lock, recorded, and told to those who lead."""
    state = rules.after("accept" if yes else "decline", row.state)
    said = rules.taken_answer(yes=yes, word=word)
    used = Handoff.objects.values_list("link", flat=True).get(id=row.id)
    if used:
        links.use_up(used)
    _update(row, state=state, word=said, answered_by=actor.person, answered=clock.now())
    _record(actor, row.id, "handoff.accepted" if yes else "handoff.declined", row.state, state)
    _tell_leads(actor, row.id, "handoff_answered", yes=yes, word=said)


@transaction.atomic
def became(actor: Actor, handoff_id: int, outcome: str, word: str = "") -> Outcome:
    """Somebody who acts for the receiver says what became of what was accepted, at any time; the latest word stands.

    Raises NotVisible, NotAllowed, HandoffRefused (not accepted; at `outcome`, `word`).
    """
    row = held(actor, handoff_id)
    rules.must_receive(row)
    return became_of(actor, row, outcome, word)


@transaction.atomic
def became_by_link(person: int, handoff_id: int, outcome: str, word: str = "") -> Outcome:
    """The same by whoever holds a link that asks: the clock's page has opened it and uses it up within its own transaction.

    Raises NotVisible, HandoffRefused.
    """
    if not is_key(handoff_id) or Handoff.objects.select_for_update(no_key=True).filter(id=handoff_id).first() is None:
        raise NotVisible
    row = queries.read_unattended(handoff_id)
    return became_of(Actor(person=person, organisation=row.to_organisation), row, outcome, word)


def became_of(actor: Actor, row: HandoffRow, outcome: str, word: str) -> Outcome:
    """Written under the handoff's lock, recorded, and told to those who lead where it is news. Raises HandoffRefused."""
    rules.after("become", row.state)
    found, said = rules.taken_outcome(outcome, word)
    if (found, said) == (row.outcome, row.outcome_word):
        Handoff.objects.filter(id=row.id).update(outcome_day=clock.today())
        return found
    _update(row, outcome=found, outcome_word=said, outcome_by=actor.person, outcome_day=clock.today())
    audit.record(
        person=actor.person, organisation=actor.organisation, verb="handoff.became", kind=PURPOSE, subject=row.id,
        changes={"outcome": [row.outcome.value if row.outcome else None, found.value]},
    )  # fmt: skip
    words = rules.OUTCOME_WORDS[found]
    _tell_leads(actor, row.id, "handoff_became", outcome_sv=words.sv, outcome_en=words.en, word=said)
    return found


# — the clock —


def remind_of_handoffs() -> int:
    """One letter more to whoever has not answered in fourteen days, once for each link. Says how many."""
    due = {f"handoff_unanswered:{link}": id for id, link in _links(queries.unanswered(clock.now()))}
    told = outbox.used(due)
    return all_of([id for key, id in due.items() if key not in told], _remind)


def _links(ids: list[int]) -> list[tuple[int, int]]:
    return list(Handoff.objects.filter(id__in=ids).values_list("id", "link"))


def _remind(handoff_id: int) -> int:
    row = Handoff.objects.select_for_update(no_key=True).values("state", "link").get(id=handoff_id)
    link = link_of(row["link"], PURPOSE)
    if row["state"] != State.SENT or link is None or not answers_still(handoff_id, link.person):
        return 0
    return _ask("handoff_unanswered", handoff_id, link, key=f"handoff_unanswered:{link.id}")


def forget_asked() -> int:
    """Forgets who outside was asked, SAMLAR_STAFF_KEPT_DAYS after it was sent, once nothing more is asked: it was declined or withdrawn,
    or what became of it is told, or it was accepted more than a year ago. Their words go with it; the answer stays. Says how many. The
    person is forgotten as every guest (Z2)."""
    now = clock.now()
    limit = now - timedelta(days=settings.SAMLAR_STAFF_KEPT_DAYS)
    old = Handoff.objects.filter(link__made__lt=limit).exclude(to_name="").exclude(asked=None)
    over = old.filter(state__in=(State.DECLINED, State.WITHDRAWN, State.DRAFT))
    told = old.filter(state=State.ACCEPTED, outcome__in=rules.FINISHED)
    past = old.filter(state=State.ACCEPTED, answered__lt=now - timedelta(days=settings.SAMLAR_STAFF_KEPT_DAYS + 60))
    return (over | told | past).update(asked=None, word="", answered_by=None, outcome_word="", outcome_by=None)


# — told, recorded —


def _update(row: HandoffRow, **values: Any) -> None:
    keys = {f"{name}_id" if name in ("answered_by", "asked", "link", "outcome_by") else name: value for name, value in values.items()}
    Handoff.objects.filter(id=row.id).update(**keys, revision=row.revision + 1)


def _record(actor: Actor, handoff_id: int, verb: str, before: State | None, after: State | None) -> None:
    changes = {"state": [before.value if before else None, after.value if after else None]}
    audit.record(person=actor.person, organisation=actor.organisation, verb=verb, kind=PURPOSE, subject=handoff_id, changes=changes)


def _about(handoff_id: int) -> dict[str, Any]:
    row = queries.read_unattended(handoff_id)
    kind = rules.KIND_WORDS[row.kind]
    return {
        "title": row.activity_title, "organisation": row.organisation_name, "kind": row.kind.value, "kind_sv": kind.sv.lower(),
        "kind_en": kind.en.lower(), "text": row.text, "receiver_sv": row.to_name.sv, "receiver_en": row.to_name.en,
    }  # fmt: skip


def _ask(name: str, handoff_id: int, link: LinkRow, *, key: str | None = None) -> bool:
    """A letter to whoever is asked, with the link that holds now. Says whether it was put."""
    to = Person.objects.values("name", "email", "language").get(id=link.person)
    path = f"/medskick/svar/{token_of(link)}/"
    values = {
        **_about(handoff_id), "to": to["name"], "until": link.expires.isoformat() if link.expires else "", "path": path,
        "yes_path": f"{path}?svar=ja", "no_path": f"{path}?svar=nej",
    }  # fmt: skip
    return outbox.put(to=to["email"], language=to["language"], name=name, values=values, key=key)


def _tell_leads(actor: Actor, handoff_id: int, name: str, **more: Any) -> None:
    """To whoever sent it while at work there, else to the representatives of the organisation that did; not to who did this."""
    row = Handoff.objects.values("person", "organisation").get(id=handoff_id)
    values = {**_about(handoff_id), **more, "path": f"/medskick/{handoff_id}/"}
    for one in answering(row["person"], row["organisation"]):
        if one.person != actor.person:
            outbox.put(to=one.email, language=one.language, name=name, values={**values, "to": one.name})
