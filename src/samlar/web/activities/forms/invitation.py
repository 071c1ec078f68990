"""The invitation's texts, and whom to invite."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samlar.activities.rules import invitation as rules
from samlar.activities.rules.invitation import Guest, InvitationRow
from samlar.web.activities.forms.afterwards import capital
from samlar.web.activities.forms.deeds import LARGEST
from samlar.web.activities.forms.plan import said
from samlar.web.forms import Textarea


class InvitationForm(forms.Form):
    """A field per text, in the invitation's order. Nothing must be written to save; what is missing is said beside the form."""

    use_required_attribute = False
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any, kept: InvitationRow) -> None:
        super().__init__(data, initial={**kept.texts, "revision": kept.revision})
        for part in rules.TEXTS:
            widget = Textarea(attrs={"rows": part.rows}) if part.rows > 1 else forms.TextInput(attrs={"autocomplete": "off"})
            self.fields[part.id] = forms.CharField(
                label=said(part.label),
                help_text=said(part.help),
                required=False,
                max_length=part.most,
                widget=widget,
                error_messages={"max_length": _("Texten har %(show_value)d tecken. Högst %(limit_value)d får plats.")},
            )

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[part.id] for part in rules.TEXTS]

    def texts(self) -> Mapping[str, str]:
        return {part.id: self.cleaned_data[part.id] for part in rules.TEXTS}


class OpenForm(forms.Form):
    """For whom the activity is open."""

    to_all = forms.ChoiceField(
        label=_("Vilka får anmäla sig?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Alla som formatet tar emot")), ("no", _("Bara de som bjuds in"))],
        error_messages={"required": _("Välj vilka som får anmäla sig.")},
    )


class InviteForm(forms.Form):
    """Whom to invite: by group, and by name under their kind."""

    groups = forms.MultipleChoiceField(label=_("Många på en gång"), required=False, widget=forms.CheckboxSelectMultiple)
    organisations = forms.TypedMultipleChoiceField(label=_("En och en"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any, guests: Sequence[Guest]) -> None:
        super().__init__(data)
        there = {one.membership for one in guests}
        groups = [word for word in rules.GROUPS if word == "regions" or word.removesuffix("s") in there]
        self.fields["groups"].choices = [(word, capital(rules.GROUPS[word])) for word in groups]  # type: ignore[attr-defined]
        self.fields["organisations"].choices = grouped(guests)  # type: ignore[attr-defined]


def grouped(guests: Sequence[Guest]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Those that can be invited, under regions, other members, partners and guests."""
    kinds: dict[str, list[tuple[int, str]]] = {}
    heads = {"member": _("Andra medlemmar"), "partner": _("Partner"), "guest": _("Gäster")}
    for one in guests:
        if not one.state:
            head = _("Regioner") if one.kind == "region" and one.membership == "member" else heads[one.membership]
            kinds.setdefault(str(head), []).append((one.organisation, one.name))
    order = [str(_("Regioner")), *(str(head) for head in heads.values())]
    return [(head, kinds[head]) for head in order if head in kinds]
