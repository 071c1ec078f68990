"""Where what an address of the old archive held is now (G4)."""

from samlar.library.models import OldAddress
from samlar.library.queries.documents import document
from samlar.library.rules.told import old_path
from samlar.people.rules import Actor, NotVisible


def moved_to(actor: Actor, asked: str) -> int:
    """The document that an old address led to, for those who may see it: its number, never an address. Up to three queries.

    Raises NotVisible: no such address, or nothing there for this viewer.
    """
    path = old_path(asked)
    found = OldAddress.objects.filter(path=path).values_list("document", flat=True).first() if path else None
    if found is None:
        raise NotVisible
    return document(actor, found).id
