"""A search as an address, and back: short, lasting, the same words whoever reads (G2)."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from samlar.library.rules.searching import VALUES, Order, Wanted
from samlar.reports.queries.search import Choice, Names, wanted_of
from samlar.reports.rules import search as rules
from samlar.web.asked import whole
from samlar.web.templatetags.samlar import kept_address

ORDERS = {"": Order.BEST, "nyast": Order.NEWEST}
# What each filter is called in the address.
FILTERS = {"kind": "slag", "year": "ar", "format": "format", "theme": "tema", "organisation": "organisation"}
SHOWN = 60  # signs of the words that a sentence repeats
MARKS = frozenset('"“”„»«')
FIELDS = {"kind": "kinds", "year": "years", "format": "formats", "theme": "themes", "organisation": "organisations"}


def wanted_in(request: HttpRequest) -> Wanted:
    """What the address asks for; what cannot be understood is left out. Two queries at most."""
    return wanted_of_address(request.GET)


def wanted_of_address(asked: QueryDict) -> Wanted:
    def values(name: str) -> list[str]:
        return [one for one in asked.getlist(name)[: 4 * VALUES] if one and "\x00" not in one and len(one) <= 100]

    return wanted_of(
        words=asked.get("q", ""),
        all_words=asked.get("alla") == "1",
        kinds=[rules.BY_WORD[one] for one in values("slag") if one in rules.BY_WORD],
        years=[whole(one, 0) for one in values("ar")],
        formats=values("format"),
        themes_called=values("tema"),
        organisations=values("organisation"),
        order=ORDERS.get(asked.get("ordning", ""), Order.BEST),
    )


def params(wanted: Wanted, names: Names) -> list[tuple[str, str]]:
    """The search as pairs for an address, in one order, so that one search has one address."""
    order = next(word for word, meaning in ORDERS.items() if meaning == wanted.order)
    said: list[tuple[str, Any]] = [
        ("q", wanted.words),
        *(("slag", rules.word(kind)) for kind in wanted.kinds),
        *(("ar", year) for year in wanted.years),
        *(("format", one) for one in wanted.formats),
        *(("tema", names.themes[one][0]) for one in wanted.themes if one in names.themes),
        *(("organisation", names.organisations[one][0]) for one in wanted.organisations if one in names.organisations),
        ("alla", "1" if wanted.all_words else ""),
        ("ordning", order),
    ]
    return [(name, str(value)) for name, value in said if value]


def address(wanted: Wanted, names: Names, page: str = "search") -> str:
    """The search's own address, or that of another page about the same search."""
    query = urlencode(params(wanted, names))
    return kept_address(page) + (f"?{query}" if query else "")


def toggled(wanted: Wanted, name: str, choice: Choice) -> Wanted:
    """The search with a value of a filter chosen, or no longer."""
    field = FIELDS[name]
    now: tuple[Any, ...] = getattr(wanted, field)
    then: dict[str, Any] = {field: tuple(sorted({*now} - {choice.value} if choice.chosen else {*now, choice.value}))}
    return replace(wanted, **then)


def in_quotes(words: str) -> str:
    """The words as a sentence repeats them: not at length, and in quotation marks unless they hold their own."""
    shown = words if len(words) <= SHOWN else words[:SHOWN].rstrip() + "…"
    return shown if not shown or MARKS & set(shown) else _("”%(words)s”") % {"words": shown}
