"""Drafts for tests: begun and made whole through the actions themselves."""

from samlar.catalogue import actions, queries
from samlar.catalogue.rules import draft as texts
from samlar.people.rules import Actor

WHOLE = {
    "name": {"sv": "Studiecirkel", "en": "Study circle"},
    "definite": {"sv": "studiecirkeln", "en": "the study circle"},
    "plural": {"sv": "studiecirklar", "en": "study circles"},
    "summary": {"sv": "Några läser ihop.", "en": "Some read together."},
    "purpose": {"sv": "Att lära av varandra.", "en": "To learn from each other."},
    "source": "Ett beslut",
}


def whole_format(actor: Actor, name: str = "Studiecirkel") -> int:
    """A new format with nothing missing; says the draft's id."""
    draft_id = actions.start_format(actor, name_sv=name)
    words = WHOLE | {"name": {"sv": name, "en": f"{name} in English"}}
    actions.change_draft(actor, draft_id, lambda tables: texts.with_words(tables, "", words))
    return draft_id


def next_version(actor: Actor, format_id: str = "provrum") -> int:
    """A draft of the next version of a format, with one word changed; says its id."""
    draft_id = actions.start_version(actor, queries.latest(format_id).version_id)
    actions.change_draft(actor, draft_id, lambda tables: texts.with_words(tables, "", {"source": f"Ändrat i utkast {draft_id}"}))
    return draft_id


def submitted(actor: Actor, draft_id: int) -> int:
    """The draft submitted; says its revision."""
    actions.submit(actor, draft_id, why="Därför.", revision=queries.draft(actor, draft_id).revision)
    return queries.draft(actor, draft_id).revision
