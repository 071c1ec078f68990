"""What is most urgent, and how that is said."""

from collections.abc import Iterable
from datetime import date

from samlar.formats.sentence import Sentence
from samlar.people.rules import Waiting

SOON_DAYS = 7


def most_urgent_first(waits: Iterable[Waiting]) -> list[Waiting]:
    """Overdue, then due soonest, then without a day; among equals the order they came in."""
    return sorted(waits, key=lambda wait: wait.due or date.max)


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
