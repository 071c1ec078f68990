"""Small matters of language that the room's letters need."""

from samlar.formats.sentence import Sentence


def held_for(hours: int) -> Sentence:
    """How long an offer holds: in days where they are whole."""
    if hours % 24 == 0:
        days = hours // 24
        return Sentence("en dag", "a day") if days == 1 else Sentence(f"{days} dagar", f"{days} days")
    return Sentence("en timme", "an hour") if hours == 1 else Sentence(f"{hours} timmar", f"{hours} hours")


def genitive(name: str) -> Sentence:
    """Whose: Dans and Jonas (Swedish adds nothing after s, x and z); Dan's and Jonas's."""
    return Sentence(name if name[-1:].lower() in ("s", "x", "z") else f"{name}s", f"{name}'s")
