"""Error pages that help: what happened, that nothing was changed, where to go."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samlar.formats.sentence import Refusal
from samlar.web.stable.old import moved


def refused(request: HttpRequest, refusal: Refusal, *, status: int) -> HttpResponse:
    return render(request, "errors/refused.html", {"refusal": refusal}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def lost(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No page has the address: perhaps it is one of the old archive's, which lead on (G4)."""
    return moved(request) or not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """Without context processors: whatever broke may break them too."""
    return render(None, "errors/500.html", status=500)  # type: ignore[arg-type]
