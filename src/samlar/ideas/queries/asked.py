"""When an organisation's people were asked by letter what they find urgent: told by the letters themselves (B2)."""

from datetime import date

from samlar.foundation import outbox

KEY = "round_asked_at_home"


def asking(round_id: int, organisation: int, day: date) -> str:
    """How the keys of the letters of one asking begin: there is one asking a day, however many ask."""
    return f"{KEY}:{round_id}:{organisation}:{day.isoformat()}"


def asked_at_home(round_id: int, organisation: int) -> date | None:
    """The day of the last asking, as long as its letters are kept. One query."""
    keys = outbox.used_with(f"{KEY}:{round_id}:{organisation}:")
    return max((date.fromisoformat(key.split(":")[3]) for key in keys), default=None)
