"""A question of the clock is answered, by its link alone (F3): the owner's own deed, done once. The uptake's row is the lock."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from samlar.foundation import audit, clock
from samlar.lessons.actions import asking, handoffs, uptakes
from samlar.lessons.actions.uptakes import Care, Shows
from samlar.lessons.models import FollowUp
from samlar.lessons.queries.follow_ups import Asked, about, asked
from samlar.lessons.rules import follow_up as rules
from samlar.lessons.rules import words
from samlar.lessons.rules.deeds import WORD, taken_text
from samlar.lessons.rules.follow_up import Answer
from samlar.lessons.rules.handoffs import Outcome
from samlar.lessons.rules.ladder import must_say_why
from samlar.lessons.rules.words import Step
from samlar.people.actions import links
from samlar.people.rules import NotVisible


@transaction.atomic
def moved_on(token: str, shows: Mapping[Step, Shows], *, revision: int) -> words.Standing:
    """They have come further: the evidence of one or several steps. Says the new standing.

    Raises NotVisible (no such link), QuestionClosed (answered, somebody else's now, no longer asked), LessonRefused (at `steps`, or
    `<step>-<part>`), Overtaken.
    """
    found = _held(token, "uptake")
    rules.must_answer(bool(shows))
    standing = uptakes.add_evidence(found.actor, found.subject, shows, revision=revision)
    _answered(found, Answer.MOVED, word=", ".join(step.value for step in shows))
    return standing


@transaction.atomic
def still_working(token: str, *, new_day: date | None, next_step: str, revision: int) -> None:
    """They are still at it, and promise a day: the next step and its day. Raises as `moved_on`, at `new_day` and `next_step`."""
    found = _held(token, "uptake")
    day = rules.must_be_a_new_day(new_day, clock.today())
    row = found.uptake
    assert row is not None  # whoever may answer sees it
    uptakes.care(
        found.actor, row.id,
        Care(
            owner=row.owner, next_step=next_step, next_day=day, material=row.material, competence=row.competence, backing=row.backing,
            reach=row.reach,
        ),
        revision=revision,
    )  # fmt: skip
    _answered(found, Answer.WORKING, new_day=day)


@transaction.atomic
def declined(token: str, *, why: str, revision: int) -> None:
    """They have chosen not to, because. Raises as `moved_on`, at `why`."""
    found = _held(token, "uptake")
    uptakes.end(found.actor, found.subject, words.Standing.DECLINED, why=why, revision=revision)
    _answered(found, Answer.DECLINED, word=why.strip()[:WORD])


OUTCOMES = {Answer.DONE: Outcome.DONE, Answer.WORKING: Outcome.UNDER_WAY, Answer.NOTHING: Outcome.NOTHING}


@transaction.atomic
def became(token: str, answer: Answer, *, word: str = "", new_day: date | None = None) -> None:
    """What became of what was sent on and accepted: done, under way until a new day, or nothing, and why. Raises as `moved_on`."""
    found = _held(token, "handoff")
    day = rules.must_be_a_new_day(new_day, clock.today()) if answer == Answer.WORKING else None
    said = must_say_why(word, field="word", most=WORD) if answer == Answer.NOTHING else taken_text(word, field="word", most=WORD)
    handoffs.became_by_link(found.link.person, found.subject, OUTCOMES[answer].value, said)
    _answered(found, answer, word=said, new_day=day)


def _held(token: str, kind: str) -> Asked:
    """The question, under the lock of what it is about. Raises NotVisible, QuestionClosed."""
    seen, subject = about(token)
    if seen != kind:
        raise NotVisible
    asking.lock(seen, subject)
    found = asked(token)
    if found.closed is not None:
        raise found.closed
    return found


def _answered(found: Asked, answer: Answer, *, word: str = "", new_day: date | None = None) -> None:
    """The question is answered, its link used up, and it is recorded; nothing that was written stands in the record."""
    FollowUp.objects.filter(id=found.id).update(answered=clock.now(), answer=answer, word=word[:WORD], new_day=new_day)
    links.use_up(found.link.id)
    audit.record(
        person=found.link.person, organisation=found.actor.organisation, verb=f"{found.kind}.followed_up", kind=found.kind,
        subject=found.subject, changes={"answer": [None, answer.value]},
    )  # fmt: skip
