"""Short permanent addresses of things, to print, to write in letters and to cite: a letter for the kind and its number (G4). Pure."""

LETTERS = {
    "document": "d", "lesson": "l", "activity": "a", "proposal": "p", "session": "s", "organisation": "o",
}  # fmt: skip


def short(subject: str, id: int | str) -> str:
    """The short path of a thing: ("document", 12) → /d12, ("format", "provrum") → /f/provrum. Empty for what has no page."""
    if subject == "format":
        return f"/f/{id}"
    return f"/{LETTERS[subject]}{id}" if subject in LETTERS else ""
