"""The list of lessons and examples: what decides per row, filters as links that can be shared."""

from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlar.lessons.queries.listing import LONGEST_SEARCH, Listed, Wanted, activities_written_in
from samlar.lessons.queries.listing import lessons as listed
from samlar.lessons.rules.words import STANDING_WORDS, STATE_WORDS, Kind, Standing, State
from samlar.library.queries.themes import themes
from samlar.web.asked import viewer, whole
from samlar.web.templatetags.samlar import kept_address, language, say

# What each choice is called in the address.
KINDS = {"": "", "lardomar": "lesson", "exempel": "example"}
STATES = {"": "live", "utkast": "draft", "delade": "shared", "publicerade": "published", "foraldrade": "over"}
Choice = tuple[int, str]  # a number and what it is called
CHIPS = {State.DRAFT: "draft", State.SHARED: "active", State.PUBLISHED: "active", State.OBSOLETE: "closed", State.MERGED: "closed"}


def lessons(request: HttpRequest) -> HttpResponse:
    actor = viewer(request)
    wanted = chosen(request)
    page = listed(actor, wanted, whole(request.GET.get("page"), 1))
    narrowed = wanted != Wanted()
    found = groups(request, wanted)
    return render(
        request,
        "lessons/list.html",
        {
            "page": page,
            "rows": [(row, homes(row), *chip(row)) for row in page.object_list],
            "query": urlencode(_params(wanted)),
            "groups": [one for one in found if not one["further"]],
            "further": [one for one in found if one["further"]],
            "chosen_further": wanted != replace(Wanted(), kind=wanted.kind, ours=wanted.ours, words=wanted.words),
            "search": wanted.words,
            "search_length": LONGEST_SEARCH,
            "kept": [(name, value) for name, value in _params(wanted).items() if name != "q"],
            "narrowed": narrowed,
        },
    )


def chosen(request: HttpRequest) -> Wanted:
    """What the address asks for; what cannot be understood is left out."""
    asked = request.GET
    return Wanted(
        kind=KINDS.get(asked.get("slag", ""), ""),
        theme=whole(asked.get("tema"), 0),
        activity=whole(asked.get("aktivitet"), 0),
        ours=asked.get("vilkas") == "vara" and viewer(request).at_work,
        state=STATES.get(asked.get("lage", ""), "live"),
        validated=asked.get("granskade") == "1",
        failed=asked.get("motgang") == "1",
        words=" ".join(asked.get("q", "").replace("\x00", " ").split())[:LONGEST_SEARCH],
    )


def homes(row: Listed) -> str:
    """How many organisations have it, and how far the furthest has come, in words; nothing where nobody has."""
    if not row.homes or row.furthest is None:
        return ""
    return _homes(row.homes, row.furthest, language())


@lru_cache(maxsize=1024)
def _homes(n: int, furthest: Standing, _language: str) -> str:
    many = ngettext("%(n)s organisation har tagit hem den", "%(n)s organisationer har tagit hem den", n) % {"n": n}
    if furthest.rank < 1:
        return many
    return _("%(many)s, längst: %(step)s") % {"many": many, "step": say(STANDING_WORDS[furthest])}


def chip(row: Listed) -> tuple[str, str]:
    """(words, kind) of the row's state, where it says something; what is shared or published is as it should be."""
    if row.validated and row.state in (State.SHARED, State.PUBLISHED):
        return _("granskad"), "done"
    if row.state in (State.SHARED, State.PUBLISHED):
        return "", ""
    return say(STATE_WORDS[row.state]), CHIPS[row.state]


def groups(request: HttpRequest, wanted: Wanted) -> tuple[dict[str, Any], ...]:
    """The filters: a heading and its links; `further` are those that are folded away until they are wanted."""
    actor = viewer(request)
    of_themes = tuple((one.id, say(one.name)) for one in themes())
    return _groups(wanted, actor.at_work, of_themes, tuple(activities_written_in(actor)), language())


@lru_cache(maxsize=256)  # some forty links, the same for all who may choose among the same
def _groups(
    wanted: Wanted, at_work: bool, of_themes: tuple[Choice, ...], written_in: tuple[Choice, ...], _language: str
) -> tuple[dict[str, Any], ...]:
    kinds = [("", _("Alla")), (Kind.LESSON.value, _("Lärdomar")), (Kind.EXAMPLE.value, _("Exempel"))]
    states = [("live", _("Alla som gäller"))]
    if at_work:
        states.append(("draft", _("Våra utkast")))
    states += [("shared", _("Delade med en grupp")), ("published", _("Publicerade")), ("over", _("Föråldrade"))]
    found = [{"label": _("Slag"), "filters": links(wanted, [({"kind": value}, words) for value, words in kinds]), "further": False}]
    if at_work:
        whose = [({"ours": False}, _("Allas")), ({"ours": True}, _("Våra"))]
        found.append({"label": _("Vilkas"), "filters": links(wanted, whose), "further": False})
    found.append({"label": _("Läge"), "filters": links(wanted, [({"state": value}, words) for value, words in states])})
    found.append(
        {
            "label": _("Granskning och utfall"),
            "filters": links(
                wanted,
                [
                    ({"validated": False, "failed": False}, _("Alla")),
                    ({"validated": True, "failed": False}, _("Granskade")),
                    ({"validated": False, "failed": True}, _("Det som inte gick som tänkt")),
                ],
            ),
        }
    )
    if of_themes:
        found.append({"label": _("Tema"), "filters": links(wanted, [({"theme": id}, name) for id, name in [(0, _("Alla")), *of_themes]])})
    if written_in:
        found.append(
            {"label": _("Aktivitet"), "filters": links(wanted, [({"activity": id}, name) for id, name in [(0, _("Alla")), *written_in]])}
        )
    return tuple({"further": True} | one for one in found)


def links(wanted: Wanted, choices: list[tuple[dict[str, Any], str]]) -> list[dict[str, Any]]:
    """Each choice as a link to the list so narrowed; the one that holds now is current."""
    return [
        {"label": words, "href": address(then), "current": then == wanted, "count": None}
        for words, then in ((words, replace(wanted, **change)) for change, words in choices)
    ]


def address(wanted: Wanted) -> str:
    """The list, narrowed."""
    params = urlencode(_params(wanted))
    return kept_address("lessons") + (f"?{params}" if params else "")


def _params(wanted: Wanted) -> dict[str, str]:
    asked = {
        "slag": _word(KINDS, wanted.kind),
        "tema": str(wanted.theme or ""),
        "aktivitet": str(wanted.activity or ""),
        "vilkas": "vara" if wanted.ours else "",
        "lage": _word(STATES, wanted.state),
        "granskade": "1" if wanted.validated else "",
        "motgang": "1" if wanted.failed else "",
        "q": wanted.words,
    }
    return {name: value for name, value in asked.items() if value}


def _word(words: dict[str, str], value: str) -> str:
    return next(word for word, meaning in words.items() if meaning == value)
