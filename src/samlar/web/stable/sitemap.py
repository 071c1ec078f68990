"""The list of open pages for those who search the web (sitemaps.org): one file, or a list of files where there are very many (J3)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from samlar.people.rules import NotVisible
from samlar.reports.queries.opened import PageRow, how_many_pages, pages
from samlar.web.templatetags.samlar import kept_address

MOST = 50_000  # addresses in a file: the format's limit
TYPE = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
# Pages that are always there.
ALWAYS = ("start", "search", "activities", "examples", "proposals", "formats", "organisations", "changes", "about")
NUMBERED = frozenset({"document", "lesson", "activity", "proposal"})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All open pages, or where they are listed."""
    count = how_many_pages() + len(ALWAYS)
    if count <= MOST:
        return _listed([*_always(), *map(_page, pages(0, MOST))])
    addresses = (_whole(reverse("sitemap_part", args=[number])) for number in range(1, -(-count // MOST) + 1))
    parts = (f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return _answer(f"{HEAD}<sitemapindex {XMLNS}>\n" + "\n".join(parts) + "\n</sitemapindex>\n")


@require_safe
def part(request: HttpRequest, number: int) -> HttpResponse:
    """One of several files. Raises NotVisible for one that is not there."""
    first = (number - 1) * MOST - len(ALWAYS)
    if number < 1 or number > 10_000:
        raise NotVisible
    found = [*_always(), *map(_page, pages(0, MOST - len(ALWAYS)))] if number == 1 else list(map(_page, pages(first, MOST)))
    if not found:
        raise NotVisible
    return _listed(found)


def _always() -> list[str]:
    return [_entry(kept_address(name), None) for name in ALWAYS]


def _page(row: PageRow) -> str:
    return _entry(reverse(row.subject, args=[int(row.id) if row.subject in NUMBERED else row.id]), row.changed)


def _entry(path: str, changed: datetime | None) -> str:
    when = f"<lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else ""
    return f"<url><loc>{_whole(path)}</loc>{when}</url>"


def _whole(path: str) -> str:
    return escape(settings.SITE_ADDRESS + path)


def _listed(entries: Iterable[str]) -> HttpResponse:
    return _answer(f"{HEAD}<urlset {XMLNS}>\n" + "\n".join(entries) + "\n</urlset>\n")


def _answer(written: str) -> HttpResponse:
    answer = HttpResponse(written, content_type=TYPE)
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
