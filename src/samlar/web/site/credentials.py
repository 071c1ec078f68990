"""What a browser sends when a passkey is made or used: read with suspicion, refused with a sentence."""

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_CREDENTIAL = 20_000
LONGEST_NAME = 60


class CredentialField(forms.CharField):
    """A credential as JSON text. Whatever is no JSON object is refused before any parser of credentials sees it."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            found = json.loads(text) if len(text) <= LONGEST_CREDENTIAL else None
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise get_adapter().validation_error("incorrect_code")
        return found


class LoginKeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    credential = CredentialField(label=_("Nyckel"))

    def clean_credential(self) -> Any:
        """The person's key. Made-up credentials break the library's parsers in many places: all of them are a refusal."""
        try:
            return super().clean_credential()
        except ValidationError:
            raise
        except Exception as error:
            raise get_adapter().validation_error("incorrect_code") from error


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Every key can be signed in with alone, so the library's choice about that falls away."""

    passwordless = None
    name = forms.CharField(
        label=_("Vad ska nyckeln heta?"), max_length=LONGEST_NAME,
        help_text=_("Så att du känner igen den, till exempel efter datorn eller telefonen."),
    )  # fmt: skip
    credential = CredentialField(label=_("Nyckel"))

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except ValidationError:
            raise
        except Exception as error:
            raise get_adapter().validation_error("incorrect_code") from error


class NameKeyForm(EditWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(label=_("Vad ska nyckeln heta?"), max_length=LONGEST_NAME)
