"""The list of activities: what decides per row, filters as links that can be shared."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.activities.queries.listing import PER_PAGE, SEARCH_LENGTH, Choice, ListedRow, Listing, listing
from samlar.formats.sentence import Sentence
from samlar.formats.words import STAGE_KINDS
from samlar.people.rules import MEMBERS
from samlar.web.asked import viewer, whole
from samlar.web.templatetags.samlar import say

CHIPS = {"planning": "draft", "review": "", "running": "active", "reported": "done", "closed": "closed", "cancelled": "closed"}
ADDRESS = {
    "format": "format",
    "stage_kind": "skede",
    "year": "ar",
    "ours": "vara",
    "search": "q",
}  # what each choice is called in the address


def activities(request: HttpRequest) -> HttpResponse:
    choice = chosen(request)
    found = listing(viewer(request), choice, page=whole(request.GET.get("page"), 1))
    return render(
        request,
        "activities/list.html",
        {
            "rows": [(row, CHIPS[row.stage_kind], who(row)) for row in found.rows],
            "listing": found,
            "page": Paginator(range(found.total), PER_PAGE).get_page(found.page),
            "query": urlencode(_params(choice)),
            "groups": groups(request, choice, found),
            "search": choice.search,
            "member": MEMBERS in viewer(request).tokens,
            "search_length": SEARCH_LENGTH,
            "kept": [(name, value) for name, value in _params(choice).items() if name != ADDRESS["search"]],
            "narrowed": choice != Choice(),
        },
    )


def who(row: ListedRow) -> str:
    """Who leads and how many more take part; nothing where nobody leads."""
    if not row.lead or not row.others:
        return row.lead
    return ngettext("%(lead)s och %(n)s till", "%(lead)s och %(n)s till", row.others) % {"lead": row.lead, "n": row.others}


def chosen(request: HttpRequest) -> Choice:
    """What the address asks for; what cannot be understood is left out."""
    year = whole(request.GET.get(ADDRESS["year"]), 0)
    kind = request.GET.get(ADDRESS["stage_kind"], "")
    return Choice(
        format=request.GET.get(ADDRESS["format"], "")[:40].replace("\x00", ""),
        stage_kind=kind if kind in STAGE_KINDS else "",
        year=year if 1900 < year < 2200 else None,
        ours=request.GET.get(ADDRESS["ours"]) == "1" and viewer(request).at_work,
        search=request.GET.get(ADDRESS["search"], "").strip()[:SEARCH_LENGTH],
    )


def groups(request: HttpRequest, choice: Choice, found: Listing) -> list[dict[str, Any]]:
    """The filters: a heading and its links, each with how many it would show. A filter with one value only is no filter."""
    counts, names = found.counts, found.format_names
    formats = [(one, _capital(names.get(one, one)), n) for one, n in counts.formats.items()]
    kinds = [(one, _capital(STAGE_KINDS[one]), n) for one, n in counts.stage_kinds.items()]
    years = [(one, str(one), n) for one, n in counts.years.items()]
    several = [
        _group(_("Format"), choice, "format", "", counts.all_formats, formats),
        _group(_("Skede"), choice, "stage_kind", "", counts.all_stage_kinds, kinds),
        _group(_("År"), choice, "year", None, counts.all_years, years),
    ]
    if viewer(request).at_work:
        ours = [(True, _("Vi deltar"), counts.ours)]
        several.append(_group(_("Vilkas"), choice, "ours", False, counts.everybody, ours))
    return [
        group
        for group in several
        if len(group["filters"]) > 2 or any(one["current"] for one in group["filters"][1:]) or group["name"] == "ours"
    ]


def _group(label: str, choice: Choice, name: str, nothing: Any, all_of_them: int, values: Iterable[tuple[Any, str, int]]) -> dict[str, Any]:
    now = getattr(choice, name)
    links = [(nothing, _("Alla"), all_of_them), *values]
    return {
        "label": label,
        "name": name,
        "filters": [
            {"label": words, "href": _address(replace(choice, **{name: value})), "current": value == now, "count": n}
            for value, words, n in links
        ],
    }


def _address(choice: Choice) -> str:
    params = urlencode(_params(choice))
    return reverse("activities") + (f"?{params}" if params else "")


def _params(choice: Choice) -> dict[str, str]:
    return {ADDRESS[name]: "1" if value is True else str(value) for name, value in asdict(choice).items() if value}


def _capital(name: Sentence | str) -> str:
    words = say(name)
    return words[:1].upper() + words[1:]
