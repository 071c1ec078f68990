"""The title a file says it has is often the program's, not the writer's: what says nothing is no title."""

import re

PROGRAMS = re.compile(r"^(?:microsoft (?:word|powerpoint|excel)|powerpoint-presentation|powerpoint presentation)(?: - |$)", re.IGNORECASE)
ENDING = re.compile(r"\.(?:docx?|pptx?|xlsx?|odt|odp|ods|pdf|indd|rtf|txt|html?)$", re.IGNORECASE)
EMPTY = re.compile(
    r"^(?:untitled|namnlös|utan titel|titel|title|rubrik|document|dokument|presentation|bild|slide|blad|sheet|book|bok)?[ _-]?\d*$",
    re.IGNORECASE,
)
SIGNS = re.compile(r"^[\W\d_]*$")
PROGRAM_AUTHORS = {
    "microsoft office user", "microsoft office-användare", "user", "användare", "admin", "administrator", "python-docx", "openpyxl",
    "steve canny", "unknown", "okänd", "windows user", "windows-användare",
}  # fmt: skip


def title(said: str) -> str:
    """The title without the program's name and the file's ending; empty where nothing is left that says something."""
    bare = ENDING.sub("", PROGRAMS.sub("", said).strip()).strip()
    return "" if EMPTY.match(bare) or SIGNS.match(bare) else bare


def authors(said: list[str]) -> tuple[str, ...]:
    """The names that are not a program's or an account's."""
    return tuple(name for name in said if name.lower() not in PROGRAM_AUTHORS)
