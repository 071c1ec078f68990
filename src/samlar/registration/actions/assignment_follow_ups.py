"""The manager is asked what became of the assignment, reminded once, and answers by the link (E3, F3). The registration is the lock."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from samlar.activities.actions.post import Post
from samlar.activities.rules.deeds import must_say
from samlar.activities.rules.follow_up import LAPSED, Deed, due_now, expires
from samlar.foundation import audit, clock
from samlar.foundation.rounds import all_of
from samlar.people.actions import links
from samlar.people.queries import person_contact
from samlar.people.queries.links import link, token_of
from samlar.people.rules import Actor
from samlar.people.rules.links import LinkRow
from samlar.registration.models import AssignmentFollowUp, Registration
from samlar.registration.queries import assignment_follow_ups as queries
from samlar.registration.queries.assignment_follow_ups import PURPOSE, Case
from samlar.registration.queries.managers import unattended
from samlar.registration.rules import assignment_follow_ups as rules
from samlar.registration.rules.assignment_follow_ups import IN_LINKS, Answer
from samlar.registration.rules.assignments import WORD_LENGTH, must_not_be_the_participant

# — the clock —


def close_assignment_questions() -> int:
    """Questions that are no longer asked lapse. Says how many."""
    return all_of(queries.to_close(), _close)


def follow_up_assignments() -> int:
    """Asks, and reminds once, the managers who have confirmed assignments of what is over; the oldest first. Says how many letters."""
    today, post = clock.today(), Post()
    due = [(found.due, one.registration) for one in queries.cases() if (found := due_now(one.followed, today))]

    def carry_out(turn: tuple[Any, int]) -> int:
        return _follow_up(turn[1], post)

    return all_of(sorted(due), carry_out)


def _follow_up(registration_id: int, post: Post) -> int:
    Registration.objects.select_for_update(no_key=True).get(id=registration_id)
    case = next(iter(queries.cases(registration_id)), None)
    due = due_now(case.followed, clock.today()) if case else None
    if case is None or due is None:
        return 0
    to = person_contact(case.manager, 0)
    if not post.has_room([to]):
        return 0  # tomorrow is another day
    if due.deed == Deed.ASK:
        _lapse(case)
        until = clock.end_of(expires(case.followed, due.due, clock.today()))
        given = links.give(PURPOSE, subject=case.registration, person=case.manager, expires=until)
        made = AssignmentFollowUp.objects.create(
            assignment_id=case.assignment, months=due.months, due=due.due, manager_id=case.manager, link_id=given.id, asked=clock.now()
        )
        number, name = made.pk, "assignment_follow_up"
    else:
        assert case.open is not None
        number, name = case.open[0], "assignment_follow_up_reminded"
        found = link(AssignmentFollowUp.objects.values_list("link", flat=True).get(id=number), PURPOSE)
        if found is None:
            return 0
        given = found
        AssignmentFollowUp.objects.filter(id=number).update(reminded=clock.now())
    return post.put(to, name, {**_about(case), **_choices(given)}, f"{name}:{number}")


def _lapse(case: Case) -> None:
    _closed(AssignmentFollowUp.objects.filter(assignment=case.assignment).values_list("id", flat=True), case.registration)


def _close(follow_up: int) -> int:
    row = AssignmentFollowUp.objects.select_related("assignment").get(id=follow_up)
    Registration.objects.select_for_update(no_key=True).get(id=row.assignment.registration_id)
    if not queries.to_close(follow_up):
        return 0
    _closed([row.pk], row.assignment.registration_id)
    return 1


def _closed(follow_ups: Iterable[int], registration_id: int) -> None:
    """They are asked no more; of a registration's open links only theirs are there to take back."""
    links.revoke(PURPOSE, subject=registration_id)
    AssignmentFollowUp.objects.filter(id__in=list(follow_ups), answered=None).update(answered=clock.now(), answer=LAPSED)


def _about(case: Case) -> dict[str, Any]:
    place = Registration.objects.values("person__name", "organisation__name").get(id=case.registration)
    activity = unattended(case.activity)
    return {
        "name": place["person__name"], "organisation": place["organisation__name"], "title": activity.title,
        "format_sv": activity.definition.definite.sv, "format_en": activity.definition.definite.en,
        "last_day": case.followed.begun.isoformat(),
    }  # fmt: skip


def _choices(given: LinkRow) -> dict[str, Any]:
    path = f"/uppdrag/uppfoljning/{token_of(given)}/"
    until = given.expires.isoformat() if given.expires else ""
    return {f"{answer.value}_path": f"{path}?svar={word}" for answer, word in IN_LINKS.items()} | {"until": until}


# — the manager, by the link —


@transaction.atomic
def answer(actor: Actor, token: str, *, answer: str, word: str = "") -> Answer:
    """Whether it became what they agreed; the link is used up with it.

    `actor`: who happens to be signed in, which may not be the participant. Raises NotVisible (no such link), NotAllowed, QuestionClosed
    (answered, no longer asked), AssignmentRefused (at `answer`), ActivityRefused (at `word`: too long).
    """
    registration_id = queries.still_linked(token)
    place = Registration.objects.select_for_update(no_key=True).get(id=registration_id)
    found = queries.asked(token)
    if found.closed is not None:
        raise found.closed
    must_not_be_the_participant(actor, place.person_id)
    given = rules.must_choose(answer)
    said = must_say(word, field="word", most=WORD_LENGTH)
    AssignmentFollowUp.objects.filter(id=found.id).update(answered=clock.now(), answer=given, word=said)
    links.use_up(found.link.id)
    audit.record(
        person=found.link.person, organisation=place.organisation_id, verb="assignment.followed_up", kind="assignment",
        subject=registration_id, changes={"answer": [None, given.value]},
    )  # fmt: skip
    return given
