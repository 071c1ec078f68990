"""The clock asks what became of what was taken home, reminds, tells of silence, and stops asking (F3). The uptake's row is the lock.

Every uptake is looked at anew under its lock, by the rule alone (`activities.rules.follow_up`): running twice does nothing twice.
"""

from functools import partial
from typing import Any

from samlar.activities.rules.follow_up import Deed, due_now
from samlar.foundation import clock
from samlar.foundation.rounds import all_of
from samlar.lessons.actions import asking
from samlar.lessons.actions.asking import Post
from samlar.lessons.models import FollowUp, Uptake
from samlar.lessons.queries import following
from samlar.lessons.queries.following import Case
from samlar.lessons.rules.follow_up import IN_LINKS, OF_UPTAKE
from samlar.lessons.rules.words import STANDING_WORDS, Standing
from samlar.people.queries import contacts, person_contact
from samlar.people.queries.links import token_of
from samlar.people.rules.links import LinkRow


def close_questions() -> int:
    """Questions that are no longer asked lapse; those about what has another owner are put to that one. Says how many."""
    return all_of(following.to_close("uptake"), _close)


def follow_up() -> int:
    """Asks, reminds, and tells representatives of silence and of what nobody owns: what is due today, the oldest first. Says how many
    letters."""
    return asking.in_turn("uptake", partial(_follow_up, post=Post()))


def _locked(uptake_id: int) -> Case:
    Uptake.objects.select_for_update(no_key=True).values_list("id").get(id=uptake_id)
    return following.case("uptake", uptake_id)


def _close(uptake_id: int) -> int:
    return asking.close(_locked(uptake_id))


def _follow_up(uptake_id: int, post: Post) -> int:
    case = _locked(uptake_id)
    due = due_now(case.followed, clock.today()) if case.runs else None
    if due is None or (due.deed != Deed.ASK and case.open is None):
        return 0
    if due.deed == Deed.ESCALATE:
        return _tell_of_silence(case, post)
    people = [person_contact(case.owner, case.organisation or 0)] if case.owner is not None else contacts([case.organisation or 0])
    if not people or not post.has_room(people):
        return 0  # nobody to write to, or enough for today: tomorrow is another day
    if due.deed == Deed.ASK:
        made, given = asking.ask(case, due)
        question = made.pk
    else:
        assert case.open is not None
        question, given = case.open.id, asking.link_of(case.open.id)
        FollowUp.objects.filter(id=question).update(reminded=clock.now())
    if case.owner is None or given is None:
        return sum(post.put(one, "follow_up_ownerless", _about(case), f"follow_up:{question}:{due.deed}") for one in people)
    again = due.deed == Deed.REMIND and asking.has_had_a_letter(question, people[0].person)
    name = "follow_up_reminded" if again else "follow_up_asked"
    return post.put(people[0], name, {**_about(case), **_choices(given)}, f"follow_up:{question}:{due.deed}")


def _tell_of_silence(case: Case, post: Post) -> int:
    """One letter to each of the organisation's representatives but the owner, who has had two already."""
    assert case.open is not None
    people = [one for one in contacts([case.organisation or 0]) if one.person != case.owner]
    if not post.has_room(people):
        return 0
    FollowUp.objects.filter(id=case.open.id).update(escalated=clock.now())
    values = {**_about(case), "asked": _first_asked(case), "owner": _name(case)}
    return sum(post.put(one, "follow_up_silent", values, f"follow_up:{case.open.id}:escalate") for one in people)


def _first_asked(case: Case) -> str:
    assert case.open is not None
    return case.open.asked.isoformat()


def _name(case: Case) -> str:
    return person_contact(case.owner, 0).name if case.owner is not None else ""


def _about(case: Case) -> dict[str, Any]:
    """What every letter says of the uptake."""
    row = Uptake.objects.values("lesson__sentence", "lesson__kind", "organisation__name", "standing", "next_step", "next_day", "taken").get(
        id=case.id
    )
    word = STANDING_WORDS[Standing(row["standing"])]
    return {
        "sentence": row["lesson__sentence"], "kind": row["lesson__kind"], "organisation": row["organisation__name"],
        "standing_sv": word.sv, "standing_en": word.en, "taken": row["taken"].isoformat(),
        "next_step": row["next_step"].rstrip(" ."), "next_is": row["next_day"] is not None and row["next_day"] >= clock.today(),
        "next_day": row["next_day"].isoformat() if row["next_day"] else "", "uptake_path": f"/hemtagning/{case.id}/",
    }  # fmt: skip


def _choices(given: LinkRow) -> dict[str, Any]:
    """The three answers as addresses, and the last day that they hold."""
    path = f"/folj-upp/{token_of(given)}/"
    return {f"{answer.value}_path": f"{path}?svar={IN_LINKS[answer]}" for answer in OF_UPTAKE} | {
        "until": given.expires.isoformat() if given.expires else ""
    }
