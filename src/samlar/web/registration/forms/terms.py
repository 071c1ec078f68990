"""What an activity asks of those who register, as its lead writes it (E2)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samlar.activities.rules.rows import ActivityRow
from samlar.formats import words as w
from samlar.registration.rules.rows import QuestionRow, TermsRow
from samlar.registration.rules.terms import (
    MOST_QUESTIONS,
    PURPOSE_LENGTH,
    TEXT_LENGTH,
    Written,
    WrittenQuestion,
)
from samlar.web.activities.forms.afterwards import capital
from samlar.web.activities.forms.deeds import LARGEST
from samlar.web.forms import Textarea

PARTS = ("id", "text", "purpose", "kind", "choices", "required", "kept_days", "remove")
KEPT_DAYS = 30


def number(label: Any, *, help_text: Any = "", required: bool = True, missing: Any = None) -> forms.IntegerField:
    """A whole number; its limits are the rules'."""
    wrong = _("Skriv ett helt tal, med siffror.")
    return forms.IntegerField(
        label=label, help_text=help_text, required=required, max_value=LARGEST, min_value=-LARGEST,
        widget=forms.NumberInput(attrs={"class": "narrow", "inputmode": "numeric"}),
        error_messages={"invalid": wrong, "max_value": wrong, "min_value": wrong, "required": missing or wrong},
    )  # fmt: skip


class TermsForm(forms.Form):
    """The terms and the activity's own questions. `rows`: how many questions there is room for.

    `fixed`: the manager's yes is the format's demand, and nothing to choose.
    """

    open_to = forms.MultipleChoiceField(
        label=_("Vilka får anmäla sig?"), widget=forms.CheckboxSelectMultiple, required=False,
        error_messages={"invalid_choice": _("Välj bland svaren.")},
    )  # fmt: skip
    last_day = forms.DateField(
        label=_("Sista anmälningsdag"), required=False, help_text=_("Hela dagen räknas, svensk tid. Lämna tomt om det inte finns någon."),
        widget=forms.DateInput(attrs={"type": "date"}), error_messages={"invalid": _("Skriv en dag, till exempel 2026-08-14.")},
    )  # fmt: skip
    places = number(_("Platser i allt"), help_text=_("Lämna tomt om det inte finns någon gräns."), required=False)
    per_organisation = number(_("Platser per organisation"), required=False)
    approval = forms.BooleanField(label=_("Chefen godkänner varje anmälan"), required=False)
    fee = number(_("Avgift per person, i hela kronor"), help_text=_("0 om det är gratis."))
    offer_hours = number(
        _("Så många timmar gäller ett erbjudande"),
        help_text=_("48 timmar är 2 dagar, 240 timmar är 10 dagar. Den på väntelistan som inte har svarat då förlorar platsen till nästa."),
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, activity: ActivityRow, terms: TermsRow, rows: int, fixed: bool) -> None:
        super().__init__(data, initial=_initial(terms))
        part = activity.definition.participation
        self.fixed = fixed
        self.fields["open_to"].choices = [(one, capital(w.MEMBERSHIPS[one])) for one in part.register or ()]  # type: ignore[attr-defined]
        self.fields["per_organisation"].help_text = (
            gettext("Högst %(most)d enligt formatet.") % {"most": part.persons_max}
            if part.persons_max
            else gettext("Lämna tomt om det inte finns någon gräns.")
        )
        self.rows = min(rows, MOST_QUESTIONS)
        for place in range(self.rows):
            self._question(place)
        if fixed:
            del self.fields["approval"]

    def _question(self, place: int) -> None:
        """The fields of one question. A question without text and purpose is left out."""
        fields: dict[str, forms.Field] = {
            "id": forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST),
            "text": forms.CharField(label=gettext("Frågan"), max_length=TEXT_LENGTH, required=False, widget=forms.TextInput),
            "purpose": forms.CharField(
                label=gettext("Vad svaret används till"), max_length=PURPOSE_LENGTH, required=False,
                help_text=gettext("Står vid frågan. Till exempel: För att beställa rätt mat till er."),
            ),
            "kind": forms.ChoiceField(
                label=gettext("Hur man svarar"), widget=forms.RadioSelect, required=False, initial="text",
                choices=[("text", gettext("Skriver")), ("choice", gettext("Väljer bland svar"))],
            ),
            "choices": forms.CharField(
                label=gettext("Svar att välja bland"), required=False, widget=Textarea(attrs={"rows": 3}),
                help_text=gettext("Ett svar per rad. Bara om man väljer bland svar."),
            ),
            "required": forms.BooleanField(label=gettext("Måste besvaras"), required=False),
            "kept_days": forms.IntegerField(
                label=gettext("Dagar efter sista träffen som svaren sparas"), initial=KEPT_DAYS, min_value=0, max_value=365, required=False,
                widget=forms.NumberInput(attrs={"class": "narrow", "inputmode": "numeric"}),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), gettext("Skriv ett tal från 0 till 365.")),
            ),
            "remove": forms.BooleanField(label=gettext("Ta bort frågan"), required=False),
        }  # fmt: skip
        for name, field in fields.items():
            self.fields[f"q{place}_{name}"] = field

    def questions(self) -> list[dict[str, Any]]:
        """The questions' bound fields, for the template."""
        return [
            {"number": place + 1, "known": bool(self[f"q{place}_id"].value())} | {name: self[f"q{place}_{name}"] for name in PARTS}
            for place in range(self.rows)
        ]

    def written(self) -> Written:
        data = self.cleaned_data
        return Written(
            open_to=tuple(data["open_to"]),
            approval=True if self.fixed else data["approval"],
            **{name: data[name] for name in ("last_day", "places", "per_organisation", "fee", "offer_hours")},
        )

    def written_questions(self) -> list[tuple[int, WrittenQuestion]]:
        """(its place in the form, what was written) of the questions that are asked."""
        return [(place, self._written(place)) for place in range(self.rows) if self._asked(place)]

    def _asked(self, place: int) -> bool:
        data = self.cleaned_data
        return not data[f"q{place}_remove"] and any(data[f"q{place}_{name}"].strip() for name in ("text", "purpose", "choices"))

    def _written(self, place: int) -> WrittenQuestion:
        said = {name: self.cleaned_data[f"q{place}_{name}"] for name in PARTS}
        lines = [" ".join(line.split()) for line in said["choices"].splitlines()]
        return WrittenQuestion(
            id=said["id"],
            text=" ".join(said["text"].split()),
            purpose=" ".join(said["purpose"].split()),
            kind=said["kind"] or "text",
            choices=tuple(dict.fromkeys(line for line in lines if line)) if said["kind"] == "choice" else (),
            required=said["required"],
            kept_days=KEPT_DAYS if said["kept_days"] is None else said["kept_days"],
        )


def _initial(terms: TermsRow) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: getattr(terms, name) for name in ("last_day", "places", "per_organisation", "approval", "fee", "offer_hours", "revision")
    } | {"open_to": list(terms.open_to)}
    for place, question in enumerate(terms.questions):
        found |= {f"q{place}_{name}": value for name, value in _row(question).items()}
    return found


def _row(question: QuestionRow) -> dict[str, Any]:
    return {
        "id": question.id, "text": question.text, "purpose": question.purpose, "kind": question.kind,
        "choices": "\n".join(question.choices), "required": question.required, "kept_days": question.kept_days,
    }  # fmt: skip


def rows_of(names: Sequence[str]) -> int:
    """How many questions a sent form has room for."""
    places = [
        int(name[1:-5]) for name in names if name.startswith("q") and name.endswith("_text") and name[1:-5].isdecimal() and len(name) < 9
    ]
    return max(places, default=-1) + 1
