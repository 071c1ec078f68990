"""How the clock puts its questions: a row, a link, a letter; three letters a day to one person at most. Within each thing's own lock."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samlar.activities.actions.post import Post
from samlar.activities.rules.follow_up import HELD, LAPSED, Deed, Due, due_now, expires
from samlar.foundation import clock, outbox
from samlar.foundation.rounds import SomeFailed, after_failure, all_of
from samlar.lessons.models import FollowUp, Handoff, Uptake
from samlar.lessons.queries import following
from samlar.lessons.queries.follow_ups import PURPOSE
from samlar.lessons.queries.following import AT_ONCE, Case, Kind
from samlar.lessons.rules.follow_up import IN_LINKS, Answer
from samlar.people.actions import links
from samlar.people.queries.links import link, token_of
from samlar.people.rules.links import LinkRow

FollowUps = Callable[[Case, Due, Post], int]  # carries out what is due about one thing, held by its lock; says how many letters


def lock(kind: Kind, id: int) -> None:
    """The row of what is followed up is its lock, until the transaction ends."""
    rows = Uptake.objects if kind == "uptake" else Handoff.objects
    rows.select_for_update(no_key=True).values_list("id").get(id=id)


def _locked(kind: Kind, id: int) -> Case:
    lock(kind, id)
    return following.case(kind, id)


def in_turn(kind: Kind, follow_up: FollowUps) -> int:
    """Does what is due today about everything of a kind, the oldest first, each under its lock; says how many letters in all.

    What cannot be judged or carried out stops nothing else. Raises SomeFailed afterwards, if any failed.
    """
    today, due, failed, post = clock.today(), list[tuple[date, int]](), list[SomeFailed](), Post()

    def judge(ids: list[int]) -> int:
        judged = [(one.id, due_now(one.followed, today)) for one in following.cases(kind, ids) if one.runs]
        due.extend((found.due, id) for id, found in judged if found is not None)
        return 0

    def carry_out(turn: tuple[date, int]) -> int:
        case = _locked(kind, turn[1])
        found = due_now(case.followed, clock.today()) if case.runs else None
        if found is None or (found.deed != Deed.ASK and case.open is None):
            return 0
        return follow_up(case, found, post)

    may = following.may_be_due(kind)
    for some in (may[at : at + AT_ONCE] for at in range(0, len(may), AT_ONCE)):
        try:
            with transaction.atomic():
                judge(some)
        except Exception:  # one of them cannot be judged: which one is told below, and the others have their turn
            after_failure()
            try:
                all_of([[one] for one in some], judge)
            except SomeFailed as told:
                failed.append(told)
    done = all_of(sorted(due), carry_out)
    if failed:
        raise failed[0]
    return done


def ask(case: Case, due: Due) -> tuple[FollowUp, LinkRow | None]:
    """A new question to whoever owns it, with its link; to nobody by link where nobody does. Earlier ones are no longer asked."""
    lapse(case)
    made = FollowUp.objects.create(**{f"{case.kind}_id": case.id}, months=due.months, due=due.due, person_id=case.owner, asked=clock.now())
    return made, _give(made, case, clock.today()) if case.owner is not None else None


def put_question(case: Case, due: Due) -> tuple[int, LinkRow | None]:
    """A new question, or the open one once more: its number, and the link that it is asked by."""
    if due.deed == Deed.ASK:
        made, given = ask(case, due)
        return made.pk, given
    assert case.open is not None
    FollowUp.objects.filter(id=case.open.id).update(reminded=clock.now())
    return case.open.id, link_of(case.open.id)


def escalate(case: Case) -> int:
    """Somebody else is told of the open question; says its number."""
    assert case.open is not None
    FollowUp.objects.filter(id=case.open.id).update(escalated=clock.now())
    return case.open.id


def choices(given: LinkRow, answers: Iterable[Answer]) -> dict[str, Any]:
    """The answers as addresses, and the last day that they hold: what a letter says of the link."""
    path = f"/folj-upp/{token_of(given)}/"
    until = given.expires.isoformat() if given.expires else ""
    return {f"{answer.value}_path": f"{path}?svar={IN_LINKS[answer]}" for answer in answers} | {"until": until}


def put_to_another(case: Case) -> None:
    """The open question is somebody else's now, or nobody's: the old link no longer holds, the new owner gets one of their own.

    No letter yet: it waits on the new owner's page, for whom it begins today.
    """
    assert case.open is not None
    row = FollowUp.objects.get(id=case.open.id)
    links.revoke(PURPOSE, subject=row.pk)
    FollowUp.objects.filter(id=row.pk).update(person=case.owner)
    if case.owner is not None:
        FollowUp.objects.filter(id=row.pk).update(asked=clock.now(), reminded=None)
        row.person_id = case.owner
        _give(row, case, clock.today())


def has_had_a_letter(question: int, person: int) -> bool:
    """Whether somebody was asked by letter already, or owns it since and has only seen it on a page."""
    key = f"follow_up:{question}:{Deed.ASK}:{person}"
    return bool(outbox.used([key]))


def lapse(case: Case) -> int:
    """Open questions are no longer asked; their links hold no more. Says how many. Under the lock that the case was read by."""
    if case.open is None:
        return 0
    kept = FollowUp.objects.filter(**{case.kind: case.id}, answered=None)
    for number in kept.values_list("id", flat=True):
        links.revoke(PURPOSE, subject=number)
    return kept.update(answered=clock.now(), answer=LAPSED)


def close_all(kind: Kind) -> int:
    """Questions of a kind that are no longer asked lapse, those that are another's now are put to that one. Says how many."""

    def close_questions(id: int) -> int:
        return close(_locked(kind, id))

    return all_of(following.to_close(kind), close_questions)


def close(case: Case) -> int:
    """The open question lapses where it is not asked any more, or is put to whoever owns it now. Says how many."""
    if case.open is None:
        return 0
    if not case.runs or has_run_out(case, clock.now()):
        return lapse(case)
    if case.open.person != case.owner:
        put_to_another(case)
        return 1
    return 0


def link_of(question: int) -> LinkRow | None:
    """The link that a question was asked by."""
    number = FollowUp.objects.values_list("link", flat=True).get(id=question)
    return link(number, PURPOSE) if number is not None else None


def has_run_out(case: Case, now: datetime) -> bool:
    """Whether the open question is too old to be answered."""
    if case.open is None:
        return False
    found = link_of(case.open.id)
    return case.open.asked + HELD <= clock.today() or (found is not None and found.expires is not None and found.expires <= now)


def _give(row: FollowUp, case: Case, asked: date) -> LinkRow:
    assert row.person_id is not None
    until = clock.end_of(expires(case.followed, row.due, asked))
    made = links.give(PURPOSE, subject=row.pk, person=row.person_id, expires=until)
    FollowUp.objects.filter(id=row.pk).update(link=made.id)
    return made
