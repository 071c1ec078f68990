"""How names and addresses are written by different hands, made comparable: capitals, spaces, signs that nobody sees."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

NEAREST = 3
LIKE = 0.6  # how alike names are to be offered, 0–1


def line_of(text: str) -> str:
    """The text as one line, without controls and other signs that are not seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in unicodedata.normalize("NFC", text)).split())


def address_of(text: str) -> str:
    """An e-mail address as it is kept: small letters, no spaces or unseen signs. Whether it is one is not judged."""
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace()).lower()


def sounds(name: str) -> str:
    """What two ways to write the same name have in common."""
    return " ".join(unicodedata.normalize("NFKC", line_of(name)).casefold().replace(".", " ").split())


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """The names most like one that is not known, the likest first, at most three."""
    known = {sounds(one): one for one in names}
    wanted = sounds(name)
    parts = [one for said, one in known.items() if wanted and (wanted in said or said in wanted)]
    alike = [known[said] for said in get_close_matches(wanted, list(known), n=NEAREST, cutoff=LIKE)]
    return list(dict.fromkeys([*parts, *alike]))[:NEAREST]
