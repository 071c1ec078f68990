"""A wish for change of a format: written by members, and by those whose organisation takes or took part (C3)."""

from django.db import transaction

from samlar.activities.queries.by_format import has_taken_part
from samlar.catalogue import actions as catalogue
from samlar.catalogue import queries as formats
from samlar.people.rules import Actor


@transaction.atomic
def wish_for_change(actor: Actor, version_id: int, *, text: str) -> int:
    """Writes a wish about a published version of a format. Says its id. Raises as `catalogue.actions.write_wish`."""
    version = formats.version(version_id)
    return catalogue.write_wish(actor, version_id, text=text, took_part=has_taken_part(actor, version.format))
