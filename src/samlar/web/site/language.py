"""The language switch: the person's own language when signed in, else a cookie; back to the same page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from samlar.people.actions import change_account
from samlar.web.asked import viewer


def switch(request: HttpRequest) -> HttpResponse:
    """POST `language` and `next`. Whatever else is asked changes nothing and leads to the start page."""
    back = request.POST.get("next", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    answer = redirect(back if safe else "start")
    language = request.POST.get("language", "")
    if request.method != "POST" or language not in dict(settings.LANGUAGES):
        return answer
    actor = viewer(request)
    if actor.signed_in:
        change_account(actor, name=actor.name, language=language)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE, secure=settings.SESSION_COOKIE_SECURE,
        httponly=True, samesite="Lax",
    )  # fmt: skip
    return answer
