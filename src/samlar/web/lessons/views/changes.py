"""What changed: the public list, the figures of the way there, and the page for those who pay (F2, F3)."""

import csv
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities import queries as activities
from samlar.catalogue import queries as catalogue
from samlar.formats.sentence import listed
from samlar.foundation import charts, clock
from samlar.lessons.queries import changes as queries
from samlar.lessons.rules.changes import DEFINITIONS, MONTHS, Change, Figures, Median, Share, Wanted, headline
from samlar.lessons.rules.words import EXITS, LADDER, STANDING_WORDS, STEPS, Standing
from samlar.library.queries.themes import themes
from samlar.people import queries as people
from samlar.people.rules import NotVisible
from samlar.web.asked import viewer, whole
from samlar.web.lessons.forms.changes import NarrowForm
from samlar.web.registration.workbook import Sheet, attached
from samlar.web.templatetags.samlar import language, number, say

YEAR, ORGANISATION, ACTIVITY, FORMAT, THEME = "ar", "organisation", "aktivitet", "format", "tema"
MOST_ROWS = 5000  # in a file
MOST_PARTS = 60
TITLE_LENGTH = 60


def changes(request: HttpRequest) -> HttpResponse:
    """Every *used* that the viewer sees, the newest first."""
    actor = viewer(request)
    asked = _asked(request)
    n, organisations, _through = queries.counted(actor, asked["wanted"])
    found = queries.changes(actor, asked["wanted"], whole(request.GET.get("page"), 1), total=n)
    years = queries.years(actor)
    return render(
        request,
        "lessons/changes.html",
        asked["shown"]
        | {
            "page": found,
            "headline": headline(n, organisations, asked["wanted"].year),
            "years": _years(asked, years),
            "chart": _per_year(years) if len(years) > 1 and not asked["narrowed"] else None,
            "files": [("csv", "CSV"), ("excel", "Excel")] if n else [],
            "this_year": clock.today().year,
        },
    )


def changes_file(request: HttpRequest) -> HttpResponse:
    """The same list as a file: CSV by default, or a workbook."""
    asked = _asked(request)
    rows = list(queries.changes(viewer(request), asked["wanted"], 1, size=MOST_ROWS).object_list)
    head = (
        _("Organisation"), _("Vad har ändrats"), _("Sedan"), _("Lärdom eller exempel"), _("Aktivitet"), _("Lärt av"), _("Adress"),
    )  # fmt: skip
    lines = [_line(request, one) for one in rows]
    if request.GET.get("typ") == "excel":
        return attached([Sheet(_("Förändringar"), head, lines)], _("förändringar"))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="forandringar.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer.write("\ufeff")  # spreadsheets then read å, ä and ö
    writer = csv.writer(answer)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return answer


def _line(request: HttpRequest, one: Change) -> tuple[str, ...]:
    address = request.build_absolute_uri(reverse("uptake", args=[one.uptake]))
    return (one.organisation, one.changed, one.since.isoformat(), one.sentence, one.activity_title, _together(one.learned_from), address)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def figures(request: HttpRequest) -> HttpResponse:
    """The way home of what was taken home in a period: each figure with its n and what it counts."""
    actor = viewer(request)
    asked = _asked(request)
    wanted = asked["wanted"]
    found = queries.figures(actor, wanted)
    years = _years(asked, _taken_years(), address="change_figures")
    values = asked["shown"] | {"years": years, "figures": found, "outside": not actor.signed_in}
    if found.taken:
        values |= shown(found) | {
            "parts": [
                (_("Organisationer"), _parts(actor, wanted, "organisation", asked)),
                (_("Aktiviteter"), _parts(actor, wanted, "activity", asked)),
                (_("Format"), _parts(actor, wanted, "format", asked)),
            ]
        }
    return render(request, "lessons/change_figures.html", values)


def figures_file(request: HttpRequest) -> HttpResponse:
    """The figures as a workbook."""
    actor = viewer(request)
    asked = _asked(request)
    found = queries.figures(actor, asked["wanted"])
    rows = _rows(found)
    sheets = [Sheet(_("Siffror"), (_("Siffra"), _("Antal"), _("Av"), _("Så räknas den")), rows, lead=(_("Vägen hem"), asked["whose"]))]
    for title, by in ((_("Organisationer"), "organisation"), (_("Aktiviteter"), "activity"), (_("Format"), "format")):
        parts = _parts(actor, asked["wanted"], by, asked)
        head = (title, _("Hemtagna"), _("Använda"), _("Avstådda"))
        sheets.append(Sheet(title, head, [(name, part.taken, part.used, part.declined) for name, _href, part in parts]))
    return attached(sheets, _("vägen hem"))


def year(request: HttpRequest, year: int) -> HttpResponse:
    """For those who pay: what did a year of joint learning change?"""
    actor = viewer(request)
    if not 2000 <= year <= clock.today().year:
        raise NotVisible
    wanted = Wanted(year=year)
    n, organisations, through = queries.counted(actor, wanted)
    found = queries.changes(actor, wanted, 1, size=200, total=n)
    way = queries.figures(actor, wanted)
    borrowed, takers, givers = queries.learned_between(actor, year)
    by_organisation: dict[str, list[Change]] = {}
    for one in sorted(found.object_list, key=lambda one: one.organisation):
        by_organisation.setdefault(one.organisation, []).append(one)
    values = {
        "year": year,
        "headline": headline(n, organisations, year),
        "trail": [(_("Det här har ändrats"), reverse("changes"))],
        "sums": [
            (_("förändringar"), n), (_("organisationer som har ändrat något"), organisations), (_("aktiviteter bakom dem"), through),
            (_("gånger någon lärde av någon annan"), borrowed),
        ],
        "changed": by_organisation,
        "more": n - len(found.object_list),
        "borrowed": borrowed, "takers": takers, "givers": givers,
        "figures": way,
        "activities": queries.parted(actor, wanted, "activity", most=20),
        "before": year - 1 if year > 2000 else None,
        "after": year + 1 if year < clock.today().year else None,
    }  # fmt: skip
    if way.taken:
        values |= shown(way)
    return render(request, "lessons/changes_year.html", values)


# — how it is shown —


def shown(found: Figures) -> dict[str, Any]:
    """The drawings and rows of the figures."""
    return {
        "now": _now(found),
        "reached": _reached(found),
        "between": [
            (f"{_word(first)} → {_word(later)}", middle_said(middle), middle.n) for (first, later), middle in found.between.items()
        ],
        "shares": [
            (say(DEFINITIONS[name].name), share_said(getattr(found, name)), say(DEFINITIONS[name].says))
            for name in ("owned", "shared_lessons", "from_others", "declined")
        ],
        "definitions": [(say(one.name), say(one.says)) for one in DEFINITIONS.values()],
    }


def _word(step: str) -> str:
    return say(STANDING_WORDS[Standing(step)])


def _now(found: Figures) -> charts.Chart:
    values = [charts.Value(capfirst(_word(one)), found.now[one], number(found.now[one])) for one in LADDER]
    ended = [charts.Value(capfirst(_word(one)), found.now[one], number(found.now[one])) for one in EXITS]
    used = found.now[Standing.USED]
    title = ngettext("%(used)s av %(n)s hemtagning används i dag", "%(used)s av %(n)s hemtagningar används i dag", found.taken)
    title %= {"used": number(used), "n": number(found.taken)}
    return charts.bars("now", title, values, outlined=ended, head=(_("Steg"), _("Hemtagningar")), most=found.taken)


def _reached(found: Figures) -> charts.Chart | None:
    lines = []
    for step in STEPS:
        several = [
            charts.Value(
                _("inom %(n)s månader") % {"n": months},
                _percent(found.reached[step, months]),
                share_said(found.reached[step, months]),
            )
            for months in MONTHS
            if found.reached[step, months].of
        ]
        lines.append((capfirst(_word(step)), several))
    months = [one for one in MONTHS if found.reached[STEPS[0], one].of]
    if not months:
        return None
    last = found.reached[STEPS[-1], months[-1]]
    title = _("%(share)s används inom %(months)s månader") % {"share": capfirst(share_said(last)), "months": months[-1]}
    return charts.shares("reached", title, lines, head=(_("Steg"), *(_("Inom %(n)s månader") % {"n": one} for one in months)))


def _percent(share: Share) -> int:
    return round(100 * share.n / share.of) if share.of else 0


def share_said(share: Share) -> str:
    return say(share.said)


def middle_said(middle: Median) -> str:
    if middle.days is None:
        return _("inget att räkna än")
    return ngettext("%(n)s dag", "%(n)s dagar", middle.days) % {"n": number(middle.days)}


def _per_year(years: dict[int, int]) -> charts.Chart:
    """A column a year, at most eight; what was before them is told in words."""
    span = range(max(min(years), max(years) - 7), max(years) + 1)
    values = [charts.Value(str(one), years.get(one, 0), number(years.get(one, 0))) for one in span]
    before = sum(n for one, n in years.items() if one < span[0])
    n = sum(years.values()) - before
    title = ngettext("%(n)s förändring sedan %(first)s", "%(n)s förändringar sedan %(first)s", n) % {"n": number(n), "first": span[0]}
    if before:
        title += " " + ngettext("och %(n)s tidigare", "och %(n)s tidigare", before) % {"n": number(before)}
    return charts.columns("per-year", title, values, head=(_("År"), _("Förändringar")))


def _rows(found: Figures) -> list[tuple[str | int, ...]]:
    rows: list[tuple[str | int, ...]] = [(say(DEFINITIONS["taken"].name), found.taken, "", say(DEFINITIONS["taken"].says))]
    for name in ("owned", "shared_lessons", "from_others", "declined"):
        one: Share = getattr(found, name)
        rows.append((say(DEFINITIONS[name].name), one.n, one.of, say(DEFINITIONS[name].says)))
    for (step, months), share in found.reached.items():
        label = _("%(step)s inom %(n)s månader") % {"step": capfirst(_word(step)), "n": months}
        rows.append((label, share.n, share.of, say(DEFINITIONS["reached"].says)))
    for (first, later), middle in found.between.items():
        label = _("Median, dagar: %(first)s → %(later)s") % {"first": _word(first), "later": _word(later)}
        rows.append((label, "" if middle.days is None else middle.days, middle.n, say(DEFINITIONS["between"].says)))
    return rows


def _parts(actor: Any, wanted: Wanted, by: str, asked: dict[str, Any]) -> list[tuple[str, str, queries.Part]]:
    """(name, the figures of that alone, its counts)."""
    name = {"organisation": ORGANISATION, "activity": ACTIVITY, "format": FORMAT}[by]
    formats = asked["formats"]
    return [
        (
            capfirst(say(formats.get(part.id, part.name))) if by == "format" else part.name,
            f"{reverse('change_figures')}?{urlencode({**asked['params'], name: part.id})}",
            part,
        )
        for part in (queries.by_format(actor, wanted) if by == "format" else queries.parted(actor, wanted, by, most=MOST_PARTS))
    ]


def _together(names: Iterable[str]) -> str:
    return listed(list(names), language())


# — what is asked for —


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address narrows to; what cannot be understood, or is not there for the viewer, is left out."""
    actor = viewer(request)
    formats = catalogue.names()
    organisations = people.every_organisation(actor)
    all_themes = themes(retired=True)
    activity, title = _activity(request)
    form = NarrowForm(
        request.GET,
        organisations=organisations,
        formats=[(id, capfirst(say(name))) for id, name in formats.items()],
        themes=[(one.id, say(one.name)) for one in all_themes],
    )
    kept = form.understood()
    year = whole(request.GET.get(YEAR), 0)
    wanted = Wanted(
        year=year if 1990 <= year <= 2099 else None,
        organisation=kept[ORGANISATION],
        activity=activity,
        format=kept[FORMAT],
        theme=kept[THEME],
    )
    given = {YEAR: wanted.year, ORGANISATION: wanted.organisation, ACTIVITY: activity, FORMAT: wanted.format, THEME: wanted.theme}
    params = {name: value for name, value in given.items() if value}
    names = [
        dict(organisations).get(wanted.organisation or 0, ""), title, say(formats[wanted.format]) if wanted.format else "",
        next((say(one.name) for one in all_themes if one.id == wanted.theme), ""),
    ]  # fmt: skip
    whose = ", ".join(name for name in names if name)
    narrowed = bool(whose or wanted.year)
    shown = {
        "form": form, "whose": whose, "open": bool(whose), "narrowed": narrowed, "query": urlencode(params), "activity_title": title,
        "activity_id": activity, "year_now": wanted.year, "trail": [(_("Det här har ändrats"), reverse("changes"))],
    }  # fmt: skip
    return {"wanted": wanted, "params": params, "shown": shown, "whose": whose, "narrowed": narrowed, "formats": formats}


def _activity(request: HttpRequest) -> tuple[int | None, str]:
    """An activity that is named in the address and that the viewer sees."""
    asked = whole(request.GET.get(ACTIVITY), 0)
    if not asked:
        return None, ""
    try:
        found = activities.activity(viewer(request), asked)
    except NotVisible:
        return None, ""
    return found.id, found.title


def _years(asked: dict[str, Any], years: Iterable[int], *, address: str = "changes") -> list[dict[str, Any]]:
    others = {name: value for name, value in asked["params"].items() if name != YEAR}
    now = asked["wanted"].year
    counts = years if isinstance(years, dict) and not others else {}
    rows = [{"label": _("Alla år"), "href": f"{reverse(address)}?{urlencode(others)}", "current": now is None, "count": None}]
    return rows + [
        {
            "label": str(one),
            "href": f"{reverse(address)}?{urlencode({**others, YEAR: one})}",
            "current": now == one,
            "count": counts.get(one),
        }
        for one in years
    ]


def _taken_years() -> list[int]:
    this = clock.today().year
    return list(range(this, this - 5, -1))
