"""Who asks, in which language, and what a refusal looks like."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from samlar.formats.sentence import Refusal
from samlar.people import queries
from samlar.people.rules import VISITOR, NotAllowed, NotVisible
from samlar.web import doors, errors
from samlar.web.asked import viewer

Answer = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Puts the viewer on the request, as known right now: a role that ended yesterday is gone today."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = queries.actor(request.user.pk) if request.user.is_authenticated else VISITOR  # type: ignore[attr-defined]
        return self.answer(request)


class SignInMiddleware:
    """Sends a visitor to sign in who opens, or sends a form to, an address that is not open to visitors (web/doors)."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Answer, arguments: tuple[Any, ...], named: dict[str, Any]) -> HttpResponse | None:
        found = request.resolver_match
        if viewer(request).signed_in or found is None or doors.open_to_visitors(found.url_name or "", request.method or ""):
            return None
        return doors.to_sign_in(request)


class LanguageMiddleware:
    """The person's own language, else what the visitor chose here, else Swedish; never the browser's guess (Z9)."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        actor = viewer(request)
        language = actor.language if actor.signed_in else chosen
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language)
        return response


class RefusalMiddleware:
    """A refusal that no view has answered becomes a page that says why and what would mend it."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotVisible):
            return errors.not_found(request)
        if isinstance(exception, NotAllowed):
            return errors.refused(request, exception, status=403)
        if isinstance(exception, Refusal):
            return errors.refused(request, exception, status=409)
        return None
