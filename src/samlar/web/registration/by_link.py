"""What every page has that is opened by a private link: the receiver's language, and that nothing of it is kept or told on."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control

from samlar.web.asked import viewer

Page = Callable[[], HttpResponse]


def private_page(request: HttpRequest, receivers: str, page: Page, answered: Page) -> HttpResponse:
    """The page, or how it is answered, in the reader's language and kept private. `receivers`: the language of whoever got the link.

    GET never does anything: a letter's scanner opens links too.
    """
    language = language_of_page(request, receivers)
    with translation.override(language):
        response = answered() if request.method == "POST" else page()
    return kept_private(response, language)


def language_of_page(request: HttpRequest, receivers: str) -> str:
    """What the reader has chosen here, else the language of whoever is signed in, else the receiver's own."""
    actor = viewer(request)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    language = chosen or (actor.language if actor.signed_in else receivers)
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def kept_private(response: HttpResponse, language: str) -> HttpResponse:
    """The address is a secret: not searched, not stored, not told to other sites.

    Nothing stricter than `same-origin` will do: without its own origin a browser's form is refused as foreign.
    """
    response.headers["Content-Language"] = language
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    patch_cache_control(response, no_store=True, private=True)
    return response
