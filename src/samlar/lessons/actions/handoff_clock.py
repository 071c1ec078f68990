"""The clock asks what became of what was sent on and accepted, in the same way as of what was taken home (F3, F8). The handoff's row is
the lock."""

from typing import Any

from samlar.activities.actions.post import Post
from samlar.activities.rules.follow_up import Deed, Due
from samlar.lessons.actions import asking
from samlar.lessons.queries.following import Case
from samlar.lessons.queries.handoffs import read_unattended
from samlar.lessons.rules.follow_up import OF_HANDOFF
from samlar.people.queries import contacts, person_contact


def close_handoff_questions() -> int:
    """Questions that are no longer asked lapse; those whose receiver is another are put to that one. Says how many."""
    return asking.close_all("handoff")


def follow_up_handoffs() -> int:
    """Asks whoever accepted, reminds once, and tells the receiving organisation's representatives of silence. Says how many letters."""
    return asking.in_turn("handoff", _follow_up)


def _follow_up(case: Case, due: Due, post: Post) -> int:
    if due.deed == Deed.ESCALATE or case.owner is None:
        return _tell_representatives(case, due, post)
    one = person_contact(case.owner, case.organisation or 0)
    if not post.has_room([one]):
        return 0
    question, given = asking.put_question(case, due)
    if given is None:
        return 0
    again = due.deed == Deed.REMIND and asking.has_had_a_letter(question, one.person)
    values = {**_about(case), **asking.choices(given, OF_HANDOFF), "again": again}
    return post.put(one, "follow_up_handoff", values, f"follow_up:{question}:{due.deed}")


def _tell_representatives(case: Case, due: Due, post: Post) -> int:
    """One letter to each of the receiving organisation's representatives; nobody where the receiver is no organisation."""
    people = [one for one in contacts([case.organisation]) if one.person != case.owner] if case.organisation is not None else []
    if (due.deed == Deed.ASK and not people) or not post.has_room(people):
        return 0
    question = asking.escalate(case) if due.deed == Deed.ESCALATE else asking.put_question(case, due)[0]
    owner = person_contact(case.owner, 0).name if case.owner is not None else ""
    values = {**_about(case), "owner": owner}
    return sum(post.put(one, "follow_up_handoff_silent", values, f"follow_up:{question}:{due.deed}") for one in people)


def _about(case: Case) -> dict[str, Any]:
    row = read_unattended(case.id)
    return {
        "text": row.text, "question": row.kind.value == "question", "organisation": row.organisation_name, "title": row.activity_title,
        "accepted": case.followed.begun.isoformat(), "handoff_path": f"/medskick/{case.id}/",
    }  # fmt: skip
