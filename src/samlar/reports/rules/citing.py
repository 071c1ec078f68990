"""How a thing is cited: as text, as BibTeX and as RIS, which reference managers read (G4). Pure.

Whatever people have written stands inside its field: no brace, line or tag of theirs begins another.
"""

import unicodedata
from dataclasses import dataclass

LONGEST = 400  # characters of any part


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a citation says. `authors` are plain text, empty where nobody is named; `key`: the short address's own ("d12");
    `form`: what it is, in the reader's language; `sort`: the kind that reference managers know by."""

    key: str
    address: str
    title: str
    organisation: str
    year: int
    form: str
    sort: str = "document"
    authors: str = ""
    place: str = "Samlär"


BIBTEX = {"recording": "misc", "presentation": "misc", "link": "online", "document": "techreport"}
RIS = {"recording": "VIDEO", "presentation": "SLIDE", "link": "ELEC", "document": "RPRT"}


def text(one: Cited) -> str:
    """In one line: "Stina Sand (2025). Titeln. Inspelning. Region Kalmar län. Samlär. https://…/d12" """
    who = plain(one.authors) or plain(one.organisation)
    owner = plain(one.organisation) if plain(one.authors) and plain(one.authors) != plain(one.organisation) else ""
    parts = [f"{_stopped(who)} ({one.year})", plain(one.title), plain(one.form), owner, plain(one.place)]
    return " ".join([*(_ended(part) for part in parts if part), one.address])


def bibtex(one: Cited) -> str:
    """One entry. Authors stand as one name in double braces: they are plain text, and are not to be taken apart."""
    fields = {
        "author": f"{{{{{_braced(one.authors or one.organisation)}}}}}",
        "title": f"{{{{{_braced(one.title)}}}}}",
        "year": f"{{{one.year}}}",
        ("institution" if BIBTEX.get(one.sort) == "techreport" else "organization"): f"{{{_braced(one.organisation)}}}",
        "howpublished": f"{{{_braced(one.form)}, {_braced(one.place)}}}",
        "url": f"{{{one.address}}}",
    }
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return f"@{BIBTEX.get(one.sort, 'misc')}{{samlar-{one.key},\n{lines}\n}}\n"


def ris(one: Cited) -> str:
    """One entry, a line for each field. Its lines end as the format asks."""
    fields = [
        ("TY", RIS.get(one.sort, "GEN")), ("AU", plain(one.authors) or plain(one.organisation)), ("TI", plain(one.title)),
        ("PY", str(one.year)), ("PB", plain(one.organisation)), ("DB", plain(one.place)), ("M3", plain(one.form)), ("UR", one.address),
    ]  # fmt: skip
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def plain(written: str) -> str:
    """On one line, without signs that nobody sees."""
    kept = "".join(" " if sign.isspace() else sign for sign in written if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return " ".join(kept.split())[:LONGEST].strip()


def _braced(written: str) -> str:
    """For BibTeX: what means something there is written as itself; braces and backslashes, which could end the field, are left out."""
    said = plain(written).replace("\\", "/").replace("{", "(").replace("}", ")")
    return "".join(f"\\{sign}" if sign in "&%$#_" else sign for sign in said)


def _ended(part: str) -> str:
    return part if part.endswith((".", "!", "?", "…")) else f"{part}."


def _stopped(who: str) -> str:
    return who.rstrip(". ") or who
