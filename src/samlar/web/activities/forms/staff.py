"""Somebody who staffs an activity: chosen among those who take part, or written with name and address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samlar.activities.rules import staff as rules
from samlar.activities.rules.staff import Described, StaffRow
from samlar.web.activities.forms.afterwards import capital

Groups = Sequence[tuple[str, Sequence[tuple[int, str]]]]


class StaffForm(forms.Form):
    """`people`: whom to choose among, by organisation. `row`: who it is now, where somebody is changed."""

    role = forms.ChoiceField(label=_("Roll"), error_messages={"required": _("Välj en roll."), "invalid_choice": _("Välj en roll.")})
    person = forms.TypedChoiceField(
        label=_("Person i Samlär"),
        help_text=_("Någon hos dem som deltar. Är det någon annan, så lämna tomt och skriv namn och adress."),
        required=False,
        coerce=int,
        empty_value=None,
    )
    name = forms.CharField(label=_("Namn"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.CharField(
        label=_("E-postadress"),
        help_text=_("Finns adressen i Samlär får personen se det som bara deltagarna ser."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.TypedChoiceField(label=_("Organisation"), required=False, coerce=int, empty_value=None)
    engagement = forms.ChoiceField(label=_("Varifrån"), error_messages={"required": _("Välj varifrån personen kommer.")})
    answers = forms.ChoiceField(
        label=_("Svarar på frågor om"),
        help_text=_("Den som svarar på frågor står med namn och adress på inbjudan, för alla att läsa."),
        required=False,
    )

    def __init__(self, data: Any, *, people: Groups, organisations: Sequence[tuple[int, str]], row: StaffRow | None = None) -> None:
        super().__init__(data, initial=_initial(row))
        here = {id for _organisation, several in people for id, _name in several}
        more = [(row.person, row.name)] if row and row.person and row.person not in here else []
        choices: dict[str, Any] = {
            "role": [("", _("Välj roll")), *((word, capital(name)) for word, name in rules.ROLES.items())],
            "person": [("", _("Någon annan")), *people, *more],
            "organisation": [("", _("Ingen i listan")), *organisations],
            "engagement": [(word, capital(name)) for word, name in rules.ENGAGEMENTS.items()],
            "answers": [("", _("Inga frågor")), *((word, capital(name)) for word, name in rules.ANSWERS.items())],
        }
        for name, several in choices.items():
            self.fields[name].choices = several  # type: ignore[attr-defined]

    def described(self) -> Described:
        return Described(**self.cleaned_data)


def _initial(row: StaffRow | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "role": row.role,
        "person": row.person,
        "name": "" if row.person else row.name,
        "email": "" if row.person else row.email,
        "organisation": None if row.person else row.organisation,
        "engagement": row.engagement,
        "answers": row.answers,
    }
