"""Small matters of language that the room's letters need."""

from samlar.formats.sentence import Sentence


def genitive(name: str) -> Sentence:
    """Whose: Dans and Jonas (Swedish adds nothing after s, x and z); Dan's and Jonas's."""
    return Sentence(name if name[-1:].lower() in ("s", "x", "z") else f"{name}s", f"{name}'s")
