"""Forms about conversations and visits: asking for one, and answering (F7)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samlar.lessons.rules.deeds import WORD
from samlar.lessons.rules.visits import Sort, Wish
from samlar.web.activities.forms.deeds import words


def _day(label: Any, help_text: Any, *, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=forms.DateInput(attrs={"type": "date", "class": "narrow"}),
        error_messages={"invalid": _("Skriv en dag, till exempel 2026-08-14."), "required": _("Skriv vilken dag som passar er.")},
    )  # fmt: skip


class AskForm(forms.Form):
    """What is asked for: talking or visiting, about what, and when."""

    use_required_attribute = False
    sort = forms.ChoiceField(
        label=_("Vad vill ni?"), widget=forms.RadioSelect,
        choices=[(Sort.CONVERSATION.value, _("Ett samtal, till exempel på video")), (Sort.VISIT.value, _("Ett besök hos dem"))],
        error_messages={"required": _("Välj ett av svaren."), "invalid_choice": _("Välj ett av svaren.")},
    )  # fmt: skip
    message = words(
        WORD, label=_("Vad vill ni lära er av dem?"), missing=_("Skriv vad ni vill lära er av dem."), rows=4,
        help_text=_("Berätta var ni är och vad ni undrar. Den som får frågan ser ditt namn."),
    )  # fmt: skip
    wanted_day = _day(_("När skulle det passa er?"), _("En dag ungefär. De svarar med en dag som passar dem."), required=False)

    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(Sort(said["sort"]), said["message"], said["wanted_day"])


class AcceptForm(forms.Form):
    """Yes: when, and a word."""

    use_required_attribute = False
    prefix = "ja"
    day = _day(_("Vilken dag?"), _("Dagen kan flyttas senare."), required=True)
    word = words(
        WORD,
        label=_("Något att hälsa?"),
        required=False,
        help_text=_("Till exempel tid, plats eller länk. De får ditt namn och din adress."),
    )


class DeclineForm(forms.Form):
    """No: why."""

    use_required_attribute = False
    prefix = "nej"
    word = words(
        WORD, label=_("Varför passar det inte?"), missing=_("Skriv några ord till dem som frågade."),
        help_text=_("Gärna när det kan passa bättre, eller vem de kan fråga i stället."),
    )  # fmt: skip
