"""Proposals for tests, made by the deeds themselves."""

from typing import Any

from samlar.foundation import audit
from samlar.ideas import actions
from samlar.people.rules import Actor


def written(actor: Actor, **fields: Any) -> int:
    """A proposal with all it needs, published unless said otherwise."""
    return actions.write_proposal(actor, **{"title": "Titel", "summary": "En mening.", "publish": True, **fields})


def verbs(proposal: int) -> list[str]:
    """What the trail says, oldest first."""
    return [entry["verb"] for entry in reversed(audit.trail("proposal", proposal))]
