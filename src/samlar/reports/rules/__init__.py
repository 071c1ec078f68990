"""What is most urgent, and how that is said."""

from collections.abc import Iterable
from datetime import date, timedelta

from samlar.formats.sentence import Sentence
from samlar.people.rules import Waiting

SOON_DAYS = 7
NEAR = timedelta(days=14)
DENIED = "check.mend"  # somebody has said no: that comes before all
LATE = "uptakes.late"
# Somebody else cannot go on before the viewer has answered.
OTHERS_WAIT = frozenset((
    "proposal.publish", "activity.answer", "plan.review", "activity.clear", "result.review", "place.answer", "manager.name",
    "manager.reply",
    "manager.remind", "approval.give", "item.answer", "format.publish", "format_wish.answer", "check.give", "visit.answer",
    "handoff.answer", "envelope.decide",
))  # fmt: skip


def most_urgent_first(waits: Iterable[Waiting], today: date) -> list[Waiting]:
    """What somebody has said no to, what others wait for, what is due within two weeks, what is late at home, the rest.

    Within each of them due soonest first, and what has no day last; among equals the order they came in.
    """
    return sorted(waits, key=lambda wait: (_turn(wait, today), wait.due or date.max))


def _turn(wait: Waiting, today: date) -> int:
    if wait.deed == DENIED:
        return 0
    if wait.deed in OTHERS_WAIT:
        return 1
    if wait.due is not None and wait.due <= today + NEAR:
        return 2
    return 3 if wait.deed == LATE else 4


def hurry(due: date | None, today: date) -> Sentence | None:
    """Why something hurries, in words: how late it is, how soon it is due, or its last day. None without a day."""
    if due is None:
        return None
    left = (due - today).days
    if left < -1:
        return Sentence("{n} dagar försenat", "{n} days late").fill(n=-left)
    if left == -1:
        return Sentence("Skulle ha varit klart i går", "Was due yesterday")
    if left == 0:
        return Sentence("Senast i dag", "Today at the latest")
    if left == 1:
        return Sentence("Senast i morgon", "Tomorrow at the latest")
    if left <= SOON_DAYS:
        return Sentence("Senast {day}, om {n} dagar", "By {day}, in {n} days").fill(day=due, n=left)
    return Sentence("Senast {day}", "By {day}").fill(day=due)
