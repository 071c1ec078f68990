"""What comes of an idea meeting: an area becomes an activity, and the meetings over the years in figures (B3)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Refusal
from samlar.foundation import charts
from samlar.ideas.queries import areas as queries
from samlar.ideas.queries import figures as counted
from samlar.ideas.queries.areas import ChosenArea
from samlar.ideas.queries.rounds import round_
from samlar.ideas.rules.deeds import LONGEST_TITLE
from samlar.lifecycle.actions.start import start_from_area
from samlar.people.rules import MEMBERS, NotAllowed, NotVisible, must_act_for_an_organisation
from samlar.web.activities.forms.programme import line
from samlar.web.asked import viewer
from samlar.web.forms import take_refusal
from samlar.web.ideas.views.rounds import trail
from samlar.web.templatetags.samlar import number, say


class AreaStartForm(forms.Form):
    """What begins: its title and format, which of the area's proposals it takes on, and who is in it."""

    use_required_attribute = False
    title = line(LONGEST_TITLE, label=gettext_lazy("Vad ska aktiviteten heta?"), missing=gettext_lazy("Skriv en titel."))
    format_id = forms.ChoiceField(
        label=gettext_lazy("Format"),
        error_messages={"required": gettext_lazy("Välj format."), "invalid_choice": gettext_lazy("Välj i listan.")},
    )
    proposals = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Vilka förslag tar den sig an?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Resten av området kan bli fler aktiviteter."),
        error_messages={"invalid_choice": gettext_lazy("Välj bland områdets öppna förslag.")},
    )  # fmt: skip
    organisations = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Vilka är med från början?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("De har föreslagit eller anmält intresse. De får ett brev och kan lämna."),
        error_messages={"invalid_choice": gettext_lazy("Välj bland dem som har anmält intresse.")},
    )  # fmt: skip

    def __init__(self, data: Any, area: ChosenArea, *, own: int) -> None:
        others = [(id, name) for id, name in area.interested.items() if id != own]
        first = {"title": area.name, "format_id": area.format, "proposals": list(area.open), "organisations": [id for id, _name in others]}
        super().__init__(data, initial=first)
        formats = [("", _("Välj …")), *((one, say(name)) for one, name in catalogue.format_choices())]
        for name, choices in (("format_id", formats), ("proposals", list(area.open.items())), ("organisations", others)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


def start(request: HttpRequest, meeting_id: int, area_id: int) -> HttpResponse:
    """A chosen area becomes an activity, in one step; it may become several."""
    actor = viewer(request)
    own = must_act_for_an_organisation(actor)
    found = round_(actor, meeting_id)
    if MEMBERS not in actor.tokens:  # who is interested is the circle's to see
        raise NotVisible
    area = queries.chosen_area(actor, area_id)
    if area.round != meeting_id:
        raise NotVisible
    form = AreaStartForm(request.POST or None, area, own=own)
    if request.method == "POST" and form.is_valid():
        try:
            made = start_from_area(actor, area_id, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Planeringen har börjat. Skriv planen tillsammans."))
            return redirect("activity", made)
    context = {"round": found, "area": area, "form": form, "trail": trail(found)}
    return render(request, "ideas/area_start.html", context, status=422 if form.errors else 200)


def figures(request: HttpRequest) -> HttpResponse:
    """The decided meetings over the years: how many proposals became how many areas, and what came of them."""
    rows = counted.over_the_years(viewer(request))
    values = [
        (
            row.title,
            charts.Value(_("förslag"), row.proposals, number(row.proposals)),
            charts.Value(_("valda områden"), row.chosen, number(row.chosen)),
        )
        for row in rows
    ]
    head = (_("Idémöte"), _("Förslag"), _("Valda områden"))
    chart = charts.paired("idemoten", _("Så många förslag blev så här få områden"), values, head=head) if values else None
    return render(request, "ideas/round_figures.html", {"rows": rows, "chart": chart, "trail": trail()})
