"""The invitation on paper: a tagged PDF (PDF/UA) of two pages (E1).

WeasyPrint needs libraries of the system's own (Pango) that a copy may lack. So it is loaded where it is used: then everything else works
without them, and the page says what to do instead. Nothing is fetched while a paper is made: fonts and pictures are handed over here,
and every other address is refused.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from samlar import web
from samlar.activities.rules.rows import ActivityRow
from samlar.foundation.emblem import picture
from samlar.registration.rules.invitation import Composed
from samlar.web.activities import inviting

MOST_PAGES = 2
SPACINGS = ("roomy", "close", "tight")  # the first that fits; never smaller letters
COLOURS = ("#c9dfd8", "#8fbbb0", "#458478", "#0b5d4e")  # the four steps on white paper
KEPT_SECONDS = 7 * 24 * 3600
FONTS = Path(web.__file__).parent / "static" / "samlar" / "vendor"
STYLE = Path(__file__).with_name("paper.css")


class NoPaper(Exception):
    """This copy cannot make papers: a library of the system is missing. The page can be printed from the browser all the same."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A made paper and how many pages it has."""

    pdf: bytes
    pages: int


def of(found: ActivityRow, composed: Composed) -> Paper:
    """The invitation on paper in the reader's language; the same content is made once. Raises NoPaper."""
    markup = {spacing: _markup(found, composed, spacing) for spacing in SPACINGS}
    key = "paper:" + sha256((markup[SPACINGS[0]] + _style()).encode()).hexdigest()
    kept = cache.get(key)
    if isinstance(kept, tuple):
        return Paper(*kept)
    made = _made(markup, _pictures(found))
    cache.set(key, (made.pdf, made.pages), KEPT_SECONDS)
    return made


def pages(found: ActivityRow, composed: Composed) -> int:
    """How many pages the paper has; 0 where this copy makes none."""
    try:
        return of(found, composed).pages
    except NoPaper:
        return 0


def _markup(found: ActivityRow, composed: Composed, spacing: str) -> str:
    values = inviting.told(found, composed) | {
        "activity": found,
        "spacing": spacing,
        "language": translation.get_language() or "sv",
        "register": inviting.absolute(inviting.registration_address(found.id)),
        "author": found.lead.name if found.lead else found.owner_name_sv,
        "about": inviting.in_short(found, composed),
    }
    return render_to_string("activities/invitation_paper.html", values)


def _made(markup: dict[str, str], pictures: dict[str, tuple[bytes, str]]) -> Paper:
    """The paper with as much air as lets it keep to its pages; with the least where nothing does."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcherResponse
    except OSError as missing:  # what is said where Pango cannot be loaded
        raise NoPaper from missing

    def handed_over(address: str, *_rest: Any, **_more: Any) -> Any:
        body, kind = pictures[address]
        return URLFetcherResponse(address, body=body, headers={"Content-Type": kind})

    document: Any = None
    for spacing in SPACINGS:
        fonts = FontConfiguration()
        style = weasyprint.CSS(string=_style(), font_config=fonts, url_fetcher=handed_over, base_url="samlar:")
        page = weasyprint.HTML(string=markup[spacing], url_fetcher=handed_over, base_url="samlar:")
        document = page.render(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True)
        if len(document.pages) <= MOST_PAGES:
            break
    return Paper(document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True), len(document.pages))


def _pictures(found: ActivityRow) -> dict[str, tuple[bytes, str]]:
    """All that a paper is made of beside its text, by the only addresses that there are."""
    return {
        "samlar:normal": (_font("normal"), "font/woff2"),
        "samlar:italic": (_font("italic"), "font/woff2"),
        "samlar:emblem": (picture(inviting.drawn(found, across=84, down=16), COLOURS).encode(), "image/svg+xml"),
        "samlar:code": (code(inviting.absolute(inviting.registration_address(found.id))), "image/svg+xml"),
    }


def code(address: str) -> bytes:
    """A QR code of an address, as SVG."""
    kept = BytesIO()
    segno.make(address, error="m").save(kept, kind="svg", scale=4, border=0, xmldecl=False, dark="#14201c")
    return kept.getvalue()


@lru_cache(maxsize=2)
def _font(style: str) -> bytes:
    return (FONTS / f"atkinson-hyperlegible-next-{style}.woff2").read_bytes()


@lru_cache(maxsize=1)
def _style() -> str:
    return STYLE.read_text()
