"""Handoffs for tests, made by the actions themselves."""

from typing import Any

from samlar.activities.models import Activity
from samlar.foundation import outbox
from samlar.lessons.actions import handoffs as actions
from samlar.lessons.actions.handoffs import Asks
from samlar.lessons.queries.handoffs import handoff
from samlar.lessons.rules.handoffs import HandoffText, Kind, To
from samlar.people.rules import Actor
from tests.activities import rows
from tests.cast import Cast

OUTSIDE = Asks(name="Vera Utsed", email="vera@utanfor.test")


def room(cast: Cast, **fields: Any) -> Activity:
    """A test room that Region Kalmar län leads; Region Dalarna and SLU take part."""
    return rows.activity(cast, **fields)


def text(
    said: str = "Samla data om drönare på ett ställe.", *, to: To | None = None, kind: Kind = Kind.RECOMMENDATION, **more: Any
) -> HandoffText:
    return HandoffText(kind=kind, text=said, to=to or To(name="Transportstyrelsen"), **more)


def draft(
    actor: Actor, activity: Activity, said: str = "Samla data om drönare på ett ställe.", *, to: To | None = None, **more: Any
) -> int:
    return actions.write(actor, activity.pk, text(said, to=to, **more))


def sent(
    actor: Actor,
    activity: Activity,
    said: str = "Samla data om drönare på ett ställe.",
    *,
    to: To | None = None,
    asks: Asks = OUTSIDE,
    **more: Any,
) -> int:
    """Written and sent; says the handoff's id."""
    made = draft(actor, activity, said, to=to, **more)
    actions.send(actor, made, asks, revision=handoff(actor, made).revision)
    return made


def letters(name: str = "handoff_") -> list[dict[str, Any]]:
    """The letters about handoffs whose name begins so, newest first."""
    return [one for one in outbox.recent(limit=500) if one["name"].startswith(name)]


def token(place: int = 0) -> str:
    """The token in the newest letter that asks (or the one before)."""
    return str(letters("handoff_asked")[place]["values"]["path"].split("/")[3])
