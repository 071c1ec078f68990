"""Asking an organisation's people by letter what they find urgent: whom, and when it was done, which the letters themselves tell (B2)."""

from collections.abc import Collection
from datetime import date

from samlar.foundation import clock, outbox
from samlar.ideas.models import Entry
from samlar.ideas.rules import rounds as rules
from samlar.ideas.rules.rounds import Fate, RoundRefused
from samlar.people.queries import Contact
from samlar.people.queries.staff import at_work_at
from samlar.people.rules import Actor

KEY = "round_asked_at_home"


def key_of_asking(round_id: int, organisation: int, day: date) -> str:
    """How the keys of the letters of one asking begin: there is one asking a day, however many ask."""
    return f"{KEY}:{round_id}:{organisation}:{day.isoformat()}"


def asked_at_home(round_id: int, organisation: int) -> date | None:
    """The day of the last asking, as long as its letters are kept. One query."""
    keys = outbox.used_with(f"{KEY}:{round_id}:{organisation}:")
    return max((date.fromisoformat(key.split(":")[3]) for key in keys), default=None)


def others_at_home(actor: Actor, organisation: int) -> list[Contact]:
    """Everybody else who works there today. One query."""
    return [one for one in at_work_at(organisation) if one.person != actor.person]


def why_not_ask(round_id: int, organisation: int, to: Collection[Contact]) -> RoundRefused | None:
    """Why no letter goes to the colleagues today; None when it may. Two queries."""
    proposals = Entry.objects.filter(round=round_id).exclude(fate=Fate.TAKEN_BACK).exists()
    return rules.why_not_ask(
        proposals=proposals, colleagues=bool(to), last=asked_at_home(round_id, organisation), today=clock.today()
    )  # fmt: skip
