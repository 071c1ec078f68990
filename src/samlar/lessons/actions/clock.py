"""The clock asks what became of what was taken home, reminds, tells of silence, and stops asking (F3). The uptake's row is the lock.

Every uptake is looked at anew under its lock, by the rule alone (`activities.rules.follow_up`): running twice does nothing twice.
"""

from typing import Any

from samlar.activities.actions.post import Post
from samlar.activities.rules.follow_up import Deed, Due
from samlar.foundation import clock
from samlar.lessons.actions import asking
from samlar.lessons.models import Uptake
from samlar.lessons.queries.following import Case
from samlar.lessons.rules.follow_up import OF_UPTAKE
from samlar.lessons.rules.words import STANDING_WORDS, Standing
from samlar.people.queries import contacts, person_contact


def close_questions() -> int:
    """Questions that are no longer asked lapse; those about what has another owner are put to that one. Says how many."""
    return asking.close_all("uptake")


def follow_up() -> int:
    """Asks, reminds, and tells representatives of silence and of what nobody owns: what is due today, the oldest first. Says how many
    letters."""
    return asking.in_turn("uptake", _follow_up)


def _follow_up(case: Case, due: Due, post: Post) -> int:
    if due.deed == Deed.ESCALATE:
        return _tell_of_silence(case, post)
    people = [person_contact(case.owner, case.organisation or 0)] if case.owner is not None else contacts([case.organisation or 0])
    if not people or not post.has_room(people):
        return 0  # nobody to write to, or enough for today: tomorrow is another day
    question, given = asking.put_question(case, due)
    if case.owner is None or given is None:
        return sum(post.put(one, "follow_up_ownerless", _about(case), f"follow_up:{question}:{due.deed}") for one in people)
    again = due.deed == Deed.REMIND and asking.has_had_a_letter(question, people[0].person)
    name = "follow_up_reminded" if again else "follow_up_asked"
    return post.put(people[0], name, {**_about(case), **asking.choices(given, OF_UPTAKE)}, f"follow_up:{question}:{due.deed}")


def _tell_of_silence(case: Case, post: Post) -> int:
    """One letter to each of the organisation's representatives but the owner, who has had two already."""
    assert case.open is not None
    people = [one for one in contacts([case.organisation or 0]) if one.person != case.owner]
    if not post.has_room(people):
        return 0
    question = asking.escalate(case)
    owner = person_contact(case.owner, 0).name if case.owner is not None else ""
    values = {**_about(case), "asked": case.open.asked.isoformat(), "owner": owner}
    return sum(post.put(one, "follow_up_silent", values, f"follow_up:{question}:escalate") for one in people)


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
