"""The archive's own page, which is the search: hits by thing, filters with their counts, and a way on where nothing was found (G2)."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.library.actions.missed import count_missed
from samlar.library.rules.keeping import keeps_the_archive
from samlar.library.rules.searching import WORDS, Order, Wanted, said
from samlar.reports.queries.search import Found, Hit, Near, search, suggestions
from samlar.reports.rules import search as rules
from samlar.web.asked import viewer, whole
from samlar.web.search import asking, places
from samlar.web.search.marks import marks, plain
from samlar.web.search.views.saved import told
from samlar.web.templatetags.samlar import kept_address, number, say

AS_TYPED = "ordagrant"  # in the address: what was typed is looked for, and nothing else in its stead
SHOWN = 8  # values of a filter that stand open
# An empty search shows the newest of what is kept: what is planned has its day ahead, and would always come first.
KEPT = Wanted(kinds=("document", "example", "lesson", "link", "presentation", "recording"), order=Order.NEWEST)
EMPTY: dict[str, Any] = {"size": 8, "rather": KEPT}


def archive(request: HttpRequest) -> HttpResponse:
    """The search. Without words and filters: the newest, and what the archive holds."""
    wanted = asking.wanted_in(request)
    typed = said(request.GET.get("q", ""))
    as_typed = request.GET.get(AS_TYPED) == "1"
    found = search(
        viewer(request), wanted, whole(request.GET.get("page"), 1), mends=not as_typed, offers=True, **({} if wanted.asks else EMPTY)
    )
    unanswered = found.relaxed or found.instead_of or not found.total
    if found.ready and unanswered and wanted.words and not wanted.narrowed and asked_by_a_person(request):
        count_missed(wanted.words)
    before, wanted = wanted, found.wanted
    query = asking.params(wanted, found.names)
    groups = filters(found) if found.ready else []
    values = {
        "found": found,
        "wanted": wanted,
        "rows": [row(hit, found.wanted.words) for hit in found.hits],
        "says": says(found),
        "quoted": asking.in_quotes(wanted.words),
        "typed": typed,
        "cut": WORDS if len(typed) > WORDS else 0,
        "filters": groups,
        "kinds": [] if wanted.asks else [link for one in groups if one["name"] == "kind" for link in (*one["links"], *one["more"])],
        "chosen": chosen(found),
        "kept": [(name, value) for name, value in query if name not in ("q", "alla")],
        "query": urlencode(query),
        "orders": orders(found),
        "meant": meant(found),
        "instead": instead(before, found) if found.instead_of else None,
        "tries": [near(one, found) for one in found.tries],
        "near": [near(one, found) for one in found.near],
        "feed": asking.address(replace(wanted, order=Order.BEST), found.names, "search_feed"),
        "save": asking.address(replace(wanted, order=Order.BEST), found.names, "saved_search_new"),
        "everything": kept_address("search"),
        "again": asking.address(wanted, found.names),
        "everywhere": asking.address(wanted.everywhere, found.names),
        "in_place": in_place(request),
        "keeps": keeps_the_archive(viewer(request)),
    }
    template = "search/search.html#answer" if values["in_place"] else "search/search.html"
    answer = render(request, template, values)
    answer["Vary"] = "HX-Request"
    return answer


def before(request: HttpRequest) -> HttpResponse:
    """The search's old address."""
    asked = request.GET.urlencode()
    return redirect(kept_address("search") + (f"?{asked}" if asked else ""), permanent=True)


def suggested(request: HttpRequest) -> HttpResponse:
    """Words that what is typed may become: options of the field's list."""
    words = suggestions(viewer(request), request.GET.get("q", ""))
    answer = render(request, "search/_suggestions.html", {"words": words})
    answer["Cache-Control"] = "private, no-store"
    return answer


def says(found: Found) -> str:
    """How much was found, in a sentence."""
    wanted, n = found.wanted, number(found.total)
    asked = {"n": n, "query": asking.in_quotes(wanted.words)}
    if not found.ready:
        return _("Sökningen byggs upp just nu. Prova igen om en liten stund.")
    if not wanted.asks:
        return ngettext("En sak finns här för dig.", "%(n)s saker finns här för dig.", found.total) % asked
    if not found.total:
        return _("Inget hittades för %(query)s.") % asked if wanted.words else _("Inget passar det du valde.")
    if wanted.words:
        return ngettext("En träff för %(query)s.", "%(n)s träffar för %(query)s.", found.total) % asked
    return ngettext("En träff.", "%(n)s träffar.", found.total) % asked


def in_place(request: HttpRequest) -> bool:
    """Whether only the answer is wanted, to stand in the page that is open."""
    return bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]


def asked_by_a_person(request: HttpRequest) -> bool:
    """Whether somebody sent the search from a page of ours: browsers say so themselves, and crawlers and links from elsewhere do not."""
    told = request.headers
    own = told.get("Sec-Fetch-Site") == "same-origin"
    by_hand = told.get("Sec-Fetch-User") == "?1" or bool(request.htmx)  # type: ignore[attr-defined]
    return own and by_hand and "page" not in request.GET


def row(hit: Hit, words: str) -> dict[str, Any]:
    """One thing as the list shows it: its name, what it is, whose and when, and where in it the words stand."""
    excerpts = [
        {"where": one.where, "href": places.address(hit, one, words), "words": marks(one.words, before=one.before, after=one.after)}
        for one in hit.excerpts
        if plain(one.words).strip()
    ]
    return {
        "title": marks(hit.title), "name": plain(hit.title), "href": places.address(hit), "kind": rules.one(hit.kind), "hit": hit,
        "excerpts": excerpts,
    }  # fmt: skip


def filters(found: Found) -> list[dict[str, Any]]:
    """Each filter with its values as links that choose them, or take the choice back."""
    labels = {"kind": _("Slag"), "year": _("År"), "format": _("Aktivitetsformat"), "theme": _("Tema"), "organisation": _("Organisation")}
    shown = []
    for name, label in labels.items():
        choices = found.choices.get(name, ())
        if not choices or (len(choices) == 1 and not choices[0].chosen and choices[0].count == found.total):
            continue  # a filter that would change nothing
        links = [
            {
                "value": one.value, "label": say(one.name), "count": one.count, "current": one.chosen,
                "href": asking.address(asking.toggled(found.wanted, name, one), found.names),
            }
            for one in choices
        ]  # fmt: skip
        open_ones = [one for place, one in enumerate(links) if place < SHOWN or one["current"]]
        shown.append(
            {
                "name": name, "label": label, "links": open_ones, "more": [one for one in links if one not in open_ones],
                "chosen": any(one["current"] for one in links),
            }
        )  # fmt: skip
    return shown


def chosen(found: Found) -> list[dict[str, str]]:
    """What the search is narrowed to, each with the way to take it away."""
    return [
        {"label": say(one.name), "href": asking.address(asking.toggled(found.wanted, name, one), found.names)}
        for name, choices in found.choices.items()
        for one in choices
        if one.chosen
    ]


def orders(found: Found) -> list[dict[str, Any]]:
    """The two orders; without words there is only one."""
    if not found.wanted.words:
        return []
    words = {Order.BEST: _("Bäst träff"), Order.NEWEST: _("Nyast")}
    return [
        {
            "label": label, "count": None, "current": found.wanted.order == order,
            "href": asking.address(replace(found.wanted, order=order), found.names),
        }
        for order, label in words.items()
    ]  # fmt: skip


def meant(found: Found) -> dict[str, str] | None:
    if not found.meant:
        return None
    return {"words": found.meant, "href": asking.address(replace(found.wanted, words=found.meant), found.names)}


def instead(before: Wanted, found: Found) -> dict[str, str]:
    """That something else was looked for, as what was typed finds nothing, and the way to what was typed."""
    asked = {"typed": asking.in_quotes(before.words), "query": asking.in_quotes(found.wanted.words)}
    return {
        "says": _("Inget hittades för %(typed)s. Visar träffar för %(query)s.") % asked,
        "href": f"{asking.address(before, found.names)}&{AS_TYPED}=1", "action": _("Sök på %(typed)s ändå") % asked,
    }  # fmt: skip


def near(one: Near, found: Found) -> dict[str, Any]:
    """Something else to try, in words."""
    if one.what in ("compound", "filters", "organisation"):
        asks = told(one.wanted, found.names)
        told_so = _("Allt från %(name)s") % {"name": asks[0]} if one.what == "organisation" else ", ".join(asks)
        says = one.wanted.words if one.what == "compound" else told_so
        return {"says": says, "total": one.total, "href": asking.address(one.wanted, found.names)}
    says_of = {
        "unfiltered": _("Utan avgränsning"),
        "any_word": _("Något av orden i stället för alla"),
        "unquoted": _("Orden var för sig, utan citattecken och minus"),
        "word": _("Bara ”%(word)s”") % {"word": one.wanted.words},
    }
    return {"says": says_of[one.what], "total": one.total, "href": asking.address(one.wanted, found.names)}
