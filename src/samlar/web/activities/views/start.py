"""Starting to plan an activity from a proposal."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.formats.sentence import Refusal
from samlar.lifecycle import actions, facts
from samlar.lifecycle.facts import StartRow
from samlar.lifecycle.rules.start import AlreadyTaken
from samlar.people.rules import NotAllowed
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal


class StartForm(forms.Form):
    """Who is taken in, and what the proposal leaves open: the format, who leads, for whom."""

    def __init__(self, data: Any, row: StartRow) -> None:
        super().__init__(data, initial={"led_by": "member", "organisations": [one.organisation for one in row.interested]})
        language = get_language() or "sv"
        if row.formats:
            choices = [(id, name.in_language(language)) for id, name in row.formats]
            self.fields["format_id"] = forms.ChoiceField(
                label=_("Format"), choices=choices, widget=forms.RadioSelect, error_messages={"required": _("Välj format.")}
            )
        if row.interested:
            self.fields["organisations"] = forms.TypedMultipleChoiceField(
                label=_("Vilka är med från början?"),
                help_text=_("De har anmält intresse. De får ett brev och kan lämna. Fler kan ni fråga sedan."),
                coerce=int,
                required=False,
                choices=[(one.organisation, one.name) for one in row.interested],
                widget=forms.CheckboxSelectMultiple,
            )
        if row.may_lead_for_secretariat:
            self.fields["led_by"] = forms.ChoiceField(
                label=_("Vem leder?"),
                choices=[("member", _("Vår organisation, som medlem")), ("secretariat", _("Vår organisation, för kansliet"))],
                widget=forms.RadioSelect,
            )
        if row.bodies:
            self.fields["owner_body"] = forms.TypedChoiceField(
                label=_("För vilken grupp?"),
                coerce=int,
                empty_value=None,
                required=False,
                choices=[
                    ("", _("Ingen: vår organisation äger aktiviteten")),
                    *((id, name.in_language(language)) for id, name in row.bodies),
                ],
            )


def start(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """One page: what begins, who is in it, and the button."""
    actor = viewer(request)
    row = facts.to_start(actor, proposal_id)
    form, status = StartForm(request.POST if request.method == "POST" else None, row), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.start_from_proposal(actor, proposal_id, **_asked(form))
            except NotAllowed:
                raise
            except AlreadyTaken as taken:
                messages.error(request, taken.sentence.in_language(get_language() or "sv"))
                return redirect("activity", taken.activity) if taken.activity else redirect("proposal", proposal_id)
            except Refusal as refusal:
                take_refusal(form, refusal)
            else:
                messages.success(request, _("Planeringen har börjat. Skriv planen tillsammans."))
                return redirect("activity", made)
    values = {"row": row, "form": form, "trail": [(_("Idéer"), reverse("proposals")), (row.title, reverse("proposal", args=[proposal_id]))]}
    return render(request, "activities/start.html", values, status=status)


def _asked(form: StartForm) -> dict[str, Any]:
    said = form.cleaned_data
    return {
        "organisations": said.get("organisations", []),
        "format_id": said.get("format_id", ""),
        "owner_body": said.get("owner_body"),
        "led_by": said.get("led_by", "member"),
    }
