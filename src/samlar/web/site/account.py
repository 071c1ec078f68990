"""Signing in and out, on the sign-in library's own flow with our forms and pages.

Its views are classes; they are bent here and nowhere else. Only what stands in `urls.py` is reachable: no passwords, no sign-up.
"""

from typing import Any

from allauth.account import views as library
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from samlar.web.site.credentials import LoginKeyForm


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    email = forms.EmailField(
        label=_("Din e-postadress"),
        help_text=_("Den som din organisation har lagt in för dig, oftast din adress på jobbet."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        """Addresses are kept in lower case. Says nothing about who has an account; too many requests are refused."""
        self.cleaned_data["email"] = self.cleaned_data["email"].strip().lower()
        return super().clean_email()


class ConfirmCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    code = forms.CharField(
        label=_("Koden i brevet"),
        help_text=_("Åtta siffror. Bindestrecket behövs inte."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}),
    )


class RequestCode(library.RequestLoginCodeView):  # type: ignore[misc]
    """The sign-in page: an address in, a code by letter."""

    form_class = RequestCodeForm
    template_name = "account/sign_in.html"


class ConfirmCode(library.ConfirmLoginCodeView):  # type: ignore[misc]
    """The page where the code is entered; `action=resend` sends a new one, at most twice."""

    form_class = ConfirmCodeForm
    template_name = "account/code.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        return found | {"sent_to": found.pop("email")}


class SignOut(library.LogoutView):  # type: ignore[misc]
    template_name = "account/sign_out.html"


class SignInWithKey(LoginWebAuthnView):  # type: ignore[misc]
    """GET with `Accept: application/json` gives the browser its question; POST takes the answer."""

    form_class = LoginKeyForm


def no_account(request: HttpRequest) -> HttpResponse:
    """How one gets an account; in the place where the library would have its sign-up page."""
    return render(request, "account/no_account.html")


def inactive(request: HttpRequest) -> HttpResponse:
    """For whoever proves to be somebody whose account has ended."""
    return render(request, "account/inactive.html")


request_code = RequestCode.as_view()
confirm_code = ConfirmCode.as_view()
sign_out = SignOut.as_view()
sign_in_with_key = SignInWithKey.as_view()

