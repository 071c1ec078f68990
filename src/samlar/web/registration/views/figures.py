"""The figures of an activity and of a period: drawn, as tables, as a workbook, each with its definition (E6)."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities import queries as activities
from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import Sentence, listed
from samlar.formats.words import SESSION_KINDS
from samlar.foundation import charts, clock
from samlar.people import queries as people
from samlar.reports.queries import figures as queries
from samlar.reports.rules.figures import DEFINITIONS, GENDERS, TOO_FEW, Figures, PartFigures, PeriodRefused, must_be_a_period
from samlar.web.activities.frame import frame
from samlar.web.asked import viewer, whole
from samlar.web.forms import take_refusal
from samlar.web.registration.workbook import Sheet, attached
from samlar.web.templatetags.samlar import day, language, number, say

YEAR, FIRST, LAST, FORMAT, ORGANISATION = "ar", "first", "last", "format", "organisation"
LARGE = ("people", "attended", "participations", "sessions")
COUNTED = ("people", "participations", "attended", "registered", "sessions", "study_visits", "regions_visited", "absences")


def of_activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The figures of one activity."""
    actor = viewer(request)
    found = activities.activity(actor, activity_id)
    counted = queries.figures_of(actor, found)
    values = frame(request, found, "figures") | shown(counted) | {"file_href": reverse("activity_figures_file", args=[activity_id])}
    return render(request, "registration/figures_of_activity.html", values)


def file_of_activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    """The same as a workbook; for those who hold the sessions with who came."""
    actor = viewer(request)
    found = activities.activity(actor, activity_id)
    counted = queries.figures_of(actor, found)
    sheets = [_definitions(counted, found.title), _organisations(counted), _sessions(counted)]
    who = queries.attended(actor, found)
    if who:
        head = (_("Dag"), _("Träff"), _("Person"), _("Organisation"), _("Närvarande"))
        rows = [(one.day.isoformat(), one.session, one.person, one.organisation, _("ja") if one.present else _("nej")) for one in who]
        sheets.append(Sheet(_("Närvaro"), head, rows))
    return attached(sheets, f"{found.title} {_('siffror')}")


class PeriodForm(forms.Form):
    """Which days, and which of them to look at."""

    first = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "narrow"}, format="%Y-%m-%d"))
    last = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "narrow"}, format="%Y-%m-%d"))
    format = forms.ChoiceField(required=False)
    organisation = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, organisations: list[tuple[int, str]], formats: list[tuple[str, str]]) -> None:
        super().__init__(data)
        labels = {"first": _("Från och med"), "last": _("Till och med"), "format": _("Format"), "organisation": _("Organisation")}
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["format"].choices = [("", _("Alla format")), *formats]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", _("Alla organisationer")), *organisations]  # type: ignore[attr-defined]
        wrong = {"required": _("Välj en dag."), "invalid": _("Skriv en dag som finns, till exempel 2026-11-20.")}
        for name in ("first", "last"):
            self.fields[name].error_messages |= wrong
        for name in ("format", "organisation"):
            self.fields[name].error_messages["invalid_choice"] = _("Välj något i listan.")


def over_time(request: HttpRequest) -> HttpResponse:
    """The figures of a period, by format, activity and organisation."""
    asked = _asked(request)
    values: dict[str, Any] = {"form": asked["form"], "years": _years(request, asked), "trail": [(_("Aktiviteter"), reverse("activities"))]}
    if not asked["valid"]:
        return render(request, "registration/figures.html", values, status=422)
    counted = _counted(request, asked)
    query = urlencode({name: value for name, value in asked["form"].data.items() if value})
    values |= shown(counted) | {
        "first": asked[FIRST],
        "last": asked[LAST],
        "whose": asked["name"],
        "tables": [
            (_("Format"), [(say(asked["formats"].get(one.name, one.name)), "", one) for one in counted.formats]),
            (_("Aktiviteter"), [(one.name, reverse("activity_figures", args=[one.id]), one) for one in counted.activities]),
        ],
        "file_href": f"{reverse('figures_file')}?{query}",
    }
    return render(request, "registration/figures.html", values)


def file_over_time(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    if not asked["valid"]:
        return over_time(request)
    counted = _counted(request, asked, sessions=True)
    period = f"{asked[FIRST].isoformat()}–{asked[LAST].isoformat()}"
    by_format = [(say(asked["formats"].get(one.name, one.name)), *_counts(one)) for one in counted.formats]
    by_activity = [(one.name, *_counts(one)) for one in counted.activities]
    columns = (_("Träffar"), _("Unika personer"), _("Organisationer på plats"), _("Deltaganden"))
    sheets = [
        _definitions(counted, " ".join(filter(None, (period, asked["name"])))),
        Sheet(_("Format"), (_("Format"), *columns), by_format),
        Sheet(_("Aktiviteter"), (_("Aktivitet"), *columns), by_activity),
        _organisations(counted),
        _sessions(counted),
    ]
    return attached(sheets, f"{_('siffror')} {period}")


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The period and what is narrowed to: a year, else two days, else this year."""
    today = clock.today()
    year = whole(request.GET.get(YEAR), 0)
    data = {name: request.GET.get(name, "")[:40] for name in (FIRST, LAST, FORMAT, ORGANISATION)}
    if not (data[FIRST] or data[LAST]):
        year = year if 1990 <= year <= 2099 else today.year
        data |= {FIRST: f"{year}-01-01", LAST: f"{year}-12-31"}
    formats = catalogue.names()
    organisations = people.every_organisation(viewer(request))
    form = PeriodForm(data, organisations=organisations, formats=[(id, say(name)) for id, name in formats.items()])
    valid = form.is_valid()
    if valid:
        try:
            must_be_a_period(form.cleaned_data["first"], form.cleaned_data["last"])
        except PeriodRefused as refusal:
            take_refusal(form, refusal)
            valid = False
    at = form.cleaned_data.get("organisation") if valid else None
    days = {FIRST: form.cleaned_data.get("first"), LAST: form.cleaned_data.get("last")} if valid else {FIRST: None, LAST: None}
    return {**days, "form": form, "valid": valid, "formats": formats, ORGANISATION: at, "name": dict(organisations).get(at or 0, "")}


def _counted(request: HttpRequest, asked: dict[str, Any], *, sessions: bool = False) -> Figures:
    chosen = asked["form"].cleaned_data["format"]
    return queries.figures(
        viewer(request), asked[FIRST], asked[LAST], format=chosen, organisation=asked[ORGANISATION], sessions=sessions
    )  # fmt: skip


def _years(request: HttpRequest, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The years in which something was held, and this one, as filters; what is narrowed to is kept."""
    this = clock.today().year
    kept = {name: asked["form"].data.get(name, "") for name in (FORMAT, ORGANISATION)}
    first, last = asked[FIRST], asked[LAST]
    links = []
    for year in sorted({this, *queries.years(viewer(request))}, reverse=True):
        query = urlencode({YEAR: year} | {name: value for name, value in kept.items() if value})
        whole_year = (first, last) == (date(year, 1, 1), date(year, 12, 31))
        links.append({"label": str(year), "href": f"{reverse('figures')}?{query}", "current": whole_year, "count": None})
    return links


def shown(counted: Figures) -> dict[str, Any]:
    """The figures as both pages show them: the large ones, the drawings, and all with their definitions."""
    return {
        "figures": counted,
        "large": [(say(DEFINITIONS[key].name), number(getattr(counted, key))) for key in LARGE],
        "rows": _rows(counted),
        "kinds": kinds_chart(counted) if counted.kinds else None,
        "speakers": speakers_chart(counted) if counted.speakers else None,
        "held": [(one, capfirst(say(SESSION_KINDS.get(one.kind, Sentence(one.kind, one.kind))))) for one in counted.held],
        "organisations_counted": [(one, _kind_names(counted).get(one.kind, one.kind)) for one in counted.organisations],
    }


def kinds_chart(counted: Figures) -> charts.Chart:
    """Organisations by kind, as registered and as present; the board's way to count them is the title."""
    title = _("Anmälda organisationer: %(registered)s. På plats: %(attended)s.") % {
        "registered": _in_three(counted, "registered"), "attended": _in_three(counted, "attended"),
    }  # fmt: skip
    values = [
        (
            capfirst(say(one.name)),
            charts.Value(_("anmälda"), one.registered, number(one.registered)),
            charts.Value(_("på plats"), one.attended, number(one.attended)),
        )
        for one in counted.kinds
    ]
    return charts.paired("organisationer", title, values, head=(_("Sort"), _("Anmälda"), _("På plats")))


def speakers_chart(counted: Figures) -> charts.Chart:
    """Speakers by what they have said of their gender; women and men always, the others where there are any."""
    title = _("%(women)s kvinnor och %(men)s män har talat") % {
        "women": number(counted.speakers["woman"]), "men": number(counted.speakers["man"]),
    }  # fmt: skip
    told = [(gender, n) for gender, n in counted.speakers.items() if n or gender in ("woman", "man")]
    values = [charts.Value(capfirst(say(GENDERS[gender])), n, number(n)) for gender, n in told]
    return charts.bars("talare", title, values, head=(_("Talare"), _("Antal")))


def _rows(counted: Figures) -> list[tuple[str, str, str]]:
    """(name, how many, definition) of every figure."""
    rows = []
    for key in COUNTED:
        told = _in_three(counted, key) if key in ("registered", "attended") else number(getattr(counted, key))
        rows.append((say(DEFINITIONS[key].name), told, say(DEFINITIONS[key].says)))
    if counted.speakers_in_all is not None:
        rows.append((say(DEFINITIONS["speakers"].name), _speakers(counted), say(DEFINITIONS["speakers"].says)))
    return rows


def _speakers(counted: Figures) -> str:
    """How many of each gender; how many in all and why no more, where too few have stated theirs."""
    if counted.speakers:
        return ", ".join(f"{number(n)} {say(GENDERS[gender])}" for gender, n in counted.speakers.items() if n)
    many = counted.speakers_in_all or 0
    return f"{number(many)}. {say(TOO_FEW)}" if many else "0"


def _in_three(counted: Figures, which: str) -> str:
    """How many, and of what: 23 (18 regioner, 2 myndigheter och 3 övriga)."""
    regions, agencies, others = counted.in_three(which)
    parts = [
        (regions, ngettext("%(n)s region", "%(n)s regioner", regions)),
        (agencies, ngettext("%(n)s myndighet", "%(n)s myndigheter", agencies)),
        (others, ngettext("%(n)s övrig", "%(n)s övriga", others)),
    ]
    said = listed([words % {"n": number(n)} for n, words in parts if n], language())
    return f"{number(getattr(counted, which))} ({said})" if said else number(getattr(counted, which))


def _counts(one: PartFigures) -> tuple[int, int, int, int]:
    return one.sessions, one.people, one.organisations, one.participations


def _kind_names(counted: Figures) -> dict[str, str]:
    return {one.kind: say(one.name) for one in counted.kinds}


def _definitions(counted: Figures, title: str) -> Sheet:
    """Every figure with its definition, kinds and genders on lines of their own."""
    rows: list[tuple[str | int, ...]] = [
        (say(DEFINITIONS[key].name), getattr(counted, key), say(DEFINITIONS[key].says)) for key in COUNTED
    ]
    for key, word in (("registered", _("anmälda")), ("attended", _("på plats"))):
        rows += [(f"{capfirst(say(one.name))}, {word}", getattr(one, key), say(DEFINITIONS[key].says)) for one in counted.kinds]
    speakers = DEFINITIONS["speakers"]
    rows += [(f"{say(speakers.name)}, {say(GENDERS[gender])}", n, say(speakers.says)) for gender, n in counted.speakers.items()]
    if counted.speakers_in_all and not counted.speakers:
        rows.append((say(speakers.name), counted.speakers_in_all, f"{say(speakers.says)} {say(TOO_FEW)}"))
    taken = _("Uttaget %(day)s ur Samlär.") % {"day": day(clock.today())}
    return Sheet(_("Siffror"), (_("Siffra"), _("Antal"), _("Så räknas den")), rows, lead=(title, taken))


def _organisations(counted: Figures) -> Sheet:
    names = _kind_names(counted)
    head = (_("Organisation"), _("Sort"), _("Anmäld"), _("Unika personer"), _("Deltaganden"))
    rows = [
        (one.name, names.get(one.kind, one.kind), _("ja") if one.registered else _("nej"), one.people, one.participations)
        for one in counted.organisations
    ]
    return Sheet(_("Organisationer"), head, rows)


def _sessions(counted: Figures) -> Sheet:
    head = (_("Dag"), _("Träff"), _("Slag"), _("Värd"), _("Deltaganden"), _("Frånvaro"))
    titles = {one.id: one.name for one in counted.activities}
    rows: list[tuple[str | int, ...]] = [
        (one.day.isoformat(), one.title, say(SESSION_KINDS.get(one.kind, Sentence(one.kind, one.kind))), one.host, one.there, one.absent)
        + ((titles[one.activity],) if titles else ())
        for one in counted.held
    ]
    return Sheet(_("Träffar"), (*head, _("Aktivitet")) if titles else head, rows)
