"""What the list of changes and its figures are narrowed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class NarrowForm(forms.Form):
    """Names as they stand in the address. Nothing need be chosen; what is no choice is left out."""

    organisation = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    format = forms.ChoiceField(required=False)
    tema = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(
        self, data: Any, *, organisations: list[tuple[int, str]], formats: list[tuple[str, str]], themes: list[tuple[int, str]]
    ) -> None:
        super().__init__(data)
        choices: dict[str, tuple[str, str, list[Any]]] = {
            "organisation": (_("Organisation"), _("Alla organisationer"), list(organisations)),
            "format": (_("Format"), _("Alla format"), list(formats)),
            "tema": (_("Tema"), _("Alla teman"), list(themes)),
        }
        for name, (label, every, options) in choices.items():
            self.fields[name].label = label
            self.fields[name].choices = [("", every), *options]  # type: ignore[attr-defined]

    def understood(self) -> dict[str, Any]:
        self.is_valid()
        return {"organisation": None, "format": "", "tema": None} | self.cleaned_data
