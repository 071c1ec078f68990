"""Private addresses: how a link's token is made and read, and when it still holds (E2, E4). Pure: the copy's secret is given."""

import hashlib
import hmac
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from samlar.formats.sentence import Refusal, Sentence

SIGNS = 32  # of the proof: 160 bits
LONGEST = 60
KEPT_DAYS = 30  # after it ran out, was used or taken back (retention)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as everything above the tables knows it."""

    id: int
    purpose: str
    subject: int
    person: int
    person_name: str
    nonce: str
    made: datetime
    expires: datetime | None
    used: datetime | None
    revoked: datetime | None


class LinkClosed(Refusal):
    """The link was right once and is not any more; the sentence says why."""


def token(secret: str, *, purpose: str, id: int, nonce: str) -> str:
    """The link's part of its address: its number and a proof that only this copy can make."""
    proof = hmac.new(secret.encode(), f"link:{purpose}:{id}:{nonce}".encode(), hashlib.sha256).digest()
    return f"{id}-{b32encode(proof).decode().lower()[:SIGNS]}"


def number_in(token: str) -> int | None:
    """The number of the link that a token speaks of; None where it cannot be a token."""
    number, dash, _ = token.partition("-")
    good = dash and len(token) <= LONGEST and token.isascii() and number.isdecimal() and not number.startswith("0") and len(number) <= 18
    return int(number) if good else None


def proves(token_given: str, token_made: str) -> bool:
    """Whether the token is the link's own, told in a time that says nothing."""
    return token_given.isascii() and hmac.compare_digest(token_given.encode(), token_made.encode())


def holds(link: LinkRow, now: datetime) -> bool:
    """Whether a link still asks its question."""
    return link.revoked is None and link.used is None and (link.expires is None or now < link.expires)


def must_hold(link: LinkRow, now: datetime) -> None:
    """Raises LinkClosed for a link that was replaced, used or has run out."""
    ask_again = Sentence("Be den som skickade den om en ny.", "Ask whoever sent it for a new one.")
    if link.revoked is not None:
        raise LinkClosed(
            Sentence("Länken har ersatts av en nyare.", "The link has been replaced by a newer one."),
            mend=Sentence("Använd länken i det senaste brevet.", "Use the link in the latest letter."),
            source="E2",
        )
    if link.used is not None:
        raise LinkClosed(Sentence("Länken är redan använd.", "The link has been used already."), mend=ask_again, source="E2")
    if link.expires is not None and now >= link.expires:
        raise LinkClosed(Sentence("Länken gäller inte längre.", "The link is no longer valid."), mend=ask_again, source="E2")
