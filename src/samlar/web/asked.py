"""What every room's pages read of a request: who looks, its address to come back to, and whole numbers in addresses and hidden fields."""

from urllib.parse import urlencode

from django.http import HttpRequest

from samlar.people.rules import Actor

DIGITS = 9
LONGEST = 3_000  # signs of an address that a page carries in its links
READ = 300  # signs of a value in a longer one: nothing is searched for with more


def viewer(request: HttpRequest) -> Actor:
    """Who looks, as the middleware knows them right now."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def whole(text: str | None, otherwise: int) -> int:
    """The whole number that a text says in at most nine digits, else what holds where there is none to read."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else otherwise


def here(request: HttpRequest) -> str:
    """The page's own address, to come back to. Of a very long one the values are cut, and of one that still is long the path is left."""
    asked = request.get_full_path()
    if len(asked) <= LONGEST:
        return asked
    path = asked.partition("?")[0]
    cut = urlencode([(name, " ".join(value.split())[:READ]) for name, values in request.GET.lists() for value in values])
    return f"{path}?{cut}" if len(path) + len(cut) < LONGEST else path
