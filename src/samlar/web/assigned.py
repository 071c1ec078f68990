"""How assignments are shown wherever they come back: a session, the registration, the own organisation, those who lead (E3)."""

from typing import Any

from samlar.activities.rules.rows import ActivityRow
from samlar.people.rules import Actor
from samlar.registration.queries import assignment_lists as lists
from samlar.registration.rules.assignments import PARTS, State, Written
from samlar.web.templatetags.samlar import kept_address, say

CHIPS = {None: "draft", State.DRAFT: "draft", State.SENT: "active", State.CONFIRMED: "done"}


def texts(written: Written) -> list[tuple[str, str]]:
    """(what it is, what was written) of the four, to read."""
    return [(say(part.label), getattr(written, part.id)) for part in PARTS]


def told(line: lists.Line) -> dict[str, Any]:
    """One participant's assignment as the lists show it."""
    return {
        "line": line,
        "word": say(line.state_word),
        "chip": CHIPS[line.state],
        "texts": [(label, text) for label, text in texts(line.written) if text],
        "href": kept_address("assignment", line.activity, line.registration),
    }


def here(actor: Actor, activity: ActivityRow) -> dict[str, Any]:
    """`mine` and `others` of `registration/_assignments_here.html`: the viewer's own, and the own organisation's others. One query."""
    rows = lists.ours(actor, activity)
    return {
        "mine": next((told(one) for one in rows if one.mine), None),
        "others": [told(one) for one in rows if not one.mine],
    }
