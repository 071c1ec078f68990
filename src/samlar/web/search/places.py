"""Where a thing that was found is read, at the place that was hit."""

from urllib.parse import urlencode

from samlar.reports.queries.search import Excerpt, Hit
from samlar.web.templatetags.samlar import kept_address

# What a thing's key calls it -> the name of its page, and what its number is called in the address.
PAGES = {
    "document": ("document", "document_id"), "lesson": ("lesson", "lesson_id"), "activity": ("activity", "activity_id"),
    "proposal": ("proposal", "proposal_id"),
}  # fmt: skip


def address(hit: Hit, part: Excerpt | None = None, words: str = "") -> str:
    """The page of what was found; of a document at the page, slide or moment, with the words that are marked there. Empty for what has no
    page."""
    found = _page(hit)
    if not (found and part and part.anchor and hit.subject == "document"):
        return found
    carried = f"&{urlencode({'q': words})}" if words and part.anchor.startswith("sida=") else ""
    return f"{found}?{part.anchor}{carried}#{part.fragment}"


def _page(hit: Hit) -> str:
    if hit.subject == "organisation":
        return kept_address("organisation", hit.organisation_slug) if hit.organisation_slug else ""
    if hit.subject == "format":
        return kept_address("format", hit.id)
    if not hit.id.isdecimal():
        return ""
    if hit.subject == "session":
        return kept_address("activity_session", hit.within, int(hit.id)) if hit.within else ""
    if hit.subject in PAGES:
        name, argument = PAGES[hit.subject]
        return kept_address(name, **{argument: int(hit.id)})
    return ""
