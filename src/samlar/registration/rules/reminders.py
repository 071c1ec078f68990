"""When a manager who has not answered is reminded: twice at most, and never two days running (E2). Pure: moments in, a word out."""

from datetime import datetime, timedelta

FIRST_AFTER = timedelta(days=4)  # without an answer
LAST_BEFORE = timedelta(days=2)  # before the link runs out
APART = timedelta(days=1)  # between the question, a reminder and the next
TOLD_FOR = timedelta(days=30)  # a link that ran out longer ago is no news: letters' keys are kept longer than that


def reminder(asked: datetime, expires: datetime, now: datetime) -> str:
    """The reminder that is due: "first", "last" or none (""). A link that holds a few days only gets one, or none."""
    last = expires - LAST_BEFORE
    if now >= expires:
        return ""
    if now >= last:
        return "last" if last - asked >= APART else ""
    return "first" if now - asked >= FIRST_AFTER and last - now >= APART else ""
