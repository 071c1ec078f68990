"""The few pages that machines read."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samlar.foundation import clock, health

PLAIN = "text/plain; charset=utf-8"
# A search's results are not for other searches: what they hold is in the sitemap, each at its own address.
SEARCHES = ("/arkiv/?", "/arkiv/ordhjalp/", "/arkiv/sokflode/")
CLOSED = ("/logga-in/", "/logga-ut/", "/mitt-konto/", "/min-sida/", "/prova/", *SEARCHES)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What is public may be found; a sample world may not: its proposals would be read as real ones."""
    closed = ("/",) if settings.DEMO else CLOSED
    told = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in closed)
    if not settings.DEMO:
        told += f"Sitemap: {settings.SITE_ADDRESS}{reverse('sitemap')}\n"
    return HttpResponse(told, content_type=PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where weaknesses are reported (RFC 9116)."""
    until = (clock.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{settings.SITE_CONTACT}",
        f"Expires: {until}",
        "Preferred-Languages: sv, en",
        f"Canonical: {settings.SITE_ADDRESS}{reverse('security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask for the icon before they have read the page."""
    return redirect(static("samlar/favicon-32.png"), permanent=True)


@never_cache
@require_safe
def healthy(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, else 503: for whoever watches over the server."""
    well = health.database_answers()
    return HttpResponse("ok\n" if well else "the database does not answer\n", content_type=PLAIN, status=200 if well else 503)
