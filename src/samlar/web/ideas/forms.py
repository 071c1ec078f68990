"""Forms about proposals. Limits are the rules' own; what only a rule can judge comes back as its refusal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samlar.ideas.rules.deeds import LONGEST_NOTE, LONGEST_REASON, LONGEST_SUMMARY, LONGEST_TEXT, LONGEST_TITLE
from samlar.ideas.rules.rows import InterestRow, OwnInterest, ProposalRow
from samlar.talk.rules import LONGEST_COMMENT
from samlar.web.forms import Textarea

LARGEST = 2**31 - 1


class NotYet(forms.CharField):
    """A field that a published proposal has and a draft may wait with: nobody calls it optional, and the deed says when it is missing."""

    def validate(self, value: Any) -> None:
        return


class ProposalForm(forms.Form):
    """A proposal as it is written. A published one has its format and own interest no more: they are answered elsewhere."""

    title = forms.CharField(
        label=_("Titel"), max_length=LONGEST_TITLE, help_text=_("Säg vad ni vill lära er, med få ord."),
        error_messages={"required": _("Skriv en titel.")},
    )  # fmt: skip
    summary = NotYet(
        label=_("En mening om förslaget"), max_length=LONGEST_SUMMARY, widget=Textarea(attrs={"rows": 2}),
        help_text=_("Den läses av alla. Ett utkast kan vänta med den."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Mer om förslaget"), max_length=LONGEST_TEXT, required=False, widget=Textarea(attrs={"rows": 8}),
        help_text=_("Varför nu? Vad vet ni redan? En tom rad ger nytt stycke. En rad som börjar med - blir en punkt i en lista."),
    )  # fmt: skip
    format = NotYet(label=_("Format"), widget=forms.Select)
    own_interest = forms.ChoiceField(
        label=_("Vill er organisation själv vara med?"),
        choices=[
            (OwnInterest.NONE, _("Vi har inte bestämt oss")),
            (OwnInterest.JOIN, _("Vi vill vara med")),
            (OwnInterest.LEAD, _("Vi vill vara med och kan leda")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Att föreslå är inte att lova. Ni kan ändra svaret när som helst."),
        error_messages={"required": _("Välj ett av svaren."), "invalid_choice": _("Välj ett av svaren.")},
    )
    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, formats: list[tuple[str, str]], published: bool = False, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if published:
            del self.fields["format"], self.fields["own_interest"]
            self.fields["summary"].help_text = _("Den läses av alla.")
        else:
            self.fields["format"].widget.choices = formats  # type: ignore[attr-defined]
            self.fields["format"].help_text = _("Vet ni inte? Låt det vara öppet. Den som leder väljer när planeringen börjar.")


def kept_in(proposal: ProposalRow) -> dict[str, Any]:
    """A proposal as the form's first values."""
    own = proposal.interest_of(proposal.organisation)
    said = OwnInterest.NONE if own is None else OwnInterest.LEAD if own.would_lead else OwnInterest.JOIN
    return {
        "title": proposal.title,
        "summary": proposal.summary,
        "text": proposal.text,
        "format": proposal.format,
        "own_interest": said,
        "revision": proposal.revision,
    }


class InterestForm(forms.Form):
    """An organisation's interest, and in the same act whether it would lead (B1)."""

    would_lead = forms.TypedChoiceField(
        label=_("Hur vill ni vara med?"),
        choices=[("0", _("Vi vill vara med")), ("1", _("Vi vill vara med och kan leda"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett av svaren."), "invalid_choice": _("Välj ett av svaren.")},
    )
    note = forms.CharField(
        label=_("Något att tillägga"), max_length=LONGEST_NOTE, required=False, widget=Textarea(attrs={"rows": 2}),
        help_text=_("Till exempel vad ni kan bidra med. Alla medlemmar och partner ser det."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, own: InterestRow | None = None) -> None:
        said = {"would_lead": "1" if own.would_lead else "0", "note": own.note} if own else {"would_lead": "0"}
        super().__init__(data, initial=said)


class WithdrawForm(forms.Form):
    """Why a proposal is withdrawn."""

    reason = forms.CharField(
        label=_("Varför drar ni tillbaka förslaget?"), max_length=LONGEST_REASON, widget=Textarea(attrs={"rows": 3}),
        help_text=_("Skälet står kvar vid förslaget. De som visat intresse får läsa det."),
        error_messages={"required": _("Skriv varför. De som visat intresse får läsa det.")},
    )  # fmt: skip


class CommentForm(forms.Form):
    """A comment on a proposal."""

    text = forms.CharField(
        label=_("Skriv en kommentar"), max_length=LONGEST_COMMENT, widget=Textarea(attrs={"rows": 3}),
        help_text=_("Alla medlemmar och partner ser den, med ditt namn."), error_messages={"required": _("Skriv något först.")},
    )  # fmt: skip
