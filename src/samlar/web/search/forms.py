"""The form of a kept search: what it is called and how often its letters go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samlar.library.rules.saved import MAILS, NAME, Mails
from samlar.web.templatetags.samlar import say


class SavedForm(forms.Form):
    """A name and how often."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Vad ska bevakningen heta?"), max_length=NAME, strip=True,
        error_messages={"required": gettext_lazy("Skriv vad bevakningen ska heta.")},
    )  # fmt: skip
    mails = forms.TypedChoiceField(
        label=gettext_lazy("När vill du ha brev om det som är nytt?"), coerce=Mails, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur ofta."), "invalid_choice": gettext_lazy("Välj hur ofta.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["mails"].choices = [(one.value, say(words)) for one, words in MAILS.items()]  # type: ignore[attr-defined]
