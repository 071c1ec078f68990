"""The clock asks what became of what was sent on and accepted, in the same way as of what was taken home (F3, F8). The handoff's row is
the lock."""

from functools import partial
from typing import Any

from samlar.activities.rules.follow_up import Deed, due_now
from samlar.foundation import clock
from samlar.foundation.rounds import all_of
from samlar.lessons.actions import asking
from samlar.lessons.actions.asking import Post
from samlar.lessons.models import FollowUp, Handoff
from samlar.lessons.queries import following
from samlar.lessons.queries.following import Case
from samlar.lessons.queries.handoffs import read_unattended
from samlar.lessons.rules.follow_up import IN_LINKS, OF_HANDOFF
from samlar.people.queries import contacts, person_contact
from samlar.people.queries.links import token_of
from samlar.people.rules.links import LinkRow


def close_handoff_questions() -> int:
    """Questions that are no longer asked lapse; those whose receiver is another are put to that one. Says how many."""
    return all_of(following.to_close("handoff"), _close)


def follow_up_handoffs() -> int:
    """Asks whoever accepted, reminds once, and tells the receiving organisation's representatives of silence. Says how many letters."""
    return asking.in_turn("handoff", partial(_follow_up, post=Post()))


def _locked(handoff_id: int) -> Case:
    Handoff.objects.select_for_update(no_key=True).get(id=handoff_id)
    return following.case("handoff", handoff_id)


def _close(handoff_id: int) -> int:
    return asking.close(_locked(handoff_id))


def _follow_up(handoff_id: int, post: Post) -> int:
    case = _locked(handoff_id)
    due = due_now(case.followed, clock.today()) if case.runs else None
    if due is None or (due.deed != Deed.ASK and case.open is None):
        return 0
    if due.deed == Deed.ESCALATE or case.owner is None:
        return _tell_representatives(case, post, due)
    one = person_contact(case.owner, case.organisation or 0)
    if not post.has_room([one]):
        return 0
    if due.deed == Deed.ASK:
        made, given = asking.ask(case, due)
        question = made.pk
    else:
        assert case.open is not None
        question, given = case.open.id, asking.link_of(case.open.id)
        FollowUp.objects.filter(id=question).update(reminded=clock.now())
    if given is None:
        return 0
    values = {**_about(case), **_choices(given), "again": due.deed == Deed.REMIND and asking.has_had_a_letter(question, one.person)}
    return post.put(one, "follow_up_handoff", values, f"follow_up:{question}:{due.deed}")


def _tell_representatives(case: Case, post: Post, due: Any) -> int:
    """One letter to each of the receiving organisation's representatives; nobody where the receiver is no organisation."""
    people = [one for one in contacts([case.organisation]) if one.person != case.owner] if case.organisation is not None else []
    if due.deed == Deed.ASK and not people:
        return 0
    if not post.has_room(people):
        return 0
    question = asking.ask(case, due)[0].pk if due.deed == Deed.ASK else case.open.id if case.open else 0
    if due.deed != Deed.ASK:
        FollowUp.objects.filter(id=question).update(**{"escalated" if due.deed == Deed.ESCALATE else "reminded": clock.now()})
    owner = person_contact(case.owner, 0).name if case.owner is not None else ""
    values = {**_about(case), "owner": owner}
    return sum(post.put(one, "follow_up_handoff_silent", values, f"follow_up:{question}:{due.deed}") for one in people)


def _about(case: Case) -> dict[str, Any]:
    row = read_unattended(case.id)
    return {
        "text": row.text, "question": row.kind.value == "question", "organisation": row.organisation_name, "title": row.activity_title,
        "accepted": case.followed.begun.isoformat(), "handoff_path": f"/medskick/{case.id}/",
    }  # fmt: skip


def _choices(given: LinkRow) -> dict[str, Any]:
    path = f"/folj-upp/{token_of(given)}/"
    return {f"{answer.value}_path": f"{path}?svar={IN_LINKS[answer]}" for answer in OF_HANDOFF} | {
        "until": given.expires.isoformat() if given.expires else ""
    }
