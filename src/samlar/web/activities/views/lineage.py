"""What an activity grew from and what grew from it, drawn; and the next one begun in another format."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samlar.activities import queries
from samlar.activities.queries.lineage import family
from samlar.activities.rules.lineage import Family, KinRow
from samlar.activities.rules.plan import SUMMARY_LENGTH, TITLE_LENGTH
from samlar.foundation import charts, clock
from samlar.lifecycle import actions, facts
from samlar.lifecycle.facts import CarryOnRow
from samlar.lifecycle.rules.carrying_on import another_name
from samlar.web.activities.forms.deeds import words
from samlar.web.activities.frame import CHIPS, frame
from samlar.web.activities.views.answers import carried_out
from samlar.web.asked import viewer
from samlar.web.templatetags.samlar import chip, kept_address, say

NAME_ON_DRAWING = 36  # letters that stand beside each other on a phone


def family_page(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The whole family as a drawing in time, and the same as a list."""
    actor = viewer(request)
    found = queries.activity(actor, activity_id)
    kin = family(actor, found)
    values = frame(request, found, "family") | {
        "family": kin,
        "rows": [_row(kin, one, activity_id) for one in kin.kin],
        "chart": drawn(kin) if len(kin.kin) > 1 else None,
    }
    return render(request, "activities/family.html", values)


def _row(kin: Family, one: KinRow, here: int) -> dict[str, Any]:
    place = kin.place(one.of)
    of = kin.kin[place] if place is not None else None
    return {
        "title": one.title,
        "format": one.format.in_language(get_language() or "sv"),
        "years": one.years,
        "here": one.id == here,
        "href": kept_address("activity", one.id),
        "of": _("bygger vidare på %(title)s, %(years)s") % {"title": of.title, "years": of.years} if of else "",
        "chip": chip(one.stage, CHIPS.get(one.stage_kind, "draft")),
    }


def drawn(kin: Family) -> charts.Chart:
    """The family as a drawing: each on its line from its first day to its last, today where it goes on."""
    title = _("%(n)s aktiviteter hör ihop, den första från %(year)s") % {"n": len(kin.kin), "year": min(one.first.year for one in kin.kin)}
    lines = [charts.Kin(_cut(one.title), _period(one), kin.place(one.of)) for one in kin.kin]
    return charts.family("slakt", title, lines, head=(_("Aktivitet"), _("Format"), _("År")))


def _period(one: KinRow) -> charts.Period:
    """Its time as days. What goes on reaches today; what is only planned and has no day begins today."""
    today = clock.today()
    first = max(one.first, today) if one.when == "coming" and one.last is None else one.first
    last = one.last or max(first, today)
    name = one.format.in_language(get_language() or "sv")
    return charts.Period(name, _number(first), _number(max(first, last)), one.when, f"{name} {one.years}", one.years)


def _number(day: date) -> int:
    return day.toordinal()


def _cut(title: str) -> str:
    """A title as it has room on a narrow drawing; the list beneath has it whole."""
    return title if len(title) <= NAME_ON_DRAWING else f"{title[: NAME_ON_DRAWING - 1].rstrip()}…"


class CarryOnForm(forms.Form):
    """The format, what it is called, and who comes along."""

    def __init__(self, data: Any, row: CarryOnRow) -> None:
        super().__init__(
            data,
            initial={
                "format_id": row.formats[0][0],
                "title": say(another_name(row.activity)),
                "summary": row.activity.summary,
                "organisations": [one.organisation for one in row.organisations],
            },
        )
        language = get_language() or "sv"
        self.fields["format_id"] = forms.ChoiceField(
            label=_("Vad ska det bli?"),
            choices=[(id, name.in_language(language)) for id, name in row.formats],
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj format."), "invalid_choice": _("Välj format.")},
        )
        self.fields["title"] = forms.CharField(
            label=_("Vad ska det heta?"), max_length=TITLE_LENGTH, error_messages={"required": _("Skriv vad aktiviteten ska heta.")}
        )
        self.fields["summary"] = words(SUMMARY_LENGTH, label=_("Sammanfattning"), required=False, rows=3)
        if row.organisations:
            self.fields["organisations"] = forms.TypedMultipleChoiceField(
                label=_("Vilka följer med?"),
                help_text=_(
                    "De är med i det nya från början, utan att frågas: de får ett brev om det och kan lämna. "
                    "Ta bort den ni hellre frågar först. Det gör ni från det nyas sida Deltagare."
                ),
                coerce=int,
                required=False,
                choices=[(one.organisation, one.name) for one in row.organisations],
                widget=forms.CheckboxSelectMultiple,
            )


def carry_on(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The lead begins the next activity of this one."""
    actor = viewer(request)
    row = facts.to_carry_on(actor, activity_id)
    form, status = CarryOnForm(request.POST if request.method == "POST" else None, row), 200
    if request.method == "POST":
        made: list[int] = []

        def deed() -> None:
            made.append(actions.carry_on(actor, activity_id, **form.cleaned_data))

        if carried_out(request, form, deed, done=_("Planeringen har börjat. De som följer med får ett brev.")):
            return redirect("activity", made[0])
        status = 422
    values = frame(request, row.activity, "carry_on") | {"form": form, "row": row}
    return render(request, "activities/carry_on.html", values, status=status)
