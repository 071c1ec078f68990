"""The form in which a year's envelope is decided."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.economy.queries import EnvelopeRow
from samlar.economy.rules import NOTE_LENGTH
from samlar.web.forms import Textarea
from samlar.web.money import Kronor


class EnvelopeForm(forms.Form):
    """Amount, source and a note; `revision` is the one that was read, so that the second of two windows is told."""

    amount = Kronor()
    source = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(required=False, max_length=NOTE_LENGTH, widget=Textarea(attrs={"rows": 3}))
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any, envelope: EnvelopeRow) -> None:
        super().__init__(
            data,
            initial={"amount": envelope.amount, "source": envelope.source, "note": envelope.note, "revision": envelope.revision},
        )
        language = get_language() or "sv"
        amount, source, note = self.fields["amount"], self.fields["source"], self.fields["note"]
        amount.label = _("Ram för året")
        amount.help_text = _("Hela kronor. Från det som redan är beviljat till formatets tak.")
        amount.error_messages["required"] = _("Skriv årets ram i kronor.")
        source.label = _("Varifrån kommer pengarna?")
        source.choices = [  # type: ignore[attr-defined]
            (word, name.in_language(language)[:1].upper() + name.in_language(language)[1:]) for word, name in envelope.sources.items()
        ]
        source.error_messages["required"] = source.error_messages["invalid_choice"] = _("Välj varifrån pengarna kommer.")
        note.label = _("Anteckning")
        note.help_text = _("Till exempel beslutets datum och diarienummer. Skriv vilken källan är om ni väljer en annan.")
