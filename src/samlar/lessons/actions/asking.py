"""How the clock puts its questions: a row, a link, a letter; three letters a day to one person at most. Within each thing's own lock."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samlar.activities.rules.follow_up import HELD, LAPSED, LETTERS, LETTERS_A_DAY, Deed, Due, due_now, expires
from samlar.foundation import clock, outbox
from samlar.foundation.rounds import SomeFailed, after_failure, all_of
from samlar.lessons.models import FollowUp
from samlar.lessons.queries import following
from samlar.lessons.queries.follow_ups import PURPOSE
from samlar.lessons.queries.following import AT_ONCE, Case, Kind
from samlar.people.actions import links
from samlar.people.queries import Contact
from samlar.people.queries.links import link
from samlar.people.rules.links import LinkRow


class Post:
    """Who has had how many of the clock's letters today; read once, and counted on."""

    def __init__(self) -> None:
        self._had = Counter(outbox.written_since(clock.start_of(clock.today()), LETTERS))

    def has_room(self, people: Iterable[Contact]) -> bool:
        """Whether one letter more today is not too many for any of them."""
        return all(self._had[one.email] < LETTERS_A_DAY for one in people)

    def put(self, one: Contact, name: str, values: dict[str, Any], key: str) -> int:
        """A letter to somebody, once; says how many."""
        done = outbox.put(to=one.email, language=one.language, name=name, values={"to": one.name, **values}, key=f"{key}:{one.person}")
        self._had[one.email] += done
        return int(done)


def in_turn(kind: Kind, follow_up: Callable[[int], int]) -> int:
    """Does a deed to everything of a kind that is due today, the oldest first; says how much it did in all.

    What cannot be judged or carried out stops nothing else. Raises SomeFailed afterwards, if any failed.
    """
    today, due, failed = clock.today(), list[tuple[date, int]](), list[SomeFailed]()

    def judge(ids: list[int]) -> int:
        judged = [(one.id, due_now(one.followed, today)) for one in following.cases(kind, ids) if one.runs]
        due.extend((found.due, id) for id, found in judged if found is not None)
        return 0

    def carry_out(turn: tuple[date, int]) -> int:
        return follow_up(turn[1])

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
