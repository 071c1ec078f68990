"""A draft tried against a case: what its rules say of some organisations, a time and a plan, before it is published (C1)."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samlar.catalogue import queries
from samlar.formats import words as w
from samlar.formats.case import Budget, BudgetLine, Case, Participant, Period, PersonFacts, Plan, Proposer
from samlar.formats.definition import Definition
from samlar.formats.evaluate import judge
from samlar.formats.format_file import FormatError, read_format
from samlar.formats.sentence import Severity
from samlar.web.asked import viewer
from samlar.web.formats.forms import choices_of, said

MOST = 60


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST, widget=forms.NumberInput(attrs={"class": "narrow"}))


class CaseForm(forms.Form):
    """An imagined activity, in a few answers. What is left empty is not judged."""

    membership = forms.ChoiceField(label=gettext_lazy("Vem föreslår?"), required=False)
    regions = _count(gettext_lazy("Regioner som deltar"))
    agencies = _count(gettext_lazy("Nationella myndigheter"))
    universities = _count(gettext_lazy("Lärosäten"))
    municipalities = _count(gettext_lazy("Kommuner"))
    leads = _count(gettext_lazy("Hur många av dem leder?"))
    persons = _count(gettext_lazy("Personer från varje organisation"))
    start = forms.DateField(label=gettext_lazy("Första dagen"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label=gettext_lazy("Sista dagen"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    filled = forms.MultipleChoiceField(label=gettext_lazy("Ifyllda avsnitt i planen"), required=False, widget=forms.CheckboxSelectMultiple)
    grant = forms.IntegerField(label=gettext_lazy("Basfinansiering som söks, kr"), required=False, min_value=0, max_value=10**9)
    others = forms.IntegerField(label=gettext_lazy("Deltagarna betalar själva, kr"), required=False, min_value=0, max_value=10**9)
    started = _count(gettext_lazy("Så många har redan startat i år"))

    def __init__(self, definition: Definition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.fields["membership"].choices = [("", _("Inte sagt")), *choices_of(w.MEMBERSHIPS)]  # type: ignore[attr-defined]
        self.fields["filled"].choices = [(one.id, said(one.label)) for one in definition.plan.sections]  # type: ignore[attr-defined]
        if not definition.plan.budget:
            del self.fields["grant"], self.fields["others"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", _("Sista dagen ligger före den första."))
        return data

    def case(self) -> Case:
        """The case that the answers make; what was left empty is left out."""
        data = self.cleaned_data
        kinds = [
            ("region", data["regions"]),
            ("agency", data["agencies"]),
            ("university", data["universities"]),
            ("municipality", data["municipalities"]),
        ]
        known = any(count is not None for _kind, count in kinds)
        everybody = [kind for kind, count in kinds for _number in range(count or 0)]
        leads = data["leads"]
        participants = tuple(
            Participant(
                organisation=_("Organisation %(n)s") % {"n": number + 1}, kind=kind,
                membership="partner" if kind == "university" else "member",
                lead=None if leads is None else number < leads,
            )
            for number, kind in enumerate(everybody)
        )  # fmt: skip
        people = data["persons"]
        persons = tuple(
            PersonFacts(organisation=one.organisation, function="strategic" if number % 2 else "operative", manager_approved=True)
            for one in participants
            for number in range(people or 0)
        )
        return Case(
            format=self.definition.id,
            proposer=Proposer(membership=data["membership"]) if data["membership"] else None,
            participants=participants if known else None,
            period=Period(start=data["start"], end=data["end"]) if data["start"] and data["end"] else None,
            started_same_year=data["started"],
            granted_same_year=0 if data.get("grant") is not None else None,
            plan=Plan({section: _("Något är skrivet här.") for section in data["filled"]}),
            budget=self._budget(data),
            persons=persons if people is not None and known else None,
        )

    def _budget(self, data: dict[str, Any]) -> Budget | None:
        grant, others = data.get("grant"), data.get("others")
        if grant is None and others is None:
            return None
        lines = [
            BudgetLine(cost="expert", amount=grant, paid_by="joint"),
            BudgetLine(cost="working_time", amount=others, paid_by="participants"),
        ]
        return Budget(grant=grant or 0, lines=tuple(line for line in lines if line.amount))


def example(definition: Definition, today: date) -> dict[str, Any]:
    """An example to begin with: three regions, one of which leads, for three months, with a whole plan."""
    later = date(today.year + 1, 2, 1)
    return {
        "membership": "member", "regions": 3, "leads": 1, "start": later.isoformat(), "end": date(later.year, 4, 30).isoformat(),
        "filled": [section.id for section in definition.plan.sections], "started": 0, "persons": 2,
    }  # fmt: skip


@require_safe
def tryout(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The draft's rules on an imagined activity. Nothing is saved: the answers stand in the address."""
    row = queries.draft(viewer(request), draft_id)
    try:
        definition = read_format(row.text)
    except FormatError:
        return redirect("format_draft", draft_id=draft_id)
    asked = bool(request.GET)
    form = CaseForm(definition, request.GET) if asked else CaseForm(definition, initial=example(definition, row.created.date()))
    verdict = judge(definition, form.case()) if asked and form.is_valid() else None
    context = {
        "draft": row, "form": form, "verdict": verdict,
        "failed": [one for one in verdict.rules if one.state == "failed"] if verdict else [],
        "blocked": bool(verdict and verdict.failed(Severity.MUST)),
        "trail": [(_("Format"), reverse("formats")), (said(row.name), reverse("format_draft", args=[row.id]))],
    }  # fmt: skip
    return render(request, "formats/tryout.html", context)
