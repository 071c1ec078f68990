"""Who learns from whom: the picture over time and per theme, and what one organisation gave and took (F4)."""

from collections.abc import Collection, Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.foundation import charts
from samlar.foundation.charts import Chart, Stream
from samlar.lessons.queries.flow import Learned, given_and_taken, learned
from samlar.lessons.rules.flow import Flow, gathered, message, message_of
from samlar.people.queries import organisation as organisation_called
from samlar.people.queries.organisations import OrganisationRow
from samlar.web.asked import viewer, whole
from samlar.web.templatetags.samlar import named, number, say

OTHERS = ("\x00gav", "\x00tog")  # no organisation is called so
NAMED = 12  # on each side of the drawing
NAMED_ON_PHONE = 5
ROWS = 100  # pairs that the table holds
SHOWN = 30  # borrowings in each list of one organisation's
LONGEST = 80


def flow(request: HttpRequest) -> HttpResponse:
    """`?tema=`, `?ar=` narrow it; `?organisation=` looks at one: what it gave and what it took."""
    actor = viewer(request)
    theme, year = _word(request.GET.get("tema")), whole(request.GET.get("ar"), 0) or None
    slug = _word(request.GET.get("organisation"))
    one = organisation_called(actor, slug) if slug else None
    found = learned(actor, theme=theme, year=year)
    shown = found.flow.of(one.name) if one else found.flow
    given, taken = given_and_taken(actor, one.id, theme=theme, year=year) if one else ((), ())
    kept = {"tema": theme, "ar": str(year or ""), "organisation": slug}
    context = {
        "chart": _picture(shown, one) if shown.bands else None,
        "small_chart": _picture(shown, one, key="flode-smalt", most=NAMED_ON_PHONE) if shown.bands else None,
        "years_chart": _by_year(found) if len(found.years) > 1 and not one else None,
        "found": found,
        "one": one,
        "given": given[:SHOWN],
        "taken": taken[:SHOWN],
        "more_given": len(given) - len(given[:SHOWN]),
        "more_taken": len(taken) - len(taken[:SHOWN]),
        "years": _links(kept, "ar", [("", _("Alla år"), None), *((str(at), str(at), n) for at, n in reversed(found.years.items()))]),
        "themes": _links(kept, "tema", [("", _("Alla teman"), None), *_themes(found)]),
        "narrowed": bool(theme or year),
        "everybody": _address({**kept, "organisation": ""}),
        "at_work": actor.at_work,
    }
    return render(request, "lessons/flow.html", context)


def _word(text: str | None) -> str:
    return "".join(sign for sign in (text or "")[:LONGEST] if sign.isprintable())


def _address(kept: dict[str, str]) -> str:
    asked = urlencode({name: value for name, value in kept.items() if value})
    return reverse("flow") + (f"?{asked}" if asked else "")


def _links(kept: dict[str, str], name: str, choices: Iterable[tuple[str, str, int | None]]) -> list[dict[str, Any]]:
    return [
        {"label": label, "href": _address({**kept, name: value}), "current": kept[name] == value, "count": count}
        for value, label, count in choices
    ]


def _themes(found: Learned) -> Iterable[tuple[str, str, int]]:
    return ((slug, named({"name_sv": sv, "name_en": en}, "name"), n) for slug, sv, en, n in found.themes)


def _picture(found: Flow, one: OrganisationRow | None, *, key: str = "flode", most: int = NAMED) -> Chart:
    """The strongest bands by name, the rest gathered; what the title says is drawn darker."""
    first = one.name if one else found.first
    drawn = gathered(found, most=most, others=OTHERS, keep=one.name if one else "", near=first)
    others = _others(set(found.gave) - set(drawn.gave)), _others(set(found.took) - set(drawn.took))
    said = dict(zip(OTHERS, others, strict=True))
    streams = [
        Stream(said.get(band.giver, band.giver), said.get(band.taker, band.taker), band.n, strong=bool(first) and band.giver == first)
        for band in drawn.bands
    ]
    rows = [(band.giver, band.taker, number(band.n)) for band in found.bands[:ROWS]]
    if rest := found.bands[ROWS:]:
        pairs = ngettext("%(n)s par till", "%(n)s par till", len(rest)) % {"n": number(len(rest))}
        rows.append((pairs, "", number(sum(band.n for band in rest))))
    title = say(message_of(found, one.name) if one else message(found))
    head = (_("Gav"), _("Tog"), _("Gånger"))
    return charts.streams(key, title, streams, ends=(_("Gav"), _("Tog")), last=others, rows=rows, head=head)


def _others(rest: Collection[str]) -> str:
    """What those are called whom there is no room to name."""
    return ngettext("%(n)s annan", "%(n)s andra", len(rest)) % {"n": number(len(rest))}


def _by_year(found: Learned) -> Chart:
    values = [charts.Value(str(at), n, number(n)) for at, n in found.years.items()]
    best = max(values, key=lambda value: (value.value, value.label))
    title = _("Flest lärde av någon annan %(year)s") % {"year": best.label}
    return charts.columns("ar", title, values, head=(_("År"), _("Gånger")))
