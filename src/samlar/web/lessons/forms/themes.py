"""The forms of themes: a new one, another name, and which one it goes into."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samlar.library.queries.themes import ThemeRow
from samlar.library.rules.themes import ABOUT, NAME
from samlar.web.lessons.forms.examples import line
from samlar.web.templatetags.samlar import say


class ThemeForm(forms.Form):
    """What a theme is called in both languages, and what it holds."""

    use_required_attribute = False
    name_sv = line(NAME, label=gettext_lazy("Namn"), missing=gettext_lazy("Skriv vad temat heter."))
    name_en = line(NAME, label=gettext_lazy("Namn på engelska"), help_text=gettext_lazy("Lämnar du det tomt används det svenska."))
    about = line(ABOUT, label=gettext_lazy("Vad hör dit?"), help_text=gettext_lazy("En mening."))


class MergeThemeForm(forms.Form):
    """Which theme this one goes into."""

    use_required_attribute = False
    into = forms.TypedChoiceField(
        label=gettext_lazy("Vilket tema står kvar?"), coerce=int,
        error_messages={"required": gettext_lazy("Välj ett tema."), "invalid_choice": gettext_lazy("Välj ett av temana i listan.")},
    )  # fmt: skip

    def __init__(self, data: Any, *, themes: Iterable[ThemeRow]) -> None:
        super().__init__(data)
        self.fields["into"].choices = [("", ""), *((one.id, say(one.name)) for one in themes)]  # type: ignore[attr-defined]
