"""The viewer's own passkeys: list, add, name, remove. Adding and removing asks for a sign-in that is fresh."""

import ipaddress
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.webauthn import views as library
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render
from django.urls import reverse
from django.views.generic.edit import FormView

from samlar.people.sign_in import signed_in_recently
from samlar.web.site.credentials import AddKeyForm, NameKeyForm

View = Callable[..., HttpResponse]


def freshly_signed_in(view: View) -> View:
    """Lets in who signed in within the last half hour; others are asked to do so anew, on a page that says why."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if signed_in_recently(request):
            return view(request, *args, **kwargs)
        back = f"{reverse('account_login')}?next={reverse('mfa_list_webauthn')}"
        return render(request, "mfa/sign_in_anew.html", {"back": back}, status=200 if request.method == "GET" else 403)

    return guarded


class Keys(library.ListWebAuthnView):  # type: ignore[misc]
    template_name = "mfa/keys.html"
    ordering = "-created_at"


class AddKey(library.AddWebAuthnView):  # type: ignore[misc]
    template_name = "mfa/add_key.html"
    form_class = AddKeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The browser's question for a key that finds its owner by itself; asked anew after every refused answer."""
        found: dict[str, Any] = FormView.get_context_data(self, **kwargs)
        options = begin_registration(self.request.user, True)
        return found | {"named": _is_a_name(self.request.get_host()), "options_text": json.dumps(options)}

    def get_success_url(self) -> str:
        return reverse("mfa_list_webauthn")


class NameKey(library.EditWebAuthnView):  # type: ignore[misc]
    template_name = "mfa/name_key.html"
    form_class = NameKeyForm


class RemoveKey(library.RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "mfa/remove_key.html"


def _is_a_name(host: str) -> bool:
    """Whether browsers would give a passkey to this host: never to a bare number, as the sample world's own address is."""
    try:
        ipaddress.ip_address(split_domain_port(host)[0].strip("[]"))
    except ValueError:
        return True
    return False


keys = Keys.as_view()
add_key = freshly_signed_in(AddKey.as_view())
name_key = NameKey.as_view()
remove_key = freshly_signed_in(RemoveKey.as_view())
