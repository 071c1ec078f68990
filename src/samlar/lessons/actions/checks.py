"""Somebody is asked by mail to check that something is in use, and answers by a link, without an account (F2)."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from samlar.formats.sentence import Sentence
from samlar.foundation import audit, clock, outbox
from samlar.lessons.actions import uptakes
from samlar.lessons.models import CheckRequest
from samlar.lessons.queries.checks import CHECK
from samlar.lessons.rules import ladder
from samlar.lessons.rules.deeds import LINE, LessonRefused, must_be_read_lately, taken_text
from samlar.lessons.rules.rows import EvidenceRow, UptakeRow
from samlar.lessons.rules.words import STANDING_WORDS, Kind, Standing
from samlar.people.actions import links
from samlar.people.actions.guests import known_or_guest
from samlar.people.models import Person
from samlar.people.queries import contacts, works_at
from samlar.people.queries.links import opened, token_of
from samlar.people.rules import Actor, NotVisible
from samlar.people.rules.links import LinkRow, must_hold
from samlar.people.rules.words import NAME, one_line

ASKED_DAYS = 30
MOST_ASKED_A_DAY = 5  # a typing error or two, not a flood of letters


@transaction.atomic
def ask(actor: Actor, uptake_id: int, *, name: str, email: str, revision: int) -> None:
    """Asks somebody by a letter with a one-time link; an earlier question no longer holds.

    In order: locks the uptake, asks the rules, finds or makes the person, gives the link, records, writes the letter. Raises NotVisible,
    NotAllowed, NotPossible (at `name` or `email`), LessonRefused (nothing to check; at `email`: whoever entered or owns it, or too many
    asked today), Overtaken.
    """
    row = uptakes.locked(actor, uptake_id)
    must_be_read_lately(revision, row.revision)
    ladder.must_be_on_the_ladder(row.standing)
    used = uptakes.must_be_checkable(row)
    now = clock.now()
    _must_be_few(CheckRequest.objects.filter(evidence__uptake=uptake_id, asked__gt=now - timedelta(days=1)).count())
    asked = known_or_guest(name=name, email=email, language=actor.language)
    uptakes.must_be_a_second(row, used, asked, field="email")
    uptakes.close_questions(uptake_id)
    link = links.give(CHECK, subject=uptake_id, person=asked, expires=clock.end_of(clock.today() + timedelta(days=ASKED_DAYS)))
    called = one_line(name, field="name", most=120, what=NAME)
    CheckRequest.objects.create(evidence_id=used.id, link_id=link.id, person_id=asked, called=called, asked=now)
    uptakes.record(actor, uptake_id, "uptake.check_asked", {})
    _write_to(actor, row, link)


def _must_be_few(asked: int) -> None:
    if asked >= MOST_ASKED_A_DAY:
        raise LessonRefused(
            Sentence("Ni har frågat {n} personer i dag. Fråga fler i morgon.", "You have asked {n} people today. Ask more tomorrow.").fill(
                n=asked
            ),
            field="email",
        )


def _write_to(actor: Actor, row: UptakeRow, link: LinkRow) -> None:
    one = Person.objects.values("name", "email", "language").get(id=link.person)
    values = {
        "to": one["name"], "who": actor.name, "organisation": row.organisation_name, "sentence": row.sentence,
        "example": row.kind == Kind.EXAMPLE, "until": link.expires.isoformat() if link.expires else "",
        "path": f"/kontroll/{token_of(link)}/",
    }  # fmt: skip
    outbox.put(to=one["email"], language=one["language"], name="check_asked", values=values)


@transaction.atomic
def answer(actor: Actor, token: str, *, holds: bool, note: str = "") -> Standing:
    """The answer by the link: it is in use, or not so (then with a word). A no strikes nothing; the owner is told either way.

    `actor`: who happens to be signed in, who may not be the owner or whoever entered it. Says the standing. Raises NotVisible (no such
    link), LinkClosed, LessonRefused (at `note`: a no without a word; the uptake has ended; the asked person has become its owner).
    """
    link = opened(token, CHECK)
    must_hold(link, clock.now())
    row, request, used = _held(link)
    for person in (link.person, actor.person):
        if person is not None:
            uptakes.must_be_a_second(row, used, person, field="checker")
    missing = None if holds else Sentence("Skriv vad som inte stämmer.", "Say what is not so.")
    said = taken_text(note, field="note", most=LINE, missing=missing)
    CheckRequest.objects.filter(id=request).update(state="holds" if holds else "not", note=said, called="", answered=clock.now())
    links.use_up(link.id)
    standing = row.standing
    if holds:
        standing = uptakes.checked_by(_as_home(link, row.organisation), row, link.person, note=said)
    else:
        audit.record(person=link.person, organisation=row.organisation, verb="uptake.check_denied", kind="uptake", subject=row.id)
    _tell(row, used, link, holds, said, standing)
    return standing


def _held(link: LinkRow) -> tuple[UptakeRow, int, EvidenceRow]:
    """What the link asks about, under the uptake's lock: the uptake, the request and the evidence. Raises as `answer`."""
    found = CheckRequest.objects.values("id", "evidence", "evidence__uptake__organisation").filter(link=link.id).first()
    if found is None:
        raise NotVisible
    row = uptakes.held(_as_home(link, found["evidence__uptake__organisation"]), link.subject)
    must_hold(opened(token_of(link), CHECK), clock.now())
    ladder.must_be_on_the_ladder(row.standing)
    used = uptakes.must_be_checkable(row)
    assert used.id == found["evidence"]  # other evidence takes the question back
    return row, found["id"], used


def _as_home(link: LinkRow, organisation: int) -> Actor:
    """Whoever holds the link acts on what it asks, as if at the organisation that asked."""
    return Actor(person=link.person, organisation=organisation)


def _tell(row: UptakeRow, used: EvidenceRow, link: LinkRow, holds: bool, said: str, standing: Standing) -> None:
    """A letter to the owner; where there is none, to whoever entered it; where nobody of them works there, to the representatives."""
    at_home = [one for one in (row.owner, used.person) if one is not None and works_at(one, row.organisation)][:1]
    to = Person.objects.filter(id__in=at_home or [one.person for one in contacts([row.organisation])])
    checker = Person.objects.values_list("name", flat=True).get(id=link.person)
    for one in to.order_by("id").values("name", "email", "language"):
        values: dict[str, Any] = {
            "to": one["name"], "checker": checker, "sentence": row.sentence, "holds": holds, "word": said,
            "used": standing == Standing.USED, "standing": STANDING_WORDS[standing].in_language(one["language"]),
            "path": f"/hemtagning/{row.id}/",
        }  # fmt: skip
        outbox.put(to=one["email"], language=one["language"], name="check_answered", values=values)
