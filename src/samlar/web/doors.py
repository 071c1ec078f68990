"""Which addresses are open to visitors. All others are for those who are signed in: a new page is closed until it is named here.

Whoever is not signed in is sent to sign in before anything is looked up, so a closed address says nothing about what exists behind it.
What is open still answers 404 for the single things that a visitor may not see (NotVisible).
"""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from samlar.web.asked import here

# By the names of the addresses.
READ_BY_ALL = frozenset(
    {
        "start", "search", "search_before", "search_suggestions", "search_feed", "about", "privacy", "look",
        "organisations", "organisation", "mandates", "bodies", "body", "proposals",
        "activities", "activity", "activity_participants", "activity_result", "activity_dissemination", "activity_evaluation",
        "activity_contacts", "activity_factors", "activity_figures", "activity_figures_file", "figures", "figures_file",
        "activity_lessons", "activity_programme", "activity_programme_version", "activity_session",
        "activity_programme_calendar", "session_calendar",
        "activity_handoffs", "handoff",
        "activity_family", "changes", "changes_file", "change_figures", "change_figures_file", "changes_year",
        "activity_invitation", "activity_invitation_image", "activity_invitation_pdf", "formats",
        "rounds", "round", "round_result", "round_projected", "round_file", "round_figures",
        "uptake",
        "format", "format_version", "format_version_file", "format_compare",
        "flow",
        "lesson", "examples", "example_picture", "themes",
        "document", "document_file", "document_view", "document_preview", "activity_documents",
        "transcript", "captions_file", "document_citation", "feed", "feed_theme", "feed_sort", "sitemap", "sitemap_part",
        "short_document", "short_lesson", "short_activity", "short_proposal", "short_session", "short_organisation", "short_format",
    }
)  # fmt: skip
USED_BY_ALL = frozenset(
    {
        "accessibility",  # an obstacle is reported without an account (Z1)
        "calendar_feed",  # the address itself is the key (E4)
        "check_by_link",  # somebody checks that a lesson is in use, by the link in a letter, without an account (F2)
        "assignment_follow_up",  # and says what became of it, in the same way (F3)
        "assignment_answer",  # a manager confirms by the link in a letter, without an account (E3)
        "follow_up",  # the clock's question is answered by the link in a letter, without an account (F3)
        "handoff_by_link",  # whoever was asked answers by the link in a letter, without an account (F8)
        "manager_page",  # a manager answers by the link in a letter, without an account (E2)
        "recording_play",  # a visitor says yes to the film's service (G3)
        "saved_search_stop",  # no more letters, by the link in one, without an account (G2)
        "proposal_news_stop",  # and no more about what becomes of a proposal (B3)
        "saved_search_feed",  # the address itself is the key (G2)
        "language", "robots", "favicon", "security", "health",
        "account_login", "account_request_login_code", "account_confirm_login_code", "mfa_login_webauthn", "account_signup",
        "account_inactive", "account_logout", "door", "sample_sign_in", "sample_sign_in_as", "sample_outbox", "sample_letter",
    }
)  # fmt: skip
# From these pages one goes on to my page, which is where signing in leads by itself.
NOWHERE_TO_COME_BACK_TO = (
    "start", "account_", "mfa_", "sample_sign_in", "manager_page", "handoff_by_link", "assignment_answer", "assignment_follow_up",
    "check_by_link", "follow_up",
)  # fmt: skip


def open_to_visitors(name: str, method: str) -> bool:
    return name in USED_BY_ALL or (name in READ_BY_ALL and method in ("GET", "HEAD", "OPTIONS"))


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, which leads back: to the page asked for, or to the page that a form was sent from."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=401)  # only part of a page was asked for: what is written in it stays
    return redirect(sign_in_address(request))


def sign_in_address(request: HttpRequest) -> str:
    """Where one signs in and then comes back to the page asked for, also one that was not there for a visitor (a letter's link)."""
    back = here(request) if request.method in ("GET", "HEAD") else _sent_from(request)
    found = request.resolver_match
    nowhere = found is not None and (found.url_name or "").startswith(NOWHERE_TO_COME_BACK_TO)
    return reverse("account_login") + (f"?{urlencode({'next': back})}" if back and not nowhere else "")


def _sent_from(request: HttpRequest) -> str:
    """The path of our own page that a form stood on, if the browser tells; else nothing."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return f"{page.path}?{page.query}".removesuffix("?") if page.netloc == request.get_host() else ""
