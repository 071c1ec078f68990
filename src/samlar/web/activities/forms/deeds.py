"""Forms of one or two fields, each for one deed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samlar.activities.rules.deeds import MESSAGE_LENGTH, NOTE_LENGTH, REASON_LENGTH, WHY_LENGTH
from samlar.talk.rules import LONGEST_COMMENT
from samlar.web.forms import Textarea

LARGEST = 2**31 - 1
TOO_LONG = _("Texten har %(show_value)d tecken. Högst %(limit_value)d får plats.")


def words(most: int, *, label: Any, help_text: Any = "", required: bool = True, missing: Any = None, rows: int = 3) -> forms.CharField:
    """A text of some sentences, with its counter."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=Textarea(attrs={"rows": rows}),
        error_messages={
            "max_length": TOO_LONG,
            **({"required": missing} if missing else {}),
        },
    )


class StepForm(forms.Form):
    """One of the format's steps; the reason only where the step asks for one."""

    reason = words(REASON_LENGTH, label=_("Varför"), missing=_("Skriv varför."))
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, revision: int, wants_reason: bool, hint: str) -> None:
        super().__init__(data, initial={"revision": revision})
        if not wants_reason:
            del self.fields["reason"]
        else:
            self.fields["reason"].help_text = hint


class ReadingForm(forms.Form):
    """The mandate's reading of the plan or the result."""

    verdict = forms.ChoiceField(
        label=_("Ditt svar"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Ja, jag godkänner")), ("no", _("Nej, något behöver ändras"))],
        error_messages={"required": _("Välj ja eller nej.")},
    )
    note = words(
        NOTE_LENGTH,
        label=_("Vad behöver ändras?"),
        help_text=_("Den som leder får texten. Skriv vad och gärna hur."),
        required=False,
        rows=5,
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class OverrideForm(forms.Form):
    """The reason for leaving a should unmet."""

    reason = words(
        REASON_LENGTH,
        label=_("Varför gör ni avsteg?"),
        help_text=_("Skälet syns för alla som ser planen, också efter start."),
        missing=_("Skriv skälet."),
    )


class AskForm(forms.Form):
    """An organisation to ask, and a few words with the question."""

    organisation = forms.TypedChoiceField(label=_("Organisation"), coerce=int, error_messages={"required": _("Välj en organisation.")})
    message = words(
        MESSAGE_LENGTH, label=_("Några ord på vägen"), help_text=_("Står i brevet till organisationens medlemsansvariga."), required=False
    )

    def __init__(self, data: Any, candidates: list[tuple[int, str, bool]]) -> None:
        super().__init__(data)
        interested = [(id, name) for id, name, wants in candidates if wants]
        others = [(id, name) for id, name, wants in candidates if not wants]
        groups: list[Any] = [("", _("Välj organisation"))]
        groups += [(_("Har anmält intresse"), interested)] if interested else []
        groups += [(_("Övriga"), others)] if others and interested else others
        self.fields["organisation"].choices = groups  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Yes or no to taking part, with a word."""

    answer = forms.ChoiceField(
        label=_("Vill ni delta?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Ja, vi deltar")), ("no", _("Nej, inte den här gången"))],
        error_messages={"required": _("Välj ja eller nej.")},
    )
    word = words(WHY_LENGTH, label=_("Ett ord till den som leder"), required=False, rows=2)


class WhyForm(forms.Form):
    """Why an organisation leaves or is removed."""

    why = words(WHY_LENGTH, label=_("Varför?"), missing=_("Skriv varför."), rows=2)


class HandOverForm(forms.Form):
    """Who takes over the lead."""

    participation = forms.TypedChoiceField(
        label=_("Vem tar över?"), coerce=int, widget=forms.RadioSelect, error_messages={"required": _("Välj vem som tar över.")}
    )

    def __init__(self, data: Any, choices: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["participation"].choices = choices  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """Who is one's own organisation's contact."""

    person = forms.TypedChoiceField(label=_("Er kontaktperson"), coerce=int, error_messages={"required": _("Välj en person.")})

    def __init__(self, data: Any, colleagues: list[tuple[int, str]], current: int | None) -> None:
        super().__init__(data, initial={"person": current})
        self.fields["person"].choices = [("", _("Välj person")), *colleagues]  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """A comment in the activity's thread."""

    text = words(LONGEST_COMMENT, label=_("Skriv en kommentar"), missing=_("Skriv något först."))


class ExchangeForm(forms.Form):
    """A question or a piece of advice to others who lead."""

    text = words(
        LONGEST_COMMENT,
        label=_("Fråga eller berätta"),
        help_text=_("Till exempel vad du gör annorlunda nästa gång."),
        missing=_("Skriv något."),
    )
