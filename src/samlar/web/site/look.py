"""What the style page shows: every shared component in all its states, so that eyes, screenshots and axe can walk them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlar.foundation import charts
from samlar.web.forms import Textarea

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class ExampleForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Förslagets namn"), max_length=80, help_text=gettext_lazy("Skriv så att någon i en annan region förstår.")
    )
    why = forms.CharField(label=gettext_lazy("Varför behövs det?"), max_length=2000, widget=Textarea)
    email = forms.EmailField(label=gettext_lazy("E-post"), required=False)
    amount = forms.IntegerField(label=gettext_lazy("Sökt belopp i kronor"), min_value=0, max_value=100_000)
    start = forms.DateField(label=gettext_lazy("Första dagen"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label=gettext_lazy("Format"), choices=[("provrum", gettext_lazy("Provrum")), ("larlabb", gettext_lazy("Lärlabb"))]
    )
    lead = forms.ChoiceField(
        label=gettext_lazy("Vill ni leda?"),
        choices=[("yes", gettext_lazy("Ja, vi kan leda")), ("no", gettext_lazy("Nej, vi vill delta"))],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Ni binder er inte. Den som leder väljs när planen skrivs."),
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Var sprids resultatet?"),
        choices=[("web", gettext_lazy("Webben")), ("letter", gettext_lazy("Nyhetsbrevet")), ("conference", gettext_lazy("Årskonferensen"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    attachment = forms.FileField(label=gettext_lazy("Bilaga"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("Vi har talat med vår chef om det här"), required=True)


def judged(**values: Any) -> dict[str, Any]:
    return {"severity": "must", "state": "passed", "now": "", "message": None, "mend": "", "source": "P", **values}


def findings() -> list[dict[str, Any]]:
    return [
        judged(sentence=_("Två till sex organisationer deltar."), now=_("Nu: två, en region och ett lärosäte.")),
        judged(
            state="failed",
            sentence=_("Minst två regioner måste delta."),
            message=_("En region till måste delta."),
            now=_("Nu: en."),
            mend=_("Fråga en region till om den vill delta eller leda."),
        ),
        judged(
            severity="should",
            state="failed",
            sentence=_("Planen bör ha tecken på att försöket lyckats."),
            message=_("Tecken på att försöket lyckats saknas."),
            mend=_("Skriv ett eller flera i planen, eller ange varför det får vara utan."),
        ),
        judged(
            severity="should",
            state="failed",
            sentence=_("Försöket bör pågå två till sex månader."),
            now=_("Nu: sju månader."),
            override=_("Sommaren ligger mitt i perioden."),
        ),
        judged(state="not_judged", sentence=_("Basfinansieringen är högst hälften av budgeten.")),
    ]


def stages() -> list[dict[str, str]]:
    return [
        {"label": _("Förslag"), "state": "done", "note": "3 sep"},
        {"label": _("Plan"), "state": "done", "note": "20 okt"},
        {"label": _("Kvalitetsgranskning och klartecken"), "state": "current", "note": ""},
        {"label": _("Genomförande"), "state": "todo", "note": ""},
        {"label": _("Resultat"), "state": "todo", "note": ""},
        {"label": _("Spridning"), "state": "todo", "note": ""},
    ]


def uptake() -> charts.Chart:
    steps = [(_("Provat"), 11), (_("Förankrat"), 6), (_("Använder"), 3)]
    values = [charts.Value(name, n, _("{n} av 21 regioner").format(n=n)) for name, n in steps]
    return charts.bars("uptake", _("Elva regioner har provat, tre använder"), values, head=(_("Steg"), _("Regioner")), most=21)


def examples() -> dict[str, Any]:
    """The context of look.html."""
    when = datetime(2026, 11, 12, 14, 5, tzinfo=STOCKHOLM)
    wrong = QueryDict("title=" + "x" * 90 + "&amount=-1&kind=larlabb&email=nej")
    return {
        "form": ExampleForm(prefix="ny"),
        "wrong_form": ExampleForm(wrong),
        "findings": findings(),
        "stages": stages(),
        "waits": [
            {
                "what": _("Svara om ni vill delta i provrummet om AI och visualisering"),
                "when": _("Senast 5 december"),
                "about": _("Region Kalmar län leder"),
                "href": "#",
                "action": _("Svara Kalmar"),
            },
            {
                "what": _("Läs planen och ge klartecken"),
                "about": _("Kompetensförsörjningsprognoser i budgetdialogen"),
                "href": "#",
                "action": _("Läs planen"),
            },
        ],
        "trail": [(_("Aktiviteter"), "#"), (_("Provrum"), "#")],
        "page_of_many": Paginator(range(87), 20).page(2),
        "filters": [
            {"label": _("Alla"), "href": "#", "current": True, "count": 41},
            {"label": _("Söker region"), "href": "#", "current": False, "count": 7},
            {"label": _("Prioriterade"), "href": "#", "current": False, "count": 3},
        ],
        "tabs": [
            {"label": _("Översikt"), "href": "#", "current": True, "count": None},
            {"label": _("Plan"), "href": "#", "current": False, "count": None},
            {"label": _("Samtal"), "href": "#", "current": False, "count": 4},
        ],
        "organisations": [
            {"name": "Region Kalmar län", "href": "#", "lead": True, "note": ""},
            {"name": "Region Jämtland Härjedalen", "href": "#", "lead": False, "note": ""},
            {"name": "Sveriges lantbruksuniversitet", "href": "", "lead": False, "note": _("partner")},
        ],
        "facts": [
            (_("Format"), _("Provrum, version 2")),
            (_("Period"), _("1 februari–30 juni 2027")),
            (_("Sökt belopp"), "75\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr"),
        ],
        "comments": [
            {
                "id": 1,
                "author": "Ida Provsson",
                "organisation": "Region Gotland",
                "when": when,
                "text": _("Vi har liknande frågor. Kan vi få se er kravlista?"),
            },
            {
                "id": 2,
                "author": "Mikael Testberg",
                "organisation": "Region Dalarna",
                "when": when,
                "text": _("Ja, den ligger i planen under tidplanen."),
            },
        ],
        "audit": [
            {"when": when, "who": "Ida Provsson, Region Gotland", "what": _("Planen blev klar för granskning"), "reason": ""},
            {
                "when": when,
                "who": "Mikael Testberg, Region Dalarna",
                "what": _("Avsteg gjordes från perioden"),
                "reason": _("Sommaren ligger mitt i perioden."),
            },
        ],
        "chart": uptake(),
        "budget": [
            {"what": _("Sakkunnig i visualisering"), "kind": _("expert"), "payer": _("gemensamt"), "amount": 75_000},
            {"what": _("Resor till två träffar"), "kind": _("resor"), "payer": _("deltagarna"), "amount": 50_000},
            {"what": _("Lokal och teknik"), "kind": _("lokal"), "payer": _("deltagarna"), "amount": 25_000},
        ],
    }
