"""What every room's pages read of a request: who looks, and whole numbers in addresses and hidden fields."""

from django.http import HttpRequest

from samlar.people.rules import Actor

DIGITS = 9


def viewer(request: HttpRequest) -> Actor:
    """Who looks, as the middleware knows them right now."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def whole(text: str | None, otherwise: int) -> int:
    """The whole number that a text says in at most nine digits, else what holds where there is none to read."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else otherwise
