"""What every form that asks "is there anything like it already?" needs: the words that are written, and what is related to them (B5)."""

import re
from typing import Any

from samlar.people.rules import Actor
from samlar.reports.queries.related import ACTIVITY, related

# The fields whose words are read, by how their names begin: a proposal's, a plan's, an assignment's, and the page's own.
READ = re.compile(r"^(om|title|summary|text|use|section_.*|challenge|wanted|at_home)$")
LONGEST = 20_000


def written(told: Any) -> str:
    """The words in the fields that are read."""
    return "\n".join(value for name, value in told.items() if READ.match(name) and isinstance(value, str))[:LONGEST]


def beside_form(actor: Actor, text: str, *, but: int = 0) -> dict[str, Any]:
    """What a form's page needs to include `lessons/_related.html`: found already where something is written. `but`: the activity."""
    found = related(actor, text, but=(ACTIVITY, but)) if text.strip() and actor.signed_in else ()
    return {"related": found, "related_asked": bool(text.strip()), "related_but": but}
